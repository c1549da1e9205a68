// SPDX-License-Identifier: MIT
#include "twig/php/numbers.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace twig::php {
namespace {

/// The significant digits of a finite double: 0.DIGITS × 10^point.
struct Digits
{
    char text[64];
    int count = 0;
    int point = 0;
};

/// Takes apart "d.ddde±xx" as std::to_chars writes it.
Digits takeApart(const char *begin, const char *end)
{
    Digits digits;
    const char *at = begin;
    for (; at != end && *at != 'e'; ++at) {
        if (*at != '.') digits.text[digits.count++] = *at;
    }
    while (digits.count > 1 && digits.text[digits.count - 1] == '0')
        --digits.count;
    int exponent = 0;
    if (at != end) {
        const bool negative = at[1] == '-';
        for (at += 2; at != end; ++at)
            exponent = exponent * 10 + (*at - '0');
        if (negative) exponent = -exponent;
    }
    digits.point = exponent + 1;
    return digits;
}

Digits shortestDigits(double value)
{
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    return takeApart(buffer, end);
}

/// Correctly rounded to `count` digits. When the shortest form has no more than that, it is the answer already: a double
/// is closer to its shortest digits than half a unit of the 15th (subnormal ones have fewer digits than that).
Digits roundedDigits(double value, int count)
{
    const Digits digits = shortestDigits(value);
    if (digits.count <= count && count <= 15 && value >= std::numeric_limits<double>::min()) return digits;
    char buffer[80];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, count - 1).ptr;
    return takeApart(buffer, end);
}

/// The layout of zend_gcvt: an exponent when the point lies left of three zeros or right of `precision` digits.
void appendLayout(std::string &out, const Digits &digits, int precision, char exponentLetter)
{
    const std::string_view text(digits.text, static_cast<std::size_t>(digits.count));
    if (digits.point < -3 || digits.point > precision) {
        out += text[0];
        out += '.';
        if (text.size() == 1) out += '0';
        out += text.substr(1);
        out += exponentLetter;
        const int exponent = digits.point - 1;
        out += exponent < 0 ? '-' : '+';
        appendInteger(out, exponent < 0 ? -exponent : exponent);
    } else if (digits.point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-digits.point), '0');
        out += text;
    } else if (digits.count <= digits.point) {
        out += text;
        out.append(static_cast<std::size_t>(digits.point - digits.count), '0');
    } else {
        out += text.substr(0, static_cast<std::size_t>(digits.point));
        out += '.';
        out += text.substr(static_cast<std::size_t>(digits.point));
    }
}

/// INF, NAN and zero. \return whether that was all
bool appendSpecial(std::string &out, double value)
{
    if (std::isnan(value)) {
        out += "NAN";
    } else if (std::isinf(value)) {
        out += value < 0 ? "-INF" : "INF";
    } else if (value == 0) {
        out += std::signbit(value) ? "-0" : "0";
    } else {
        return false;
    }
    return true;
}

/// Amounts: a value of up to four decimals below 10^9. Such a decimal has at most 13 digits, so it is the shortest and the
/// rounded form both. \return whether `value` is one
bool appendAmount(std::string &out, double value)
{
    const double magnitude = std::fabs(value);
    if (!(magnitude >= 1e-4 && magnitude < 1e9)) return false;
    const double scaled = std::nearbyint(magnitude * 1e4);
    // The quotient is correctly rounded, as reading the decimal would be.
    if (scaled / 1e4 != magnitude) return false;
    const auto number = static_cast<std::uint64_t>(scaled);
    char buffer[32];
    char *at = buffer;
    if (value < 0) *at++ = '-';
    at = std::to_chars(at, buffer + sizeof buffer, number / 10000).ptr;
    auto rest = static_cast<unsigned>(number % 10000);
    if (rest != 0) {
        *at++ = '.';
        for (unsigned unit = 1000; rest != 0; unit /= 10) {
            *at++ = static_cast<char>('0' + rest / unit);
            rest %= unit;
        }
    }
    out.append(buffer, at);
    return true;
}

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The double of PHP's own number grammar; from_chars leaves out-of-range to us.
double realOf(const char *begin, const char *end)
{
    double value = 0;
    if (*begin == '+') ++begin;
    if (std::from_chars(begin, end, value).ec != std::errc::result_out_of_range) return value;
    const bool negative = *begin == '-';
    // Out of range: too large or too small, which the place of the first digit and the exponent tell.
    std::int64_t magnitude = 0;
    bool seenDigit = false;
    bool seenPoint = false;
    const char *at = begin + (negative ? 1 : 0);
    for (; at != end && (isDigit(*at) || *at == '.'); ++at) {
        if (*at == '.') {
            seenPoint = true;
        } else if (seenDigit || *at != '0') {
            seenDigit = true;
            magnitude += seenPoint ? 0 : 1;
        } else if (seenPoint) {
            --magnitude;
        }
    }
    if (at != end) {
        const bool below = at[1] == '-';
        std::int64_t exponent = 0;
        for (at += at[1] == '-' || at[1] == '+' ? 2 : 1; at != end && exponent < 1'000'000'000; ++at)
            exponent = exponent * 10 + (*at - '0');
        magnitude += below ? -exponent : exponent;
    }
    value = magnitude > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return negative ? -value : value;
}

} // namespace

void appendInteger(std::string &out, std::int64_t value)
{
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void appendDouble(std::string &out, double value)
{
    if (std::fabs(value) < 1e14 && value != 0 && value == std::trunc(value)) {
        appendInteger(out, static_cast<std::int64_t>(value));
        return;
    }
    if (appendAmount(out, value) || appendSpecial(out, value)) return;
    if (value < 0) out += '-';
    appendLayout(out, roundedDigits(std::fabs(value), 14), 14, 'E');
}

std::string doubleToString(double value)
{
    std::string out;
    appendDouble(out, value);
    return out;
}

void appendDoubleExact(std::string &out, double value, char exponentLetter, bool keepZeroFraction)
{
    const std::size_t begin = out.size();
    if (std::fabs(value) < 1e15 && value != 0 && value == std::trunc(value)) {
        appendInteger(out, static_cast<std::int64_t>(value));
    } else if (!appendAmount(out, value) && !appendSpecial(out, value)) {
        if (value < 0) out += '-';
        appendLayout(out, shortestDigits(std::fabs(value)), 17, exponentLetter);
    }
    if (keepZeroFraction && std::isfinite(value) && out.find('.', begin) == std::string::npos) out += ".0";
}

void appendDoubleRounded(std::string &out, double value, int digits, char exponentLetter)
{
    if (appendSpecial(out, value)) return;
    if (value < 0) out += '-';
    const double magnitude = std::fabs(value);
    appendLayout(out, digits < 1 ? shortestDigits(magnitude) : roundedDigits(magnitude, digits), digits < 1 ? 17 : digits,
                 exponentLetter);
}

NumericString analyseNumeric(std::string_view text)
{
    NumericString result;
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end && isSpace(*at))
        ++at;
    const char *const begin = at;
    if (at != end && (*at == '-' || *at == '+')) ++at;
    const char *const firstDigit = at;
    while (at != end && isDigit(*at))
        ++at;
    const auto wholeDigits = at - firstDigit;
    bool real = false;
    if (at != end && *at == '.' && (wholeDigits > 0 || (at + 1 != end && isDigit(at[1])))) {
        real = true;
        for (++at; at != end && isDigit(*at);)
            ++at;
    } else if (wholeDigits == 0) {
        return result;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        if (exponent != end && (*exponent == '-' || *exponent == '+')) ++exponent;
        if (exponent != end && isDigit(*exponent)) {
            real = true;
            for (at = exponent; at != end && isDigit(*at);)
                ++at;
        }
    }
    std::int64_t integer = 0;
    if (!real && std::from_chars(begin + (*begin == '+' ? 1 : 0), at, integer).ec == std::errc()) {
        result.value = Number::of(integer);
    } else {
        result.value = Number::of(realOf(begin, at));
        if (!real) result.overflow = *begin == '-' ? -1 : 1;
    }
    while (at != end && isSpace(*at))
        ++at;
    result.kind = at == end ? NumericString::Kind::Whole : NumericString::Kind::Leading;
    return result;
}

std::int64_t stringToInteger(std::string_view text)
{
    const Number number = analyseNumeric(text).value;
    if (number.isInteger) return number.integer;
    if (!std::isfinite(number.real)) return 0;
    // (int) of a numeric string saturates, other than (int) of a float.
    if (number.real >= 9223372036854775808.0) return std::numeric_limits<std::int64_t>::max();
    if (number.real < -9223372036854775808.0) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(number.real);
}

double stringToDouble(std::string_view text)
{
    const NumericString number = analyseNumeric(text);
    const bool zero = number.kind != NumericString::Kind::None && number.value.isInteger && number.value.integer == 0;
    if (zero && text[text.find_first_not_of(" \t\n\r\v\f")] == '-') return -0.0;
    return number.value.asDouble();
}

std::int64_t doubleToInteger(double value)
{
    if (!std::isfinite(value)) return 0;
    if (value >= -9223372036854775808.0 && value < 9223372036854775808.0) return static_cast<std::int64_t>(value);
    constexpr double twoTo64 = 18446744073709551616.0;
    double rest = std::fmod(value, twoTo64);
    if (rest < 0) rest += twoTo64;
    if (rest >= twoTo64) return 0;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(rest));
}

bool isIntegral(double value)
{
    return value >= -9223372036854775808.0 && value < 9223372036854775808.0 && value == std::trunc(value);
}

std::optional<std::int64_t> canonicalKey(std::string_view key)
{
    if (key.empty() || key.size() > 20 || key[0] > '9') return std::nullopt;
    const bool negative = key[0] == '-';
    const std::string_view digits = key.substr(negative ? 1 : 0);
    if (digits.empty() || !isDigit(digits[0]) || (digits[0] == '0' && (digits.size() > 1 || negative))) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
    if (error != std::errc() || end != key.data() + key.size()) return std::nullopt;
    return value;
}

} // namespace twig::php
