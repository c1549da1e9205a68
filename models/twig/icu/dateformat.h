// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twig::icu {

/// PHP's IntlDateFormatter. Styles are ICU's UDateFormatStyle: -1 none, 0 full … 3 short, 128 more when relative.
struct DateStyle
{
    std::string locale;
    int date = 2;
    int time = 2;
    std::string pattern;   ///< instead of the styles, when there is one
    std::string zone;      ///< an ICU name
    bool gregorian = true; ///< else the calendar of the locale
};

/// False when ICU has no such time zone.
bool isZone(std::string_view name);
/// Absent where ICU fails. Formatters are kept per thread.
std::optional<std::string> formatDate(const DateStyle &style, double milliseconds);

} // namespace twig::icu
