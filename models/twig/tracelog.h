// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/pathbook.h"
#include "twig/trace.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twig {

class Instance;
struct Frame;

/// Writes down what happened in a traced render: pieces of output, steps, turns of loops, calls, decisions. Where values came
/// from is the Tracer's business.
class TraceLog
{
public:
    /// At most so many pieces, and as many steps, turns and calls each.
    explicit TraceLog(std::size_t limit)
        : m_limit(limit)
    {}

    void enter(const Frame &frame);
    void leave();
    void beginLoop(std::size_t loop);
    void turn(std::size_t loop, const Frame &frame, const Instruction &instruction, const Value &key, std::uint32_t index,
              std::uint32_t count);
    void endLoop(std::size_t loop);
    void step(TraceSite::Kind kind, std::string_view name, const Frame &frame, std::size_t output, TraceValue value);
    void decide(const Instruction &instruction, bool yes);

    void text(const Frame &frame, std::size_t begin, std::size_t end);
    /// Output that an expression printed; its steps so far are found by their place.
    void print(const Frame &frame, std::size_t begin, std::size_t end, Origin origin);
    /// How many pieces there are: where a capture begins.
    std::size_t mark() const { return m_pieces.size(); }
    /// What was printed since `mark`, at output offset `begin`, has become a value with this text: its pieces wait for it to be
    /// printed.
    void capture(std::size_t mark, std::size_t begin, std::string_view text);
    /// The origins of the pieces since `mark`.
    template <typename Visit>
    void visitOrigins(std::size_t mark, Visit visit) const
    {
        for (std::size_t i = mark; i < m_pieces.size(); ++i)
            visit(m_pieces[i].origin);
    }
    /// Prints a captured text at `begin` with the pieces that it had. False when this text was no capture.
    bool printCaptured(std::string_view text, std::size_t begin);

    Trace finish(const PathBook &book, const std::vector<std::unique_ptr<Instance>> &instances);

private:
    struct Piece
    {
        std::size_t begin;
        std::size_t end;
        std::uint32_t site; ///< index into m_places
        std::int32_t turn;
        std::uint32_t call;
        std::uint32_t firstStep;
        std::uint32_t stepCount;
        bool literal;
        Origin origin;
    };
    /// The line of a place in a source, the last one that was asked for.
    struct LineCount
    {
        std::uint32_t offset = 0;
        int line = 1;
    };
    /// An instruction's place, worked out once.
    struct PlaceText
    {
        const Source *source;
        SourceSpan span;
        int line;
        int column;
    };
    struct Level
    {
        std::uint32_t call;
        std::int32_t turn;
        std::vector<std::int32_t> outerTurns; ///< of each loop of the function
    };
    struct Outcome
    {
        std::uint64_t yes = 0;
        std::uint64_t no = 0;
    };

    int lineOf(const Source &source, std::uint32_t offset);
    std::uint32_t placeOf(const Frame &frame);
    std::uint32_t printOf(const Frame &frame);
    std::uint32_t placeOf(const Frame &frame, const Place &place, const Place &start);
    std::uint32_t siteOf(TraceSite::Kind kind, std::string_view name, const Frame &frame);
    void addPiece(Piece piece);
    bool isInside(const TraceStep &step, const PlaceText &place) const;
    void addDecisions(Trace &trace, const Unit &unit) const;

    std::size_t m_limit;
    Trace m_trace; ///< without pieces and decisions
    std::vector<Piece> m_pieces;
    std::vector<Level> m_levels;
    std::vector<PlaceText> m_places;
    std::unordered_map<const Source *, LineCount> m_lines;
    std::unordered_map<const Place *, std::uint32_t> m_placeIds;
    std::unordered_map<const Place *, std::uint32_t> m_siteIds;
    std::unordered_map<const char *, std::pair<std::size_t, std::vector<Piece>>> m_captures; ///< by text: its size, its pieces
    std::unordered_map<const Instruction *, Outcome> m_outcomes;
};

} // namespace twig
