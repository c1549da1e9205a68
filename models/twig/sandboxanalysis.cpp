// SPDX-License-Identifier: MIT
#include "twig/sandboxanalysis.h"

#include "twig/callable.h"

#include <algorithm>

namespace twig {

namespace {

/// The operators whose operands PHP may turn into texts.
bool makesTexts(Op op)
{
    switch (op) {
    case Op::Concat:
    case Op::Matches:
    case Op::Equal:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Spaceship:
    case Op::In:
    case Op::NotIn:
    case Op::Range: return true;
    default: return false;
    }
}

/// Tests of Twig's own that look at a value without making a text of it or of their argument.
bool isStrictTest(Builtin test)
{
    switch (test) {
    case Builtin::Defined:
    case Builtin::Even:
    case Builtin::Odd:
    case Builtin::Null:
    case Builtin::SameAs:
    case Builtin::DivisibleBy:
    case Builtin::TrueTest: return true;
    default: return false;
    }
}

} // namespace

SecurityUses SandboxAnalysis::analyse(const ModuleNode &module)
{
    if (module.embedsParent && module.parent) use(m_uses.tags, "extends", *module.parent);
    visit(module.body);
    for (const BlockNode &block : module.blocks) {
        const auto known = std::find_if(m_blockStrategies.begin(), m_blockStrategies.end(),
                                        [&](const auto &entry) { return entry.first == block.name; });
        m_strategies.push_back(known == m_blockStrategies.end() ? m_strategies.back() : known->second);
        visit(block.body);
        m_strategies.pop_back();
    }
    for (const MacroNode &macro : module.macros) {
        visit(macro.body);
        for (Node *value : macro.defaults)
            visit(value);
    }
    if (module.parent) {
        mark(module.parent);
        visit(module.parent);
    }
    return std::move(m_uses);
}

void SandboxAnalysis::use(std::vector<UsedName> &list, std::string_view name, const Node &node)
{
    const bool known = std::any_of(list.begin(), list.end(), [&](const UsedName &used) { return used.name == name; });
    if (!known) list.push_back({name, {node.begin, node.end, node.line}});
}

void SandboxAnalysis::visit(Node *node)
{
    if (!node) return;
    if (!node->tag.empty()) use(m_uses.tags, node->tag, *node);
    if (node->kind >= NodeKind::Body)
        visitStatement(node);
    else
        visitExpression(node);
}

void SandboxAnalysis::visitChildren(Node *node)
{
    for (Node *child : node->all())
        visit(child);
}

void SandboxAnalysis::visitStatement(Node *node)
{
    switch (node->kind) {
    case NodeKind::Print: visitPrinted(node->child(0)); return;
    case NodeKind::Apply:
        visit(node->child(0));
        visitPrinted(node->child(1));
        return;
    case NodeKind::AutoEscape:
        m_strategies.push_back(node->value.isString() ? node->value.text() : std::string_view());
        visitChildren(node);
        m_strategies.pop_back();
        return;
    case NodeKind::BlockReference: m_blockStrategies.emplace_back(node->name, m_strategies.back()); return;
    case NodeKind::Include:
    case NodeKind::Import: mark(node->child(0)); break;
    case NodeKind::Deprecated: markChildren(node); break;
    default: break;
    }
    visitChildren(node);
}

void SandboxAnalysis::visitExpression(Node *node)
{
    switch (node->kind) {
    case NodeKind::Array:
        for (std::uint32_t i = 0; i < node->count; i += 2)
            if (node->child(i) && !node->child(i)->isConstant()) mark(node->child(i));
        break;
    case NodeKind::Attribute:
        if (!node->extraName.empty()) use(m_uses.functions, node->extraName, *node);
        if (node->has(2)) mark(node->child(2));
        break;
    case NodeKind::Filter: visitFilter(node); return;
    case NodeKind::Function:
        use(m_uses.functions, node->name, *node);
        markChildren(node);
        break;
    case NodeKind::Test:
        if (node->name == "empty") mark(node->child(0));
        if (!node->callable || !isStrictTest(node->callable->builtin)) markChildren(node, 1);
        break;
    case NodeKind::Binary:
        if (node->op == Op::Range) use(m_uses.functions, "range", *node);
        if (makesTexts(node->op)) markChildren(node);
        break;
    case NodeKind::BlockCall:
        use(m_uses.functions, "block", *node);
        if (node->has(1)) mark(node->child(1));
        break;
    case NodeKind::Parent: use(m_uses.functions, "parent", *node); break;
    default: break;
    }
    visitChildren(node);
}

void SandboxAnalysis::visitFilter(Node *filter)
{
    use(m_uses.filters, filter->name, *filter);
    markChildren(filter);
    const Safety::Set escaped = filter->callable ? filter->callable->preEscape : Safety::None;
    if (escaped && !m_safety.isSafe(*filter->child(0), SafeAnalysis::nameOf(escaped)))
        use(m_uses.filters, "escape", *filter->child(0));
    visitChildren(filter);
}

void SandboxAnalysis::visitPrinted(Node *expression)
{
    mark(expression);
    if (!m_strategies.back().empty()) useEscape(expression);
    visit(expression);
}

void SandboxAnalysis::useEscape(const Node *expression)
{
    if (SafeAnalysis::isConditional(*expression)) {
        const std::uint32_t first = expression->kind == NodeKind::Ternary ? 1 : 0;
        useEscape(expression->child(first));
        useEscape(expression->child(first + 1));
    } else if (!m_safety.isSafe(*expression, m_strategies.back())) {
        use(m_uses.filters, "escape", *expression);
    }
}

void SandboxAnalysis::markChildren(Node *node, std::uint32_t from)
{
    for (std::uint32_t i = from; i < node->count; ++i)
        mark(node->child(i));
}

void SandboxAnalysis::mark(Node *node)
{
    if (!node) return;
    switch (node->kind) {
    case NodeKind::Name: node->becomesText = node->name != "_self"; break;
    case NodeKind::Attribute:
    case NodeKind::Filter:
    case NodeKind::Function: node->becomesText = true; break;
    case NodeKind::Unary:
        if (node->op == Op::Spread) node->child(0)->becomesText = true;
        break;
    case NodeKind::Array: markChildren(node); break;
    default:
        if (SafeAnalysis::isConditional(*node)) markChildren(node, node->kind == NodeKind::Ternary ? 1 : 0);
        break;
    }
}

} // namespace twig
