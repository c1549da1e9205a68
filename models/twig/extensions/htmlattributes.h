// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <optional>
#include <span>
#include <string>

namespace twig {

/// What |html_attr_type makes of a value. \throws Failure for a value of the wrong kind
Value attributeValue(Runtime &runtime, const Value &value, AttributeObject::Form form);
/// The text of the attribute; absent when the attribute is to be left out.
std::optional<std::string> attributeText(Runtime &runtime, const AttributeObject &attribute);
/// Mappings of attributes laid one over the other; lists and parts of a value are put together. \throws Failure
Array *mergedAttributes(Runtime &runtime, std::span<const Value> mappings);
/// name="value" pairs, escaped for HTML.
std::string attributesAsHtml(Runtime &runtime, const Array &attributes);

/// The methods of a Cva (apply) and of an attribute's value (getValue).
bool hasHtmlMethod(const Object &object, std::string_view name);
Value callHtmlMethod(Runtime &runtime, const Object &object, std::span<const Value> arguments,
                     std::span<const std::string_view> names);

} // namespace twig
