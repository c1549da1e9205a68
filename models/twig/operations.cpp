// SPDX-License-Identifier: MIT
#include "twig/operations.h"

#include "twig/php/arithmetic.h"
#include "twig/php/phperror.h"
#include "twig/regex.h"

#include <cmath>
#include <limits>

namespace twig {

namespace {

using php::Number;

std::string_view symbolOf(Op op)
{
    return op == Op::FloorDivide ? std::string_view("/")
           : op == Op::BitAnd    ? std::string_view("&")
           : op == Op::BitOr     ? std::string_view("|")
           : op == Op::BitXor    ? std::string_view("^")
                                 : operatorOf(op).text;
}

[[noreturn]] void failOperands(Op op, const Value &a, const Value &b)
{
    throw php::PhpError("TypeError", "Unsupported operand types: " + std::string(typeName(a)) + " " + std::string(symbolOf(op)) +
                                         " " + std::string(typeName(b)));
}

Value valueOf(const Number &number)
{
    return number.isInteger ? Value::integer(number.integer) : Value::real(number.real);
}

/// What arithmetic makes of an operand. A string without a number throws.
Number operand(Runtime &runtime, Op op, const Value &value, const Value &a, const Value &b)
{
    switch (value.type()) {
    case Type::Null: return Number::of(std::int64_t(0));
    case Type::Bool:
    case Type::Int: return Number::of(value.intValue());
    case Type::Double: return Number::of(value.doubleValue());
    case Type::String: {
        if (value.isMarkup()) failOperands(op, a, b);
        const php::NumericString number = numberOfText(runtime, value.text());
        if (number.kind == php::NumericString::Kind::None) failOperands(op, a, b);
        if (number.kind == php::NumericString::Kind::Leading) runtime.warn("A non-numeric value encountered");
        return number.value;
    }
    default: failOperands(op, a, b);
    }
}

/// A number in a text: beyond 64 bits it stops at the greatest or the least, where a float would wrap around.
std::int64_t wholeNumberOfText(Runtime &runtime, double number, std::string_view text)
{
    std::int64_t result = php::doubleToInteger(number);
    if (std::isfinite(number) && std::abs(number) >= 9223372036854775808.0)
        result = number > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
    if (static_cast<double>(result) != number)
        runtime.deprecate("Implicit conversion from float-string \"" + std::string(text) + "\" to int loses precision");
    return result;
}

/// Bitwise operators and `%` want ints.
std::int64_t wholeNumber(Runtime &runtime, const Number &number, const Value &from)
{
    if (number.isInteger) return number.integer;
    if (from.isString()) return wholeNumberOfText(runtime, number.real, from.text());
    if (!php::isIntegral(number.real))
        runtime.deprecate("Implicit conversion from float " + php::doubleToString(number.real) + " to int loses precision");
    return php::doubleToInteger(number.real);
}

/// Two strings are combined byte by byte.
Value bitwiseText(Runtime &runtime, Op op, std::string_view a, std::string_view b)
{
    std::string out;
    const std::size_t shorter = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shorter; ++i)
        out += static_cast<char>(op == Op::BitAnd ? a[i] & b[i] : op == Op::BitOr ? a[i] | b[i] : a[i] ^ b[i]);
    if (op == Op::BitOr) out += (a.size() > b.size() ? a : b).substr(shorter);
    return runtime.string(out);
}

Value bitwise(Runtime &runtime, Op op, const Value &a, const Value &b)
{
    if (a.isPlainString() && b.isPlainString()) return bitwiseText(runtime, op, a.text(), b.text());
    const std::int64_t left = wholeNumber(runtime, operand(runtime, op, a, a, b), a);
    const std::int64_t right = wholeNumber(runtime, operand(runtime, op, b, a, b), b);
    return Value::integer(op == Op::BitAnd ? left & right : op == Op::BitOr ? left | right : left ^ right);
}

/// [1] + [2, 3]: keys of the left win.
Value unite(Runtime &runtime, const Array &a, const Array &b)
{
    if (b.isEmpty()) return Value::array(&a);
    runtime.stepItems(std::size_t{a.size()} + b.size());
    Array *united = a.copy(runtime.arena(), b.size());
    for (std::uint32_t i = 0; i < b.size(); ++i) {
        const Value key = b.keyAt(i);
        if (!united->find(key)) united->add(runtime.arena(), key, b.valueAt(i));
    }
    return Value::array(united);
}

} // namespace

Value arithmetic(Runtime &runtime, Op op, const Value &a, const Value &b)
{
    if (op == Op::BitAnd || op == Op::BitOr || op == Op::BitXor) return bitwise(runtime, op, a, b);
    if (op == Op::Add && a.isArray() && b.isArray()) return unite(runtime, *a.arrayValue(), *b.arrayValue());
    const Number left = operand(runtime, op, a, a, b);
    const Number right = operand(runtime, op, b, a, b);
    switch (op) {
    case Op::Add: return valueOf(php::add(left, right));
    case Op::Subtract: return valueOf(php::subtract(left, right));
    case Op::Multiply: return valueOf(php::multiply(left, right));
    case Op::Divide: return valueOf(php::divide(left, right));
    case Op::FloorDivide: return Value::integer(php::floorDivide(left, right));
    case Op::Modulo: {
        const std::int64_t l = wholeNumber(runtime, left, a);
        const std::int64_t r = wholeNumber(runtime, right, b);
        return Value::integer(php::modulo(Number::of(l), Number::of(r)));
    }
    default: return valueOf(php::power(left, right));
    }
}

Value negate(Runtime &runtime, const Value &value)
{
    if (value.isDouble()) return Value::real(-value.doubleValue());
    return arithmetic(runtime, Op::Multiply, value, Value::integer(-1));
}

std::int64_t remainder(Runtime &runtime, const Value &a, const Value &b)
{
    return arithmetic(runtime, Op::Modulo, a, b).intValue();
}

constexpr std::size_t LongText = 1024; // from there on its length is looked at

Value concat(Runtime &runtime, const Value *values, std::size_t count)
{
    std::size_t size = 0;
    std::size_t texts = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!values[i].isString()) continue;
        size += values[i].text().size();
        ++texts;
    }
    if (size >= LongText) {
        runtime.expectText(size);
        runtime.stepBytes(size);
    }
    if (texts < count) {
        std::string &text = runtime.scratch();
        for (std::size_t i = 0; i < count; ++i)
            appendText(runtime, text, values[i]);
        return runtime.string(text);
    }
    char *start = static_cast<char *>(runtime.arena().allocate(size + 1, 1));
    char *to = start;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view text = values[i].text();
        if (!text.empty()) std::memcpy(to, text.data(), text.size());
        to += text.size();
    }
    *to = '\0';
    return Value::string({start, size});
}

bool matches(Runtime &runtime, const Value &subject, const Value &pattern)
{
    const std::string_view text = textArgument(runtime, pattern, {"Twig\\Extension\\CoreExtension::matches", 1, "regexp"});
    const Regex regex(text);
    runtime.step(StepsPerMatch);
    if (!regex.error().empty()) fail("Regexp \"" + std::string(text) + "\" passed to \"matches\" is not valid: " + regex.error());
    return regex.match(textArgument(runtime, subject, {"Twig\\Extension\\CoreExtension::matches", 2, "str"})) ==
           Regex::Result::Match;
}

} // namespace twig
