// SPDX-License-Identifier: MIT
#pragma once

#include "twig/array.h"
#include "twig/code.h"

#include <string_view>

namespace twig {

struct Scope;

/// Where variables come from that a function does not mention itself: a map, or the scope of the caller; then the next layer.
struct Layer
{
    const Array *map = nullptr;
    const Scope *scope = nullptr;
    const Layer *next = nullptr;
    bool behind = false; ///< its names come after those of the next layer, as array_merge() puts them
};

/// Twig's $context: the variables that a function mentions have slots, all others are looked up in the layers when somebody asks.
struct Scope
{
    const NameTable *names = nullptr;
    Value *slots = nullptr;
    const Layer *layers = nullptr;

    /// Null when there is no such variable.
    const Value *find(std::string_view name) const;
    /// All of it as an array, in PHP's order as far as it is known: what came in, then what the template set.
    Array *toArray(Arena &arena) const;
};

const Value *findIn(const Layer *layer, std::string_view name);

} // namespace twig
