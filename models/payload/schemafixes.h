// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payloadschema.h"
#include "payload/printfixes.h"
#include "payload/problem.h"
#include "payload/schemarules.h"
#include "payload/templatemap.h"
#include "twig/trace.h"
#include "workspace/jsonoutline.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A payload and what printed it. All is referred to and must outlive whatever is given this.
struct PrintedPayload
{
    std::string_view text;
    const JsonOutline &outline;
    const twig::Trace &trace;
    const TemplateMap &map;
    const std::string &templateName;
};

/// Where a value of a payload comes from.
struct ValueSource
{
    const twig::OutputPiece *piece = nullptr; ///< the template's expression that printed it, or a part of it; null: only text did
    bool isWhole = false;                     ///< the expression printed all of it, but for the quotes
    bool isQuoted = false;                    ///< the template has the quotes around it
    std::size_t begin = 0;                    ///< of a value that is text of the template, in the source
    std::size_t length = 0;                   ///< 0: it is not, or not in one piece
};
/// Of the bytes [begin, end) of a payload, which are one value, or one key.
ValueSource sourceOf(const PrintedPayload &payload, std::size_t begin, std::size_t end);

/// Ways to give a value the type, form or bounds that its schema wants. Pure; any thread.
class SchemaFixes
{
public:
    explicit SchemaFixes(const PrintedPayload &payload)
        : m_payload(payload)
        , m_prints(payload.map)
    {}

    /// For what is wrong with the value at a node of the outline; the best first.
    std::vector<QuickFix> find(const SchemaViolation &violation, int node, const std::string &contextPath,
                               bool isTextInContext) const;

    /// For a value that fits none of several forms: what would give it one of them.
    std::vector<QuickFix> alternatives(const SchemaViolation &violation, int node, const std::string &contextPath,
                                       bool isTextInContext) const;

private:
    using Fixes = std::vector<QuickFix>;

    /// One value and what is known of it.
    struct Value
    {
        const JsonNode &node;
        ValueSource source;
        SchemaRules rules;
        std::string json;       ///< its text in the payload
        std::string text;       ///< of a string the characters, else the same as json
        std::string expression; ///< what prints it, without what encodes it; empty: nothing does by itself
        std::string path;       ///< of the context
        bool isTextInContext = false;
    };

    void type(const Value &value, Fixes &fixes) const;
    void typeOfText(const Value &value, Fixes &fixes) const;
    void typeOfWord(const Value &value, Fixes &fixes) const;
    void typeOfContainer(const Value &value, Fixes &fixes) const;
    void form(const Value &value, Fixes &fixes) const;
    void allowed(const Value &value, Fixes &fixes) const;
    void bounds(const Value &value, Fixes &fixes) const;

    void printed(const Value &value, const std::string &expression, Fixes &fixes, bool byHandOnly = false) const;
    void instead(const Value &value, const std::string &json, Fixes &fixes, bool byHandOnly) const;

    const PrintedPayload &m_payload;
    PrintFixes m_prints;
};

} // namespace targetdesk
