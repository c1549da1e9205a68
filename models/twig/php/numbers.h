// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twig::php {

/// An int or a float of PHP. Arithmetic that overflows turns the first into the second.
struct Number
{
    bool isInteger = true;
    std::int64_t integer = 0; ///< meaningful when isInteger
    double real = 0;          ///< meaningful when not isInteger

    static Number of(std::int64_t value) { return {true, value, 0}; }
    static Number of(double value) { return {false, 0, value}; }
    double asDouble() const { return isInteger ? static_cast<double>(integer) : real; }
};

/// Decimal digits of an int.
void appendInteger(std::string &out, std::int64_t value);

/// A float as `echo` prints it with precision=14: "0.3", "1", "1.0E+15", "-0", "INF", "-INF", "NAN".
void appendDouble(std::string &out, double value);
std::string doubleToString(double value);

/// A float by its shortest exact digits (serialize_precision=-1), as json_encode ("1.0e+25") and var_export ("1.0E+25") do.
/// Not for INF and NAN when JSON is written: the caller refuses those before, here they print as "INF", "NAN".
void appendDoubleExact(std::string &out, double value, char exponentLetter = 'e', bool keepZeroFraction = false);

/// A finite float by so many significant digits (≥ 1; -1 for its shortest ones) without zeros at the end: %g, and echo with
/// precision=n.
void appendDoubleRounded(std::string &out, double value, int digits, char exponentLetter);

/// What PHP 8 sees in a string that is used as a number.
struct NumericString
{
    enum class Kind {
        None,    ///< no number at the start: "abc", "", "."
        Leading, ///< a number with something behind it: "5 apples" (a warning in PHP)
        Whole    ///< is_numeric() is true
    };
    Kind kind = Kind::None;
    Number value;     ///< the number (0 for None); digits beyond 64 bits become a float
    int overflow = 0; ///< the sign when `value` is a float only because an integer had too many digits
};

/// White space is allowed before (" \t\n\r\v\f") and, for Whole, behind. No hexadecimal, no octal, no "1_000".
NumericString analyseNumeric(std::string_view text);
inline bool isNumeric(std::string_view text)
{
    return analyseNumeric(text).kind == NumericString::Kind::Whole;
}

/// (int) "…", (float) "…": never fail, 0 without a number.
std::int64_t stringToInteger(std::string_view text);
double stringToDouble(std::string_view text);

/// (int) of a float: truncates; NAN and INF are 0; out of range wraps modulo 2^64, as on 64-bit PHP.
std::int64_t doubleToInteger(double value);

/// Whether (int) value loses nothing (PHP deprecates array keys, `%` and friends where it does).
bool isIntegral(double value);

/// The int that PHP makes of a string array key: "12" and "-3" yes; "012", "-0", "1.0", " 1", "9223372036854775808" no.
std::optional<std::int64_t> canonicalKey(std::string_view key);

} // namespace twig::php
