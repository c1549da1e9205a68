// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// A place where a template can go two ways, of which renders did not take both.
struct BranchGap
{
    twig::Decision decision; ///< yes and no over all renders
    bool lacksYes() const { return decision.yes == 0; }
    bool lacksNo() const { return decision.no == 0; }

    /// `the condition never held`, `there was always an element`, `never reached`, …
    std::string text() const;
};

/// Which ways through a template some renders took, all together. A value; one template at a time.
class BranchCoverage
{
public:
    /// Adds what one traced render did in the template of this name.
    void add(const twig::Trace &trace, const std::string &templateName);

    std::size_t total() const { return 2 * m_decisions.size(); } ///< two of each decision
    std::size_t taken() const;
    /// In the order of the template.
    std::vector<BranchGap> gaps() const;
    /// The lines of the gaps, each once, ascending.
    std::vector<int> lines() const;

private:
    std::vector<twig::Decision> m_decisions;
};

} // namespace targetdesk
