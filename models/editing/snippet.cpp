// SPDX-License-Identifier: MIT
#include "editing/snippet.h"

namespace targetdesk {

std::optional<Snippet> readSnippet(std::string_view file)
{
    const std::size_t end = file.find('\n');
    std::string_view title = file.substr(0, end);
    if (end == std::string_view::npos || !title.starts_with("{# ") || !title.ends_with(" #}")) return std::nullopt;
    title = title.substr(3, title.size() - 6);
    std::string_view rest = file.substr(end + 1);
    while (rest.ends_with('\n'))
        rest.remove_suffix(1);
    Snippet snippet;
    snippet.title = title;
    bool isFirst = true;
    for (std::size_t at = 0; at < rest.size();) {
        const std::size_t close = rest.substr(at, 2) == "${" ? rest.find('}', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            snippet.text += rest[at++];
            continue;
        }
        const std::string_view word = rest.substr(at + 2, close - at - 2);
        if (isFirst) {
            snippet.selectionBegin = snippet.text.size();
            snippet.selectionLength = word.size();
        }
        isFirst = false;
        snippet.text += word;
        at = close + 1;
    }
    if (isFirst) snippet.selectionBegin = snippet.text.size();
    return snippet;
}

Snippet indented(const Snippet &snippet, std::string_view indent)
{
    Snippet out{snippet.title, {}, snippet.selectionBegin, snippet.selectionLength};
    for (std::size_t at = 0; at < snippet.text.size(); ++at) {
        out.text += snippet.text[at];
        if (snippet.text[at] != '\n') continue;
        out.text += indent;
        if (at < snippet.selectionBegin) out.selectionBegin += indent.size();
    }
    return out;
}

} // namespace targetdesk
