// SPDX-License-Identifier: MIT
#pragma once

#include "twig/convert.h"
#include "twig/operators.h"

namespace twig {

// PHP's operators on any two values; the interpreter calls these when its short cuts for plain numbers do not apply.

/// + - * / // % ** and the bitwise ones. \throws php::PhpError TypeError, DivisionByZeroError
Value arithmetic(Runtime &runtime, Op op, const Value &a, const Value &b);
Value negate(Runtime &runtime, const Value &value);

bool isNan(const Value &value);

/// `<=>`. What cannot be compared gives 1.
int compare(Runtime &runtime, const Value &a, const Value &b, int depth = 0);
bool looselyEqual(Runtime &runtime, const Value &a, const Value &b);
/// `===`
bool identical(Runtime &runtime, const Value &a, const Value &b, int depth = 0);
/// CoreExtension::compare(), which `in` uses.
int twigCompare(Runtime &runtime, const Value &a, const Value &b);
/// `in`
bool contains(Runtime &runtime, const Value &value, const Value &container);

/// x % 2, as `is even` and `is divisible by` need it.
std::int64_t remainder(Runtime &runtime, const Value &a, const Value &b);

/// a .. b and range(a, b, step).
Value range(Runtime &runtime, const Value &start, const Value &end, const Value &step);

Value concat(Runtime &runtime, const Value *values, std::size_t count);

/// What a match counts: it may try a million times.
inline constexpr std::uint64_t StepsPerMatch = 32;
/// A pattern that is not known before the template runs.
bool matches(Runtime &runtime, const Value &subject, const Value &pattern);

} // namespace twig
