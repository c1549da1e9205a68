// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twig::php {

class ZoneData;

/// A time zone of PHP in one of its three kinds. A small value to copy; what it points at lives as long as the process (zone
/// files are read once from /usr/share/zoneinfo, under a lock). The same from any thread.
class Zone
{
public:
    /// PHP's "timezone_type", as json_encode of a DateTime shows it.
    enum class Kind { Offset = 1, Abbreviation = 2, Identifier = 3 };

    /// Offset from UTC and its name at one instant.
    struct Local
    {
        std::int32_t offset; ///< seconds east of UTC, DST included
        bool dst;
        std::string abbreviation; ///< "CET", "+03", "UTC"
    };

    /// The identifier "UTC".
    Zone();
    static Zone utc() { return Zone(); }
    static Zone fixed(std::int32_t secondsEast);
    static Zone abbreviated(std::string_view name, std::int32_t secondsEast, bool dst);

    /// An identifier alone, without regard to case; the name stays as it was given.
    static std::optional<Zone> identified(std::string_view name);

    /// An identifier ("Europe/Paris", any case), an abbreviation ("EST", "cet", "Z") or an offset ("+02:00", "-0330", "+5").
    /// \return nullopt when PHP knows no such zone
    static std::optional<Zone> find(std::string_view name);

    /// new DateTimeZone($name). \throws PhpError DateInvalidTimeZoneException "DateTimeZone::__construct(): Unknown or bad
    /// timezone (x)"
    static Zone parse(std::string_view name);

    Kind kind() const { return m_kind; }
    /// getName(): "Europe/Paris", "+02:00", "EST".
    std::string name() const;

    /// What holds at this instant (seconds since 1970).
    Local at(std::int64_t seconds) const;
    /// The offset alone, without making a string.
    std::int32_t offsetAt(std::int64_t seconds, bool *dst = nullptr) const;

    /// When what holds at this instant began; the smallest number when it always did.
    std::int64_t startOfPeriod(std::int64_t seconds) const;

    /// The instant of a wall clock reading, given as the seconds that it would be in UTC. In a gap the clock moves on by the gap;
    /// of an overlap the first (DST) reading is taken, unless `knownDst` says what held before the clock was moved.
    std::int64_t toInstant(std::int64_t wallSeconds, std::optional<bool> knownDst = std::nullopt) const;

    friend bool operator==(const Zone &a, const Zone &b);

private:
    Kind m_kind = Kind::Identifier;
    bool m_dst = false;
    std::int32_t m_offset = 0; ///< for the first two kinds, DST included
    char m_abbreviation[8] = {};
    const ZoneData *m_data;    ///< of an identifier
    const std::string *m_name; ///< its spelling
};

} // namespace twig::php
