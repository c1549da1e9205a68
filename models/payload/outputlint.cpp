// SPDX-License-Identifier: MIT
#include "payload/expressiontext.h"
#include "payload/filtercall.h"
#include "payload/lint.h"
#include "payload/printfixes.h"
#include "payload/problemcodes.h"
#include "twig/array.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace targetdesk {

namespace {

using Severity = Problem::Severity;

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// 2026-05-31, 2026-05-31 13:59:59, 2026-05-31T13:59:59.000: no zone behind it.
bool isDateWithoutZone(std::string_view text)
{
    constexpr std::string_view Pattern = "0000-00-00 00:00:00";
    if (text.size() < 10) return false;
    for (std::size_t i = 0; i < std::min(text.size(), Pattern.size()); ++i) {
        const bool fits =
            Pattern[i] == '0' ? isDigit(text[i]) : (Pattern[i] == ' ' ? text[i] == ' ' || text[i] == 'T' : text[i] == Pattern[i]);
        if (!fits) return false;
    }
    if (text.size() <= Pattern.size()) return text.size() == 10 || text.size() == 16 || text.size() == Pattern.size();
    return text[Pattern.size()] == '.' && std::all_of(text.begin() + Pattern.size() + 1, text.end(), isDigit);
}

// The format prints an offset, a zone or an instant.
bool printsZone(std::string_view format)
{
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '\\') {
            while (i + 1 < format.size() && format[i + 1] == '\\')
                ++i;
            ++i;
        } else if (std::string_view("cePpOTUru").find(format[i]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::string_view lastName(std::string_view path)
{
    const std::size_t dot = path.find_last_of(".[");
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

// An identifier is made of digits and is no quantity.
bool isIdentifier(std::string_view path)
{
    const std::string_view name = lastName(path);
    return name == "id" || name.ends_with("_id") || name.ends_with("Id") || name.ends_with("code") || name.ends_with("number") ||
           name.ends_with("phone");
}

/// Judges one print after the other.
class OutputLint
{
public:
    explicit OutputLint(const LintInput &input)
        : m_in(input)
        , m_fixes(input.map)
    {}

    std::vector<Problem> run()
    {
        for (const twig::OutputPiece &piece : m_in.trace.pieces) {
            if (piece.literal || piece.templateName != m_in.templateName) continue;
            const int part = m_in.map.at(piece.span.offset);
            if (part < 0 || m_in.map.part(part).kind != TemplatePart::Kind::Print) continue;
            judge(piece, m_in.map.part(part));
        }
        return std::move(m_problems);
    }

private:
    void judge(const twig::OutputPiece &piece, const TemplatePart &part)
    {
        const std::string_view text = m_in.output.substr(piece.begin, piece.end - piece.begin);
        const twig::TraceType type =
            piece.stepCount == 0 ? twig::TraceType::Undefined : m_in.trace.stepsOf(piece).back().value.type;
        const bool isList = type == twig::TraceType::List;
        if (text == "Array" && (isList || type == twig::TraceType::Mapping)) printedArray(piece, part, isList);
        if (text.find('\\') != std::string_view::npos) rawBackslash(piece, text);
        if (hasEntities(text) && wasEscaped(piece)) entities(piece, part);
        if ((type == twig::TraceType::Int || type == twig::TraceType::Float) && standsAloneBetweenQuotes(piece))
            numberAsText(piece);
        if (ran(piece, "date"))
            if (const auto date = filterCall(m_in.map, part, "date")) judgeDate(piece, part, *date);
        if (text.size() > 4 && text.starts_with("{\"") && isDigit(text[2])) listAsObject(piece, part);
    }

    void printedArray(const twig::OutputPiece &piece, const TemplatePart &part, bool isList)
    {
        auto fix = m_fixes.withoutQuotes(piece.span.offset);
        const bool isJoined = !fix && isList;
        const std::string now = isJoined ? withFilter(expression(piece), "join(', ')") : encodedExpression(expression(piece));
        if (isJoined)
            fix = QuickFix{"Write {{ " + shortened(now, 70) + " }}", {{part.innerBegin, part.innerEnd - part.innerBegin, now}}};
        Problem *problem =
            add(piece, code::PrintedArray, Severity::Warning, "this prints a list or object, which gives the word Array",
                "write {{ " + now + " }}" + (isJoined ? "" : " and drop the quotes around it"));
        if (problem != nullptr) addFix(*problem, std::move(fix));
    }

    // C:\new is JSON, and the receiver reads a line break in it.
    void rawBackslash(const twig::OutputPiece &piece, std::string_view text)
    {
        for (const twig::PathRead &read : piece.paths) {
            const std::optional<twig::Value> value = m_in.context.find(read.path);
            const bool isRaw =
                value && value->isString() && value->text().find('\\') != std::string_view::npos &&
                std::count(text.begin(), text.end(), '\\') <= std::count(value->text().begin(), value->text().end(), '\\');
            if (!isRaw || JsonScanner(value->text()).scan() == std::nullopt) continue;
            Problem *problem = add(piece, code::BackslashInValue, Severity::Warning,
                                   "the value of " + read.path +
                                       " holds a backslash, and the receiver reads it and what follows as one character",
                                   "write {{ " + encodedExpression(expression(piece)) + " }} and drop the quotes around it");
            if (problem == nullptr) return;
            problem->contextPath = read.path;
            for (QuickFix &fix : m_fixes.encodedText(problem->offset))
                problem->fixes.push_back(std::move(fix));
            return;
        }
    }

    void entities(const twig::OutputPiece &piece, const TemplatePart &part)
    {
        const bool isOwn = filterCall(m_in.map, part, "e") || filterCall(m_in.map, part, "escape");
        Problem *problem = add(piece, code::HtmlEntities, Severity::Warning,
                               std::string(isOwn ? "the filter for HTML" : "HTML escaping is on and") +
                                   " turned characters into entities, which the receiver gets as they are",
                               isOwn ? "leave the filter out, or write json_encode|raw instead"
                                     : "write {{ " + encodedExpression(expression(piece)) +
                                           " }} and drop the quotes around it, or set autoescape to off for this target");
        if (problem == nullptr || isOwn) return;
        for (QuickFix &fix : m_fixes.encodedText(problem->offset))
            problem->fixes.push_back(std::move(fix));
    }

    void numberAsText(const twig::OutputPiece &piece)
    {
        const std::string path = piece.paths.empty() ? std::string() : piece.paths.front().path;
        if (isIdentifier(path)) return;
        auto fix = m_fixes.withoutQuotes(piece.span.offset);
        if (!fix) return;
        const std::string text(m_in.output.substr(piece.begin, piece.end - piece.begin));
        Problem *problem = add(
            piece, code::NumberAsText, Severity::Hint,
            (path.empty() ? "the value" : path) + " is a number, and the payload has it as the text \"" + shortened(text) + "\"",
            "write {{ " + encodedExpression(expression(piece)) + " }} without the quotes, if the receiver wants a number");
        if (problem == nullptr) return;
        fix->byHandOnly = true;
        addFix(*problem, std::move(fix));
    }

    void judgeDate(const twig::OutputPiece &piece, const TemplatePart &part, const FilterCall &date)
    {
        const std::string operand(date.operand(m_in.map));
        const twig::PathRead *read = readBy(piece, operand);
        if (operand.empty() || read == nullptr) return;
        const std::optional<twig::Value> value = m_in.context.find(read->path);
        if (!value || value->isNull()) {
            nowForNothing(piece, part, date, *read);
        } else if (value->isString() && date.arguments.size() < 2 && isDateWithoutZone(value->text())) {
            const bool shifts = !m_in.displayZone.empty() && m_in.displayZone != "UTC";
            if (shifts || (!date.arguments.empty() && printsZone(date.arguments[0])))
                dateWithoutZone(piece, date, read->path, shifts);
        }
    }

    // `null|date` is the present: PHP's rule, and the worst silent error of all.
    void nowForNothing(const twig::OutputPiece &piece, const TemplatePart &part, const FilterCall &date,
                       const twig::PathRead &read)
    {
        const std::string operand(date.operand(m_in.map));
        const std::string similar = read.exists ? std::string() : m_in.context.similarTo(read.path);
        Problem *problem = add(
            piece, code::NowForNothing, Severity::Warning,
            (read.exists ? read.path + " is null" : "the context has no " + read.path) + ", and date prints the present then",
            similar.empty() ? "print a date only when there is one: {{ " + operand + " ? … }}" : "did you mean " + similar + "?");
        if (problem == nullptr) return;
        problem->contextPath = read.path;
        if (!similar.empty()) addFix(*problem, m_fixes.renamed(problem->offset, read.path, similar));
        const bool isAll = date.operandBegin == part.innerBegin;
        if (!isAll) return;
        const std::string dated(m_in.map.source().substr(date.operandBegin, date.end - date.operandBegin));
        const bool endsHere = date.end == part.innerEnd;
        const std::string now = endsHere ? operand + " ? " + dated : "(" + operand + " ? " + dated + " : null)";
        problem->fixes.push_back(
            {"Print a date only when there is one: " + shortened(now, 70), {{date.operandBegin, dated.size(), now}}});
    }

    void dateWithoutZone(const twig::OutputPiece &piece, const FilterCall &date, const std::string &path, bool shifts)
    {
        const std::string zone = shifts ? std::string(m_in.displayZone) : "UTC";
        Problem *problem = add(piece, code::DateWithoutZone, shifts ? Severity::Warning : Severity::Hint,
                               path + " is a date without a zone: it is read as UTC and printed in " + zone,
                               "say which zone it is in: {{ (" + std::string(date.operand(m_in.map)) + " ~ ' UTC')|date(…) }}" +
                                   (shifts ? ", or print it as it stands with date(…, false)" : ""));
        if (problem == nullptr) return;
        problem->contextPath = path;
        const std::string operand(date.operand(m_in.map));
        problem->fixes.push_back(
            {"It is UTC: say so", {{date.operandBegin, operand.size(), "(" + operand + " ~ ' UTC')"}}, true});
        if (!shifts) return;
        const std::string format = date.arguments.empty() ? "null" : date.arguments[0];
        problem->fixes.push_back({"It is local already: print it as it stands",
                                  {{date.nameEnd, date.end - date.nameEnd, "(" + format + ", false)"}},
                                  true});
    }

    // What PHP calls a list has the keys 0, 1, 2, …; filter, sort and slice leave holes or another order.
    void listAsObject(const twig::OutputPiece &piece, const TemplatePart &part)
    {
        const auto encode = filterCall(m_in.map, part, "json_encode");
        const bool changesKeys = filterCall(m_in.map, part, "filter") || filterCall(m_in.map, part, "sort") ||
                                 filterCall(m_in.map, part, "slice") || filterCall(m_in.map, part, "reverse");
        if (!encode || !changesKeys) return;
        const bool fromList = std::any_of(piece.paths.begin(), piece.paths.end(), [&](const twig::PathRead &read) {
            const auto value = m_in.context.find(read.path);
            return value && value->isArray() && value->arrayValue()->isPacked();
        });
        if (!fromList) return;
        Problem *problem = add(piece, code::ListAsObject, Severity::Warning,
                               "the list became an object, {\"1\": …}: what was left out or moved took its number along",
                               "number it anew with |merge([]) before json_encode");
        if (problem != nullptr) problem->fixes.push_back({"Number it anew: |merge([])", {{encode->begin, 0, "|merge([])"}}});
    }

    /// Null when this place has such a problem already.
    Problem *add(const twig::OutputPiece &piece, std::string_view code, Severity severity, std::string what, std::string remedy)
    {
        if (!m_seen.emplace(piece.span.offset, code).second) return nullptr;
        Problem problem;
        problem.severity = severity;
        problem.kind = Problem::Kind::Lint;
        problem.code = code;
        problem.templateName = piece.templateName;
        problem.line = piece.line;
        problem.column = piece.column;
        problem.offset = piece.span.offset;
        problem.length = piece.span.length;
        problem.outputOffset = piece.begin;
        if (!piece.paths.empty()) problem.contextPath = piece.paths.front().path;
        problem.what = std::move(what);
        problem.remedy = std::move(remedy);
        m_problems.push_back(std::move(problem));
        return &m_problems.back();
    }

    static void addFix(Problem &problem, std::optional<QuickFix> fix)
    {
        if (fix) problem.fixes.push_back(std::move(*fix));
    }

    std::string expression(const twig::OutputPiece &piece) const { return m_in.map.printedAt(piece.span.offset); }

    bool ran(const twig::OutputPiece &piece, std::string_view filter) const
    {
        const auto steps = m_in.trace.stepsOf(piece);
        return std::any_of(steps.begin(), steps.end(), [&](const twig::TraceStep &step) {
            const twig::TraceSite &site = m_in.trace.sites[step.site];
            return site.kind == twig::TraceSite::Kind::Filter && site.name == filter;
        });
    }

    /// Escaping that is the last thing before the print is no step of its own: the value printed shows it.
    bool wasEscaped(const twig::OutputPiece &piece) const
    {
        if (piece.stepCount == 0) return false;
        const twig::TraceValue &value = m_in.trace.stepsOf(piece).back().value;
        return ran(piece, "escape") || ran(piece, "e") || (!value.isCut && !hasEntities(value.text));
    }

    /// The path that an operand as written (`i.expires_at`) stands for.
    const twig::PathRead *readBy(const twig::OutputPiece &piece, std::string_view operand) const
    {
        const auto found = std::find_if(piece.paths.begin(), piece.paths.end(),
                                        [&](const twig::PathRead &read) { return lastName(read.path) == lastName(operand); });
        if (found != piece.paths.end()) return &*found;
        return piece.paths.size() == 1 ? &piece.paths.front() : nullptr;
    }

    bool standsAloneBetweenQuotes(const twig::OutputPiece &piece) const
    {
        if (piece.begin == 0 || piece.end >= m_in.output.size() || m_in.output[piece.begin - 1] != '"' ||
            m_in.output[piece.end] != '"')
            return false;
        const std::size_t next = m_in.output.find_first_not_of(" \t\r\n", piece.end + 1);
        return next == std::string_view::npos || m_in.output[next] != ':';
    }

    const LintInput &m_in;
    PrintFixes m_fixes;
    std::vector<Problem> m_problems;
    std::set<std::pair<std::size_t, std::string_view>> m_seen;
};

} // namespace

std::vector<Problem> outputLint(const LintInput &input)
{
    return OutputLint(input).run();
}

} // namespace targetdesk
