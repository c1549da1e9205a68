// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace twig::php {

/// What PHP takes for the abbreviation of a time zone. The data is in abbreviations.cpp, which abbreviations.php writes.
struct ZoneAbbreviation
{
    std::string_view name; ///< lower case
    std::int32_t offset;   ///< seconds east of UTC, DST included
    bool dst;
};

/// Sorted by name.
extern const std::span<const ZoneAbbreviation> zoneAbbreviations;

} // namespace twig::php
