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

/// Reads fixed numbers of digits and single characters off the front.
class QuickReader
{
public:
    explicit QuickReader(std::string_view text)
        : m_text(text)
    {}
    bool number(std::size_t digits, int &value)
    {
        if (m_text.size() < digits) return false;
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_text[i] < '0' || m_text[i] > '9') return false;
            value = value * 10 + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return true;
    }
    bool take(char c)
    {
        if (m_text.empty() || m_text[0] != c) return false;
        m_text.remove_prefix(1);
        return true;
    }
    bool atEnd() const { return m_text.empty(); }

    /// ".5" to ".123456", in microseconds
    bool fraction(int &micro)
    {
        std::size_t digits = 0;
        for (micro = 0; digits < m_text.size() && m_text[digits] >= '0' && m_text[digits] <= '9'; ++digits) {
            if (digits == 6) return false;
            micro = micro * 10 + (m_text[digits] - '0');
        }
        m_text.remove_prefix(digits);
        for (std::size_t i = digits; i < 6; ++i)
            micro *= 10;
        return digits > 0;
    }

    /// "Z", "+02:00" or "-0330" up to the end of the text
    bool zone(Zone &zone)
    {
        if (take('Z')) {
            zone = Zone::abbreviated("Z", 0, false);
            return atEnd();
        }
        const bool negative = take('-');
        int hours = 0;
        int minutes = 0;
        if ((!negative && !take('+')) || !number(2, hours) || hours > 23) return false;
        take(':');
        if (!number(2, minutes) || minutes > 59 || !atEnd()) return false;
        zone = Zone::fixed((negative ? -1 : 1) * (hours * 3600 + minutes * 60));
        return true;
    }

private:
    std::string_view m_text;
};

/// "2024-02-29", "2024-02-29 13:05:09", "2024-02-29T13:05:09.25+02:00" without the grammar: nearly all dates of real contexts.
bool parseQuickly(std::string_view text, const Zone &zone, DateTime &out)
{
    QuickReader reader(text);
    int year = 0;
    int month = 0;
    int day = 0;
    if (!reader.number(4, year) || !reader.take('-') || !reader.number(2, month) || !reader.take('-') || !reader.number(2, day)) {
        return false;
    }
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
    std::int64_t wall = daysFromCivil(year, month, day) * SecondsPerDay;
    int micro = 0;
    Zone used = zone;
    if (!reader.atEnd()) {
        int hour = 0;
        int minute = 0;
        int second = 0;
        if ((!reader.take('T') && !reader.take(' ')) || !reader.number(2, hour) || !reader.take(':') ||
            !reader.number(2, minute) || !reader.take(':') || !reader.number(2, second) || hour > 23 || minute > 59 ||
            second > 59) {
            return false;
        }
        if (reader.take('.') && !reader.fraction(micro)) return false;
        if (!reader.atEnd() && !reader.zone(used)) return false;
        wall += hour * 3600 + minute * 60 + second;
    }
    out = DateTime({used.toInstant(wall), micro}, used);
    return true;
}

/// "@123" moves the date to UTC, as does everything else that PHP cannot tell from it.
bool isTimestamp(const ParsedTime &parsed)
{
    return parsed.year == 1970 && parsed.month == 1 && parsed.day == 1 && parsed.hour == 0 && parsed.minute == 0 &&
           parsed.second == 0 && parsed.microsecond == 0 && parsed.haveZone > 0 && parsed.zone &&
           parsed.zone->kind() == Zone::Kind::Offset && parsed.zone->offsetAt(0) == 0;
}

ParsedTime parseText(std::string_view text)
{
    if (text.empty()) text = "now";
    ParsedTime parsed;
    if (const auto error = parseTimeString(text, parsed)) throwMalformed("", text, *error);
    return parsed;
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
    return fill(parseText(text), zone, now).resolve();
}

DateTime DateTime::parseInDefault(std::string_view text, const Zone &zone, Instant now)
{
    DateTime result;
    if (parseQuickly(text, zone, result)) return result;
    const ParsedTime parsed = parseText(text);
    const bool isNamed = parsed.zone && parsed.zone->kind() == Zone::Kind::Identifier;
    return fill(parsed, isNamed ? *parsed.zone : zone, now).resolve();
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
