// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twig::icu {

// The names of countries, languages and so on in the language of a locale: ICU's data, put together as Symfony's Intl does it.
// Where a locale has no name of its own its parents are asked, then English.

enum class NameKind { Country, Currency, Language, Locale, Script, Zone };

/// The name of "FR", "EUR", "fr", "fr_CA", "Latn", "Europe/Paris"; absent when there is no such code or locale.
std::optional<std::string> nameOf(NameKind kind, std::string_view code, std::string_view locale);
std::optional<std::string> currencySymbol(std::string_view code, std::string_view locale);

struct NamedCode
{
    std::string code;
    std::string name;
};
/// All that have a name, sorted as readers of that language sort; none when there is no such locale. Kept per thread.
const std::vector<NamedCode> &allNames(NameKind kind, const std::string &locale);

/// The time zones of a country, sorted.
std::vector<std::string> zonesOf(std::string_view country);

} // namespace twig::icu
