// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// White space as JSON has it.
constexpr bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// JSON text with line breaks and two spaces per level. Only white space changes: numbers and strings stay as they are
/// written. The text must be JSON.
std::string prettyJson(std::string_view json);

} // namespace targetdesk
