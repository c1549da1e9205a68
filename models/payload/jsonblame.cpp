// SPDX-License-Identifier: MIT
#include "payload/jsonblame.h"

#include "payload/expressiontext.h"
#include "payload/printfixes.h"
#include "payload/problemcodes.h"
#include "payload/structurefixes.h"
#include "workspace/textposition.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

// 1,234.50 as number_format writes it.
bool isGroupedNumber(std::string_view text)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || comma == 0 || comma > 3) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; });
}

// The whole character that begins, or goes on, at an offset.
std::string characterAt(std::string_view text, std::size_t offset)
{
    const auto goesOn = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    while (offset > 0 && goesOn(offset))
        --offset;
    std::size_t end = offset + 1;
    while (goesOn(end))
        ++end;
    return std::string(text.substr(offset, end - offset));
}

/// Characters that come with pasted text, or from other languages, and what to write instead.
struct Stranger
{
    std::string_view text;
    std::string_view what;
    std::string_view remedy;
};
constexpr Stranger Strangers[] = {
    {"\xE2\x80\x9C", "a typographic quote stands where JSON needs a plain one", "write \" instead"},
    {"\xE2\x80\x9D", "a typographic quote stands where JSON needs a plain one", "write \" instead"},
    {"\xE2\x80\x9E", "a typographic quote stands where JSON needs a plain one", "write \" instead"},
    {"\xC2\xA0", "a no-break space stands where JSON allows plain white space only", "write a plain space"},
    {"//", "JSON has no comments", "write a comment of Twig's: {# … #}"},
    {"/*", "JSON has no comments", "write a comment of Twig's: {# … #}"},
};

const Stranger *strangerAt(std::string_view text, std::size_t offset)
{
    const auto found = std::find_if(std::begin(Strangers), std::end(Strangers), [&](const Stranger &one) {
        return text.substr(std::min(offset, text.size())).starts_with(one.text);
    });
    return found == std::end(Strangers) ? nullptr : found;
}

// How to get commas right in a loop, for templates that have one.
std::string loopAdvice(std::string_view source)
{
    if (source.find("endfor") == std::string_view::npos) return {};
    return "; in a loop print it between the elements only: {{ not loop.last ? ',' }}";
}

} // namespace

JsonBlame::JsonBlame(std::string_view output, const twig::Trace &trace, const TemplateMap &map, std::string templateName,
                     const ContextView &context)
    : m_output(output)
    , m_trace(trace)
    , m_map(map)
    , m_source(map.source())
    , m_templateName(std::move(templateName))
    , m_context(context)
    , m_places(output, trace.pieces, map.source())
{}

std::optional<Problem> JsonBlame::find()
{
    JsonScanner scanner(m_output);
    const std::optional<JsonError> error = scanner.scan(true);
    if (!error) return std::nullopt;
    m_tokens = scanner.tokens();
    Problem problem = problemOf(*error);
    problem.fixes = fixesFor(problem, *error);
    const bool isSaidByTheFix = problem.code == code::TrailingComma || problem.code == code::NotUtf8;
    if (isSaidByTheFix && !problem.fixes.empty()) {
        problem.remedy = problem.fixes.front().title;
        problem.remedy[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(problem.remedy[0])));
    }
    return problem;
}

std::vector<QuickFix> JsonBlame::fixesFor(const Problem &problem, const JsonError &error) const
{
    if (problem.templateName != m_templateName) return {};
    const PrintFixes prints(m_map);
    std::vector<QuickFix> fixes;
    const auto add = [&](std::optional<QuickFix> fix) {
        if (fix && std::find(fixes.begin(), fixes.end(), *fix) == fixes.end()) fixes.push_back(std::move(*fix));
    };
    const std::string &code = problem.code;
    if (code == code::QuoteInValue || code == code::ControlInValue || code == code::BackslashInValue)
        return prints.encodedText(problem.offset);
    if (code == code::PrintedNothing) {
        if (!m_context.find(problem.contextPath)) {
            const std::string similar = m_context.similarTo(problem.contextPath);
            const std::optional<twig::Value> value = m_context.find(similar);
            const bool isNumber = value && value->isNumber();
            add(isNumber ? prints.renamed(problem.offset, problem.contextPath, similar)
                         : prints.renamedAndEncoded(problem.offset, problem.contextPath, similar));
        }
        add(prints.encoded(problem.offset));
        add(prints.withDefault(problem.offset, problem.contextPath, "0"));
    } else if (code == code::HtmlEntities) {
        add(prints.withoutFilter(problem.offset, "e"));
        add(prints.withoutFilter(problem.offset, "escape"));
        add(prints.raw(problem.offset));
    } else if (code == code::NotUtf8) {
        add(prints.withoutFilter(problem.offset, "convert_encoding"));
        if (fixes.empty()) add(prints.filtered(problem.offset, "convert_encoding('UTF-8', 'Windows-1252')", false));
    } else if (code == code::GroupedNumber) {
        add(prints.plainNumber(problem.offset));
        add(prints.encoded(problem.offset));
    } else if (code == code::BareText && printsNumber(problem.outputOffset) && prints.plainNumber(problem.offset)) {
        add(prints.plainNumber(problem.offset));
        add(prints.encoded(problem.offset));
    } else if (code == code::BareText || code == code::BadNumber || code == code::PrintedArray ||
               code == code::BrokenJsonPrinted) {
        add(prints.encodedTogether(problem.offset));
        if (fixes.empty()) add(prints.encoded(problem.offset));
        if (code == code::BadNumber) add(prints.plainNumber(problem.offset));
    }
    // A text outside quotes that runs on into a print, as ${{ amount }}.
    if (!m_tokens.empty() && (code == code::BadWord || code == code::BadNumber)) {
        const int part = m_map.at(problem.offset);
        const bool runsOn = part >= 0 && part + 1 < static_cast<int>(m_map.parts().size()) &&
                            m_map.part(part).kind == TemplatePart::Kind::Text &&
                            m_map.part(part).end == m_map.part(part + 1).begin;
        if (runsOn) add(prints.encodedTogether(m_map.part(part + 1).begin));
    }
    for (QuickFix &fix : StructureFixes(m_map, m_places, m_output, m_tokens, m_templateName).find(code, error))
        add(std::move(fix));
    return fixes;
}

Problem JsonBlame::problemOf(const JsonError &error) const
{
    if (error.fault == JsonFault::Empty) {
        Problem problem = at(error.offset, code::EmptyPayload, "the payload is empty: the template printed nothing",
                             "check the conditions around the text, or write {} if nothing is to be said");
        problem.line = 1;
        problem.column = 1;
        problem.offset = problem.length = 0;
        problem.contextPath.clear();
        return problem;
    }
    if (const auto bad = firstBadValue(m_output, m_trace.pieces, error.offset)) return badValue(*bad);
    if (error.fault == JsonFault::MissingValue || error.fault == JsonFault::UnclosedContainer ||
        error.fault == JsonFault::TrailingComma) {
        const Piece *empty = emptyPieceBefore(error.offset);
        if (empty != nullptr) return printedNothing(*empty, error);
    }
    const Piece *piece = m_places.pieceAt(error.offset);
    if (piece != nullptr && !piece->literal) {
        const std::string text = textOf(*piece);
        const bool isWhole = !JsonScanner(text).scan();
        // What is JSON by itself is not to blame for standing where it stands.
        if (!isWhole || error.fault == JsonFault::BadNumber || error.fault == JsonFault::BadUtf8) return badOutput(*piece, error);
    }
    return structure(error);
}

Problem JsonBlame::badValue(const BadValue &bad) const
{
    const Piece &piece = *bad.piece;
    const std::string path = pathOf(piece, m_output.substr(bad.offset, 1));
    const std::string who = subject(path);
    std::string_view code = code::QuoteInValue;
    std::string what = who + " holds a double quote, which ends the JSON text early";
    if (bad.kind == BadValue::Kind::Backslash) {
        code = code::BackslashInValue;
        what = who + " holds a backslash, which JSON takes for the start of an escape";
    } else if (bad.kind == BadValue::Kind::Control) {
        code = code::ControlInValue;
        const char c = m_output[bad.offset];
        const std::string_view name = c == '\n' || c == '\r' ? "a line break" : (c == '\t' ? "a tab" : "a control character");
        what = who + " holds " + std::string(name) + ", which may not stand in a JSON text";
    }
    const std::string expr = expression(piece).empty() ? "…" : expression(piece);
    const std::string remedy = standsAloneBetweenQuotes(piece)
                                   ? "write {{ " + encodedExpression(expr) + " }} and drop the quotes around it"
                                   : "write {{ " + withFilter(expr, "e('js')|raw") + " }}";
    Problem problem = atPiece(piece, bad.offset, code, what, remedy);
    problem.contextPath = path;
    return problem;
}

Problem JsonBlame::printedNothing(const Piece &piece, const JsonError &error) const
{
    const std::string path = pathOf(piece, {});
    const std::string expr = expression(piece).empty() ? "…" : expression(piece);
    const bool reads =
        std::any_of(piece.paths.begin(), piece.paths.end(), [&](const auto &read) { return read.path == path && read.exists; });
    const std::optional<twig::Value> value = m_context.find(path);
    std::string what = "this expression prints nothing where a value is needed";
    std::string remedy = "write {{ " + encodedExpression(expr) + " }}, which prints null, or add a default: {{ " +
                         withFilter(expr, "default(0)") + " }}";
    if (!path.empty() && !reads && !value) {
        what = "the context has no " + path + ", so nothing is printed where a value is needed";
        const std::string similar = m_context.similarTo(path);
        if (!similar.empty()) remedy = "did you mean " + similar + "? Else " + remedy;
    } else if (value && value->isFalse()) {
        what = path + " is false, and false prints nothing (true prints 1)";
        remedy = "write {{ " + encodedExpression(expr) + " }}, which prints true or false";
    } else if (value && value->isNull()) {
        what = path + " is null, and null prints nothing where a value is needed";
    } else if (value && value->isString() && value->text().empty()) {
        what = path + " is an empty text, so nothing is printed where a value is needed";
        remedy = "write {{ " + encodedExpression(expr) + " }}, which prints \"\"";
    }
    Problem problem = atPiece(piece, error.offset, code::PrintedNothing, what, remedy);
    problem.contextPath = path;
    return problem;
}

// An expression outside quotes printed what is no JSON.
Problem JsonBlame::badOutput(const Piece &piece, const JsonError &error) const
{
    const std::string text = textOf(piece);
    const std::string path = pathOf(piece, text);
    const std::string expr = expression(piece).empty() ? "…" : expression(piece);
    const std::string encoded = "write {{ " + encodedExpression(expr) + " }}";
    const std::string shown = "'" + shortened(text) + "'";
    std::string_view code = code::BareText;
    std::string what = "this prints " + shown + " without quotes";
    std::string remedy = encoded + (expr.find("json_encode") == std::string::npos ? ", which adds them" : "");
    if (error.fault == JsonFault::BadUtf8) {
        code = code::NotUtf8;
        what = "this prints bytes that are not UTF-8";
        remedy = "have the source of the event send UTF-8";
    } else if (text == "Array") {
        code = code::PrintedArray;
        what = "this prints a list or object, which gives the word Array";
        remedy = encoded;
    } else if (hasEntities(text)) {
        code = code::HtmlEntities;
        what = "HTML escaping is on and turned quotes into &quot;";
        remedy = "write {{ " + withFilter(expr, "raw") + " }}, or set autoescape to off for this target";
    } else if (isGroupedNumber(text)) {
        code = code::GroupedNumber;
        what = "this prints " + shown + ": commas between the thousands are no part of a JSON number";
        remedy = "write number_format(2, '.', ''), or put quotes around the expression";
    } else if (error.fault == JsonFault::BadNumber) {
        code = code::BadNumber;
        const std::size_t end = m_output.find_first_of(",]} \t\r\n", error.offset);
        what = "this prints '" + shortened(m_output.substr(error.offset, end - error.offset)) +
               "', which is not how JSON writes a number";
        remedy = JsonScanner(text).scan() ? "put quotes around it, or write {{ " + encodedExpression(expr) + " }}"
                                          : "put double quotes around all of it";
    } else if (text.find_first_of("{[\"") == 0) {
        code = code::BrokenJsonPrinted;
        what = "this prints JSON that is broken in itself: " + describe(error, m_output);
        remedy = "print values with |json_encode|raw where this text is put together";
    }
    Problem problem = atPiece(piece, error.offset, code, what, remedy);
    problem.contextPath = path;
    return problem;
}

// The template's own text is at fault.
Problem JsonBlame::structure(const JsonError &error) const
{
    const std::string here = error.offset < m_output.size() ? "'" + characterAt(m_output, error.offset) + "'" : "the end";
    const bool isInText = error.fault == JsonFault::ControlInString || error.fault == JsonFault::UnclosedString;
    if (const Stranger *stranger = strangerAt(m_output, error.offset); stranger != nullptr && !isInText)
        return at(error.offset, code::Unexpected, std::string(stranger->what), std::string(stranger->remedy));
    switch (error.fault) {
    case JsonFault::TrailingComma: return trailingComma(error);
    case JsonFault::MissingComma: return missingComma(error);
    case JsonFault::BadKey:
    case JsonFault::Unexpected: return badKey(error);
    case JsonFault::ControlInString:
    case JsonFault::UnclosedString: return unclosedText(error);
    case JsonFault::UnclosedContainer: return unclosedBracket(error);
    case JsonFault::MissingValue:
        return at(error.offset, code::MissingValue, "a value is missing before " + here,
                  "write a value, or null" + loopAdvice(m_source));
    case JsonFault::MissingColon:
        return at(error.offset, code::MissingColon, "a ':' is missing after the key", "write \"key\": value");
    case JsonFault::BadEscape:
        return at(error.offset, code::BadEscape, "the backslash starts no escape that JSON knows", "double it: \\\\");
    case JsonFault::BadNumber:
        return at(error.offset, code::BadNumber, "this is not how JSON writes a number",
                  "write it as 0.5, 1 or -1e3, or put quotes around it");
    case JsonFault::BadUtf8: return at(error.offset, code::NotUtf8, "these bytes are not UTF-8", "save the template as UTF-8");
    case JsonFault::Mismatched:
        return at(error.offset, code::WrongBracket, here + " closes what another bracket opened", "close { with } and [ with ]");
    case JsonFault::TextAfterEnd:
        return at(error.offset, code::TextAfterEnd, "the JSON is complete before " + here + ", more text follows",
                  "remove it, or wrap everything in one [ ]");
    case JsonFault::TooDeep: return at(error.offset, code::TooDeep, "more than 512 brackets are open here", "nest less deeply");
    case JsonFault::Empty:
    case JsonFault::BadWord: break;
    }
    if (m_tokens.empty())
        return at(error.offset, code::BadWord, "the payload is plain text, not JSON",
                  "write { \"key\": value }, or give the target a content type of text");
    const std::size_t end = std::min(m_output.find_first_of(",:]}\" \t\r\n", error.offset), m_output.size());
    return at(error.offset, code::BadWord,
              "'" + shortened(m_output.substr(error.offset, end - error.offset)) +
                  "' stands without quotes and is neither true, false nor null",
              "put it into double quotes");
}

Problem JsonBlame::trailingComma(const JsonError &error) const
{
    const std::size_t comma = m_tokens.empty() ? error.offset : m_tokens.back().begin;
    return at(comma, code::TrailingComma, "a comma stands right before '" + std::string(m_output.substr(error.offset, 1)) + "'",
              "remove it" + loopAdvice(m_source));
}

Problem JsonBlame::missingComma(const JsonError &error) const
{
    const std::string here = "'" + characterAt(m_output, error.offset) + "'";
    if (isLoop(error.offset))
        return at(error.offset, code::MissingComma, "the loop prints its elements without a comma between them",
                  "print one before {% endfor %}: {{ not loop.last ? ',' }}");
    return at(error.offset, code::MissingComma, "a comma is missing before " + here,
              "write a comma, or check that the text before it is closed where it should be");
}

Problem JsonBlame::badKey(const JsonError &error) const
{
    const std::string c = characterAt(m_output, error.offset);
    if (c == "'")
        return at(error.offset, code::SingleQuotes, "a single quote stands where JSON needs a double one",
                  "write \" instead of '");
    if (hasEntities(m_output.substr(error.offset, 8)))
        return at(error.offset, code::HtmlEntities, "HTML escaping turned a quote into &quot;",
                  "write |raw at the end, or set autoescape to off");
    if (error.fault == JsonFault::BadKey)
        return at(error.offset, code::BadKey, "a key in double quotes is missing before '" + c + "'", "write \"key\": value");
    return at(error.offset, code::Unexpected, "'" + c + "' does not belong here",
              "remove it, or put the text into double quotes");
}

Problem JsonBlame::unclosedText(const JsonError &error) const
{
    const std::size_t begin = m_tokens.empty() ? error.offset : m_tokens.back().begin;
    const bool isBreak = error.fault == JsonFault::ControlInString;
    if (isBreak && m_output[error.offset] == '\t')
        return at(error.offset, code::UnclosedText, "a tab stands inside a text, where JSON allows none", "write \\t instead");
    return at(begin, code::UnclosedText,
              isBreak ? "the text that begins here runs over a line break or tab: its closing quote is missing"
                      : "the text that begins here is not closed",
              isBreak ? "close it with a double quote, or write \\n for a line break" : "close it with a double quote");
}

Problem JsonBlame::unclosedBracket(const JsonError &error) const
{
    std::vector<std::size_t> open;
    for (const JsonToken &token : m_tokens) {
        if (token.kind == JsonToken::Kind::Open) open.push_back(token.begin);
        if (token.kind == JsonToken::Kind::Close && !open.empty()) open.pop_back();
    }
    const std::size_t place = open.empty() ? error.offset : open.back();
    return at(place, code::UnclosedBracket, "the '" + std::string(m_output.substr(place, 1)) + "' that opens here is not closed",
              m_output[place] == '{' ? "close it with }" : "close it with ]");
}

Problem JsonBlame::at(std::size_t outputOffset, std::string_view code, std::string what, std::string remedy) const
{
    const Piece *piece = m_places.pieceAt(outputOffset);
    if (piece != nullptr) return atPiece(*piece, outputOffset, code, std::move(what), std::move(remedy));
    Piece nowhere;
    nowhere.templateName = m_templateName;
    nowhere.literal = true;
    return atPiece(nowhere, outputOffset, code, std::move(what), std::move(remedy));
}

Problem JsonBlame::atPiece(const Piece &piece, std::size_t outputOffset, std::string_view code, std::string what,
                           std::string remedy) const
{
    Problem problem;
    problem.kind = Problem::Kind::NotJson;
    problem.code = code;
    problem.templateName = piece.templateName;
    problem.line = piece.line;
    problem.column = piece.column;
    problem.offset = piece.span.offset;
    problem.length = piece.span.length;
    if (piece.literal && piece.templateName == m_templateName && piece.line > 0) {
        problem.offset = m_places.sourceOffset(piece, outputOffset);
        problem.length = 1;
        const TextPosition place = positionAt(m_source, problem.offset);
        problem.line = place.line;
        problem.column = place.column;
    }
    if (!piece.literal) problem.contextPath = pathOf(piece, textOf(piece));
    const TextPosition place = positionAt(m_output, outputOffset);
    problem.outputOffset = outputOffset;
    problem.outputLine = place.line;
    problem.outputColumn = place.column;
    problem.what = std::move(what);
    problem.remedy = std::move(remedy);
    return problem;
}

// 1234,50: a number in another country's writing.
bool JsonBlame::printsNumber(std::size_t outputOffset) const
{
    const Piece *piece = m_places.pieceAt(outputOffset);
    return piece != nullptr && textOf(*piece).find_first_not_of("0123456789.,-") == std::string::npos;
}

// An expression that printed nothing between the last token and this place.
const twig::OutputPiece *JsonBlame::emptyPieceBefore(std::size_t outputOffset) const
{
    const std::size_t from = m_tokens.empty() ? 0 : m_tokens.back().end;
    const Piece *found = nullptr;
    for (const Piece &piece : m_trace.pieces) {
        const bool between = piece.begin >= from && piece.end <= outputOffset;
        const bool isBlank =
            m_output.substr(piece.begin, piece.end - piece.begin).find_first_not_of(" \t\r\n") == std::string_view::npos;
        if (!piece.literal && between && isBlank) found = &piece;
    }
    return found;
}

std::string JsonBlame::textOf(const Piece &piece) const
{
    return std::string(m_output.substr(piece.begin, piece.end - piece.begin));
}

std::string JsonBlame::expression(const Piece &piece) const
{
    return piece.templateName == m_templateName ? m_map.printedAt(piece.span.offset) : std::string();
}

std::string JsonBlame::pathOf(const Piece &piece, std::string_view offending) const
{
    for (const twig::PathRead &read : piece.paths) {
        const std::optional<twig::Value> value = m_context.find(read.path);
        if (!offending.empty() && value && value->isString() && value->text().find(offending) != std::string_view::npos)
            return read.path;
    }
    // Nothing printed: the path that is missing; something printed: one that is there.
    const bool wanted = !offending.empty();
    for (const twig::PathRead &read : piece.paths) {
        if (read.exists == wanted) return read.path;
    }
    return piece.paths.empty() ? std::string() : piece.paths.front().path;
}

std::string JsonBlame::subject(const std::string &path) const
{
    return path.empty() ? "what this expression prints" : "the value of " + path;
}

bool JsonBlame::standsAloneBetweenQuotes(const Piece &piece) const
{
    return piece.begin > 0 && m_output[piece.begin - 1] == '"' && piece.end < m_output.size() && m_output[piece.end] == '"';
}

// The place before was printed by the same or a later part of the template.
bool JsonBlame::isLoop(std::size_t offset) const
{
    if (m_tokens.empty()) return false;
    const Piece *here = m_places.pieceAt(offset);
    const Piece *before = m_places.pieceAt(m_tokens.back().end - 1);
    return here != nullptr && before != nullptr && here != before && here->templateName == before->templateName &&
           here->span.offset <= before->span.offset;
}

} // namespace targetdesk
