// SPDX-License-Identifier: MIT
#include "twig/extension.h"

namespace twig {

std::string_view extensionName(Extension extension)
{
    switch (extension) {
    case Extension::Core: return {};
    case Extension::StringLoader: return "string-loader";
    case Extension::Sandbox: return "sandbox";
    case Extension::Debug: return "debug";
    case Extension::Intl: return "intl";
    case Extension::String: return "string";
    case Extension::Html: return "html";
    }
    return {};
}

std::span<const Extension> allExtensions()
{
    static constexpr Extension All[] = {Extension::StringLoader, Extension::Sandbox, Extension::Debug,
                                        Extension::Intl,         Extension::String,  Extension::Html};
    return All;
}

std::optional<Extension> extensionNamed(std::string_view name)
{
    for (const Extension extension : allExtensions())
        if (extensionName(extension) == name) return extension;
    return std::nullopt;
}

bool isBuiltIn([[maybe_unused]] Extension extension)
{
#ifdef TARGETDESK_ICU
    return true;
#else
    return extension != Extension::Intl;
#endif
}

} // namespace twig
