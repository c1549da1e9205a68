// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/calendar.h"
#include "twig/php/dateinterval.h"
#include "twig/php/zone.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace twig::php {

/// A point in time, to the microsecond.
struct Instant
{
    std::int64_t seconds = 0;                                            ///< since 1970-01-01 00:00 UTC, may be negative
    std::int32_t microseconds = 0;                                       ///< 0 … 999999, always forward
    friend auto operator<=>(const Instant &, const Instant &) = default; ///< PHP compares DateTime objects this way
};

/// PHP's DateTime as a value: an instant and the zone it is shown in. All functions leave `this` alone and answer a new one.
class DateTime
{
public:
    DateTime() = default;
    DateTime(Instant instant, const Zone &zone)
        : m_instant(instant)
        , m_zone(zone)
    {}

    /// new DateTime($text, $zone): a zone within the text wins. `now` stands for the current time ("", "now", "tomorrow", …).
    /// \throws PhpError DateMalformedStringException with PHP's text
    static DateTime parse(std::string_view text, const Zone &zone, Instant now);
    /// new DateTime($text), where `zone` is PHP's default: now is what it is in the zone that the text names, if that is one of
    /// the world's (for "+02:00" and "EST" it is not looked at).
    static DateTime parseInDefault(std::string_view text, const Zone &zone, Instant now);

    /// modify(). \throws PhpError DateMalformedStringException "DateTime::modify(): Failed to parse time string (…) at position
    /// …"
    DateTime modified(std::string_view modifier, Instant now) const;

    DateTime inZone(const Zone &zone) const { return DateTime(m_instant, zone); }
    DateTime plus(const DateInterval &interval) const;
    DateTime minus(const DateInterval &interval) const;

    /// $this->diff($other): from this to the other, inverted when the other is earlier.
    DateInterval diff(const DateTime &other) const;

    Instant instant() const { return m_instant; }
    const Zone &zone() const { return m_zone; }
    CivilTime civil() const;

    /// format(): every letter of PHP's date(), backslash keeps the next character.
    void appendFormat(std::string &out, std::string_view format) const;
    std::string format(std::string_view format) const;

private:
    Instant m_instant;
    Zone m_zone;
};

} // namespace twig::php
