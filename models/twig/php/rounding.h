// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twig::php {

/// PHP's rounding changed with 8.4: earlier versions rounded to 15 significant digits first ("pre-rounding"), so that
/// round(1.005 * 100) was 101 and is 100 now. Templates that hang on it want the rule of the platform they were written for.
enum class RoundingRule { Php84, Before84 };

/// round($value, $precision): half away from zero. Precision may be negative. NAN and INF pass through.
double roundHalfUp(double value, std::int64_t precision, RoundingRule rule = RoundingRule::Php84);

/// The "round" filter of Twig: method "common", "ceil" or "floor" (the last two scale by 10 ** precision and nothing more).
/// \throws PhpError of class "Twig\Error\RuntimeError" for another method
double twigRound(double value, std::int64_t precision, std::string_view method, RoundingRule rule = RoundingRule::Php84);

/// number_format(): rounds, groups by three. Negative decimals round to tens, hundreds, … and print none (before 8.4 they are
/// 0). The point and the
/// separator are any strings. A result that rounds to zero has no sign.
void appendNumberFormat(std::string &out, double value, std::int64_t decimals, std::string_view point, std::string_view separator,
                        RoundingRule rule = RoundingRule::Php84);

/// The same for an int, exact beyond 2^53. PHP 8.4 has this path too; Twig does not use it, since it casts to float first.
void appendNumberFormat(std::string &out, std::int64_t value, std::int64_t decimals, std::string_view point,
                        std::string_view separator);

} // namespace twig::php
