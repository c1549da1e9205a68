// SPDX-License-Identifier: MIT
#include "testextension.h"

#include "twig/php/escape.h"

#include <string>

namespace conformance {

namespace {

using twig::Addition;
using twig::Call;
using twig::Value;

/// The first argument, whatever it is, as a text between two others.
auto around(std::string before, std::string after)
{
    return [before, after](const Call &call) { return call.string(before + std::string(call.text(0)) + after); };
}

/// "part1/part2/value"
Value joined(const Call &call, std::size_t parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts; ++i)
        text.append(call.namePart(i)).append("/");
    return call.string(text.append(call.text(0)));
}

std::string withBreaks(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result += c == '\n' ? "<br />\n" : std::string(1, c);
    return result;
}

Value upper(const Call &call)
{
    std::string text(call.text(0));
    for (char &c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c + 'A' - 'a');
    return call.string(text);
}

Value escapeAndBreak(const Call &call)
{
    std::string escaped;
    twig::php::appendEscapedHtml(escaped, call.text(0));
    return call.string(withBreaks(escaped));
}

Value breakLines(const Call &call)
{
    return call.string(withBreaks(call.text(0)));
}

/// A filter, or with its argument declared a function.
Addition named(std::string name, std::function<Value(const Call &)> run)
{
    Addition addition;
    addition.name = std::move(name);
    addition.run = std::move(run);
    return addition;
}

Addition with(Addition addition, std::vector<std::string> safe, std::string preEscape = {},
              std::vector<std::string> preservesSafety = {})
{
    addition.safe = std::move(safe);
    addition.preEscape = std::move(preEscape);
    addition.preservesSafety = std::move(preservesSafety);
    return addition;
}

Addition withArgument(Addition addition)
{
    addition.arguments = {{"value", "", false}};
    return addition;
}

void addShared(twig::Library &library)
{
    const Addition all[] = {named("§", around("§", "§")),
                            named("static_call_string", around("*", "*")),
                            named("static_call_array", around("*", "*")),
                            named("*_path", [](const Call &call) { return joined(call, 1); }),
                            named("*_foo_*_bar", [](const Call &call) { return joined(call, 2); }),
                            named("anon_foo", around("*", "*"))};
    for (const Addition &addition : all) {
        library.addFilter(addition);
        library.addFunction(withArgument(addition));
    }
}

void addFilters(twig::Library &library)
{
    library.addFilter(with(named("escape_and_nl2br", escapeAndBreak), {"html"}));
    library.addFilter(with(named("nl2br", breakLines), {"html"}, "html"));
    library.addFilter(with(named("escape_something", upper), {"something"}));
    library.addFilter(with(named("preserves_safety", upper), {}, {}, {"html"}));
    for (const char *name : {"magic_call", "magic_call_closure"})
        library.addFilter(named(name, around("magic_", "")));
    for (const char *name : {"magic_call_string", "magic_call_array"})
        library.addFilter(named(name, around("static_magic_", "")));
    library.addFilter(named("not", around("not ", "")));
}

void addFunctions(twig::Library &library)
{
    const auto lineBreak = [](const Call &) { return Value::string("<br />"); };
    library.addFunction(with(named("safe_br", lineBreak), {"html"}));
    library.addFunction(named("unsafe_br", lineBreak));
    Addition old = named("deprecated_function", [](const Call &) { return Value::string("foo"); });
    old.deprecation = {"foo/bar", "1.1", "not_deprecated_function"};
    library.addFunction(old);
}

} // namespace

std::shared_ptr<const twig::Library> testExtension()
{
    auto library = std::make_shared<twig::Library>();
    addShared(*library);
    addFilters(*library);
    addFunctions(*library);
    library->addTest(
        named("multi word", [](const Call &call) { return Value::boolean(call.text(0).find(' ') != std::string_view::npos); }));
    library->addTest(named("test_*", [](const Call &call) { return Value::boolean(call.text(0) == call.namePart(0)); }));
    library->addTag(named("§", [](const Call &) { return Value::string("§"); }));
    return library;
}

} // namespace conformance
