// SPDX-License-Identifier: MIT
#include "dispatch/timepoint.h"

#include <cstdio>
#include <ctime>

namespace targetdesk {

TimePoint systemNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds systemUptime()
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds(time.tv_sec) +
                                                                 std::chrono::nanoseconds(time.tv_nsec));
}

std::chrono::milliseconds systemClockBase()
{
    constexpr std::chrono::milliseconds atOnce{100};
    while (true) {
        const std::chrono::milliseconds before = systemUptime();
        const std::chrono::milliseconds base = systemNow().time_since_epoch() - before;
        // The process may have been stopped between the two.
        if (systemUptime() - before < atOnce) return base;
    }
}

std::string isoText(TimePoint time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text;
}

} // namespace targetdesk
