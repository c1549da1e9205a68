// SPDX-License-Identifier: MIT
#include "payload/schemacheck.h"

#include "payload/jsondiff.h"
#include "payload/payloadplace.h"
#include "payload/problemcodes.h"
#include "payload/schemafixes.h"
#include "payload/schemakeyfixes.h"
#include "workspace/jsonoutline.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

using Kind = SchemaViolation::Kind;

std::string_view codeOf(Kind kind)
{
    switch (kind) {
    case Kind::Type: return code::SchemaType;
    case Kind::Missing: return code::SchemaMissing;
    case Kind::Unknown: return code::SchemaUnknown;
    case Kind::Value: return code::SchemaValue;
    case Kind::Form: return code::SchemaForm;
    case Kind::Bounds: return code::SchemaBounds;
    case Kind::Alternatives: break;
    }
    return code::SchemaAlternatives;
}

std::string remedyOf(const SchemaViolation &violation)
{
    const auto wants = [&](std::string_view type) {
        return std::find(violation.wantedTypes.begin(), violation.wantedTypes.end(), type) != violation.wantedTypes.end();
    };
    switch (violation.kind) {
    case Kind::Type:
        if (wants("number") || wants("integer")) return "print it without quotes: {{ …|json_encode|raw }}";
        if (wants("string")) return "print it as a text: {{ (… ~ '')|json_encode|raw }}";
        return "print a value of that type";
    case Kind::Missing: return "write \"" + violation.name + "\": … into the template";
    case Kind::Unknown: return "leave it out, or correct its name";
    case Kind::Value: return "print one of these";
    case Kind::Form: return "print it in that form";
    case Kind::Bounds: return "print less, or more";
    case Kind::Alternatives: break;
    }
    return "look into the schema for what it allows there";
}

struct Fixers
{
    const SchemaFixes &values;
    const SchemaKeyFixes &keys;
    const ContextView &context;
    bool isContainer = false;
};

// The best fix is also the remedy, unless it settles what only a person can know.
void addFixes(Problem &problem, const SchemaViolation &violation, int node, const Fixers &fixers)
{
    const auto leaf = fixers.context.find(problem.contextPath);
    const bool isText = leaf && leaf->isString();
    if (violation.kind == Kind::Missing)
        problem.fixes = fixers.keys.missing(violation, node);
    else if (violation.kind == Kind::Unknown)
        problem.fixes = fixers.keys.unknown(violation, node);
    else if (violation.kind == Kind::Alternatives && fixers.isContainer)
        problem.fixes = fixers.keys.alternatives(violation, node);
    else if (violation.kind == Kind::Alternatives)
        problem.fixes = fixers.values.alternatives(violation, node, problem.contextPath, isText);
    else
        problem.fixes = fixers.values.find(violation, node, problem.contextPath, isText);
    if (problem.fixes.empty() || problem.fixes.front().byHandOnly) return;
    problem.remedy = problem.fixes.front().title;
    problem.remedy[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(problem.remedy[0])));
}

/// What a loop does wrong in each turn is one problem.
void addOnce(std::vector<Problem> &problems, Problem problem, std::vector<std::size_t> &counts)
{
    for (std::size_t i = 0; i < problems.size(); ++i) {
        const Problem &other = problems[i];
        const std::size_t end = other.what.find(' '), newEnd = problem.what.find(' ');
        const bool isSame = problem.line > 0 && other.code == problem.code && other.offset == problem.offset &&
                            withoutIndexes(other.what.substr(0, end)) == withoutIndexes(problem.what.substr(0, newEnd)) &&
                            ((other.code != code::SchemaMissing && other.code != code::SchemaUnknown) ||
                             other.what.substr(end) == problem.what.substr(newEnd));
        if (!isSame) continue;
        ++counts[i];
        return;
    }
    problems.push_back(std::move(problem));
    counts.push_back(1);
}

} // namespace

std::vector<Problem> schemaProblems(const PayloadSchema &schema, std::string_view payload, const twig::Trace &trace,
                                    const TemplateMap &map, const std::string &templateName, const ContextView &context)
{
    std::vector<Problem> problems;
    std::vector<std::size_t> counts; ///< how often each was found
    Problem blank;
    blank.kind = Problem::Kind::Schema;
    blank.templateName = templateName;
    if (!schema.problem().empty()) {
        blank.code = code::SchemaUnusable;
        blank.what = schema.problem();
        blank.remedy = schema.remedy();
        return {blank};
    }
    const std::vector<SchemaViolation> violations = schema.check(payload);
    if (violations.empty()) return problems;
    const JsonOutline outline(payload);
    const PrintedPayload printed{payload, outline, trace, map, templateName};
    const SchemaFixes valueFixes(printed);
    const SchemaKeyFixes keyFixes(printed, context);
    for (const SchemaViolation &violation : violations) {
        Problem problem = blank;
        problem.code = codeOf(violation.kind);
        problem.what = violation.what;
        problem.remedy = remedyOf(violation);
        const int index = outline.find(violation.path);
        const int key = violation.kind == Kind::Unknown ? outline.find(withStep(violation.path, violation.name, false)) : -1;
        if (index >= 0 || key >= 0) {
            const JsonNode &node = outline.node(key >= 0 ? key : index);
            const bool isBracket = key >= 0 || violation.kind == Kind::Missing || node.isContainer();
            const std::size_t begin = key >= 0 ? node.memberBegin : node.begin;
            placeProblem(problem, payload, trace, map.source(), begin, isBracket ? begin + 1 : node.end);
            if (index >= 0) addFixes(problem, violation, index, {valueFixes, keyFixes, context, node.isContainer()});
        }
        addOnce(problems, std::move(problem), counts);
    }
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (counts[i] > 1) problems[i].what += " (and " + std::to_string(counts[i] - 1) + " more from the same place)";
    return problems;
}

} // namespace targetdesk
