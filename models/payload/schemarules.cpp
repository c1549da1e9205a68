// SPDX-License-Identifier: MIT
#include "payload/schemarules.h"

#include "payload/schemarewrite.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace targetdesk {

const nlohmann::json *SchemaRules::find(const char *keyword) const
{
    if (m_part == nullptr) return nullptr;
    const auto found = m_part->find(keyword);
    return found == m_part->end() ? nullptr : &*found;
}

std::string SchemaRules::textOf(const char *keyword) const
{
    const nlohmann::json *value = find(keyword);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::vector<std::string> SchemaRules::types() const
{
    std::vector<std::string> names;
    const nlohmann::json *type = find("type");
    if (type == nullptr) return names;
    for (const nlohmann::json &one : type->is_array() ? *type : nlohmann::json::array({*type}))
        if (one.is_string()) names.push_back(one.get<std::string>());
    return names;
}

bool SchemaRules::wants(std::string_view type) const
{
    const std::vector<std::string> names = types();
    return std::find(names.begin(), names.end(), type) != names.end();
}

bool SchemaRules::permits(std::string_view type) const
{
    return types().empty() || wants(type) || (type == "integer" && wants("number"));
}

std::vector<std::string> SchemaRules::allowedValues() const
{
    std::vector<std::string> values;
    if (const nlohmann::json *only = find("const")) values.push_back(only->dump());
    if (const nlohmann::json *listed = find("enum"); listed != nullptr && listed->is_array())
        for (const nlohmann::json &one : *listed)
            values.push_back(one.dump());
    return values;
}

bool SchemaRules::fitsPattern(const std::string &text) const
{
    return pattern().empty() || matchesPattern(pattern(), text);
}

bool SchemaRules::allowsText(const std::string &text) const
{
    if (!permits("string")) return false;
    const std::size_t length = twig::php::length(text);
    if (length > count("maxLength").value_or(length) || length < count("minLength").value_or(length)) return false;
    const std::string form = patternOfFormat(format());
    if (!fitsPattern(text) || (!form.empty() && !matchesPattern(form, text))) return false;
    const std::vector<std::string> allowed = allowedValues();
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), nlohmann::json(text).dump()) != allowed.end();
}

std::optional<nlohmann::json> SchemaRules::number(const char *keyword) const
{
    const nlohmann::json *value = find(keyword);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return *value;
}

std::optional<std::size_t> SchemaRules::count(const char *keyword) const
{
    const auto value = number(keyword);
    if (!value || value->get<double>() < 0) return std::nullopt;
    return value->get<std::size_t>();
}

std::vector<std::string> SchemaRules::keys() const
{
    std::vector<std::string> names;
    if (const nlohmann::json *properties = find("properties"); properties != nullptr && properties->is_object())
        for (const auto &[name, rules] : properties->items())
            names.push_back(name);
    return names;
}

const nlohmann::json *SchemaRules::rulesOf(const std::string &key) const
{
    const nlohmann::json *properties = find("properties");
    if (properties == nullptr || !properties->is_object()) return nullptr;
    const auto found = properties->find(key);
    return found == properties->end() ? nullptr : &*found;
}

std::vector<std::string> SchemaRules::requiredKeys() const
{
    std::vector<std::string> names;
    if (const nlohmann::json *required = find("required"); required != nullptr && required->is_array())
        for (const nlohmann::json &one : *required)
            if (one.is_string()) names.push_back(one.get<std::string>());
    return names;
}

std::string wordsForFormat(const std::string &format)
{
    if (format == "date") return "a date as 2026-05-31";
    if (format == "time") return "a time with its zone, as 13:59:59Z";
    if (format == "date-time") return "a date and time as 2026-05-31T13:59:59Z";
    if (format == "email") return "an e-mail address";
    if (format == "uri") return "a URL with its scheme, as https://example.com/";
    if (format == "uuid") return "a UUID";
    return format;
}

} // namespace targetdesk
