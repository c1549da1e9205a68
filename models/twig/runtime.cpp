// SPDX-License-Identifier: MIT
#include "twig/runtimelevel.h"

#include "twig/convert.h"
#include "twig/interpreter.h"
#include "twig/php/phperror.h"
#include "twig/tracer.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace twig {

namespace {

constexpr std::int64_t StepsBetweenChecks = 1024;
constexpr std::size_t LargestText = 0x7FFFFFFF; // a Value's length has 32 bits

} // namespace

Error wrapped(std::string phpClass, const std::string &message)
{
    Error error(ErrorKind::Runtime, "An exception has been thrown during the rendering of a template (\"" + message + "\").");
    return error.withCause(std::move(phpClass));
}

Runtime::Runtime(const Settings &settings, const RenderOptions &options, const TemplateSource &source, const Loader *loader)
    : m_settings(settings)
    , m_options(options)
    , m_source(source)
    , m_loader(loader)
    , m_arena(options.limits.memoryBytes)
    , m_sandbox(*this, settings.securityPolicy, settings.sandboxed)
    , m_textLimit(std::min<std::size_t>(options.limits.textBytes, LargestText))
    , m_outputLimit(std::min<std::size_t>(options.limits.outputBytes, LargestText))
    , m_budget(StepsBetweenChecks)
{
    m_arena.limitItems(options.limits.arrayItems);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    m_now = options.now ? php::Instant{*options.now, 0}
                        : php::Instant{micros / 1'000'000, static_cast<std::int32_t>(micros % 1'000'000)};
    m_deadline = std::chrono::steady_clock::now() + options.limits.time;
}

Runtime::~Runtime() = default;

RenderResult Runtime::render(std::shared_ptr<const CompiledTemplate> compiled, const Value &context)
{
    if (!m_options.globals.empty()) {
        Array *globals = newArray(static_cast<std::uint32_t>(m_options.globals.size()));
        for (const Global &global : m_options.globals)
            globals->set(m_arena, global.name, global.value.root());
        m_globals = layer(globals, nullptr, nullptr);
    }
    const Unit &unit = compiled->unit();
    const std::size_t expected = compiled->expectedOutput();
    m_output.reserve(std::min(std::max(unit.text.size() * 2 + 256, expected + expected / 16), m_outputLimit));
    try {
        Instance *instance = addInstance(std::move(compiled), unit);
        m_loaded.emplace(instance->name(), instance);
        const Array *root = iterable(context);
        if (!root && context.isObject()) root = elementsOf(*context.objectValue());
        if (m_options.trace)
            m_tracer = std::make_unique<Tracer>(m_options.traceLimit, root, m_globals ? m_globals->map : nullptr);
        display(*instance, layer(root, nullptr, m_globals), nullptr);
    } catch (const PrintFailure &failure) {
        throw failure.error;
    } catch (const OutOfMemory &) {
        throw Error(ErrorKind::Limit, "The template needs more memory than it may use.");
    }
    RenderResult result;
    m_instances.front()->owner()->expectOutput(m_output.size());
    if (m_tracer) result.trace = m_tracer->finish(m_instances);
    result.text = std::move(m_output);
    result.messages = std::move(m_messages);
    return result;
}

void Runtime::checkLimits()
{
    m_steps += static_cast<std::uint64_t>(StepsBetweenChecks - m_budget);
    m_budget = StepsBetweenChecks;
    if (m_options.cancelled && m_options.cancelled->load(std::memory_order_relaxed))
        throw Failure{ErrorKind::Cancelled, "The render was cancelled."};
    if (m_steps > m_options.limits.steps)
        throw Failure{ErrorKind::Limit,
                      "The template took more than " + std::to_string(m_options.limits.steps) + " steps (loop turns and calls)."};
    if (m_options.limits.time.count() > 0 && std::chrono::steady_clock::now() > m_deadline)
        throw Failure{ErrorKind::Limit,
                      "The template ran for more than " + std::to_string(m_options.limits.time.count()) + " milliseconds."};
    checkOutput();
}

void Runtime::failOutput() const
{
    throw Failure{ErrorKind::Limit, "The template printed more than " + std::to_string(m_outputLimit) + " bytes."};
}

void Runtime::failLoopTurns() const
{
    throw Failure{ErrorKind::Limit,
                  "The loops of the template take more than " + std::to_string(m_options.limits.loopTurns) + " turns."};
}

void Runtime::expectText(std::size_t size) const
{
    if (size > m_textLimit) throw php::TextTooLong{m_textLimit};
    m_arena.require(size);
}

void Runtime::addMessage(Message::Level level, std::string text)
{
    // A loop can warn a million times; the first ones tell it all.
    if (m_messages.size() >= 1000) return;
    m_arena.charge(text.size());
    Message message;
    message.level = level;
    message.text = std::move(text);
    if (m_frame) {
        message.templateName = m_frame->instance->name();
        message.line = m_frame->function->places[m_frame->position].line;
    }
    m_messages.push_back(std::move(message));
}

void Runtime::warn(std::string text)
{
    addMessage(Message::Level::Warning, std::move(text));
}

void Runtime::deprecate(std::string text)
{
    addMessage(Message::Level::Deprecation, std::move(text));
}

php::Random &Runtime::random()
{
    if (!m_random) {
        const auto seed = static_cast<std::uint32_t>(std::chrono::steady_clock::now().time_since_epoch().count());
        m_random = std::make_unique<php::Random>(m_options.seed.value_or(seed));
    }
    return *m_random;
}

const php::Zone &Runtime::defaultZone()
{
    if (!m_defaultZone) m_defaultZone = php::Zone::parse(m_settings.timezone);
    return *m_defaultZone;
}

const php::Zone &Runtime::displayZone()
{
    if (m_settings.displayTimezone.empty()) return defaultZone();
    if (!m_displayZone) m_displayZone = php::Zone::parse(m_settings.displayTimezone);
    return *m_displayZone;
}

const Layer *Runtime::layer(const Array *map, const Scope *scope, const Layer *next)
{
    return m_arena.create<Layer>(map, scope, next, false);
}

std::string_view Runtime::takeOutput(std::size_t mark)
{
    const std::string_view printed = std::string_view(m_output).substr(mark);
    expectText(printed.size());
    const std::string_view text = m_arena.copy(printed);
    m_output.resize(mark);
    return text;
}

template <typename Fill>
Value Runtime::run(const Function &function, Instance &instance, const Layer *layers, const BlockSet *blocks, Fill fill)
{
    const Level level(*this);
    const FrameStack::Mark mark = m_stack.mark();
    struct Leave
    {
        Runtime &runtime;
        FrameStack::Mark mark;
        Frame *caller;
        bool traced;
        ~Leave()
        {
            runtime.m_stack.release(mark);
            runtime.m_frame = caller;
            if (traced) runtime.m_tracer->leave();
        }
    };
    Frame frame;
    frame.function = &function;
    frame.instance = &instance;
    frame.blocks = blocks;
    frame.caller = m_frame;
    Leave leave{*this, mark, m_frame, false};
    frame.registers = m_stack.take(function.registers);
    const std::uint16_t names = function.names->size();
    if (!function.constants.empty()) std::copy(function.constants.begin(), function.constants.end(), frame.registers + names);
    frame.scope = {function.names.get(), frame.registers, layers};
    std::vector<LoopState> loops(function.loops);
    std::vector<WithState> withs(function.withs);
    frame.loops = loops.data();
    frame.withs = withs.data();
    if (m_tracer) {
        m_tracer->enter(frame);
        leave.traced = true;
    }
    fill(frame);
    step();
    m_frame = &frame;
    return Interpreter(*this, frame).run();
}

/// Gives the names of a function their values out of the layers.
static void resolveNames(Frame &frame, Tracer *tracer)
{
    const std::vector<std::string_view> &names = frame.scope.names->names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Value *found = names[i][0] == '#' ? nullptr : findIn(frame.scope.layers, names[i]);
        frame.registers[i] = found ? found->defined() : Value::absent();
        if (tracer) tracer->resolveName(static_cast<std::uint16_t>(i), names[i], frame.scope.layers);
    }
}

void Runtime::display(Instance &instance, const Layer *context, const BlockSet *passed)
{
    const Unit &unit = instance.unit();
    m_sandbox.check(unit);
    const BlockSet *blocks = m_arena.create<BlockSet>(passed, &instance);
    run(unit.functions[unit.body], instance, context, blocks, [&](Frame &frame) { resolveNames(frame, m_tracer.get()); });
}

Instance *Runtime::parentOf(Instance &instance, const Scope &scope, bool check)
{
    const Unit &unit = instance.unit();
    if (!unit.hasParent) return nullptr;
    if (instance.parent) return instance.parent;
    if (check) m_sandbox.check(unit);
    const Layer *layers = layer(nullptr, &scope, nullptr);
    const Value name =
        run(unit.functions[unit.parent], instance, layers, nullptr, [&](Frame &frame) { resolveNames(frame, m_tracer.get()); });
    Instance *parent = nullptr;
    const auto placed = [&unit](Error error) {
        const Place &place = unit.parentPlace;
        return error.withPlace(unit.source->name(), place.line, unit.source->column(place.begin),
                               unit.source->originalSpan(place.begin, place.end));
    };
    try {
        parent = loadValue(name, &instance);
    } catch (const Failure &failure) {
        throw placed(Error(failure.kind, failure.message));
    } catch (const php::PhpError &error) {
        throw placed(wrapped(error.phpClass(), error.message()));
    }
    if (!unit.constantParent.isNull()) instance.parent = parent;
    return parent;
}

void Runtime::displayParent(Instance &instance, const Scope &scope, const BlockSet *blocks)
{
    // a parent with a constant name is loaded without a further look
    Instance *parent = parentOf(instance, scope, instance.unit().constantParent.isNull());
    display(*parent, layer(nullptr, &scope, nullptr), blocks);
}

void Runtime::displayBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks, bool useBlocks,
                           const Instance *asked)
{
    const BlockReference *block = useBlocks && blocks ? blocks->find(name) : nullptr;
    if (!block) block = instance.block(name);
    if (block) {
        m_sandbox.check(block->instance->unit());
        const Function &function = *block->function;
        const bool sameNames = function.names.get() == scope.names;
        const Layer *layers = sameNames ? scope.layers : layer(nullptr, &scope, nullptr);
        Tracer *tracer = m_tracer.get();
        std::vector<Origin> origins; // of the caller's variables
        for (std::uint16_t i = 0; sameNames && tracer && m_frame && i < function.names->size(); ++i)
            origins.push_back(tracer->origin(i));
        run(function, *block->instance, layers, blocks, [&](Frame &frame) {
            if (!sameNames) {
                resolveNames(frame, tracer);
                return;
            }
            std::copy(scope.slots, scope.slots + function.names->size(), frame.registers);
            for (std::uint16_t i = 0; i < origins.size(); ++i)
                tracer->setOrigin(i, origins[i]);
        });
        return;
    }
    const Level level(*this);
    if (Instance *parent = parentOf(instance, scope)) {
        displayBlock(*parent, name, scope, m_arena.create<BlockSet>(blocks, &instance), false, asked ? asked : &instance);
        return;
    }
    const std::string text(name);
    const BlockReference *overriding = blocks ? blocks->find(name) : nullptr;
    if (overriding)
        fail("Block \"" + text + "\" should not call parent() in \"" + overriding->instance->name() +
             "\" as the block does not exist in the parent template \"" + instance.name() + "\".");
    const std::string message = "Block \"" + text + "\" on template \"" + instance.name() + "\" does not exist.";
    const Instance &place = asked ? *asked : instance;
    if (!m_frame || m_frame->instance == &place) fail(message);
    // Twig names the template that was asked, and has a line only where that one is running.
    const Frame *frame = m_frame->caller;
    while (frame && frame->instance != &place)
        frame = frame->caller;
    throw Error(ErrorKind::Runtime, message)
        .withPlace(place.name(), frame ? frame->function->places[frame->position].line : 0, 0, {});
}

void Runtime::displayParentBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks)
{
    if (const BlockReference *trait = instance.trait(name)) {
        displayBlock(*trait->instance, trait->ownName, scope, blocks, false);
        return;
    }
    if (Instance *parent = parentOf(instance, scope)) {
        displayBlock(*parent, name, scope, blocks, false);
        return;
    }
    fail("The template has no parent and no traits defining the \"" + std::string(name) + "\" block.");
}

bool Runtime::hasBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks)
{
    if (blocks && blocks->find(name)) return true;
    if (instance.block(name)) return true;
    const Level level(*this); // a template may extend itself
    Instance *parent = parentOf(instance, scope);
    return parent && hasBlock(*parent, name, scope, nullptr);
}

bool Runtime::hasMacro(Instance &instance, std::string_view name, const Scope &scope)
{
    if (instance.unit().macro(name)) return true;
    const Level level(*this);
    Instance *parent = parentOf(instance, scope);
    return parent && hasMacro(*parent, name, scope);
}

void Runtime::failMacro(const Instance &instance, std::string_view name) const
{
    fail("Macro \"" + std::string(name) + "\" is not defined in template \"" + instance.name() + "\".");
}

Value Runtime::callMacro(Instance &asked, std::string_view name, const Array &arguments, const Scope &scope)
{
    Instance *instance = &asked;
    const Function *macro = instance->unit().macro(name);
    while (!macro) {
        step();
        instance = parentOf(*instance, scope);
        if (!instance) failMacro(asked, name);
        macro = instance->unit().macro(name);
    }
    m_sandbox.check(instance->unit());
    std::vector<Value> given(macro->parameters.size());
    std::vector<Origin> origins(m_tracer ? given.size() : 0);
    std::vector<bool> isGiven(macro->parameters.size());
    Array *rest = newArray();
    std::size_t position = 0;
    bool anyNamed = false;
    for (std::uint32_t i = 0; i < arguments.size(); ++i) {
        const Value key = arguments.keyAt(i);
        std::size_t index = given.size();
        if (key.isInt()) {
            if (anyNamed) throw php::PhpError("Error", "Cannot use positional argument after named argument during unpacking");
            index = position++;
        } else {
            anyNamed = true;
            const auto found = std::find(macro->parameterNames.begin(), macro->parameterNames.end(), key.text());
            index = static_cast<std::size_t>(found - macro->parameterNames.begin());
        }
        if (index < given.size()) {
            if (key.isString() && isGiven[index])
                throw php::PhpError("Error", "Named parameter $" + std::string(key.text()) + " overwrites previous argument");
            given[index] = arguments.valueAt(i);
            if (m_tracer) origins[index] = m_tracer->elementOrigin(arguments, i);
            isGiven[index] = true;
        } else if (key.isInt()) {
            rest->append(m_arena, arguments.valueAt(i));
        } else {
            rest->set(m_arena, key, arguments.valueAt(i));
        }
    }
    const std::size_t mark = m_output.size();
    try {
        run(*macro, *instance, m_globals, nullptr, [&](Frame &frame) {
            resolveNames(frame, nullptr);
            std::uint64_t bits = 0;
            for (std::size_t i = 0; i < given.size(); ++i) {
                frame.registers[macro->parameters[i]] = given[i].defined();
                if (isGiven[i] && i < 64) bits |= std::uint64_t(1) << i;
                if (m_tracer) m_tracer->setOrigin(macro->parameters[i], origins[i]);
            }
            frame.registers[macro->varargs] = Value::array(rest);
            frame.given = bits;
        });
    } catch (const PrintFailure &failure) {
        const std::string &message = failure.error.rawMessage();
        if (!m_frame || m_frame->instance->name() != instance->name()) throw php::PhpError("Error", message);
        throw wrapped("Error", message).withPlace(instance->name(), macro->line, 0, {});
    }
    const std::string_view text = takeOutput(mark);
    return text.empty() ? Value::string(text) : Value::markup(text);
}

Value Runtime::makeClosure(const Frame &frame, const Function &function, const Instruction &instruction)
{
    Value *captured = m_arena.allocateArray<Value>(function.names->size());
    for (std::uint16_t i = 0; i < function.names->size(); ++i)
        captured[i] = Value::absent();
    for (const auto &[outside, inside] : function.captures)
        captured[inside] = frame.registers[outside];
    const Scope *scope = nullptr;
    if (function.seesAll) {
        const std::uint16_t names = frame.scope.names->size();
        Value *slots = m_arena.allocateArray<Value>(names);
        std::copy(frame.registers, frame.registers + names, slots);
        scope = m_arena.create<Scope>(frame.scope.names, slots, frame.scope.layers);
    }
    if (m_tracer) m_tracer->makeClosure(instruction, function, scope ? scope->slots : nullptr, frame.scope.names->size());
    return Value::object(m_arena.create<ClosureObject>(&function, frame.instance, captured, scope));
}

Value Runtime::call(const ClosureObject &closure, std::span<const Value> arguments)
{
    const Function &function = *closure.function;
    if (arguments.size() < function.parameters.size())
        throw php::PhpError("ArgumentCountError", "Too few arguments to function {closure}(), " +
                                                      std::to_string(arguments.size()) + " passed and exactly " +
                                                      std::to_string(function.parameters.size()) + " expected");
    const Layer *layers = closure.scope ? layer(nullptr, closure.scope, nullptr) : nullptr;
    return run(function, *closure.instance, layers, m_frame ? m_frame->blocks : nullptr, [&](Frame &frame) {
        std::copy(closure.captured, closure.captured + function.names->size(), frame.registers);
        for (std::size_t i = 0; i < function.parameters.size(); ++i)
            frame.registers[function.parameters[i]] = arguments[i].defined();
    });
}

const Layer *Runtime::includeLayers(const Value *variables, bool only, const Scope &scope)
{
    const Layer *rest = only ? m_globals : layer(nullptr, &scope, nullptr);
    if (!variables) return rest;
    const Array *map = iterable(*variables);
    if (!map) {
        if (!only)
            fail("The \"merge\" filter expects a sequence or a mapping, got \"" + std::string(typeName(*variables)) +
                 "\" for argument 2.");
        failType(*variables, {"Twig\\Template::yield", 1, "context"}, "array");
    }
    return m_arena.create<Layer>(map, nullptr, rest, !only);
}

} // namespace twig
