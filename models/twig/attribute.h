// SPDX-License-Identifier: MIT
#pragma once

#include "twig/code.h"
#include "twig/runtime.h"

namespace twig {

/// CoreExtension::getAttribute(): a.b, a[b], a.b(c). `flags` are AttributeFlag's. What is not there gives Value::absent(), an
/// error under AttributeFlag::Strict, or false when it is only asked whether it is defined.
Value attribute(Runtime &runtime, const Value &object, const AttributeKey &key, std::uint16_t flags);
Value attributeOf(Runtime &runtime, const Value &object, const Value &key, std::uint16_t flags);

/// a.b(c). `isCall`: written with brackets; else it is attribute(a, "b", [c]).
Value callMethod(Runtime &runtime, const Value &object, const Value &name, const Array &arguments, std::uint16_t flags,
                 bool isCall);

} // namespace twig
