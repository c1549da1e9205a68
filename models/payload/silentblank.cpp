// SPDX-License-Identifier: MIT
#include "payload/silentblank.h"

#include "payload/expressiontext.h"
#include "payload/pathcensus.h"
#include "payload/printfixes.h"
#include "payload/problemcodes.h"

#include <cctype>
#include <set>
#include <utility>

namespace targetdesk {

namespace {

std::string firstName(const std::string &path)
{
    return path.substr(0, path.find_first_of(".["));
}

// What a loop reads in each turn is one path.
std::string withoutDigits(const std::string &path)
{
    std::string result;
    for (const char c : path)
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) result += c;
    return result;
}

// `.name` of `items[0].name`; of a path of one step nothing that an expression could hold.
std::string lastStep(const std::string &path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? std::string("\0", 1) : path.substr(dot);
}

Problem blankAt(const twig::OutputPiece &piece, const std::string &path, const ContextView &context, const PrintFixes &fixes,
                const PathCensus *elsewhere)
{
    Problem problem;
    problem.severity = Problem::Severity::Warning;
    problem.kind = Problem::Kind::SilentBlank;
    problem.code = code::SilentBlank;
    problem.templateName = piece.templateName;
    problem.line = piece.line;
    problem.column = piece.column;
    problem.offset = piece.span.offset;
    problem.length = piece.span.length;
    problem.outputOffset = piece.begin;
    problem.contextPath = path;
    problem.what = "the context has no " + path + ", so nothing is printed";
    const std::string similar = context.similarTo(path);
    problem.remedy = similar.empty() ? "check the name, or say what to print instead: {{ " + path + "|default('…') }}"
                                     : "did you mean " + similar + "?";
    const std::string events = elsewhere == nullptr ? std::string() : elsewhere->describe(path);
    if (!events.empty()) problem.remedy += " (events that have " + path + ": " + events + ")";
    if (auto fix = fixes.renamed(problem.offset, path, similar)) problem.fixes.push_back(std::move(*fix));
    if (auto fix = fixes.withDefault(problem.offset, path, "''")) problem.fixes.push_back(std::move(*fix));
    return problem;
}

} // namespace

std::vector<Problem> silentBlanks(const twig::Trace &trace, const TemplateMap &map, const std::string &templateName,
                                  const ContextView &context, const PathCensus *elsewhere)
{
    std::vector<Problem> problems;
    const PrintFixes fixes(map);
    std::set<std::pair<std::uint32_t, std::string>> seen;
    for (const twig::OutputPiece &piece : trace.pieces) {
        if (piece.literal || piece.begin != piece.end) continue;
        if (piece.templateName != templateName) continue;
        const std::string expression = map.printedAt(piece.span.offset);
        if (guardsAgainstMissing(expression)) continue;
        for (const twig::PathRead &read : piece.paths) {
            // A variable made by `set` reads paths that this expression does not name: its guard, if any, is elsewhere.
            // One that a loop made shows the end of its path.
            const bool named = expression.find(firstName(read.path)) != std::string::npos ||
                               expression.find(lastStep(read.path)) != std::string::npos;
            if (!read.exists && named && seen.emplace(piece.span.offset, withoutDigits(read.path)).second)
                problems.push_back(blankAt(piece, read.path, context, fixes, elsewhere));
        }
    }
    return problems;
}

} // namespace targetdesk
