// SPDX-License-Identifier: MIT
#include "payload/pathinsertion.h"

#include "payload/quotescan.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// What a template's author is in the middle of.
enum class Place { Value, JsonText, Twig };

// Where the `}}`, `%}` or `#}` that ends what begins at `at` ends; npos when it stays open.
std::size_t endOfTwig(std::string_view source, std::size_t at)
{
    const bool isComment = source[at + 1] == '#';
    const char close = source[at + 1] == '{' ? '}' : source[at + 1];
    QuoteScan scan;
    for (at += 2; at + 1 < source.size(); ++at) {
        const bool isQuoted = !isComment && scan.isQuoted(source[at]);
        if (!isQuoted && source[at] == close && source[at + 1] == '}') return at + 2;
    }
    return std::string_view::npos;
}

Place placeAt(std::string_view source, std::size_t offset)
{
    bool inText = false;
    for (std::size_t at = 0; at < offset; ++at) {
        const char c = source[at];
        const bool opens =
            c == '{' && at + 1 < source.size() && (source[at + 1] == '{' || source[at + 1] == '%' || source[at + 1] == '#');
        if (opens) {
            const std::size_t end = endOfTwig(source, at);
            if (offset >= at + 2 && (end == std::string_view::npos || offset <= end - 2)) return Place::Twig;
            if (end == std::string_view::npos) break;
            at = end - 1;
        } else if (inText && c == '\\') {
            ++at;
        } else if (c == '"') {
            inText = !inText;
        }
    }
    return inText ? Place::JsonText : Place::Value;
}

} // namespace

std::string pathExpression(const std::string &path)
{
    return path.starts_with('[') ? "_context" + path : path;
}

std::string insertionOf(const std::string &path, std::string_view source, std::size_t offset, bool isJson)
{
    const std::string expression = pathExpression(path);
    switch (placeAt(source, std::min(offset, source.size()))) {
    case Place::Twig: return expression;
    case Place::JsonText: break;
    case Place::Value:
        if (isJson) return "{{ " + expression + "|json_encode|raw }}";
        break;
    }
    return "{{ " + expression + " }}";
}

} // namespace targetdesk
