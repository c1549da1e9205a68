// SPDX-License-Identifier: MIT
#pragma once

#include "twig/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twig {

/// One context path that an expression read, as it would be written in Twig: `reward.amount`, `items[0].name`.
struct PathRead
{
    std::string path;
    bool exists = true; ///< false: nothing there, so it gave null (the silent blank)
    bool whole = true;  ///< with all that is in it; false: only whether it is there, or what it leads to
};

enum class TraceType : std::uint8_t { Undefined, Null, Bool, Int, Float, String, Markup, List, Mapping, Object };

/// A value for people: texts as they are, lists and mappings as JSON, objects by their class.
struct TraceValue
{
    TraceType type = TraceType::Undefined;
    bool isCut = false; ///< `text` is only the beginning
    std::string text;   ///< at most some 200 bytes, cut between characters
};

/// A place in a template that something happened at. Each once, however often it ran.
struct TraceSite
{
    enum class Kind : std::uint8_t {
        Print,     ///< {{ … }}: the value before it was turned into text
        Attribute, ///< a.b, a[b], a.b(): `name` is the key, empty when it was worked out
        Filter,
        Function,
        Test,
        Operator,
        Array,    ///< [a, b] or {a: b}, complete
        Macro,    ///< a macro was called
        Block,    ///< block() or parent() as a value
        Set,      ///< a variable got its value
        Turn,     ///< a loop gave its variable the next element
        Condition ///< was true or false
    };
    Kind kind = Kind::Print;
    std::string name; ///< of the filter, function, test, operator (as one writes it), variable, …
    std::string templateName;
    SourceSpan span; ///< of the expression with everything it applies to: `a|b` for the filter b
    int line = 0;    ///< 1-based
    int column = 0;  ///< 1-based, in code points
};

/// Something happened, and this was the value then. What a filter chain made of a value is its steps one after the other.
struct TraceStep
{
    std::uint32_t site = 0;       ///< index into Trace::sites
    std::int32_t turn = -1;       ///< index into Trace::turns: the innermost loop's turn; -1: in no loop
    std::uint32_t call = 0;       ///< index into Trace::calls
    std::size_t outputBefore = 0; ///< bytes printed until then; inside a capture those of the capture count too
    TraceValue value;
};

/// One turn of one loop.
struct LoopTurn
{
    std::uint32_t site = 0;   ///< index into Trace::sites, of kind Turn
    std::uint32_t index = 0;  ///< 0-based
    std::uint32_t count = 0;  ///< of turns in all
    std::string key;          ///< of the element
    std::int32_t parent = -1; ///< the turn of the loop around it, also across includes and macros
};

/// A template, block, macro or arrow function that ran, each time anew. The first is the template that was rendered.
struct TraceCall
{
    enum class Kind : std::uint8_t { Template, Block, Macro, Arrow, Parent };
    Kind kind = Kind::Template; ///< Parent: the expression of {% extends %}
    std::string name;           ///< of the block or macro
    std::string templateName;   ///< whose code it is
    std::int32_t caller = -1;   ///< index into Trace::calls
};

/// A place where a template goes one way or the other, and how often it went which. All of every template that ran, those
/// that were never reached included: that is branch coverage.
struct Decision
{
    enum class Kind : std::uint8_t {
        If,       ///< yes: the condition held
        Ternary,  ///< yes: the condition held; a ? b : c
        Elvis,    ///< yes: the left was taken; a ?: b
        Coalesce, ///< yes: the left was there; a ?? b
        For       ///< yes: there was at least one element
    };
    Kind kind = Kind::If;
    std::string templateName;
    SourceSpan span; ///< of the condition, or of the sequence's tag
    int line = 0;
    int column = 0;
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
};

/// One contiguous piece of output and the place in a template that printed it. What a capture, a macro or a block printed keeps
/// its own pieces when it is printed unchanged.
struct OutputPiece
{
    std::size_t begin = 0; ///< in the output, bytes
    std::size_t end = 0;
    std::string templateName;
    SourceSpan span; ///< the literal text, or all that stands between `{{` and `}}`, apart from white space
    int line = 0;   ///< of the span's start, 1-based; where only a branch of the expression printed (`a` of `x ? a : b`), of that
    int column = 0; ///< 1-based, in code points
    bool literal = false;
    std::int32_t turn = -1;      ///< index into Trace::turns
    std::uint32_t call = 0;      ///< index into Trace::calls
    std::uint32_t firstStep = 0; ///< the steps of this expression: a range of Trace::steps, Print the last
    std::uint32_t stepCount = 0; ///< 0 for text, and once the trace was cut
    std::vector<PathRead> paths; ///< read by this expression, also through variables that `set` made from them
};

/// What a traced render records beside the text. Empty when tracing was off. A value; indexes stay good in copies.
struct Trace
{
    std::vector<OutputPiece> pieces; ///< in order of output, without gaps
    std::vector<PathRead> paths;     ///< every path read anywhere, each once
    std::vector<TraceSite> sites;
    std::vector<TraceStep> steps; ///< in order of time
    std::vector<LoopTurn> turns;
    std::vector<TraceCall> calls;
    std::vector<Decision> decisions; ///< by template, in the order of its code
    /// RenderOptions::traceLimit was reached: the output is covered to its end, but steps, turns and calls are those of the
    /// beginning.
    bool isCut = false;

    std::span<const TraceStep> stepsOf(const OutputPiece &piece) const
    {
        return std::span(steps).subspan(piece.firstStep, piece.stepCount);
    }
};

} // namespace twig
