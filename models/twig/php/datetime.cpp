// SPDX-License-Identifier: MIT
#include "twig/php/datetime.h"

#include "twig/php/phperror.h"
#include "twig/php/timeresolve.h"
#include "twig/php/timestring.h"

namespace twig::php {
namespace {

[[noreturn]] void throwMalformed(const char *prefix, std::string_view text, const TimeStringError &error)
{
    std::string message = prefix;
    message += "Failed to parse time string (";
    message += text;
    message += ") at position " + std::to_string(error.position) + " (";
    message += error.character;
    message += "): " + error.message;
    throw PhpError("DateMalformedStringException", message);
}

bool isDigits(std::string_view text, std::size_t at, std::size_t count, int &value)
{
    value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        value = value * 10 + (text[i] - '0');
    }
    return true;
}

/// "2024-02-29", "2024-02-29 13:05:09" and "2024-02-29T13:05:09Z" without the grammar: nearly all dates of real contexts.
bool parseQuickly(std::string_view text, const Zone &zone, DateTime &out)
{
    if (text.size() != 10 && text.size() != 19 && text.size() != 20) return false;
    int year = 0;
    int month = 0;
    int day = 0;
    if (!isDigits(text, 0, 4, year) || !isDigits(text, 5, 2, month) || !isDigits(text, 8, 2, day)) return false;
    if (text[4] != '-' || text[7] != '-' || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (text.size() > 10) {
        if ((text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':') return false;
        if (!isDigits(text, 11, 2, hour) || !isDigits(text, 14, 2, minute) || !isDigits(text, 17, 2, second)) return false;
        if (hour > 23 || minute > 59 || second > 59 || (text.size() == 20 && text[19] != 'Z')) return false;
    }
    const std::int64_t wall = daysFromCivil(year, month, day) * SecondsPerDay + hour * 3600 + minute * 60 + second;
    const Zone &used = text.size() == 20 ? Zone::abbreviated("Z", 0, false) : zone;
    out = DateTime({used.toInstant(wall), 0}, used);
    return true;
}

/// "@123" moves the date to UTC, as does everything else that PHP cannot tell from it.
bool isTimestamp(const ParsedTime &parsed)
{
    return parsed.year == 1970 && parsed.month == 1 && parsed.day == 1 && parsed.hour == 0 && parsed.minute == 0 &&
           parsed.second == 0 && parsed.microsecond == 0 && parsed.haveZone > 0 && parsed.zone &&
           parsed.zone->kind() == Zone::Kind::Offset && parsed.zone->offsetAt(0) == 0;
}

/// Fields that the text left open come from now; a date without a time means midnight.
OpenTime fill(const ParsedTime &parsed, const Zone &zone, Instant now)
{
    OpenTime open = OpenTime::of(DateTime(now, zone));
    const bool anySet = parsed.year || parsed.month || parsed.day || parsed.hour || parsed.minute || parsed.second;
    const bool midnight = parsed.haveDate && parsed.haveTime == 0;
    open.year = parsed.year.value_or(open.year);
    open.month = parsed.month.value_or(open.month);
    open.day = parsed.day.value_or(open.day);
    open.hour = midnight ? 0 : parsed.hour.value_or(open.hour);
    open.minute = midnight ? 0 : parsed.minute.value_or(open.minute);
    open.second = midnight ? 0 : parsed.second.value_or(open.second);
    open.microsecond = midnight ? 0 : parsed.microsecond.value_or(anySet ? 0 : open.microsecond);
    open.relative = parsed.relative;
    if (parsed.zone) open.zone = *parsed.zone;
    // An identifier within the text prefers the first of two equal readings.
    open.knownDst = parsed.haveZone > 0 ? std::optional(true) : std::nullopt;
    return open;
}

} // namespace

DateTime DateTime::parse(std::string_view text, const Zone &zone, Instant now)
{
    DateTime result;
    if (parseQuickly(text, zone, result)) return result;
    if (text.empty()) text = "now";
    ParsedTime parsed;
    if (const auto error = parseTimeString(text, parsed)) throwMalformed("", text, *error);
    return fill(parsed, zone, now).resolve();
}

DateTime DateTime::modified(std::string_view modifier, Instant) const
{
    ParsedTime parsed;
    if (const auto error = parseTimeString(modifier, parsed)) throwMalformed("DateTime::modify(): ", modifier, *error);
    OpenTime open = OpenTime::of(*this);
    open.relative = parsed.relative;
    if (isTimestamp(parsed)) open.zone = Zone::fixed(0);
    open.year = parsed.year.value_or(open.year);
    open.month = parsed.month.value_or(open.month);
    open.day = parsed.day.value_or(open.day);
    if (parsed.hour) {
        open.hour = *parsed.hour;
        open.minute = parsed.minute.value_or(0);
        open.second = parsed.minute ? parsed.second.value_or(0) : 0;
    }
    open.microsecond = parsed.microsecond.value_or(open.microsecond);
    return open.resolve();
}

CivilTime DateTime::civil() const
{
    return civilFromSeconds(m_instant.seconds + m_zone.offsetAt(m_instant.seconds));
}

std::string DateTime::format(std::string_view format) const
{
    std::string out;
    appendFormat(out, format);
    return out;
}

} // namespace twig::php
