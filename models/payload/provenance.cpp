// SPDX-License-Identifier: MIT
#include "payload/provenance.h"

#include "payload/expressiontext.h"
#include "payload/quotescan.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace targetdesk {

namespace {

constexpr std::size_t LongestValue = 120;

bool isNamePart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// `inner` is a path inside `outer`, or the same.
bool isWithin(std::string_view inner, std::string_view outer)
{
    if (!inner.starts_with(outer)) return false;
    return inner.size() == outer.size() || outer.empty() || inner[outer.size()] == '.' || inner[outer.size()] == '[';
}

// Reading the one, the template read the other: the same, something inside it, or all around it.
bool concerns(const twig::PathRead &read, std::string_view path)
{
    return isWithin(read.path, path) || (read.whole && isWithin(path, read.path));
}

// The filter of `value|first|second(…)` with its arguments: `|second(…)`.
std::string_view lastFilter(std::string_view text)
{
    std::size_t last = 0;
    QuoteScan scan;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!scan.isQuoted(text[i]) && scan.depthAfter(text[i]) == 0 && text[i] == '|') last = i;
    }
    return text.substr(last);
}

// The engine's spans leave out parentheses around the whole and behind it: where the brackets that open in a stretch are closed.
std::size_t closedEnd(std::string_view source, std::size_t begin, std::size_t end)
{
    QuoteScan scan;
    for (std::size_t at = begin; at < source.size() && (at < end || scan.depth() > 0); ++at) {
        if (!scan.isQuoted(source[at])) scan.depthAfter(source[at]);
        if (at + 1 > end && scan.depth() == 0) return at + 1;
    }
    return end;
}

// A name that stands in a text by itself, not behind a dot.
bool namesVariable(std::string_view text, std::string_view name)
{
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const bool starts = at == 0 || (!isNamePart(text[at - 1]) && text[at - 1] != '.');
        const std::size_t end = at + name.size();
        if (starts && (end == text.size() || !isNamePart(text[end]))) return true;
    }
    return false;
}

TextSpan spanOf(const twig::SourceSpan &span)
{
    return {span.offset, std::size_t{span.offset} + span.length};
}

void addOnce(std::vector<TextSpan> &spans, const TextSpan &span)
{
    if (std::find(spans.begin(), spans.end(), span) == spans.end()) spans.push_back(span);
}

} // namespace

Provenance::Provenance(twig::Trace trace, std::string payload, std::string source, std::string templateName, std::string context)
    : m_trace(std::move(trace))
    , m_payload(std::move(payload))
    , m_source(std::move(source))
    , m_templateName(std::move(templateName))
    , m_context(std::move(context))
    , m_payloadOutline(m_payload)
    , m_contextOutline(m_context)
    , m_used(m_contextOutline.nodes().size())
{
    findUsed();
}

void Provenance::findUsed()
{
    for (const twig::PathRead &read : m_trace.paths) {
        const int index = read.exists ? m_contextOutline.find(read.path) : -1;
        if (index < 0) continue;
        const int end = index + (read.whole ? m_contextOutline.node(index).size : 0);
        for (int i = index; i <= end; ++i)
            m_used[static_cast<std::size_t>(i)] = true;
        for (int i = m_contextOutline.node(index).parent; i >= 0; i = m_contextOutline.node(i).parent)
            m_used[static_cast<std::size_t>(i)] = true;
    }
}

const Provenance::Piece *Provenance::pieceAt(std::size_t payloadOffset) const
{
    const auto &pieces = m_trace.pieces;
    auto next = std::upper_bound(pieces.begin(), pieces.end(), payloadOffset,
                                 [](std::size_t offset, const Piece &piece) { return offset < piece.begin; });
    while (next != pieces.begin()) {
        --next;
        if (payloadOffset < next->end) return &*next;
        if (next->begin < next->end) break; // only empty pieces share a place
    }
    return nullptr;
}

// A JSON text is one value to a person, though its quotes are the template's own: the expression inside the text at this offset,
// the next one first.
const Provenance::Piece *Provenance::expressionBeside(std::size_t payloadOffset) const
{
    const int index = m_payloadOutline.at(payloadOffset);
    if (index < 0) return nullptr;
    const JsonNode &node = m_payloadOutline.node(index);
    if (node.kind != JsonNode::Kind::String || payloadOffset < node.begin || payloadOffset >= node.end) return nullptr;
    const bool isQuote = payloadOffset == node.begin || payloadOffset + 1 == node.end;
    if (!isQuote) return nullptr;
    const auto isInside = [&](const Piece &piece) { return !piece.literal && piece.begin > node.begin && piece.end < node.end; };
    const auto &pieces = m_trace.pieces;
    const auto first = std::lower_bound(pieces.begin(), pieces.end(), node.begin,
                                        [](const Piece &piece, std::size_t offset) { return piece.end <= offset; });
    const Piece *found = nullptr;
    for (auto piece = first; piece != pieces.end() && piece->begin < node.end; ++piece) {
        if (!isInside(*piece)) continue;
        found = &*piece;
        if (payloadOffset == node.begin) break;
    }
    return found;
}

std::string_view Provenance::sourceText(const std::string &templateName, const twig::SourceSpan &span) const
{
    if (templateName != m_templateName || span.offset > m_source.size()) return {};
    const std::size_t end = closedEnd(m_source, span.offset, std::size_t{span.offset} + span.length);
    return std::string_view(m_source).substr(span.offset, end - span.offset);
}

std::optional<Origin> Provenance::at(std::size_t payloadOffset) const
{
    const Piece *piece = pieceAt(payloadOffset);
    if (piece == nullptr) return std::nullopt;
    if (!piece->literal) return originOf(*piece);
    if (const Piece *expression = expressionBeside(payloadOffset)) return originOf(*expression);
    return constantAt(*piece, payloadOffset);
}

Origin Provenance::constantAt(const Piece &piece, std::size_t payloadOffset) const
{
    Origin origin;
    origin.isConstant = true;
    origin.output = {piece.begin, piece.end};
    origin.templateName = piece.templateName;
    origin.isOwnTemplate = piece.templateName == m_templateName;
    const std::size_t into = payloadOffset - piece.begin;
    const std::size_t begin = piece.span.offset + std::min<std::size_t>(into, piece.span.length);
    origin.source = {begin, begin + 1};
    origin.line = piece.line;
    origin.column = piece.column;
    for (const char c : std::string_view(m_payload).substr(piece.begin, into)) {
        if (c == '\n') {
            ++origin.line;
            origin.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++origin.column;
        }
    }
    return origin;
}

Origin Provenance::originOf(const Piece &piece) const
{
    Origin origin;
    origin.output = {piece.begin, piece.end};
    origin.templateName = piece.templateName;
    origin.isOwnTemplate = piece.templateName == m_templateName;
    origin.source = spanOf(piece.span);
    origin.line = piece.line;
    origin.column = piece.column;
    if (origin.isOwnTemplate) origin.expression = m_source.substr(origin.source.begin, origin.source.end - origin.source.begin);
    for (const twig::PathRead &read : piece.paths)
        origin.paths.push_back(originPath(read));
    origin.steps = variablesOf(piece, origin.expression);
    for (OriginStep &step : stepsOf(piece, origin.expression))
        origin.steps.push_back(std::move(step));
    origin.turns = turnsOf(piece);
    return origin;
}

OriginPath Provenance::originPath(const twig::PathRead &read) const
{
    OriginPath path{read.path, read.exists, {}};
    const int index = m_contextOutline.find(read.path);
    if (index >= 0) {
        const JsonNode &node = m_contextOutline.node(index);
        path.value = shortened(std::string_view(m_context).substr(node.begin, node.end - node.begin), LongestValue);
    }
    return path;
}

std::vector<OriginStep> Provenance::stepsOf(const Piece &piece, std::string_view expression) const
{
    std::vector<OriginStep> steps;
    for (const twig::TraceStep &step : m_trace.stepsOf(piece)) {
        const twig::TraceSite &site = m_trace.sites[step.site];
        using Kind = twig::TraceSite::Kind;
        // That the last value is printed goes without saying.
        if (site.kind == Kind::Print && !steps.empty()) continue;
        const std::string_view text = sourceText(site.templateName, site.span);
        std::string what(text);
        if (site.kind == Kind::Filter) what = text.empty() ? '|' + site.name : std::string(lastFilter(text));
        if (site.kind == Kind::Condition) what += " ?";
        if (what.empty()) what = site.name.empty() ? std::string(expression) : site.name;
        if (site.kind == Kind::Set || site.kind == Kind::Turn) what = site.name;
        steps.push_back({std::move(what), site.kind == Kind::Set, site.line, step.value});
    }
    return steps;
}

// The variables made by `set` that the expression names, as they were last before it.
std::vector<OriginStep> Provenance::variablesOf(const Piece &piece, std::string_view expression) const
{
    std::vector<OriginStep> variables;
    std::set<std::string_view> seen;
    const std::size_t before = piece.stepCount > 0 ? piece.firstStep : 0;
    for (std::size_t i = before; i-- > 0;) {
        const twig::TraceStep &step = m_trace.steps[i];
        const twig::TraceSite &site = m_trace.sites[step.site];
        if (site.kind != twig::TraceSite::Kind::Set || step.call != piece.call || seen.contains(site.name)) continue;
        if (!namesVariable(expression, site.name)) continue;
        seen.insert(site.name);
        variables.push_back({site.name, true, site.line, step.value});
    }
    std::reverse(variables.begin(), variables.end());
    return variables;
}

std::vector<OriginTurn> Provenance::turnsOf(const Piece &piece) const
{
    std::vector<OriginTurn> turns;
    for (std::int32_t at = piece.turn; at >= 0;) {
        const twig::LoopTurn &turn = m_trace.turns[static_cast<std::size_t>(at)];
        turns.push_back({m_trace.sites[turn.site].name, std::size_t{turn.index} + 1, turn.count, turn.key});
        at = turn.parent;
    }
    std::reverse(turns.begin(), turns.end());
    return turns;
}

std::vector<TextSpan> Provenance::printedBy(std::size_t sourceOffset) const
{
    std::vector<TextSpan> spans;
    for (const Piece &piece : m_trace.pieces) {
        if (piece.templateName != m_templateName || piece.begin == piece.end) continue;
        const TextSpan span = spanOf(piece.span);
        if (sourceOffset < span.begin || sourceOffset >= span.end) continue;
        if (!piece.literal) {
            spans.push_back({piece.begin, piece.end});
            continue;
        }
        const std::size_t at = piece.begin + (sourceOffset - span.begin);
        if (at < piece.end) spans.push_back({at, at + 1});
    }
    return spans;
}

std::optional<Origin> Provenance::expressionAt(std::size_t sourceOffset) const
{
    for (const Piece &piece : m_trace.pieces) {
        if (piece.literal) continue;
        const TextSpan span = spanOf(piece.span);
        if (piece.templateName == m_templateName && sourceOffset >= span.begin && sourceOffset <= span.end)
            return originOf(piece);
    }
    return std::nullopt;
}

std::vector<TextSpan> Provenance::printedFrom(std::string_view path) const
{
    std::vector<TextSpan> spans;
    for (const Piece &piece : m_trace.pieces) {
        const bool reads = std::any_of(piece.paths.begin(), piece.paths.end(),
                                       [path](const twig::PathRead &read) { return concerns(read, path); });
        if (reads && piece.begin < piece.end) spans.push_back({piece.begin, piece.end});
    }
    return spans;
}

std::vector<TextSpan> Provenance::expressionsReading(std::string_view path) const
{
    std::vector<TextSpan> spans;
    for (const Piece &piece : m_trace.pieces) {
        const bool reads = std::any_of(piece.paths.begin(), piece.paths.end(),
                                       [path](const twig::PathRead &read) { return concerns(read, path); });
        if (reads && piece.templateName == m_templateName) addOnce(spans, spanOf(piece.span));
    }
    // Conditions and loops are recorded without their paths: they name them.
    for (const twig::Decision &decision : m_trace.decisions) {
        if (namesVariable(sourceText(decision.templateName, decision.span), path)) addOnce(spans, spanOf(decision.span));
    }
    return spans;
}

bool Provenance::isUsed(std::string_view path) const
{
    const int index = m_contextOutline.find(path);
    return index >= 0 && m_used[static_cast<std::size_t>(index)];
}

std::vector<std::string> Provenance::unusedLeaves() const
{
    std::vector<std::string> leaves;
    for (int i = 0; i < static_cast<int>(m_contextOutline.nodes().size()); ++i) {
        const JsonNode &node = m_contextOutline.node(i);
        if (node.isContainer() && node.size > 0) continue;
        if (!m_used[static_cast<std::size_t>(i)]) leaves.push_back(m_contextOutline.path(i));
    }
    return leaves;
}

std::vector<TextSpan> Provenance::constantText() const
{
    std::vector<TextSpan> spans;
    for (const Piece &piece : m_trace.pieces) {
        if (!piece.literal || piece.begin == piece.end) continue;
        if (!spans.empty() && spans.back().end == piece.begin)
            spans.back().end = piece.end;
        else
            spans.push_back({piece.begin, piece.end});
    }
    return spans;
}

} // namespace targetdesk
