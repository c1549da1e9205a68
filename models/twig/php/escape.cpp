// SPDX-License-Identifier: MIT
#include "twig/php/escape.h"

#include "twig/php/bytescan.h"
#include "twig/php/encoding.h"
#include "twig/php/htmlcharset.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/php/url.h"

#include <array>

namespace twig::php {
namespace {

using ByteTable = std::array<bool, 256>;

/// Everything but the five of HTML, and bytes ≥ 0x80, which have to be checked.
constexpr ByteTable htmlTable()
{
    ByteTable table{};
    for (std::size_t c = 0; c < 0x80; ++c)
        table[c] = true;
    for (const unsigned char c : {'&', '<', '>', '"', '\''})
        table[c] = false;
    return table;
}
constexpr ByteTable HtmlPlain = htmlTable();

constexpr ByteTable alphanumericAnd(std::string_view others)
{
    ByteTable table{};
    for (const auto &[first, last] : {std::pair('0', '9'), std::pair('a', 'z'), std::pair('A', 'Z')}) {
        for (char c = first; c <= last; ++c)
            table[static_cast<unsigned char>(c)] = true;
    }
    for (const char c : others)
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr ByteTable JsPlain = alphanumericAnd(",._");
constexpr ByteTable CssPlain = alphanumericAnd("");
constexpr ByteTable AttributePlain = alphanumericAnd(",.-_");
constexpr ByteTable RelaxedPlain = alphanumericAnd(",.-_:@[]");

void appendHex(std::string &out, char32_t value, std::size_t digits)
{
    char buffer[8];
    std::size_t used = 0;
    while (value != 0 || used < digits) {
        buffer[used++] = "0123456789ABCDEF"[value & 15];
        value >>= 4;
    }
    while (used > 0)
        out += buffer[--used];
}

/// Copies runs of plain bytes and calls `write(character)` for everything else.
template <typename Write>
void escapeCharacters(std::string &out, std::string_view text, const ByteTable &plain, const Write &write)
{
    if (!isValidUtf8(text)) throw PhpError("Twig\\Error\\RuntimeError", "The string to escape is not a valid UTF-8 string.");
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && plain[static_cast<unsigned char>(text[at])])
            ++at;
        out.append(text, begin, at - begin);
        if (at < text.size()) write(nextCharacter(text, at));
    }
}

void writeJs(std::string &out, char32_t c)
{
    switch (c) {
    case U'\\': out += "\\\\"; return;
    case U'/': out += "\\/"; return;
    case U'\b': out += "\\b"; return;
    case U'\f': out += "\\f"; return;
    case U'\n': out += "\\n"; return;
    case U'\r': out += "\\r"; return;
    case U'\t': out += "\\t"; return;
    default: break;
    }
    if (c >= 0x10000) {
        out += "\\u";
        appendHex(out, 0xD800 | (c - 0x10000) >> 10, 4);
        c = 0xDC00 | ((c - 0x10000) & 0x3FF);
    }
    out += "\\u";
    appendHex(out, c, 4);
}

void writeAttribute(std::string &out, char32_t c)
{
    // Twig looks at the first byte of the UTF-8 sequence here, which is never between 0x80 and 0x9F.
    const bool undefined = (c <= 0x1F && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
    switch (undefined ? U'\0' : c) {
    case U'\0': out += "&#xFFFD;"; return;
    case U'"': out += "&quot;"; return;
    case U'&': out += "&amp;"; return;
    case U'<': out += "&lt;"; return;
    case U'>': out += "&gt;"; return;
    default: break;
    }
    out += "&#x";
    appendHex(out, c, c < 0x80 ? 2 : 4);
    out += ';';
}

void appendEntity(std::string &out, char c)
{
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    default: out += "&#039;";
    }
}

void appendHtml(std::string &out, std::string_view text, HtmlCharset charset)
{
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const auto [length, isValid] = htmlCharacter(charset, text.substr(at));
        if (!isValid)
            out += "&#xFFFD;";
        else if (length > 1 || static_cast<unsigned char>(c) >= 0x80 || HtmlPlain[static_cast<unsigned char>(c)])
            out.append(text, at, length);
        else
            appendEntity(out, c);
        at += length;
    }
}

EscapeStrategy strategyNamed(std::string_view name)
{
    if (name == "html") return EscapeStrategy::Html;
    if (name == "js") return EscapeStrategy::Js;
    if (name == "css") return EscapeStrategy::Css;
    if (name == "url") return EscapeStrategy::Url;
    if (name == "html_attr") return EscapeStrategy::HtmlAttribute;
    if (name == "html_attr_relaxed") return EscapeStrategy::HtmlAttributeRelaxed;
    throw PhpError("Twig\\Error\\RuntimeError",
                   "Invalid escaping strategy \"" + std::string(name) +
                       "\" (valid ones: \"html\", \"js\", \"url\", \"css\", \"html_attr\", \"html_attr_relaxed\").");
}

} // namespace

void appendEscapedHtml(std::string &out, std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t special = findSpecial<ScanSet::Html>(text, at, HtmlPlain);
        out.append(text, at, special - at);
        at = special;
        if (at == text.size()) break;
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            appendEntity(out, text[at++]);
            continue;
        }
        const std::size_t size = validSequence(text, at);
        if (size > 0) {
            out.append(text, at, size);
            at += size;
        } else {
            out += "\xEF\xBF\xBD";
            at += invalidLength(text, at);
        }
    }
}

void appendEscapedJs(std::string &out, std::string_view text)
{
    escapeCharacters(out, text, JsPlain, [&out](char32_t c) { writeJs(out, c); });
}

void appendEscapedCss(std::string &out, std::string_view text)
{
    escapeCharacters(out, text, CssPlain, [&out](char32_t c) {
        out += '\\';
        appendHex(out, c, 1);
        out += ' ';
    });
}

void appendEscapedHtmlAttribute(std::string &out, std::string_view text, bool relaxed)
{
    escapeCharacters(out, text, relaxed ? RelaxedPlain : AttributePlain, [&out](char32_t c) { writeAttribute(out, c); });
}

void appendEscaped(std::string &out, std::string_view text, EscapeStrategy strategy)
{
    switch (strategy) {
    case EscapeStrategy::Html: appendEscapedHtml(out, text); break;
    case EscapeStrategy::Js: appendEscapedJs(out, text); break;
    case EscapeStrategy::Css: appendEscapedCss(out, text); break;
    case EscapeStrategy::Url: appendRawUrlEncoded(out, text); break;
    case EscapeStrategy::HtmlAttribute: appendEscapedHtmlAttribute(out, text, false); break;
    case EscapeStrategy::HtmlAttributeRelaxed: appendEscapedHtmlAttribute(out, text, true); break;
    }
}

void appendEscaped(std::string &out, std::string_view text, std::string_view strategy, std::string_view charset)
{
    if (text.empty()) return;
    const EscapeStrategy named = strategyNamed(strategy);
    const bool utf8 = charset.empty() || charset == "UTF-8" || (named == EscapeStrategy::Html && upperBytes(charset) == "UTF-8");
    if (utf8 || named == EscapeStrategy::Url) {
        appendEscaped(out, text, named);
        return;
    }
    if (const auto known = named == EscapeStrategy::Html ? htmlCharset(charset) : std::nullopt) {
        appendHtml(out, text, *known);
        return;
    }
    const std::string name(charset);
    const std::string converted = convertEncoding(text, "UTF-8", name).text.value_or(std::string());
    std::string escaped;
    appendEscaped(escaped, converted, named);
    out += convertEncoding(escaped, name, "UTF-8").text.value_or(std::string());
}

} // namespace twig::php
