// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twig::php {

/// One day of the year on which a POSIX TZ rule changes the clock.
struct PosixChange
{
    enum class Kind { Julian, DayOfYear, WeekOfMonth };
    Kind kind = Kind::WeekOfMonth;
    int month = 1;
    int week = 1;
    int day = 0;
    std::int32_t seconds = 7200; ///< local time of that day, may be negative

    /// Local seconds since 1970 of the change in that year.
    std::int64_t localSeconds(std::int64_t year) const;
};

/// One zone of the system's database: RFC 8536, version 2 and later. Immutable once read.
class ZoneData
{
public:
    struct Type
    {
        std::int32_t offset = 0;
        bool dst = false;
        std::string abbreviation;
    };

    /// From when to when something holds is known by its begin.
    struct Period
    {
        const Type *type;
        std::int64_t start; ///< std::numeric_limits<std::int64_t>::min() before the first change
    };

    /// \return nullptr when `bytes` is no such file
    static std::unique_ptr<ZoneData> read(std::string_view bytes);
    static std::unique_ptr<ZoneData> utc();

    Period at(std::int64_t seconds) const;

private:
    bool readFooter(std::string_view rule);
    Period atByRule(std::int64_t seconds, Period last) const;

    std::vector<Type> m_types;
    std::vector<std::int64_t> m_transitions;
    std::vector<std::uint8_t> m_transitionTypes;
    bool m_hasRule = false;
    bool m_ruleHasDst = false;
    Type m_standard;
    Type m_daylight;
    PosixChange m_toDaylight;
    PosixChange m_toStandard;
};

} // namespace twig::php
