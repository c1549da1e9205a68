// SPDX-License-Identifier: MIT
#pragma once

#include "twig/runtime.h"

namespace twig {

/// Runs the code of one frame.
class Interpreter
{
public:
    Interpreter(Runtime &runtime, Frame &frame)
        : m_runtime(runtime)
        , m_frame(frame)
    {}

    /// The value of Return, or null at the end. \throws Error, with its place
    Value run();

private:
    /// From there on a text is worth looking at the output's limit at once.
    static constexpr std::size_t LongText = 256;

    /// Compiled twice, with and without trace, so that the plain run pays nothing for it.
    template <bool Traced>
    Value loop();
    /// What a traced step needs to know of the moment before it.
    struct Before
    {
        std::size_t output = 0;
        std::size_t mark = 0; ///< TraceLog::mark()
        Value object;         ///< whose attribute is read
    };
    Before beforeStep(const Instruction &instruction);
    void trace(const Instruction &instruction, const Before &before);
    void traceValueStep(const Instruction &instruction, const Before &before);
    bool jumps(const Instruction &instruction) const;

    void print(const Value &value);
    void printEscaped(const Value &value, const Value &strategy);
    Value escape(const Value &value, const Value &strategy);
    Value attributeOf(const Instruction &instruction);
    Value method(const Instruction &instruction);
    Value call(const Instruction &instruction);
    Value callSpread(const Instruction &instruction);
    void spread(Array &array, const Value &value);
    void setElement(Array &array, const Value &key, const Value &value);
    bool beginLoop(const Instruction &instruction);
    Value loopVariable(const LoopState &state, LoopField field) const;
    Value loopArray(const LoopState &state);
    Value advancedLoop(const Value &loop);
    void beginWith(const Instruction &instruction);
    void endWith();
    class Instance *loadIncluded(const Instruction &instruction);
    class Instance *loadEmbedded(const Instruction &instruction);
    void include(const Instruction &instruction);
    void embed(const Instruction &instruction);
    Value blockCall(const Instruction &instruction);
    void import(const Instruction &instruction);
    Value macroCall(const Instruction &instruction);
    void checkMacro(const Instruction &instruction);
    Instance *macroSource(const Instruction &instruction);
    Value sequenceItem(const Instruction &instruction);
    Value padArray(const Instruction &instruction);
    bool matches(const Instruction &instruction);
    bool someOrEvery(const Instruction &instruction, bool every);
    void deprecate(const Instruction &instruction);
    Value parentCall(const Instruction &instruction);
    template <typename Render>
    Value captured(const Instruction &instruction, Render render);
    bool isPrintedAtOnce(const Instruction &instruction) const;
    [[noreturn]] void failCapture(const PrintFailure &failure, std::size_t capturesBefore);
    /// The error at the instruction at hand.
    Error placed(Error error) const;

    Value &at(std::uint32_t reg) { return m_frame.registers[reg]; }
    const Unit &unit() const { return m_frame.instance->unit(); }

    Runtime &m_runtime;
    Frame &m_frame;
};

} // namespace twig
