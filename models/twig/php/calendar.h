// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace twig::php {

inline constexpr std::int64_t SecondsPerDay = 86400;

/// A wall clock reading.
struct CivilTime
{
    std::int64_t year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

/// The proleptic Gregorian calendar. Days since 1970-01-01 of a date whose month and day may lie out of range, and back. Years
/// are kept within ±292,000,000,000, where seconds still fit 64 bits.
std::int64_t daysFromCivil(std::int64_t year, std::int64_t month, std::int64_t day);
CivilTime civilFromSeconds(std::int64_t secondsSince1970);

bool isLeapYear(std::int64_t year);
int daysInMonth(std::int64_t year, int month);

/// 0 is Sunday.
int dayOfWeek(std::int64_t days);

/// ISO 8601: the week (1 … 53) and the year that it belongs to.
struct IsoWeek
{
    std::int64_t year;
    int week;
};
IsoWeek isoWeek(const CivilTime &time);

inline std::int64_t floorDivision(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

} // namespace twig::php
