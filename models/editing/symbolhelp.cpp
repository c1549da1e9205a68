// SPDX-License-Identifier: MIT
#include "editing/symbolhelp.h"

#include "twig/environment.h"

namespace targetdesk {

ExampleOutput exampleOutput(const twig::SymbolInfo &symbol)
{
    twig::Settings settings;
    for (const twig::Extension extension : twig::allExtensions()) {
        if (twig::isBuiltIn(extension)) settings.extensions.add(extension);
    }
    settings.debug = true;
    twig::RenderOptions options;
    options.now = 1'767'225'600; // 2026-01-01, so that the page does not change from day to day
    options.seed = 1;
    options.limits.steps = 100'000;
    options.limits.outputBytes = 20'000;
    try {
        const twig::Environment environment(std::move(settings));
        return {environment.render(*environment.compile(symbol.example, "example"), {}, options).text, {}};
    } catch (const twig::Error &error) {
        return {{}, error.rawMessage()};
    }
}

std::string_view kindName(twig::SymbolInfo::Kind kind)
{
    switch (kind) {
    case twig::SymbolInfo::Kind::Tag: return "tag";
    case twig::SymbolInfo::Kind::Filter: return "filter";
    case twig::SymbolInfo::Kind::Function: return "function";
    case twig::SymbolInfo::Kind::Test: return "test";
    case twig::SymbolInfo::Kind::Operator: return "operator";
    }
    return {};
}

} // namespace targetdesk
