// SPDX-License-Identifier: MIT
#include "twig/php/rounding.h"

#include "twig/php/numbers.h"
#include "twig/php/phperror.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace twig::php {
namespace {

constexpr double Powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double powerOfTen(int exponent)
{
    return exponent <= 22 ? Powers[exponent] : std::pow(10.0, exponent);
}

int clampPlaces(std::int64_t precision)
{
    return static_cast<int>(
        std::clamp<std::int64_t>(precision, std::numeric_limits<int>::min() + 1, std::numeric_limits<int>::max()));
}

/// value × 10^places rounded to a whole number. `pointless` is set when the value has no digits there to round: it stays as it
/// is.
double scaledPhp84(double value, int places, bool &pointless)
{
    const double exponent = powerOfTen(std::abs(places));
    const double scaled = places >= 0 ? value * exponent : value / exponent;
    double whole = value >= 0 ? std::floor(scaled) : std::ceil(scaled);
    const double next = value >= 0 ? whole + 1.0 : whole - 1.0;
    // The multiplication may have lost the last bit of a value that is exactly the next step.
    if ((places > 0 ? next / exponent : next * exponent) == value) whole = next;
    pointless = !(std::fabs(whole) < 1e16);
    // From 2^52 on a half cannot be added to a whole number. (With places PHP does, and round(46711246.0, 8) gives
    // 46711246.00000001.)
    if (places == 0 && value == std::trunc(value)) return whole;
    const double half = whole + std::copysign(0.5, whole);
    const double edge = std::fabs(places > 0 ? half / exponent : half * exponent);
    return std::fabs(value) >= edge ? whole + std::copysign(1.0, whole) : whole;
}

double halfUp(double value)
{
    return value >= 0 ? std::floor(value + 0.5) : std::ceil(value - 0.5);
}

/// Up to PHP 8.3: first to 15 significant digits, then to the places asked for.
double scaledBefore84(double value, int places, bool &pointless)
{
    const int precise = 14 - static_cast<int>(std::floor(std::log10(std::fabs(value))));
    double scaled = 0;
    if (precise > places && precise - 15 < places) {
        const int use = std::max(precise, -4 * 15);
        const double power = powerOfTen(std::abs(use));
        scaled = halfUp(use >= 0 ? value * power : value / power);
        scaled /= powerOfTen(std::abs(std::max(places - use, -4 * 15)));
    } else {
        const double power = powerOfTen(std::abs(places));
        scaled = places >= 0 ? value * power : value / power;
        pointless = std::fabs(scaled) >= 1e15;
    }
    // Whole already, and too large for adding a half.
    return std::fabs(scaled) >= 1e15 ? scaled : halfUp(scaled);
}

double scaledRound(double value, int places, RoundingRule rule, bool &pointless)
{
    return rule == RoundingRule::Php84 ? scaledPhp84(value, places, pointless) : scaledBefore84(value, places, pointless);
}

double unscale(double scaled, int places, double value)
{
    if (std::abs(places) < 23) return places > 0 ? scaled / powerOfTen(places) : scaled * powerOfTen(-places);
    // PHP prints and reads back, which is exact where a power of ten no longer is.
    std::string text;
    appendInteger(text, static_cast<std::int64_t>(scaled));
    text += 'e';
    appendInteger(text, -static_cast<std::int64_t>(places));
    const double result = stringToDouble(text);
    return std::isfinite(result) ? result : value;
}

void appendGrouped(std::string &out, std::string_view digits, std::string_view separator)
{
    if (separator.empty() || digits.size() <= 3) {
        out += digits;
        return;
    }
    std::size_t first = digits.size() % 3;
    if (first == 0) first = 3;
    out += digits.substr(0, first);
    for (std::size_t at = first; at < digits.size(); at += 3) {
        out += separator;
        out += digits.substr(at, 3);
    }
}

/// The whole number `scaled` (≥ 0), of which the last `decimals` digits stand behind the point.
void appendScaled(std::string &out, std::uint64_t scaled, std::size_t decimals, std::string_view point,
                  std::string_view separator)
{
    char buffer[48];
    char *end = std::to_chars(buffer + 24, buffer + sizeof buffer, scaled).ptr;
    char *begin = buffer + 24;
    while (static_cast<std::size_t>(end - begin) <= decimals)
        *--begin = '0';
    appendGrouped(out, {begin, static_cast<std::size_t>(end - begin) - decimals}, separator);
    if (decimals > 0) {
        out += point;
        out.append(end - decimals, end);
    }
}

/// Any finite value ≥ 0, already rounded, by its exact decimal expansion.
void appendExact(std::string &out, double value, std::size_t decimals, std::string_view point, std::string_view separator)
{
    char buffer[1024];
    const std::size_t shown = std::min<std::size_t>(decimals, 500);
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, static_cast<int>(shown)).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    const std::size_t whole = std::min(text.find('.'), text.size());
    appendGrouped(out, text.substr(0, whole), separator);
    if (decimals == 0) return;
    out += point;
    out += text.substr(whole + 1);
    out.append(decimals - shown, '0');
}

} // namespace

double roundHalfUp(double value, std::int64_t precision, RoundingRule rule)
{
    if (!std::isfinite(value) || value == 0) return value;
    const int places = clampPlaces(precision);
    bool pointless = false;
    const double scaled = scaledRound(value, places, rule, pointless);
    return pointless ? value : unscale(scaled, places, value);
}

double twigRound(double value, std::int64_t precision, std::string_view method, RoundingRule rule)
{
    if (method == "common") return roundHalfUp(value, precision, rule);
    const bool ceil = method == "ceil";
    if (!ceil && method != "floor") {
        throw PhpError("Twig\\Error\\RuntimeError",
                       "The \"round\" filter only supports the \"common\", \"ceil\", and \"floor\" methods.");
    }
    const double power = precision >= 0 && precision <= 22 ? Powers[precision] : std::pow(10.0, static_cast<double>(precision));
    return (ceil ? std::ceil(value * power) : std::floor(value * power)) / power;
}

void appendNumberFormat(std::string &out, double value, std::int64_t decimals, std::string_view point, std::string_view separator,
                        RoundingRule rule)
{
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "nan" : "inf";
        return;
    }
    if (rule == RoundingRule::Before84) decimals = std::max<std::int64_t>(decimals, 0);
    const int places = clampPlaces(decimals);
    if (std::fabs(value) >= 4503599627370496.0 && isIntegral(value) && rule == RoundingRule::Php84) {
        appendNumberFormat(out, static_cast<std::int64_t>(value), decimals, point, separator);
        return;
    }
    bool pointless = value == 0;
    const double scaled = pointless ? 0 : scaledRound(value, places, rule, pointless);
    const std::size_t shown = places > 0 ? static_cast<std::size_t>(places) : 0;
    if (places >= 0 && places <= 15 && !pointless && std::fabs(scaled) < 4503599627370496.0) {
        // Below 2^52 the digits of the rounded double are those of the scaled whole number.
        if (scaled < 0) out += '-';
        appendScaled(out, static_cast<std::uint64_t>(std::fabs(scaled)), shown, point, separator);
        return;
    }
    const double rounded = pointless ? value : unscale(scaled, places, value);
    if (rounded < 0) out += '-';
    appendExact(out, std::fabs(rounded), shown, point, separator);
}

void appendNumberFormat(std::string &out, std::int64_t value, std::int64_t decimals, std::string_view point,
                        std::string_view separator)
{
    std::uint64_t magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    if (decimals < 0) {
        if (decimals < -19) {
            magnitude = 0;
        } else {
            std::uint64_t step = 1;
            for (std::int64_t i = decimals; i < 0; ++i)
                step *= 10;
            const std::uint64_t rest = magnitude % step;
            magnitude = magnitude - rest + (rest >= step / 2 ? step : 0);
        }
    }
    if (value < 0 && magnitude != 0) out += '-';
    appendScaled(out, magnitude, 0, point, separator);
    if (decimals > 0) {
        out += point;
        out.append(static_cast<std::size_t>(decimals), '0');
    }
}

} // namespace twig::php
