// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace targetdesk {

/// A place in a text as an editor counts it.
struct TextPosition
{
    int line = 1;   ///< 1-based
    int column = 1; ///< 1-based, in code points
    bool operator==(const TextPosition &) const = default;
};

/// The place of a byte offset; offsets past the end mean the end. Lines end with `\n` or `\r\n`.
TextPosition positionAt(std::string_view text, std::size_t offset);

} // namespace targetdesk
