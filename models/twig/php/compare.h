// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace twig::php {

/// All compare functions answer -1, 0 or 1 as PHP's `<=>` does. With NAN the answer is 1 (and equality is false).

/// Two strings, `<=>` and `==`: as numbers when both are numeric, else byte by byte. "abc" == "0" is false, "1e1" == "10" is
/// true.
int compareStrings(std::string_view a, std::string_view b);
bool looselyEqual(std::string_view a, std::string_view b);

/// Byte by byte (strcmp), for `===`, sort with SORT_STRING, `starts with`.
int compareBytes(std::string_view a, std::string_view b);

/// Number against string as PHP 8: a numeric string as a number, any other by comparing texts.
int compareNumberString(std::int64_t a, std::string_view b);
int compareNumberString(double a, std::string_view b);

/// Number against string as Twig's CoreExtension::compare() (the same but for white space rules and how big ints are met). Used
/// by
/// `==`, `<`, `in` … in templates. For string against number negate the answer of the NAN-free case: twigCompare(b, a) * -1; with
/// NAN it is 1.
int twigCompare(std::int64_t a, std::string_view b);
int twigCompare(double a, std::string_view b);
int twigCompare(std::string_view a, std::int64_t b);
int twigCompare(std::string_view a, double b);

/// Numbers: an int against a float compares as PHP 8.4 does (as floats).
int compareNumbers(std::int64_t a, std::int64_t b);
int compareNumbers(double a, double b);

} // namespace twig::php
