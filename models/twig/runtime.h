// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/array.h"
#include "twig/callable.h"
#include "twig/environment.h"
#include "twig/failure.h"
#include "twig/framestack.h"
#include "twig/instance.h"
#include "twig/object.h"
#include "twig/php/random.h"
#include "twig/sandbox.h"
#include "twig/scope.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

class Tracer;

/// What Twig makes of an exception of PHP.
Error wrapped(std::string phpClass, const std::string &message);

/// What a render asks of its environment.
class TemplateSource
{
public:
    virtual ~TemplateSource() = default;
    /// The template that the loader has under this name; null when there is none. \throws Error
    virtual std::shared_ptr<const CompiledTemplate> load(const std::string &name) const = 0;
    /// A template made of a text. \throws Error
    virtual std::shared_ptr<const CompiledTemplate> compile(std::string_view text, std::string name) const = 0;
};

struct LoopState
{
    const Array *array = nullptr;
    std::uint32_t position = 0;
    std::uint32_t count = 0;
    bool countable = true;
    Value parent; ///< the context around the loop, when `loop` is a variable
};

struct WithState
{
    Value *slots = nullptr;
    const Layer *layers = nullptr;
};

/// A function that runs.
struct Frame
{
    const Function *function = nullptr;
    Instance *instance = nullptr;
    Value *registers = nullptr;
    Scope scope;
    const BlockSet *blocks = nullptr;
    LoopState *loops = nullptr;
    WithState *withs = nullptr;
    std::size_t openWiths = 0;
    std::size_t given = 0;      ///< arguments of a macro
    std::uint32_t position = 0; ///< of the instruction that runs
    Frame *caller = nullptr;
};

/// One render: its memory, its output, its limits, and what the implementations of filters need. One thread.
class Runtime
{
public:
    Runtime(const Settings &settings, const RenderOptions &options, const TemplateSource &source, const class Loader *loader);
    ~Runtime();
    Runtime(const Runtime &) = delete;
    Runtime &operator=(const Runtime &) = delete;

    RenderResult render(std::shared_ptr<const CompiledTemplate> compiled, const Value &context);

    Arena &arena() { return m_arena; }
    const Settings &settings() const { return m_settings; }
    Sandbox &sandbox() { return m_sandbox; }
    bool isPayload() const { return m_settings.profile == Profile::Payload; }

    Value string(std::string_view text)
    {
        if (text.size() > m_textLimit) [[unlikely]]
            expectText(text.size());
        return Value::string(m_arena.copy(text));
    }
    /// How long a text may get, and a check before one is put together. \throws php::TextTooLong, OutOfMemory
    std::size_t textLimit() const { return m_textLimit; }
    void expectText(std::size_t size) const;
    void expectItems(std::uint64_t count) const { Array::requireItems(m_arena, count); }
    /// A buffer to put text together in; empty when given out, not to be kept across calls into the engine.
    std::string &scratch()
    {
        m_scratch.clear();
        return m_scratch;
    }
    Array *newArray(std::uint32_t capacity = 0) { return Array::create(m_arena, capacity); }

    /// What PHP would have said on the side.
    void warn(std::string text);
    void deprecate(std::string text);

    /// Calls an arrow function.
    Value call(const ClosureObject &closure, std::span<const Value> arguments);
    void step()
    {
        if (--m_budget < 0) [[unlikely]]
            checkLimits();
    }
    /// Counts `count` steps against the limits. \throws Failure
    void step(std::uint64_t count)
    {
        m_budget -= static_cast<std::int64_t>(std::min(count, MostSteps));
        if (m_budget < 0) [[unlikely]]
            checkLimits();
    }

    /// Counts work over so many bytes of text, and over so many items of an array.
    void stepBytes(std::size_t count)
    {
        if (count >= BytesPerStep) step(count / BytesPerStep);
    }
    /// Counts the reading of a text that may be a number, which takes longer.
    void stepDigits(std::size_t count)
    {
        if (count >= DigitsPerStep) step(count / DigitsPerStep);
    }
    void stepItems(std::size_t count)
    {
        if (count >= ItemsPerStep) step(count / ItemsPerStep);
    }
    /// Counts the turns of a loop that begins. \throws Failure
    void beginLoop(std::uint32_t turns)
    {
        m_loopTurns += turns;
        if (m_loopTurns > m_options.limits.loopTurns) [[unlikely]]
            failLoopTurns();
    }
    /// To be asked after each print that may be long. \throws Failure
    void checkOutput() const
    {
        if (m_output.size() > m_outputLimit) [[unlikely]]
            failOutput();
    }

    /// Seconds since 1970 and microseconds.
    php::Instant now() const { return m_now; }
    php::Random &random();
    /// PHP's default zone, and the one in which dates are shown.
    const php::Zone &defaultZone();
    const php::Zone &displayZone();

    // For the interpreter and for functions that see the context.
    Frame *frame() { return m_frame; }
    std::string &output() { return m_output; }
    /// `asking`: the template that names it, if it does so in a tag or block(); a template made of text then knows itself.
    Instance *load(const std::string &name, const Instance *asking);
    /// Environment::createTemplate(): a template made of a text, counted against the limits. \throws Error, Failure
    Instance *loadText(std::string_view text, const std::string *name);
    /// A string, a list of them of which the first existing one counts, or a template. \throws Failure (Loader)
    Instance *loadValue(const Value &name, const Instance *asking);
    const class Loader *loader() const { return m_loader; }
    /// The text that `render` writes, taken out of the output again.
    template <typename Render>
    std::string_view capture(Render render)
    {
        const std::size_t mark = m_output.size();
        render();
        return takeOutput(mark);
    }
    std::string_view takeOutput(std::size_t mark);

    /// Template::yield(): the body, which ends in the parent's when there is one.
    void display(Instance &instance, const Layer *context, const BlockSet *blocks);
    /// What {% extends %} does once the body of `instance` has run: the parent, with the names as the body left them.
    void displayParent(Instance &instance, const Scope &scope, const BlockSet *blocks);
    /// Template::yieldBlock().
    void displayBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks, bool useBlocks,
                      const Instance *asked = nullptr);
    void displayParentBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks);
    bool hasBlock(Instance &instance, std::string_view name, const Scope &scope, const BlockSet *blocks);
    /// `check`: the sandbox looks at the template first.
    Instance *parentOf(Instance &instance, const Scope &scope, bool check = true);
    Value callMacro(Instance &instance, std::string_view name, const Array &arguments, const Scope &scope);
    bool hasMacro(Instance &instance, std::string_view name, const Scope &scope);
    const Layer *layer(const Array *map, const Scope *scope, const Layer *next);
    const Layer *globals() const { return m_globals; }
    /// The context of an {% include %}.
    const Layer *includeLayers(const Value *variables, bool only, const Scope &scope);
    Instance *embedded(Instance &instance, std::uint32_t index);
    Value makeClosure(const Frame &frame, const Function &function, const Instruction &instruction);

    Tracer *tracer() { return m_tracer.get(); }
    std::vector<std::size_t> &captures() { return m_captures; }

private:
    friend class Interpreter;

    static constexpr std::size_t BytesPerStep = 256;
    static constexpr std::size_t DigitsPerStep = 32;
    static constexpr std::size_t ItemsPerStep = 16;
    static constexpr std::uint64_t MostSteps = std::uint64_t{1} << 60;

    void checkLimits();
    [[noreturn]] void failOutput() const;
    [[noreturn]] void failLoopTurns() const;
    Instance *addInstance(std::shared_ptr<const CompiledTemplate> owner, const Unit &unit);
    Instance *addTemplate(std::shared_ptr<const CompiledTemplate> compiled);
    void addTraits(Instance &instance);
    /// Runs a function whose frame is filled in up to its registers; sets the names' slots with `fill`.
    template <typename Fill>
    Value run(const Function &function, Instance &instance, const Layer *layers, const BlockSet *blocks, Fill fill);
    [[noreturn]] void failMacro(const Instance &instance, std::string_view name) const;
    void addMessage(Message::Level level, std::string text);
    class Level;

    const Settings &m_settings;
    const RenderOptions &m_options;
    const TemplateSource &m_source;
    const class Loader *m_loader;
    Arena m_arena;
    Sandbox m_sandbox;
    FrameStack m_stack;
    std::string m_output;
    std::string m_scratch;
    std::vector<std::size_t> m_captures;
    std::vector<Message> m_messages;
    std::vector<std::unique_ptr<Instance>> m_instances;
    std::map<std::string, Instance *, std::less<>> m_loaded;
    std::map<std::string, Instance *, std::less<>> m_texts; ///< what loadText() made: only they themselves know their names
    std::unique_ptr<Tracer> m_tracer;
    std::unique_ptr<php::Random> m_random;
    std::optional<php::Zone> m_defaultZone;
    std::optional<php::Zone> m_displayZone;
    const Layer *m_globals = nullptr;
    Frame *m_frame = nullptr;
    php::Instant m_now;
    std::chrono::steady_clock::time_point m_deadline;
    std::size_t m_textLimit;
    std::size_t m_outputLimit;
    std::uint64_t m_loopTurns = 0;
    std::uint64_t m_steps = 0;
    std::int64_t m_budget = 0;
    int m_depth = 0;
};

} // namespace twig
