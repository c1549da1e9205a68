// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/zone.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace twig::php {

/// Reads a zone as it stands in a date: blanks and "(" before it, "GMT+2", "+02:00", "-0330", an abbreviation or an identifier,
/// ")" behind. `at` moves behind what was read. \return nullopt when there is no such zone
std::optional<Zone> readZone(std::string_view text, std::size_t &at);

/// "+02:00" or "+0200"; seconds are left out.
std::string offsetName(std::int32_t seconds, bool colon);

} // namespace twig::php
