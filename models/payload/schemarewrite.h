// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace targetdesk {

/// The same schema in the words of draft 7, formats as patterns: a validator's own check of formats may recurse once per
/// character. Removes the schema's own address, so that its references stay inside. Pure.
nlohmann::json rewrittenSchema(const nlohmann::json &schema);

/// Why a bundled schema cannot be used: a pattern that is none, a reference that leads nowhere, out of the file or in a circle.
/// Empty when nothing is wrong that is known before its use.
std::string schemaProblem(const nlohmann::json &schema);

/// The part of a schema that a local reference (`#/$defs/x`) leads to, through further references; null when to none.
const nlohmann::json *referredTo(const nlohmann::json &schema, const nlohmann::json &part);

/// Of this keyword the value is data, not schemas.
bool holdsData(const std::string &key);

/// True when the pattern, which is one, is found in the text, or the search was given up: then nobody is told off.
bool matchesPattern(const std::string &pattern, const std::string &text);

/// The pattern that stands for a format, empty for one that is not checked.
std::string patternOfFormat(const std::string &format);

} // namespace targetdesk
