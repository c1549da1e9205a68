// SPDX-License-Identifier: MIT
#include "delivery/spelledbytes.h"

#include <array>
#include <cstdint>
#include <optional>

namespace targetdesk {

namespace {

/// How many bytes of the text stand for how many of what is wanted; none: something else stands there.
struct SpelledStep
{
    std::size_t read = 0;
    std::size_t matched = 0;
};

std::optional<std::uint32_t> hexNumber(std::string_view text, std::size_t at, std::size_t digits)
{
    if (at > text.size() || text.size() - at < digits) return std::nullopt;
    std::uint32_t number = 0;
    for (const char c : text.substr(at, digits)) {
        const auto lower = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9')
            number = number * 16 + static_cast<std::uint32_t>(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            number = number * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
        else
            return std::nullopt;
    }
    return number;
}

struct Utf8
{
    std::array<char, 4> bytes{};
    std::size_t size = 0;
    std::string_view view() const { return {bytes.data(), size}; }
};

Utf8 utf8Of(std::uint32_t point)
{
    const auto last = [point](unsigned shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
    if (point < 0x80) return {{static_cast<char>(point)}, 1};
    if (point < 0x800) return {{static_cast<char>(0xC0 | (point >> 6)), last(0)}, 2};
    if (point < 0x10000) return {{static_cast<char>(0xE0 | (point >> 12)), last(6), last(0)}, 3};
    return {{static_cast<char>(0xF0 | (point >> 18)), last(12), last(6), last(0)}, 4};
}

/// `\u00e9`, or two of them beyond 16 bits.
SpelledStep unicodeStep(std::string_view text, std::string_view wanted)
{
    std::optional<std::uint32_t> point = hexNumber(text, 2, 4);
    if (!point) return {};
    std::size_t read = 6;
    if (*point >= 0xD800 && *point < 0xDC00 && text.substr(read, 2) == "\\u") {
        const std::optional<std::uint32_t> low = hexNumber(text, read + 2, 4);
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return {};
        point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
        read += 6;
    }
    const Utf8 character = utf8Of(*point);
    return wanted.starts_with(character.view()) ? SpelledStep{read, character.size} : SpelledStep{};
}

SpelledStep escapedStep(std::string_view text, std::string_view wanted)
{
    if (text.size() < 2) return {};
    if (text[1] == 'u') return unicodeStep(text, wanted);
    constexpr std::string_view letters = "bfnrt\"\\/";
    constexpr std::string_view meant = "\b\f\n\r\t\"\\/";
    const std::size_t which = letters.find(text[1]);
    return which != std::string_view::npos && meant[which] == wanted[0] ? SpelledStep{2, 1} : SpelledStep{};
}

SpelledStep decodedStep(std::string_view text, std::string_view wanted)
{
    switch (text[0]) {
    case '%': return hexNumber(text, 1, 2) == static_cast<unsigned char>(wanted[0]) ? SpelledStep{3, 1} : SpelledStep{};
    case '+': return wanted[0] == ' ' ? SpelledStep{1, 1} : SpelledStep{};
    case '\\': return escapedStep(text, wanted);
    default: return {};
    }
}

/// Where a byte can be read as itself and as the start of an escape, one of the two goes first all the way: nobody mixes them.
std::size_t endOf(std::string_view text, std::size_t begin, std::string_view wanted, bool isPlainFirst)
{
    std::size_t at = begin;
    while (!wanted.empty()) {
        if (at >= text.size()) return begin;
        const bool isPlain = text[at] == wanted[0];
        SpelledStep step;
        if (!isPlain || !isPlainFirst) step = decodedStep(text.substr(at), wanted);
        if (step.read == 0 && isPlain) step = {1, 1};
        if (step.read == 0) return begin;
        at += step.read;
        wanted.remove_prefix(step.matched);
    }
    return at;
}

} // namespace

std::size_t endOfSpelling(std::string_view text, std::size_t begin, std::string_view wanted)
{
    const std::size_t end = endOf(text, begin, wanted, true);
    return end != begin ? end : endOf(text, begin, wanted, false);
}

} // namespace targetdesk
