// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// JavaScript's Number(text) (ECMA-262, StringToNumber): white space trimmed, "" is 0, anything else that is no number NaN.
double jsNumberOf(std::string_view text);

/// JavaScript's parseFloat(text): the longest prefix that is a number, else NaN.
double jsParseFloat(std::string_view text);

/// JavaScript's String(number): the shortest digits that read back the same, exponents from 1e21 and below 1e-6.
std::string jsNumberText(double number);

} // namespace targetdesk
