// SPDX-License-Identifier: MIT
#include "delivery/spelledbytes.h"

#include <array>
#include <cstdint>
#include <optional>

namespace targetdesk {

namespace {

/// One character in another spelling than its own, and of how many bytes that is; 0: none stands there.
struct Spelled
{
    std::size_t read = 0;
    std::array<char, 4> bytes{};
    std::size_t size = 0;
    std::string_view view() const { return {bytes.data(), size}; }
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

Spelled inUtf8(std::size_t read, std::uint32_t point)
{
    const auto last = [point](unsigned shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
    if (point < 0x80) return {read, {static_cast<char>(point)}, 1};
    if (point < 0x800) return {read, {static_cast<char>(0xC0 | (point >> 6)), last(0)}, 2};
    if (point < 0x10000) return {read, {static_cast<char>(0xE0 | (point >> 12)), last(6), last(0)}, 3};
    return {read, {static_cast<char>(0xF0 | (point >> 18)), last(12), last(6), last(0)}, 4};
}

/// `\u00e9`, or two of them beyond 16 bits.
Spelled unicodeEscape(std::string_view text)
{
    const std::optional<std::uint32_t> unit = hexNumber(text, 2, 4);
    if (!unit) return {};
    if (*unit < 0xD800 || *unit > 0xDBFF) return inUtf8(6, *unit);
    const std::optional<std::uint32_t> low = text.substr(6, 2) == "\\u" ? hexNumber(text, 8, 4) : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return {};
    return inUtf8(12, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
}

Spelled jsonEscape(std::string_view text)
{
    if (text.size() < 2) return {};
    if (text[1] == 'u') return unicodeEscape(text);
    constexpr std::string_view letters = "bfnrt\"\\/";
    constexpr std::string_view meant = "\b\f\n\r\t\"\\/";
    const std::size_t which = letters.find(text[1]);
    return which == std::string_view::npos ? Spelled{} : Spelled{2, {meant[which]}, 1};
}

Spelled decoded(std::string_view text)
{
    switch (text[0]) {
    case '%': {
        const std::optional<std::uint32_t> byte = hexNumber(text, 1, 2);
        return byte ? Spelled{3, {static_cast<char>(*byte)}, 1} : Spelled{};
    }
    case '+': return {1, {' '}, 1};
    case '\\': return jsonEscape(text);
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
        const Spelled other = isPlain && isPlainFirst ? Spelled() : decoded(text.substr(at));
        if (other.read > 0 && wanted.starts_with(other.view())) {
            at += other.read;
            wanted.remove_prefix(other.size);
        } else if (isPlain) {
            ++at;
            wanted.remove_prefix(1);
        } else {
            return begin;
        }
    }
    return at;
}

} // namespace

std::optional<char> spelledByte(std::string_view text)
{
    const Spelled other = decoded(text);
    return other.read > 0 ? std::optional(other.bytes[0]) : std::nullopt;
}

std::size_t endOfSpelling(std::string_view text, std::size_t begin, std::string_view wanted)
{
    const std::size_t end = endOf(text, begin, wanted, true);
    const bool isClear = end != begin || wanted.find_first_of("%\\") == std::string_view::npos;
    return isClear ? end : endOf(text, begin, wanted, false);
}

} // namespace targetdesk
