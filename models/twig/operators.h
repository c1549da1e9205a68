// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace twig {

/// What an operator does; the parser and the compiler switch over it.
enum class Op : std::uint8_t {
    None,
    // prefix
    Not,
    Spread,
    Negate,
    Plus,
    Group,
    // infix
    Elvis,
    NullCoalesce,
    Or,
    Xor,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equal,
    NotEqual,
    Spaceship,
    Less,
    Greater,
    GreaterEqual,
    LessEqual,
    NotIn,
    In,
    Matches,
    StartsWith,
    EndsWith,
    HasSome,
    HasEvery,
    SameAs,
    NotSameAs,
    Range,
    Add,
    Subtract,
    Concat,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    Ternary,
    Assign,
    Is,
    IsNot,
    Filter,
    Call,
    Attribute,
    NullSafeAttribute,
    Bracket,
    Arrow
};

struct Operator
{
    Op op;
    std::string_view text;
    std::int16_t precedence;
    std::int16_t nextPrecedence; ///< in Twig 4, or -1; a use that would change gets a deprecation
    bool prefix;
    bool rightAssociative;
    std::string_view since;    ///< of the announced change: "3.15"
    std::string_view phpClass; ///< Twig's node class, as some messages print it
};

/// Twig 3.27's table, in its order.
std::span<const Operator> operators();

/// By its text with single blanks; null when there is none.
const Operator *findOperator(std::string_view text, bool prefix);
const Operator &operatorOf(Op op);
/// One line in plain words.
std::string_view operatorHelp(Op op);

/// The length of the longest operator at `at`, by the lexer's rules (a word needs white space or a bracket behind it, and none
/// follows "." or "|"), 0 when there is none. `name` becomes its text with single blanks.
std::size_t matchOperator(std::string_view code, std::size_t at, std::string_view &name);

} // namespace twig
