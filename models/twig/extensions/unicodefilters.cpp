// SPDX-License-Identifier: MIT
// What of the extension "string" needs ICU.
#include "twig/builtins.h"
#include "twig/extensions/unicodetext.h"
#include "twig/extensions/usertext.h"

namespace twig {

namespace {

Value unicode(Runtime &runtime, Arguments arguments)
{
    const auto text = optionalUserText(runtime, arguments[0], {"u", 1, "text"});
    return unicodeValue(runtime, normalizedText(text.value_or(std::string_view())));
}

Value slug(Runtime &runtime, Arguments arguments)
{
    const std::string_view text = userText(runtime, arguments[0], {"slug", 1, "string"});
    const std::string_view separator = userText(runtime, argument(arguments, 1, Value::string("-")), {"slug", 2, "separator"});
    const auto locale = optionalUserText(runtime, argument(arguments, 2), {"slug", 3, "locale"});
    runtime.step(1 + text.size());
    runtime.arena().require(text.size() * (1 + separator.size()));
    return unicodeValue(runtime, slugOf(text, separator, locale.value_or(std::string_view())));
}

constexpr ArgumentInfo SlugArguments[] = {{"separator", "'-'"}, {"locale", "null"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "slug",
     .arguments = SlugArguments,
     .run = slug,
     .help = "The text in letters and digits of ASCII with a separator between words, for a URL.",
     .example = "{{ 'Crème brûlée'|slug }}",
     .extension = Extension::String},
    {.kind = Filter,
     .name = "u",
     .arguments = {},
     .run = unicode,
     .help = "The text with methods: truncate, wordwrap, camel, snake, title, upper, replace, slice, trim and more.",
     .example = "{{ 'A long text'|u.truncate(6, '…', false) }}",
     .extension = Extension::String},
};

} // namespace

std::span<const Callable> unicodeFilters()
{
    return Filters;
}

} // namespace twig
