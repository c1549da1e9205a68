// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/jsonencoder.h"
#include "twig/php/escape.h"
#include "twig/php/jsonstring.h"
#include "twig/php/phperror.h"
#include "twig/php/url.h"

namespace twig {

namespace {

bool appendJson(Runtime &runtime, Arguments arguments, std::string &out)
{
    if (arguments.size() > 3)
        throw php::PhpError("ArgumentCountError",
                            "json_encode() expects at most 3 arguments, " + std::to_string(arguments.size()) + " given");
    if (arguments.size() == 1) {
        // What nearly all templates write: a string, an int, null.
        const Value &value = arguments[0];
        if (value.isString()) {
            runtime.stepBytes(value.text().size());
            return php::appendJsonString(out, value.text(), 0);
        }
        return JsonEncoder(runtime, out, 0, JsonEncoder::DefaultDepth, runtime.isPayload()).encode(value);
    }
    const std::int64_t flags = intArgument(runtime, arguments[1], {"json_encode", 2, "flags"});
    const std::int64_t depth =
        arguments.size() > 2 ? intArgument(runtime, arguments[2], {"json_encode", 3, "depth"}) : JsonEncoder::DefaultDepth;
    return JsonEncoder(runtime, out, static_cast<unsigned>(flags), std::min(depth, JsonEncoder::DefaultDepth * 4),
                       runtime.isPayload())
        .encode(arguments[0]);
}

void writeJson(Runtime &runtime, Arguments arguments, std::string &out)
{
    appendJson(runtime, arguments, out); // false prints nothing
}

Value jsonEncode(Runtime &runtime, Arguments arguments)
{
    std::string text;
    if (!appendJson(runtime, arguments, text)) return Value::boolean(false);
    return runtime.string(text);
}

void appendQuery(Runtime &runtime, std::string &out, const std::string &prefix, const Array &array, int depth)
{
    if (depth > 256) return;
    runtime.step(1 + array.size() / 16);
    for (std::uint32_t i = 0; i < array.size(); ++i) {
        const Value &value = array.valueAt(i);
        std::string path = prefix;
        php::appendQueryKey(path, textOf(runtime, array.keyAt(i)), depth == 0);
        runtime.expectText(out.size() + path.size());
        const bool hasProperties = value.isObject() && value.objectValue()->kind == Object::Kind::Bag; // public ones
        const Array *inner = value.isArray() ? value.arrayValue() : hasProperties ? elementsOf(*value.objectValue()) : nullptr;
        if (inner) {
            appendQuery(runtime, out, path, *inner, depth + 1);
        } else if (value.isBool()) {
            php::appendQueryPair(out, path, value.boolValue() ? "1" : "0");
        } else if (!value.isNull() && !value.isObject() && !value.isMarkup()) {
            php::appendQueryPair(out, path, textOf(runtime, value));
        }
    }
}

void writeUrl(Runtime &runtime, Arguments arguments, std::string &out)
{
    if (arguments[0].isArray()) {
        std::string query;
        appendQuery(runtime, query, {}, *arguments[0].arrayValue(), 0);
        out += query;
        return;
    }
    const std::string_view text = textArgument(runtime, arguments[0], {"rawurlencode", 1, "string"});
    runtime.stepBytes(text.size());
    php::appendRawUrlEncoded(out, text);
}

Value urlEncode(Runtime &runtime, Arguments arguments)
{
    std::string text;
    writeUrl(runtime, arguments, text);
    return runtime.string(text);
}

bool isKnownStrategy(std::string_view strategy)
{
    static constexpr std::string_view Known[] = {"html", "js", "css", "html_attr", "html_attr_relaxed", "url"};
    for (const std::string_view known : Known)
        if (known == strategy) return true;
    return false;
}

/// EscaperRuntime::escape()
Value escape(Runtime &runtime, Arguments arguments)
{
    const Value &value = arguments[0];
    const Value strategyValue = argument(arguments, 1, Value::string("html"));
    if (strategyValue.isNull() || strategyValue.isArray() || strategyValue.isObject())
        failType(strategyValue, {"Twig\\Runtime\\EscaperRuntime::escape", 2, "strategy"}, "string");
    const std::string_view strategy = textOf(runtime, strategyValue);
    const Value charsetValue = argument(arguments, 2);
    if (charsetValue.isArray() || charsetValue.isObject())
        failType(charsetValue, {"Twig\\Runtime\\EscaperRuntime::escape", 3, "charset"}, "?string");
    const std::string_view charset = textOf(runtime, charsetValue);
    const Value isAutomatic = argument(arguments, 3);
    if (isAutomatic.isArray() || isAutomatic.isObject() || isAutomatic.isMarkup())
        failType(isAutomatic, {"Twig\\Runtime\\EscaperRuntime::escape", 4, "autoescape"}, "bool");
    if (isTruthy(isAutomatic) && value.isMarkup()) return value;
    const bool isText = value.isString() || (value.isObject() && textOfObject(*value.objectValue()));
    if (!isText && isKnownStrategy(strategy)) return value;
    if (isText && textOf(runtime, value).empty()) return Value::string("");
    std::string text;
    if (isText) runtime.expectText(textOf(runtime, value).size());
    const bool isRefused = !value.isString() && !isKnownStrategy(strategy); // ahead of a text that the value may not have
    php::appendEscaped(text, isRefused ? std::string_view("?") : textOf(runtime, value), strategy,
                       charset.empty() ? std::string_view("UTF-8") : charset);
    return runtime.string(text);
}

Value useDefault(Runtime &, Arguments arguments)
{
    if (!isEmpty(arguments[0])) return arguments[0];
    return argument(arguments, 1, Value::string(""));
}

Value raw(Runtime &, Arguments arguments)
{
    return arguments[0];
}

constexpr ArgumentInfo JsonArguments[] = {{"flags", "0"}, {"depth", "512"}};
constexpr ArgumentInfo EscapeArguments[] = {{"strategy", "'html'"}, {"charset", "null"}, {"autoescape", "false"}};
constexpr ArgumentInfo DefaultArguments[] = {{"default", "''"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "default",
     .arguments = DefaultArguments,
     .run = useDefault,
     .help = "Something else when the value is missing or empty.",
     .example = "{{ name|default('friend') }}",
     .builtin = Builtin::Default},
    {.kind = Filter,
     .name = "e",
     .arguments = EscapeArguments,
     .run = escape,
     .help = "Short for escape.",
     .example = "{{ '<b>'|e }}",
     .builtin = Builtin::Escape},
    {.kind = Filter,
     .name = "escape",
     .arguments = EscapeArguments,
     .run = escape,
     .help = "The text made safe for html, js, css, url or html_attr.",
     .example = "{{ '<b>'|escape('html') }}",
     .builtin = Builtin::Escape},
    {.kind = Filter,
     .name = "json_encode",
     .arguments = JsonArguments,
     .run = jsonEncode,
     .help = "The value as JSON, a string with its quotes.",
     .example = "{{ {a: [1, null]}|json_encode }}",
     .write = writeJson,
     .nativePhp = true},
    {.kind = Filter,
     .name = "raw",
     .arguments = {},
     .run = raw,
     .help = "The value as it is, not escaped.",
     .example = "{{ '<b>'|raw }}",
     .safe = Safety::All,
     .builtin = Builtin::Raw},
    {.kind = Filter,
     .name = "url_encode",
     .arguments = {},
     .run = urlEncode,
     .help = "The text for use in a URL, a mapping as a query.",
     .example = "{{ {a: 'b c'}|url_encode }}",
     .write = writeUrl},
};

} // namespace

std::span<const Callable> outputFilters()
{
    return Filters;
}

} // namespace twig
