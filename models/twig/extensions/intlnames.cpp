// SPDX-License-Identifier: MIT
// The extension "intl": names in the reader's language.
#include "twig/builtins.h"
#include "twig/extensions/usertext.h"
#include "twig/icu/names.h"

namespace twig {

namespace {

using icu::NameKind;

/// An empty locale is the root of all, which has signs of currencies and little else.
std::string localeOf(Runtime &runtime, Arguments arguments, std::size_t index, std::string_view function)
{
    const auto given = optionalUserText(runtime, argument(arguments, index), {function, static_cast<int>(index) + 1, "locale"});
    const std::string_view locale = given ? *given : std::string_view(runtime.settings().locale);
    return locale.empty() ? "root" : std::string(locale);
}

constexpr std::uint64_t StepsOfAList = 2000; ///< about what making one costs

template <NameKind Kind>
Value name(Runtime &runtime, Arguments arguments)
{
    const auto code = optionalUserText(runtime, arguments[0], {"name", 1, "code"});
    if (!code) return Value::string("");
    runtime.step(Kind == NameKind::Zone ? StepsOfAList : 10);
    const auto found = icu::nameOf(Kind, *code, localeOf(runtime, arguments, 1, "name"));
    return runtime.string(found ? std::string_view(*found) : *code);
}

Value currencySymbol(Runtime &runtime, Arguments arguments)
{
    const auto code = optionalUserText(runtime, arguments[0], {"getCurrencySymbol", 1, "currency"});
    if (!code) return Value::string("");
    runtime.step(10);
    const auto found = icu::currencySymbol(*code, localeOf(runtime, arguments, 1, "getCurrencySymbol"));
    return runtime.string(found ? std::string_view(*found) : *code);
}

template <NameKind Kind>
Value names(Runtime &runtime, Arguments arguments)
{
    const std::string locale = localeOf(runtime, arguments, 0, "names");
    runtime.step(StepsOfAList);
    Array *map = runtime.newArray();
    for (const icu::NamedCode &entry : icu::allNames(Kind, locale))
        map->set(runtime.arena(), Array::key(runtime.arena().copy(entry.code)), runtime.string(entry.name));
    return Value::array(map);
}

Value countryTimezones(Runtime &runtime, Arguments arguments)
{
    const std::string_view country = userText(runtime, arguments[0], {"getCountryTimezones", 1, "country"});
    Array *zones = runtime.newArray();
    for (const std::string &zone : icu::zonesOf(country))
        zones->append(runtime.arena(), runtime.string(zone));
    return Value::array(zones);
}

constexpr ArgumentInfo Locale[] = {{"locale", "null"}};
constexpr ArgumentInfo Country[] = {{"country", ""}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr auto Function = SymbolInfo::Kind::Function;

constexpr Callable filter(std::string_view filterName, Callable::Implementation run, std::string_view help,
                          std::string_view example)
{
    return {.kind = Filter,
            .name = filterName,
            .arguments = Locale,
            .run = run,
            .help = help,
            .example = example,
            .extension = Extension::Intl};
}

constexpr Callable function(std::string_view functionName, Callable::Implementation run, std::string_view help,
                            std::string_view example)
{
    return {.kind = Function,
            .name = functionName,
            .arguments = Locale,
            .run = run,
            .help = help,
            .example = example,
            .extension = Extension::Intl};
}

constexpr Callable Filters[] = {
    filter("country_name", name<NameKind::Country>, "The name of a country by its code of two letters, in a language.",
           "{{ 'FR'|country_name('de') }}"),
    filter("currency_name", name<NameKind::Currency>, "The name of a currency by its code, in a language.",
           "{{ 'EUR'|currency_name }}"),
    filter("currency_symbol", currencySymbol, "The sign of a currency by its code, as a language writes it.",
           "{{ 'EUR'|currency_symbol }}"),
    filter("language_name", name<NameKind::Language>, "The name of a language by its code, in a language.",
           "{{ 'fr'|language_name }}"),
    filter("locale_name", name<NameKind::Locale>, "The name of a locale by its code, in a language.",
           "{{ 'fr_CA'|locale_name }}"),
    filter("timezone_name", name<NameKind::Zone>, "The name of a time zone, in a language.",
           "{{ 'Europe/Paris'|timezone_name }}"),
};

constexpr Callable Functions[] = {
    {.kind = Function,
     .name = "country_timezones",
     .arguments = Country,
     .run = countryTimezones,
     .help = "The time zones of a country by its code.",
     .example = "{{ country_timezones('FR')|join(', ') }}",
     .extension = Extension::Intl},
    function("language_names", names<NameKind::Language>, "The names of all languages by their codes, in a language.",
             "{{ language_names('de').fr }}"),
    function("script_names", names<NameKind::Script>, "The names of all scripts by their codes, in a language.",
             "{{ script_names().Latn }}"),
    function("country_names", names<NameKind::Country>, "The names of all countries by their codes, in a language.",
             "{{ country_names().FR }}"),
    function("locale_names", names<NameKind::Locale>, "The names of all locales by their codes, in a language.",
             "{{ locale_names().fr_CA }}"),
    function("currency_names", names<NameKind::Currency>, "The names of all currencies by their codes, in a language.",
             "{{ currency_names().EUR }}"),
    function("timezone_names", names<NameKind::Zone>, "The names of all time zones by their identifiers, in a language.",
             "{{ timezone_names()['Europe/Paris'] }}"),
};

} // namespace

std::span<const Callable> intlNameFilters()
{
    return Filters;
}

std::span<const Callable> intlFunctions()
{
    return Functions;
}

} // namespace twig
