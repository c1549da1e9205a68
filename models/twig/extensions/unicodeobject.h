// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <span>
#include <string_view>

namespace twig {

/// The methods of what the filter "u" makes: Symfony's UnicodeString, without those that make strings of another class.
bool hasUnicodeMethod(std::string_view name);
/// Its own name in lower case: "isempty" for "empty".
std::string_view unicodeMethodName(std::string_view name);
/// Arguments in their order; `names` has the name of each that was given by name, else an empty text.
Value callUnicodeMethod(Runtime &runtime, const UnicodeObject &text, std::string_view name, std::span<const Value> arguments,
                        std::span<const std::string_view> names);

} // namespace twig
