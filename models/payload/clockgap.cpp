// SPDX-License-Identifier: MIT
#include "payload/clockgap.h"

#include "twig/php/calendar.h"
#include "twig/php/zone.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace targetdesk {

namespace {

namespace php = twig::php;

constexpr int DaysToLookAt = 2 * 366;
/// Where a date and time has its parts; the seconds, and a fraction of them, may be missing.
constexpr std::string_view TimeForm = "dddd-dd-dd dd:dd:dd";
constexpr std::size_t MinutesEnd = 16;

bool isDigitOfTime(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool isLocalTime(std::string_view text)
{
    if (text.size() != MinutesEnd && text.size() < TimeForm.size()) return false;
    for (std::size_t i = 0; i < std::min(text.size(), TimeForm.size()); ++i) {
        const bool isSeparator = TimeForm[i] == ' ' && (text[i] == ' ' || text[i] == 'T');
        if (TimeForm[i] == 'd' ? !isDigitOfTime(text[i]) : !isSeparator && text[i] != TimeForm[i]) return false;
    }
    if (text.size() <= TimeForm.size()) return true;
    const std::string_view fraction = text.substr(TimeForm.size());
    return fraction.size() > 1 && fraction[0] == '.' && std::all_of(fraction.begin() + 1, fraction.end(), isDigitOfTime);
}

int digitsAt(std::string_view text, std::size_t at, std::size_t length)
{
    int number = 0;
    for (std::size_t i = at; i < std::min(at + length, text.size()); ++i)
        number = number * 10 + (text[i] - '0');
    return number;
}

/// What the clock shows, as the seconds that it would be in UTC.
std::int64_t wallSecondsOf(std::string_view text)
{
    const std::int64_t days = php::daysFromCivil(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2));
    return days * php::SecondsPerDay + digitsAt(text, 11, 2) * 3600 + digitsAt(text, 14, 2) * 60 + digitsAt(text, 17, 2);
}

void putDigits(std::string &text, std::size_t at, std::size_t length, std::int64_t number)
{
    for (std::size_t i = at + length; i-- > at && i < text.size(); number /= 10)
        text[i] = static_cast<char>('0' + number % 10);
}

/// The middle of the gap that a change at this instant makes; nothing when clocks go back, or stay.
std::optional<std::int64_t> gapAt(const php::Zone &zone, std::int64_t change)
{
    const std::int32_t before = zone.offsetAt(change - 1), after = zone.offsetAt(change);
    if (after <= before) return std::nullopt;
    return change + before + (after - before) / 2;
}

} // namespace

std::optional<std::string> skippedTimeAfter(std::string_view date, std::string_view zoneName)
{
    const std::optional<php::Zone> zone = php::Zone::find(zoneName);
    if (!isLocalTime(date) || !zone || zone->kind() != php::Zone::Kind::Identifier) return std::nullopt;
    std::int64_t at = zone->toInstant(wallSecondsOf(date));
    for (int day = 0; day < DaysToLookAt; ++day, at += php::SecondsPerDay) {
        const std::int64_t change = zone->startOfPeriod(at + php::SecondsPerDay);
        const auto wall = change > at ? gapAt(*zone, change) : std::nullopt;
        if (!wall) continue;
        const php::CivilTime civil = php::civilFromSeconds(*wall);
        std::string text(date);
        putDigits(text, 0, 4, civil.year);
        putDigits(text, 5, 2, civil.month);
        putDigits(text, 8, 2, civil.day);
        putDigits(text, 11, 2, civil.hour);
        putDigits(text, 14, 2, civil.minute);
        if (text.size() > MinutesEnd) putDigits(text, 17, 2, civil.second);
        return text;
    }
    return std::nullopt;
}

} // namespace targetdesk
