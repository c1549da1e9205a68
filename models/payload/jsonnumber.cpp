// SPDX-License-Identifier: MIT
#include "payload/jsonnumber.h"

#include <charconv>

namespace targetdesk {

std::string canonicalNumber(std::string_view number)
{
    const bool negative = number.starts_with('-');
    if (negative) number.remove_prefix(1);
    long long power = 0;
    if (const std::size_t mark = number.find_first_of("eE"); mark != std::string_view::npos) {
        std::string_view exponent = number.substr(mark + 1);
        if (exponent.starts_with('+')) exponent.remove_prefix(1);
        const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
        if (read.ec != std::errc()) return (negative ? "-" : "") + std::string(number); // beyond any number: as it is spelt
        number = number.substr(0, mark);
    }
    std::string digits;
    for (const char c : number)
        if (c != '.') digits += c;
    if (const std::size_t point = number.find('.'); point != std::string_view::npos)
        power -= static_cast<long long>(number.size() - point - 1);
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++power;
    }
    digits.erase(0, digits.find_first_not_of('0'));
    if (digits.empty()) return "0";
    return (negative ? "-" : "") + digits + "e" + std::to_string(power);
}

} // namespace targetdesk
