// SPDX-License-Identifier: MIT
#pragma once

#include <unicode/ures.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twig::icu {

struct CloseResource
{
    void operator()(UResourceBundle *bundle) const { ures_close(bundle); }
};
using Resource = std::unique_ptr<UResourceBundle, CloseResource>;

/// A part of ICU's data: "" the main one, "region", "lang", "curr", "zone".
Resource openData(std::string_view part, std::string_view name);
/// Null when there is none.
Resource child(const UResourceBundle *parent, std::string_view key);
Resource childAt(const UResourceBundle *parent, int index);
/// A string, or that of an array's element; absent when it is none.
std::optional<std::string> textOf(const UResourceBundle *resource, int index = -1);
std::string keyOf(const UResourceBundle *resource);

/// Letters, digits and what stands between them in the name of a locale; above all no "/", since ICU makes names of files of it.
bool isPlainName(std::string_view locale);

/// The locales that are asked one after the other: this one, its parents, English. Empty for a name that is no locale.
std::vector<std::string> localeChain(std::string_view locale);

/// The bundles of a part along a chain: what the first of them has counts.
class Bundles
{
public:
    Bundles(std::string_view part, std::string_view locale);

    bool isEmpty() const { return m_bundles.empty(); }
    const std::vector<Resource> &all() const { return m_bundles; }
    std::optional<std::string> text(std::string_view table, std::string_view key, int index = -1) const;
    std::optional<std::string> text(std::string_view table, std::string_view inner, std::string_view key) const;

private:
    std::vector<Resource> m_bundles;
};

} // namespace twig::icu
