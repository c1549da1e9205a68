// SPDX-License-Identifier: MIT
#include "payload/schemarewrite.h"

#include "twig/regex.h"

#include <utility>

namespace targetdesk {

namespace {

using Schema = nlohmann::json;

/// Until draft 7 what stands beside a reference does not count.
bool isEarlyDraft(const Schema &root)
{
    const std::string draft = root.is_object() && root.contains("$schema") && root["$schema"].is_string()
                                  ? root["$schema"].get<std::string>()
                                  : std::string();
    return draft.find("draft-0") != std::string::npos;
}

Schema rewritten(const Schema &schema, bool isRoot, bool isEarly)
{
    if (schema.is_array()) {
        Schema list = Schema::array();
        for (const Schema &one : schema)
            list.push_back(rewritten(one, false, isEarly));
        return list;
    }
    if (!schema.is_object()) return schema;
    Schema result = Schema::object();
    Schema also = Schema::array(); ///< to be fitted as well
    for (const auto &[key, value] : schema.items()) {
        if (isRoot && (key == "$id" || key == "id" || key == "$schema") && value.is_string()) continue;
        if (key == "format" && value.is_string()) {
            if (std::string pattern = patternOfFormat(value.get<std::string>()); !pattern.empty())
                also.push_back({{"pattern", pattern}});
            continue;
        }
        if (key == "$ref" && schema.size() > 1 && !isEarly) {
            also.push_back({{"$ref", value}});
        } else if (key == "contains" && schema.contains("minContains") && schema["minContains"] == 0) {
            continue;
        } else if (key == "prefixItems" && value.is_array()) {
            result["items"] = rewritten(value, false, isEarly);
            if (schema.contains("items")) result["additionalItems"] = rewritten(schema["items"], false, isEarly);
        } else if (key == "items" && schema.contains("prefixItems")) {
            continue;
        } else if ((key == "dependentRequired" || key == "dependentSchemas" || key == "dependencies") && value.is_object()) {
            for (const auto &[name, wanted] : value.items()) {
                Schema one = rewritten(wanted, false, isEarly);
                if (!result["dependencies"].contains(name))
                    result["dependencies"][name] = std::move(one);
                else
                    also.push_back({{"dependencies", {{name, std::move(one)}}}});
            }
        } else {
            result[key] = holdsData(key) ? value : rewritten(value, false, isEarly);
        }
    }
    for (Schema &one : also)
        result["allOf"].push_back(std::move(one));
    return result;
}

std::string problemIn(const Schema &root, const Schema &part)
{
    if (part.is_array()) {
        for (const Schema &one : part)
            if (std::string problem = problemIn(root, one); !problem.empty()) return problem;
        return {};
    }
    if (!part.is_object()) return {};
    for (const auto &[key, value] : part.items()) {
        if (key == "pattern" && value.is_string()) {
            const std::string pattern = value.get<std::string>();
            if (!twig::Regex("\x01" + pattern + "\x01uD").error().empty()) return "'" + pattern + "' is no pattern";
        } else if (key == "$ref" && value.is_string()) {
            const std::string where = value.get<std::string>();
            if (!where.starts_with('#')) return "the reference " + where + " leads out of the file";
            if (referredTo(root, part) == nullptr) return "the reference " + where + " leads nowhere, or in a circle";
        } else if (!holdsData(key)) {
            if (std::string problem = problemIn(root, value); !problem.empty()) return problem;
        }
    }
    return {};
}

} // namespace

bool holdsData(const std::string &key)
{
    return key == "const" || key == "enum" || key == "default" || key == "examples" || key == "example";
}

Schema rewrittenSchema(const Schema &schema)
{
    return rewritten(schema, true, isEarlyDraft(schema));
}

std::string schemaProblem(const Schema &schema)
{
    return problemIn(schema, schema);
}

const Schema *referredTo(const Schema &schema, const Schema &part)
{
    const Schema *at = &part;
    for (int steps = 0; steps < 100; ++steps) {
        if (!at->is_object() || !at->contains("$ref") || !(*at)["$ref"].is_string()) return at;
        const std::string where = (*at)["$ref"].get<std::string>();
        if (!where.starts_with('#')) return nullptr;
        try {
            const Schema::json_pointer pointer(where.substr(1));
            if (!schema.contains(pointer)) return nullptr;
            at = &schema.at(pointer);
        } catch (const Schema::exception &) {
            return nullptr;
        }
    }
    return nullptr;
}

bool matchesPattern(const std::string &pattern, const std::string &text)
{
    return twig::Regex("\x01" + pattern + "\x01uD").match(text) != twig::Regex::Result::NoMatch;
}

std::string patternOfFormat(const std::string &format)
{
    const std::string date = "[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])";
    const std::string time = "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
    if (format == "date") return "^" + date + "$";
    if (format == "time") return "^" + time + "$";
    if (format == "date-time") return "^" + date + "[Tt ]" + time + "$";
    if (format == "email") return "^[^@\\s]+@[^@\\s]+$";
    if (format == "uri") return "^[A-Za-z][A-Za-z0-9+.-]*:\\S*$";
    if (format == "uuid") return "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";
    return {};
}

} // namespace targetdesk
