// SPDX-License-Identifier: MIT
#pragma once

#include "twig/callable.h"

#include <span>

namespace twig {

// The parts of the registry, one file each.
std::span<const Callable> dateFilters();
std::span<const Callable> numberFilters();
std::span<const Callable> textFilters();
std::span<const Callable> arrayFilters();
std::span<const Callable> arrowFilters();
std::span<const Callable> outputFilters();
std::span<const Callable> coreFunctions();
std::span<const Callable> coreTests();
std::span<const Callable> debugFunctions();

// The extensions; those that need ICU are absent without it.
std::span<const Callable> stringFilters();
std::span<const Callable> htmlFilters();
std::span<const Callable> htmlFunctions();
std::span<const Callable> unicodeFilters();
std::span<const Callable> intlNameFilters();
std::span<const Callable> intlFormatFilters();
std::span<const Callable> intlFunctions();

/// `is empty`, which `|default` uses, too.
bool isEmpty(const Value &value);
/// PHP's constants that templates may read; absent when we do not have it.
Value phpConstant(std::string_view name);

} // namespace twig
