// SPDX-License-Identifier: MIT
#include "twig/icu/resources.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace twig::icu {

namespace {

constexpr std::size_t LongestChain = 8;

/// The locale without its last part; English behind a language alone, and nothing behind that.
std::string shortened(const std::string &locale)
{
    char language[ULOC_LANG_CAPACITY] = {};
    char script[ULOC_SCRIPT_CAPACITY] = {};
    char country[ULOC_COUNTRY_CAPACITY] = {};
    char variant[ULOC_FULLNAME_CAPACITY] = {};
    UErrorCode status = U_ZERO_ERROR;
    uloc_getLanguage(locale.c_str(), language, ULOC_LANG_CAPACITY, &status);
    uloc_getScript(locale.c_str(), script, ULOC_SCRIPT_CAPACITY, &status);
    uloc_getCountry(locale.c_str(), country, ULOC_COUNTRY_CAPACITY, &status);
    uloc_getVariant(locale.c_str(), variant, ULOC_FULLNAME_CAPACITY, &status);
    if (U_FAILURE(status)) return {};
    const bool isAlone = !*script && !*country && !*variant;
    if (isAlone && std::string_view(language) == "en") return "root";
    if (isAlone) return locale.size() < 4 ? "en" : std::string();
    std::string out = language;
    if (*script && (*country || *variant)) out += std::string("_") + script;
    if (*country && *variant) out += std::string("_") + country;
    return out;
}

} // namespace

bool isPlainName(std::string_view locale)
{
    return std::all_of(locale.begin(), locale.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '@' ||
               c == '=' || c == ';';
    });
}

Resource openData(std::string_view part, std::string_view name)
{
    const std::string package = part.empty() ? std::string() : std::string(U_ICUDATA_NAME "-") + std::string(part);
    UErrorCode status = U_ZERO_ERROR;
    Resource bundle(ures_openDirect(part.empty() ? nullptr : package.c_str(), std::string(name).c_str(), &status));
    if (U_FAILURE(status)) bundle.reset();
    return bundle;
}

Resource child(const UResourceBundle *parent, std::string_view key)
{
    if (!parent) return nullptr;
    UErrorCode status = U_ZERO_ERROR;
    Resource found(ures_getByKey(parent, std::string(key).c_str(), nullptr, &status));
    if (U_FAILURE(status)) found.reset();
    return found;
}

Resource childAt(const UResourceBundle *parent, int index)
{
    UErrorCode status = U_ZERO_ERROR;
    Resource found(ures_getByIndex(parent, index, nullptr, &status));
    if (U_FAILURE(status)) found.reset();
    return found;
}

std::optional<std::string> textOf(const UResourceBundle *resource, int index)
{
    if (!resource) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    const ::icu::UnicodeString text = index < 0 ? ::icu::ures_getUnicodeString(resource, &status)
                                                : ::icu::ures_getUnicodeStringByIndex(resource, index, &status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string keyOf(const UResourceBundle *resource)
{
    const char *key = ures_getKey(resource);
    return key ? key : "";
}

std::vector<std::string> localeChain(std::string_view locale)
{
    std::vector<std::string> chain;
    if (!isPlainName(locale)) return chain;
    std::string current(locale);
    while (!current.empty() && chain.size() < LongestChain) {
        std::string parent;
        if (const Resource main = openData({}, current)) {
            UErrorCode status = U_ZERO_ERROR;
            const char *actual = ures_getLocaleByType(main.get(), ULOC_ACTUAL_LOCALE, &status); // an alias leads elsewhere
            if (U_SUCCESS(status) && actual && *actual) current = actual;
            parent = textOf(child(main.get(), "%%Parent").get()).value_or(std::string());
        }
        if (parent == "root") parent.clear(); // English is nearer than no name at all
        chain.push_back(current);
        current = current == "root" ? std::string() : parent.empty() ? shortened(current) : parent;
    }
    return chain;
}

Bundles::Bundles(std::string_view part, std::string_view locale)
{
    for (const std::string &name : localeChain(locale)) {
        Resource bundle = openData(part, name);
        if (bundle) m_bundles.push_back(std::move(bundle));
    }
}

std::optional<std::string> Bundles::text(std::string_view table, std::string_view key, int index) const
{
    for (const Resource &bundle : m_bundles) {
        const Resource entries = child(bundle.get(), table);
        auto found = textOf(child(entries.get(), key).get(), index);
        if (found) return found;
    }
    return std::nullopt;
}

std::optional<std::string> Bundles::text(std::string_view table, std::string_view inner, std::string_view key) const
{
    for (const Resource &bundle : m_bundles) {
        const Resource entries = child(bundle.get(), table);
        const Resource group = child(entries.get(), inner);
        auto found = textOf(child(group.get(), key).get());
        if (found) return found;
    }
    return std::nullopt;
}

} // namespace twig::icu
