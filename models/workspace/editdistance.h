// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace targetdesk {

/// Levenshtein's distance in bytes: how far a word is from the one that was perhaps meant.
std::size_t editDistance(std::string_view a, std::string_view b);

} // namespace targetdesk
