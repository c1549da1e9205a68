// SPDX-License-Identifier: MIT
#include "editing/islandend.h"

namespace targetdesk {

namespace {

/// Texts and brackets that are open at a place inside an island.
struct OpenParts
{
    std::string brackets; ///< what closes them, the innermost last
    char quote = '\0';

    void take(std::string_view source, std::size_t &at)
    {
        const char c = source[at];
        if (quote) {
            if (c == '\\' && at + 1 < source.size())
                ++at;
            else if (c == quote)
                quote = '\0';
            return;
        }
        if (c == '"' || c == '\'') quote = c;
        if (c == '(') brackets += ')';
        if (c == '[') brackets += ']';
        if (c == '{') brackets += '}';
        if (!brackets.empty() && c == brackets.back()) brackets.pop_back();
    }

    std::string missing(std::string_view delimiter) const
    {
        std::string out;
        if (quote) out += quote;
        out.append(brackets.rbegin(), brackets.rend());
        return out.append(" ").append(delimiter);
    }
};

} // namespace

IslandEnd findIslandEnd(std::string_view source, std::size_t begin)
{
    const std::string_view delimiter = source[begin + 1] == '%' ? "%}" : "}}";
    OpenParts open;
    std::size_t guess = std::string_view::npos; // a delimiter while a text or a bracket is open
    std::size_t at = begin + 2;
    for (; at < source.size(); ++at) {
        const std::string_view two = source.substr(at, 2);
        if (two == delimiter) {
            if (!open.quote && open.brackets.empty()) return {at + 2, true, {}};
            if (guess == std::string_view::npos) guess = at;
        }
        if (source[at] == '\n' || two == "{{" || two == "{%" || two == "{#") break;
        open.take(source, at);
    }
    if (guess != std::string_view::npos) { // `{{ f(x }}`: the delimiter is meant
        OpenParts before;
        for (std::size_t i = begin + 2; i < guess; ++i)
            before.take(source, i);
        return {guess + 2, true, before.missing(delimiter)};
    }
    // Over several lines it goes on as long as nothing else opens.
    if (at < source.size() && source[at] == '\n') {
        OpenParts further = open;
        for (std::size_t i = at; i < source.size(); ++i) {
            const std::string_view two = source.substr(i, 2);
            if (!further.quote && (two == "{{" || two == "{%" || two == "{#")) break;
            if (two == delimiter && !further.quote && further.brackets.empty()) return {i + 2, true, {}};
            further.take(source, i);
        }
    }
    return {at < source.size() ? at : source.size(), false, open.missing(delimiter)};
}

} // namespace targetdesk
