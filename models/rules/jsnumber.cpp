// SPDX-License-Identifier: MIT
#include "rules/jsnumber.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace targetdesk {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// White space and line ends of ECMA-262 as UTF-8.
std::size_t spaceAt(std::string_view text)
{
    constexpr std::array<std::string_view, 25> spaces = {
        "\t",           "\n",           "\v",           "\f",           "\r",           " ",
        "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
        "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
        "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80",
        "\xEF\xBB\xBF"};
    for (const std::string_view space : spaces) {
        if (text.starts_with(space)) return space.size();
    }
    return 0;
}

std::string_view trimmedFront(std::string_view text)
{
    while (const std::size_t width = spaceAt(text))
        text.remove_prefix(width);
    return text;
}

std::size_t digitsIn(std::string_view text, std::size_t at)
{
    std::size_t count = 0;
    while (at + count < text.size() && text[at + count] >= '0' && text[at + count] <= '9')
        ++count;
    return count;
}

// Length of the decimal literal that the text begins with, its sign included; 0 when there is none.
std::size_t decimalLength(std::string_view text)
{
    std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    if (text.substr(at).starts_with("Infinity")) return at + 8;
    const std::size_t whole = digitsIn(text, at);
    at += whole;
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        fraction = digitsIn(text, at + 1);
        if (whole + fraction == 0) return 0;
        at += 1 + fraction;
    }
    if (whole + fraction == 0) return 0;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        std::size_t exponent = at + 1;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        const std::size_t digits = digitsIn(text, exponent);
        if (digits > 0) at = exponent + digits;
    }
    return at;
}

// A literal of which decimalLength() has measured all.
double decimalValue(std::string_view literal)
{
    const bool negative = literal.front() == '-';
    if (negative || literal.front() == '+') literal.remove_prefix(1);
    double value = infinity;
    if (!literal.starts_with('I')) {
        const auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), value);
        if (error == std::errc::result_out_of_range) {
            const std::size_t mark = literal.find_first_of("eE");
            const bool tiny =
                mark != std::string_view::npos ? literal[mark + 1] == '-' : literal.starts_with("0") || literal.starts_with(".");
            value = tiny ? 0.0 : infinity;
        }
    }
    return negative ? -value : value;
}

double radixValue(std::string_view digits, int radix)
{
    if (digits.empty()) return nan;
    double value = 0;
    for (const char c : digits) {
        int digit = 99;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
        if (digit >= radix) return nan;
        value = value * radix + digit;
    }
    return value;
}

} // namespace

double jsNumberOf(std::string_view text)
{
    text = trimmedFront(text);
    std::string_view body = text;
    // Trim the end: cut at the first place from which only white space follows.
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (spaceAt(text.substr(at)) > 0 && trimmedFront(text.substr(at)).empty()) {
            body = text.substr(0, at);
            break;
        }
    }
    if (body.empty()) return 0;
    if (body.size() > 1 && body[0] == '0') {
        switch (body[1]) {
        case 'x':
        case 'X': return radixValue(body.substr(2), 16);
        case 'o':
        case 'O': return radixValue(body.substr(2), 8);
        case 'b':
        case 'B': return radixValue(body.substr(2), 2);
        default: break;
        }
    }
    const std::size_t length = decimalLength(body);
    return length > 0 && length == body.size() ? decimalValue(body) : nan;
}

double jsParseFloat(std::string_view text)
{
    text = trimmedFront(text);
    const std::size_t length = decimalLength(text);
    return length > 0 ? decimalValue(text.substr(0, length)) : nan;
}

std::string jsNumberText(double number)
{
    if (std::isnan(number)) return "NaN";
    if (number == 0) return "0";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number), std::chars_format::scientific).ptr;
    const std::string_view scientific(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = scientific.find('e');
    std::string digits;
    for (const char c : scientific.substr(0, mark)) {
        if (c != '.') digits += c;
    }
    int exponent = 0; // to_chars writes it with a sign; from_chars takes no plus
    const std::size_t skip = scientific[mark + 1] == '+' ? 2 : 1;
    std::from_chars(scientific.data() + mark + skip, end, exponent);
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // ECMA-262's n: the point stands after so many digits
    std::string text;
    if (count <= point && point <= 21) {
        text = digits + std::string(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        text = digits.substr(0, static_cast<std::size_t>(point)) + "." + digits.substr(static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        text = "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        text = digits.substr(0, 1) + (count > 1 ? "." + digits.substr(1) : "");
        text += exponent < 0 ? "e-" : "e+";
        text += std::to_string(std::abs(exponent));
    }
    return number < 0 ? "-" + text : text;
}

} // namespace targetdesk
