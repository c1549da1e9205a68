// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/outputmap.h"
#include "payload/outputwalk.h"
#include "payload/problem.h"
#include "payload/templatemap.h"
#include "twig/trace.h"
#include "workspace/jsonscanner.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// Finds what in the template, and in the context, made a payload that is not JSON. All that is handed in is referred to and must
/// outlive it.
class JsonBlame
{
public:
    JsonBlame(std::string_view output, const twig::Trace &trace, const TemplateMap &map, std::string templateName,
              const ContextView &context);

    /// The problem of an output that is not JSON; nothing when it is.
    std::optional<Problem> find();

private:
    using Piece = twig::OutputPiece;

    Problem problemOf(const JsonError &error) const;
    Problem badValue(const BadValue &bad) const;
    Problem printedNothing(const Piece &piece, const JsonError &error) const;
    Problem badOutput(const Piece &piece, const JsonError &error) const;
    Problem structure(const JsonError &error) const;
    Problem trailingComma(const JsonError &error) const;
    Problem missingComma(const JsonError &error) const;
    Problem unclosedText(const JsonError &error) const;
    Problem unclosedBracket(const JsonError &error) const;
    Problem badKey(const JsonError &error) const;

    std::vector<QuickFix> fixesFor(const Problem &problem, const JsonError &error) const;

    /// A problem at an output offset: at the expression that printed it, or the very character of the template's own text.
    Problem at(std::size_t outputOffset, std::string_view code, std::string what, std::string remedy) const;
    Problem atPiece(const Piece &piece, std::size_t outputOffset, std::string_view code, std::string what,
                    std::string remedy) const;
    const Piece *emptyPieceBefore(std::size_t outputOffset) const;
    std::string textOf(const Piece &piece) const;
    std::string expression(const Piece &piece) const;
    /// The path that an expression took the offending text from, as far as can be told.
    std::string pathOf(const Piece &piece, std::string_view offending) const;
    /// `the value of first_name`, or `this expression's output`.
    std::string subject(const std::string &path) const;
    bool printsNumber(std::size_t outputOffset) const;
    bool standsAloneBetweenQuotes(const Piece &piece) const;
    bool isLoop(std::size_t offset) const;

    std::string_view m_output;
    const twig::Trace &m_trace;
    const TemplateMap &m_map;
    std::string_view m_source;
    std::string m_templateName;
    const ContextView &m_context;
    OutputMap m_places;
    std::vector<JsonToken> m_tokens;
};

} // namespace targetdesk
