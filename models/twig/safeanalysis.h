// SPDX-License-Identifier: MIT
#pragma once

#include "twig/callable.h"
#include "twig/node.h"

#include <string_view>

namespace twig {

/// What a printed expression needs no escaping for, found out before the template runs. As Twig's SafeAnalysisNodeVisitor and
/// EscaperNodeVisitor.
class SafeAnalysis
{
public:
    /// Whether the value of the expression may be printed as it is under this strategy.
    bool isSafe(const Node &expression, std::string_view strategy) const;

    /// "html" → Safety::Html …
    static Safety::Set setOf(std::string_view strategy);
    /// The strategy of a set of one, "html" if it is none that we know.
    static std::string_view nameOf(Safety::Set set);
    /// A conditional, whose branches are escaped one by one.
    static bool isConditional(const Node &expression);
    /// FileExtensionEscapingStrategy: "mail.json.twig" → "js"; empty: no escaping.
    static std::string_view strategyForName(std::string_view templateName);

private:
    Safety::Set safeFor(const Node &expression) const;
};

} // namespace twig
