// SPDX-License-Identifier: MIT
#pragma once

#include "twig/value.h"

#include <cstdint>
#include <string_view>

namespace twig {

/// Twig\Token's types.
enum class TokenType : std::uint8_t {
    Eof,
    Text,
    BlockStart,
    VariableStart,
    BlockEnd,
    VariableEnd,
    Name,
    Number,
    String,
    Operator,
    Punctuation,
    InterpolationStart,
    InterpolationEnd
};

/// As Twig's messages call them: "end of statement block", …
std::string_view tokenTypeName(TokenType type);

struct Token
{
    TokenType type = TokenType::Eof;
    int line = 1;
    std::uint32_t begin = 0; ///< offsets in Source::code()
    std::uint32_t end = 0;
    std::string_view text; ///< the value: a string without quotes and escapes, an operator with single blanks
    Value number;          ///< of a Number

    bool is(TokenType wanted) const { return type == wanted; }
    bool is(TokenType wanted, std::string_view value) const { return type == wanted && text == value; }
};

} // namespace twig
