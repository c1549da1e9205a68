// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/trace.h"
#include "twig/value.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
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
    };
    struct FrameOrigins
    {
        std::vector<Origin> registers;
        std::vector<Origin> loops;
    };

    std::vector<Origin> &current() { return m_frames.back().registers; }
    std::uint32_t path(std::string text, bool exists);
    void addRead(Origin origin, std::vector<std::uint32_t> &paths);
    std::uint32_t intern(std::vector<std::uint32_t> paths);
    Origin originOfReads(const Instruction &instruction);
    void addPiece(std::size_t begin, std::size_t end, const Source &source, const Place &place, bool literal, Origin origin);

    std::vector<PathInfo> m_paths{1};
    std::map<std::string, std::uint32_t, std::less<>> m_pathIds;
    std::vector<std::vector<std::uint32_t>> m_sets{1};
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_setIds;
    std::vector<FrameOrigins> m_frames;
    std::vector<bool> m_read;
    std::vector<std::uint32_t> m_readOrder;
    std::vector<OutputPiece> m_pieces;
    std::vector<Origin> m_pieceOrigins;
};

} // namespace twig
