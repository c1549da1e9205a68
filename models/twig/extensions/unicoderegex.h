// SPDX-License-Identifier: MIT
#pragma once

#include "twig/extensions/methodcall.h"
#include "twig/object.h"

namespace twig {

// The methods of UnicodeString that take a regular expression.
Value matchMethod(const UnicodeObject &text, const MethodArguments &call);
Value replaceMatchesMethod(const UnicodeObject &text, const MethodArguments &call);
/// split() with flags.
Value splitByPattern(const UnicodeObject &text, const MethodArguments &call);

} // namespace twig
