// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twig::icu {

/// False for what PHP's intl refuses: a language that ICU does not know. An empty name is fine.
bool isLocale(std::string_view locale);

/// PHP's NumberFormatter: numbers as ICU's constants have them (UNumberFormatStyle, UNumberFormatAttribute).
struct NumberStyle
{
    std::string locale;
    int style = 1;
    std::vector<std::pair<int, double>> attributes;
};

/// Absent where ICU fails. Formatters are kept per thread.
std::optional<std::string> formatInteger(const NumberStyle &style, std::int64_t number);
std::optional<std::string> formatReal(const NumberStyle &style, double number);
std::optional<std::string> formatCurrency(const NumberStyle &style, double amount, std::string_view currency);

} // namespace twig::icu
