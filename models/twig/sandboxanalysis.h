// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/node.h"
#include "twig/safeanalysis.h"

#include <string_view>
#include <utility>
#include <vector>

namespace twig {

/// What a template uses that a sandbox may forbid, and which values it may make a text of: those nodes are marked. As Twig's
/// SandboxNodeVisitor, which sees the tree as the escaper left it.
class SandboxAnalysis
{
public:
    /// `strategy`: the template's own escaping; empty: none.
    explicit SandboxAnalysis(std::string_view strategy)
        : m_strategies{strategy}
    {}

    SecurityUses analyse(const ModuleNode &module);

private:
    void visit(Node *node);
    void visitStatement(Node *node);
    void visitExpression(Node *node);
    void visitChildren(Node *node);
    void visitPrinted(Node *expression);
    void visitFilter(Node *filter);
    /// Marks what becomes a text when the node around it runs.
    void mark(Node *node);
    void markChildren(Node *node, std::uint32_t from = 0);
    /// The filter that the escaper puts around a printed expression.
    void useEscape(const Node *expression);
    static void use(std::vector<UsedName> &list, std::string_view name, const Node &node);

    SafeAnalysis m_safety;
    SecurityUses m_uses;
    std::vector<std::string_view> m_strategies; ///< the innermost last
    std::vector<std::pair<std::string_view, std::string_view>> m_blockStrategies;
};

} // namespace twig
