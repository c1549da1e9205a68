// SPDX-License-Identifier: MIT
#include "twig/php/arithmetic.h"

#include "twig/php/phperror.h"

#include <cmath>
#include <limits>

namespace twig::php {

Number add(Number a, Number b)
{
    std::int64_t sum = 0;
    if (a.isInteger && b.isInteger && !__builtin_add_overflow(a.integer, b.integer, &sum)) return Number::of(sum);
    return Number::of(a.asDouble() + b.asDouble());
}

Number subtract(Number a, Number b)
{
    std::int64_t difference = 0;
    if (a.isInteger && b.isInteger && !__builtin_sub_overflow(a.integer, b.integer, &difference)) return Number::of(difference);
    return Number::of(a.asDouble() - b.asDouble());
}

Number multiply(Number a, Number b)
{
    std::int64_t product = 0;
    if (a.isInteger && b.isInteger && !__builtin_mul_overflow(a.integer, b.integer, &product)) return Number::of(product);
    return Number::of(a.asDouble() * b.asDouble());
}

Number divide(Number a, Number b)
{
    if (b.asDouble() == 0) throw PhpError("DivisionByZeroError", "Division by zero");
    if (a.isInteger && b.isInteger) {
        if (b.integer == -1) return negate(a);
        if (a.integer % b.integer == 0) return Number::of(a.integer / b.integer);
    }
    return Number::of(a.asDouble() / b.asDouble());
}

std::int64_t modulo(Number a, Number b)
{
    const std::int64_t left = a.isInteger ? a.integer : doubleToInteger(a.real);
    const std::int64_t right = b.isInteger ? b.integer : doubleToInteger(b.real);
    if (right == 0) throw PhpError("DivisionByZeroError", "Modulo by zero");
    // The smallest int by -1 would trap.
    return right == -1 ? 0 : left % right;
}

Number power(Number base, Number exponent)
{
    if (!base.isInteger || !exponent.isInteger || exponent.integer < 0) {
        return Number::of(std::pow(base.asDouble(), exponent.asDouble()));
    }
    std::int64_t result = 1;
    std::int64_t factor = base.integer;
    if (exponent.integer != 0 && factor == 0) return Number::of(std::int64_t{0});
    // By squaring as PHP does it, so that an overflow goes on with the same floats.
    for (std::int64_t left = exponent.integer; left >= 1;) {
        if (left % 2 != 0) {
            --left;
            const double asDouble = static_cast<double>(result) * static_cast<double>(factor);
            if (__builtin_mul_overflow(result, factor, &result)) {
                return Number::of(asDouble * std::pow(static_cast<double>(factor), static_cast<double>(left)));
            }
        } else {
            left /= 2;
            const double asDouble = static_cast<double>(factor) * static_cast<double>(factor);
            if (__builtin_mul_overflow(factor, factor, &factor)) {
                return Number::of(static_cast<double>(result) * std::pow(asDouble, static_cast<double>(left)));
            }
        }
    }
    return Number::of(result);
}

Number negate(Number value)
{
    if (!value.isInteger) return Number::of(-value.real);
    if (value.integer == std::numeric_limits<std::int64_t>::min()) return Number::of(-static_cast<double>(value.integer));
    return Number::of(-value.integer);
}

Number absolute(Number value)
{
    if (!value.isInteger) return Number::of(std::fabs(value.real));
    return value.integer < 0 ? negate(value) : value;
}

std::int64_t floorDivide(Number a, Number b)
{
    return doubleToInteger(std::floor(divide(a, b).asDouble()));
}

} // namespace twig::php
