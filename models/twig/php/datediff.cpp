// SPDX-License-Identifier: MIT
// DateTime::diff(), plus() and minus(): distances in calendar units.
#include "twig/php/datetime.h"
#include "twig/php/timeresolve.h"

#include <cstdlib>
#include <utility>

namespace twig::php {
namespace {

/// One end of a distance: the reading, and what the zone says there.
struct End
{
    explicit End(const DateTime &time)
        : zone(time.zone())
        , instant(time.instant())
        , civil(time.civil())
        , offset(zone.offsetAt(instant.seconds, &dst))
    {}
    bool sameIdentifier(const End &other) const
    {
        return zone.kind() == Zone::Kind::Identifier && other.zone.kind() == Zone::Kind::Identifier && zone == other.zone;
    }
    std::int64_t days() const { return daysFromCivil(civil.year, civil.month, civil.day); }
    /// The reading as one number, to the microsecond of the day.
    std::pair<std::int64_t, std::int64_t> reading() const
    {
        return {days(), (civil.hour * 3600 + civil.minute * 60 + civil.second) * std::int64_t{1'000'000} + instant.microseconds};
    }

    Zone zone;
    Instant instant;
    CivilTime civil;
    bool dst = false;
    std::int32_t offset;
};

void carry(std::int64_t &from, std::int64_t size, std::int64_t &to)
{
    const std::int64_t units = floorDivision(from, size);
    from -= units * size;
    to += units;
}

/// Days below zero borrow from months, whose lengths are those before the later end, or behind the earlier one when turned round.
void borrowDays(DateInterval &out, const CivilTime &base)
{
    std::int64_t year = base.year;
    int month = base.month;
    while (out.days < 0) {
        if (!out.invert && --month < 1) {
            month = 12;
            --year;
        }
        out.days += daysInMonth(year, month);
        --out.months;
        if (out.invert && ++month > 12) {
            month = 1;
            ++year;
        }
    }
}

void normalise(DateInterval &out, const CivilTime &base)
{
    carry(out.microseconds, 1'000'000, out.seconds);
    carry(out.seconds, 60, out.minutes);
    carry(out.minutes, 60, out.hours);
    carry(out.hours, 24, out.days);
    carry(out.months, 12, out.years);
    borrowDays(out, base);
    carry(out.months, 12, out.years);
}

std::int64_t totalDays(const End &first, const End &second)
{
    const bool same = first.zone.kind() == second.zone.kind() &&
                      (first.zone.kind() == Zone::Kind::Identifier ? first.zone == second.zone : first.offset == second.offset);
    if (!same) return std::abs(first.instant.seconds - second.instant.seconds) / SecondsPerDay;
    const bool ordered = first.instant <= second.instant;
    const End &earlier = ordered ? first : second;
    const End &later = ordered ? second : first;
    std::int64_t days = std::abs(earlier.days() - later.days());
    if (later.reading().second < earlier.reading().second && days > 0) --days;
    return days;
}

DateInterval readingDifference(const End &first, const End &second)
{
    DateInterval out;
    out.years = second.civil.year - first.civil.year;
    out.months = second.civil.month - first.civil.month;
    out.days = second.civil.day - first.civil.day;
    out.hours = second.civil.hour - first.civil.hour;
    out.minutes = second.civil.minute - first.civil.minute;
    out.seconds = second.civil.second - first.civil.second;
    out.microseconds = second.instant.microseconds - first.instant.microseconds;
    out.totalDays = totalDays(first, second);
    return out;
}

/// Within one zone readings are compared; near a change of the clock the hours are put right.
DateInterval diffWithinZone(const End &first, const End &second, bool invert)
{
    std::int64_t correction = second.offset - first.offset;
    const std::int64_t hours = correction / 3600;
    const std::int64_t minutes = correction % 3600 / 60;
    DateInterval out = readingDifference(first, second);
    out.invert = invert;
    const std::int64_t elapsed = second.instant.seconds - first.instant.seconds;
    if (elapsed < 0) {
        // The later reading came first, in the hour that the clock repeats.
        const std::int64_t flipped = std::abs(out.minutes * 60 + out.seconds - correction);
        out.hours = flipped / 3600;
        out.minutes = flipped % 3600 / 60;
        out.seconds = flipped % 60;
        out.invert = !out.invert;
    }
    normalise(out, out.invert ? first.civil : second.civil);
    const std::int64_t change = second.zone.startOfPeriod(second.instant.seconds);
    if (first.dst && !second.dst) {
        if (elapsed + correction < SecondsPerDay) {
            out.hours -= hours;
            out.minutes -= minutes;
        }
    } else if (!first.dst && second.dst) {
        const std::int64_t dayLater = first.instant.seconds + SecondsPerDay;
        const bool landsInGap = dayLater > change && dayLater <= change + correction;
        if (!landsInGap && second.instant.seconds >= change &&
            (elapsed + correction) % SecondsPerDay > second.instant.seconds - change) {
            out.hours -= hours;
            out.minutes -= minutes;
        }
    } else if (elapsed >= SecondsPerDay) {
        const std::int64_t before = second.instant.seconds - second.offset;
        const std::int64_t start = second.zone.startOfPeriod(before);
        correction = first.offset - second.zone.offsetAt(before);
        if (second.instant.seconds >= start - correction && second.instant.seconds < start) {
            --out.days;
            out.hours = 24;
        }
    }
    return out;
}

} // namespace

DateInterval DateTime::diff(const DateTime &other) const
{
    End first(*this);
    End second(other);
    bool invert = false;
    if (first.sameIdentifier(second)) {
        if (first.reading() > second.reading()) {
            std::swap(first, second);
            invert = true;
        }
        return diffWithinZone(first, second, invert);
    }
    if (first.instant > second.instant) {
        std::swap(first, second);
        invert = true;
    }
    DateInterval out = readingDifference(first, second);
    out.invert = invert;
    out.seconds += first.offset - second.offset;
    normalise(out, invert ? first.civil : second.civil);
    return out;
}

namespace {

DateTime shifted(const DateTime &time, const DateInterval &interval, std::int64_t direction)
{
    const std::int64_t sign = interval.invert ? -direction : direction;
    OpenTime open = OpenTime::of(time);
    open.relative.years = sign * interval.years;
    open.relative.months = sign * interval.months;
    open.relative.days = sign * interval.days;
    // Hours and less are time that passes, whatever the clock shows meanwhile.
    const DateTime date = interval.years == 0 && interval.months == 0 && interval.days == 0 ? time : open.resolve();
    std::int64_t micro = date.instant().microseconds + sign * interval.microseconds;
    const std::int64_t carried = floorDivision(micro, 1'000'000);
    micro -= carried * 1'000'000;
    const std::int64_t seconds = sign * (interval.hours * 3600 + interval.minutes * 60 + interval.seconds) + carried;
    return DateTime({date.instant().seconds + seconds, static_cast<std::int32_t>(micro)}, date.zone());
}

} // namespace

DateTime DateTime::plus(const DateInterval &interval) const
{
    return shifted(*this, interval, 1);
}
DateTime DateTime::minus(const DateInterval &interval) const
{
    return shifted(*this, interval, -1);
}

} // namespace twig::php
