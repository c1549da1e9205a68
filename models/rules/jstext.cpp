// SPDX-License-Identifier: MIT
#include "rules/jstext.h"

namespace targetdesk {

namespace {

constexpr char32_t replacement = 0xFFFD;

// One code point from the front; always takes at least one byte.
char32_t takeUtf8(std::string_view &text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 && lead < 0xF5 ? 3 : (lead >= 0xE0 && lead < 0xF0 ? 2 : (lead >= 0xC2 && lead < 0xE0 ? 1 : 0));
    if (more == 0 || text.size() < static_cast<std::size_t>(more)) return replacement;
    char32_t code = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
        if ((byte & 0xC0) != 0x80) return replacement;
        code = code << 6 | (byte & 0x3Fu);
    }
    text.remove_prefix(static_cast<std::size_t>(more));
    return code;
}

void putUtf8(std::string &text, char32_t code)
{
    if (code < 0x80) {
        text += static_cast<char>(code);
        return;
    }
    const int more = code < 0x800 ? 1 : (code < 0x10000 ? 2 : 3);
    constexpr unsigned leads[] = {0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(leads[more] | code >> (6 * more));
    for (int i = more - 1; i >= 0; --i)
        text += static_cast<char>(0x80 | (code >> (6 * i) & 0x3F));
}

} // namespace

std::u16string toUtf16(std::string_view text)
{
    std::u16string units;
    units.reserve(text.size());
    while (!text.empty()) {
        const char32_t code = takeUtf8(text);
        if (code < 0x10000) {
            units += static_cast<char16_t>(code);
        } else {
            units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
        }
    }
    return units;
}

std::string toUtf8(std::u16string_view units)
{
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t code = units[i];
        if (code >= 0xD800 && code < 0xE000) {
            const bool pair = code < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000;
            code = pair ? 0x10000 + ((code - 0xD800) << 10) + (units[++i] - 0xDC00u) : replacement;
        }
        putUtf8(text, code);
    }
    return text;
}

} // namespace targetdesk
