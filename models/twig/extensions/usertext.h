// SPDX-License-Identifier: MIT
#pragma once

#include "twig/convert.h"

#include <optional>

namespace twig {

// Arguments of functions that are written in PHP: other than PHP's own they refuse null where no null is asked for.

inline std::string_view userText(Runtime &runtime, const Value &value, const Parameter &parameter)
{
    if (value.isNull()) failType(value, parameter, "string");
    return textArgument(runtime, value, parameter);
}

inline std::optional<std::string_view> optionalUserText(Runtime &runtime, const Value &value, const Parameter &parameter)
{
    if (value.isNull()) return std::nullopt;
    return textArgument(runtime, value, parameter);
}

/// A parameter of type array: no Traversable, no null.
inline const Array &userArray(const Value &value, const Parameter &parameter)
{
    if (!value.isArray()) failType(value, parameter, "array");
    return *value.arrayValue();
}

} // namespace twig
