// SPDX-License-Identifier: MIT
#include "payload/schemaevaluation.h"

#include "payload/schemarewrite.h"
#include "twig/php/unicode.h"
#include "workspace/jsonoutline.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

namespace {

using Value = nlohmann::json;

/// Deeper than any payload that a template prints, and longer than any schema needs that does not lead back to itself.
constexpr int MostDepth = 2000;
constexpr int MostSteps = 2000000;

const Value *keyword(const Value &schema, const char *name)
{
    const auto found = schema.find(name);
    return found == schema.end() ? nullptr : &*found;
}

bool isType(const Value &value, const Value &type)
{
    if (type == "integer") return value.is_number() && value.get<double>() == std::floor(value.get<double>());
    if (type == "number") return value.is_number();
    return type.is_string() && type.get<std::string>() == value.type_name();
}

bool isAnyType(const Value &value, const Value &types)
{
    if (!types.is_array()) return isType(value, types);
    return std::any_of(types.begin(), types.end(), [&](const Value &type) { return isType(value, type); });
}

bool isWithin(const Value &schema, double number, const char *least, const char *most)
{
    const Value *low = keyword(schema, least), *high = keyword(schema, most);
    return !(low != nullptr && low->is_number() && number < low->get<double>()) &&
           !(high != nullptr && high->is_number() && number > high->get<double>());
}

bool fitsText(const Value &schema, const std::string &text)
{
    if (!isWithin(schema, static_cast<double>(twig::php::length(text)), "minLength", "maxLength")) return false;
    const Value *pattern = keyword(schema, "pattern"), *format = keyword(schema, "format");
    if (pattern != nullptr && pattern->is_string() && !matchesPattern(pattern->get<std::string>(), text)) return false;
    if (format == nullptr || !format->is_string()) return true;
    const std::string asPattern = patternOfFormat(format->get<std::string>());
    return asPattern.empty() || matchesPattern(asPattern, text);
}

bool fitsNumber(const Value &schema, double number)
{
    const Value *above = keyword(schema, "exclusiveMinimum"), *below = keyword(schema, "exclusiveMaximum");
    if (above != nullptr && above->is_number() && number <= above->get<double>()) return false;
    if (below != nullptr && below->is_number() && number >= below->get<double>()) return false;
    const Value *step = keyword(schema, "multipleOf");
    if (step != nullptr && step->is_number() && step->get<double>() > 0) {
        const double times = number / step->get<double>();
        if (std::abs(times - std::round(times)) > 1e-9 * std::max(1.0, std::abs(times))) return false;
    }
    return isWithin(schema, number, "minimum", "maximum");
}

bool fitsByItself(const Value &schema, const Value &value)
{
    if (const Value *type = keyword(schema, "type"); type != nullptr && !isAnyType(value, *type)) return false;
    if (const Value *only = keyword(schema, "const"); only != nullptr && *only != value) return false;
    if (const Value *listed = keyword(schema, "enum"); listed != nullptr && listed->is_array())
        if (std::find(listed->begin(), listed->end(), value) == listed->end()) return false;
    if (value.is_string()) return fitsText(schema, value.get<std::string>());
    return !value.is_number() || fitsNumber(schema, value.get<double>());
}

bool hasDuplicates(const Value &list)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        if (std::find(list.begin() + static_cast<std::ptrdiff_t>(i) + 1, list.end(), list[i]) != list.end()) return true;
    return false;
}

} // namespace

void SchemaEvaluation::Seen::add(const Seen &other)
{
    keys.insert(other.keys.begin(), other.keys.end());
    items.insert(other.items.begin(), other.items.end());
}

bool SchemaEvaluation::isNeededFor(const Json &schema)
{
    if (schema.is_array()) return std::any_of(schema.begin(), schema.end(), isNeededFor);
    if (!schema.is_object()) return false;
    for (const auto &[key, value] : schema.items()) {
        if (key == "unevaluatedProperties" || key == "unevaluatedItems" || key == "minContains" || key == "maxContains")
            return true;
        if (!holdsData(key) && isNeededFor(value)) return true;
    }
    return false;
}

bool SchemaEvaluation::run(const Json &value)
{
    m_violations.clear();
    m_silence = m_depth = m_steps = 0;
    Seen seen;
    return fits(m_schema, value, {}, seen);
}

void SchemaEvaluation::report(LateViolation violation)
{
    if (m_silence == 0) m_violations.push_back(std::move(violation));
}

bool SchemaEvaluation::fits(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    if (schema.is_boolean()) return schema.get<bool>();
    if (!schema.is_object()) return true;
    if (m_depth >= MostDepth || ++m_steps > MostSteps) return true;
    ++m_depth;
    bool isGood = fitsByItself(schema, value);
    if (const Json *reference = keyword(schema, "$ref"); reference != nullptr) {
        // That it leads somewhere was seen when the schema was read.
        const Json::json_pointer place(reference->get<std::string>().substr(1));
        isGood = fits(m_schema.at(place), value, path, seen) && isGood;
    }
    if (value.is_object()) isGood = fitsObject(schema, value, path, seen) && isGood;
    if (value.is_array()) isGood = fitsList(schema, value, path, seen) && isGood;
    isGood = fitsTogether(schema, value, path, seen) && isGood;
    isGood = fitsUnevaluated(schema, value, path, seen) && isGood;
    --m_depth;
    return isGood;
}

bool SchemaEvaluation::fitsSilently(const Json &schema, const Json &value, Seen &seen)
{
    ++m_silence;
    Seen here;
    const bool isGood = fits(schema, value, {}, here);
    --m_silence;
    // What a form that does not fit looked at does not count.
    if (isGood) seen.add(here);
    return isGood;
}

bool SchemaEvaluation::fitsObject(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    bool isGood = isWithin(schema, static_cast<double>(value.size()), "minProperties", "maxProperties");
    if (const Json *required = keyword(schema, "required"); required != nullptr && required->is_array())
        for (const Json &name : *required)
            isGood = isGood && (!name.is_string() || value.contains(name.get<std::string>()));
    const Json *properties = keyword(schema, "properties"), *patterns = keyword(schema, "patternProperties");
    const Json *others = keyword(schema, "additionalProperties"), *names = keyword(schema, "propertyNames");
    Seen here;
    for (const auto &item : value.items()) {
        // Not a structured binding: clang 14 lets no lambda have one.
        const std::string &key = item.key();
        const Json &member = item.value();
        Seen inside;
        Seen &mine = here;
        const auto judge = [&](const Json &rules) {
            mine.keys.insert(key);
            isGood = fits(rules, member, withStep(path, key, false), inside) && isGood;
        };
        if (names != nullptr && !fitsSilently(*names, Json(key), inside)) isGood = false;
        if (properties != nullptr && properties->is_object() && properties->contains(key)) judge((*properties)[key]);
        if (patterns != nullptr && patterns->is_object())
            for (const auto &[pattern, rules] : patterns->items())
                if (matchesPattern(pattern, key)) judge(rules);
        if (others != nullptr && here.keys.count(key) == 0) judge(*others);
    }
    seen.add(here);
    return fitsDependents(schema, value, path, seen) && isGood;
}

bool SchemaEvaluation::fitsDependents(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    bool isGood = true;
    for (const char *name : {"dependentRequired", "dependentSchemas", "dependencies"}) {
        const Json *dependents = keyword(schema, name);
        if (dependents == nullptr || !dependents->is_object()) continue;
        for (const auto &[key, wanted] : dependents->items()) {
            if (!value.contains(key)) continue;
            if (!wanted.is_array()) {
                isGood = fits(wanted, value, path, seen) && isGood;
                continue;
            }
            for (const Json &one : wanted)
                isGood = isGood && (!one.is_string() || value.contains(one.get<std::string>()));
        }
    }
    return isGood;
}

bool SchemaEvaluation::fitsList(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    bool isGood = isWithin(schema, static_cast<double>(value.size()), "minItems", "maxItems");
    if (const Json *unique = keyword(schema, "uniqueItems"); unique != nullptr && *unique == true)
        isGood = isGood && !hasDuplicates(value);
    const Json *items = keyword(schema, "items"), *first = keyword(schema, "prefixItems");
    const Json *rest = items;
    // Before draft 2020-12 a list of schemas stood under items.
    if (first == nullptr && items != nullptr && items->is_array()) {
        first = items;
        rest = keyword(schema, "additionalItems");
    }
    const std::size_t count = first != nullptr && first->is_array() ? first->size() : 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Json *rules = i < count ? &(*first)[i] : rest;
        if (rules == nullptr) continue;
        Seen inside;
        seen.items.insert(i);
        isGood = fits(*rules, value[i], withStep(path, std::to_string(i), true), inside) && isGood;
    }
    return fitsContains(schema, value, path, seen) && isGood;
}

bool SchemaEvaluation::fitsContains(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    const Json *wanted = keyword(schema, "contains");
    if (wanted == nullptr) return true;
    std::size_t count = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        Seen inside;
        if (!fitsSilently(*wanted, value[i], inside)) continue;
        ++count;
        seen.items.insert(i);
    }
    const auto limit = [&](const char *name, std::size_t otherwise) {
        const Json *number = keyword(schema, name);
        return number != nullptr && number->is_number_unsigned() ? number->get<std::size_t>() : otherwise;
    };
    const std::size_t least = limit("minContains", 1), most = limit("maxContains", value.size());
    if (count < least) report({LateViolation::Kind::TooFewMatches, path, {}, least, count});
    if (count > most) report({LateViolation::Kind::TooManyMatches, path, {}, most, count});
    return count >= least && count <= most;
}

bool SchemaEvaluation::fitsTogether(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    bool isGood = true;
    const auto listOf = [&](const char *name) {
        const Json *forms = keyword(schema, name);
        return forms != nullptr && forms->is_array() ? forms : nullptr;
    };
    if (const Json *all = listOf("allOf"))
        for (const Json &one : *all)
            isGood = fits(one, value, path, seen) && isGood;
    for (const char *name : {"anyOf", "oneOf"}) {
        const Json *forms = listOf(name);
        if (forms == nullptr) continue;
        std::size_t fitting = 0;
        for (const Json &one : *forms)
            fitting += fitsSilently(one, value, seen) ? 1 : 0;
        isGood = isGood && fitting >= 1 && (name[0] == 'a' || fitting == 1);
    }
    Seen ignored;
    if (const Json *forbidden = keyword(schema, "not"); forbidden != nullptr && fitsSilently(*forbidden, value, ignored))
        isGood = false;
    if (const Json *condition = keyword(schema, "if"); condition != nullptr) {
        const Json *branch = keyword(schema, fitsSilently(*condition, value, seen) ? "then" : "else");
        if (branch != nullptr) isGood = fits(*branch, value, path, seen) && isGood;
    }
    return isGood;
}

bool SchemaEvaluation::fitsUnevaluated(const Json &schema, const Json &value, const std::string &path, Seen &seen)
{
    bool isGood = true;
    const Json *keys = keyword(schema, "unevaluatedProperties"), *items = keyword(schema, "unevaluatedItems");
    if (keys != nullptr && value.is_object()) {
        for (const auto &[key, member] : value.items()) {
            Seen inside;
            if (!seen.keys.insert(key).second || fits(*keys, member, withStep(path, key, false), inside)) continue;
            isGood = false;
            if (keys->is_boolean()) report({LateViolation::Kind::UnevaluatedKey, path, key, 0, 0});
        }
    }
    if (items != nullptr && value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            Seen inside;
            if (!seen.items.insert(i).second || fits(*items, value[i], withStep(path, std::to_string(i), true), inside)) continue;
            isGood = false;
            if (items->is_boolean()) report({LateViolation::Kind::UnevaluatedItem, path, std::to_string(i), 0, 0});
        }
    }
    return isGood;
}

} // namespace targetdesk
