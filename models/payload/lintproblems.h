// SPDX-License-Identifier: MIT
#pragma once

#include "payload/lint.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace targetdesk {

/// Where a lint points: an expression of the template, and what it printed.
struct LintPlace
{
    std::size_t offset = 0; ///< in the source, bytes
    std::size_t length = 0;
    int line = 0;
    int column = 0;
    std::size_t outputOffset = 0; ///< where it was printed; 0 when it was not, or not by itself
    std::string contextPath;      ///< what it read first; may be empty
};

/// The place of a print whose piece this is.
LintPlace placeOfPrint(const twig::OutputPiece &piece);

inline void addFix(Problem &problem, std::optional<QuickFix> fix)
{
    if (fix) problem.fixes.push_back(std::move(*fix));
}

/// Gathers what lints have to say, each kind once for a place.
class LintProblems
{
public:
    explicit LintProblems(const std::string &templateName)
        : m_templateName(templateName)
    {}

    /// Null when this place has such a problem already. The pointer is good until the next call.
    Problem *add(const LintPlace &place, std::string_view code, Problem::Severity severity, std::string what, std::string remedy);
    std::vector<Problem> take() { return std::move(m_problems); }

private:
    const std::string &m_templateName;
    std::vector<Problem> m_problems;
    std::set<std::pair<std::size_t, std::string_view>> m_seen;
};

} // namespace targetdesk
