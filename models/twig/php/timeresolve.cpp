// SPDX-License-Identifier: MIT
#include "twig/php/timeresolve.h"

#include <algorithm>
#include <cstdlib>

namespace twig::php {
namespace {

/// Far beyond any date, near enough that sums of a few stay within 64 bits.
constexpr std::int64_t Limit = 1'000'000'000'000'000'000;

std::int64_t bounded(std::int64_t value)
{
    return std::clamp(value, -Limit, Limit);
}
std::int64_t boundedSum(std::int64_t a, std::int64_t b)
{
    return bounded(bounded(a) + bounded(b));
}

std::int64_t secondsOf(std::int64_t hours, std::int64_t minutes, std::int64_t seconds)
{
    constexpr std::int64_t hourLimit = Limit / 3600;
    return std::clamp(hours, -hourLimit, hourLimit) * 3600 + std::clamp(minutes, -hourLimit, hourLimit) * 60 + bounded(seconds);
}

} // namespace

OpenTime OpenTime::of(const DateTime &time)
{
    const CivilTime civil = time.civil();
    OpenTime open;
    open.year = civil.year;
    open.month = civil.month;
    open.day = civil.day;
    open.hour = civil.hour;
    open.minute = civil.minute;
    open.second = civil.second;
    open.microsecond = time.instant().microseconds;
    open.zone = time.zone();
    bool dst = false;
    time.zone().offsetAt(time.instant().seconds, &dst);
    open.knownDst = dst;
    return open;
}

void OpenTime::normalise()
{
    const std::int64_t micro = floorDivision(microsecond, 1'000'000);
    microsecond = (microsecond % 1'000'000 + 1'000'000) % 1'000'000; // micro times a million may not fit
    const std::int64_t seconds = secondsOf(hour, minute, boundedSum(second, micro));
    const std::int64_t days = floorDivision(seconds, SecondsPerDay);
    const CivilTime date = civilFromSeconds(daysFromCivil(bounded(year), bounded(month), boundedSum(day, days)) * 86400);
    const auto rest = seconds - days * SecondsPerDay;
    hour = rest / 3600;
    minute = rest / 60 % 60;
    second = rest % 60;
    year = date.year;
    month = date.month;
    day = date.day;
}

void OpenTime::adjustEarly()
{
    if (relative.hasSpecial && relative.special != RelativeTime::Special::None &&
        relative.special != RelativeTime::Special::Weekdays) {
        day = 1;
        month = boundedSum(month, relative.months);
        if (relative.special == RelativeTime::Special::LastDayOfWeekInMonth) ++month;
        relative.months = 0;
    }
    if (relative.dayOf == RelativeTime::DayOf::FirstOfMonth) {
        day = 1;
    } else if (relative.dayOf == RelativeTime::DayOf::LastOfMonth) {
        day = 0;
        ++month;
    }
    normalise();
}

void OpenTime::adjustWeekday()
{
    const int now = weekdayNow();
    if (relative.weekdayBehaviour == 2) {
        // A week runs from Monday to Sunday here.
        if (now == 0 && relative.weekday != 0) relative.weekday -= 7;
        if (relative.weekday == 0 && now != 0) relative.weekday = 7;
        day += relative.weekday - now;
        return;
    }
    std::int64_t difference = relative.weekday - now;
    if ((relative.days < 0 && difference < 0) || (relative.days >= 0 && difference <= -relative.weekdayBehaviour))
        difference += 7;
    if (relative.weekday >= 0) {
        day += difference;
    } else {
        day -= 7 - (std::abs(relative.weekday) - now);
    }
}

void OpenTime::adjustRelative()
{
    if (relative.hasWeekday) adjustWeekday();
    normalise();
    microsecond = boundedSum(microsecond, relative.microseconds);
    second = boundedSum(second, relative.seconds);
    minute = boundedSum(minute, relative.minutes);
    hour = boundedSum(hour, relative.hours);
    day = boundedSum(day, relative.days);
    month = boundedSum(month, relative.months);
    year = boundedSum(year, relative.years);
    if (relative.dayOf == RelativeTime::DayOf::FirstOfMonth) {
        day = 1;
    } else if (relative.dayOf == RelativeTime::DayOf::LastOfMonth) {
        day = 0;
        ++month;
    }
    normalise();
}

void OpenTime::adjustWorkingDays()
{
    const std::int64_t count = bounded(relative.weekdays);
    const int now = weekdayNow();
    const std::int64_t rest = count % 5;
    day += count / 5 * 7;
    // Whole weeks leave the weekday alone; then Saturday and Sunday are stepped over.
    if (count > 0) {
        if (rest == 0) {
            day -= now == 0 ? 2 : now == 6 ? 1 : 0;
        } else if (now == 6) {
            day += 1;
        } else if (now + rest > 5) {
            day += 2;
        }
    } else {
        if (rest == 0) {
            day += now == 6 ? 2 : now == 0 ? 1 : 0;
        } else if (now == 0) {
            day -= 1;
        } else if (now + rest < 1) {
            day -= 2;
        }
    }
    day += rest;
    normalise();
}

DateTime OpenTime::resolve()
{
    adjustEarly();
    adjustRelative();
    if (relative.hasSpecial && relative.special == RelativeTime::Special::Weekdays) adjustWorkingDays();
    const std::int64_t wall = daysFromCivil(year, month, day) * SecondsPerDay + hour * 3600 + minute * 60 + second;
    const std::int64_t instant = zone.toInstant(wall, knownDst);
    return DateTime({instant, static_cast<std::int32_t>(microsecond)}, zone);
}

} // namespace twig::php
