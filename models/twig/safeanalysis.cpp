// SPDX-License-Identifier: MIT
#include "twig/safeanalysis.h"

namespace twig {

namespace {

Safety::Set intersect(Safety::Set a, Safety::Set b)
{
    if (a & Safety::All) return b;
    if (b & Safety::All) return a;
    return a & b;
}

/// What SafeAnalysisNodeVisitor::getSafe() adds.
Safety::Set expand(Safety::Set set)
{
    if (set & Safety::HtmlAttribute) set |= Safety::Html | Safety::HtmlAttributeRelaxed;
    if (set & Safety::HtmlAttributeRelaxed) set |= Safety::Html;
    return set;
}

} // namespace

Safety::Set SafeAnalysis::setOf(std::string_view strategy)
{
    if (strategy == "html") return Safety::Html;
    if (strategy == "js") return Safety::Js;
    if (strategy == "css") return Safety::Css;
    if (strategy == "url") return Safety::Url;
    if (strategy == "html_attr") return Safety::HtmlAttribute;
    if (strategy == "html_attr_relaxed") return Safety::HtmlAttributeRelaxed;
    return Safety::Other;
}

std::string_view SafeAnalysis::nameOf(Safety::Set set)
{
    for (const std::string_view name : {"js", "css", "url", "html_attr", "html_attr_relaxed"})
        if (set == setOf(name)) return name;
    return "html";
}

bool SafeAnalysis::isConditional(const Node &expression)
{
    return expression.kind == NodeKind::Ternary ||
           (expression.kind == NodeKind::Binary && (expression.op == Op::Elvis || expression.op == Op::NullCoalesce));
}

std::string_view SafeAnalysis::strategyForName(std::string_view name)
{
    if (!name.empty() && (name.back() == '/' || name.back() == '\\')) return "html";
    if (name.size() >= 5 && name.substr(name.size() - 5) == ".twig") name.remove_suffix(5);
    const std::size_t slash = name.find_last_of('/');
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return "html";
    const std::string_view extension = name.substr(dot + 1);
    if (extension == "js" || extension == "json") return "js";
    if (extension == "css") return "css";
    if (extension == "txt") return {};
    return "html";
}

bool SafeAnalysis::isSafe(const Node &expression, std::string_view strategy) const
{
    const Safety::Set safe = expand(safeFor(expression));
    return (safe & Safety::All) || (safe & setOf(strategy));
}

Safety::Set SafeAnalysis::safeFor(const Node &node) const
{
    switch (node.kind) {
    case NodeKind::Constant:
    case NodeKind::BlockCall:
    case NodeKind::Parent:
    case NodeKind::MacroCall: return Safety::All;
    case NodeKind::Ternary: return intersect(expand(safeFor(*node.child(1))), expand(safeFor(*node.child(2))));
    case NodeKind::Binary:
        if (node.op == Op::Elvis || node.op == Op::NullCoalesce)
            return intersect(expand(safeFor(*node.child(0))), expand(safeFor(*node.child(1))));
        return Safety::None;
    case NodeKind::Filter:
        if (!node.callable) return Safety::None;
        if (node.callable->builtin == Builtin::Escape) {
            if (node.count < 2) return Safety::Html;
            const Node &strategy = *node.child(1);
            return strategy.isConstant() && strategy.value.isString() ? setOf(strategy.value.text()) : Safety::None;
        }
        if (node.callable->safe || !node.callable->preservesSafety) return node.callable->safe;
        return intersect(expand(safeFor(*node.child(0))), node.callable->preservesSafety);
    case NodeKind::Function: return node.callable ? node.callable->safe : Safety::None;
    default: return Safety::None;
    }
}

} // namespace twig
