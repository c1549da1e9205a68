// SPDX-License-Identifier: MIT
#pragma once

#include "twig/extensions/methodcall.h"
#include "twig/object.h"

#include <span>
#include <string_view>

namespace twig {

/// A method of what the filter "u" makes.
struct UnicodeMethod
{
    std::string_view name; ///< in small letters
    std::span<const MethodParameter> parameters;
    Value (*run)(const UnicodeObject &, const MethodArguments &);
};

// All of them, one file each.
std::span<const UnicodeMethod> unicodeSearchMethods();
std::span<const UnicodeMethod> unicodeAddMethods();
std::span<const UnicodeMethod> unicodeCutMethods();
std::span<const UnicodeMethod> unicodeChangeMethods();

} // namespace twig
