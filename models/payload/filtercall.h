// SPDX-License-Identifier: MIT
#pragma once

#include "payload/templatemap.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A filter in an expression, as its tokens have it: what it is applied to, when that is a plain path or text, and its arguments.
struct FilterCall
{
    std::size_t bar = 0;          ///< index of the `|` among the part's tokens
    std::size_t begin = 0;        ///< of the `|`, in the source
    std::size_t nameEnd = 0;      ///< behind the filter's name
    std::size_t end = 0;          ///< behind the call
    std::size_t operandBegin = 0; ///< in the source; with operandEnd the path or text right before the `|`
    std::size_t operandEnd = 0;   ///< the same as operandBegin when there is something else
    bool hasParentheses = false;
    std::vector<std::string> arguments; ///< as written

    std::string_view operand(const TemplateMap &map) const
    {
        return map.source().substr(operandBegin, operandEnd - operandBegin);
    }
};

/// The first call of a filter in a print or tag; nothing when there is none. Pure; any thread.
std::optional<FilterCall> filterCall(const TemplateMap &map, const TemplatePart &part, std::string_view filter);

/// Behind the bracket that closes the one at `open`; tokens.size() when none does.
std::size_t behindBracket(std::span<const twig::Token> tokens, std::size_t open);

/// How long the path (`a.b`, `a[0]`) is that begins at a token; 0 when none does.
std::size_t pathLength(std::span<const twig::Token> tokens, std::size_t first);

} // namespace targetdesk
