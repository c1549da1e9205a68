// SPDX-License-Identifier: MIT
#pragma once

#include "twig/registry.h"

#include <string>
#include <string_view>

namespace targetdesk {

/// `default(default = '')`, `max(value, ...)`, `is divisible by(by)`, `{% if %}`: as one reads it in a manual.
std::string signatureOf(const twig::SymbolInfo &symbol);

/// Null when the engine has none of this name, or only in an extension that is not on.
const twig::SymbolInfo *findSymbol(twig::SymbolInfo::Kind kind, std::string_view name, twig::ExtensionSet extensions);

/// True when a call without arguments cannot be meant.
bool needsArguments(const twig::SymbolInfo &symbol);

} // namespace targetdesk
