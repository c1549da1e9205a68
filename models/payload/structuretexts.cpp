// SPDX-License-Identifier: MIT
// StructureFixes: keys, texts, words and numbers.
#include "payload/structurefixes.h"

#include "payload/expressiontext.h"
#include "twig/php/encoding.h"
#include "twig/php/unicode.h"
#include "workspace/editdistance.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace targetdesk {

namespace {

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// 007 → 7, .5 → 0.5, 1. → 1.0, +1 → 1, 1_000 stays; empty when that gives no JSON number.
std::string asJsonNumber(std::string_view text)
{
    std::string number;
    if (text.starts_with('-')) number = "-";
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    while (text.size() > 1 && text[0] == '0' && std::isdigit(static_cast<unsigned char>(text[1])) != 0)
        text.remove_prefix(1);
    if (text.starts_with('.')) number += '0';
    for (std::size_t i = 0; i < text.size(); ++i) {
        number += text[i];
        const bool digitFollows = i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0;
        if (text[i] == '.' && !digitFollows) number += '0';
    }
    return number.empty() || JsonScanner(number).scan() ? std::string() : number;
}

} // namespace

StructureFixes::Fixes StructureFixes::badKey(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    if (sourceAt(here->offset) == ',') return {replacing("Remove the comma", here->offset, 1, "")};
    std::size_t end = here->offset;
    while (isWord(sourceAt(end)))
        ++end;
    if (end == here->offset || end > m_map.part(here->part).end) return {};
    const std::string key(m_map.source().substr(here->offset, end - here->offset));
    return {replacing("Write \"" + key + "\"", here->offset, key.size(), '"' + key + '"')};
}

// From the quote to the one that is followed by what follows a JSON text.
StructureFixes::Fixes StructureFixes::singleQuotes(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText || sourceAt(here->offset) != '\'') return {};
    const std::string_view source = m_map.source();
    QuickFix fix{"Write double quotes", {{here->offset, 1, "\""}}};
    for (int i = here->part; i < static_cast<int>(m_map.parts().size()); ++i) {
        const TemplatePart &part = m_map.part(i);
        if (part.kind == TemplatePart::Kind::Tag) return {};
        if (part.kind == TemplatePart::Kind::Print) continue;
        for (std::size_t at = std::max(part.begin, here->offset + 1); at < part.end; ++at) {
            if (source[at] == '\\' && sourceAt(at + 1) == '\'') fix.edits.push_back({at, 1, ""});
            if (source[at] == '\\')
                ++at;
            else if (source[at] == '"')
                fix.edits.push_back({at, 0, "\\"});
            else if (source[at] == '\'') {
                const std::size_t next = source.find_first_not_of(BlankCharacters, at + 1);
                const bool ends =
                    next == std::string_view::npos || std::string_view(":,]}{").find(source[next]) != std::string_view::npos;
                if (!ends) continue;
                fix.edits.push_back({at, 1, "\""});
                return {std::move(fix)};
            }
        }
    }
    return {};
}

StructureFixes::Fixes StructureFixes::unclosedText(const JsonError &error) const
{
    if (m_tokens.empty()) return {};
    const auto opened = placeOf(m_tokens.back().begin);
    if (!opened || !opened->isText) return {};
    if (error.fault == JsonFault::ControlInString) {
        const auto here = placeOf(error.offset);
        if (!here || !here->isText) return {};
        const char c = m_output[error.offset];
        if (c == '\t') return {replacing("Write \\t", here->offset, 1, "\\t")};
        const std::size_t next = m_output.find_first_not_of(BlankCharacters, error.offset);
        const bool lineGoesOn =
            next != std::string_view::npos && std::string_view("\"]}").find(m_output[next]) == std::string_view::npos;
        if (c == '\n' && lineGoesOn) {
            const std::size_t length = sourceAt(here->offset) == '\r' ? 2 : 1;
            return {replacing("Write \\n for the line break", here->offset, length, "\\n")};
        }
    }
    // The quote is missing at the line's end, before its comma and brackets.
    const std::size_t lineEnd = error.fault == JsonFault::ControlInString ? error.offset : m_output.size();
    std::size_t end = std::min(lineEnd, m_output.size());
    while (end > m_tokens.back().begin + 1 && std::string_view(" \t\r\n,]}").find(m_output[end - 1]) != std::string_view::npos)
        --end;
    const auto after = behind(end);
    if (!after) return {};
    return {replacing("Close the text with a double quote", *after, 0, "\"")};
}

StructureFixes::Fixes StructureFixes::badEscape(const JsonError &error) const
{
    const std::size_t backslash = m_output.rfind('\\', error.offset);
    const auto here = placeOf(backslash == std::string_view::npos ? error.offset : backslash);
    if (!here || !here->isText || sourceAt(here->offset) != '\\') return {};
    return {replacing("Double the backslash", here->offset, 1, "\\\\")};
}

StructureFixes::Fixes StructureFixes::badWord(const JsonError &error) const
{
    if (m_tokens.empty()) return plainWords();
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    const TemplatePart &part = m_map.part(here->part);
    std::size_t end = here->offset;
    while (end < part.end && std::string_view(",:]}\"\r\n").find(sourceAt(end)) == std::string_view::npos)
        ++end;
    while (end > here->offset && std::string_view(" \t").find(sourceAt(end - 1)) != std::string_view::npos)
        --end;
    if (end == here->offset) return {};
    const std::string word(m_map.source().substr(here->offset, end - here->offset));
    std::string lower = word;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    Fixes fixes;
    for (const std::string_view known : {"true", "false", "null"})
        if (editDistance(lower, known) <= 1)
            fixes.push_back(replacing("Write " + std::string(known), here->offset, word.size(), std::string(known)));
    if (lower == "none" || lower == "nil" || lower == "undefined" || lower == "nan")
        fixes.push_back(replacing("Write null", here->offset, word.size(), "null"));
    for (const auto &[meant, value] :
         {std::pair("yes", "true"), std::pair("on", "true"), std::pair("no", "false"), std::pair("off", "false")})
        if (lower == meant) fixes.push_back(replacing(std::string("Write ") + value, here->offset, word.size(), value));
    if (end < part.end && sourceAt(end) == '"') {
        fixes.push_back(replacing("Open the text with a double quote", here->offset, 0, "\""));
        return fixes;
    }
    // A text that runs on into a print cannot be quoted by itself.
    if (end < part.end || m_places.pieceAt(m_output.size()) == m_places.pieceAt(error.offset))
        fixes.push_back(replacing("Write \"" + shortened(word) + "\"", here->offset, word.size(), '"' + word + '"'));
    return fixes;
}

// A message, not JSON: whether a receiver takes it as one JSON text only a person knows.
StructureFixes::Fixes StructureFixes::plainWords() const
{
    const std::string_view source = m_map.source();
    const std::size_t first = source.find_first_not_of(BlankCharacters), last = source.find_last_not_of(BlankCharacters);
    if (first == std::string_view::npos) return {};
    // A heading, or a call, before the JSON.
    const std::size_t begin = m_output.find_first_of("{[");
    const auto json = begin == std::string_view::npos ? std::nullopt : placeOf(begin);
    if (json && json->isText && json->offset > first && m_map.part(json->part).parent < 0 &&
        !JsonScanner(m_output.substr(begin)).scan()) {
        QuickFix fix = replacing("Remove what stands before the JSON", first, json->offset - first, "");
        fix.byHandOnly = true;
        return {std::move(fix)};
    }
    return {{"Make one JSON text of it: {% apply json_encode|raw %} around everything",
             {{first, 0, "{% apply json_encode|raw %}"}, {last + 1, 0, "{% endapply %}"}},
             true}};
}

// A template that was saved in the encoding of Western Windows: each byte that is no UTF-8 as the character that it was.
StructureFixes::Fixes StructureFixes::notUtf8(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    QuickFix fix{"Write the characters that these bytes are in Windows-1252", {}};
    const std::string_view source = m_map.source();
    for (std::size_t at = 0; at < source.size();) {
        const std::size_t length = twig::php::validSequence(source, at);
        if (length == 0) {
            const twig::php::ConvertedText character = twig::php::convertEncoding(source.substr(at, 1), "UTF-8", "Windows-1252");
            if (!character.text) return {};
            fix.edits.push_back({at, 1, *character.text});
        }
        at += std::max<std::size_t>(length, 1);
    }
    if (fix.edits.empty()) return {};
    return {std::move(fix)};
}

StructureFixes::Fixes StructureFixes::badNumber(const JsonError &error) const
{
    std::size_t begin = error.offset;
    while (begin > 0 && std::string_view(":,[ \t\r\n").find(m_output[begin - 1]) == std::string_view::npos)
        --begin;
    const auto here = placeOf(begin);
    if (!here || !here->isText) return {};
    const TemplatePart &part = m_map.part(here->part);
    std::size_t end = here->offset;
    while (end < part.end && std::string_view(",]} \t\r\n").find(sourceAt(end)) == std::string_view::npos)
        ++end;
    if (end == part.end && here->part + 1 < static_cast<int>(m_map.parts().size())) return {};
    const std::string text(m_map.source().substr(here->offset, end - here->offset));
    const std::string number = asJsonNumber(text);
    Fixes fixes;
    if (!number.empty()) fixes.push_back(replacing("Write " + number, here->offset, text.size(), number));
    if (text.find('"') == std::string::npos)
        fixes.push_back(replacing("Write \"" + text + "\"", here->offset, text.size(), '"' + text + '"'));
    // Zeros in front are a code's or a telephone number's: they mean something.
    if (fixes.size() == 2 && text.starts_with('0')) std::swap(fixes[0], fixes[1]);
    return fixes;
}

StructureFixes::Fixes StructureFixes::unexpected(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    const std::string_view source = m_map.source(), rest = source.substr(here->offset);
    const TemplatePart &part = m_map.part(here->part);
    if (rest.starts_with("\xC2\xA0")) return {replacing("Write a plain space", here->offset, 2, " ")};
    if (rest.starts_with("\xE2\x80\x9C") || rest.starts_with("\xE2\x80\x9D") || rest.starts_with("\xE2\x80\x9E")) {
        QuickFix fix{"Write plain double quotes", {}};
        for (std::size_t at = here->offset; at + 2 < source.size(); ++at) {
            const std::string_view three = source.substr(at, 3);
            if (three == "\xE2\x80\x9C" || three == "\xE2\x80\x9D" || three == "\xE2\x80\x9E") fix.edits.push_back({at, 3, "\""});
            if (source[at] == '\n') break;
        }
        return {std::move(fix)};
    }
    if (rest.starts_with("//") || rest.starts_with("/*")) {
        const bool isBlock = rest[1] == '*';
        const std::size_t stop = isBlock ? rest.find("*/") : rest.find('\n');
        const std::size_t length =
            std::min(stop == std::string_view::npos ? rest.size() : stop + (isBlock ? 2 : 0), part.end - here->offset);
        std::string text(rest.substr(2, length - (isBlock ? 4 : 2)));
        while (!text.empty() && (text.back() == '\r' || text.back() == ' '))
            text.pop_back();
        return {replacing("Make it a Twig comment: {# … #}", here->offset, length, "{#" + text + " #}")};
    }
    if (rest.starts_with(';')) return {replacing("Remove the semicolon", here->offset, 1, "")};
    return {};
}

} // namespace targetdesk
