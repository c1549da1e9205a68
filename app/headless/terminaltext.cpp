// SPDX-License-Identifier: MIT
#include "terminaltext.h"

#include "twig/php/unicode.h"

#include <array>
#include <cstdio>

namespace targetdesk {

namespace {

std::string asEscape(const char *form, unsigned number)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), form, number);
    return text.data();
}

std::string shownByte(char byte)
{
    if (byte == '\r') return "\\r";
    if (byte == '\t') return "\\t";
    return asEscape("\\x%02x", static_cast<unsigned char>(byte));
}

/// C1 controls, and what turns the direction of the text that follows (Unicode's UAX #9, explicit formatting).
bool isTreacherous(char32_t character)
{
    return (character >= 0x80 && character <= 0x9F) || (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

std::string shownWith(std::string_view text, const char *lineEnd)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char first = text[at];
        const std::size_t size = twig::php::validSequence(text, at);
        if (first == '\r' && text.substr(at + 1).starts_with('\n')) {
            ++at;
        } else if (first == '\n') {
            result += lineEnd;
            ++at;
        } else if (size < 2) {
            const bool isPlain = size == 1 && first >= ' ' && first != 0x7F;
            result += isPlain ? std::string(1, first) : shownByte(first);
            ++at;
        } else {
            std::size_t end = at;
            const char32_t character = twig::php::nextCharacter(text, end);
            result += isTreacherous(character) ? asEscape("\\u%04x", character) : std::string(text.substr(at, size));
            at += size;
        }
    }
    return result;
}

} // namespace

std::string shownText(std::string_view text)
{
    return shownWith(text, "\n");
}

std::string shownLine(std::string_view text)
{
    return shownWith(text, " ");
}

} // namespace targetdesk
