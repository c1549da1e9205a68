// SPDX-License-Identifier: MIT
// StructureFixes: what stands between the values.
#include "payload/structurefixes.h"

#include "payload/loopfixes.h"

#include <algorithm>
#include <utility>

namespace targetdesk {

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
        fixes.push_back(replacing("Remove the comma", comma->offset, 1, ""));
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
    QuickFix behindIt = replacing("Write a comma behind the value before", *after, 0, ",");
    QuickFix beforeIt = replacing("Write a comma before this", here->offset, 0, ", ");
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
        if (const auto after = behind(m_tokens.back().end)) fixes.push_back(replacing("Write null", *after, 0, " null"));
        return fixes;
    }
    if (!here->isText || sourceAt(here->offset) != ',') return fixes;
    const int loop = m_map.loopAround(here->part);
    if (loop >= 0 && here->offset == bodyTextBegin(loop))
        fixes.push_back(replacing("Print the comma between the elements only: {{ not loop.first ? ',' }}", here->offset, 1,
                                  "{{ not loop.first ? ',' }}"));
    fixes.push_back(replacing("Remove the comma", here->offset, 1, ""));
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
    return replacing("Print null when the condition does not hold", m_map.part(tag.endTag).begin, 0, "{% else %}null");
}

StructureFixes::Fixes StructureFixes::missingColon(const JsonError &error) const
{
    if (m_tokens.empty()) return {};
    const auto here = placeOf(error.offset);
    const auto after = behind(m_tokens.back().end);
    if (!here || !after) return {};
    if (here->isText && sourceAt(here->offset) == '=')
        return {replacing("Write a colon", here->offset, sourceAt(here->offset + 1) == '>' ? 2 : 1, ":")};
    const char c = m_output[error.offset];
    if (c == ',' || c == '}') return {replacing("Write : null", *after, 0, ": null")};
    return {replacing("Write a colon", *after, 0, ":")};
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

} // namespace targetdesk
