// SPDX-License-Identifier: MIT
#include "payload/lintproblems.h"

namespace targetdesk {

LintPlace placeOfPrint(const twig::OutputPiece &piece)
{
    return {piece.span.offset, piece.span.length, piece.line,
            piece.column,      piece.begin,       piece.paths.empty() ? std::string() : piece.paths.front().path};
}

Problem *LintProblems::add(const LintPlace &place, std::string_view code, Problem::Severity severity, std::string what,
                           std::string remedy)
{
    if (!m_seen.emplace(place.offset, code).second) return nullptr;
    Problem problem;
    problem.severity = severity;
    problem.kind = Problem::Kind::Lint;
    problem.code = code;
    problem.templateName = m_templateName;
    problem.line = place.line;
    problem.column = place.column;
    problem.offset = place.offset;
    problem.length = place.length;
    problem.outputOffset = place.outputOffset;
    problem.contextPath = place.contextPath;
    problem.what = std::move(what);
    problem.remedy = std::move(remedy);
    m_problems.push_back(std::move(problem));
    return &m_problems.back();
}

} // namespace targetdesk
