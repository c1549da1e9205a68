// SPDX-License-Identifier: MIT
#include "twig/php/compare.h"

#include "twig/php/numbers.h"

#include <cmath>
#include <string>

namespace twig::php {
namespace {

int sign(int value)
{
    return value < 0 ? -1 : value > 0 ? 1 : 0;
}
bool isWhole(const NumericString &text)
{
    return text.kind == NumericString::Kind::Whole;
}

template <typename T>
int threeWay(T a, T b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

/// Both are numeric strings.
int compareNumeric(const NumericString &a, const NumericString &b, std::string_view textA, std::string_view textB)
{
    if (a.value.isInteger && b.value.isInteger) return threeWay(a.value.integer, b.value.integer);
    const double realA = a.value.asDouble();
    const double realB = b.value.asDouble();
    // Too large for numbers to tell them apart: PHP falls back to the text.
    if (a.overflow != 0 && a.overflow == b.overflow && realA - realB == 0) return compareBytes(textA, textB);
    if (a.value.isInteger && b.overflow != 0) return -b.overflow;
    if (b.value.isInteger && a.overflow != 0) return a.overflow;
    if (!a.value.isInteger && !b.value.isInteger && realA == realB && !std::isfinite(realA)) return compareBytes(textA, textB);
    return threeWay(realA, realB);
}

std::string integerToString(std::int64_t value)
{
    std::string out;
    appendInteger(out, value);
    return out;
}

} // namespace

int compareBytes(std::string_view a, std::string_view b)
{
    return sign(a.compare(b));
}

int compareStrings(std::string_view a, std::string_view b)
{
    const NumericString numberA = analyseNumeric(a);
    if (!isWhole(numberA)) return compareBytes(a, b);
    const NumericString numberB = analyseNumeric(b);
    return isWhole(numberB) ? compareNumeric(numberA, numberB, a, b) : compareBytes(a, b);
}

bool looselyEqual(std::string_view a, std::string_view b)
{
    if (a == b) return true;
    // Only texts that begin like numbers can be equal otherwise.
    if (a.empty() || b.empty() || a[0] > '9' || b[0] > '9') return false;
    return compareStrings(a, b) == 0;
}

int compareNumberString(std::int64_t a, std::string_view b)
{
    const NumericString number = analyseNumeric(b);
    if (!isWhole(number)) return compareBytes(integerToString(a), b);
    if (number.value.isInteger) return threeWay(a, number.value.integer);
    return threeWay(static_cast<double>(a), number.value.real);
}

int compareNumberString(double a, std::string_view b)
{
    if (std::isnan(a)) return 1;
    const NumericString number = analyseNumeric(b);
    return isWhole(number) ? threeWay(a, number.value.asDouble()) : compareBytes(doubleToString(a), b);
}

int twigCompare(std::int64_t a, std::string_view b)
{
    const NumericString number = analyseNumeric(b);
    if (!isWhole(number)) return compareBytes(integerToString(a), b);
    const std::int64_t integer = stringToInteger(b);
    if (compareNumberString(integer, b) == 0) return threeWay(a, integer);
    return threeWay(static_cast<double>(a), number.value.asDouble());
}

int twigCompare(double a, std::string_view b)
{
    if (std::isnan(a)) return 1;
    const NumericString number = analyseNumeric(b);
    return isWhole(number) ? threeWay(a, number.value.asDouble()) : compareStrings(doubleToString(a), b);
}

int twigCompare(std::string_view a, std::int64_t b)
{
    return -twigCompare(b, a);
}

int twigCompare(std::string_view a, double b)
{
    return std::isnan(b) ? 1 : -twigCompare(b, a);
}

int compareNumbers(std::int64_t a, std::int64_t b)
{
    return threeWay(a, b);
}
int compareNumbers(double a, double b)
{
    return threeWay(a, b);
}

} // namespace twig::php
