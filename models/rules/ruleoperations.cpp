// SPDX-License-Identifier: MIT
#include "rules/ruleoperations.h"

#include "rules/jsnumber.h"
#include "rules/jsonlogic.h"
#include "rules/jstext.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

namespace targetdesk {

namespace {

using Items = JsValue::Items;

constexpr std::size_t maximumText = 16u << 20;

JsValue operand(const Items &operands, std::size_t index)
{
    return index < operands.size() ? operands[index] : JsValue();
}

JsValue boolean(bool value)
{
    return JsValue::boolean(value);
}

JsValue lookUp(const JsValue &path, const JsValue &standard, const JsValue &data)
{
    const JsValue notFound = standard.isUndefined() ? JsValue::null() : standard;
    if (path.isNullish() || (path.isText() && path.asText().empty())) return data;
    const std::string text = path.toText();
    JsValue found = data;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        if (found.isNullish()) return notFound;
        const std::size_t end = std::min(text.find('.', begin), text.size());
        found = found.member(text.substr(begin, end - begin));
        if (found.isUndefined()) return notFound;
        begin = end + 1;
    }
    return found;
}

JsValue variable(const Items &operands, const JsValue &data)
{
    return lookUp(operand(operands, 0), operand(operands, 1), data);
}

Items missingOf(const Items &keys, const JsValue &data)
{
    Items absent;
    for (const JsValue &key : keys) {
        // A key that is a list is `var`'s operand list: name and default.
        const JsValue value = key.isList() ? lookUp(key.at(0), key.at(1), data) : lookUp(key, {}, data);
        if (value.type() == JsValue::Type::Null || (value.isText() && value.asText().empty())) absent.push_back(key);
    }
    return absent;
}

Items itemsOf(const JsValue &list)
{
    Items items;
    for (std::size_t i = 0; i < list.size(); ++i)
        items.push_back(list.at(i));
    return items;
}

JsValue missing(const Items &operands, const JsValue &data)
{
    const JsValue first = operand(operands, 0);
    return JsValue::list(missingOf(first.isList() ? itemsOf(first) : operands, data));
}

JsValue missingSome(const Items &operands, const JsValue &data)
{
    const JsValue options = operand(operands, 1);
    if (options.isNullish()) throw RuleError("missing_some needs a number and a list of paths");
    const Items absent = missingOf(options.isList() ? itemsOf(options) : Items{options}, data);
    const double present = options.member("length").toNumber() - static_cast<double>(absent.size());
    return present >= operand(operands, 0).toNumber() ? JsValue::list({}) : JsValue::list(absent);
}

bool contains(const Items &operands)
{
    const JsValue needle = operand(operands, 0);
    const JsValue haystack = operand(operands, 1);
    if (haystack.isText()) return !haystack.asText().empty() && haystack.asText().find(needle.toText()) != std::string::npos;
    for (std::size_t i = 0; i < haystack.size(); ++i) {
        if (JsValue::strictlyEqual(haystack.at(i), needle)) return true;
    }
    return false;
}

JsValue concatenate(const Items &operands, const JsValue &)
{
    std::string text;
    for (const JsValue &one : operands) {
        if (!one.isNullish()) text += one.toText();
        if (text.size() > maximumText) throw RuleError("cat made a text of more than 16 MiB");
    }
    return JsValue::text(std::move(text));
}

double integerOf(const JsValue &value)
{
    const double number = value.toNumber();
    return std::isnan(number) ? 0 : std::trunc(number);
}

// String.prototype.substr.
std::u16string_view jsSubstr(std::u16string_view text, double start, double length)
{
    const auto size = static_cast<double>(text.size());
    const double begin = start < 0 ? std::max(size + start, 0.0) : std::min(start, size);
    const double count = std::clamp(length, 0.0, size - begin);
    return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(count));
}

JsValue substring(const Items &operands, const JsValue &)
{
    const std::u16string source = toUtf16(operand(operands, 0).toText());
    const double start = integerOf(operand(operands, 1));
    const JsValue end = operand(operands, 2);
    const double all = std::numeric_limits<double>::infinity();
    if (end.toNumber() < 0) { // as PHP: so many units from the end are left out
        const std::u16string_view rest = jsSubstr(source, start, all);
        const auto size = static_cast<double>(rest.size());
        // JavaScript's + joins as soon as one side is no number: 9 + "-2" is "9-2".
        const bool joins = end.type() != JsValue::Type::Number;
        const double length = joins ? jsNumberOf(jsNumberText(size) + end.toText()) : size + end.asNumber();
        return JsValue::text(toUtf8(jsSubstr(rest, 0, std::isnan(length) ? 0 : std::trunc(length))));
    }
    return JsValue::text(toUtf8(jsSubstr(source, start, end.isUndefined() ? all : integerOf(end))));
}

JsValue add(const Items &operands, const JsValue &)
{
    double sum = 0;
    for (const JsValue &one : operands)
        sum += jsParseFloat(one.toText());
    return JsValue::number(sum);
}

JsValue multiply(const Items &operands, const JsValue &)
{
    if (operands.empty()) throw RuleError("* needs an operand");
    JsValue product = operands[0]; // a single one comes back as it is
    for (std::size_t i = 1; i < operands.size(); ++i)
        product = JsValue::number(jsParseFloat(product.toText()) * jsParseFloat(operands[i].toText()));
    return product;
}

JsValue subtract(const Items &operands, const JsValue &)
{
    const double first = operand(operands, 0).toNumber();
    const JsValue second = operand(operands, 1);
    return JsValue::number(second.isUndefined() ? -first : first - second.toNumber());
}

JsValue divide(const Items &operands, const JsValue &)
{
    return JsValue::number(operand(operands, 0).toNumber() / operand(operands, 1).toNumber());
}

JsValue remainder(const Items &operands, const JsValue &)
{
    return JsValue::number(std::fmod(operand(operands, 0).toNumber(), operand(operands, 1).toNumber()));
}

template <typename Better>
JsValue extreme(const Items &operands, double start, Better better)
{
    double best = start;
    for (const JsValue &one : operands) {
        const double number = one.toNumber();
        if (std::isnan(number)) return JsValue::number(number);
        if (better(number, best)) best = number;
    }
    return JsValue::number(best);
}

JsValue minimum(const Items &operands, const JsValue &)
{
    return extreme(operands, std::numeric_limits<double>::infinity(), std::less<>());
}

JsValue maximum(const Items &operands, const JsValue &)
{
    return extreme(operands, -std::numeric_limits<double>::infinity(), std::greater<>());
}

JsValue merge(const Items &operands, const JsValue &)
{
    Items merged;
    for (const JsValue &one : operands) {
        if (!one.isList()) {
            merged.push_back(one);
            continue;
        }
        const Items items = itemsOf(one);
        merged.insert(merged.end(), items.begin(), items.end());
    }
    return JsValue::list(std::move(merged));
}

// `<` and `<=` have a form with three operands, "between".
template <bool (*compare)(const JsValue &, const JsValue &)>
JsValue ascending(const Items &operands, const JsValue &)
{
    const JsValue second = operand(operands, 1);
    const JsValue third = operand(operands, 2);
    return boolean(compare(operand(operands, 0), second) && (third.isUndefined() || compare(second, third)));
}

template <bool (*compare)(const JsValue &, const JsValue &)>
JsValue descending(const Items &operands, const JsValue &)
{
    return boolean(compare(operand(operands, 1), operand(operands, 0)));
}

template <bool (*equal)(const JsValue &, const JsValue &), bool wanted>
JsValue equality(const Items &operands, const JsValue &)
{
    return boolean(equal(operand(operands, 0), operand(operands, 1)) == wanted);
}

} // namespace

RuleOperation ruleOperation(const std::string &name)
{
    static const std::map<std::string_view, RuleOperation> operations = {
        {"var", variable},
        {"missing", missing},
        {"missing_some", missingSome},
        {"==", equality<JsValue::looselyEqual, true>},
        {"!=", equality<JsValue::looselyEqual, false>},
        {"===", equality<JsValue::strictlyEqual, true>},
        {"!==", equality<JsValue::strictlyEqual, false>},
        {"<", ascending<JsValue::less>},
        {"<=", ascending<JsValue::lessOrEqual>},
        {">", descending<JsValue::less>},
        {">=", descending<JsValue::lessOrEqual>},
        {"!", [](const Items &operands, const JsValue &) { return boolean(!operand(operands, 0).isTruthy()); }},
        {"!!", [](const Items &operands, const JsValue &) { return boolean(operand(operands, 0).isTruthy()); }},
        {"in", [](const Items &operands, const JsValue &) { return boolean(contains(operands)); }},
        {"not_in", [](const Items &operands, const JsValue &) { return boolean(!contains(operands)); }},
        {"cat", concatenate},
        {"substr", substring},
        {"+", add},
        {"-", subtract},
        {"*", multiply},
        {"/", divide},
        {"%", remainder},
        {"min", minimum},
        {"max", maximum},
        {"merge", merge},
        {"log", [](const Items &operands, const JsValue &) { return operand(operands, 0); }},
    };
    const auto found = operations.find(name);
    return found == operations.end() ? nullptr : found->second;
}

} // namespace targetdesk
