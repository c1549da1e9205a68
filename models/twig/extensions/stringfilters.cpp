// SPDX-License-Identifier: MIT
// The extension "string": what twig/string-extra has.
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/extensions/inflector.h"
#include "twig/extensions/usertext.h"
#include "twig/php/phperror.h"

namespace twig {

namespace {

enum class Number { Plural, Singular };

std::vector<std::string> forms(std::string_view word, std::string_view locale, Number number)
{
    if (locale == "en") return number == Number::Plural ? englishPlurals(word) : englishSingulars(word);
    if (locale == "fr") return {number == Number::Plural ? frenchPlural(word) : frenchSingular(word)};
    if (locale == "es") fail("SpanishInflector is not available.");
    throw php::PhpError("InvalidArgumentException", "Locale \"" + std::string(locale) + "\" is not supported.");
}

Value inflected(Runtime &runtime, Arguments arguments, Number number)
{
    const std::string_view name = number == Number::Plural ? "plural" : "singular";
    const std::string_view word = userText(runtime, arguments[0], {name, 1, "value"});
    const std::string_view locale = userText(runtime, argument(arguments, 1, Value::string("en")), {name, 2, "locale"});
    const bool all = boolArgument(runtime, argument(arguments, 2, Value::boolean(false)), {name, 3, "all"});
    const std::vector<std::string> found = forms(word, locale, number);
    if (!all) return runtime.string(found.front());
    Array *list = runtime.newArray();
    for (const std::string &form : found)
        list->append(runtime.arena(), runtime.string(form));
    return Value::array(list);
}

Value plural(Runtime &runtime, Arguments arguments)
{
    return inflected(runtime, arguments, Number::Plural);
}

Value singular(Runtime &runtime, Arguments arguments)
{
    return inflected(runtime, arguments, Number::Singular);
}

constexpr ArgumentInfo InflectorArguments[] = {{"locale", "'en'"}, {"all", "false"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "plural",
     .arguments = InflectorArguments,
     .run = plural,
     .help = "The plural of an English or French noun, or all that it may be.",
     .example = "{{ 'point'|plural }}",
     .extension = Extension::String},
    {.kind = Filter,
     .name = "singular",
     .arguments = InflectorArguments,
     .run = singular,
     .help = "The singular of an English or French noun, or all that it may be.",
     .example = "{{ 'points'|singular }}",
     .extension = Extension::String},
};

} // namespace

std::span<const Callable> stringFilters()
{
    return Filters;
}

} // namespace twig
