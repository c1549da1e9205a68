// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/schemafixes.h"

#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// Ways to give an object the keys that its schema wants, and no others. Pure; any thread.
class SchemaKeyFixes
{
public:
    SchemaKeyFixes(const PrintedPayload &payload, const ContextView &context)
        : m_payload(payload)
        , m_context(context)
        , m_prints(payload.map)
    {}

    /// For a key that the object at a node of the outline lacks: a key that is spelt much like it, a value of the context with
    /// its name, what the schema itself says; the best first.
    std::vector<QuickFix> missing(const SchemaViolation &violation, int object) const;
    /// For a key that the schema does not know.
    std::vector<QuickFix> unknown(const SchemaViolation &violation, int object) const;
    /// For an object that fits none of several forms: the one key that it lacks for one of them.
    std::vector<QuickFix> alternatives(const SchemaViolation &violation, int object) const;

private:
    using Fixes = std::vector<QuickFix>;

    /// An object, or the list that it is an element of, that one expression printed.
    struct Printer
    {
        std::size_t offset = 0; ///< in the source
        std::string expression; ///< without what encodes it
        bool isList = false;    ///< the expression is the list
        std::string path;       ///< of the object in the context
    };

    std::optional<QuickFix> renamed(int object, const std::string &wrong, const std::string &right) const;
    std::optional<QuickFix> removed(int object, int member) const;
    std::optional<QuickFix> inserted(int object, const std::string &name, const std::string &value) const;
    std::optional<std::size_t> textAt(std::size_t offset) const;
    std::optional<std::size_t> behindValue(std::size_t end) const;
    bool hasTag(std::size_t begin, std::size_t end) const;
    std::optional<Printer> printerOf(int object) const;
    std::optional<QuickFix> changed(const Printer &printer, const std::string &filter) const;
    /// What prints the context's value that is called so, as the schema wants it; empty when there is none.
    std::string expressionFor(const std::string &name, const SchemaRules &rules, int part, const std::string &around) const;
    std::string asWanted(const std::string &expression, const std::string &path, const SchemaRules &rules) const;
    /// A path of the context's first elements as a template inside loops over them reads it; empty when it cannot.
    std::string pathInside(std::string path, int part) const;
    bool hasKey(int object, const std::string &name) const;
    /// Index into the outline's nodes of the key that is spelt nearly so and that the schema does not know; -1: none.
    int nearMiss(int object, const std::string &name, const SchemaRules &rules) const;

    const PrintedPayload &m_payload;
    const ContextView &m_context;
    PrintFixes m_prints;
};

} // namespace targetdesk
