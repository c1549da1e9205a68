// SPDX-License-Identifier: MIT
#include "payload/schemafixes.h"

#include "payload/expressiontext.h"
#include "payload/outputmap.h"
#include "payload/textchange.h"
#include "workspace/editdistance.h"
#include "workspace/jsonscanner.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace targetdesk {

namespace {

using Kind = SchemaViolation::Kind;

bool isJsonNumber(const std::string &text)
{
    const bool begins = !text.empty() && (text[0] == '-' || std::isdigit(static_cast<unsigned char>(text[0])) != 0);
    return begins && !JsonScanner(text).scan();
}

bool wantsNumber(const SchemaRules &rules)
{
    return rules.wants("number") || rules.wants("integer");
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

ValueSource sourceOf(const PrintedPayload &payload, std::size_t begin, std::size_t end)
{
    ValueSource source;
    const OutputMap places(payload.text, payload.trace.pieces, payload.map.source());
    const bool isText = payload.text[begin] == '"';
    const twig::OutputPiece *first = places.pieceAt(begin), *last = places.pieceAt(end - 1);
    if (first == nullptr || last == nullptr) return source;
    // A constant branch of a condition is literal, too, and stands in a print.
    const auto isOwnText = [&](const twig::OutputPiece &piece) {
        if (!piece.literal || piece.templateName != payload.templateName) return piece.literal;
        const int part = payload.map.at(piece.span.offset);
        return part < 0 || payload.map.part(part).kind != TemplatePart::Kind::Print;
    };
    source.isQuoted = isText && isOwnText(*first) && isOwnText(*last);
    for (const twig::OutputPiece &piece : payload.trace.pieces) {
        if (isOwnText(piece) || piece.end <= begin || piece.begin >= end) continue;
        if (piece.templateName != payload.templateName) return source;
        source.piece = &piece;
        const std::size_t quote = source.isQuoted ? 1 : 0;
        source.isWhole = piece.begin == begin + quote && piece.end == end - quote;
        return source;
    }
    if (!first->literal || first->templateName != payload.templateName) return source;
    const std::size_t at = places.sourceOffset(*first, begin);
    if (payload.map.source().substr(at, end - begin) != payload.text.substr(begin, end - begin)) return source;
    source.begin = at;
    source.length = end - begin;
    return source;
}

std::vector<QuickFix> SchemaFixes::find(const SchemaViolation &violation, int node, const std::string &contextPath,
                                        bool isTextInContext) const
{
    const JsonNode &there = m_payload.outline.node(node);
    Value value{
        there,          sourceOf(m_payload, there.begin, there.end), SchemaRules(violation.rules), {}, {}, {}, contextPath,
        isTextInContext};
    value.json = m_payload.text.substr(there.begin, there.end - there.begin);
    value.text = there.kind == JsonNode::Kind::String ? decodedJsonString(value.json) : value.json;
    if (value.source.piece != nullptr && value.source.isWhole)
        value.expression = m_prints.valueAt(value.source.piece->span.offset);
    Fixes fixes;
    if (value.source.piece == nullptr && value.source.length == 0) return fixes;
    if (violation.kind == Kind::Type) type(value, fixes);
    if (violation.kind == Kind::Form) form(value, fixes);
    if (violation.kind == Kind::Value) allowed(value, fixes);
    if (violation.kind == Kind::Bounds) bounds(value, fixes);
    return fixes;
}

std::vector<QuickFix> SchemaFixes::alternatives(const SchemaViolation &violation, int node, const std::string &contextPath,
                                                bool isTextInContext) const
{
    Fixes fixes;
    const SchemaRules rules(violation.rules);
    const bool isText = m_payload.outline.node(node).kind == JsonNode::Kind::String;
    for (const char *keyword : {"anyOf", "oneOf"}) {
        const nlohmann::json *forms = rules.find(keyword);
        if (forms == nullptr || !forms->is_array()) continue;
        for (const nlohmann::json &form : *forms) {
            SchemaViolation one = violation;
            one.rules = &form;
            one.kind = isText && SchemaRules(&form).permits("string") ? Kind::Value : Kind::Type;
            for (QuickFix &fix : find(one, node, contextPath, isTextInContext))
                if (!fix.byHandOnly && std::find(fixes.begin(), fixes.end(), fix) == fixes.end()) fixes.push_back(std::move(fix));
        }
    }
    return fixes;
}

void SchemaFixes::printed(const Value &value, const std::string &expression, Fixes &fixes, bool byHandOnly) const
{
    if (value.expression.empty()) return;
    auto fix = m_prints.rewritten(value.source.piece->span.offset, expression, value.source.isQuoted);
    if (!fix || std::find(fixes.begin(), fixes.end(), *fix) != fixes.end()) return;
    fix->byHandOnly = byHandOnly;
    fixes.push_back(std::move(*fix));
}

// The value itself, whatever printed it before.
void SchemaFixes::instead(const Value &value, const std::string &json, Fixes &fixes, bool byHandOnly) const
{
    QuickFix fix{"Write " + shortened(json), {}, byHandOnly};
    if (value.source.piece == nullptr) {
        fix.edits.push_back({value.source.begin, value.source.length, json});
    } else if (value.source.isWhole) {
        const int index = m_payload.map.at(value.source.piece->span.offset);
        if (index < 0) return;
        const TemplatePart &part = m_payload.map.part(index);
        const std::size_t quote = value.source.isQuoted ? 1 : 0;
        const std::string_view source = m_payload.map.source();
        const bool hasQuotes =
            quote == 0 || (part.begin > 0 && source[part.begin - 1] == '"' && source.substr(part.end, 1) == "\"");
        if (!hasQuotes) return;
        fix.edits.push_back({part.begin - quote, part.end - part.begin + 2 * quote, json});
    } else {
        return;
    }
    fixes.push_back(std::move(fix));
}

void SchemaFixes::type(const Value &value, Fixes &fixes) const
{
    if (value.node.isContainer()) return typeOfContainer(value, fixes);
    if (value.node.kind == JsonNode::Kind::String)
        typeOfText(value, fixes);
    else if (value.node.kind == JsonNode::Kind::Word)
        typeOfWord(value, fixes);
    else if (value.rules.wants("string")) {
        for (const TextChange &change : dateChanges(value.text))
            if ((!value.rules.format().empty() || !value.rules.pattern().empty()) && value.rules.allowsText(change.result) &&
                fixes.empty())
                printed(value, encodedExpression(withFilter(value.expression, change.filter)), fixes);
        if (value.source.piece == nullptr)
            instead(value, '"' + value.json + '"', fixes, false);
        else if (auto fix = m_prints.encodedAsText(value.source.piece->span.offset))
            fixes.push_back(std::move(*fix));
    } else if (value.rules.wants("integer")) {
        // Digits behind the point are lost.
        printed(value, withFilter(value.expression, "round"), fixes, true);
    }
    if (value.rules.wants("array") && !value.expression.empty() && value.json != "null")
        printed(value, "[" + value.expression + "]|json_encode|raw", fixes);
}

void SchemaFixes::typeOfText(const Value &value, Fixes &fixes) const
{
    const bool isNumber = isJsonNumber(value.text) && wantsNumber(value.rules);
    const bool isTruth = (value.text == "true" || value.text == "false") && value.rules.wants("boolean");
    const bool isNull = value.text == "null" && value.rules.wants("null");
    if (value.source.piece == nullptr) {
        if (isNumber || isTruth || isNull) instead(value, value.text, fixes, false);
        if (fixes.empty() && value.rules.wants("boolean") && (value.text == "1" || value.text == "0"))
            instead(value, value.text == "1" ? "true" : "false", fixes, false);
        return;
    }
    const std::size_t offset = value.source.piece->span.offset;
    const std::string operand = asOperand(value.expression);
    // What number_format or a condition prints has its form already.
    const bool isFormatted = value.expression.find("number_format") != std::string::npos ||
                             (isTruth && !value.isTextInContext && value.expression.find('?') != std::string::npos);
    if ((isNumber || isTruth) && isFormatted && value.source.isQuoted) printed(value, value.expression, fixes);
    if (isNumber && value.isTextInContext) printed(value, encodedExpression("(" + operand + " + 0)"), fixes);
    if (isTruth && value.isTextInContext) printed(value, encodedExpression("(" + operand + " == 'true')"), fixes);
    const bool wantsBare = wantsNumber(value.rules) || value.rules.wants("boolean") || value.rules.wants("null");
    if (value.source.isQuoted && wantsBare && fixes.empty())
        if (auto fix = m_prints.withoutQuotes(offset)) fixes.push_back(std::move(*fix));
}

// null, true and false.
void SchemaFixes::typeOfWord(const Value &value, Fixes &fixes) const
{
    if (value.source.piece == nullptr) {
        if (value.rules.wants("string") && value.json != "null") instead(value, '"' + value.json + '"', fixes, false);
        return;
    }
    const std::size_t offset = value.source.piece->span.offset;
    const std::string operand = asOperand(value.expression);
    if (value.json != "null") {
        if (value.rules.wants("string")) printed(value, encodedExpression("(" + operand + " ? 'true' : 'false')"), fixes);
        if (wantsNumber(value.rules)) printed(value, operand + " ? 1 : 0", fixes);
        return;
    }
    if (value.rules.wants("string"))
        if (auto fix = m_prints.encodedAsText(offset)) fixes.push_back(std::move(*fix));
    const std::pair<const char *, const char *> defaults[] = {
        {"number", "0"}, {"integer", "0"}, {"boolean", "false"}, {"array", "[]"}};
    for (const auto &[type, nothing] : defaults) {
        if (!value.rules.wants(type)) continue;
        if (auto fix = m_prints.withDefault(offset, value.path, nothing)) fixes.push_back(std::move(*fix));
        return;
    }
}

void SchemaFixes::typeOfContainer(const Value &value, Fixes &fixes) const
{
    if (value.expression.empty()) return;
    const std::string operand = asOperand(value.expression);
    const bool isList = value.node.kind == JsonNode::Kind::Array;
    // PHP's array of nothing is a list.
    if (isList && value.node.size == 0 && value.rules.wants("object"))
        printed(value, operand + " ? " + encodedExpression(value.expression) + " : '{}'", fixes);
    if (isList && value.node.size > 0 && !value.rules.wants("array"))
        printed(value, encodedExpression(withFilter(value.expression, "first")), fixes, true);
    if (isList && value.rules.wants("string"))
        printed(value, encodedExpression(withFilter(value.expression, "join(', ')")), fixes, true);
    if (!isList && value.rules.wants("array")) printed(value, "[" + value.expression + "]|json_encode|raw", fixes);
}

void SchemaFixes::form(const Value &value, Fixes &fixes) const
{
    if (value.source.piece == nullptr) return;
    const std::size_t offset = value.source.piece->span.offset;
    std::vector<TextChange> changes = dateChanges(value.text);
    // Whatever a date filter printed is a date.
    if (value.expression.find("|date") != std::string::npos) changes = dateChanges("2026-05-31 13:59:59");
    if (!value.source.isWhole) changes.clear();
    for (TextChange &change : textChanges(value.text))
        changes.push_back(std::move(change));
    std::vector<std::string> results;
    for (const TextChange &change : changes) {
        const bool isKnown = std::find(results.begin(), results.end(), change.result) != results.end();
        if (fixes.size() >= 3 || isKnown || !value.rules.allowsText(change.result)) continue;
        results.push_back(change.result);
        auto fix = m_prints.filtered(offset, change.filter, value.source.isQuoted);
        if (!fix) continue;
        fix->byHandOnly = change.isGuess;
        fixes.push_back(std::move(*fix));
    }
}

// The nearest of the values allowed; which of several is meant only a person knows, unless it is a matter of spelling.
void SchemaFixes::allowed(const Value &value, Fixes &fixes) const
{
    if (value.source.piece != nullptr && value.node.kind == JsonNode::Kind::String) form(value, fixes);
    std::vector<std::string> values = value.rules.allowedValues();
    const auto distance = [&](const std::string &json) { return editDistance(lowered(json), lowered(value.json)); };
    std::stable_sort(values.begin(), values.end(),
                     [&](const std::string &a, const std::string &b) { return distance(a) < distance(b); });
    if (value.source.isQuoted && std::find(values.begin(), values.end(), value.text) != values.end())
        if (value.source.piece != nullptr && fixes.empty())
            if (auto fix = m_prints.withoutQuotes(value.source.piece->span.offset)) fixes.push_back(std::move(*fix));
    for (std::size_t i = 0; i < std::min<std::size_t>(values.size(), 4); ++i) {
        const bool isOnlyOne = values.size() == 1 || values[i] == value.text;
        const bool isNear = i == 0 && distance(values[0]) <= std::max<std::size_t>(1, value.json.size() / 4) &&
                            (values.size() < 2 || distance(values[1]) > distance(values[0]));
        instead(value, values[i], fixes, value.source.piece != nullptr || !(isOnlyOne || isNear));
    }
}

// Each of these sends something else than the context has: for a person to decide.
void SchemaFixes::bounds(const Value &value, Fixes &fixes) const
{
    if (value.source.piece == nullptr) return;
    const std::size_t offset = value.source.piece->span.offset;
    const auto most = value.rules.count(value.node.kind == JsonNode::Kind::Array ? "maxItems" : "maxLength");
    if (value.node.kind == JsonNode::Kind::String || (value.node.kind == JsonNode::Kind::Array && !value.expression.empty())) {
        const std::string slice = "slice(0, " + std::to_string(most.value_or(0)) + ")";
        if (auto fix = most ? m_prints.filtered(offset, slice, value.source.isQuoted) : std::nullopt) {
            fix->byHandOnly = true;
            fixes.push_back(std::move(*fix));
        }
    }
    if (value.node.kind != JsonNode::Kind::Number || value.expression.empty()) return;
    const double number = nlohmann::json::parse(value.json, nullptr, false).get<double>();
    const auto least = value.rules.number("minimum"), greatest = value.rules.number("maximum");
    const auto clamped = [&](const char *function, const nlohmann::json &limit) {
        printed(value, encodedExpression(std::string(function) + "(" + value.expression + ", " + limit.dump() + ")"), fixes,
                true);
    };
    if (least && number < least->get<double>()) clamped("max", *least);
    if (greatest && number > greatest->get<double>()) clamped("min", *greatest);
}

} // namespace targetdesk
