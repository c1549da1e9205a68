// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace targetdesk {

/// From a place of the output to what printed it. All that is handed in is referred to and must outlive it. Pure; any thread.
class OutputMap
{
public:
    OutputMap(std::string_view output, const std::vector<twig::OutputPiece> &pieces, std::string_view source)
        : m_output(output)
        , m_pieces(pieces)
        , m_source(source)
    {}

    /// The piece that printed this byte; behind the end the last one. Null when nothing was printed or traced.
    const twig::OutputPiece *pieceAt(std::size_t outputOffset) const;
    /// Where a byte of a literal piece stands in the source.
    std::size_t sourceOffset(const twig::OutputPiece &piece, std::size_t outputOffset) const;

private:
    std::string_view m_output;
    const std::vector<twig::OutputPiece> &m_pieces;
    std::string_view m_source;
};

} // namespace targetdesk
