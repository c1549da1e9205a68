// SPDX-License-Identifier: MIT
#include "editing/commenttoggle.h"

#include <string_view>

namespace targetdesk {

namespace {

constexpr std::string_view Space = " \t\n";

/// Every `#`, blanks, `}`: one blank more or less.
std::string shiftEnds(std::string_view text, int by)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        if (text[at] != '#') continue;
        std::size_t end = at + 1;
        while (end < text.size() && text[end] == ' ')
            ++end;
        const std::size_t blanks = end - at - 1;
        if (end >= text.size() || text[end] != '}' || (by < 0 && blanks == 0)) continue;
        out.append(by > 0 ? blanks + 1 : blanks - 1, ' ');
        at = end - 1;
    }
    return out;
}

} // namespace

std::optional<std::string> withoutComment(const std::string &text)
{
    const std::size_t begin = text.find_first_not_of(Space);
    if (begin == std::string::npos || text.compare(begin, 2, "{#") != 0) return std::nullopt;
    const std::size_t end = text.find("#}", begin + 2);
    if (end == std::string::npos || text.find_first_not_of(Space, end + 2) != std::string::npos) return std::nullopt;
    std::string_view inner = std::string_view(text).substr(begin + 2, end - begin - 2);
    if (inner.starts_with(' ')) inner.remove_prefix(1);
    if (inner.ends_with(' ')) inner.remove_suffix(1);
    return text.substr(0, begin) + shiftEnds(inner, -1) + text.substr(end + 2);
}

std::string withCommentToggled(const std::string &text)
{
    if (const auto inner = withoutComment(text)) return *inner;
    const std::size_t begin = text.find_first_not_of(Space);
    if (begin == std::string::npos) return text;
    const std::size_t end = text.find_last_not_of(Space) + 1;
    return text.substr(0, begin) + "{# " + shiftEnds(std::string_view(text).substr(begin, end - begin), 1) + " #}" +
           text.substr(end);
}

} // namespace targetdesk
