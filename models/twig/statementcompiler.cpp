// SPDX-License-Identifier: MIT
// Compiler's part for statements.
#include "twig/compilerscope.h"
#include "twig/library.h"
#include "twig/php/numbers.h"

#include <algorithm>

namespace twig {

namespace {

/// A constant as PHP's echo prints it.
std::string printed(const Value &value)
{
    switch (value.type()) {
    case Type::Bool: return value.boolValue() ? "1" : "";
    case Type::Int: return std::to_string(value.intValue());
    case Type::Double: return php::doubleToString(value.doubleValue());
    case Type::String: return std::string(value.text());
    default: return {};
    }
}

const Node *withoutRaw(const Node *node)
{
    while (node->kind == NodeKind::Filter && node->callable && node->callable->builtin == Builtin::Raw)
        node = node->child(0);
    return node;
}

} // namespace

void Compiler::compileStatement(const Node *node)
{
    requireStack(*node);
    switch (node->kind) {
    case NodeKind::Body:
        for (const Node *child : node->all())
            compileStatement(child);
        break;
    case NodeKind::Text: compileText(*node); break;
    case NodeKind::Print:
        mark(*node);
        compilePrint(*node->child(0), *node);
        break;
    case NodeKind::If: compileIf(*node); break;
    case NodeKind::For: compileFor(*node); break;
    case NodeKind::Set: compileSet(*node); break;
    case NodeKind::Do: {
        mark(*node);
        const Temporaries temporaries(*this);
        compileExpression(*node->child(0));
        break;
    }
    case NodeKind::Include: compileInclude(*node); break;
    case NodeKind::Embed: compileEmbed(*node); break;
    case NodeKind::BlockReference:
        mark(*node);
        m_blockStrategies.emplace_back(node->name, strategy());
        emit(Code::BlockDisplay, *node, 0, 0, 0, string(node->name));
        break;
    case NodeKind::Import: compileImport(*node); break;
    case NodeKind::With: compileWith(*node); break;
    case NodeKind::AutoEscape: compileAutoEscape(*node); break;
    case NodeKind::Apply: compileApply(*node); break;
    case NodeKind::Sandbox: compileSandbox(*node); break;
    case NodeKind::OwnTag: compileOwnTag(*node); break;
    case NodeKind::Deprecated: compileDeprecated(*node); break;
    default: break;
    }
}

void Compiler::compileText(const Node &node)
{
    mark(node);
    emitText(node.name, node);
}

/// Literal text; joined with that before it when nothing can jump between them.
void Compiler::emitText(std::string_view text, const Node &node)
{
    if (text.empty()) return;
    Function &function = m_builder->function;
    const auto offset = static_cast<std::uint32_t>(m_unit->text.size());
    m_unit->text += text;
    if (function.code.size() > m_builder->barrier && !function.code.empty()) {
        Instruction &last = function.code.back();
        if (last.code == Code::Text && last.d + last.e == offset) {
            last.e += static_cast<std::uint32_t>(text.size());
            function.places.back().end = node.end;
            return;
        }
    }
    emit(Code::Text, node, 0, 0, 0, offset, static_cast<std::uint32_t>(text.size()));
}

void Compiler::compilePrint(const Node &expression, const Node &place)
{
    const Temporaries temporaries(*this);
    if (SafeAnalysis::isConditional(expression))
        compileBranchPrint(expression, place);
    else
        printValue(expression, place);
}

/// {{ a ? b : c }}: each branch prints for itself, escaped or not as it needs.
void Compiler::compileBranchPrint(const Node &node, const Node &place)
{
    std::size_t otherwise = 0;
    const Node *right = nullptr;
    if (node.kind == NodeKind::Ternary) {
        otherwise = compileCondition(*node.child(0), Decision::Kind::Ternary);
        compilePrint(*node.child(1), place);
        right = node.child(2);
    } else {
        const Node &left = *node.child(0);
        right = node.child(1);
        const bool coalesce = node.op == Op::NullCoalesce;
        if (coalesce && left.kind == NodeKind::BlockCall) {
            const Register defined = temporary();
            compileDefined(left, defined);
            otherwise = emit(Code::JumpIfFalse, left, 0, defined, 0, 0, decisionMark(Decision::Kind::Coalesce, false));
            compilePrint(left, place);
        } else {
            const Register value = coalesce ? compileLenient(left) : compileExpression(left);
            otherwise = coalesce ? emit(Code::JumpIfNull, left, 0, value, 0, 0, decisionMark(Decision::Kind::Coalesce, false))
                                 : emit(Code::JumpIfFalse, left, 0, value, 1, 0, decisionMark(Decision::Kind::Elvis, false));
            if (SafeAnalysis::isConditional(left)) { // as in Twig, which evaluates the left of ?: twice
                compileBranchPrint(left, place);
            } else {
                if (strategy().empty() || m_safety.isSafe(left, strategy()))
                    emit(Code::Print, left, 0, value);
                else
                    emit(Code::PrintEscaped, left, 0, value, constantRegister(Value::string(strategy())));
                markPrint(left, place);
            }
        }
    }
    const std::size_t end = emit(Code::Jump, node);
    patch(otherwise);
    compilePrint(*right, place);
    patch(end);
}

void Compiler::printValue(const Node &expression, const Node &place)
{
    const bool plain = strategy().empty() || m_safety.isSafe(expression, strategy());
    if (expression.isConstant()) {
        emitText(m_arena.copy(printed(expression.value)), place);
        return;
    }
    if (plain) {
        const Node &inner = *withoutRaw(&expression);
        if (&inner != &expression && SafeAnalysis::isConditional(inner) && strategy().empty()) {
            compileBranchPrint(inner, place);
            return;
        }
        if (compileWrite(inner, place)) return;
        emit(Code::Print, expression, 0, compileExpression(inner));
        markPrint(expression, place);
        return;
    }
    const Register value = compileExpression(expression);
    emit(Code::PrintEscaped, expression, 0, value, constantRegister(Value::string(strategy())));
    markPrint(expression, place);
}

void Compiler::markPrint(const Node &expression, const Node &place)
{
    Function &function = m_builder->function;
    const Place &last = function.places.back();
    if (place.kind != NodeKind::Print || (last.begin == place.begin && last.end == place.end)) return;
    const bool isBranch = withoutRaw(place.child(0)) != withoutRaw(&expression);
    function.prints.emplace(static_cast<std::uint32_t>(function.places.size() - 1),
                            PrintPlace{{place.begin, place.end, last.line}, isBranch});
}

/// A filter that can write its result straight into the output.
bool Compiler::compileWrite(const Node &node, const Node &place)
{
    if (node.kind != NodeKind::Filter || !node.callable || !node.callable->write || node.callable->builtin != Builtin::None ||
        node.callable->preEscape || node.becomesText)
        return false;
    const std::vector<Node *> arguments = orderArguments(node, *node.callable, node.child(0));
    if (needsList(*node.callable, arguments)) return false;
    const int line = m_builder->debugLine;
    const Register base = temporaries(arguments.size() + 1);
    compileInto(*node.child(0), base);
    for (std::size_t i = 0; i < arguments.size(); ++i)
        compileInto(*arguments[i], static_cast<Register>(base + i + 1));
    emit(Code::CallWrite, node, 0, base, static_cast<Register>(arguments.size() + 1), callableIndex(node.callable));
    markPrint(node, place);
    setLine(line);
    return true;
}

/// \return the jump that is taken when the condition is false
std::size_t Compiler::compileCondition(const Node &node, Decision::Kind kind)
{
    const Temporaries temporaries(*this);
    if (node.kind == NodeKind::Unary && node.op == Op::Not)
        return emit(Code::JumpIfTrue, node, 0, compileExpression(*node.child(0)), 1, 0, decisionMark(kind, false));
    return emit(Code::JumpIfFalse, node, 0, compileExpression(node), 0, 0, decisionMark(kind, false));
}

void Compiler::compileIf(const Node &node)
{
    mark(node);
    std::vector<std::size_t> ends;
    std::uint32_t i = 0;
    for (; i + 1 < node.count; i += 2) {
        const std::size_t otherwise = compileCondition(*node.child(i), Decision::Kind::If);
        compileStatement(node.child(i + 1));
        if (i + 2 < node.count) ends.push_back(emit(Code::Jump, node));
        patch(otherwise);
    }
    if (i < node.count) compileStatement(node.child(i));
    for (const std::size_t end : ends)
        patch(end);
}

void Compiler::compileSet(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    if (node.capture) {
        compileCapture(node.child(1), nameRegister(node.child(0)->name), node);
        return;
    }
    const std::uint32_t count = node.count / 2;
    std::vector<Register> values;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (count > 1) {
            values.push_back(temporary());
            compileInto(*node.child(count + i), values.back());
        } else {
            values.push_back(compileExpression(*node.child(1)));
        }
    }
    for (std::uint32_t i = 0; i < count; ++i)
        emit(Code::Move, node, nameRegister(node.child(i)->name), values[i]);
}

/// {% set x %}body{% endset %}: Markup, or '' when nothing was printed.
void Compiler::compileCapture(const Node *body, Register target, const Node &place)
{
    const bool isEmpty = body->kind == NodeKind::Body && body->count == 0;
    const bool isText = body->kind == NodeKind::Text;
    const bool isConstant = body->kind == NodeKind::Print && body->child(0)->isConstant();
    if (isEmpty || isText || isConstant) {
        const std::string text = isEmpty ? std::string() : isText ? std::string(body->name) : printed(body->child(0)->value);
        const std::string_view kept = m_arena.copy(text);
        emit(Code::Move, place, target, constantRegister(text.empty() ? Value::string("") : Value::markup(kept)));
        return;
    }
    emit(Code::CaptureBegin, place);
    compileStatement(body);
    emit(Code::CaptureEnd, place, target);
}

void Compiler::compileInclude(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const std::uint32_t flags = (node.only ? IncludeFlag::Only : 0) | (node.ignoreMissing ? IncludeFlag::IgnoreMissing : 0);
    const Register name = compileExpression(*node.child(0));
    // the template is loaded before the variables are looked at
    const bool loadsFirst = node.child(1) && mayFail(*node.child(1));
    std::size_t missing = 0;
    if (loadsFirst) {
        const Register found = temporary();
        emit(Code::LoadTemplate, node, found, name, 0, flags);
        setLine(node.line);
        missing = emit(Code::JumpIfFalse, node, 0, found);
    }
    const Register variables = node.child(1) ? compileExpression(*node.child(1)) : NoRegister;
    emit(Code::Include, node, 0, name, variables, flags);
    if (loadsFirst) patch(missing);
    setLine(node.line);
}

void Compiler::compileEmbed(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const std::uint32_t flags = (node.only ? IncludeFlag::Only : 0) | (node.ignoreMissing ? IncludeFlag::IgnoreMissing : 0);
    const Register variables = node.child(0) ? compileExpression(*node.child(0)) : NoRegister;
    emit(Code::Embed, node, 0, 0, variables, flags, static_cast<std::uint32_t>(node.module->index));
    setLine(node.line);
}

void Compiler::compileImport(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const Node &source = *node.child(0);
    const bool self = source.kind == NodeKind::Name && source.name == "_self";
    const Register from = self ? NoRegister : compileExpression(source);
    const Register target = node.global ? NoRegister : symbolRegister(node);
    emit(Code::Import, node, target, from, 0, static_cast<std::uint32_t>(node.symbol));
    setLine(node.line);
}

/// The variable that holds an import made inside a block or macro. The name cannot clash with one of the template's.
Compiler::Register Compiler::symbolRegister(const Node &node)
{
    return nameRegister(m_arena.copy("#" + std::to_string(node.symbol)));
}

void Compiler::compileWith(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const Register variables = node.child(1) ? compileExpression(*node.child(1)) : NoRegister;
    emit(Code::WithBegin, node, 0, variables, node.only ? 1 : 0);
    setLine(node.line);
    ++m_builder->openWiths;
    m_builder->function.withs = std::max(m_builder->function.withs, m_builder->openWiths);
    // The variables may bring a `loop` of their own.
    std::vector<ActiveLoop> loops;
    if (node.child(1)) loops.swap(m_builder->loops);
    compileStatement(node.child(0));
    if (node.child(1)) loops.swap(m_builder->loops);
    --m_builder->openWiths;
    emit(Code::WithEnd, node);
}

void Compiler::compileAutoEscape(const Node &node)
{
    m_strategies.push_back(node.value.isString() ? node.value.text() : std::string_view());
    compileStatement(node.child(0));
    m_strategies.pop_back();
}

void Compiler::compileApply(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const Register captured = temporary();
    compileCapture(node.child(0), captured, node);
    const Register outer = std::exchange(m_builder->local, captured);
    mark(node);
    compilePrint(*node.child(1), node);
    m_builder->local = outer;
}

void Compiler::compileSandbox(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const Register before = temporary();
    emit(Code::SandboxBegin, node, before);
    compileStatement(node.child(0));
    emit(Code::SandboxEnd, node, 0, before);
}

void Compiler::compileOwnTag(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const std::size_t first = node.callable->own->hasBody ? 1 : 0;
    const std::vector<Value> parts = namePartsOf(node, *node.callable);
    const std::size_t count = parts.size() + node.count;
    const Register base = this->temporaries(std::max<std::size_t>(count, 1));
    Register next = base;
    for (const Value part : parts)
        emit(Code::Move, node, next++, constantRegister(part));
    if (first) compileCapture(node.child(0), next++, node);
    for (std::uint32_t i = static_cast<std::uint32_t>(first); i < node.count; ++i)
        compileInto(*node.child(i), next++);
    const Register result = temporary();
    emit(Code::Call, node, result, base, static_cast<Register>(count), callableIndex(node.callable));
    setLine(node.line);
    emit(Code::Print, node, 0, result);
}

void Compiler::compileDeprecated(const Node &node)
{
    mark(node);
    const Temporaries temporaries(*this);
    const auto operand = [this](const Node *part) { return part ? compileExpression(*part) : NoRegister; };
    const Register message = operand(node.child(0));
    const Register package = operand(node.child(1));
    const Register version = operand(node.child(2));
    emit(Code::Deprecate, node, 0, message, package, 0, version);
    setLine(node.line);
}

} // namespace twig
