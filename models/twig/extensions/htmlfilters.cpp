// SPDX-License-Identifier: MIT
// The extension "html": what twig/html-extra has.
#include "twig/builtins.h"
#include "twig/extensions/htmlattributes.h"
#include "twig/extensions/mediatype.h"
#include "twig/extensions/usertext.h"
#include "twig/php/url.h"

#include <algorithm>

namespace twig {

namespace {

void appendBase64(std::string &out, std::string_view data)
{
    static constexpr char Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < data.size(); i += 3) {
        unsigned bits = 0;
        const std::size_t count = std::min<std::size_t>(3, data.size() - i);
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8 | (j < count ? static_cast<unsigned char>(data[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j)
            out += j <= count ? Digits[bits >> (18 - 6 * j) & 63] : '=';
    }
}

Value dataUri(Runtime &runtime, Arguments arguments)
{
    const std::string_view data = userText(runtime, arguments[0], {"dataUri", 1, "data"});
    const auto given = optionalUserText(runtime, argument(arguments, 1), {"dataUri", 2, "mime"});
    runtime.step(1 + data.size() / 64);
    runtime.arena().require(data.size() * 3);
    const std::string_view type = given ? *given : mediaType(data);
    std::string uri = "data:" + std::string(type);
    if (arguments.size() > 2) {
        const Array &parameters = userArray(arguments[2], {"dataUri", 3, "parameters"});
        for (std::uint32_t i = 0; i < parameters.size(); ++i) {
            uri += ';' + std::string(textOf(runtime, parameters.keyAt(i))) + '=';
            php::appendRawUrlEncoded(uri, textArgument(runtime, parameters.valueAt(i), {"rawurlencode", 1, "string"}));
        }
    }
    if (type.starts_with("text/")) {
        uri += ',';
        php::appendRawUrlEncoded(uri, data);
    } else {
        uri += ";base64,";
        appendBase64(uri, data);
    }
    return runtime.string(uri);
}

Value htmlClasses(Runtime &runtime, Arguments arguments)
{
    std::vector<std::string_view> classes;
    const auto add = [&](std::string_view name) {
        runtime.step(1 + classes.size() / 16);
        if (!name.empty() && std::find(classes.begin(), classes.end(), name) == classes.end()) classes.push_back(name);
    };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Value &value = arguments[i];
        const std::string place = "The \"html_classes\" function argument " + std::to_string(i);
        if (value.isString()) {
            add(value.text());
            continue;
        }
        if (!value.isArray())
            fail(place + " should be either a string or an array, got \"" + std::string(typeName(value)) + "\".");
        for (std::uint32_t j = 0; j < value.arrayValue()->size(); ++j) {
            const Value key = value.arrayValue()->keyAt(j);
            if (key.isInt()) fail(place + " (key " + std::to_string(key.intValue()) + ") should be a string, got \"int\".");
            if (toBool(value.arrayValue()->valueAt(j))) add(key.text());
        }
    }
    std::string out;
    for (const std::string_view name : classes) {
        if (!out.empty()) out += ' ';
        out += name;
    }
    return runtime.string(out);
}

Value htmlCva(Runtime &runtime, Arguments arguments)
{
    const Array *base = runtime.newArray();
    if (!arguments.empty() && arguments[0].isArray()) {
        base = arguments[0].arrayValue();
    } else if (!arguments.empty()) {
        const Value text = Value::string(userText(runtime, arguments[0], {"htmlCva", 1, "base"}));
        base = Array::createList(runtime.arena(), {&text, 1});
    }
    const auto array = [&](std::size_t index, std::string_view name) {
        if (index >= arguments.size()) return static_cast<const Array *>(runtime.newArray());
        return &userArray(arguments[index], {"htmlCva", static_cast<int>(index) + 1, name});
    };
    return Value::object(
        runtime.arena().create<CvaObject>(base, array(1, "variants"), array(2, "compoundVariants"), array(3, "defaultVariant")));
}

Value htmlAttrMerge(Runtime &runtime, Arguments arguments)
{
    return Value::array(mergedAttributes(runtime, arguments));
}

Value htmlAttr(Runtime &runtime, Arguments arguments)
{
    return runtime.string(attributesAsHtml(runtime, *mergedAttributes(runtime, arguments)));
}

Value htmlAttrType(Runtime &runtime, Arguments arguments)
{
    using Form = AttributeObject::Form;
    const std::string_view type = userText(runtime, argument(arguments, 1, Value::string("sst")), {"htmlAttrType", 2, "type"});
    if (type == "sst") return attributeValue(runtime, arguments[0], Form::SpaceList);
    if (type == "cst") return attributeValue(runtime, arguments[0], Form::CommaList);
    if (type == "style") return attributeValue(runtime, arguments[0], Form::Style);
    fail("Unknown attribute type \"" + std::string(type) + "\" The only supported types are \"sst\", \"cst\" and \"style\".");
}

constexpr ArgumentInfo DataUriArguments[] = {{"mime", "null"}, {"parameters", "[]"}};
constexpr ArgumentInfo TypeArguments[] = {{"type", "'sst'"}};
constexpr ArgumentInfo AnyArguments[] = {{"arrays", "", true}};
constexpr ArgumentInfo ClassArguments[] = {{"args", "", true}};
constexpr ArgumentInfo CvaArguments[] = {
    {"base", "[]"}, {"variants", "[]"}, {"compoundVariants", "[]"}, {"defaultVariant", "[]"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr auto Function = SymbolInfo::Kind::Function;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "data_uri",
     .arguments = DataUriArguments,
     .run = dataUri,
     .help = "The data as a URL that holds it, for an image inside a page.",
     .example = "{{ 'hello'|data_uri('text/plain') }}",
     .extension = Extension::Html},
    {.kind = Filter,
     .name = "html_attr_merge",
     .arguments = AnyArguments,
     .run = htmlAttrMerge,
     .help = "Mappings of HTML attributes laid one over the other.",
     .example = "{{ {class: ['a']}|html_attr_merge({class: ['b']}).class|join(' ') }}",
     .extension = Extension::Html},
    {.kind = Filter,
     .name = "html_attr_type",
     .arguments = TypeArguments,
     .run = htmlAttrType,
     .help = "How an HTML attribute is put together: sst (spaces), cst (commas) or style.",
     .example = "{{ html_attr({sizes: ['a', 'b']|html_attr_type('cst')}) }}",
     .extension = Extension::Html},
};
constexpr Callable Functions[] = {
    {.kind = Function,
     .name = "html_classes",
     .arguments = ClassArguments,
     .run = htmlClasses,
     .help = "Class names, those of a mapping only where the value is true.",
     .example = "{{ html_classes('a', {b: true, c: false}) }}",
     .extension = Extension::Html},
    {.kind = Function,
     .name = "html_cva",
     .arguments = CvaArguments,
     .run = htmlCva,
     .help = "Class names by recipe: apply() chooses among variants.",
     .example = "{{ html_cva('a', {size: {big: 'b'}}).apply({size: 'big'}) }}",
     .extension = Extension::Html},
    {.kind = Function,
     .name = "html_attr",
     .arguments = ClassArguments,
     .run = htmlAttr,
     .help = "Mappings of HTML attributes as text, escaped.",
     .example = "{{ html_attr({id: 'a', class: ['b', 'c']}) }}",
     .safe = Safety::Html,
     .extension = Extension::Html},
};

} // namespace

std::span<const Callable> htmlFilters()
{
    return Filters;
}

std::span<const Callable> htmlFunctions()
{
    return Functions;
}

} // namespace twig
