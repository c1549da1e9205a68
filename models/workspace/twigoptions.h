// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What targetdesk.json says under "twig" about all templates of the workspace.
struct TwigOptions
{
    std::vector<std::string> extensions; ///< names of twigExtensionNames(), each once
    std::string locale = "en";           ///< of the extension "intl", where a template names none
    bool operator==(const TwigOptions &) const = default;
};

/// The extensions that a workspace can switch on.
std::span<const std::string_view> twigExtensionNames();

} // namespace targetdesk
