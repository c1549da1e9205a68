// SPDX-License-Identifier: MIT
#include "twig/icu/zonenames.h"

#include "twig/icu/characters.h"
#include "twig/icu/resources.h"

#include <algorithm>
#include <map>

namespace twig::icu {

namespace {

std::string slashed(std::string zone)
{
    std::replace(zone.begin(), zone.end(), ':', '/');
    return zone;
}

bool isCountry(std::string_view code)
{
    return code.size() == 2 && nameOf(NameKind::Country, code, "en").has_value();
}

/// What is the same for all locales.
struct ZoneData
{
    std::vector<std::string> zones;                 ///< CLDR's keys, "Europe:Paris"
    std::map<std::string, std::string> metazones;   ///< by key: "Europe_Central"
    std::map<std::string, std::string> modernNames; ///< CLDR's name of a zone to IANA's
    std::map<std::string, std::string> countries;   ///< by "Europe/Paris"

    ZoneData();
};

ZoneData::ZoneData()
{
    const Resource types = openData({}, "timezoneTypes");
    const Resource modern = child(child(types.get(), "ianaMap").get(), "timezone");
    for (int i = 0; modern && i < ures_getSize(modern.get()); ++i) {
        const Resource entry = childAt(modern.get(), i);
        modernNames[slashed(keyOf(entry.get()))] = textOf(entry.get()).value_or(std::string());
    }
    const Resource typeMap = child(child(types.get(), "typeMap").get(), "timezone");
    for (int i = 0; typeMap && i < ures_getSize(typeMap.get()); ++i) {
        const std::string zone = keyOf(childAt(typeMap.get(), i).get());
        const bool isOffset = zone.starts_with("Etc:GMT") && zone.size() > 8 && (zone[7] == '+' || zone[7] == '-');
        if (zone != "Etc:Unknown" && !isOffset) zones.push_back(zone);
    }
    const Resource infos = child(openData({}, "metaZones").get(), "metazoneInfo");
    for (int i = 0; infos && i < ures_getSize(infos.get()); ++i) {
        const Resource info = childAt(infos.get(), i);
        const int count = ures_getSize(info.get());
        if (count < 1) continue;
        const Resource last = childAt(info.get(), count - 1); // what holds today
        metazones[keyOf(info.get())] = textOf(last.get(), 0).value_or(std::string());
    }
    const Resource windows = child(openData({}, "windowsZones").get(), "mapTimezones");
    for (int i = 0; windows && i < ures_getSize(windows.get()); ++i) {
        const Resource regions = childAt(windows.get(), i);
        for (int j = 0; j < ures_getSize(regions.get()); ++j) {
            const Resource region = childAt(regions.get(), j);
            if (!isCountry(keyOf(region.get()))) continue;
            const std::string list = textOf(region.get()).value_or(std::string());
            for (std::size_t begin = 0; begin < list.size();) {
                const std::size_t end = std::min(list.find(' ', begin), list.size());
                const std::string zone = list.substr(begin, end - begin);
                countries[zone] = keyOf(region.get());
                const auto renamed = modernNames.find(zone);
                if (renamed != modernNames.end()) countries[renamed->second] = keyOf(region.get());
                begin = end + 1;
            }
        }
    }
}

const ZoneData &zoneData()
{
    static const ZoneData data;
    return data;
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

bool namesCity(const std::string &name, const std::string &city)
{
    return folded(replaced(name, "-", " ")).find(folded(replaced(city, "-", " "))) != std::string::npos;
}

/// Names zones in one language, by CLDR's rules.
class ZoneNamer
{
public:
    explicit ZoneNamer(const std::string &locale)
        : m_zones("zone", locale)
        , m_regions("region", locale)
        , m_regionFormat(format("regionFormat", "{0}"))
        , m_fallbackFormat(format("fallbackFormat", "{1} ({0})"))
    {}

    bool isEmpty() const { return m_zones.isEmpty() || !m_zones.text("zoneStrings", "regionFormat"); }
    std::optional<std::string> name(const std::string &zone) const
    {
        auto name = longName(zone);
        if (!name) {
            const auto metazone = zoneData().metazones.find(zone);
            if (metazone != zoneData().metazones.end()) name = longName("meta:" + metazone->second);
        }
        auto city = m_zones.text("zoneStrings", zone, "ec");
        const std::size_t colon = zone.rfind(':');
        if (!city && colon != std::string::npos && !zone.starts_with("Etc:")) city = replaced(zone.substr(colon + 1), "_", " ");
        if (!name) return nameByPlace(slashed(zone), city);
        if (city && !namesCity(*name, *city)) return filled(m_fallbackFormat, *city, *name);
        return name;
    }

private:
    std::string format(std::string_view key, std::string_view otherwise) const
    {
        return m_zones.text("zoneStrings", key).value_or(std::string(otherwise));
    }
    static std::string filled(const std::string &format, std::string_view first, std::string_view second = {})
    {
        return replaced(replaced(format, "{0}", first), "{1}", second);
    }
    std::optional<std::string> longName(const std::string &key) const
    {
        auto generic = m_zones.text("zoneStrings", key, "lg");
        return generic ? generic : m_zones.text("zoneStrings", key, "ls");
    }
    std::optional<std::string> nameByPlace(const std::string &id, const std::optional<std::string> &city) const
    {
        const auto country = zoneData().countries.find(id);
        if (country == zoneData().countries.end()) return city ? std::optional(filled(m_regionFormat, *city)) : std::nullopt;
        const auto countryName = m_regions.text("Countries", country->second);
        if (!countryName) return std::nullopt;
        const std::string name = filled(m_regionFormat, *countryName);
        return city ? filled(m_fallbackFormat, *city, name) : name;
    }

    Bundles m_zones;
    Bundles m_regions;
    std::string m_regionFormat;
    std::string m_fallbackFormat;
};

} // namespace

std::vector<NamedCode> zoneNames(const std::string &locale)
{
    const ZoneNamer namer(locale);
    std::map<std::string, std::string> names;
    if (namer.isEmpty()) return {};
    for (const std::string &zone : zoneData().zones) {
        const auto name = namer.name(zone);
        if (!name) continue;
        const std::string id = slashed(zone);
        names[id] = *name;
        const auto renamed = zoneData().modernNames.find(id);
        if (renamed != zoneData().modernNames.end()) names[renamed->second] = *name;
    }
    std::vector<NamedCode> all;
    for (auto &[code, name] : names)
        all.push_back({code, std::move(name)});
    return all;
}

std::vector<std::string> zonesOf(std::string_view country)
{
    std::vector<std::string> zones;
    for (const auto &[zone, code] : zoneData().countries)
        if (code == country) zones.push_back(zone);
    return zones;
}

} // namespace twig::icu
