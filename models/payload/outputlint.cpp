// SPDX-License-Identifier: MIT
#include "payload/datelint.h"
#include "payload/expressiontext.h"
#include "payload/filtercall.h"
#include "payload/lint.h"
#include "payload/lintproblems.h"
#include "payload/printfixes.h"
#include "payload/problemcodes.h"
#include "payload/setvalue.h"
#include "twig/array.h"
#include "workspace/jsonoutline.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace targetdesk {

namespace {

using Severity = Problem::Severity;

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// An identifier is made of digits and is no quantity.
bool isIdentifier(std::string_view path)
{
    const std::string_view name = lastNameOf(path);
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
        , m_problems(input.templateName)
        , m_dates(input, m_fixes, m_problems)
    {}

    std::vector<Problem> run()
    {
        for (const twig::OutputPiece &piece : m_in.trace.pieces) {
            if (piece.literal || piece.templateName != m_in.templateName) continue;
            const int part = m_in.map.at(piece.span.offset);
            if (part < 0 || m_in.map.part(part).kind != TemplatePart::Kind::Print) continue;
            judge(piece, m_in.map.part(part));
        }
        m_dates.judgeOthers();
        return m_problems.take();
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
        if (type == twig::TraceType::Bool && m_in.wantsJson) truthPrinted(piece, !text.empty());
        m_dates.judgePrint(piece, part);
        if (text.size() > 4 && text.starts_with("{\"") && isDigit(text[2])) listAsObject(piece, part);
        if (text == "[]") objectAsList(piece, part);
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
        if (problem == nullptr) return;
        for (const std::string_view filter : {"e", "escape"})
            if (auto fix = m_fixes.withoutFilter(problem->offset, filter)) problem->fixes.push_back(std::move(*fix));
        if (isOwn) return;
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

    // A text "1", a number 1 or nothing, where true or false was meant.
    void truthPrinted(const twig::OutputPiece &piece, bool isTrue)
    {
        const bool isQuoted = standsAloneBetweenQuotes(piece);
        auto fix = isQuoted ? m_fixes.withoutQuotes(piece.span.offset) : m_fixes.encoded(piece.span.offset);
        Problem *problem = add(piece, code::TruthPrinted, isTrue ? Severity::Hint : Severity::Warning,
                               truthOf(piece, isTrue) + (isTrue ? ", and true prints 1 (false prints nothing)"
                                                                : ", and false prints nothing (true prints 1)"),
                               "write {{ " + encodedExpression(expression(piece)) + " }}" +
                                   (isQuoted ? " and drop the quotes around it" : ", which prints true or false"));
        if (problem == nullptr || !fix) return;
        // In a text a receiver, or a reader, may have got used to 1 and to nothing.
        fix->byHandOnly = !isWholeValue(piece);
        addFix(*problem, std::move(fix));
    }

    /// All of a JSON value, outside quotes.
    bool isWholeValue(const twig::OutputPiece &piece) const
    {
        const JsonOutline outline(m_in.output);
        const int index = outline.at(piece.begin);
        return index >= 0 && outline.node(index).begin == piece.begin && outline.node(index).end == piece.end;
    }

    /// Names the value where it is one of the context, and not what the expression made of several.
    std::string truthOf(const twig::OutputPiece &piece, bool isTrue) const
    {
        const std::string word = isTrue ? " is true" : " is false";
        if (piece.paths.size() != 1) return "this" + word;
        const std::optional<twig::Value> value = m_in.context.find(piece.paths[0].path);
        const bool isIt = value && (isTrue ? value->isTrue() : value->isFalse());
        return (isIt ? piece.paths[0].path : "this") + word;
    }

    // What PHP calls a list has the keys 0, 1, 2, …; filter, sort and slice leave holes or another order.
    void listAsObject(const twig::OutputPiece &piece, const TemplatePart &part)
    {
        const TemplatePart *encoded = &part;
        auto encode = filterCall(m_in.map, part, "json_encode");
        if (!encode) {
            encoded = setOf(part);
            if (encoded == nullptr) return;
            encode = filterCall(m_in.map, *encoded, "json_encode");
        }
        const TemplatePart *variable = setOf(*encoded);
        if (!encode || !(changesKeys(*encoded) || (variable != nullptr && changesKeys(*variable)))) return;
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

    // PHP has one empty array for {} and [], and json_encode writes it as a list.
    void objectAsList(const twig::OutputPiece &piece, const TemplatePart &part)
    {
        if (!filterCall(m_in.map, part, "json_encode")) return;
        const TemplatePart *variable = setOf(part);
        const auto isOneOf = [&](auto &&isIt) { return isIt(part) || (variable != nullptr && isIt(*variable)); };
        const auto readsArray = [&](bool isList) {
            return std::any_of(piece.paths.begin(), piece.paths.end(), [&](const twig::PathRead &read) {
                const auto value = m_in.context.find(read.path);
                return value && value->isArray() && value->arrayValue()->isPacked() == isList;
            });
        };
        const bool isEmptied = isOneOf([&](const TemplatePart &one) { return changesKeys(one); }) && readsArray(false);
        if (readsArray(true) || !(isEmptied || isOneOf([&](const TemplatePart &one) { return hasEmptyMapping(one); }))) return;
        const std::string value = asOperand(m_fixes.valueAt(piece.span.offset));
        const std::string now = "(" + value + " ? " + value + "|json_encode : '{}')|raw";
        Problem *problem = add(piece, code::ObjectAsList, Severity::Warning,
                               "the object is empty and became a list, []: PHP does not tell the two apart",
                               "write {{ " + shortened(now, 70) + " }}");
        if (problem != nullptr) addFix(*problem, m_fixes.rewritten(problem->offset, now, false));
    }

    /// {} stands in it.
    bool hasEmptyMapping(const TemplatePart &part) const
    {
        const auto tokens = m_in.map.tokens(part);
        for (std::size_t i = 1; i < tokens.size(); ++i)
            if (tokens[i - 1].is(twig::TokenType::Punctuation, "{") && tokens[i].is(twig::TokenType::Punctuation, "}"))
                return true;
        return false;
    }

    bool changesKeys(const TemplatePart &part) const
    {
        return filterCall(m_in.map, part, "filter") || filterCall(m_in.map, part, "sort") ||
               filterCall(m_in.map, part, "slice") || filterCall(m_in.map, part, "reverse");
    }

    /// The tag that gave its value to the variable that an expression begins with; null: none did.
    const TemplatePart *setOf(const TemplatePart &part) const
    {
        const auto tokens = m_in.map.tokens(part);
        const std::size_t first = part.kind == TemplatePart::Kind::Print ? 0 : 3; // behind `set name =`
        if (tokens.size() <= first || !tokens[first].is(twig::TokenType::Name)) return nullptr;
        return setTagOf(m_in.map, tokens[first].text, part.begin);
    }

    Problem *add(const twig::OutputPiece &piece, std::string_view code, Severity severity, std::string what, std::string remedy)
    {
        return m_problems.add(placeOfPrint(piece), code, severity, std::move(what), std::move(remedy));
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
    LintProblems m_problems;
    DateLint m_dates;
};

} // namespace

std::vector<Problem> outputLint(const LintInput &input)
{
    return OutputLint(input).run();
}

} // namespace targetdesk
