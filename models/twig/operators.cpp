// SPDX-License-Identifier: MIT
#include "twig/operators.h"

#include <array>
#include <cstring>

namespace twig {

namespace {

constexpr Operator prefix(Op op, std::string_view text, std::int16_t precedence, std::string_view phpClass,
                          std::int16_t next = -1, std::string_view since = {})
{
    return {op, text, precedence, next, true, false, since, phpClass};
}
constexpr Operator infix(Op op, std::string_view text, std::int16_t precedence, std::string_view phpClass, bool right = false,
                         std::int16_t next = -1, std::string_view since = {})
{
    return {op, text, precedence, next, false, right, since, phpClass};
}

// CoreExtension::getExpressionParsers() of Twig 3.27.
constexpr Operator Table[] = {
    prefix(Op::Not, "not", 50, "Unary\\NotUnary", 70, "3.15"),
    prefix(Op::Spread, "...", 512, "Unary\\SpreadUnary"),
    prefix(Op::Negate, "-", 500, "Unary\\NegUnary"),
    prefix(Op::Plus, "+", 500, "Unary\\PosUnary"),
    infix(Op::Elvis, "?:", 5, "Binary\\ElvisBinary", true),
    infix(Op::Elvis, "? :", 5, "Binary\\ElvisBinary", true),
    infix(Op::NullCoalesce, "\?\?", 300, "Binary\\NullCoalesceBinary", true, 5, "3.15"),
    infix(Op::Or, "or", 10, "Binary\\OrBinary"),
    infix(Op::Xor, "xor", 12, "Binary\\XorBinary"),
    infix(Op::And, "and", 15, "Binary\\AndBinary"),
    infix(Op::BitOr, "b-or", 16, "Binary\\BitwiseOrBinary"),
    infix(Op::BitXor, "b-xor", 17, "Binary\\BitwiseXorBinary"),
    infix(Op::BitAnd, "b-and", 18, "Binary\\BitwiseAndBinary"),
    infix(Op::Equal, "==", 20, "Binary\\EqualBinary"),
    infix(Op::NotEqual, "!=", 20, "Binary\\NotEqualBinary"),
    infix(Op::Spaceship, "<=>", 20, "Binary\\SpaceshipBinary"),
    infix(Op::Less, "<", 20, "Binary\\LessBinary"),
    infix(Op::Greater, ">", 20, "Binary\\GreaterBinary"),
    infix(Op::GreaterEqual, ">=", 20, "Binary\\GreaterEqualBinary"),
    infix(Op::LessEqual, "<=", 20, "Binary\\LessEqualBinary"),
    infix(Op::NotIn, "not in", 20, "Binary\\NotInBinary"),
    infix(Op::In, "in", 20, "Binary\\InBinary"),
    infix(Op::Matches, "matches", 20, "Binary\\MatchesBinary"),
    infix(Op::StartsWith, "starts with", 20, "Binary\\StartsWithBinary"),
    infix(Op::EndsWith, "ends with", 20, "Binary\\EndsWithBinary"),
    infix(Op::HasSome, "has some", 20, "Binary\\HasSomeBinary"),
    infix(Op::HasEvery, "has every", 20, "Binary\\HasEveryBinary"),
    infix(Op::SameAs, "===", 20, "Binary\\SameAsBinary"),
    infix(Op::NotSameAs, "!==", 20, "Binary\\NotSameAsBinary"),
    infix(Op::Range, "..", 25, "Binary\\RangeBinary"),
    infix(Op::Add, "+", 30, "Binary\\AddBinary"),
    infix(Op::Subtract, "-", 30, "Binary\\SubBinary"),
    infix(Op::Concat, "~", 40, "Binary\\ConcatBinary", false, 27, "3.15"),
    infix(Op::Multiply, "*", 60, "Binary\\MulBinary"),
    infix(Op::Divide, "/", 60, "Binary\\DivBinary"),
    infix(Op::FloorDivide, "//", 60, "Binary\\FloorDivBinary"),
    infix(Op::Modulo, "%", 60, "Binary\\ModBinary"),
    infix(Op::Power, "**", 200, "Binary\\PowerBinary", true),
    infix(Op::Ternary, "?", 0, "Ternary\\ConditionalTernary"),
    infix(Op::Assign, "=", 0, "Binary\\SetBinary", true),
    infix(Op::Is, "is", 100, "TestExpression"),
    infix(Op::IsNot, "is not", 100, "Unary\\NotUnary"),
    infix(Op::Filter, "|", 512, "FilterExpression", false, 300, "3.21"),
    infix(Op::Call, "(", 512, "FunctionExpression"),
    infix(Op::Attribute, ".", 512, "GetAttrExpression"),
    infix(Op::NullSafeAttribute, "?.", 512, "GetAttrExpression"),
    infix(Op::Bracket, "[", 512, "GetAttrExpression"),
    prefix(Op::Group, "(", 0, ""),
    infix(Op::Arrow, "=>", 250, "ArrowFunctionExpression"),
};

/// The operators that begin with a byte, in the table's order: `first` by byte, `next` by position; positions count from 1.
struct Chains
{
    std::array<std::uint8_t, 128> first{};
    std::array<std::uint8_t, std::size(Table)> next{};
};

constexpr Chains makeChains()
{
    static_assert(std::size(Table) < 256);
    Chains chains;
    for (std::size_t i = std::size(Table); i-- > 0;) {
        std::uint8_t &first = chains.first[static_cast<unsigned char>(Table[i].text[0])];
        chains.next[i] = first;
        first = static_cast<std::uint8_t>(i + 1);
    }
    return chains;
}
constexpr Chains ByFirstByte = makeChains();

std::size_t firstWith(char c)
{
    return static_cast<unsigned char>(c) < 128 ? ByFirstByte.first[static_cast<unsigned char>(c)] : 0;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The length of `name` at `at`, a blank in it standing for any white space; 0 when it is not there.
std::size_t matchText(std::string_view code, std::size_t at, std::string_view name)
{
    std::size_t i = at;
    for (const char c : name) {
        if (c == ' ') {
            const std::size_t before = i;
            while (i < code.size() && isSpace(code[i]))
                ++i;
            if (i == before) return 0;
        } else {
            if (i >= code.size() || code[i] != c) return 0;
            ++i;
        }
    }
    return i - at;
}

bool mayBeginWord(std::string_view code, std::size_t at)
{
    if (at < 2) return true;
    const char before = code[at - 1];
    const char earlier = code[at - 2];
    if ((earlier == '.' || earlier == '|') && isSpace(before)) return false;
    return !((before == '.' || before == '|') && earlier != '\n');
}

} // namespace

std::span<const Operator> operators()
{
    return Table;
}

const Operator *findOperator(std::string_view text, bool isPrefix)
{
    if (text.empty()) return nullptr;
    for (std::size_t i = firstWith(text[0]); i; i = ByFirstByte.next[i - 1])
        if (Table[i - 1].prefix == isPrefix && Table[i - 1].text == text) return &Table[i - 1];
    return nullptr;
}

const Operator &operatorOf(Op op)
{
    for (const Operator &candidate : Table)
        if (candidate.op == op) return candidate;
    return Table[0];
}

std::string_view operatorHelp(Op op)
{
    switch (op) {
    case Op::Not: return "The opposite of a condition.";
    case Op::Spread: return "Puts the items of a list in.";
    case Op::Negate: return "Minus.";
    case Op::Plus: return "Plus.";
    case Op::Elvis: return "The left if it counts as true, else the right.";
    case Op::NullCoalesce: return "The left if it is there and not null, else the right.";
    case Op::Or: return "At least one holds.";
    case Op::Xor: return "Exactly one holds.";
    case Op::And: return "Both hold.";
    case Op::BitOr: return "Bits that are set in either.";
    case Op::BitXor: return "Bits that are set in one only.";
    case Op::BitAnd: return "Bits that are set in both.";
    case Op::Equal: return "Equal, as PHP compares.";
    case Op::NotEqual: return "Not equal.";
    case Op::Spaceship: return "-1, 0 or 1: less, equal, greater.";
    case Op::Less: return "Less than.";
    case Op::Greater: return "Greater than.";
    case Op::GreaterEqual: return "Greater or equal.";
    case Op::LessEqual: return "Less or equal.";
    case Op::NotIn: return "Is not among the items, or not part of the text.";
    case Op::In: return "Is among the items, or part of the text.";
    case Op::Matches: return "Matches a regular expression.";
    case Op::StartsWith: return "The text starts with another.";
    case Op::EndsWith: return "The text ends with another.";
    case Op::HasSome: return "The arrow function is true for at least one item.";
    case Op::HasEvery: return "The arrow function is true for all items.";
    case Op::SameAs: return "The same value of the same type.";
    case Op::NotSameAs: return "Not the same value or type.";
    case Op::Range: return "A list from the left to the right.";
    case Op::Add: return "Sum.";
    case Op::Subtract: return "Difference.";
    case Op::Concat: return "Two texts in one.";
    case Op::Multiply: return "Product.";
    case Op::Divide: return "Quotient.";
    case Op::FloorDivide: return "Quotient, rounded down.";
    case Op::Modulo: return "What remains of a division.";
    case Op::Power: return "To the power of.";
    case Op::Ternary: return "Condition ? one value : another.";
    case Op::Assign: return "Gives a variable a value.";
    case Op::Is: return "Asks a test.";
    case Op::IsNot: return "Asks a test, the other way round.";
    case Op::Filter: return "Sends a value through a filter.";
    case Op::Call: return "Calls a function, or groups.";
    case Op::Group: return "Groups.";
    case Op::Attribute: return "A field of a mapping.";
    case Op::NullSafeAttribute: return "A field of a mapping, or null if the mapping is null.";
    case Op::Bracket: return "A list, an item of one, or a part of it.";
    case Op::Arrow: return "A function of its own: x => x.name.";
    case Op::None: break;
    }
    return {};
}

std::size_t matchOperator(std::string_view code, std::size_t at, std::string_view &name)
{
    std::size_t best = 0;
    std::size_t bestName = 0;
    for (std::size_t i = firstWith(code[at]); i; i = ByFirstByte.next[i - 1]) {
        const std::string_view text = Table[i - 1].text;
        if (text.size() <= bestName) continue;
        const std::size_t length = matchText(code, at, text);
        if (!length) continue;
        if (isLetter(text.back())) {
            if (at + length >= code.size()) continue;
            const char next = code[at + length];
            if (!isSpace(next) && next != '(' && next != ')' && next != '[' && next != '{') continue;
        }
        if (isLetter(text[0]) && !mayBeginWord(code, at)) continue;
        best = length;
        bestName = text.size();
        name = text;
    }
    return best;
}

} // namespace twig
