// SPDX-License-Identifier: MIT
#include "twig/php/calendar.h"

#include <algorithm>

namespace twig::php {
namespace {

constexpr std::int64_t LargestYear = 292'000'000'000;
constexpr std::int64_t DaysPerEra = 146097; ///< of 400 years

} // namespace

std::int64_t daysFromCivil(std::int64_t year, std::int64_t month, std::int64_t day)
{
    // Months out of range carry into the year; the count then starts in March, so that the leap day comes last.
    const std::int64_t carried = floorDivision(month - 1, 12);
    const std::int64_t normal = month - carried * 12;
    year = std::clamp(year, -LargestYear, LargestYear) + std::clamp(carried, -LargestYear, LargestYear);
    year = std::clamp(year, -LargestYear, LargestYear) - (normal <= 2 ? 1 : 0);
    const std::int64_t era = floorDivision(year, 400);
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (normal > 2 ? normal - 3 : normal + 9) + 2) / 5;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    constexpr std::int64_t limit = 106'000'000'000'000;
    return std::clamp(era * DaysPerEra + dayOfEra - 719468 + std::clamp(day - 1, -limit, limit), -limit, limit);
}

CivilTime civilFromSeconds(std::int64_t seconds)
{
    const std::int64_t days = floorDivision(seconds, SecondsPerDay);
    const auto rest = static_cast<int>(seconds - days * SecondsPerDay);
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floorDivision(shifted, DaysPerEra);
    const std::int64_t dayOfEra = shifted - era * DaysPerEra;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shiftedMonth = (5 * dayOfYear + 2) / 153;
    CivilTime time;
    time.day = static_cast<int>(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1);
    time.month = static_cast<int>(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
    time.year = yearOfEra + era * 400 + (time.month <= 2 ? 1 : 0);
    time.hour = rest / 3600;
    time.minute = rest / 60 % 60;
    time.second = rest % 60;
    return time;
}

bool isLeapYear(std::int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int daysInMonth(std::int64_t year, int month)
{
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : days[month - 1];
}

int dayOfWeek(std::int64_t days)
{
    const std::int64_t day = (days + 4) % 7;
    return static_cast<int>(day < 0 ? day + 7 : day);
}

IsoWeek isoWeek(const CivilTime &time)
{
    const std::int64_t days = daysFromCivil(time.year, time.month, time.day);
    // A week belongs to the year that holds its Thursday.
    const std::int64_t thursday = days - (dayOfWeek(days) + 6) % 7 + 3;
    const std::int64_t year = civilFromSeconds(thursday * SecondsPerDay).year;
    return {year, static_cast<int>((thursday - daysFromCivil(year, 1, 1)) / 7 + 1)};
}

} // namespace twig::php
