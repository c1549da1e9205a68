// SPDX-License-Identifier: MIT
#include "editing/symboltext.h"

#include <algorithm>

namespace targetdesk {

using SymbolKind = twig::SymbolInfo::Kind;

std::string signatureOf(const twig::SymbolInfo &symbol)
{
    if (symbol.kind == SymbolKind::Tag) return "{% " + std::string(symbol.name) + " %}";
    if (symbol.kind == SymbolKind::Operator) return std::string(symbol.name);
    std::string arguments;
    for (const twig::ArgumentInfo &argument : symbol.arguments) {
        if (!arguments.empty()) arguments += ", ";
        if (argument.variadic) arguments += "...";
        arguments += argument.name;
        if (!argument.defaultValue.empty()) arguments += " = " + std::string(argument.defaultValue);
    }
    std::string text = symbol.kind == SymbolKind::Test ? "is " : symbol.kind == SymbolKind::Filter ? "|" : "";
    text += symbol.name;
    if (!arguments.empty() || symbol.kind == SymbolKind::Function) text += "(" + arguments + ")";
    return text;
}

const twig::SymbolInfo *findSymbol(SymbolKind kind, std::string_view name, twig::ExtensionSet extensions)
{
    const auto all = twig::symbols();
    const auto found = std::find_if(all.begin(), all.end(), [&](const twig::SymbolInfo &symbol) {
        return symbol.kind == kind && symbol.name == name && extensions.has(symbol.extension);
    });
    return found == all.end() ? nullptr : &*found;
}

bool needsArguments(const twig::SymbolInfo &symbol)
{
    return !symbol.arguments.empty() && symbol.arguments.front().defaultValue.empty() && !symbol.arguments.front().variadic;
}

} // namespace targetdesk
