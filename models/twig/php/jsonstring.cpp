// SPDX-License-Identifier: MIT
#include "twig/php/jsonstring.h"

#include "twig/php/bytescan.h"
#include "twig/php/numbers.h"
#include "twig/php/unicode.h"

#include <array>
#include <cmath>

namespace twig::php {
namespace {

constexpr char HexDigits[] = "0123456789abcdef";

/// Bytes that json_encode never touches: printable ASCII but for `"` `\` `/` and, if any JSON_HEX_* is set, what these are about.
constexpr std::array<bool, 256> plainTable(bool markup)
{
    std::array<bool, 256> table{};
    for (int c = 0x20; c < 0x7f; ++c)
        table[static_cast<std::size_t>(c)] = true;
    table[0x7f] = true;
    for (const unsigned char c : {'"', '\\', '/'})
        table[c] = false;
    for (const unsigned char c : {'<', '>', '&', '\''})
        table[c] = !markup;
    return table;
}
constexpr std::array<bool, 256> Plain = plainTable(false);
constexpr std::array<bool, 256> PlainMarkup = plainTable(true);

std::size_t findJsonSpecial(std::string_view text, std::size_t at, unsigned flags)
{
    constexpr unsigned markup = JsonFlag::HexTag | JsonFlag::HexAmp | JsonFlag::HexApos;
    return flags & markup ? findSpecial<ScanSet::JsonMarkup>(text, at, PlainMarkup)
                          : findSpecial<ScanSet::JsonPlain>(text, at, Plain);
}

void appendUnit(std::string &out, unsigned unit)
{
    const char text[] = {
        '\\', 'u', HexDigits[unit >> 12 & 15], HexDigits[unit >> 8 & 15], HexDigits[unit >> 4 & 15], HexDigits[unit & 15]};
    out.append(text, sizeof text);
}

void appendHex(std::string &out, char c, bool escape)
{
    if (!escape) {
        out += c;
        return;
    }
    constexpr char upper[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += upper[byte >> 4];
    out += upper[byte & 15];
}

void appendAscii(std::string &out, char c, unsigned flags)
{
    switch (c) {
    case '"':
        if (flags & JsonFlag::HexQuot) {
            out += "\\u0022";
        } else {
            out += "\\\"";
        }
        break;
    case '\\': out += "\\\\"; break;
    case '/': out += flags & JsonFlag::UnescapedSlashes ? "/" : "\\/"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    case '<':
    case '>': appendHex(out, c, flags & JsonFlag::HexTag); break;
    case '&': appendHex(out, c, flags & JsonFlag::HexAmp); break;
    case '\'': appendHex(out, c, flags & JsonFlag::HexApos); break;
    default: appendUnit(out, static_cast<unsigned char>(c));
    }
}

void appendCharacter(std::string &out, char32_t c, std::string_view bytes, unsigned flags)
{
    if (flags & JsonFlag::UnescapedUnicode) {
        const bool terminator = c == 0x2028 || c == 0x2029;
        if (!terminator || flags & JsonFlag::UnescapedLineTerminators) {
            out += bytes;
            return;
        }
    }
    if (c >= 0x10000) {
        appendUnit(out, 0xD800u | static_cast<unsigned>((c - 0x10000) >> 10));
        appendUnit(out, 0xDC00u | static_cast<unsigned>((c - 0x10000) & 0x3FF));
    } else {
        appendUnit(out, static_cast<unsigned>(c));
    }
}

/// One sequence that begins with a byte ≥ 0x80. \return false when it is invalid and no flag covers that
bool appendSequence(std::string &out, std::string_view text, std::size_t &at, unsigned flags)
{
    const std::size_t size = validSequence(text, at);
    if (size > 0) {
        std::size_t next = at;
        const char32_t c = nextCharacter(text, next);
        appendCharacter(out, c, text.substr(at, size), flags);
        at += size;
        return true;
    }
    if (!(flags & (JsonFlag::InvalidUtf8Ignore | JsonFlag::InvalidUtf8Substitute))) return false;
    if (!(flags & JsonFlag::InvalidUtf8Ignore)) appendCharacter(out, 0xFFFD, "\xEF\xBF\xBD", flags);
    at += invalidLength(text, at);
    return true;
}

} // namespace

bool appendJsonString(std::string &out, std::string_view text, unsigned flags)
{
    if (flags & JsonFlag::NumericCheck) {
        const NumericString number = analyseNumeric(text);
        if (number.kind == NumericString::Kind::Whole) {
            if (!number.value.isInteger && appendJsonDouble(out, number.value.real, flags)) return true;
            if (number.value.isInteger) {
                appendInteger(out, number.value.integer);
                return true;
            }
        }
    }
    const std::size_t begin = out.size();
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t special = findJsonSpecial(text, at, flags);
        out.append(text, at, special - at);
        at = special;
        if (at == text.size()) break;
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            appendAscii(out, text[at++], flags);
        } else if (!appendSequence(out, text, at, flags)) {
            out.resize(begin);
            return false;
        }
    }
    out += '"';
    return true;
}

bool appendJsonDouble(std::string &out, double value, unsigned flags)
{
    if (!std::isfinite(value)) return false;
    appendDoubleExact(out, value, 'e', flags & JsonFlag::PreserveZeroFraction);
    return true;
}

} // namespace twig::php
