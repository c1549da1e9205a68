// SPDX-License-Identifier: MIT
// What an instruction does when it takes more than a line.
#include "twig/attribute.h"
#include "twig/convert.h"
#include "twig/interpreter.h"
#include "twig/operations.h"
#include "twig/php/escape.h"
#include "twig/php/phperror.h"
#include "twig/phpsort.h"
#include "twig/regex.h"
#include "twig/tracer.h"
#include "twig/unpackarguments.h"

#include <cstring>

namespace twig {

void Interpreter::print(const Value &value)
{
    if (value.isObject() && !textOfObject(*value.objectValue())) {
        Error error(ErrorKind::Php,
                    "Object of class " + std::string(className(*value.objectValue())) + " could not be converted to string");
        throw PrintFailure{placed(error.withCause("Error"))};
    }
    appendText(m_runtime, m_runtime.output(), value);
}

/// {% set %} and {% apply %} put together what is printed inside: a failure to do so is theirs.
void Interpreter::failCapture(const PrintFailure &failure, std::size_t capturesBefore)
{
    if (m_runtime.captures().size() <= capturesBefore) throw failure;
    m_runtime.captures().resize(capturesBefore);
    const std::vector<Instruction> &code = m_frame.function->code;
    int closed = 0;
    while (m_frame.position > 0) {
        const Code step = code[--m_frame.position].code;
        if (step == Code::CaptureEnd) ++closed;
        if (step == Code::CaptureBegin && closed-- == 0) break;
    }
    throw placed(wrapped("Error", failure.error.rawMessage()));
}

/// Whether the value that the instruction at hand gives goes straight into the output: Twig then prints as it goes.
bool Interpreter::isPrintedAtOnce(const Instruction &in) const
{
    const Instruction &next = m_frame.function->code[m_frame.position + 1];
    return next.code == Code::Print && next.b == in.a;
}

/// What `render` prints, taken out of the output as the value of the instruction at hand.
template <typename Render>
Value Interpreter::captured(const Instruction &in, Render render)
{
    const std::size_t mark = m_runtime.output().size();
    try {
        render();
    } catch (const PrintFailure &failure) {
        if (isPrintedAtOnce(in)) throw;
        throw php::PhpError("Error", failure.error.rawMessage());
    }
    return Value::string(m_runtime.takeOutput(mark));
}

Value Interpreter::parentCall(const Instruction &in)
{
    return captured(
        in, [&] { m_runtime.displayParentBlock(*m_frame.instance, unit().strings[in.d], m_frame.scope, m_frame.blocks); });
}

void Interpreter::printEscaped(const Value &value, const Value &strategy)
{
    if (value.isPlainString() && strategy.text() == "html")
        php::appendEscapedHtml(m_runtime.output(), value.text());
    else
        print(escape(value, strategy));
}

/// EscaperRuntime::escape() with $autoescape: Markup passes, so does all that is no string.
Value Interpreter::escape(const Value &value, const Value &strategy)
{
    const auto content = value.isPlainString() ? value.text()
                         : value.isObject()    ? textOfObject(*value.objectValue()).value_or(std::string_view())
                                               : std::string_view();
    if (content.empty()) return value;
    m_runtime.expectText(content.size());
    m_runtime.stepBytes(content.size());
    std::string &text = m_runtime.scratch();
    php::appendEscaped(text, content, strategy.text(), "UTF-8");
    return m_runtime.string(text);
}

Value Interpreter::attributeOf(const Instruction &in)
{
    return twig::attributeOf(m_runtime, at(in.b), at(in.c), static_cast<std::uint16_t>(in.d));
}

Value Interpreter::method(const Instruction &in)
{
    const Value &arguments = at(in.e);
    if (!arguments.isArray()) failType(arguments, {"Twig\\Extension\\CoreExtension::getAttribute", 5, "arguments"}, "array");
    return callMethod(m_runtime, at(in.b), at(in.c), *arguments.arrayValue(), static_cast<std::uint16_t>(in.d & ~MethodCall),
                      in.d & MethodCall);
}

Value Interpreter::call(const Instruction &in)
{
    const Callable &callable = *unit().callables[in.d];
    if (Tracer *tracer = m_runtime.tracer(); tracer && callable.usesContext) {
        for (std::uint16_t i = 0; i < in.c; ++i) // include() gives its variables on
            tracer->noteArray(at(in.b + i), tracer->origin(static_cast<std::uint16_t>(in.b + i)));
    }
    std::size_t bytes = 0;
    const std::span<const Value> arguments(m_frame.registers + in.b, in.c);
    for (const Value &argument : arguments)
        if (argument.isString()) bytes += argument.text().size();
    m_runtime.step();
    m_runtime.stepBytes(bytes);
    return twig::run(m_runtime, callable, arguments).defined();
}

Value Interpreter::callSpread(const Instruction &in)
{
    const Array &list = *at(in.b).arrayValue();
    m_runtime.step();
    m_runtime.stepItems(list.size());
    m_runtime.arena().require(list.size() * sizeof(Value));
    for (std::uint32_t i = 0; i < list.size(); ++i)
        if (list.valueAt(i).isString()) m_runtime.stepBytes(list.valueAt(i).text().size());
    const Callable &callable = *unit().callables[in.d];
    return twig::run(m_runtime, callable, unpackArguments(m_runtime, callable, list)).defined();
}

void Interpreter::spread(Array &array, const Value &value)
{
    const Array *from = iterable(value);
    if (!from) throw php::PhpError("Error", "Only arrays and Traversables can be unpacked");
    m_runtime.stepItems(from->size());
    for (std::uint32_t i = 0; i < from->size(); ++i) {
        const Value key = from->keyAt(i);
        if (key.isInt())
            array.append(m_runtime.arena(), from->valueAt(i));
        else
            array.set(m_runtime.arena(), key, from->valueAt(i));
    }
}

void Interpreter::setElement(Array &array, const Value &key, const Value &value)
{
    // A key that is an expression is cast to a string first, as Twig's StringCastUnary does.
    const Value plain = key.isInt() ? key : Array::key(textOf(m_runtime, key));
    array.set(m_runtime.arena(), plain, value.defined());
}

bool Interpreter::beginLoop(const Instruction &in)
{
    LoopState &state = m_frame.loops[in.a];
    const Value &sequence = at(in.b);
    state.array = iterable(sequence);
    state.position = 0;
    state.count = state.array ? state.array->size() : 0;
    m_runtime.beginLoop(state.count);
    state.countable = !sequence.isObject() || sequence.objectValue()->kind != Object::Kind::Iterator;
    if (in.e) state.parent = Value::array(m_frame.scope.toArray(m_runtime.arena()));
    return state.count > 0;
}

Value Interpreter::loopVariable(const LoopState &state, LoopField field) const
{
    const std::int64_t index0 = state.position;
    const std::int64_t count = state.count;
    switch (field) {
    case LoopField::Index: return Value::integer(index0 + 1);
    case LoopField::Index0: return Value::integer(index0);
    case LoopField::First: return Value::boolean(index0 == 0);
    default: break;
    }
    if (!state.countable) return Value::absent();
    switch (field) {
    case LoopField::RevIndex: return Value::integer(count - index0);
    case LoopField::RevIndex0: return Value::integer(count - index0 - 1);
    case LoopField::Last: return Value::boolean(index0 + 1 == count);
    default: return Value::integer(count);
    }
}

Value Interpreter::loopArray(const LoopState &state)
{
    static constexpr std::pair<std::string_view, LoopField> Fields[] = {
        {"index0", LoopField::Index0},       {"index", LoopField::Index},       {"first", LoopField::First},
        {"revindex0", LoopField::RevIndex0}, {"revindex", LoopField::RevIndex}, {"length", LoopField::Length},
        {"last", LoopField::Last},
    };
    Array *loop = m_runtime.newArray(8);
    loop->add(m_runtime.arena(), Value::string("parent"), state.parent);
    for (const auto &[name, field] : Fields) {
        const Value value = loopVariable(state, field);
        if (!value.isAbsent()) loop->add(m_runtime.arena(), Value::string(name), value);
    }
    return Value::array(loop);
}

/// What PHP does at the end of a turn: ++$context['loop']['index0'] and so on, whatever `loop` has become.
Value Interpreter::advancedLoop(const Value &loop)
{
    if (loop.isNumber() || loop.isTrue()) throw php::PhpError("Error", "Cannot use a scalar value as an array");
    if (loop.isPlainString()) throw php::PhpError("Error", "Cannot access offset of type string on string");
    const bool isArrayLike = loop.isObject() && loop.objectValue()->isArrayLike();
    if (loop.isMarkup() || (loop.isObject() && !isArrayLike))
        throw php::PhpError("Error", "Cannot use object of type " + std::string(typeName(loop)) + " as array");
    if (loop.isFalse()) m_runtime.deprecate("Automatic conversion of false to array is deprecated");
    Arena &arena = m_runtime.arena();
    Array *next = m_runtime.newArray(8);
    if (const Array *before = iterable(loop)) {
        for (std::uint32_t i = 0; i < before->size(); ++i)
            next->set(arena, before->keyAt(i), before->valueAt(i));
    }
    const auto add = [&](std::string_view name, std::int64_t step) {
        const Value *found = next->find(name);
        if (!found) m_runtime.warn("Undefined array key \"" + std::string(name) + '"');
        if (!found || found->isNull() || found->isInt())
            next->set(arena, Value::string(name), Value::integer((found && found->isInt() ? found->intValue() : 0) + step));
    };
    add("index0", 1);
    add("index", 1);
    next->set(arena, Value::string("first"), Value::boolean(false));
    const auto isSet = [&](std::string_view name) { return next->find(name) && !next->find(name)->isNull(); };
    if (isSet("revindex0") && isSet("revindex")) {
        add("revindex0", -1);
        add("revindex", -1);
        const Value *left = next->find(std::string_view("revindex0"));
        next->set(arena, Value::string("last"), Value::boolean(left->isInt() && left->intValue() == 0));
    }
    return isArrayLike ? loop : Value::array(next);
}

/// Puts the variables over those that are there, or in their place when `only`.
void Interpreter::beginWith(const Instruction &in)
{
    WithState &saved = m_frame.withs[m_frame.openWiths++];
    const std::uint16_t names = m_frame.scope.names->size();
    saved.slots = m_runtime.arena().allocateArray<Value>(names);
    std::memcpy(static_cast<void *>(saved.slots), m_frame.registers, names * sizeof(Value));
    saved.layers = m_frame.scope.layers;
    if (m_runtime.tracer()) m_runtime.tracer()->beginWith(m_frame);
    if (in.b == NoRegister) return;
    const Value variables = at(in.b);
    const Array *map = iterable(variables);
    if (!map) {
        --m_frame.openWiths;
        fail("Variables passed to the \"with\" tag must be a mapping.");
    }
    Tracer *tracer = m_runtime.tracer();
    if (tracer) tracer->noteArray(variables, tracer->origin(in.b));
    const Layer *below = in.c ? m_runtime.globals() : saved.layers;
    m_frame.scope.layers = m_runtime.layer(map, nullptr, below);
    for (std::uint16_t slot = 0; slot < names; ++slot) {
        const std::string_view name = m_frame.scope.names->names()[slot];
        if (name[0] == '#') continue;
        if (const Value *value = map->find(Array::key(name))) {
            m_frame.registers[slot] = value->defined();
            if (tracer) tracer->resolveName(slot, name, m_frame.scope.layers);
        } else if (in.c) {
            const Value *global = findIn(m_runtime.globals(), name);
            m_frame.registers[slot] = global ? *global : Value::absent();
        }
    }
}

void Interpreter::endWith()
{
    const WithState &saved = m_frame.withs[--m_frame.openWiths];
    std::memcpy(static_cast<void *>(m_frame.registers), saved.slots, m_frame.scope.names->size() * sizeof(Value));
    m_frame.scope.layers = saved.layers;
    if (m_runtime.tracer()) m_runtime.tracer()->endWith(m_frame);
}

/// Null when it is missing and may be.
Instance *Interpreter::loadIncluded(const Instruction &in)
{
    try {
        return m_runtime.loadValue(at(in.b), m_frame.instance);
    } catch (const Failure &failure) {
        if (failure.kind == ErrorKind::Loader && (in.d & IncludeFlag::IgnoreMissing)) return nullptr;
        throw;
    } catch (const Error &error) { // what it uses is missing
        if (error.kind() == ErrorKind::Loader && (in.d & IncludeFlag::IgnoreMissing)) return nullptr;
        throw;
    }
}

void Interpreter::include(const Instruction &in)
{
    Instance *instance = loadIncluded(in);
    if (!instance) return;
    const Value *variables = in.c == NoRegister ? nullptr : &at(in.c);
    if (variables && m_runtime.tracer()) m_runtime.tracer()->noteArray(*variables, m_runtime.tracer()->origin(in.c));
    m_runtime.display(*instance, m_runtime.includeLayers(variables, in.d & IncludeFlag::Only, m_frame.scope), nullptr);
}

/// Null when what it extends or uses is missing and may be.
Instance *Interpreter::loadEmbedded(const Instruction &in)
{
    if (!(in.d & IncludeFlag::IgnoreMissing)) return m_runtime.embedded(*m_frame.instance, in.e);
    try {
        Instance *instance = m_runtime.embedded(*m_frame.instance, in.e);
        m_runtime.parentOf(*instance, m_frame.scope);
        return instance;
    } catch (const Error &error) {
        if (error.kind() != ErrorKind::Loader) throw;
        return nullptr;
    }
}

void Interpreter::embed(const Instruction &in)
{
    Instance *instance = loadEmbedded(in);
    if (!instance) return;
    const Value *variables = in.c == NoRegister ? nullptr : &at(in.c);
    if (variables && m_runtime.tracer()) m_runtime.tracer()->noteArray(*variables, m_runtime.tracer()->origin(in.c));
    m_runtime.display(*instance, m_runtime.includeLayers(variables, in.d & IncludeFlag::Only, m_frame.scope), nullptr);
}

Value Interpreter::blockCall(const Instruction &in)
{
    const std::string_view name = textOf(m_runtime, at(in.b));
    Instance *instance = m_frame.instance;
    const BlockSet *blocks = m_frame.blocks;
    if (in.c != NoRegister) {
        instance = m_runtime.loadValue(at(in.c), m_frame.instance);
        blocks = nullptr;
    }
    if (in.d) return Value::boolean(m_runtime.hasBlock(*instance, name, m_frame.scope, blocks));
    return captured(in, [&] { m_runtime.displayBlock(*instance, name, m_frame.scope, blocks, true); });
}

void Interpreter::import(const Instruction &in)
{
    Instance *instance = in.b == NoRegister ? m_frame.instance : m_runtime.loadValue(at(in.b), m_frame.instance);
    if (in.a == NoRegister)
        m_frame.instance->imports()[in.d] = instance;
    else
        at(in.a) = Value::object(m_runtime.arena().create<TemplateObject>(instance->name(), instance));
}

Instance *Interpreter::macroSource(const Instruction &in)
{
    if (in.c != NoRegister) {
        const Value &local = at(in.c);
        return local.isObject() ? static_cast<const TemplateObject *>(local.objectValue())->instance : nullptr;
    }
    return in.e == 0xFFFFFFFFu ? m_frame.instance : m_frame.instance->imports()[in.e - 1];
}

Value Interpreter::macroCall(const Instruction &in)
{
    const std::string_view name = unit().strings[in.d];
    Instance *source = macroSource(in);
    if (!source) throw php::PhpError("Error", "Call to a member function getTemplateForMacro() on null");
    return m_runtime.callMacro(*source, name, *at(in.b).arrayValue(), m_frame.scope);
}

/// Twig looks for the macro before it evaluates the arguments.
void Interpreter::checkMacro(const Instruction &in)
{
    const std::string_view name = unit().strings[in.d];
    Instance *source = macroSource(in);
    if (source && !m_runtime.hasMacro(*source, name, m_frame.scope)) m_runtime.failMacro(*source, name);
}

/// What PHP's [a, b] = array_pad(x, 2, null) takes for one variable.
Value Interpreter::sequenceItem(const Instruction &in)
{
    if (const Value *found = at(in.b).arrayValue()->find(static_cast<std::int64_t>(in.d))) return *found;
    m_runtime.warn("Undefined array key " + std::to_string(in.d));
    return Value::null();
}

/// array_pad(x, d, null): what is added makes the integer keys count anew.
Value Interpreter::padArray(const Instruction &in)
{
    const Value &value = at(in.b);
    if (!value.isArray()) failType(value, {"array_pad", 1, "array"}, "array");
    const Array &from = *value.arrayValue();
    if (from.size() >= in.d) return value;
    Array *array = m_runtime.newArray(in.d);
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        if (from.keyAt(i).isInt())
            array->append(m_runtime.arena(), from.valueAt(i));
        else
            array->set(m_runtime.arena(), from.keyAt(i), from.valueAt(i));
    }
    while (array->size() < in.d)
        array->append(m_runtime.arena(), Value::null());
    return Value::array(array);
}

bool Interpreter::matches(const Instruction &in)
{
    if (!in.d) return twig::matches(m_runtime, at(in.b), at(in.c));
    m_runtime.step(StepsPerMatch);
    const Parameter parameter{"Twig\\Extension\\CoreExtension::matches", 2, "str"};
    return unit().patterns[in.d - 1]->match(textArgument(m_runtime, at(in.b), parameter)) == Regex::Result::Match;
}

bool Interpreter::someOrEvery(const Instruction &in, bool every)
{
    const Array *array = iterable(at(in.b));
    const std::string name = every ? "has every" : "has some";
    if (!array)
        fail("The \"" + name + "\" test expects a sequence or a mapping, got \"" + std::string(typeName(at(in.b))) + "\".");
    const ClosureObject &closure = arrowFunction(m_runtime, at(in.c), name, "operator");
    for (std::uint32_t i = 0; i < array->size(); ++i) {
        const Value arguments[] = {array->valueAt(i), array->keyAt(i)};
        if (toBool(m_runtime.call(closure, arguments)) != every) return !every;
    }
    return every;
}

void Interpreter::deprecate(const Instruction &in)
{
    std::string text;
    const auto part = [&](std::uint32_t reg) {
        return reg == NoRegister ? std::string() : std::string(textOf(m_runtime, at(reg)));
    };
    const std::string package = part(in.c);
    const std::string version = part(in.e);
    if (!package.empty() || !version.empty()) text = "Since " + package + " " + version + ": ";
    const Place &place = m_frame.function->places[m_frame.position];
    m_runtime.deprecate(text + part(in.b) + " in \"" + m_frame.instance->name() + "\" at line " + std::to_string(place.line) +
                        ".");
}

} // namespace twig
