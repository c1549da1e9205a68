// SPDX-License-Identifier: MIT
// Compiler's part for expressions.
#include "twig/array.h"
#include "twig/compilerscope.h"
#include "twig/php/numbers.h"
#include "twig/regex.h"
#include "twig/stackguard.h"

#include <algorithm>
#include <optional>

namespace twig {

namespace {

std::optional<LoopField> loopField(std::string_view name)
{
    static constexpr std::pair<std::string_view, LoopField> Fields[] = {
        {"index", LoopField::Index},   {"index0", LoopField::Index0}, {"revindex", LoopField::RevIndex},
        {"first", LoopField::First},   {"last", LoopField::Last},     {"revindex0", LoopField::RevIndex0},
        {"length", LoopField::Length},
    };
    for (const auto &[text, field] : Fields)
        if (text == name) return field;
    return std::nullopt;
}

std::optional<Code> binaryCode(Op op)
{
    switch (op) {
    case Op::Add: return Code::Add;
    case Op::Subtract: return Code::Subtract;
    case Op::Multiply: return Code::Multiply;
    case Op::Divide: return Code::Divide;
    case Op::FloorDivide: return Code::FloorDivide;
    case Op::Modulo: return Code::Modulo;
    case Op::Power: return Code::Power;
    case Op::BitAnd: return Code::BitAnd;
    case Op::BitOr: return Code::BitOr;
    case Op::BitXor: return Code::BitXor;
    case Op::Xor: return Code::Xor;
    case Op::Equal: return Code::Equal;
    case Op::NotEqual: return Code::NotEqual;
    case Op::Less: return Code::Less;
    case Op::LessEqual: return Code::LessEqual;
    case Op::Greater: return Code::Greater;
    case Op::GreaterEqual: return Code::GreaterEqual;
    case Op::Spaceship: return Code::Spaceship;
    case Op::SameAs: return Code::Same;
    case Op::NotSameAs: return Code::NotSame;
    case Op::In: return Code::In;
    case Op::NotIn: return Code::NotIn;
    case Op::Matches: return Code::Matches;
    case Op::StartsWith: return Code::StartsWith;
    case Op::EndsWith: return Code::EndsWith;
    case Op::HasSome: return Code::HasSome;
    case Op::HasEvery: return Code::HasEvery;
    case Op::Range: return Code::Range;
    default: return std::nullopt;
    }
}

/// Whether Twig compiles the operator to a call: PHP says of an error in one that it is where the call begins.
bool isCall(Op op)
{
    return op == Op::Range || op == Op::Matches || op == Op::In || op == Op::NotIn || op == Op::HasSome || op == Op::HasEvery;
}

/// What PHP makes of a constant as an array key.
Value arrayKey(const Value &value)
{
    switch (value.type()) {
    case Type::String: return Array::key(value.text());
    case Type::Bool: return Value::integer(value.boolValue());
    case Type::Double: return Value::integer(php::doubleToInteger(value.doubleValue()));
    case Type::Null: return Value::string("");
    default: return value;
    }
}

} // namespace

/// The parser has looked at the stack, but what it leaves may be too little where the compiler needs more for a level.
void Compiler::requireStack(const Node &node) const
{
    if (StackGuard::hasRoom()) return;
    throw Error(ErrorKind::Limit, "The template is nested too deeply for the stack of this thread.")
        .withPlace(m_source->name(), node.line, m_source->column(node.begin), m_source->originalSpan(node.begin, node.end));
}

Compiler::Register Compiler::compileExpression(const Node &node)
{
    if (node.kind == NodeKind::Constant) return constantRegister(node.value);
    if (node.kind == NodeKind::Local) return m_builder->local;
    if (node.kind == NodeKind::Name && node.name != "_context") return checkedText(node, compileName(node, false));
    const Register target = temporary();
    compileInto(node, target);
    return target;
}

/// As compileExpression(), but what is not there is null even under strict variables: the left of ?? and |default.
Compiler::Register Compiler::compileLenient(const Node &node)
{
    if (node.kind == NodeKind::Name && node.name != "_context") return checkedText(node, compileName(node, true));
    if (node.kind != NodeKind::Attribute) return compileExpression(node);
    const Register target = temporary();
    m_quiet = &node;
    compileAttribute(node, target, true, false);
    return checkedText(node, target);
}

/// Where the sandbox has to look at a value before PHP may make a text of it: the register of the value that it lets pass.
Compiler::Register Compiler::checkedText(const Node &node, Register value)
{
    if (!node.becomesText) return value;
    const Register target = temporary();
    emit(Code::CheckText, node, target, value);
    setLine(node.line);
    return target;
}

void Compiler::compileInto(const Node &node, Register target)
{
    requireStack(node);
    switch (node.kind) {
    case NodeKind::Constant:
    case NodeKind::Local: emit(Code::Move, node, target, compileExpression(node)); break;
    case NodeKind::Name:
        if (node.name == "_context")
            emit(Code::ContextArray, node, target);
        else
            emit(Code::Move, node, target, checkedText(node, compileName(node, false)));
        break;
    case NodeKind::Array: compileArray(node, target); break;
    case NodeKind::Attribute: compileAttribute(node, target, false, false); break;
    case NodeKind::Filter: compileFilter(node, target); break;
    case NodeKind::Function: compileFunctionCall(node, target); break;
    case NodeKind::Test: compileTest(node, target); break;
    case NodeKind::Unary: compileUnary(node, target); break;
    case NodeKind::Binary: compileBinary(node, target); break;
    case NodeKind::Ternary: compileChoice(node, target); break;
    case NodeKind::Arrow: compileArrow(node, target); break;
    case NodeKind::Assign: compileAssign(node, target); break;
    case NodeKind::Destructure: compileDestructure(node, target); break;
    case NodeKind::MacroCall: compileMacroCall(node, target, false); break;
    case NodeKind::BlockCall: compileBlockCall(node, target, false); break;
    case NodeKind::Parent: emit(Code::ParentCall, node, target, 0, 0, string(node.name)); break;
    case NodeKind::Empty: fail("Empty array elements are only allowed in destructuring assignments.", node);
    default: fail("A list of variables must be followed by an arrow.", node);
    }
    if (!node.becomesText || (node.kind == NodeKind::Name && node.name != "_context")) return;
    emit(Code::CheckText, node, target, target);
    setLine(node.line);
}

Compiler::Register Compiler::compileName(const Node &node, bool lenient)
{
    mark(node);
    if (node.name == "_self") return constantRegister(Value::string(m_source->name()));
    if (node.name == "_charset") return constantRegister(Value::string("UTF-8"));
    const Register name = nameRegister(node.name);
    if (isStrict() && !lenient) {
        emit(Code::CheckName, node, 0, name, 0, string(node.name));
        setLine(node.line);
    }
    return name;
}

bool Compiler::compileLoopField(const Node &node, Register target)
{
    if (m_builder->loops.empty() || !m_builder->loops.back().fast || node.access == Access::Method ||
        node.child(0)->kind != NodeKind::Name || node.child(0)->name != "loop" || !node.child(1)->isConstant() ||
        !node.child(1)->value.isString())
        return false;
    const auto field = loopField(node.child(1)->value.text());
    if (!field) return false;
    mark(*node.child(0));
    emit(Code::LoopVariable, node, target, m_builder->loops.back().number, static_cast<Register>(*field));
    return true;
}

/// The variable of a chain like `a?.b.c`, which Twig evaluates ahead of the rest and strictly, even before `is defined` and `??`.
const Node *Compiler::strictBaseOf(const Node &chain)
{
    if (chain.nullSafe) return nullptr;
    const Node *link = chain.child(0);
    while (link->kind == NodeKind::Attribute && !link->nullSafe)
        link = link->child(0);
    return link->kind == NodeKind::Attribute ? link->child(0) : nullptr;
}

/// a.b, a[b], a.b(c) and chains of them. A null before ?. ends the whole chain with null.
void Compiler::compileAttribute(const Node &node, Register target, bool lenient, bool definedTest, const Node *strictBase)
{
    if (!definedTest && compileLoopField(node, target)) return;
    const Temporaries temporaries(*this);
    std::vector<std::size_t> ownJumps;
    std::vector<std::size_t> *outer = m_nullJumps;
    if (!outer) m_nullJumps = &ownJumps;

    const Node &object = *node.child(0);
    lenient = lenient || definedTest;
    Register from = 0;
    if (object.kind == NodeKind::Attribute) {
        from = temporary();
        compileAttribute(object, from, lenient, false, outer ? strictBase : strictBaseOf(node));
    } else {
        std::vector<std::size_t> *chain = std::exchange(m_nullJumps, nullptr); // inside the object another chain begins
        from = lenient && &object != strictBase ? compileLenient(object) : compileExpression(object);
        m_nullJumps = chain;
    }
    if (node.nullSafe) m_nullJumps->push_back(emit(Code::JumpIfNull, node, 0, from));

    std::vector<std::size_t> *jumps = std::exchange(m_nullJumps, nullptr);
    std::uint16_t flags = definedTest ? AttributeFlag::DefinedTest : 0;
    if (isStrict() && !lenient) flags |= AttributeFlag::Strict;
    if (m_quiet == &node) flags |= AttributeFlag::Quiet;
    if (node.access == Access::Array) {
        flags |= AttributeFlag::ArrayAccess;
        if (!lenient && !isStrict()) flags |= AttributeFlag::Optimized;
    }
    const Node &key = *node.child(1);
    if (node.access == Access::Method || node.count > 2) {
        const Register name = compileExpression(key);
        const Register arguments = temporary();
        compileInto(*node.child(2), arguments);
        emit(Code::Method, node, target, from, name, flags | (node.access == Access::Method ? MethodCall : 0u), arguments);
    } else if (key.isConstant() && (key.value.isString() || key.value.isInt() || key.value.isNull())) {
        const std::string_view text =
            key.value.isString() ? key.value.text()
                                 : m_arena.copy(key.value.isInt() ? std::to_string(key.value.intValue()) : std::string());
        m_unit->keys.push_back({arrayKey(key.value), text});
        emit(Code::Attribute, node, target, from, flags, static_cast<std::uint32_t>(m_unit->keys.size() - 1), m_unit->caches++);
    } else {
        const bool mayBeSkipped = (flags & AttributeFlag::Optimized) && mayFail(key);
        const std::size_t without = mayBeSkipped ? emit(Code::JumpUnlessElements, node, 0, from) : 0;
        emit(Code::AttributeOf, node, target, from, compileExpression(key), flags);
        if (mayBeSkipped) {
            const std::size_t behind = emit(Code::Jump, node);
            patch(without);
            emit(Code::Move, node, target, constantRegister(Value::null()));
            patch(behind);
        }
    }
    setLine(object.line);
    m_nullJumps = outer;
    if (outer || jumps->empty()) return;
    const std::size_t end = emit(Code::Jump, node);
    for (const std::size_t jump : *jumps)
        patch(jump);
    emit(Code::Move, node, target, constantRegister(Value::null()));
    patch(end);
}

void Compiler::compileDefined(const Node &node, Register target)
{
    const Temporaries temporaries(*this);
    switch (node.kind) {
    case NodeKind::Name:
        mark(node);
        if (node.name == "_self" || node.name == "_context" || node.name == "_charset")
            emit(Code::Move, node, target, constantRegister(Value::boolean(true)));
        else
            emit(Code::IsDefined, node, target, nameRegister(node.name));
        break;
    case NodeKind::Attribute: {
        const Register field = temporary();
        if (compileLoopField(node, field))
            emit(Code::IsDefined, node, target, field);
        else
            compileAttribute(node, target, true, true);
        break;
    }
    case NodeKind::MacroCall: compileMacroCall(node, target, true); break;
    case NodeKind::BlockCall: compileBlockCall(node, target, true); break;
    case NodeKind::Function:
        if (node.callable && node.callable->builtin == Builtin::Constant)
            compileCall(node, *node.callable, nullptr, target, true);
        else
            compileFunctionCall(node, target);
        break;
    default: emit(Code::Move, node, target, constantRegister(Value::boolean(true))); break;
    }
}

/// [a, b], {a: b}. Numbers are given as PHP does, spreads in between do not count.
void Compiler::compileArray(const Node &node, Register target, bool allowHoles)
{
    for (std::uint32_t i = 1; !allowHoles && i < node.count; i += 2)
        if (node.child(i)->kind == NodeKind::Empty)
            fail("Empty array elements are only allowed in destructuring assignments.", *node.child(i));
    const Temporaries temporaries(*this);
    const Register array = temporary();
    emit(Code::NewArray, node, array, 0, 0, node.count / 2);
    bool isSequence = true;
    for (std::uint32_t i = 0; i + 1 < node.count; i += 2) {
        const Temporaries inner(*this);
        const Node &key = *node.child(i);
        const Node &value = *node.child(i + 1);
        if (!key.isConstant() || !key.value.isInt() || key.value.intValue() != i / 2) isSequence = false;
        if (value.kind == NodeKind::Unary && value.op == Op::Spread) {
            emit(Code::ArraySpread, value, array, compileExpression(*value.child(0)));
        } else if (isSequence) {
            emit(Code::ArrayAppend, value, array, compileExpression(value));
        } else {
            Register keyRegister = 0;
            if (key.isConstant()) {
                keyRegister = constantRegister(arrayKey(key.value));
            } else {
                keyRegister = temporary();
                compileInto(key, keyRegister);
            }
            emit(Code::ArraySet, value, array, keyRegister, compileExpression(value));
        }
    }
    emit(Code::MoveRaw, node, target, array);
}

void Compiler::compileUnary(const Node &node, Register target)
{
    const Temporaries temporaries(*this);
    const Node &operand = *node.child(0);
    switch (node.op) {
    case Op::Not: emit(Code::Not, node, target, compileExpression(operand)); break;
    case Op::Negate:
        if (operand.isConstant() && operand.value.isDouble()) {
            emit(Code::Move, node, target, constantRegister(Value::real(-operand.value.doubleValue())));
        } else if (operand.isConstant() && operand.value.isInt() && operand.value.intValue() != INT64_MIN) {
            emit(Code::Move, node, target, constantRegister(Value::integer(-operand.value.intValue())));
        } else {
            emit(Code::Negate, node, target, compileExpression(operand));
        }
        break;
    case Op::Plus: emit(Code::Plus, node, target, compileExpression(operand)); break;
    default: fail("The spread operator can only be used in sequences, mappings and arguments.", node);
    }
}

void Compiler::compileBinary(const Node &node, Register target)
{
    switch (node.op) {
    case Op::And:
    case Op::Or: compileLogic(node, target); return;
    case Op::Concat: compileConcat(node, target); return;
    case Op::Elvis:
    case Op::NullCoalesce: compileChoice(node, target); return;
    default: break;
    }
    const Temporaries temporaries(*this);
    if ((node.op == Op::StartsWith || node.op == Op::EndsWith) && mayFail(*node.child(1))) {
        compileAffix(node, target);
        return;
    }
    const int callLine = m_builder->debugLine;
    // PHP's function takes the pattern first
    const bool rightFirst = node.op == Op::Matches && mayFail(*node.child(0));
    Register right = rightFirst ? compileExpression(*node.child(1)) : 0;
    const Register left = compileExpression(*node.child(0));
    if (!rightFirst) right = compileExpression(*node.child(1));
    std::uint32_t extra = 0;
    if (node.op == Op::Matches && node.child(1)->isConstant() && node.child(1)->value.isString()) {
        m_unit->patterns.push_back(std::make_shared<Regex>(node.child(1)->value.text()));
        extra = static_cast<std::uint32_t>(m_unit->patterns.size());
    }
    emit(*binaryCode(node.op), node, target, left, right, extra);
    if (isCall(node.op)) setLine(callLine);
}

/// Whether it matters if, or when, the expression is evaluated.
bool Compiler::mayFail(const Node &node) const
{
    return node.kind != NodeKind::Constant && (node.kind != NodeKind::Name || isStrict());
}

/// a starts with b: b is evaluated only when a is a string.
void Compiler::compileAffix(const Node &node, Register target)
{
    const Register result = temporary();
    const Register left = compileExpression(*node.child(0));
    emit(Code::IsString, node, result, left);
    const std::size_t end = emit(Code::JumpIfFalse, node, 0, result);
    emit(*binaryCode(node.op), node, result, left, compileExpression(*node.child(1)));
    patch(end);
    emit(Code::MoveRaw, node, target, result);
}

void Compiler::compileLogic(const Node &node, Register target)
{
    const Temporaries temporaries(*this);
    const Register result = temporary();
    emit(Code::ToBool, *node.child(0), result, compileExpression(*node.child(0)));
    const std::size_t end = emit(node.op == Op::And ? Code::JumpIfFalse : Code::JumpIfTrue, node, 0, result);
    emit(Code::ToBool, *node.child(1), result, compileExpression(*node.child(1)));
    patch(end);
    emit(Code::MoveRaw, node, target, result);
}

/// a ~ b ~ c in one step.
void Compiler::compileConcat(const Node &node, Register target)
{
    std::vector<const Node *> parts;
    const Node *left = &node;
    while (left->kind == NodeKind::Binary && left->op == Op::Concat) {
        parts.push_back(left->child(1));
        left = left->child(0);
    }
    parts.push_back(left);
    std::reverse(parts.begin(), parts.end());
    const Temporaries temporaries(*this);
    const Register base = this->temporaries(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        compileInto(*parts[i], static_cast<Register>(base + i));
    emit(Code::Concat, node, target, base, static_cast<Register>(parts.size()));
}

/// a ? b : c, a ?: b, a ?? b
void Compiler::compileChoice(const Node &node, Register target)
{
    const Temporaries temporaries(*this);
    const Register result = temporary();
    if (node.kind == NodeKind::Ternary) {
        const std::size_t otherwise = compileCondition(*node.child(0), Decision::Kind::Ternary);
        compileInto(*node.child(1), result);
        const std::size_t end = emit(Code::Jump, node);
        patch(otherwise);
        compileInto(*node.child(2), result);
        patch(end);
    } else {
        const Node &left = *node.child(0);
        std::size_t end = 0;
        if (node.op == Op::NullCoalesce && left.kind == NodeKind::BlockCall) {
            compileDefined(left, result);
            const std::size_t otherwise =
                emit(Code::JumpIfFalse, left, 0, result, 0, 0, decisionMark(Decision::Kind::Coalesce, false));
            compileInto(left, result);
            end = emit(Code::Jump, node);
            patch(otherwise);
        } else if (node.op == Op::NullCoalesce) {
            emit(Code::Move, left, result, compileLenient(left));
            end = emit(Code::JumpIfNotNull, left, 0, result, 0, 0, decisionMark(Decision::Kind::Coalesce, true));
        } else {
            compileInto(left, result);
            end = emit(Code::JumpIfTrue, left, 0, result, 1, 0, decisionMark(Decision::Kind::Elvis, true));
        }
        compileInto(*node.child(1), result);
        patch(end);
    }
    emit(Code::MoveRaw, node, target, result);
}

void Compiler::compileAssign(const Node &node, Register target)
{
    const Temporaries temporaries(*this);
    const Register value = compileExpression(*node.child(0));
    emit(Code::Move, node, nameRegister(node.name), value);
    emit(Code::Move, node, target, value);
}

/// [a, , b] = x and {k: a} = x; the value of the whole is x filled up with nulls, or the list of what was taken.
void Compiler::compileDestructure(const Node &node, Register target)
{
    mark(node);
    const Temporaries temporaries(*this);
    const Node &pattern = *node.child(0);
    const Register value = temporary();
    compileInto(*node.child(1), value);
    std::vector<std::pair<Register, Register>> moves;
    const Register whole = temporary();
    if (node.sequence)
        emit(Code::PadArray, node, whole, value, 0, pattern.count / 2);
    else
        emit(Code::NewArray, node, whole, 0, 0, pattern.count / 2);
    for (std::uint32_t i = 0; i + 1 < pattern.count; i += 2) {
        const Node &to = *pattern.child(i + 1);
        if (to.kind != NodeKind::Name) continue;
        const Register item = temporary();
        if (node.sequence) {
            emit(Code::SequenceItem, node, item, whole, 0, i / 2);
        } else {
            const Value key = pattern.child(i)->value;
            const std::string_view text = key.isString() ? key.text() : m_arena.copy(std::to_string(key.intValue()));
            m_unit->keys.push_back({arrayKey(key), text});
            emit(Code::Attribute, node, item, value, isStrict() ? AttributeFlag::Strict : std::uint16_t(0),
                 static_cast<std::uint32_t>(m_unit->keys.size() - 1), m_unit->caches++);
            setLine(node.child(1)->line);
            emit(Code::ArrayAppend, node, whole, item);
        }
        moves.emplace_back(nameRegister(to.name), item);
    }
    for (const auto &[name, item] : moves)
        emit(Code::Move, node, name, item);
    emit(Code::MoveRaw, node, target, whole);
}

} // namespace twig
