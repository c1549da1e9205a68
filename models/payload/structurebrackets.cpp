// SPDX-License-Identifier: MIT
// StructureFixes: brackets, and what is around them.
#include "payload/structurefixes.h"

#include <algorithm>
#include <utility>

namespace targetdesk {

StructureFixes::Fixes StructureFixes::unclosedBracket() const
{
    const std::string closing = openBrackets(true);
    const std::size_t last = m_map.source().find_last_not_of(BlankCharacters);
    if (closing.empty() || last == std::string_view::npos) return {};
    return {replacing("Write " + closing + " at the end", last + 1, 0, closing)};
}

StructureFixes::Fixes StructureFixes::wrongBracket(const JsonError &error) const
{
    const auto here = placeOf(error.offset);
    if (!here || !here->isText) return {};
    const std::string open = openBrackets(false);
    if (open.empty()) return {replacing("Remove the bracket", here->offset, 1, "")};
    const std::string right(1, open.back() == '{' ? '}' : ']');
    const QuickFix instead = replacing("Write " + right + " instead", here->offset, 1, right);
    const QuickFix before = replacing("Write " + right + " before it", here->offset, 0, right);
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
        return {replacing("Remove what follows the end", here->offset, *after - here->offset, "")};
    }
    const auto before = m_tokens.empty() ? std::nullopt : placeOf(m_tokens.back().end - 1);
    const int loop = before ? commonLoop(before->part, here->part) : -1;
    if (loop < 0) {
        Fixes fixes = listOfTwo(error);
        if (fixes.empty()) fixes = bracketsAround();
        return fixes.empty() ? withoutTheRest(*here) : fixes;
    }
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

// `"a": 1, "b": 2` is a text and more behind it: its brackets were forgotten.
StructureFixes::Fixes StructureFixes::bracketsAround() const
{
    const auto first = m_tokens.empty() ? std::nullopt : placeOf(m_tokens.front().begin);
    const std::size_t end = m_map.source().find_last_not_of(BlankCharacters) + 1;
    if (!first) return {};
    for (const auto &[open, close] : {std::pair("{", "}"), std::pair("[", "]")}) {
        const std::string whole = open + std::string(m_output) + close;
        if (JsonScanner(whole).scan()) continue;
        return {{std::string("Put ") + open + ' ' + close + " around everything", {{first->offset, 0, open}, {end, 0, close}}}};
    }
    return {};
}

// What it is good for only its author knows.
StructureFixes::Fixes StructureFixes::withoutTheRest(const Place &here) const
{
    for (int i = here.part; i < static_cast<int>(m_map.parts().size()); ++i)
        if (m_map.part(i).kind == TemplatePart::Kind::Tag || m_map.part(i).parent >= 0) return {};
    const std::size_t end = m_map.source().find_last_not_of(BlankCharacters) + 1;
    if (end <= here.offset) return {};
    QuickFix fix = replacing("Remove what follows the end", here.offset, end - here.offset, "");
    fix.byHandOnly = true;
    return {std::move(fix)};
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
    if (only < 0) {
        QuickFix fix = replacing("Write {}", m_map.source().size(), 0, "{}");
        fix.byHandOnly = true;
        return {std::move(fix)};
    }
    for (int i = only + 1; i < m_map.part(only).endTag; ++i)
        if (m_map.part(i).parent == only && m_map.part(i).tag == "else") return {};
    return {replacing("Print {} when the condition does not hold", m_map.part(m_map.part(only).endTag).begin, 0, "{% else %}{}")};
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
