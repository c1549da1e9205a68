// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace twig::icu {

// PHP's grapheme_* functions on UTF-8: what people take for one character.

/// Where each grapheme begins, in bytes, and the end of the text behind them.
std::vector<std::uint32_t> graphemeBreaks(std::string_view text);

/// grapheme_strlen()
std::int64_t graphemeCount(std::string_view text);

/// grapheme_substr(): negative numbers count from the end.
std::string_view graphemeSlice(std::string_view text, std::int64_t start, std::optional<std::int64_t> length = std::nullopt);

/// grapheme_strpos(), grapheme_stripos(), grapheme_strrpos(), grapheme_strripos(): the position in graphemes. `needle` is not
/// empty.
struct GraphemeSearch
{
    bool ignoreCase = false;
    bool last = false;
};
std::optional<std::int64_t> findGrapheme(std::string_view text, std::string_view needle, std::int64_t offset,
                                         GraphemeSearch how = {});

} // namespace twig::icu
