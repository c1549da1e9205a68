// SPDX-License-Identifier: MIT
#include "payload/schemakeyfixes.h"

#include "payload/expressiontext.h"
#include "payload/textchange.h"
#include "twig/array.h"
#include "workspace/editdistance.h"

#include <algorithm>
#include <cctype>

namespace targetdesk {

namespace {

/// Letters and digits in lower case: `rewardId`, `reward_id` and `reward.id` are one name.
std::string plain(std::string_view name)
{
    std::string result;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80)
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

/// One letter more, less or other, or two letters in each other's place.
bool isNear(std::string a, std::string b)
{
    if (plain(a) == plain(b)) return true;
    const std::size_t away = editDistance(a, b), length = std::min(a.size(), b.size());
    if (away == 1 || (away == 2 && length >= 8)) return length >= 4;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return away == 2 && length >= 4 && a == b;
}

std::string keyText(const std::string &name)
{
    return nlohmann::json(name).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// How well a path's name is the wanted one: its last step, or its last two; 0: not at all.
int likeness(const std::string &path, const std::string &name)
{
    const std::string wanted = plain(name);
    const std::string last(lastNameOf(path));
    if (last == name) return 4;
    if (plain(last) == wanted) return 3;
    const std::size_t dot = path.rfind('.');
    const std::string before = dot == std::string::npos ? std::string() : std::string(lastNameOf(path.substr(0, dot)));
    return !before.empty() && plain(before + last) == wanted ? 2 : 0;
}

} // namespace

std::vector<QuickFix> SchemaKeyFixes::missing(const SchemaViolation &violation, int object) const
{
    Fixes fixes;
    const auto add = [&](std::optional<QuickFix> fix, bool byHandOnly) {
        if (!fix) return;
        fix->byHandOnly = fix->byHandOnly || byHandOnly;
        fixes.push_back(std::move(*fix));
    };
    const SchemaRules rules(violation.rulesOfKey);
    if (const int near = nearMiss(object, violation.name, SchemaRules(violation.rules)); near >= 0)
        add(renamed(object, m_payload.outline.node(near).name, violation.name), false);
    if (const auto printer = printerOf(object)) {
        const std::string value = expressionFor(violation.name, rules, m_payload.map.at(printer->offset), printer->path);
        if (!value.empty()) add(changed(*printer, "merge({" + twigString(violation.name) + ": " + value + "})"), false);
        return fixes;
    }
    const ValueSource brace = sourceOf(m_payload, m_payload.outline.node(object).begin, m_payload.outline.node(object).begin + 1);
    const int part = brace.length == 0 ? -1 : m_payload.map.at(brace.begin);
    if (part < 0) return fixes;
    const std::string value = expressionFor(violation.name, rules, part, {});
    if (!value.empty()) add(inserted(object, violation.name, "{{ " + encodedExpression(value) + " }}"), false);
    const std::vector<std::string> allowed = rules.allowedValues();
    for (std::size_t i = 0; i < std::min<std::size_t>(allowed.size(), 4); ++i)
        add(inserted(object, violation.name, allowed[i]), allowed.size() > 1);
    if (const nlohmann::json *usual = rules.find("default")) add(inserted(object, violation.name, usual->dump()), true);
    if (!fixes.empty()) return fixes;
    const std::pair<const char *, const char *> blanks[] = {{"null", "null"}, {"string", "\"\""},   {"number", "0"},
                                                            {"integer", "0"}, {"boolean", "false"}, {"array", "[]"},
                                                            {"object", "{}"}};
    for (const auto &[type, blank] : blanks) {
        if (!rules.wants(type)) continue;
        add(inserted(object, violation.name, blank), true);
        return fixes;
    }
    add(inserted(object, violation.name, "null"), true);
    return fixes;
}

std::vector<QuickFix> SchemaKeyFixes::unknown(const SchemaViolation &violation, int object) const
{
    Fixes fixes;
    const JsonOutline &outline = m_payload.outline;
    for (const std::string &known : SchemaRules(violation.rules).keys())
        if (!hasKey(object, known) && isNear(known, violation.name))
            if (auto fix = renamed(object, violation.name, known)) fixes.push_back(std::move(*fix));
    std::optional<QuickFix> fix;
    if (const auto printer = printerOf(object))
        fix = changed(*printer, "filter((value, key) => key != " + twigString(violation.name) + ")");
    else if (const int member = outline.find(withStep(outline.path(object), violation.name, false)); member >= 0)
        fix = removed(object, member);
    if (!fix) return fixes;
    // Somebody wanted to send it.
    fix->title = "Leave out " + keyText(violation.name);
    fix->byHandOnly = true;
    fixes.push_back(std::move(*fix));
    return fixes;
}

std::vector<QuickFix> SchemaKeyFixes::alternatives(const SchemaViolation &violation, int object) const
{
    Fixes fixes;
    const SchemaRules rules(violation.rules);
    for (const char *keyword : {"anyOf", "oneOf"}) {
        const nlohmann::json *forms = rules.find(keyword);
        if (forms == nullptr || !forms->is_array()) continue;
        for (const nlohmann::json &form : *forms) {
            SchemaViolation one = violation;
            int missingKeys = 0;
            for (const std::string &name : SchemaRules(&form).requiredKeys()) {
                if (hasKey(object, name)) continue;
                ++missingKeys;
                one.name = name;
            }
            if (missingKeys != 1) continue;
            one.rulesOfKey = SchemaRules(&form).rulesOf(one.name);
            if (one.rulesOfKey == nullptr) one.rulesOfKey = rules.rulesOf(one.name);
            for (QuickFix &fix : missing(one, object)) {
                // Which of the forms is meant is for a person to say.
                if (!fix.byHandOnly) fixes.push_back(std::move(fix));
                if (!fixes.empty()) fixes.back().byHandOnly = true;
            }
        }
    }
    return fixes;
}

std::optional<QuickFix> SchemaKeyFixes::renamed(int object, const std::string &wrong, const std::string &right) const
{
    const JsonOutline &outline = m_payload.outline;
    const int member = outline.find(withStep(outline.path(object), wrong, false));
    if (member < 0) return std::nullopt;
    const std::size_t begin = outline.node(member).memberBegin;
    const std::size_t end = m_payload.text.find(':', begin);
    const std::string key = keyText(wrong);
    if (end == std::string_view::npos || m_payload.text.substr(begin, key.size()) != key) return std::nullopt;
    const ValueSource source = sourceOf(m_payload, begin, begin + key.size());
    if (source.length == 0) return std::nullopt;
    return QuickFix{"Write " + keyText(right) + " instead of " + key, {{source.begin, source.length, keyText(right)}}};
}

// With the comma behind it, or that before it where it is the last.
std::optional<QuickFix> SchemaKeyFixes::removed(int object, int member) const
{
    const std::vector<int> members = m_payload.outline.children(object);
    const auto at = std::find(members.begin(), members.end(), member);
    if (at == members.end()) return std::nullopt;
    const JsonNode &node = m_payload.outline.node(member);
    const bool isLast = at + 1 == members.end(), isOnly = members.size() == 1;
    const auto key = textAt(node.memberBegin);
    const auto behind = behindValue(node.end);
    const auto begin = isLast && !isOnly ? textAt(m_payload.text.rfind(',', node.memberBegin)) : key;
    const auto end = isLast ? behind : textAt(m_payload.outline.node(*(at + 1)).memberBegin);
    if (!key || !begin || !behind || !end || *begin > *key || *behind > *end) return std::nullopt;
    // A condition between this and its neighbour may hold members that are not printed now.
    if (hasTag(*begin, *key) || hasTag(*behind, *end)) return std::nullopt;
    const int first = m_payload.map.at(*begin), last = m_payload.map.at(*end - 1);
    if (first < 0 || last < 0 || m_payload.map.part(first).parent != m_payload.map.part(last).parent) return std::nullopt;
    return QuickFix{{}, {{*begin, *end - *begin, ""}}};
}

// Where a byte of the payload stands, when the template's own text printed it.
std::optional<std::size_t> SchemaKeyFixes::textAt(std::size_t offset) const
{
    if (offset >= m_payload.text.size()) return std::nullopt;
    const ValueSource source = sourceOf(m_payload, offset, offset + 1);
    return source.length == 1 ? std::optional(source.begin) : std::nullopt;
}

std::optional<std::size_t> SchemaKeyFixes::behindValue(std::size_t end) const
{
    if (const auto last = textAt(end - 1)) return *last + 1;
    const ValueSource source = sourceOf(m_payload, end - 1, end);
    const int part = source.piece == nullptr ? -1 : m_payload.map.at(source.piece->span.offset);
    return part < 0 ? std::nullopt : std::optional(m_payload.map.part(part).end);
}

bool SchemaKeyFixes::hasTag(std::size_t begin, std::size_t end) const
{
    const auto &parts = m_payload.map.parts();
    return std::any_of(parts.begin(), parts.end(), [&](const TemplatePart &part) {
        return part.kind == TemplatePart::Kind::Tag && part.begin >= begin && part.begin < end;
    });
}

std::optional<QuickFix> SchemaKeyFixes::inserted(int object, const std::string &name, const std::string &value) const
{
    const JsonNode &node = m_payload.outline.node(object);
    const ValueSource brace = sourceOf(m_payload, node.begin, node.begin + 1);
    if (brace.length == 0) return std::nullopt;
    const std::string_view source = m_payload.map.source();
    const TemplatePart &part = m_payload.map.part(m_payload.map.at(brace.begin));
    const std::string entry = keyText(name) + ": " + value;
    const std::string title = "Add " + keyText(name) + ": " + shortened(value, 60);
    const std::size_t behind = brace.begin + 1;
    if (node.size == 0) return QuickFix{title, {{behind, 0, entry}}};
    const std::size_t next = std::min(std::min(source.find_first_not_of(BlankCharacters, behind), part.end), source.size());
    const std::string gap(source.substr(behind, next - behind));
    return QuickFix{title, {{next, 0, entry + "," + (gap.find('\n') == std::string::npos ? " " : gap)}}};
}

std::optional<SchemaKeyFixes::Printer> SchemaKeyFixes::printerOf(int object) const
{
    const JsonNode &node = m_payload.outline.node(object);
    ValueSource source = sourceOf(m_payload, node.begin, node.end);
    Printer printer;
    if (source.piece != nullptr && !source.isWhole && node.isElement) {
        const JsonNode &list = m_payload.outline.node(node.parent);
        source = sourceOf(m_payload, list.begin, list.end);
        printer.isList = true;
    }
    if (source.piece == nullptr || !source.isWhole) return std::nullopt;
    printer.offset = source.piece->span.offset;
    printer.expression = m_prints.valueAt(printer.offset);
    if (printer.expression.empty()) return std::nullopt;
    if (!source.piece->paths.empty()) printer.path = source.piece->paths.front().path + (printer.isList ? "[0]" : "");
    return printer;
}

std::optional<QuickFix> SchemaKeyFixes::changed(const Printer &printer, const std::string &filter) const
{
    return m_prints.filtered(printer.offset, printer.isList ? "map(each => each|" + filter + ")" : filter, false);
}

std::string SchemaKeyFixes::expressionFor(const std::string &name, const SchemaRules &rules, int part,
                                          const std::string &around) const
{
    std::string best;
    int bestScore = 0;
    for (const std::string &path : m_context.paths()) {
        int score = likeness(path, name) * 10;
        if (score == 0) continue;
        std::string expression = pathInside(path, part);
        // Inside map() the element has a name of its own.
        if (!around.empty() && path.starts_with(around + ".") && around.ends_with("[0]"))
            expression = "each" + path.substr(around.size());
        if (expression.find('[') != std::string::npos) continue;
        if (expression != path) score += 5;
        expression = expression.empty() ? expression : asWanted(expression, path, rules);
        score -= static_cast<int>(std::count(path.begin(), path.end(), '.'));
        if (expression.empty() || score <= bestScore) continue;
        bestScore = score;
        best = expression;
    }
    return best;
}

std::string SchemaKeyFixes::asWanted(const std::string &expression, const std::string &path, const SchemaRules &rules) const
{
    const std::optional<twig::Value> value = m_context.find(path);
    if (!value || value->isNull()) return {};
    if (value->isNumber()) {
        if (rules.permits("number") || (value->isInt() && rules.permits("integer"))) return expression;
        return rules.wants("string") ? "(" + expression + " ~ '')" : std::string();
    }
    if (value->isBool()) return rules.permits("boolean") ? expression : std::string();
    if (value->isArray()) {
        const bool isList = value->arrayValue()->isPacked();
        return rules.permits(isList ? "array" : "object") ? expression : std::string();
    }
    const std::string text(value->text());
    if (rules.allowsText(text)) return expression;
    for (const auto &changes : {dateChanges(text), textChanges(text)})
        for (const TextChange &change : changes)
            if (rules.allowsText(change.result) && !change.isGuess) return expression + "|" + change.filter;
    return {};
}

std::string SchemaKeyFixes::pathInside(std::string path, int part) const
{
    std::vector<int> loops;
    for (int loop = m_payload.map.loopAround(part); loop >= 0; loop = m_payload.map.loopAround(loop))
        loops.push_back(loop);
    for (auto loop = loops.rbegin(); loop != loops.rend(); ++loop) {
        const auto words = m_payload.map.tokens(m_payload.map.part(*loop));
        const std::size_t in = words.size() > 4 && words[2].text == "," ? 4 : 2;
        if (words.size() < in + 2 || words[in].text != "in") continue;
        const std::size_t begin = m_payload.map.begin(words[in + 1]);
        std::string sequence(m_payload.map.source().substr(begin, m_payload.map.part(*loop).innerEnd - begin));
        // What is looped over may be filtered, or guarded: it has the same elements.
        sequence.resize(std::min(sequence.find_first_of(" |?"), sequence.size()));
        const std::string first = sequence + "[0]";
        if (path.starts_with(first + ".")) path = std::string(words[in - 1].text) + path.substr(first.size());
    }
    return path;
}

bool SchemaKeyFixes::hasKey(int object, const std::string &name) const
{
    return m_payload.outline.find(withStep(m_payload.outline.path(object), name, false)) >= 0;
}

int SchemaKeyFixes::nearMiss(int object, const std::string &name, const SchemaRules &rules) const
{
    const std::vector<std::string> known = rules.keys();
    for (const int member : m_payload.outline.children(object)) {
        const std::string &other = m_payload.outline.node(member).name;
        if (isNear(other, name) && std::find(known.begin(), known.end(), other) == known.end()) return member;
    }
    return -1;
}

} // namespace targetdesk
