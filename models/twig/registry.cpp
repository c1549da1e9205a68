// SPDX-License-Identifier: MIT
#include "twig/registry.h"

#include "twig/builtins.h"
#include "twig/operators.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace twig {

namespace {

/// Everything of one kind, in the order in which Twig registers it: where suggestions are equally near, that order counts.
std::vector<const Callable *> collect(SymbolInfo::Kind kind)
{
    static constexpr std::string_view FilterOrder[] = {"date",   "date_modify", "format",     "replace",     "number_format",
                                                       "abs",    "round",       "url_encode", "json_encode", "convert_encoding",
                                                       "title",  "capitalize",  "upper",      "lower",       "striptags",
                                                       "trim",   "nl2br",       "spaceless",  "join",        "split",
                                                       "sort",   "merge",       "batch",      "column",      "filter",
                                                       "map",    "reduce",      "find",       "reverse",     "shuffle",
                                                       "length", "slice",       "first",      "last",        "default",
                                                       "keys",   "invoke",      "escape",     "e",           "raw"};
    static constexpr std::string_view FunctionOrder[] = {"parent",  "block",    "attribute",  "max",    "min",
                                                         "range",   "constant", "cycle",      "random", "date",
                                                         "include", "source",   "enum_cases", "enum"};
    static constexpr std::string_view TestOrder[] = {"even",     "odd",          "defined",  "same as", "none",
                                                     "null",     "divisible by", "constant", "empty",   "iterable",
                                                     "sequence", "mapping",      "true"};
    std::vector<const Callable *> all;
    std::span<const std::string_view> order;
    const auto take = [&all](std::span<const Callable> part) {
        for (const Callable &callable : part)
            all.push_back(&callable);
    };
    if (kind == SymbolInfo::Kind::Filter) {
        for (const auto part : {dateFilters(), numberFilters(), textFilters(), arrayFilters(), arrowFilters(), outputFilters()})
            take(part);
#ifdef TARGETDESK_ICU
        take(intlNameFilters());
        take(intlFormatFilters());
        take(unicodeFilters());
#endif
        take(stringFilters());
        take(htmlFilters());
        order = FilterOrder;
    } else if (kind == SymbolInfo::Kind::Function) {
        take(coreFunctions());
        take(debugFunctions());
#ifdef TARGETDESK_ICU
        take(intlFunctions());
#endif
        take(htmlFunctions());
        order = FunctionOrder;
    } else {
        take(coreTests());
        order = TestOrder;
    }
    const auto rank = [&order](const Callable *callable) {
        return std::find(order.begin(), order.end(), callable->name) - order.begin();
    };
    std::stable_sort(all.begin(), all.end(), [&](const Callable *a, const Callable *b) { return rank(a) < rank(b); });
    return all;
}

/// Tags have no Callable; this is all there is to say about them.
struct TagInfo
{
    std::string_view name;
    std::string_view help;
    std::string_view example;
    Extension extension = Extension::Core;
};
// In Twig's order: where suggestions are equally near, that order counts.
constexpr TagInfo Tags[] = {
    {"apply", "Filters what is printed inside.", "{% apply upper %}a{% endapply %}"},
    {"for", "Repeats for each item, else once when there is none.", "{% for i in 1..3 %}{{ i }}{% else %}none{% endfor %}"},
    {"if", "Prints what is inside when a condition holds.", "{% if 1 > 0 %}yes{% elseif false %}no{% else %}no{% endif %}"},
    {"extends", "Takes another template and replaces blocks of it.", "{% guard function parent %}{% endguard %}"},
    {"include", "Prints another template here.", "{% include 'other' ignore missing %}"},
    {"block", "A named part that a child template can replace.", "{% block title %}Hi{% endblock %}"},
    {"use", "Takes over the blocks of another template.", "{% guard function block %}{% endguard %}"},
    {"macro", "A part with arguments of its own, to be called.",
     "{% macro hi(name) %}Hi {{ name }}{% endmacro %}{{ _self.hi('you') }}"},
    {"import", "Imports the macros of a template under a name.",
     "{% macro hi() %}Hi{% endmacro %}{% import _self as m %}{{ m.hi() }}"},
    {"from", "Imports single macros of a template.", "{% macro hi() %}Hi{% endmacro %}{% from _self import hi %}{{ hi() }}"},
    {"set", "Gives a variable a value.", "{% set total = 1 + 2 %}{{ total }}"},
    {"types", "Says which variables the template expects; nothing happens when it runs.", "{% types {name: 'string'} %}"},
    {"flush", "Nothing here: the text goes out as a whole.", "{% flush %}"},
    {"do", "Evaluates without printing.", "{% do 1 + 1 %}"},
    {"embed", "Includes a template and replaces blocks of it.", "{% embed 'other' ignore missing %}{% endembed %}"},
    {"with", "Variables that count only inside.", "{% with {a: 1} %}{{ a }}{% endwith %}"},
    {"deprecated", "Says that the template should not be used any more.", "{% deprecated 'Use another one.' %}"},
    {"guard", "What is inside counts only if a filter, function or test exists.",
     "{% guard filter upper %}{{ 'a'|upper }}{% endguard %}"},
    {"autoescape", "Escapes what is printed inside by a strategy, or not at all.",
     "{% autoescape 'html' %}{{ '<' }}{% endautoescape %}"},
    {"sandbox", "Includes templates that may use only what the security policy allows.",
     "{% sandbox %}{% include 'other' ignore missing %}{% endsandbox %}", Extension::Sandbox},
    {"verbatim", "Prints what is inside as it stands.", "{% verbatim %}{{ raw }}{% endverbatim %}"},
};

std::vector<SymbolInfo> collectSymbols()
{
    std::vector<SymbolInfo> all;
    for (const TagInfo &tag : Tags)
        all.push_back({SymbolInfo::Kind::Tag, tag.name, {}, tag.help, tag.example, tag.extension});
    for (const auto kind : {SymbolInfo::Kind::Filter, SymbolInfo::Kind::Function, SymbolInfo::Kind::Test})
        for (const Callable *callable : callables(kind))
            all.push_back({kind, callable->name, callable->arguments, callable->help, callable->example, callable->extension});
    for (const Operator &op : operators()) {
        const bool known = std::any_of(all.begin(), all.end(), [&](const SymbolInfo &symbol) {
            return symbol.kind == SymbolInfo::Kind::Operator && symbol.name == op.text;
        });
        if (!known && op.text != "? :")
            all.push_back({SymbolInfo::Kind::Operator, op.text, {}, operatorHelp(op.op), {}, Extension::Core});
    }
    std::stable_sort(all.begin(), all.end(), [](const SymbolInfo &a, const SymbolInfo &b) {
        return a.kind != b.kind ? a.kind < b.kind : a.name < b.name;
    });
    return all;
}

} // namespace

std::span<const Callable *const> callables(SymbolInfo::Kind kind)
{
    static const std::vector<const Callable *> Filters = collect(SymbolInfo::Kind::Filter);
    static const std::vector<const Callable *> Functions = collect(SymbolInfo::Kind::Function);
    static const std::vector<const Callable *> Tests = collect(SymbolInfo::Kind::Test);
    return kind == SymbolInfo::Kind::Filter ? Filters : kind == SymbolInfo::Kind::Function ? Functions : Tests;
}

const Callable *findCallable(SymbolInfo::Kind kind, std::string_view name)
{
    using Map = std::unordered_map<std::string_view, const Callable *>;
    const auto build = [](SymbolInfo::Kind of) {
        Map map;
        for (const Callable *callable : callables(of))
            map.emplace(callable->name, callable);
        return map;
    };
    static const Map Filters = build(SymbolInfo::Kind::Filter);
    static const Map Functions = build(SymbolInfo::Kind::Function);
    static const Map Tests = build(SymbolInfo::Kind::Test);
    const Map &map = kind == SymbolInfo::Kind::Filter ? Filters : kind == SymbolInfo::Kind::Function ? Functions : Tests;
    const auto found = map.find(name);
    return found == map.end() ? nullptr : found->second;
}

std::vector<std::string_view> tagNames(ExtensionSet extensions)
{
    std::vector<std::string_view> names;
    for (const TagInfo &tag : Tags) // verbatim is the lexer's
        if (extensions.has(tag.extension) && tag.name != "verbatim") names.push_back(tag.name);
    return names;
}

std::span<const SymbolInfo> symbols()
{
    static const std::vector<SymbolInfo> All = collectSymbols();
    return All;
}

} // namespace twig
