// SPDX-License-Identifier: MIT
#pragma once

#include "twig/runtime.h"

namespace twig {

/// asort(), or uasort() when `arrow` is not null. PHP's own algorithm (zend_sort), since what it makes of items that cannot be
/// put in order hangs on it.
Array *sorted(Runtime &runtime, const Array &array, const Value &arrow);

/// The arrow function in `arrow`. A callable string, which PHP would take with a deprecation, is refused.
/// \throws Failure (Security)
const ClosureObject &arrowFunction(Runtime &runtime, const Value &arrow, std::string_view thing, std::string_view kind);

} // namespace twig
