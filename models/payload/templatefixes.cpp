// SPDX-License-Identifier: MIT
#include "payload/templatefixes.h"

#include "payload/expressiontext.h"
#include "payload/templatemap.h"
#include "twig/registry.h"
#include "workspace/editdistance.h"

#include <algorithm>
#include <set>
#include <string>

namespace targetdesk {

namespace {

/// What people write who come from Liquid, Jinja, Handlebars or PHP.
constexpr std::pair<std::string_view, std::string_view> ForeignWords[] = {
    {"tojson", "json_encode|raw"},
    {"to_json", "json_encode|raw"},
    {"json", "json_encode|raw"},
    {"jsonify", "json_encode|raw"},
    {"upcase", "upper"},
    {"uppercase", "upper"},
    {"toupper", "upper"},
    {"downcase", "lower"},
    {"lowercase", "lower"},
    {"tolower", "lower"},
    {"size", "length"},
    {"count", "length"},
    {"strip", "trim"},
    {"strftime", "date"},
    {"elsif", "elseif"},
    {"elif", "elseif"},
    {"assign", "set"},
    {"foreach", "for"},
    {"unless", "if not"},
};

QuickFix replacement(std::size_t offset, std::string_view wrong, std::string_view right)
{
    return {"Write " + std::string(right), {{offset, wrong.size(), std::string(right)}}};
}

/// What stands between the n-th pair of double quotes of a message.
std::string_view quoted(std::string_view message, int number)
{
    for (;; --number) {
        const std::size_t begin = message.find('"');
        if (begin == std::string_view::npos) return {};
        const std::size_t end = message.find('"', begin + 1);
        if (end == std::string_view::npos) return {};
        if (number == 0) return message.substr(begin + 1, end - begin - 1);
        message.remove_prefix(end + 1);
    }
}

std::vector<QuickFix> forUnknownWord(const Problem &problem, std::string_view source)
{
    const std::string_view message = problem.what, word = quoted(message, 0);
    const std::size_t at = source.find(word, problem.offset);
    std::vector<QuickFix> fixes;
    std::set<std::string_view> seen;
    const auto add = [&](std::string_view right) {
        if (!right.empty() && right != word && seen.insert(right).second) fixes.push_back(replacement(at, word, right));
    };
    // Of a test the place is that of `is`.
    if (word.empty() || at == std::string_view::npos || at > problem.offset + problem.length + 8) return fixes;
    for (const auto &[foreign, right] : ForeignWords)
        if (foreign == word) add(right);
    const std::size_t suggested = message.find("Did you mean");
    for (int i = 0; suggested != std::string_view::npos && i < 3; ++i)
        add(quoted(message.substr(suggested), i));
    const auto kind = message.find("\" filter") != std::string_view::npos     ? twig::SymbolInfo::Kind::Filter
                      : message.find("\" function") != std::string_view::npos ? twig::SymbolInfo::Kind::Function
                      : message.find("\" test") != std::string_view::npos     ? twig::SymbolInfo::Kind::Test
                                                                              : twig::SymbolInfo::Kind::Tag;
    for (const twig::SymbolInfo &symbol : twig::symbols())
        if (fixes.empty() && symbol.kind == kind && symbol.extension == twig::Extension::Core &&
            editDistance(symbol.name, word) <= 1)
            add(symbol.name);
    return fixes;
}

/// `Unexpected "endfo" tag (expecting closing tag for the "for" tag defined near line 1).`
std::vector<QuickFix> forUnexpectedTag(const Problem &problem, std::string_view source)
{
    const std::string_view word = quoted(problem.what, 0), opened = quoted(problem.what, 1);
    const std::size_t at = source.find(word, problem.offset);
    if (word.empty() || opened.empty() || at == std::string_view::npos) return {};
    for (const auto &[foreign, right] : ForeignWords)
        if (foreign == word) return {replacement(at, word, right)};
    const std::string end = "end" + std::string(opened);
    if (word.starts_with("end") || editDistance(word, end) <= 2) return {replacement(at, word, end)};
    return {};
}

/// The tag of Twig 1 and 2: {% for x in xs if c %}.
std::vector<QuickFix> forLoopWithCondition(const Problem &problem, std::string_view source)
{
    const std::size_t tag = source.rfind("{%", problem.offset), end = source.find("%}", problem.offset);
    if (source.substr(problem.offset, 2) != "if" || tag == std::string_view::npos || end == std::string_view::npos) return {};
    const std::string_view head = source.substr(tag, problem.offset - tag);
    const std::size_t word = head.find("for "), in = head.find(" in ");
    if (word == std::string_view::npos || in == std::string_view::npos) return {};
    const auto trimmed = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(BlankCharacters);
        return first == std::string_view::npos ? std::string()
                                               : std::string(text.substr(first, text.find_last_not_of(" \t\r\n-~") + 1 - first));
    };
    std::string variable = trimmed(head.substr(word + 4, in - word - 4));
    if (const std::size_t comma = variable.find(','); comma != std::string::npos)
        variable = "(" + trimmed(variable.substr(comma + 1)) + ", " + trimmed(variable.substr(0, comma)) + ")";
    const std::string sequence = trimmed(head.substr(in + 4));
    const std::string condition = trimmed(source.substr(problem.offset + 2, end - problem.offset - 2));
    const std::string now = withFilter(sequence, "filter(" + variable + " => " + condition + ")");
    const std::size_t from = tag + in + 4;
    std::size_t to = end;
    while (to > from && std::string_view(" \t\r\n-~").find(source[to - 1]) != std::string_view::npos)
        --to;
    return {{"Filter the list instead: " + shortened(now, 70), {{from, to - from, now}}}};
}

/// A tag whose end is missing: it ends with its line where something stands behind it, else with the template.
std::vector<QuickFix> forMissingEnd(std::string_view source)
{
    const TemplateMap map(source);
    std::vector<QuickFix> fixes;
    for (const TemplatePart &part : map.parts()) {
        const bool needsEnd = part.tag == "if" || part.tag == "for" || part.tag == "apply" || part.tag == "autoescape" ||
                              part.tag == "with" || part.tag == "macro";
        if (part.kind != TemplatePart::Kind::Tag || !needsEnd || part.endTag >= 0) continue;
        fixes.clear();
        const std::string end = "{% end" + std::string(part.tag) + " %}";
        const std::size_t lineEnd = std::min(source.find_first_of("\r\n", part.end), source.size());
        const std::size_t last = source.find_last_not_of(BlankCharacters) + 1;
        if (!map.isSpace(part.end, lineEnd) && lineEnd < last)
            fixes.push_back({"Write " + end + " at the end of its line", {{lineEnd, 0, end}}});
        fixes.push_back({"Write " + end + " at the end", {{last, 0, end}}});
    }
    return fixes;
}

/// `Variable "x" does not exist.`, and the same of keys.
std::vector<QuickFix> forMissingName(const Problem &problem, std::string_view source, const ContextView &context)
{
    const std::string word(quoted(problem.what, 0));
    std::string right;
    if (problem.what.starts_with("Variable")) {
        right = context.similarTo(word);
    } else if (problem.what.find(" with keys \"") != std::string::npos) {
        std::string_view keys = quoted(problem.what, 1);
        std::size_t best = word.size() / 3 + 2;
        while (!keys.empty()) {
            const std::size_t comma = keys.find(", ");
            const std::string_view key = keys.substr(0, comma);
            if (const std::size_t away = editDistance(key, word); away < best) {
                best = away;
                right = key;
            }
            keys.remove_prefix(comma == std::string_view::npos ? keys.size() : comma + 2);
        }
    }
    const std::string_view span =
        source.substr(std::min(problem.offset, source.size()), std::max<std::size_t>(problem.length, word.size()));
    const std::size_t at = span.rfind(word);
    if (right.empty() || word.empty() || at == std::string_view::npos) return {};
    std::vector<QuickFix> fixes = {replacement(problem.offset + at, word, right)};
    fixes.front().byHandOnly = !isSameThing(word, right);
    return fixes;
}

/// A filter for lists got null: say what to take then.
std::vector<QuickFix> forNullInFilter(const Problem &problem, std::string_view source)
{
    const std::string_view name = quoted(problem.what, 0);
    std::size_t at = source.find(name, problem.offset);
    if (name.empty() || at == std::string_view::npos || at > problem.offset + problem.length) return {};
    at = source.find_last_not_of(BlankCharacters, at - 1);
    if (source[at] != '|') return {};
    return {{"Take an empty list where there is nothing: |default([])", {{at, 0, "|default([])"}}}};
}

} // namespace

std::vector<QuickFix> templateFixes(const Problem &problem, std::string_view source, const ContextView *context)
{
    const std::string_view what = problem.what;
    if (problem.offset > source.size()) return {};
    if (what.starts_with("Unknown \"")) return forUnknownWord(problem, source);
    if (what.starts_with("Unexpected \"") && what.find("\" tag") != std::string_view::npos)
        return forUnexpectedTag(problem, source);
    if (what.starts_with("Unexpected \"}\"") && source.substr(problem.offset, 1) == "}")
        return {{"Write }}", {{problem.offset, 0, "}"}}}};
    if (what.starts_with("Unexpected end of template")) return forMissingEnd(source);
    if (what.find("\"if\"") != std::string_view::npos) return forLoopWithCondition(problem, source);
    if (what.find("does not exist") != std::string_view::npos && context != nullptr)
        return forMissingName(problem, source, *context);
    if (what.find("\" filter expects") != std::string_view::npos && what.find("null") != std::string_view::npos)
        return forNullInFilter(problem, source);
    return {};
}

} // namespace targetdesk
