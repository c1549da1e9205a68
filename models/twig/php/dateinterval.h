// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twig::php {

/// PHP's DateInterval, by its public properties.
struct DateInterval
{
    std::int64_t years = 0;
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    std::int64_t microseconds = 0; ///< `f` is this / 1e6
    bool invert = false;
    std::optional<std::int64_t> totalDays; ///< `days`: from diff() only; false in PHP otherwise, "(unknown)" in %a

    /// new DateInterval("P1Y2M10DT2H30M"). \throws PhpError DateMalformedIntervalStringException
    /// "Unknown or bad format (x)"
    static DateInterval parse(std::string_view specification);

    /// format(): %Y %y %M %m %D %d %H %h %I %i %S %s %F %f %a %R %r %%; anything else stays as it is.
    std::string format(std::string_view format) const;
};

} // namespace twig::php
