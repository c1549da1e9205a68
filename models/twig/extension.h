// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace twig {

/// Where a tag, filter, function or test comes from: Twig's core, or one of the extensions that PHP's Twig has beside it.
enum class Extension : std::uint8_t {
    Core,         ///< always there
    StringLoader, ///< template_from_string
    Sandbox,      ///< the sandbox tag
    Debug,        ///< dump
    Intl,         ///< twig/intl-extra: format_currency, country_name, …
    String,       ///< twig/string-extra: slug, u, plural, singular
    Html          ///< twig/html-extra: data_uri, html_classes, …
};

/// Which extensions an environment has. A value; Core is in every set.
class ExtensionSet
{
public:
    constexpr ExtensionSet() = default;
    constexpr ExtensionSet(std::initializer_list<Extension> extensions)
    {
        for (const Extension extension : extensions)
            add(extension);
    }

    constexpr void add(Extension extension) { m_bits |= bit(extension); }
    constexpr bool has(Extension extension) const { return (m_bits & bit(extension)) != 0; }
    constexpr bool operator==(const ExtensionSet &) const = default;

private:
    static constexpr std::uint32_t bit(Extension extension) { return 1u << static_cast<unsigned>(extension); }

    std::uint32_t m_bits = bit(Extension::Core);
};

/// The name by which settings call an extension: "intl"; empty for Core.
std::string_view extensionName(Extension extension);
std::optional<Extension> extensionNamed(std::string_view name);
/// All but Core.
std::span<const Extension> allExtensions();
/// False for Intl in a build without ICU: an environment that is to have it refuses to compile. The filters `u` and `slug` of
/// String need ICU, too, and are unknown without it.
bool isBuiltIn(Extension extension);

} // namespace twig
