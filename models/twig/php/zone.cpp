// SPDX-License-Identifier: MIT
#include "twig/php/zone.h"

#include "twig/php/abbreviations.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/php/zonedata.h"
#include "twig/php/zonetext.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

namespace twig::php {
namespace {

constexpr const char *Database = "/usr/share/zoneinfo/";

/// Zones read so far. Never shrinks: the database has some six hundred.
class ZoneCache
{
public:
    static ZoneCache &instance()
    {
        static ZoneCache cache;
        return cache;
    }

    /// \return nullptr when there is no such zone
    const ZoneData *find(std::string_view name)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_zones.find(name); known != m_zones.end()) return known->second.get();
        if (!isName(name)) return nullptr;
        auto data = load(std::string(name));
        // Names are looked up without regard to case, which takes a list of them; it is made when first needed.
        if (!data) {
            if (m_names.empty()) listNames();
            const auto spelled = m_names.find(lowerBytes(name));
            if (spelled == m_names.end()) return nullptr;
            data = load(spelled->second);
        }
        if (!data) return nullptr;
        return m_zones.emplace(std::string(name), std::move(data)).first->second.get();
    }

private:
    ZoneCache() { m_zones.emplace("UTC", ZoneData::utc()); }

    static bool isName(std::string_view name)
    {
        if (name.empty() || name.size() > 60 || name.front() == '/' || name.find("..") != std::string_view::npos) return false;
        return std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '/' || c == '_' || c == '-' ||
                   c == '+';
        });
    }

    static std::unique_ptr<ZoneData> load(const std::string &name)
    {
        if (name.starts_with("posix/") || name.starts_with("right/")) return nullptr;
        std::error_code error;
        if (!std::filesystem::is_regular_file(Database + name, error)) return nullptr;
        std::ifstream file(Database + name, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        return ZoneData::read(bytes);
    }

    void listNames()
    {
        std::error_code error;
        std::filesystem::recursive_directory_iterator entry(Database, error);
        for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
            const std::string name = entry->path().string().substr(std::strlen(Database));
            if (name == "posix" || name == "right") {
                entry.disable_recursion_pending();
            } else if (std::error_code typeError; entry->is_regular_file(typeError)) {
                m_names.emplace(lowerBytes(name), name);
            }
        }
        m_names.emplace("utc", "UTC");
    }

    std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<ZoneData>, std::less<>> m_zones;
    std::map<std::string, std::string, std::less<>> m_names;
};

/// The identifier is kept beside its data; both live as long as the process.
const std::string *internName(std::string_view name)
{
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<std::string>, std::less<>> names;
    const std::lock_guard lock(mutex);
    auto known = names.find(name);
    if (known == names.end()) known = names.emplace(std::string(name), std::make_unique<std::string>(name)).first;
    return known->second.get();
}

const ZoneData *utcData()
{
    static const ZoneData *const data = ZoneCache::instance().find("UTC");
    return data;
}

const std::string *utcName()
{
    static const std::string name = "UTC";
    return &name;
}

} // namespace

Zone::Zone()
    : m_data(utcData())
    , m_name(utcName())
{}

Zone Zone::fixed(std::int32_t secondsEast)
{
    Zone zone;
    zone.m_kind = Kind::Offset;
    zone.m_offset = secondsEast;
    return zone;
}

Zone Zone::abbreviated(std::string_view name, std::int32_t secondsEast, bool dst)
{
    Zone zone;
    zone.m_kind = Kind::Abbreviation;
    zone.m_offset = secondsEast;
    zone.m_dst = dst;
    upperBytes(name).copy(zone.m_abbreviation, sizeof zone.m_abbreviation - 1);
    return zone;
}

std::optional<Zone> Zone::identified(std::string_view name)
{
    const ZoneData *data = ZoneCache::instance().find(name);
    if (data == nullptr) return std::nullopt;
    Zone zone;
    zone.m_data = data;
    zone.m_name = internName(name);
    return zone;
}

std::optional<Zone> Zone::find(std::string_view name)
{
    std::size_t at = 0;
    const auto zone = readZone(name, at);
    return zone && at == name.size() ? zone : std::nullopt;
}

Zone Zone::parse(std::string_view name)
{
    if (name.find('\0') != std::string_view::npos) {
        throw PhpError("ValueError", "DateTimeZone::__construct(): Argument #1 ($timezone) must not contain any null bytes");
    }
    std::size_t at = 0;
    const auto zone = readZone(name, at);
    if (zone && zone->m_kind == Kind::Offset && std::abs(zone->m_offset) >= 100 * 3600) {
        throw PhpError("DateInvalidTimeZoneException",
                       "DateTimeZone::__construct(): Timezone offset is out of range (" + std::string(name) + ")");
    }
    if (!zone || at != name.size()) {
        throw PhpError("DateInvalidTimeZoneException",
                       "DateTimeZone::__construct(): Unknown or bad timezone (" + std::string(name) + ")");
    }
    return *zone;
}

std::string offsetName(std::int32_t seconds, bool colon)
{
    const int magnitude = std::abs(seconds);
    std::string out(1, seconds < 0 ? '-' : '+');
    const auto two = [&out](int value) {
        out += static_cast<char>('0' + value / 10 % 10);
        out += static_cast<char>('0' + value % 10);
    };
    two(magnitude / 3600);
    if (colon) out += ':';
    two(magnitude / 60 % 60);
    return out;
}

std::string Zone::name() const
{
    switch (m_kind) {
    case Kind::Identifier: return *m_name;
    case Kind::Abbreviation: return m_abbreviation;
    case Kind::Offset: break;
    }
    std::string out = offsetName(m_offset, true);
    if (const int seconds = std::abs(m_offset) % 60; seconds != 0) {
        out += ':';
        out += static_cast<char>('0' + seconds / 10);
        out += static_cast<char>('0' + seconds % 10);
    }
    return out;
}

std::int32_t Zone::offsetAt(std::int64_t seconds, bool *dst) const
{
    if (m_kind != Kind::Identifier) {
        if (dst != nullptr) *dst = m_dst;
        return m_offset;
    }
    const ZoneData::Period period = m_data->at(seconds);
    if (dst != nullptr) *dst = period.type->dst;
    return period.type->offset;
}

Zone::Local Zone::at(std::int64_t seconds) const
{
    if (m_kind != Kind::Identifier) return {m_offset, m_dst, name()};
    const ZoneData::Type &type = *m_data->at(seconds).type;
    return {type.offset, type.dst, type.abbreviation};
}

std::int64_t Zone::startOfPeriod(std::int64_t seconds) const
{
    return m_kind == Kind::Identifier ? m_data->at(seconds).start : std::numeric_limits<std::int64_t>::min();
}

std::int64_t Zone::toInstant(std::int64_t wall, std::optional<bool> knownDst) const
{
    if (m_kind != Kind::Identifier) return wall - m_offset;
    // First by the offset that would hold if the reading were UTC, then by the one that holds there.
    const ZoneData::Period guess = m_data->at(wall);
    const std::int32_t guessed = guess.type->offset;
    const ZoneData::Period after = m_data->at(wall - guessed);
    ZoneData::Period actual = after;
    if (guessed == after.type->offset && knownDst) {
        // Near a change the offset the clock had before decides which of two equal readings is meant.
        if (guessed >= 0 && *knownDst && !guess.type->dst) {
            const ZoneData::Period earlier = m_data->at(wall - guessed - 7200);
            if (earlier.type->offset != after.type->offset && wall - earlier.type->offset < after.start) actual = earlier;
        } else if (guessed <= 0 && guess.type->dst && !*knownDst) {
            const ZoneData::Period later = m_data->at(wall - guessed + 7200);
            if (later.type->offset != after.type->offset && wall - later.type->offset >= later.start) actual = later;
        }
    }
    const std::int32_t offset = actual.type->offset;
    const bool inGap = actual.start != std::numeric_limits<std::int64_t>::min() &&
                       wall - offset >= actual.start + (guessed - offset) && wall - offset < actual.start;
    return wall - (guessed != offset && !inGap ? offset : guessed);
}

bool operator==(const Zone &a, const Zone &b)
{
    if (a.m_kind != b.m_kind) return false;
    if (a.m_kind == Zone::Kind::Identifier) return *a.m_name == *b.m_name;
    return a.m_offset == b.m_offset && a.m_dst == b.m_dst && std::strcmp(a.m_abbreviation, b.m_abbreviation) == 0;
}

} // namespace twig::php
