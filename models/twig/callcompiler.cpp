// SPDX-License-Identifier: MIT
// Compiler's part for filters, functions, tests, macros and blocks as values.
#include "twig/argumentextractor.h"
#include "twig/array.h"
#include "twig/compilerscope.h"

#include <algorithm>

namespace twig {

void Compiler::compileFilter(const Node &node, Register target)
{
    const Callable &callable = *node.callable;
    if (callable.builtin == Builtin::Raw) {
        compileInto(*node.child(0), target);
        return;
    }
    if (callable.builtin == Builtin::Default) {
        compileDefault(node, target);
        return;
    }
    compileCall(node, callable, node.child(0), target);
}

/// x|default(y): of a variable or a path, y stands in for what is not there; y is evaluated in any case, as in Twig.
void Compiler::compileDefault(const Node &node, Register target)
{
    const Node &value = *node.child(0);
    const Temporaries temporaries(*this);
    const int line = m_builder->debugLine;
    const bool lenient = value.kind == NodeKind::Name || value.kind == NodeKind::Attribute;
    const std::vector<Node *> arguments = orderArguments(node, *node.callable, node.child(0));
    const Register base = this->temporaries(1 + std::min<std::size_t>(arguments.size(), 1));
    if (lenient)
        emit(Code::Move, value, base, compileLenient(value));
    else
        compileInto(value, base);
    if (!arguments.empty()) compileInto(*arguments[0], static_cast<Register>(base + 1));
    emit(Code::Call, node, target, base, arguments.empty() ? 1 : 2, callableIndex(node.callable));
    setLine(line);
}

/// No PHP enums are to be had here: as in a PHP without the class.
void Compiler::checkEnum(const Node &node) const
{
    if (node.count != 1 || !node.child(0)->isConstant()) return;
    const std::string function(node.callable->name);
    if (!node.child(0)->value.isString()) fail("The first argument of the \"" + function + "\" function must be a string.", node);
    fail("The first argument of the \"" + function + "\" function must be the name of an enum, \"" +
             std::string(node.child(0)->value.text()) + "\" given.",
         node);
}

void Compiler::compileFunctionCall(const Node &node, Register target)
{
    if (node.callable->builtin == Builtin::Enum || node.callable->builtin == Builtin::EnumCases) checkEnum(node);
    compileCall(node, *node.callable, nullptr, target);
}

void Compiler::compileTest(const Node &node, Register target)
{
    const Node &value = *node.child(0);
    const Builtin builtin = node.callable->builtin;
    if (builtin == Builtin::Defined) {
        compileDefined(value, target);
        return;
    }
    const Temporaries temporaries(*this);
    const auto unary = [&](Code code) { emit(code, node, target, compileExpression(value)); };
    const auto binary = [&](Code code) {
        if (node.count < 2) fail("Value for argument \"0\" is required for test \"" + std::string(node.name) + "\".", node);
        const Register left = compileExpression(value);
        const Register right = compileExpression(*node.child(1));
        emit(code, node, target, left, right);
    };
    switch (builtin) {
    case Builtin::Null: unary(Code::IsNull); break;
    case Builtin::Even: unary(Code::IsEven); break;
    case Builtin::Odd: unary(Code::IsOdd); break;
    case Builtin::TrueTest: unary(Code::Plain); break;
    case Builtin::SameAs: binary(Code::Same); break;
    case Builtin::DivisibleBy: binary(Code::IsDivisible); break;
    default: compileCall(node, *node.callable, &value, target); break;
    }
}

std::vector<Node *> Compiler::orderArguments(const Node &node, const Callable &callable, const Node *value)
{
    ArgumentExtractor extractor(m_arena, callable, callable.own ? node.name : callable.name);
    const std::uint32_t first = value ? 1 : 0;
    for (std::uint32_t i = first; i < node.count; ++i)
        extractor.add(node.argumentNames ? node.argumentNames[i - first] : std::string_view(), node.child(i));
    try {
        std::vector<Node *> ordered = extractor.extract(node);
        for (const std::string &renamed : extractor.deprecations())
            m_deprecations.push_back(renamed + " in \"" + m_source->name() + "\" at line " + std::to_string(node.line) + ".");
        return ordered;
    } catch (const ArgumentExtractor::Problem &problem) {
        fail(problem.message, problem.place ? *problem.place : node);
    }
}

/// Whether the arguments are not known before the template runs, or more than PHP's function takes.
bool Compiler::needsList(const Callable &callable, const std::vector<Node *> &arguments)
{
    if (callable.nativePhp && !callable.isVariadic() && arguments.size() > callable.arguments.size()) return true;
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const Node *argument) { return argument->kind == NodeKind::Unary && argument->op == Op::Spread; });
}

/// The value of a filter or test, escaped before if the filter wants it so.
void Compiler::compileFiltered(const Node &value, const Callable &callable, Register target)
{
    compileInto(value, target);
    if (!callable.preEscape) return;
    const std::string_view strategy = SafeAnalysis::nameOf(callable.preEscape);
    if (!m_safety.isSafe(value, strategy)) emit(Code::Escape, value, target, target, constantRegister(Value::string(strategy)));
}

/// What stands for each * in the name of an addition, in the arena that outlives the tree.
std::vector<Value> Compiler::namePartsOf(const Node &node, const Callable &callable) const
{
    std::vector<Value> values;
    if (!callable.nameParts) return values;
    for (const std::string_view part : nameParts(callable.name, node.name))
        values.push_back(Value::string(m_arena.copy(part)));
    return values;
}

void Compiler::compileCall(const Node &node, const Callable &callable, const Node *value, Register target, bool checkDefined)
{
    const int line = m_builder->debugLine;
    const Temporaries temporaries(*this);
    const std::vector<Node *> arguments = orderArguments(node, callable, value);
    if (needsList(callable, arguments)) {
        compileSpreadCall(node, callable, value, arguments, target);
        setLine(line);
        return;
    }
    const std::size_t parts = callable.nameParts;
    const std::size_t first = parts + (value ? 1 : 0);
    const std::size_t count = arguments.size() + first + (checkDefined ? 3 - std::min<std::size_t>(arguments.size(), 2) : 0);
    const Register base = this->temporaries(std::max<std::size_t>(count, 1));
    std::size_t next = 0;
    for (const Value part : namePartsOf(node, callable))
        emit(Code::Move, node, static_cast<Register>(base + next++), constantRegister(part));
    if (value) compileFiltered(*value, callable, static_cast<Register>(base + parts));
    next = first;
    for (const Node *argument : arguments)
        compileInto(*argument, static_cast<Register>(base + next++));
    if (checkDefined) {
        while (next < 2)
            emit(Code::Move, node, static_cast<Register>(base + next++), constantRegister(Value::null()));
        emit(Code::Move, node, static_cast<Register>(base + next++), constantRegister(Value::boolean(true)));
    }
    emit(Code::Call, node, target, base, static_cast<Register>(next), callableIndex(&callable));
    setLine(line);
}

/// f(a, ...b): the arguments are collected in an array first.
void Compiler::compileSpreadCall(const Node &node, const Callable &callable, const Node *value,
                                 const std::vector<Node *> &arguments, Register target)
{
    const Register array = temporary();
    emit(Code::NewArray, node, array, 0, 0, static_cast<std::uint32_t>(arguments.size() + 1));
    for (const Value part : namePartsOf(node, callable))
        emit(Code::ArrayAppend, node, array, constantRegister(part));
    if (value) {
        const Temporaries inner(*this);
        const Register filtered = temporary();
        compileFiltered(*value, callable, filtered);
        emit(Code::ArrayAppend, *value, array, filtered);
    }
    for (const Node *argument : arguments) {
        const Temporaries inner(*this);
        const bool isSpread = argument->kind == NodeKind::Unary && argument->op == Op::Spread;
        if (isSpread)
            emit(Code::ArraySpread, *argument, array, compileExpression(*argument->child(0)));
        else
            emit(Code::ArrayAppend, *argument, array, compileExpression(*argument));
    }
    emit(Code::CallSpread, node, target, array, 0, callableIndex(&callable));
}

void Compiler::compileArrow(const Node &node, Register target)
{
    mark(node);
    Builder builder;
    builder.function.names = std::make_shared<NameTable>();
    builder.function.line = node.line;
    builder.function.seesAll = needsWholeContext(node.child(1));
    std::uint32_t index = 0;
    {
        const FunctionScope scope(*this, builder);
        builder.debugLine = node.line;
        for (const Node *name : node.child(0)->all())
            builder.function.parameters.push_back(nameRegister(name->name));
        emit(Code::Return, *node.child(1), 0, compileExpression(*node.child(1)));
    }
    const std::vector<std::string_view> names = builder.function.names->names();
    for (std::size_t slot = 0; slot < names.size(); ++slot)
        builder.function.captures.emplace_back(nameRegister(names[slot]), static_cast<std::uint16_t>(slot));
    m_builder->debugLine = builder.debugLine;
    index = finish(builder);
    emit(Code::MakeClosure, node, target, 0, 0, index);
}

void Compiler::compileMacroCall(const Node &node, Register target, bool definedTest)
{
    const Temporaries temporaries(*this);
    const std::uint32_t name = string(node.name);
    const bool self = node.symbol < 0;
    const Register local = self || node.global ? NoRegister : symbolRegister(node);
    const std::uint32_t global = self ? 0xFFFFFFFFu : node.global ? static_cast<std::uint32_t>(node.symbol) + 1 : 0;
    if (definedTest) {
        emit(Code::MacroDefined, node, target, 0, local, name, global);
        return;
    }
    const auto given = node.child(0)->all();
    if (std::any_of(given.begin(), given.end(), [this](const Node *part) { return part && mayFail(*part); }))
        emit(Code::CheckMacro, node, 0, 0, local, name, global);
    const Register arguments = temporary();
    compileInto(*node.child(0), arguments);
    emit(Code::MacroCall, node, target, arguments, local, name, global);
    setLine(node.line);
}

void Compiler::compileBlockCall(const Node &node, Register target, bool definedTest)
{
    const Temporaries temporaries(*this);
    const Register name = compileExpression(*node.child(0));
    const Register from = node.has(1) && node.child(1) ? compileExpression(*node.child(1)) : NoRegister;
    const int line = m_builder->debugLine;
    emit(Code::BlockCall, node, target, name, from, definedTest ? 1 : 0);
    setLine(from == NoRegister ? line : node.line);
}

} // namespace twig
