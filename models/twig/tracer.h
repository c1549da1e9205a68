// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/trace.h"
#include "twig/value.h"

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twig {

struct Frame;

/// Follows a render: which context paths stand behind each register, and which piece of output came from where. Only a traced
/// render has one.
class Tracer
{
public:
    /// What is known about a register.
    struct Origin
    {
        std::uint32_t path = 0; ///< the value is this very path of the context; 0: it is not
        std::uint32_t set = 0;  ///< else: the paths that it was made from; 0: none
    };

    void enter(Frame &frame, std::size_t registers);
    void leave();

    // Called by the interpreter, in the order of what it does.
    void setName(std::uint16_t slot, std::string_view name, bool exists);
    void setOrigin(std::uint16_t reg, Origin origin) { current()[reg] = origin; }
    Origin origin(std::uint16_t reg) { return current()[reg]; }
    /// After an instruction without a special rule: what it wrote comes from what it read.
    void derive(const Instruction &instruction);
    void attribute(const Instruction &instruction, const AttributeKey *key, const Value &keyValue, bool exists);
    void element(std::uint16_t target, std::uint16_t sequence, std::int64_t loop, const Value &key);
    void beginLoop(std::uint16_t loop, std::uint16_t sequence);
    /// Output from `begin` to `end` was printed from these registers.
    void print(std::size_t begin, std::size_t end, const Source &source, const Place &place, const Instruction &instruction);
    void text(std::size_t begin, std::size_t end, const Source &source, const Place &place);
    /// The output shrank to `size`; what was printed behind it went into a value. \return its origin
    Origin takeOutput(std::size_t size);

    /// The arguments of a call from one function to another: an origin that the callee's names start with.
    Origin unite(Origin a, Origin b);

    Trace finish(std::size_t outputSize);

private:
    struct PathInfo
    {
        std::string text;
        bool exists = true;
        bool read = false;
        std::uint32_t alone = 0; ///< the set of this path only, once it was needed
    };
    struct FrameOrigins
    {
        std::vector<Origin> registers;
        std::vector<Origin> loops;
    };
    /// A step from a path to another. Texts never change while a render lasts, so equal addresses are equal keys.
    struct Step
    {
        std::uint32_t from;
        std::uint32_t length; ///< of a text, else IntKey
        std::uint64_t key;    ///< an integer, or the address of a text

        bool operator==(const Step &) const = default;
    };
    struct StepHash
    {
        std::size_t operator()(const Step &step) const;
    };
    static constexpr std::uint32_t IntKey = 0xFFFFFFFF;
    /// What a piece tells of its place in the source: worked out once for each instruction.
    struct PlaceText
    {
        SourceSpan span;
        int column = 0;
    };

    std::vector<Origin> &current() { return m_frames.back().registers; }
    std::uint32_t path(std::string text, bool exists);
    std::uint32_t child(std::uint32_t from, const Value &key, bool exists);
    /// Notes that the paths of `origin` were read and adds them to m_reads.
    void addRead(Origin origin);
    /// The set of the paths in m_reads, which is empty then.
    std::uint32_t internReads();
    Origin originOfReads(const Instruction &instruction);
    const PlaceText &placeText(const Source &source, const Place &place);
    void addPiece(std::size_t begin, std::size_t end, const Source &source, const Place &place, bool literal, Origin origin);

    std::deque<PathInfo> m_paths{1}; ///< their texts stay where they are
    std::unordered_map<std::string_view, std::uint32_t> m_pathIds;
    std::unordered_map<Step, std::uint32_t, StepHash> m_children;
    std::vector<std::vector<std::uint32_t>> m_sets{1};
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_setIds;
    std::vector<std::uint32_t> m_reads; ///< of the instruction at hand
    std::vector<FrameOrigins> m_frames;
    std::vector<std::uint32_t> m_readOrder;
    std::vector<OutputPiece> m_pieces;
    std::vector<Origin> m_pieceOrigins;
    std::unordered_map<const Place *, PlaceText> m_places;
};

} // namespace twig
