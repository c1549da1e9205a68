// SPDX-License-Identifier: MIT
#include "workspace/headertext.h"

#include <algorithm>

namespace targetdesk {

namespace {

constexpr std::string_view kBlanks{" \t\n\r\0\x0b", 6}; // what PHP's trim() takes
constexpr std::string_view kLineBlanks{" \t\0\x0b", 4};

void dropFront(std::string_view &text, std::string_view bytes)
{
    text.remove_prefix(std::min(text.find_first_not_of(bytes), text.size()));
}

void dropBack(std::string_view &text, std::string_view bytes)
{
    const std::size_t last = text.find_last_not_of(bytes);
    text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::size_t nextTag(std::string_view source)
{
    std::size_t at = source.find('{');
    while (at != std::string_view::npos &&
           (at + 1 == source.size() || std::string_view("{%#").find(source[at + 1]) == std::string_view::npos))
        at = source.find('{', at + 1);
    return std::min(at, source.size());
}

/// Where the tag that `source` begins with ends; a text in quotes may hold what looks like it.
std::size_t tagEnd(std::string_view source)
{
    const char kind = source[1];
    const char closing = kind == '{' ? '}' : kind;
    char quote = 0;
    for (std::size_t at = 2; at + 1 < source.size(); ++at) {
        const char c = source[at];
        if (quote != 0) {
            if (c == '\\') ++at;
            if (c == quote) quote = 0;
        } else if (kind != '#' && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == closing && source[at + 1] == '}') {
            return at + 2;
        }
    }
    return source.size();
}

/// What Twig takes away after a tag: white space where it asks for that, else the line break after all but an expression.
void dropAfterTag(std::string_view tag, std::string_view &rest)
{
    const char mark = tag.size() >= 5 ? tag[tag.size() - 3] : ' ';
    if (mark == '-') return dropFront(rest, kBlanks);
    if (mark == '~') return dropFront(rest, kLineBlanks);
    if (tag[1] == '{') return;
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
}

} // namespace

bool isHeaderName(std::string_view name)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool breaksHeader(std::string_view value)
{
    return std::ranges::any_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool templateBreaksHeader(std::string_view source)
{
    while (true) {
        const std::size_t begin = nextTag(source);
        std::string_view text = source.substr(0, begin);
        source.remove_prefix(begin);
        const char mark = source.size() > 2 ? source[2] : ' ';
        if (mark == '-') dropBack(text, kBlanks);
        if (mark == '~') dropBack(text, kLineBlanks);
        if (breaksHeader(text)) return true;
        if (source.empty()) return false;
        const std::size_t end = tagEnd(source);
        const std::string_view tag = source.substr(0, end);
        source.remove_prefix(end);
        dropAfterTag(tag, source);
    }
}

} // namespace targetdesk
