// SPDX-License-Identifier: MIT
#include "payload/outputmap.h"

#include <algorithm>

namespace targetdesk {

const twig::OutputPiece *OutputMap::pieceAt(std::size_t outputOffset) const
{
    const twig::OutputPiece *last = nullptr;
    for (const twig::OutputPiece &piece : m_pieces) {
        if (piece.begin == piece.end) continue;
        if (outputOffset >= piece.begin && outputOffset < piece.end) return &piece;
        if (piece.end <= outputOffset) last = &piece;
    }
    return last;
}

// The template's own text stands in the output as it is, apart from trimmed ends and line ends that became \n.
std::size_t OutputMap::sourceOffset(const twig::OutputPiece &piece, std::size_t outputOffset) const
{
    const std::size_t begin = std::min<std::size_t>(piece.span.offset, m_source.size());
    const std::string_view span = m_source.substr(begin, piece.span.length);
    const std::string_view text = m_output.substr(piece.begin, piece.end - piece.begin);
    const std::size_t wanted = std::min(outputOffset, piece.end) - piece.begin;
    if (const std::size_t shift = span.find(text); shift != std::string_view::npos) return begin + shift + wanted;
    std::size_t at = 0;
    for (std::size_t i = 0; i < wanted && at < span.size(); ++i)
        at += span.substr(at).starts_with("\r\n") ? 2 : 1;
    return begin + at;
}

} // namespace targetdesk
