// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/numbers.h"

namespace twig::php {

/// PHP's operators on numbers. Integers overflow into floats.
Number add(Number a, Number b);
Number subtract(Number a, Number b);
Number multiply(Number a, Number b);

/// `/`: an int when both are ints and nothing remains, else a float. \throws PhpError DivisionByZeroError "Division by zero"
Number divide(Number a, Number b);

/// `%`: both are truncated to ints first, the sign is the left one's. \throws PhpError DivisionByZeroError "Modulo by zero"
std::int64_t modulo(Number a, Number b);

/// `**`: an int while it fits and the exponent is not negative.
Number power(Number base, Number exponent);

/// Unary minus (the smallest int becomes a float) and abs().
Number negate(Number value);
Number absolute(Number value);

/// Twig's `//`: (int) floor(a / b). \throws PhpError as divide()
std::int64_t floorDivide(Number a, Number b);

} // namespace twig::php
