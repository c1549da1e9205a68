// SPDX-License-Identifier: MIT
#pragma once

#include "twig/extension.h"

#include <span>
#include <string_view>

namespace twig {

/// One argument of a filter, function or test, under Twig's own name.
struct ArgumentInfo
{
    std::string_view name;
    std::string_view defaultValue; ///< as one would write it in Twig; empty: required
    bool variadic = false;
};

/// One thing a template can name. Completion, help, the syntax definition and the manual come from here.
struct SymbolInfo
{
    enum class Kind { Tag, Filter, Function, Test, Operator };
    Kind kind;
    std::string_view name;
    std::span<const ArgumentInfo> arguments;
    std::string_view help;    ///< one line, plain words
    std::string_view example; ///< a template that runs with an empty context
    Extension extension = Extension::Core;
};

/// Everything the engine knows, of all extensions, sorted by kind and name.
std::span<const SymbolInfo> symbols();

} // namespace twig
