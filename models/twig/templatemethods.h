// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <span>
#include <string_view>

namespace twig {

/// What a template can ask of another one that it holds as a value, as Twig\TemplateWrapper: render(context),
/// renderBlock(name, context), hasBlock(name, context), getBlockNames(context), getTemplateName().
bool hasTemplateMethod(std::string_view name);
/// PHP's name of it, in lower case.
std::string templateMethodName(std::string_view name);
Value callTemplateMethod(Runtime &runtime, const TemplateObject &object, std::string_view name, std::span<const Value> arguments);

} // namespace twig
