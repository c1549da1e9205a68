// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twig::php {

/// The tokens of PHP's date strings. Of several that match at a place the longest wins, of equally long ones the first here.
enum class TimeToken : std::uint8_t {
    Yesterday,
    Now,
    Noon,
    Today,
    Tomorrow,
    Timestamp,
    TimestampFraction,
    FirstOrLastDayOf,
    BackOrFrontOf,
    WeekdayOf,
    Time12,
    TimeMssql,
    Time24,
    TimeHourMinute,
    TimeNoColon,
    American,
    IsoDate,
    IsoDateShortYear,
    IsoDateLongYear,
    YearMonth,
    GnuDate,
    DateFull,
    DatePointed,
    DatePointedShortYear,
    MonthYear,
    YearMonthName,
    MonthDay,
    DayMonth,
    DateNoColon,
    DateAndTime,
    YearDay,
    IsoWeekDay,
    IsoWeek,
    PgMonthDayYear,
    PgYearMonthDay,
    CommonLog,
    Year,
    Ago,
    DayName,
    RelativeWeek,
    RelativeText,
    MonthName,
    Zone,
    MonthDayTime12,
    MonthDayTime24,
    Relative,
    Separator,
    LineEnd,
    Unexpected
};

/// The longest token at `position`. The text reads as if it ended in NUL bytes without end; a token may hold the first of them.
struct TimeMatch
{
    TimeToken token;
    std::size_t size; ///< at least 1
};
TimeMatch matchTimeToken(std::string_view text, std::size_t position);

} // namespace twig::php
