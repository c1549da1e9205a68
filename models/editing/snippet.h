// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace targetdesk {

/// A piece of template to start from. A file of resources/snippets: the first line is a comment with the title; `${word}` in the
/// rest marks the words that one replaces. A value.
struct Snippet
{
    std::string title;
    std::string text;
    std::size_t selectionBegin = 0; ///< bytes in `text`: the first of those words
    std::size_t selectionLength = 0;
};

/// Nothing when the file does not begin with a title.
std::optional<Snippet> readSnippet(std::string_view file);

/// The text for a line with an indent: every further line gets it, too.
Snippet indented(const Snippet &snippet, std::string_view indent);

} // namespace targetdesk
