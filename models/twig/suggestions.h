// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace twig {

/// ` Did you mean "a", "b"?` as SyntaxError::addSuggestions() finds them, or nothing.
std::string suggestions(std::string_view name, std::span<const std::string_view> items);

} // namespace twig
