// SPDX-License-Identifier: MIT
#include "payload/printfixes.h"

#include "payload/contextview.h"

#include "payload/expressiontext.h"
#include "payload/filtercall.h"
#include "workspace/jsonoutline.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

constexpr std::size_t TitleLength = 70;

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isOnlySpace(std::string_view text)
{
    return text.find_first_not_of(BlankCharacters) == std::string_view::npos;
}

bool isEscaped(std::string_view text, std::size_t at)
{
    std::size_t backslashes = 0;
    while (backslashes < at && text[at - backslashes - 1] == '\\')
        ++backslashes;
    return backslashes % 2 == 1;
}

std::size_t lastQuote(std::string_view text)
{
    std::size_t at = text.rfind('"');
    while (at != std::string_view::npos && isEscaped(text, at))
        at = at == 0 ? std::string_view::npos : text.rfind('"', at - 1);
    return at;
}

std::size_t firstQuote(std::string_view text)
{
    std::size_t at = text.find('"');
    while (at != std::string_view::npos && isEscaped(text, at))
        at = text.find('"', at + 1);
    return at;
}

std::string written(const std::string &expression)
{
    return "{{ " + shortened(expression, TitleLength) + " }}";
}

std::string joined(const std::vector<std::string> &operands)
{
    std::string all;
    for (const std::string &one : operands)
        all += (all.empty() ? "" : " ~ ") + one;
    return all;
}

} // namespace

int PrintFixes::printAt(std::size_t offset) const
{
    const int index = m_map.at(offset);
    return index >= 0 && m_map.part(index).kind == TemplatePart::Kind::Print && m_map.part(index).tokenCount > 0 ? index : -1;
}

std::optional<QuickFix> PrintFixes::encoded(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    const std::string inner(m_map.inner(part));
    const std::string now = encodedExpression(inner);
    return QuickFix{"Write " + written(now), {{part.innerBegin, inner.size(), now}}};
}

std::vector<QuickFix> PrintFixes::encodedText(std::size_t offset) const
{
    std::vector<QuickFix> fixes;
    const int index = printAt(offset);
    if (index < 0) return fixes;
    const TemplatePart &part = m_map.part(index);
    const std::string inner(m_map.inner(part));
    if (const auto region = quotedRegion(index)) {
        const bool isAlone = region->operands.size() == 1;
        const std::string all = isAlone ? inner : "(" + joined(region->operands) + ")";
        fixes.push_back(printed(*region, encodedExpression(all)));
        fixes.back().title += isAlone ? " without the quotes" : " instead of the quoted text";
        if (isAlone) {
            fixes.push_back(printed(*region, encodedExpression("(" + asOperand(inner) + " ~ '')")));
            fixes.back().title += ": always a text, also of a number or of nothing";
        }
    }
    const std::string escaped = withFilter(inner, "e('js')|raw");
    fixes.push_back({"Keep the quotes and write " + written(escaped), {{part.innerBegin, inner.size(), escaped}}});
    return fixes;
}

std::optional<QuickFix> PrintFixes::withoutQuotes(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const auto region = quotedRegion(index);
    if (!region || region->operands.size() != 1) return std::nullopt;
    QuickFix fix = printed(*region, encodedExpression(std::string(m_map.inner(m_map.part(index)))));
    fix.title += " without the quotes";
    return fix;
}

std::optional<QuickFix> PrintFixes::encodedAsText(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    std::string value(m_map.inner(part));
    for (const std::string_view ending : {"|raw", "|json_encode"})
        if (value.ends_with(ending)) value.resize(value.size() - ending.size());
    const std::string now = encodedExpression("(" + asOperand(value) + " ~ '')");
    return QuickFix{"Write " + written(now), {{part.innerBegin, part.innerEnd - part.innerBegin, now}}};
}

std::optional<QuickFix> PrintFixes::encodedTogether(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const auto region = bareRegion(index);
    if (!region || region->operands.size() < 2) return std::nullopt;
    return printed(*region, encodedExpression("(" + joined(region->operands) + ")"));
}

std::optional<QuickFix> PrintFixes::raw(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    const std::string inner(m_map.inner(part));
    const std::string now = withFilter(inner, "raw");
    return QuickFix{"Write " + written(now), {{part.innerBegin, inner.size(), now}}};
}

std::optional<QuickFix> PrintFixes::withDefault(std::size_t offset, std::string_view path, std::string_view value) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    const std::string filter = "|default(" + std::string(value) + ")";
    QuickFix fix{value == "''" ? "Say that nothing is right there: " + filter
                               : "Print " + std::string(value) + " when there is nothing",
                 {},
                 true};
    for (const std::size_t use : usesOf(part, path)) {
        const std::size_t behind = use + path.size();
        const bool goesOn = m_map.source()[behind] == '.' || m_map.source()[behind] == '[' || m_map.source()[behind] == '?';
        if (!goesOn) fix.edits.push_back({behind, 0, filter});
    }
    if (fix.edits.empty()) {
        const std::string inner(m_map.inner(part));
        fix.edits.push_back({part.innerBegin, inner.size(), withFilter(inner, filter.substr(1))});
    }
    return fix;
}

std::optional<QuickFix> PrintFixes::renamedAndEncoded(std::size_t offset, std::string_view path, std::string_view existing) const
{
    const int index = printAt(offset);
    const auto fix = renamed(offset, path, existing);
    if (index < 0 || !fix) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    const std::string source = applied(m_map.source(), *fix);
    const std::size_t length = source.size() - m_map.source().size() + part.innerEnd - part.innerBegin;
    const std::string now = encodedExpression(source.substr(part.innerBegin, length));
    return QuickFix{"Write " + written(now), {{part.innerBegin, part.innerEnd - part.innerBegin, now}}, fix->byHandOnly};
}

std::optional<QuickFix> PrintFixes::renamed(std::size_t offset, std::string_view path, std::string_view existing) const
{
    const int index = m_map.at(offset);
    if (index < 0 || m_map.part(index).kind == TemplatePart::Kind::Text || path.empty() || existing.empty()) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    QuickFix fix{"Write " + std::string(existing), {}, !isSameThing(path, existing)};
    for (const std::size_t use : usesOf(part, path))
        fix.edits.push_back({use, path.size(), std::string(existing)});
    if (!fix.edits.empty()) return fix;
    // A loop's variable stands for the list's element: only what comes behind what both paths share is in the template.
    std::size_t shared = 0;
    for (std::size_t i = 0; i < std::min(path.size(), existing.size()) && path[i] == existing[i]; ++i)
        if (path[i] == '.') shared = i;
    if (shared == 0) return std::nullopt;
    const std::string wrong(path.substr(shared)), right(existing.substr(shared));
    const std::string_view inner = m_map.inner(part);
    for (std::size_t at = inner.find(wrong); at != std::string_view::npos; at = inner.find(wrong, at + 1)) {
        const std::size_t behind = at + wrong.size();
        if (at == 0 || !isWordCharacter(inner[at - 1]) || (behind < inner.size() && isWordCharacter(inner[behind]))) continue;
        fix.edits.push_back({part.innerBegin + at, wrong.size(), right});
    }
    if (fix.edits.empty()) return std::nullopt;
    fix.title = "Write " + right.substr(1) + " instead of " + wrong.substr(1);
    return fix;
}

std::optional<QuickFix> PrintFixes::withoutFilter(std::size_t offset, std::string_view filter) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const auto call = filterCall(m_map, m_map.part(index), filter);
    if (!call) return std::nullopt;
    return QuickFix{"Leave out |" + std::string(filter), {{call->begin, call->end - call->begin, ""}}};
}

std::optional<QuickFix> PrintFixes::filtered(std::size_t offset, std::string_view filter, bool isQuoted) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    if (isQuoted) {
        const auto region = quotedRegion(index);
        if (!region) return std::nullopt;
        if (region->operands.size() > 1)
            return printed(*region, encodedExpression(withFilter("(" + joined(region->operands) + ")", filter)));
    }
    const std::string inner(m_map.inner(part)), value = withoutEncoding(inner);
    // A date is formatted once.
    const std::size_t date = filter.starts_with("date(") ? value.rfind("|date") : std::string::npos;
    const bool isFormatted = date != std::string::npos && value.find_first_of("|)", date + 1) >= value.size() - 1;
    const std::string now = withFilter(isFormatted ? value.substr(0, date) : value, filter) + inner.substr(value.size());
    return QuickFix{"Write " + written(now), {{part.innerBegin, inner.size(), now}}};
}

std::optional<QuickFix> PrintFixes::rewritten(std::size_t offset, const std::string &expression, bool isQuoted) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const TemplatePart &part = m_map.part(index);
    if (!isQuoted)
        return QuickFix{"Write " + written(expression), {{part.innerBegin, part.innerEnd - part.innerBegin, expression}}};
    const auto region = quotedRegion(index);
    if (!region || region->operands.size() != 1) return std::nullopt;
    QuickFix fix = printed(*region, expression);
    fix.title += " without the quotes";
    return fix;
}

std::string PrintFixes::valueAt(std::size_t offset) const
{
    const int index = printAt(offset);
    return index < 0 ? std::string() : withoutEncoding(std::string(m_map.inner(m_map.part(index))));
}

std::optional<QuickFix> PrintFixes::plainNumber(std::size_t offset) const
{
    const int index = printAt(offset);
    if (index < 0) return std::nullopt;
    const auto tokens = m_map.tokens(m_map.part(index));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is(twig::TokenType::Name, "number_format")) continue;
        const std::size_t begin = m_map.end(tokens[i]);
        std::size_t end = begin;
        std::string decimals = "0";
        if (i + 1 < tokens.size() && tokens[i + 1].text == "(") {
            std::size_t j = i + 2, firstEnd = 0;
            int depth = 0;
            for (; j < tokens.size() && !(depth == 0 && tokens[j].text == ")"); ++j) {
                if (tokens[j].is(twig::TokenType::String)) continue;
                if (tokens[j].text == "(" || tokens[j].text == "[" || tokens[j].text == "{") ++depth;
                if (tokens[j].text == ")" || tokens[j].text == "]" || tokens[j].text == "}") --depth;
                if (depth == 0 && (tokens[j].text == ":" || tokens[j].text == "=")) return std::nullopt;
                if (depth == 0 && tokens[j].text == "," && firstEnd == 0) firstEnd = j;
            }
            if (j >= tokens.size()) return std::nullopt;
            end = m_map.end(tokens[j]);
            if (firstEnd == 0) firstEnd = j;
            if (firstEnd > i + 2) {
                const std::size_t from = m_map.begin(tokens[i + 2]);
                decimals = m_map.source().substr(from, m_map.end(tokens[firstEnd - 1]) - from);
            }
        }
        const std::string now = "(" + decimals + ", '.', '')";
        return QuickFix{"Write number_format" + now, {{begin, end - begin, now}}};
    }
    return std::nullopt;
}

// Only white space, which one of the two trims, between them: no comment, no end of a verbatim block.
bool PrintFixes::isNextTo(int part, int next) const
{
    const std::size_t end = m_map.part(part).end;
    return m_map.isSpace(end, m_map.part(next).begin);
}

std::optional<PrintFixes::Region> PrintFixes::quotedRegion(int print) const
{
    int first = print;
    std::size_t begin = std::string_view::npos;
    while (begin == std::string_view::npos) {
        --first;
        if (first < 0 || !isNextTo(first, first + 1) || m_map.part(first).kind == TemplatePart::Kind::Tag) return std::nullopt;
        if (m_map.part(first).kind == TemplatePart::Kind::Text) begin = lastQuote(m_map.text(m_map.part(first)));
    }
    int last = print;
    std::size_t end = std::string_view::npos;
    while (end == std::string_view::npos) {
        ++last;
        if (last >= static_cast<int>(m_map.parts().size()) || !isNextTo(last - 1, last) ||
            m_map.part(last).kind == TemplatePart::Kind::Tag)
            return std::nullopt;
        if (m_map.part(last).kind == TemplatePart::Kind::Text) end = firstQuote(m_map.text(m_map.part(last)));
    }
    return region(first, m_map.part(first).begin + begin, last, m_map.part(last).begin + end + 1, true);
}

std::optional<PrintFixes::Region> PrintFixes::bareRegion(int print) const
{
    int first = print, last = print;
    std::size_t begin = m_map.part(print).begin, end = m_map.part(print).end;
    for (int i = print - 1; i >= 0 && isNextTo(i, i + 1) && m_map.part(i).kind != TemplatePart::Kind::Tag; --i) {
        const std::string_view text = m_map.text(m_map.part(i));
        const bool isText = m_map.part(i).kind == TemplatePart::Kind::Text;
        const std::size_t edge = isText ? text.find_last_of(":,[{\"") : std::string_view::npos;
        if (edge != std::string_view::npos && text[edge] == '"') return std::nullopt;
        const std::size_t start = edge == std::string_view::npos ? 0 : text.find_first_not_of(BlankCharacters, edge + 1);
        if (start != std::string_view::npos && !(isText && isOnlySpace(text.substr(start)))) {
            first = i;
            begin = m_map.part(i).begin + start;
        }
        if (edge != std::string_view::npos) break;
    }
    for (int i = print + 1; i < static_cast<int>(m_map.parts().size()) && isNextTo(i - 1, i); ++i) {
        if (m_map.part(i).kind == TemplatePart::Kind::Tag) break;
        const std::string_view text = m_map.text(m_map.part(i));
        const bool isText = m_map.part(i).kind == TemplatePart::Kind::Text;
        const std::size_t edge = isText ? text.find_first_of(":,]}\"\n") : std::string_view::npos;
        if (edge != std::string_view::npos && text[edge] == '"') return std::nullopt;
        const std::size_t stop = text.substr(0, edge).find_last_not_of(BlankCharacters);
        if (stop != std::string_view::npos) {
            last = i;
            end = m_map.part(i).begin + stop + 1;
        }
        if (edge != std::string_view::npos) break;
    }
    return region(first, begin, last, end, false);
}

// `first` and `last` hold the ends; a JSON text's begin and end are those of its quotes.
std::optional<PrintFixes::Region> PrintFixes::region(int first, std::size_t begin, int last, std::size_t end,
                                                     bool isJsonText) const
{
    Region result{begin, end, {}};
    const std::size_t from = isJsonText ? begin + 1 : begin, to = isJsonText ? end - 1 : end;
    for (int i = first; i <= last; ++i) {
        const TemplatePart &part = m_map.part(i);
        if (part.kind == TemplatePart::Kind::Print) {
            result.operands.push_back(asOperand(std::string(m_map.inner(part))));
            continue;
        }
        const std::size_t low = std::max(part.begin, from), high = std::min(part.end, to);
        if (low >= high) continue;
        std::string text(m_map.source().substr(low, high - low));
        if (isJsonText) {
            const std::string literal = '"' + text + '"';
            if (JsonScanner(literal).scan()) return std::nullopt;
            text = decodedJsonString(literal);
        }
        result.operands.push_back(twigString(text));
    }
    return result;
}

// Places where the path stands as written, not as a part of a longer one and not in a text.
std::vector<std::size_t> PrintFixes::usesOf(const TemplatePart &part, std::string_view path) const
{
    std::vector<std::size_t> uses;
    if (path.empty()) return uses;
    const std::string_view source = m_map.source();
    for (const twig::Token &token : m_map.tokens(part)) {
        if (!token.is(twig::TokenType::Name)) continue;
        const std::size_t at = m_map.begin(token), behind = at + path.size();
        if (source.substr(at, path.size()) != path || behind > part.innerEnd) continue;
        const bool isLonger = behind < part.innerEnd && (isWordCharacter(source[behind]) || source[behind] == '(');
        const std::size_t before = source.find_last_not_of(BlankCharacters, at - 1);
        if (!isLonger && source[before] != '.' && source[before] != '|') uses.push_back(at);
    }
    return uses;
}

QuickFix PrintFixes::printed(const Region &region, const std::string &expression) const
{
    // {{{ would open a mapping inside the print.
    const bool needsSpace = region.begin > 0 && m_map.source()[region.begin - 1] == '{';
    return {"Write " + written(expression),
            {{region.begin, region.end - region.begin, (needsSpace ? " {{ " : "{{ ") + expression + " }}"}}};
}

} // namespace targetdesk
