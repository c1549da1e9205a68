// SPDX-License-Identifier: MIT
#include "workspace/textposition.h"

#include <algorithm>

namespace targetdesk {

TextPosition positionAt(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    TextPosition position;
    position.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t lineBreak = before.rfind('\n');
    const std::string_view lineStart = lineBreak == std::string_view::npos ? before : before.substr(lineBreak + 1);
    // Continuation bytes of UTF-8 do not start a code point.
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    position.column = 1 + static_cast<int>(std::count_if(lineStart.begin(), lineStart.end(), starts));
    return position;
}

} // namespace targetdesk
