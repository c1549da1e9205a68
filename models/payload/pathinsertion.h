// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace targetdesk {

/// What to type at an offset of a template to have a path of the context there: the path alone inside `{{ }}` and `{% %}`, else
/// an expression that prints it. Where a JSON value belongs it prints JSON, quotes included; inside a JSON text the value alone.
/// Pure; any thread.
std::string insertionOf(const std::string &path, std::string_view source, std::size_t offset, bool isJson);

/// A path as an expression of Twig: keys that are no names hang on `_context` at the root.
std::string pathExpression(const std::string &path);

} // namespace targetdesk
