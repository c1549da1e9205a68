// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/calendar.h"
#include "twig/php/zone.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twig::php {

/// What a date string asks for on top of the fields it sets.
struct RelativeTime
{
    std::int64_t years = 0;
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    std::int64_t microseconds = 0;

    bool hasWeekday = false;
    std::int64_t weekday = 0; ///< 0 is Sunday; negative after "ago"
    int weekdayBehaviour = 0; ///< 0: today counts ("this monday"), 1: today counts not, 2: within this week

    enum class Special { None, Weekdays, DayOfWeekInMonth, LastDayOfWeekInMonth };
    bool hasSpecial = false;
    Special special = Special::None;
    std::int64_t weekdays = 0; ///< how many working days for Special::Weekdays

    enum class DayOf { None, FirstOfMonth, LastOfMonth };
    DayOf dayOf = DayOf::None;
};

/// The fields of a date string as PHP's parser leaves them: set or not.
struct ParsedTime
{
    std::optional<std::int64_t> year, month, day, hour, minute, second, microsecond;
    int haveTime = 0;
    bool haveDate = false;
    int haveZone = 0;
    std::optional<Zone> zone;
    bool haveRelative = false;
    RelativeTime relative;
};

/// The first thing that PHP would complain about.
struct TimeStringError
{
    std::size_t position = 0; ///< in the text without the blanks around it
    char character = 0;
    std::string message;
};

/// Reads a date string. \return the error, or nullopt when `out` is good
std::optional<TimeStringError> parseTimeString(std::string_view text, ParsedTime &out);

} // namespace twig::php
