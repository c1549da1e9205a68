// SPDX-License-Identifier: MIT
#pragma once

#include "payload/provenance.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// What had just happened in a render, and what was known then.
struct RenderMoment
{
    twig::TraceSite::Kind kind = twig::TraceSite::Kind::Print;
    std::string what; ///< as the template has it, else the name of the filter, variable, …
    twig::TraceValue value;
    std::string templateName;
    bool isOwnTemplate = true;
    TextSpan source; ///< in its template
    int line = 0;
    std::size_t printed = 0;           ///< bytes of the payload until then
    std::vector<OriginTurn> turns;     ///< of the loops around it, the outermost first
    std::vector<OriginStep> variables; ///< that `set` or a loop had made, in order of their names
};

/// Walks through a render that was traced, one step after the other. The provenance must outlive it.
class RenderSteps
{
public:
    explicit RenderSteps(const Provenance &provenance)
        : m_provenance(provenance)
    {}

    std::size_t count() const { return m_provenance.trace().steps.size(); }
    /// Only the beginning of the render was recorded.
    bool isCut() const { return m_provenance.trace().isCut; }
    /// `index` below count().
    RenderMoment at(std::size_t index) const;

private:
    std::vector<OriginStep> variablesAt(std::size_t index) const;
    std::vector<OriginTurn> turnsAt(std::size_t index) const;

    const Provenance &m_provenance;
};

} // namespace targetdesk
