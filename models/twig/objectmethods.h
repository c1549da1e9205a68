// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <optional>
#include <span>

namespace twig {

/// A public property: of a Bag, of a DateInterval; the three that a DateTime shows ("date", "timezone_type", "timezone").
std::optional<Value> objectProperty(Runtime &runtime, const Object &object, std::string_view name);

/// The object as PHP's (array) and json_encode() see it, its public properties.
const Array *objectProperties(Runtime &runtime, const Object &object);

/// Whether Twig would find a method of that name, "get", "is" and "has" before it included: those without side effects that the
/// date classes, Closure and the iterators have.
bool hasMethod(const Object &object, std::string_view name);
/// PHP's name of that method in lower case: "gettimestamp".
std::string methodName(const Object &object, std::string_view name);
/// What a method of Markup gives; none when it has no method of that name.
std::optional<Value> markupMethod(const Value &markup, std::string_view name);
/// `names` has the name of each argument that was given by name, else an empty text; it may be shorter than the arguments.
Value callObjectMethod(Runtime &runtime, const Object &object, std::string_view name, std::span<const Value> arguments,
                       std::span<const std::string_view> names = {});

} // namespace twig
