// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/datetime.h"
#include "twig/php/timestring.h"

#include <optional>

namespace twig::php {

/// A wall clock reading whose fields may lie out of range, and what is to be added to it.
struct OpenTime
{
    std::int64_t year = 1970;
    std::int64_t month = 1;
    std::int64_t day = 1;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
    std::int64_t microsecond = 0;
    Zone zone;
    std::optional<bool> knownDst; ///< whether DST held before the clock was moved, when that is known
    RelativeTime relative;

    static OpenTime of(const DateTime &time);
    /// Brings everything into range. All that is added is added to the reading, hours and minutes too, and only then the zone is
    /// asked: an hour after 01:30 is 02:30, which is 03:30 on the day when the clocks are moved.
    DateTime resolve();

private:
    void normalise();
    void adjustEarly();
    void adjustWeekday();
    void adjustRelative();
    void adjustWorkingDays();
    int weekdayNow() const { return dayOfWeek(daysFromCivil(year, month, day)); }
};

} // namespace twig::php
