// SPDX-License-Identifier: MIT
#pragma once

#include "twig/registry.h"

#include <string>

namespace targetdesk {

/// What an example prints. A value.
struct ExampleOutput
{
    std::string text;
    std::string error; ///< when it does not render; empty: it does
};

/// Renders the symbol's own example with an empty context, all extensions of this build, a fixed time and narrow limits. Any
/// thread.
ExampleOutput exampleOutput(const twig::SymbolInfo &symbol);

/// "filter", "function", …
std::string_view kindName(twig::SymbolInfo::Kind kind);

} // namespace targetdesk
