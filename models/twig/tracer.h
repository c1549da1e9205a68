// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/pathbook.h"
#include "twig/scope.h"
#include "twig/tracelog.h"
#include "twig/value.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twig {

struct Frame;

/// Follows a render: which context paths stand behind each register, and tells the log what happened. Only a traced render has
/// one.
class Tracer
{
public:
    /// `context` and `globals` are what the paths begin in; either may be null.
    Tracer(std::size_t limit, const Array *context, const Array *globals)
        : m_log(limit)
        , m_roots{context, globals}
    {}

    TraceLog &log() { return m_log; }
    PathBook &book() { return m_book; }

    void enter(const Frame &frame);
    void leave();

    // Called by the interpreter, in the order of what it does.
    /// The variable in `slot` got what the layers have under its name.
    void resolveName(std::uint16_t slot, std::string_view name, const Layer *layers);
    void setOrigin(std::uint16_t reg, Origin origin) { current()[reg] = origin; }
    Origin origin(std::uint16_t reg) { return current()[reg]; }
    /// After an instruction without a special rule: what it wrote comes from what it read.
    void derive(const Instruction &instruction, const Frame &frame);
    void attribute(const Instruction &instruction, const AttributeKey *key, const Frame &frame, const Value &object);
    void element(const Instruction &instruction, const Frame &frame);
    void beginLoop(const Instruction &instruction, const Frame &frame);
    void beginWith(const Frame &frame);
    void endWith(const Frame &frame);
    /// A closure keeps the variables of this moment; `slots` is its copy of them, or null.
    void makeClosure(const Instruction &instruction, const Function &function, const Value *slots, std::uint16_t names);
    /// From here on variables may come from this array: where it came from itself.
    void noteArray(const Value &array, Origin origin);
    Origin elementOrigin(const Array &array, std::int64_t position) const;
    void print(const Frame &frame, const Instruction &instruction, std::size_t begin, std::size_t end);
    void beginCapture() { m_frames.back().captureMarks.push_back(m_log.mark()); }
    /// The text since the capture's begin went into a register.
    void endCapture(std::uint16_t reg, std::size_t begin, std::string_view text);
    /// What was printed since `mark` (TraceLog::mark()) at output offset `begin` has become a value with this text.
    Origin capture(std::size_t mark, std::size_t begin, std::string_view text);
    /// The instruction took what it printed since `mark` as its value: that comes from its operands, too.
    void captureCall(const Instruction &instruction, std::size_t mark, std::size_t begin, std::string_view text);
    Trace finish(const std::vector<std::unique_ptr<Instance>> &instances) { return m_log.finish(m_book, instances); }

private:
    struct FrameOrigins
    {
        const Value *slots = nullptr;
        std::vector<Origin> registers;
        std::vector<Origin> loops;
        std::vector<std::vector<Origin>> withs;
        std::vector<std::size_t> captureMarks;
    };

    std::vector<Origin> &current() { return m_frames.back().registers; }
    Origin originIn(const Layer *layers, std::string_view name, bool &found) const;
    Origin originInMap(const Array &map, const Value &key) const;
    const std::vector<Origin> *originsOf(const Value *slots) const;
    bool reachesContext(const Layer *layers) const;
    /// The child of a path, or what is known about this element of the array.
    Origin childOf(Origin object, const Value &value, const Value &key, bool exists);
    void noteElements(const Instruction &instruction, const Frame &frame);
    void readOperands(const Instruction &instruction);

    mutable PathBook m_book;
    TraceLog m_log;
    const Array *m_roots[2];
    std::vector<FrameOrigins> m_frames;
    std::unordered_map<const Value *, std::vector<Origin>> m_snapshots; ///< of closures, by their slots
    std::unordered_map<const Array *, Origin> m_arrays;                 ///< as a whole
    std::unordered_map<const Array *, std::vector<Origin>> m_elements;  ///< of arrays that the template made, by position
};

} // namespace twig
