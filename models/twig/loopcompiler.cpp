// SPDX-License-Identifier: MIT
// Compiler's part for loops.
#include "twig/compilerscope.h"

#include <algorithm>

namespace twig {

namespace {

bool isLoopField(std::string_view name)
{
    static constexpr std::string_view Fields[] = {"index", "index0", "first", "last", "length", "revindex", "revindex0"};
    return std::find(std::begin(Fields), std::end(Fields), name) != std::end(Fields);
}

bool isFastLoopField(const Node &node)
{
    return node.kind == NodeKind::Attribute && node.access != Access::Method && node.child(0)->kind == NodeKind::Name &&
           node.child(0)->name == "loop" && node.child(1)->isConstant() && node.child(1)->value.isString() &&
           isLoopField(node.child(1)->value.text());
}

} // namespace

bool Compiler::mentions(const Node *node, std::string_view name)
{
    if (!node) return false;
    if (node->kind == NodeKind::Name && node->name == name) return true;
    return std::any_of(node->all().begin(), node->all().end(), [&](const Node *child) { return mentions(child, name); });
}

bool Compiler::needsWholeContext(const Node *node)
{
    if (!node) return false;
    if (node->kind == NodeKind::BlockCall || node->kind == NodeKind::Parent) return true;
    if (node->kind == NodeKind::Name && node->name == "_context") return true;
    if (node->kind == NodeKind::Function && node->callable && node->callable->usesContext) return true;
    return std::any_of(node->all().begin(), node->all().end(), &Compiler::needsWholeContext);
}

/// Which variables a part of the tree assigns, and whether it needs `loop` as a variable. `ownLoop`: the loop is the innermost
/// one, so that `loop.index` means it.
void Compiler::scan(const Node *node, Usage &usage, bool ownLoop) const
{
    if (!node) return;
    switch (node->kind) {
    case NodeKind::Set:
        for (std::uint32_t i = 0; i < node->count && node->child(i)->kind == NodeKind::Name; ++i) {
            if (!node->capture && i >= node->count / 2) break;
            usage.assigned.push_back(node->child(i)->name);
            if (node->capture) break;
        }
        break;
    case NodeKind::Assign: usage.assigned.push_back(node->name); break;
    case NodeKind::Destructure:
        for (std::uint32_t i = 1; i < node->child(0)->count; i += 2)
            if (node->child(0)->child(i)->kind == NodeKind::Name) usage.assigned.push_back(node->child(0)->child(i)->name);
        break;
    case NodeKind::Name:
        if (node->name == "_context" || node->name == "_key" || node->name == "_parent" || (node->name == "loop" && ownLoop))
            usage.loopEscapes = true;
        break;
    case NodeKind::Include:
    case NodeKind::Embed:
    case NodeKind::BlockReference:
    case NodeKind::BlockCall:
    case NodeKind::Parent: usage.loopEscapes = true; break;
    case NodeKind::Function:
        if (node->callable && node->callable->usesContext) usage.loopEscapes = true;
        break;
    case NodeKind::Arrow:
        if (mentions(node, "loop") || needsWholeContext(node)) usage.loopEscapes = true;
        break;
    case NodeKind::With:
        if (node->child(1) && mentions(node->child(0), "loop")) usage.loopEscapes = true;
        break;
    case NodeKind::Attribute:
        if (isFastLoopField(*node)) return;
        break;
    case NodeKind::For: {
        scan(node->child(0), usage, ownLoop);
        scan(node->child(1), usage, true);
        scan(node->child(2), usage, false);
        return;
    }
    default: break;
    }
    for (const Node *child : node->all())
        scan(child, usage, ownLoop);
}

void Compiler::compileFor(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    Usage usage;
    scan(node.child(1), usage, true);
    const bool escapes = usage.loopEscapes || node.name == "loop" || node.extraName == "loop" ||
                         std::find(usage.assigned.begin(), usage.assigned.end(), "loop") != usage.assigned.end();
    const bool namesKey = node.extraName != "_key" || escapes;
    const Register value = nameRegister(node.name);
    const Register key = namesKey ? nameRegister(node.extraName) : NoRegister;
    const Register loop = escapes ? nameRegister("loop") : NoRegister;

    // What the loop hides comes back behind it; what it assigns stays only if it was there before.
    std::vector<std::pair<Register, Register>> hidden;
    std::vector<std::pair<Register, Register>> kept;
    const auto save = [&](Register name, std::vector<std::pair<Register, Register>> &list) {
        list.emplace_back(name, temporary());
        emit(Code::MoveRaw, node, list.back().second, name);
    };
    const Register sequence = temporary();
    // Twig's own variables of a loop are there only for those who ask.
    if (mentions(node.child(0), "_context") || mentions(node.child(1), "_parent")) {
        const Register parent = nameRegister("_parent");
        save(parent, hidden);
        emit(Code::ContextArray, node, parent);
    }
    compileInto(*node.child(0), sequence);
    if (mentions(node.child(1), "_seq")) {
        const Register whole = nameRegister("_seq");
        save(whole, hidden);
        emit(Code::Move, node, whole, sequence);
    }
    for (const Register name : {value, key, loop})
        if (name != NoRegister && (hidden.empty() || hidden.back().first != name)) save(name, hidden);
    std::sort(usage.assigned.begin(), usage.assigned.end());
    usage.assigned.erase(std::unique(usage.assigned.begin(), usage.assigned.end()), usage.assigned.end());
    for (const std::string_view assigned : usage.assigned) {
        const Register name = nameRegister(assigned);
        if (name != value && name != key && name != loop) save(name, kept);
    }

    const std::uint16_t number = m_builder->openLoops++;
    m_builder->function.loops = std::max(m_builder->function.loops, m_builder->openLoops);
    m_builder->loops.push_back({number, !escapes});
    const std::size_t begin = emit(Code::ForBegin, node, number, sequence, 0, 0, escapes ? 1 : 0);
    // A `loop` that the template sets itself stays from turn to turn, and PHP goes on counting in it.
    const bool setsLoop = escapes && (value == loop || key == loop ||
                                      std::find(usage.assigned.begin(), usage.assigned.end(), "loop") != usage.assigned.end());
    if (setsLoop) emit(Code::LoopArray, node, loop, number);
    const std::size_t turn = emit(Code::ForNext, node, value, key, number);
    m_builder->barrier = turn + 1;
    if (escapes && !setsLoop) emit(Code::LoopArray, node, loop, number);
    compileStatement(node.child(1));
    if (setsLoop) emit(Code::AdvanceLoop, node, loop);
    emit(Code::ForLoop, node, number, 0, 0, static_cast<std::uint32_t>(turn));
    const std::size_t end = node.child(2) ? emit(Code::Jump, node) : 0;
    patch(begin);
    m_builder->loops.pop_back();
    if (node.child(2)) {
        mark(*node.child(2));
        compileStatement(node.child(2));
        patch(end);
    }
    --m_builder->openLoops;
    for (const auto &[name, saved] : hidden)
        emit(Code::MoveRaw, node, name, saved);
    for (const auto &[name, saved] : kept)
        emit(Code::RestoreName, node, name, saved);
}

} // namespace twig
