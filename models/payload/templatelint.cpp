// SPDX-License-Identifier: MIT
#include "payload/expressiontext.h"
#include "payload/filtercall.h"
#include "payload/lint.h"
#include "payload/loopfixes.h"
#include "payload/problemcodes.h"
#include "workspace/textposition.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <utility>

namespace targetdesk {

namespace {

using twig::TokenType;
using Tokens = std::span<const twig::Token>;

/// More turns than any payload has elements.
constexpr double ManyTurns = 10000;

bool is(const twig::Token &token, std::string_view text)
{
    return !token.is(TokenType::String) && token.text == text;
}

bool isOneOf(const twig::Token &token, std::initializer_list<std::string_view> texts)
{
    return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) { return is(token, text); });
}

// Words that mean another day in another zone.
bool isDayWord(std::string_view text)
{
    for (const std::string_view word : {"today", "tomorrow", "yesterday", "midnight", "noon", "first day of", "last day of",
                                        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
        if (text.find(word) != std::string_view::npos) return true;
    return false;
}

class TemplateLint
{
public:
    TemplateLint(const TemplateMap &map, const std::string &templateName, std::string_view displayZone)
        : m_map(map)
        , m_name(templateName)
        , m_displayZone(displayZone)
    {}

    std::vector<Problem> run()
    {
        for (int i = 0; i < static_cast<int>(m_map.parts().size()); ++i) {
            const TemplatePart &part = m_map.part(i);
            if (part.kind == TemplatePart::Kind::Text) continue;
            ranges(part);
            dayWord(part);
            if (part.kind == TemplatePart::Kind::Print || part.tag == "set") arithmetic(part);
            conditionalComma(i);
        }
        return std::move(m_problems);
    }

private:
    // 1..n and range(1, n).
    void ranges(const TemplatePart &part)
    {
        const Tokens tokens = m_map.tokens(part);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (is(tokens[i], "..")) bound(tokens, i + 1);
            const bool isCall = tokens[i].is(TokenType::Name, "range") && i + 1 < tokens.size() && is(tokens[i + 1], "(") &&
                                (i == 0 || !isOneOf(tokens[i - 1], {".", "|"}));
            if (!isCall) continue;
            std::size_t second = i + 2;
            while (second < tokens.size() && !isOneOf(tokens[second], {",", ")"}))
                second = isOneOf(tokens[second], {"(", "[", "{"}) ? behindBracket(tokens, second) : second + 1;
            if (second < tokens.size() && is(tokens[second], ",")) bound(tokens, second + 1);
        }
    }

    void bound(Tokens tokens, std::size_t at)
    {
        if (at >= tokens.size()) return;
        const std::size_t begin = m_map.begin(tokens[at]);
        if (tokens[at].is(TokenType::Number)) {
            const std::string text(m_map.source().substr(begin, m_map.end(tokens[at]) - begin));
            if (std::strtod(text.c_str(), nullptr) > ManyTurns)
                add(begin, text.size(), code::Unbounded, "this counts to " + text + ", one by one",
                    "count less far, or take a part of a list with |slice");
            return;
        }
        const std::size_t length = pathLength(tokens, at);
        if (length == 0 || tokens[at].text == "loop") return;
        // A filter or a call behind it makes something else of it: |length of a list is its own bound.
        if (at + length < tokens.size() && isOneOf(tokens[at + length], {"|", "("})) return;
        const std::string path(m_map.source().substr(begin, m_map.end(tokens[at + length - 1]) - begin));
        Problem &problem = add(begin, path.size(), code::Unbounded, "this counts to " + path + ", however large that is",
                               "set a bound: min(" + path + ", 1000)");
        problem.fixes.push_back({"Set a bound: min(" + path + ", 1000)", {{begin, path.size(), "min(" + path + ", 1000)"}}});
    }

    // 'today'|date('Y-m-d', 'Australia/Sydney') takes the day of UTC.
    void dayWord(const TemplatePart &part)
    {
        const auto date = filterCall(m_map, part, "date");
        if (!date) return;
        const std::string operand(date->operand(m_map));
        const bool isText = operand.size() > 1 && (operand[0] == '\'' || operand[0] == '"');
        const bool hasZone = date->arguments.size() > 1;
        if (!isText || !isDayWord(operand) || (!hasZone && (m_displayZone.empty() || m_displayZone == "UTC"))) return;
        const std::string zone = hasZone ? date->arguments[1] : twigString(m_displayZone);
        if (zone == "'UTC'" || zone == "\"UTC\"" || zone == "false") return;
        Problem &problem = add(date->operandBegin, operand.size(), code::DayWordInZone,
                               operand + " is the day of UTC, which may be another one in " + zone,
                               "say in which zone: date(" + operand + ", " + zone + ")|date(…)");
        const std::string now = "date(" + operand + ", " + zone + ")";
        problem.fixes.push_back({"Write " + now, {{date->operandBegin, operand.size(), now}}});
    }

    // a * 100|number_format(2) formats the 100.
    void arithmetic(const TemplatePart &part)
    {
        const Tokens tokens = m_map.tokens(part);
        for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
            const bool follows =
                tokens[i - 1].is(TokenType::Name) || tokens[i - 1].is(TokenType::Number) || isOneOf(tokens[i - 1], {")", "]"});
            if (!follows || !isOneOf(tokens[i], {"*", "/", "+", "-", "%"})) continue;
            std::size_t bar = i + 1;
            bar += tokens[bar].is(TokenType::Number) ? 1 : pathLength(tokens, bar);
            if (bar == i + 1 || bar + 1 >= tokens.size() || !is(tokens[bar], "|")) continue;
            if (!isOneOf(tokens[bar + 1], {"number_format", "round", "json_encode", "format_number", "format_currency"}))
                continue;
            bracketed(part, tokens, i, bar);
            return;
        }
    }

    void bracketed(const TemplatePart &part, Tokens tokens, std::size_t sign, std::size_t bar)
    {
        std::size_t first = sign;
        int depth = 0;
        for (std::size_t i = sign; i-- > (part.kind == TemplatePart::Kind::Tag ? 1u : 0u); first = i) {
            if (isOneOf(tokens[i], {")", "]", "}"})) ++depth;
            if (isOneOf(tokens[i], {"(", "[", "{"}) && --depth < 0) break;
            if (depth == 0 &&
                isOneOf(tokens[i], {",", "?", ":", "=", "~", "??", "?:", "and", "or", "not", "==", "!=", "<", ">", "<=", ">="}))
                break;
        }
        const std::size_t begin = m_map.begin(tokens[first]), end = m_map.end(tokens[bar - 1]);
        const std::string_view last = m_map.source().substr(m_map.begin(tokens[sign + 1]), end - m_map.begin(tokens[sign + 1]));
        const std::string all(m_map.source().substr(begin, end - begin));
        Problem &problem =
            add(begin, m_map.end(tokens[bar + 1]) - begin, code::FilterOnOperand,
                "the filter " + std::string(tokens[bar + 1].text) + " takes only the " + std::string(last) + " in front of it",
                "put the calculation in brackets: (" + all + ")|" + std::string(tokens[bar + 1].text));
        problem.fixes.push_back({"Write (" + shortened(all, 60) + ")", {{begin, 0, "("}, {end, 0, ")"}}});
    }

    // The comma asks for the last turn, and its element is printed on a condition.
    void conditionalComma(int index)
    {
        const TemplatePart &part = m_map.part(index);
        const Tokens tokens = m_map.tokens(part);
        if (!asksForLast(tokens) || (part.kind == TemplatePart::Kind::Tag && part.tag != "if")) return;
        const int loop = m_map.loopAround(index);
        for (int tag = part.parent; tag > loop && loop >= 0; tag = m_map.part(tag).parent) {
            const Tokens words = m_map.tokens(m_map.part(tag));
            if (m_map.part(tag).tag != "if") continue;
            const bool isAboutLoop = std::any_of(words.begin(), words.end(),
                                                 [](const twig::Token &token) { return token.is(TokenType::Name, "loop"); });
            const bool hasElse = m_map.bodyEnd(tag) != m_map.part(tag).endTag;
            if (isAboutLoop || hasElse) continue;
            Problem &problem = add(part.begin, part.end - part.begin, code::ConditionalComma,
                                   "the element is printed on a condition, and loop.last does not know that: when the last one "
                                   "is left out, a comma stays",
                                   "filter the list: {% for … in …|filter(… => …) %}");
            if (auto edits = filteredLoop(m_map, loop)) problem.fixes.push_back({"Filter the loop's list", std::move(*edits)});
            return;
        }
    }

    static bool asksForLast(Tokens tokens)
    {
        for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
            if (tokens[i].is(TokenType::Name, "loop") && is(tokens[i + 1], ".") && tokens[i + 2].text == "last") return true;
        return false;
    }

    Problem &add(std::size_t offset, std::size_t length, std::string_view code, std::string what, std::string remedy)
    {
        Problem problem;
        problem.severity = Problem::Severity::Warning;
        problem.kind = Problem::Kind::Lint;
        problem.code = code;
        problem.templateName = m_name;
        const TextPosition place = positionAt(m_map.source(), offset);
        problem.line = place.line;
        problem.column = place.column;
        problem.offset = offset;
        problem.length = length;
        problem.what = std::move(what);
        problem.remedy = std::move(remedy);
        m_problems.push_back(std::move(problem));
        return m_problems.back();
    }

    const TemplateMap &m_map;
    const std::string &m_name;
    std::string_view m_displayZone;
    std::vector<Problem> m_problems;
};

} // namespace

std::vector<Problem> templateLint(const TemplateMap &map, const std::string &templateName, std::string_view displayZone)
{
    return TemplateLint(map, templateName, displayZone).run();
}

} // namespace targetdesk
