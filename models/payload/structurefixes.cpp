// SPDX-License-Identifier: MIT
#include "payload/structurefixes.h"

#include "payload/problemcodes.h"

#include <algorithm>

namespace targetdesk {

namespace {

void sortEdits(QuickFix &fix)
{
    std::stable_sort(fix.edits.begin(), fix.edits.end(),
                     [](const SourceEdit &a, const SourceEdit &b) { return a.offset < b.offset; });
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
    if (code == code::NotUtf8) fixes = notUtf8(error);
    if (code == code::Unexpected) fixes = unexpected(error);
    for (QuickFix &fix : fixes)
        sortEdits(fix);
    return fixes;
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

} // namespace targetdesk
