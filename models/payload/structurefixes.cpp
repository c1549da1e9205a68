// SPDX-License-Identifier: MIT
#include "payload/structurefixes.h"

#include "payload/expressiontext.h"
#include "payload/loopfixes.h"
#include "payload/problemcodes.h"
#include "workspace/editdistance.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

constexpr std::string_view BetweenElements = "{{ not loop.last ? ',' }}";

QuickFix edit(std::string title, std::size_t offset, std::size_t length, std::string text)
{
    return {std::move(title), {{offset, length, std::move(text)}}};
}

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

void sortEdits(QuickFix &fix)
{
    std::stable_sort(fix.edits.begin(), fix.edits.end(),
                     [](const SourceEdit &a, const SourceEdit &b) { return a.offset < b.offset; });
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

std::vector<QuickFix> StructureFixes::find(std::string_view code, const JsonError &error) const
{
    if (m_map.parts().empty()) return {};
    Fixes fixes;
    if (code == code::TrailingComma) fixes = trailingComma(error);
    if (code == code::MissingComma) fixes = missingComma(error);
    if (code == code::MissingValue) fixes = missingValue(error);
    if (code == code::MissingColon) fixes = missingColon(error);
    if (code == code::BadKey) fixes = badKey(error);
    if (code == code::SingleQuotes) fixes = singleQuotes(error);
    if (code == code::UnclosedText) fixes = unclosedText(error);
    if (code == code::BadEscape) fixes = badEscape(error);
    if (code == code::UnclosedBracket) fixes = unclosedBracket();
    if (code == code::WrongBracket) fixes = wrongBracket(error);
    if (code == code::TextAfterEnd) fixes = textAfterEnd(error);
    if (code == code::EmptyPayload) fixes = emptyPayload();
    if (code == code::BadWord) fixes = badWord(error);
    if (code == code::BadNumber) fixes = badNumber(error);
    if (code == code::Unexpected) fixes = unexpected(error);
    for (QuickFix &fix : fixes)
        sortEdits(fix);
    return fixes;
}

StructureFixes::Fixes StructureFixes::trailingComma(const JsonError &error) const
{
    Fixes fixes;
    if (m_tokens.empty()) return fixes;
    const auto comma = placeOf(m_tokens.back().begin), bracket = placeOf(error.offset);
    if (!comma || !bracket) return fixes;
    const int loop = m_map.loopAround(comma->part);
    const bool leavesLoop = loop >= 0 && bracket->part > m_map.part(loop).endTag;
    if (leavesLoop) {
        std::vector<SourceEdit> guard;
        if (comma->isText && !asksForLoop(comma->part)) guard.push_back({comma->offset, 1, std::string(BetweenElements)});
        if (auto filtered = filteredLoop(m_map, loop)) {
            QuickFix fix{"Filter the loop's list, so that its last element is known", std::move(*filtered)};
            fix.edits.insert(fix.edits.end(), guard.begin(), guard.end());
            fixes.push_back(std::move(fix));
        }
        if (!guard.empty())
            fixes.push_back({"Print the comma between the elements only: " + std::string(BetweenElements), guard});
        return fixes;
    }
    if (!comma->isText) return fixes;
    if (m_map.isSpace(comma->offset + 1, bracket->offset) || m_map.part(comma->part).parent != m_map.part(bracket->part).parent)
        fixes.push_back(edit("Remove the comma", comma->offset, 1, ""));
    else
        movedComma(*comma, *bracket, fixes);
    return fixes;
}

// `"a": 1, {% if x %}"b": 2{% endif %}}`: the comma belongs to what may not be printed.
void StructureFixes::movedComma(const Place &comma, const Place &bracket, Fixes &fixes) const
{
    QuickFix fix{"Move the comma into what follows it", {{comma.offset, 1, ""}}};
    std::size_t from = comma.offset + 1;
    for (int i = comma.part + 1; i < static_cast<int>(m_map.parts().size()) && m_map.isSpace(from, bracket.offset) == false;) {
        const TemplatePart &part = m_map.part(i);
        const bool isBlank = part.kind == TemplatePart::Kind::Text && m_map.isSpace(part.begin, part.end);
        if (isBlank) {
            ++i;
            continue;
        }
        if (part.kind != TemplatePart::Kind::Tag || part.endTag < 0 || (part.tag != "if" && part.tag != "for")) return;
        if (part.tag == "for") {
            fix.edits.push_back({bodyTextBegin(i), 0, "{{ loop.first ? ',' }}"});
        } else {
            int branch = i;
            for (int next = i + 1; next <= part.endTag; ++next) {
                const TemplatePart &other = m_map.part(next);
                if (next != part.endTag && (other.parent != i || !other.tag.starts_with("else"))) continue;
                // A branch that prints nothing has nothing to put a comma before.
                if (!m_map.isSpace(m_map.part(branch).end, other.begin)) fix.edits.push_back({bodyTextBegin(branch), 0, ","});
                branch = next;
            }
        }
        from = m_map.part(part.endTag).end;
        i = part.endTag + 1;
    }
    if (fix.edits.size() > 1) fixes.push_back(std::move(fix));
}

StructureFixes::Fixes StructureFixes::missingComma(const JsonError &error) const
{
    Fixes fixes;
    if (m_tokens.empty()) return fixes;
    const auto here = placeOf(error.offset);
    const auto before = placeOf(m_tokens.back().end - 1);
    const auto after = behind(m_tokens.back().end);
    if (!here || !before || !after) return fixes;
    const int loop = commonLoop(before->part, here->part);
    if (loop >= 0 && here->offset <= before->offset) {
        const SourceEdit guard{bodyTextEnd(loop), 0, std::string(BetweenElements)};
        if (auto filtered = filteredLoop(m_map, loop)) {
            QuickFix fix{"Filter the loop's list and print a comma between its elements", std::move(*filtered)};
            fix.edits.push_back(guard);
            fixes.push_back(std::move(fix));
        }
        fixes.push_back({"Print a comma between the elements: " + std::string(BetweenElements), {guard}});
        return fixes;
    }
    QuickFix behindIt = edit("Write a comma behind the value before", *after, 0, ",");
    QuickFix beforeIt = edit("Write a comma before this", here->offset, 0, ", ");
    const int hereTag = m_map.part(here->part).parent, beforeTag = m_map.part(before->part).parent;
    if (hereTag != beforeTag && hereTag >= 0) {
        fixes.push_back(std::move(beforeIt));
    } else {
        fixes.push_back(std::move(behindIt));
        if (hereTag != beforeTag) fixes.push_back(std::move(beforeIt));
    }
    return fixes;
}

StructureFixes::Fixes StructureFixes::missingValue(const JsonError &error) const
{
    Fixes fixes;
    const auto here = placeOf(error.offset);
    if (m_tokens.empty() || !here) return fixes;
    if (m_tokens.back().kind == JsonToken::Kind::Colon) {
        if (const auto colon = placeOf(m_tokens.back().begin); colon && colon->isText)
            if (auto fix = elseNull(colon->part, colon->offset + 1)) return {std::move(*fix)};
        if (const auto after = behind(m_tokens.back().end)) fixes.push_back(edit("Write null", *after, 0, " null"));
        return fixes;
    }
    if (!here->isText || sourceAt(here->offset) != ',') return fixes;
    const int loop = m_map.loopAround(here->part);
    if (loop >= 0 && here->offset == bodyTextBegin(loop))
        fixes.push_back(edit("Print the comma between the elements only: {{ not loop.first ? ',' }}", here->offset, 1,
                             "{{ not loop.first ? ',' }}"));
    fixes.push_back(edit("Remove the comma", here->offset, 1, ""));
    return fixes;
}

// `"a": {% if x %}1{% endif %}` prints no value where the condition does not hold.
std::optional<QuickFix> StructureFixes::elseNull(int part, std::size_t from) const
{
    const int next = part + 1;
    if (next >= static_cast<int>(m_map.parts().size()) || !m_map.isSpace(from, m_map.part(next).begin)) return std::nullopt;
    const TemplatePart &tag = m_map.part(next);
    if (tag.tag != "if" || tag.endTag < 0) return std::nullopt;
    for (int i = next + 1; i < tag.endTag; ++i)
        if (m_map.part(i).parent == next && m_map.part(i).tag == "else") return std::nullopt;
    return edit("Print null when the condition does not hold", m_map.part(tag.endTag).begin, 0, "{% else %}null");
}

StructureFixes::Fixes StructureFixes::missingColon(const JsonError &error) const
{
    if (m_tokens.empty()) return {};
    const auto here = placeOf(error.offset);
    const auto after = behind(m_tokens.back().end);
    if (!here || !after) return {};
    if (here->isText && sourceAt(here->offset) == '=')
        return {edit("Write a colon", here->offset, sourceAt(here->offset + 1) == '>' ? 2 : 1, ":")};
    const char c = m_output[error.offset];
    if (c == ',' || c == '}') return {edit("Write : null", *after, 0, ": null")};
    return {edit("Write a colon", *after, 0, ":")};
}

StructureFixes::Fixes StructureFixes::badKey(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    if (sourceAt(here->offset) == ',') return {edit("Remove the comma", here->offset, 1, "")};
    std::size_t end = here->offset;
    while (isWord(sourceAt(end)))
        ++end;
    if (end == here->offset || end > m_map.part(here->part).end) return {};
    const std::string key(m_map.source().substr(here->offset, end - here->offset));
    return {edit("Write \"" + key + "\"", here->offset, key.size(), '"' + key + '"')};
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
        if (c == '\t') return {edit("Write \\t", here->offset, 1, "\\t")};
        const std::size_t next = m_output.find_first_not_of(BlankCharacters, error.offset);
        const bool lineGoesOn =
            next != std::string_view::npos && std::string_view("\"]}").find(m_output[next]) == std::string_view::npos;
        if (c == '\n' && lineGoesOn) {
            const std::size_t length = sourceAt(here->offset) == '\r' ? 2 : 1;
            return {edit("Write \\n for the line break", here->offset, length, "\\n")};
        }
    }
    // The quote is missing at the line's end, before its comma and brackets.
    const std::size_t lineEnd = error.fault == JsonFault::ControlInString ? error.offset : m_output.size();
    std::size_t end = std::min(lineEnd, m_output.size());
    while (end > m_tokens.back().begin + 1 && std::string_view(" \t\r\n,]}").find(m_output[end - 1]) != std::string_view::npos)
        --end;
    const auto after = behind(end);
    if (!after) return {};
    return {edit("Close the text with a double quote", *after, 0, "\"")};
}

StructureFixes::Fixes StructureFixes::badEscape(const JsonError &error) const
{
    const std::size_t backslash = m_output.rfind('\\', error.offset);
    const auto here = placeOf(backslash == std::string_view::npos ? error.offset : backslash);
    if (!here || !here->isText || sourceAt(here->offset) != '\\') return {};
    return {edit("Double the backslash", here->offset, 1, "\\\\")};
}

StructureFixes::Fixes StructureFixes::unclosedBracket() const
{
    const std::string closing = openBrackets(true);
    const std::size_t last = m_map.source().find_last_not_of(BlankCharacters);
    if (closing.empty() || last == std::string_view::npos) return {};
    return {edit("Write " + closing + " at the end", last + 1, 0, closing)};
}

StructureFixes::Fixes StructureFixes::wrongBracket(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    const std::string open = openBrackets(false);
    if (open.empty()) return {edit("Remove the bracket", here->offset, 1, "")};
    const std::string right(1, open.back() == '{' ? '}' : ']');
    const QuickFix instead = edit("Write " + right + " instead", here->offset, 1, right);
    const QuickFix before = edit("Write " + right + " before it", here->offset, 0, right);
    if (wouldBeJson(error.offset, 1, right)) return {instead};
    if (wouldBeJson(error.offset, 0, right)) return {before};
    return {instead, before};
}

StructureFixes::Fixes StructureFixes::textAfterEnd(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here) return {};
    const std::string_view rest = m_output.substr(error.offset);
    if (here->isText && rest.find_first_not_of(" \t\r\n]},;") == std::string_view::npos) {
        const std::size_t end = rest.find_last_not_of(BlankCharacters) + 1;
        const auto after = behind(error.offset + end);
        if (!after || m_map.at(*after - 1) != here->part) return {};
        return {edit("Remove what follows the end", here->offset, *after - here->offset, "")};
    }
    const auto before = m_tokens.empty() ? std::nullopt : placeOf(m_tokens.back().end - 1);
    const int loop = before ? commonLoop(before->part, here->part) : -1;
    if (loop < 0) return listOfTwo(error);
    const TemplatePart &first = m_map.part(loop), &last = m_map.part(first.endTag);
    if (first.parent >= 0 || !m_map.isSpace(0, first.begin) || !m_map.isSpace(last.end, m_map.source().size())) return {};
    return {{"Make it a list: [ ] around the loop and commas between its elements",
             {{first.begin, 0, "["}, {bodyTextEnd(loop), 0, std::string(BetweenElements)}, {last.end, 0, "]"}}}};
}

StructureFixes::Fixes StructureFixes::listOfTwo(const JsonError &error) const
{
    if (m_tokens.empty()) return {};
    const auto first = placeOf(m_tokens.front().begin), second = placeOf(error.offset);
    const std::size_t end = m_map.source().find_last_not_of(BlankCharacters) + 1;
    const std::string list =
        "[" + std::string(m_output.substr(0, error.offset)) + "," + std::string(m_output.substr(error.offset)) + "]";
    if (!first || !second || first->offset >= second->offset || JsonScanner(list).scan()) return {};
    return {{"Make it a list: [ ] around everything and a comma between",
             {{first->offset, 0, "["}, {second->offset, 0, ", "}, {end, 0, "]"}}}};
}

// One condition around everything: {} where it does not hold.
StructureFixes::Fixes StructureFixes::emptyPayload() const
{
    int only = -1;
    for (int i = 0; i < static_cast<int>(m_map.parts().size()); ++i) {
        const TemplatePart &part = m_map.part(i);
        if (part.parent >= 0 || (part.kind == TemplatePart::Kind::Text && m_map.isSpace(part.begin, part.end))) continue;
        if (part.tag == "set") continue;
        if (part.tag != "if" || part.endTag < 0 || only >= 0) return {};
        only = i;
        i = part.endTag;
    }
    if (only < 0) return {};
    for (int i = only + 1; i < m_map.part(only).endTag; ++i)
        if (m_map.part(i).parent == only && m_map.part(i).tag == "else") return {};
    return {edit("Print {} when the condition does not hold", m_map.part(m_map.part(only).endTag).begin, 0, "{% else %}{}")};
}

StructureFixes::Fixes StructureFixes::badWord(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText || m_tokens.empty()) return {};
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
            fixes.push_back(edit("Write " + std::string(known), here->offset, word.size(), std::string(known)));
    if (lower == "none" || lower == "nil" || lower == "undefined" || lower == "nan")
        fixes.push_back(edit("Write null", here->offset, word.size(), "null"));
    // A text that runs on into a print cannot be quoted by itself.
    if (end < part.end || m_places.pieceAt(m_output.size()) == m_places.pieceAt(error.offset))
        fixes.push_back(edit("Write \"" + shortened(word) + "\"", here->offset, word.size(), '"' + word + '"'));
    return fixes;
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
    if (!number.empty()) fixes.push_back(edit("Write " + number, here->offset, text.size(), number));
    if (text.find('"') == std::string::npos)
        fixes.push_back(edit("Write \"" + text + "\"", here->offset, text.size(), '"' + text + '"'));
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
    if (rest.starts_with("\xC2\xA0")) return {edit("Write a plain space", here->offset, 2, " ")};
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
        return {edit("Make it a Twig comment: {# … #}", here->offset, length, "{#" + text + " #}")};
    }
    if (rest.starts_with(';')) return {edit("Remove the semicolon", here->offset, 1, "")};
    return {};
}

std::optional<StructureFixes::Place> StructureFixes::placeOf(std::size_t outputOffset) const
{
    const twig::OutputPiece *piece = m_places.pieceAt(outputOffset);
    if (piece == nullptr || piece->templateName != m_name) return std::nullopt;
    Place place;
    place.isText = piece->literal;
    place.offset = piece->literal ? m_places.sourceOffset(*piece, outputOffset) : piece->span.offset;
    place.part = m_map.at(place.offset);
    if (place.part < 0) return std::nullopt;
    if (!place.isText) place.offset = m_map.part(place.part).begin;
    return place;
}

std::optional<std::size_t> StructureFixes::behind(std::size_t outputOffset) const
{
    if (outputOffset == 0) return std::nullopt;
    const auto place = placeOf(outputOffset - 1);
    if (!place) return std::nullopt;
    return place->isText ? place->offset + 1 : m_map.part(place->part).end;
}

int StructureFixes::commonLoop(int part, int other) const
{
    for (int loop = m_map.loopAround(part); loop >= 0; loop = m_map.loopAround(loop))
        if (other > loop && other < m_map.bodyEnd(loop)) return loop;
    return -1;
}

// The condition right around a part asks for loop.last or the like already.
bool StructureFixes::asksForLoop(int part) const
{
    const int tag = m_map.part(part).parent;
    if (tag < 0 || m_map.part(tag).tag != "if") return false;
    const auto tokens = m_map.tokens(m_map.part(tag));
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const twig::Token &token) { return token.is(twig::TokenType::Name, "loop"); });
}

std::size_t StructureFixes::bodyTextEnd(int tag) const
{
    for (int i = m_map.bodyEnd(tag) - 1; i > tag; --i) {
        const TemplatePart &part = m_map.part(i);
        if (part.kind != TemplatePart::Kind::Text) return part.end;
        const std::size_t last = m_map.text(part).find_last_not_of(BlankCharacters);
        if (last != std::string_view::npos) return part.begin + last + 1;
    }
    return m_map.part(tag).end;
}

std::size_t StructureFixes::bodyTextBegin(int tag) const
{
    const int next = tag + 1;
    if (next < static_cast<int>(m_map.parts().size()) && m_map.part(next).kind == TemplatePart::Kind::Text) {
        const std::size_t first = m_map.text(m_map.part(next)).find_first_not_of(BlankCharacters);
        if (first != std::string_view::npos) return m_map.part(next).begin + first;
    }
    return m_map.part(tag).end;
}

std::string StructureFixes::openBrackets(bool closing) const
{
    std::string open;
    for (const JsonToken &token : m_tokens) {
        if (token.kind == JsonToken::Kind::Open) open += m_output[token.begin];
        if (token.kind == JsonToken::Kind::Close && !open.empty()) open.pop_back();
    }
    if (!closing) return open;
    std::reverse(open.begin(), open.end());
    for (char &c : open)
        c = c == '{' ? '}' : ']';
    return open;
}

bool StructureFixes::wouldBeJson(std::size_t at, std::size_t length, std::string_view text) const
{
    std::string changed(m_output);
    changed.replace(at, length, text);
    return !JsonScanner(changed).scan();
}

} // namespace targetdesk
