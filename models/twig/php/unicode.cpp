// SPDX-License-Identifier: MIT
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig::php {
namespace {

unsigned byteAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
}
bool isTrail(unsigned byte)
{
    return (byte & 0xC0) == 0x80;
}
bool isLead(unsigned byte)
{
    return byte < 0x80 || (byte >= 0xC2 && byte <= 0xF4);
}

/// How many bytes a sequence with this first byte has; 0 for a byte that none begins with.
std::size_t sizeByLead(unsigned lead)
{
    return lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/// Whether the second byte may follow the first: this is where overlong forms, surrogates and what lies past U+10FFFF show.
bool isSecond(unsigned lead, unsigned second)
{
    switch (lead) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF;
    case 0xED: return second >= 0x80 && second <= 0x9F;
    case 0xF0: return second >= 0x90 && second <= 0xBF;
    case 0xF4: return second >= 0x80 && second <= 0x8F;
    default: return isTrail(second);
    }
}

} // namespace

bool isAscii(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::size_t validSequence(std::string_view text, std::size_t position)
{
    const unsigned lead = byteAt(text, position);
    const std::size_t size = sizeByLead(lead);
    if (size < 2) return position < text.size() ? size : 0;
    if (position + size > text.size() || !isSecond(lead, byteAt(text, position + 1))) return 0;
    for (std::size_t i = 2; i < size; ++i) {
        if (!isTrail(byteAt(text, position + i))) return 0;
    }
    return size;
}

std::size_t invalidLength(std::string_view text, std::size_t position)
{
    const std::size_t left = text.size() - position;
    const std::size_t size = sizeByLead(byteAt(text, position));
    if (size < 2) return 1;
    // All but a lead byte is swallowed up to the size that the first byte announced.
    for (std::size_t i = 1; i < size; ++i) {
        if (left <= i) return i;
        const bool wrong = i == 1 && size == 2 ? !isTrail(byteAt(text, position + 1)) : true;
        if (wrong && isLead(byteAt(text, position + i))) return i;
    }
    return size;
}

bool isValidUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t size = validSequence(text, at);
        if (size == 0) return false;
        at += size;
    }
    return true;
}

char32_t nextCharacter(std::string_view text, std::size_t &position)
{
    const unsigned lead = byteAt(text, position);
    const std::size_t size = sizeByLead(lead);
    const std::size_t begin = position++;
    if (size == 1) return lead;
    if (size == 0) return InvalidCharacter;
    char32_t character = lead & (size == 2 ? 0x1Fu : size == 3 ? 0x0Fu : 0x07u);
    for (std::size_t i = 1; i < size; ++i) {
        const unsigned next = byteAt(text, begin + i);
        if (begin + i >= text.size() || !(i == 1 ? isSecond(lead, next) : isTrail(next))) return InvalidCharacter;
        character = character << 6 | (next & 0x3F);
        ++position;
    }
    return character;
}

void appendUtf8(std::string &out, char32_t character)
{
    const auto c = static_cast<std::uint32_t>(character);
    const auto trail = [&out](std::uint32_t bits) { out += static_cast<char>(0x80 | (bits & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        trail(c);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        trail(c >> 6);
        trail(c);
    } else if (c < 0x110000) {
        out += static_cast<char>(0xF0 | c >> 18);
        trail(c >> 12);
        trail(c >> 6);
        trail(c);
    } else {
        out += '?';
    }
}

std::size_t length(std::string_view text)
{
    if (isAscii(text)) return text.size();
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        nextCharacter(text, at);
    return count;
}

std::string substring(std::string_view text, std::int64_t start, std::optional<std::int64_t> wanted)
{
    const auto size = static_cast<std::int64_t>(isAscii(text) ? text.size() : length(text));
    const std::int64_t from = start < 0 ? std::max<std::int64_t>(size + std::max(start, -size), 0) : std::min(start, size);
    std::int64_t count = size - from;
    if (wanted) count = *wanted < 0 ? std::max<std::int64_t>(count + std::max(*wanted, -size), 0) : std::min(*wanted, count);
    if (size == static_cast<std::int64_t>(text.size()) && isAscii(text)) {
        return std::string(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
    }
    std::string out;
    std::size_t at = 0;
    for (std::int64_t i = 0; i < from; ++i)
        nextCharacter(text, at);
    for (std::int64_t i = 0; i < count; ++i)
        appendUtf8(out, nextCharacter(text, at));
    return out;
}

std::vector<std::string_view> splitCharacters(std::string_view text, std::size_t size)
{
    // mb_str_split goes by the first byte alone and keeps what is invalid.
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        for (std::size_t i = 0; i < size && end < text.size(); ++i)
            end += std::max<std::size_t>(sizeByLead(byteAt(text, end)), 1);
        pieces.push_back(text.substr(at, std::min(end, text.size()) - at));
        at = end;
    }
    return pieces;
}

std::optional<std::vector<std::string_view>> pregCharacters(std::string_view text)
{
    if (!isValidUtf8(text)) return std::nullopt;
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        at += validSequence(text, at);
        // `$` matches before a newline at the end as well as at the very end.
        const bool splits = at < text.size() && !(at + 1 == text.size() && text[at] == '\n');
        if (!splits) continue;
        pieces.push_back(text.substr(begin, at - begin));
        begin = at;
    }
    pieces.push_back(text.substr(begin));
    return pieces;
}

std::optional<std::string> reverseCharacters(std::string_view text)
{
    if (!isValidUtf8(text)) return std::nullopt;
    std::string out(text.size(), '\0');
    std::size_t end = text.size();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = validSequence(text, at);
        end -= size;
        text.copy(out.data() + end, size, at);
        at += size;
    }
    return out;
}

} // namespace twig::php
