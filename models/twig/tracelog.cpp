// SPDX-License-Identifier: MIT
#include "twig/tracelog.h"

#include "twig/runtime.h"
#include "twig/valuetext.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

TraceCall::Kind kindOf(const Frame &frame)
{
    const Unit &unit = frame.instance->unit();
    const auto isListed = [&](const std::vector<NamedFunction> &list) {
        return std::any_of(list.begin(), list.end(),
                           [&](const NamedFunction &one) { return &unit.functions[one.function] == frame.function; });
    };
    if (frame.function == &unit.functions[unit.body]) return TraceCall::Kind::Template;
    if (unit.hasParent && frame.function == &unit.functions[unit.parent]) return TraceCall::Kind::Parent;
    if (isListed(unit.blocks)) return TraceCall::Kind::Block;
    return isListed(unit.macros) ? TraceCall::Kind::Macro : TraceCall::Kind::Arrow;
}

const Place &placeAt(const Frame &frame)
{
    return frame.function->places[frame.position];
}

} // namespace

void TraceLog::enter(const Frame &frame)
{
    Level level{0, -1, std::vector<std::int32_t>(frame.function->loops, -1)};
    const std::int32_t caller = m_levels.empty() ? -1 : static_cast<std::int32_t>(m_levels.back().call);
    if (!m_levels.empty()) level.turn = m_levels.back().turn;
    if (m_trace.calls.size() < m_limit) {
        level.call = static_cast<std::uint32_t>(m_trace.calls.size());
        const TraceCall::Kind kind = kindOf(frame);
        const bool isNamed = kind == TraceCall::Kind::Block || kind == TraceCall::Kind::Macro;
        m_trace.calls.push_back(
            {kind, isNamed ? std::string(frame.function->name) : std::string(), frame.instance->name(), caller});
    } else {
        m_trace.isCut = true;
        level.call = m_levels.back().call;
    }
    m_levels.push_back(std::move(level));
}

void TraceLog::leave()
{
    m_levels.pop_back();
}

void TraceLog::beginLoop(std::size_t loop)
{
    m_levels.back().outerTurns[loop] = m_levels.back().turn;
}

void TraceLog::turn(std::size_t loop, const Frame &frame, const Instruction &instruction, const Value &key, std::uint32_t index,
                    std::uint32_t count)
{
    Level &level = m_levels.back();
    if (m_trace.turns.size() >= m_limit) {
        m_trace.isCut = true;
        return;
    }
    const std::string_view variable = frame.function->names->names()[instruction.a];
    LoopTurn turn;
    turn.site = siteOf(TraceSite::Kind::Turn, variable, frame);
    turn.index = index;
    turn.count = count;
    turn.key = key.isInt() ? std::to_string(key.intValue()) : std::string(key.text());
    turn.parent = level.outerTurns[loop];
    level.turn = static_cast<std::int32_t>(m_trace.turns.size());
    m_trace.turns.push_back(std::move(turn));
}

void TraceLog::endLoop(std::size_t loop)
{
    m_levels.back().turn = m_levels.back().outerTurns[loop];
}

std::uint32_t TraceLog::placeOf(const Frame &frame)
{
    return placeOf(frame, placeAt(frame), placeAt(frame));
}

/// Of what an instruction prints: of all of its expression.
std::uint32_t TraceLog::printOf(const Frame &frame)
{
    const auto print = frame.function->prints.find(static_cast<std::uint32_t>(frame.position));
    if (print == frame.function->prints.end()) return placeOf(frame);
    const Place &whole = print->second.whole;
    return placeOf(frame, whole, print->second.isBranch ? placeAt(frame) : whole);
}

std::uint32_t TraceLog::placeOf(const Frame &frame, const Place &place, const Place &start)
{
    const auto [entry, added] = m_placeIds.try_emplace(&place, static_cast<std::uint32_t>(m_places.size()));
    if (added) {
        const Source &source = *frame.instance->unit().source;
        m_places.push_back(
            {&source, source.originalSpan(place.begin, place.end), lineOf(source, start.begin), source.column(start.begin)});
    }
    return entry->second;
}

// The instructions know Twig's line: of the tag, and as {% line %} has it. Places mostly come in the order of the source.
int TraceLog::lineOf(const Source &source, std::uint32_t offset)
{
    LineCount &last = m_lines[&source];
    const std::string &code = source.code();
    const auto to = static_cast<std::uint32_t>(std::min<std::size_t>(offset, code.size()));
    const auto [from, until] = std::minmax(last.offset, to);
    const auto count = static_cast<int>(std::count(code.begin() + from, code.begin() + until, '\n'));
    last = {to, to >= last.offset ? last.line + count : last.line - count};
    return last.line;
}

std::uint32_t TraceLog::siteOf(TraceSite::Kind kind, std::string_view name, const Frame &frame)
{
    const auto [entry, added] = m_siteIds.try_emplace(&placeAt(frame), static_cast<std::uint32_t>(m_trace.sites.size()));
    if (added) {
        const PlaceText &place = m_places[placeOf(frame)];
        m_trace.sites.push_back({kind, std::string(name), place.source->name(), place.span, place.line, place.column});
    }
    return entry->second;
}

void TraceLog::step(TraceSite::Kind kind, std::string_view name, const Frame &frame, std::size_t output, TraceValue value)
{
    if (m_trace.steps.size() >= m_limit) {
        m_trace.isCut = true;
        return;
    }
    const Level &level = m_levels.back();
    m_trace.steps.push_back({siteOf(kind, name, frame), level.turn, level.call, output, std::move(value)});
}

void TraceLog::decide(const Instruction &instruction, bool yes)
{
    Outcome &outcome = m_outcomes[&instruction];
    ++(yes ? outcome.yes : outcome.no);
}

void TraceLog::addPiece(Piece piece)
{
    if (m_pieces.size() < m_limit) {
        m_pieces.push_back(piece);
    } else { // the output stays covered
        m_trace.isCut = true;
        m_pieces.back().end = piece.end;
    }
}

void TraceLog::text(const Frame &frame, std::size_t begin, std::size_t end)
{
    if (begin == end) return;
    const Level &level = m_levels.back();
    addPiece({begin, end, placeOf(frame), level.turn, level.call, 0, 0, true, {}});
}

bool TraceLog::isInside(const TraceStep &step, const PlaceText &place) const
{
    const SourceSpan &span = m_trace.sites[step.site].span;
    return span.offset >= place.span.offset && span.offset + span.length <= place.span.offset + place.span.length;
}

void TraceLog::print(const Frame &frame, std::size_t begin, std::size_t end, Origin origin)
{
    // An expression that printed nothing is a piece too: the silent blank, and what JSON misses there.
    const Level &level = m_levels.back();
    const std::uint32_t site = printOf(frame);
    std::size_t first = m_trace.steps.size();
    // Back over this expression's steps, and over those of what it called.
    for (std::size_t i = first; i-- > 0;) {
        const TraceStep &step = m_trace.steps[i];
        if (step.call < level.call) break;
        if (step.call != level.call) continue;
        if (step.turn != level.turn || !isInside(step, m_places[site])) break;
        first = i;
    }
    const auto count = static_cast<std::uint32_t>(m_trace.isCut ? 0 : m_trace.steps.size() - first);
    addPiece({begin, end, site, level.turn, level.call, static_cast<std::uint32_t>(first), count, false, origin});
}

void TraceLog::capture(std::size_t mark, std::size_t begin, std::string_view text)
{
    const auto first = m_pieces.begin() + static_cast<std::ptrdiff_t>(std::min(mark, m_pieces.size()));
    std::vector<Piece> pieces(first, m_pieces.end());
    m_pieces.erase(first, m_pieces.end());
    if (pieces.empty()) return;
    // Once the trace was cut a piece may reach over both ends of the capture.
    if (text.empty() || m_trace.isCut) {
        if (!m_pieces.empty()) m_pieces.back().end = std::min(m_pieces.back().end, begin);
        return;
    }
    for (Piece &piece : pieces) {
        piece.begin -= begin;
        piece.end -= begin;
    }
    m_captures.insert_or_assign(text.data(), std::pair(text.size(), std::move(pieces)));
}

bool TraceLog::printCaptured(std::string_view text, std::size_t begin)
{
    const auto found = m_captures.find(text.data());
    if (text.empty() || found == m_captures.end() || found->second.first != text.size()) return false;
    if (found->second.second.size() > m_limit - std::min(m_limit, m_pieces.size())) return false;
    for (Piece piece : found->second.second) {
        piece.begin += begin;
        piece.end += begin;
        m_pieces.push_back(piece);
    }
    return true;
}

void TraceLog::addDecisions(Trace &trace, const Unit &unit) const
{
    for (const Function &function : unit.functions) {
        for (std::size_t i = 0; i < function.code.size(); ++i) {
            const std::optional<Decision::Kind> kind = decisionOf(function.code[i]);
            if (!kind) continue;
            const Place &place = function.places[i];
            const auto ran = m_outcomes.find(&function.code[i]);
            const Outcome outcome = ran == m_outcomes.end() ? Outcome{} : ran->second;
            trace.decisions.push_back({*kind, unit.source->name(), unit.source->originalSpan(place.begin, place.end), place.line,
                                       unit.source->column(place.begin), outcome.yes, outcome.no});
        }
    }
    for (const auto &embedded : unit.embedded)
        addDecisions(trace, *embedded);
}

Trace TraceLog::finish(const PathBook &book, const std::vector<std::unique_ptr<Instance>> &instances)
{
    Trace trace = std::move(m_trace);
    trace.paths = book.all();
    trace.pieces.reserve(m_pieces.size());
    for (const Piece &piece : m_pieces) {
        const PlaceText &place = m_places[piece.site];
        trace.pieces.push_back({piece.begin, piece.end, place.source->name(), place.span, place.line, place.column, piece.literal,
                                piece.turn, piece.call, piece.firstStep, piece.stepCount, book.pathsOf(piece.origin)});
    }
    std::vector<const CompiledTemplate *> seen;
    for (const auto &instance : instances) {
        const CompiledTemplate *owner = instance->owner().get();
        if (std::find(seen.begin(), seen.end(), owner) != seen.end()) continue;
        seen.push_back(owner);
        addDecisions(trace, owner->unit());
    }
    return trace;
}

} // namespace twig
