// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"
#include "workspace/jsonoutline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A stretch of a text, bytes, `end` exclusive.
struct TextSpan
{
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const TextSpan &) const = default;
};

/// What a value was at one point on its way into the payload.
struct OriginStep
{
    std::string what; ///< as the template has it: `reward.amount`, `|upper`; the name of a variable that `set` made
    bool isSet = false;
    int line = 0; ///< in the template
    twig::TraceValue value;
};

/// A path of the context that went in.
struct OriginPath
{
    std::string path;
    bool exists = true;
    std::string value; ///< its JSON text in the context, shortened
};

struct OriginTurn
{
    std::string variable;
    std::size_t number = 1; ///< 1-based
    std::size_t count = 1;
    std::string key; ///< of the element
};

/// Where a piece of the payload comes from. A value.
struct Origin
{
    bool isConstant = false; ///< the template's own text: only output, templateName, source, line and column are set
    TextSpan output;         ///< what was printed, in the payload as it is sent
    std::string templateName;
    bool isOwnTemplate = true; ///< false: printed by an included or imported template
    TextSpan source;           ///< the expression, or of constant text the very character, in its template
    int line = 0;              ///< 1-based
    int column = 0;            ///< code points, 1-based
    std::string expression;    ///< empty when its template is another one
    std::vector<OriginPath> paths;
    std::vector<OriginStep> steps;
    std::vector<OriginTurn> turns; ///< the outermost loop first
};

/// Who made what in a payload: from a place of the payload to the expression and the context, and back. Built once from what a
/// traced render recorded; immutable, any thread.
class Provenance
{
public:
    /// `trace` and `payload` are of one render of `source`; `context` is the context's JSON text.
    Provenance(twig::Trace trace, std::string payload, std::string source, std::string templateName, std::string context);

    const twig::Trace &trace() const { return m_trace; }
    const std::string &payload() const { return m_payload; }
    const std::string &source() const { return m_source; }
    const std::string &templateName() const { return m_templateName; }

    /// Of the value at an offset of the payload: inside a JSON text that an expression fills, its quotes count as the
    /// expression's. Nothing behind the end.
    std::optional<Origin> at(std::size_t payloadOffset) const;
    /// What the expression at an offset of the template printed, each time it ran; of constant text the same character. Empty
    /// where nothing is printed.
    std::vector<TextSpan> printedBy(std::size_t sourceOffset) const;
    /// The expression around an offset of the template that printed something, if only an empty text; nothing in constant text.
    std::optional<Origin> expressionAt(std::size_t sourceOffset) const;
    /// What this path of the context, or anything inside it, went into.
    std::vector<TextSpan> printedFrom(std::string_view path) const;
    /// The expressions of the template that print this path or anything inside it, then the conditions and loops that read it.
    std::vector<TextSpan> expressionsReading(std::string_view path) const;
    /// Read by the template, itself or inside something that was read as a whole; of a list or object, anything inside it.
    bool isUsed(std::string_view path) const;
    /// The same for each node of the context's outline.
    const std::vector<bool> &usedNodes() const { return m_used; }
    /// Leaves of the context that were not read, in the order of the context.
    std::vector<std::string> unusedLeaves() const;
    /// The stretches that the template's own text printed, in order.
    std::vector<TextSpan> constantText() const;

private:
    using Piece = twig::OutputPiece;

    void findUsed();
    Origin originOf(const Piece &piece) const;
    Origin constantAt(const Piece &piece, std::size_t payloadOffset) const;
    std::vector<OriginStep> stepsOf(const Piece &piece, std::string_view expression) const;
    std::vector<OriginStep> variablesOf(const Piece &piece, std::string_view expression) const;
    std::vector<OriginTurn> turnsOf(const Piece &piece) const;
    OriginPath originPath(const twig::PathRead &read) const;
    /// Of what an expression is in the template: all between its braces.
    std::string_view sourceText(const std::string &templateName, const twig::SourceSpan &span) const;
    const Piece *pieceAt(std::size_t payloadOffset) const;
    const Piece *expressionBeside(std::size_t payloadOffset) const;

    twig::Trace m_trace;
    std::string m_payload;
    std::string m_source;
    std::string m_templateName;
    std::string m_context;
    JsonOutline m_payloadOutline;
    JsonOutline m_contextOutline;
    std::vector<bool> m_used; ///< by index into m_contextOutline
};

} // namespace targetdesk
