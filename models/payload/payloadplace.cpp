// SPDX-License-Identifier: MIT
#include "payload/payloadplace.h"

#include "payload/outputmap.h"
#include "workspace/textposition.h"

namespace targetdesk {

namespace {

const twig::OutputPiece *pieceOf(const twig::Trace &trace, std::size_t begin, std::size_t end)
{
    const twig::OutputPiece *text = nullptr;
    for (const twig::OutputPiece &piece : trace.pieces) {
        if (piece.end <= begin || piece.begin >= end) continue;
        if (!piece.literal) return &piece;
        if (text == nullptr) text = &piece;
    }
    return text;
}

} // namespace

void placeProblem(Problem &problem, std::string_view output, const twig::Trace &trace, std::string_view source, std::size_t begin,
                  std::size_t end)
{
    const TextPosition there = positionAt(output, begin);
    problem.outputOffset = begin;
    problem.outputLine = there.line;
    problem.outputColumn = there.column;
    const twig::OutputPiece *piece = pieceOf(trace, begin, end);
    if (piece == nullptr) return;
    const bool isOwn = problem.templateName == piece->templateName;
    problem.templateName = piece->templateName;
    problem.line = piece->line;
    problem.column = piece->column;
    problem.offset = piece->span.offset;
    problem.length = piece->literal ? 0 : piece->span.length;
    if (!piece->literal && !piece->paths.empty()) problem.contextPath = piece->paths.front().path;
    if (!piece->literal || !isOwn || source.empty()) return;
    problem.offset = OutputMap(output, trace.pieces, source).sourceOffset(*piece, begin);
    const TextPosition place = positionAt(source, problem.offset);
    problem.line = place.line;
    problem.column = place.column;
}

} // namespace targetdesk
