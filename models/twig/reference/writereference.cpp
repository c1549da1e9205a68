// SPDX-License-Identifier: MIT
// twig_reference FILE: writes the reference manual; twig_reference --check FILE: exit 1 when the file is not what it would write.
#include "twig/environment.h"
#include "twig/registry.h"
#include "twig/template.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

using twig::Extension;
using twig::SymbolInfo;
using Kind = SymbolInfo::Kind;

/// 2026-03-02 09:30:00 UTC, so that the examples print the same on every day.
constexpr std::int64_t Now = 1772443800;

std::string_view titleOf(Kind kind)
{
    switch (kind) {
    case Kind::Tag: return "Tags";
    case Kind::Filter: return "Filters";
    case Kind::Function: return "Functions";
    case Kind::Test: return "Tests";
    case Kind::Operator: return "Operators";
    }
    return {};
}

/// "date(format = null, timezone = null)"
std::string signatureOf(const SymbolInfo &symbol)
{
    std::string text(symbol.name);
    if (symbol.arguments.empty()) return symbol.kind == Kind::Function ? text + "()" : text;
    text += '(';
    for (std::size_t i = 0; i < symbol.arguments.size(); ++i) {
        const twig::ArgumentInfo &argument = symbol.arguments[i];
        if (i) text += ", ";
        if (argument.variadic) text += "...";
        text += argument.name;
        if (!argument.defaultValue.empty()) text.append(" = ").append(argument.defaultValue);
    }
    return text + ')';
}

std::string indented(std::string_view text)
{
    std::string result = "    ";
    for (const char c : text) {
        result += c;
        if (c == '\n') result += "    ";
    }
    while (!result.empty() && (result.back() == ' ' || result.back() == '\n'))
        result.pop_back();
    return result + "\n";
}

std::string printed(const twig::Environment &environment, const SymbolInfo &symbol)
{
    twig::RenderOptions options;
    options.now = Now;
    options.seed = 1;
    return environment.render(*environment.compile(symbol.example, "example"), twig::Context(), options).text;
}

void describe(std::string &manual, const twig::Environment &environment, const SymbolInfo &symbol)
{
    manual.append("### `").append(signatureOf(symbol)).append("`\n\n").append(symbol.help);
    const std::string_view extension = extensionName(symbol.extension);
    if (symbol.extension != Extension::Core) manual.append(" Needs the ").append(extension).append(" extension.");
    manual += "\n\n";
    if (symbol.example.empty()) return;
    manual.append(indented(symbol.example)).append("\n");
    // what intl prints follows the version of ICU
    const std::string text = symbol.extension == Extension::Intl ? std::string() : printed(environment, symbol);
    if (!text.empty()) manual.append("prints\n\n").append(indented(text)).append("\n");
}

std::string manualText()
{
    twig::Settings settings;
    settings.debug = true;
    for (const SymbolInfo &symbol : twig::symbols())
        settings.extensions.add(symbol.extension);
    const twig::Environment environment(settings);
    std::string manual =
        "# Twig, from A to Z\n\nWritten out of the registry by `twig_reference`: change the registry, not this file.\n\n";
    std::string_view title;
    for (const SymbolInfo &symbol : twig::symbols()) {
        if (titleOf(symbol.kind) != title) {
            title = titleOf(symbol.kind);
            manual.append("## ").append(title).append("\n\n");
        }
        describe(manual, environment, symbol);
    }
    return manual.substr(0, manual.size() - 1);
}

} // namespace

int main(int argc, char **argv)
{
    const bool check = argc == 3 && std::string_view(argv[1]) == "--check";
    if (argc != 2 && !check) {
        std::cerr << "usage: twig_reference [--check] FILE\n";
        return 2;
    }
    const char *file = argv[argc - 1];
    const std::string manual = manualText();
    if (check) {
        std::ifstream in(file, std::ios::binary);
        const std::string current{std::istreambuf_iterator<char>(in), {}};
        if (current == manual) return 0;
        std::cerr << file << " is out of date: run twig_reference " << file << '\n';
        return 1;
    }
    std::ofstream(file, std::ios::binary) << manual;
    return 0;
}
