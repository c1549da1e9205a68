// SPDX-License-Identifier: MIT
#include "payload/branchcoverage.h"

#include <algorithm>

namespace targetdesk {

std::string BranchGap::text() const
{
    if (lacksYes() && lacksNo()) return "never reached";
    switch (decision.kind) {
    case twig::Decision::Kind::For: return lacksYes() ? "the list was always empty" : "the list was never empty";
    case twig::Decision::Kind::Coalesce: return lacksYes() ? "the left of ?? was never there" : "the left of ?? was always there";
    case twig::Decision::Kind::Elvis: return lacksYes() ? "the left of ?: was never taken" : "the left of ?: was always taken";
    case twig::Decision::Kind::If:
    case twig::Decision::Kind::Ternary: break;
    }
    return lacksYes() ? "the condition never held" : "the condition always held";
}

// Every trace has all decisions of the templates that ran, in the same order.
void BranchCoverage::add(const twig::Trace &trace, const std::string &templateName)
{
    std::size_t at = 0;
    for (const twig::Decision &decision : trace.decisions) {
        if (decision.templateName != templateName) continue;
        if (at == m_decisions.size())
            m_decisions.push_back({decision.kind, decision.templateName, decision.span, decision.line, decision.column, 0, 0});
        m_decisions[at].yes += decision.yes;
        m_decisions[at].no += decision.no;
        ++at;
    }
}

std::size_t BranchCoverage::taken() const
{
    std::size_t count = 0;
    for (const twig::Decision &decision : m_decisions)
        count += (decision.yes > 0 ? 1u : 0u) + (decision.no > 0 ? 1u : 0u);
    return count;
}

std::vector<BranchGap> BranchCoverage::gaps() const
{
    std::vector<BranchGap> gaps;
    for (const twig::Decision &decision : m_decisions)
        if (decision.yes == 0 || decision.no == 0) gaps.push_back({decision});
    return gaps;
}

std::vector<int> BranchCoverage::lines() const
{
    std::vector<int> lines;
    for (const BranchGap &gap : gaps())
        lines.push_back(gap.decision.line);
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

} // namespace targetdesk
