// SPDX-License-Identifier: MIT
#include "twig/php/zonedata.h"

#include "twig/php/calendar.h"

#include <algorithm>

namespace twig::php {
namespace {

constexpr std::int64_t NoStart = std::numeric_limits<std::int64_t>::min();

/// Big-endian numbers, checked against the end.
class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {}
    bool has(std::size_t count) const { return m_bytes.size() - m_at >= count; }
    bool skip(std::size_t count)
    {
        if (!has(count)) return false;
        m_at += count;
        return true;
    }
    std::uint64_t number(std::size_t size)
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size && m_at < m_bytes.size(); ++i)
            value = value << 8 | static_cast<unsigned char>(m_bytes[m_at++]);
        return value;
    }
    std::string_view rest() const { return m_bytes.substr(m_at); }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
};

struct Header
{
    std::uint64_t utIndicators, standardIndicators, leaps, transitions, types, characters;

    std::size_t bodySize(std::size_t timeSize) const
    {
        return transitions * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standardIndicators + utIndicators;
    }
};

bool readHeader(Reader &reader, Header &header)
{
    if (!reader.has(44) || reader.rest().substr(0, 4) != "TZif") return false;
    reader.skip(20);
    for (std::uint64_t *field : {&header.utIndicators, &header.standardIndicators, &header.leaps, &header.transitions,
                                 &header.types, &header.characters}) {
        *field = reader.number(4);
    }
    return header.types > 0 && header.types < 256 && header.transitions < 100'000 && header.characters < 100'000 &&
           header.leaps < 100'000;
}

/// Reads a POSIX TZ string such as "CET-1CEST,M3.5.0,M10.5.0/3".
class RuleReader
{
public:
    explicit RuleReader(std::string_view text)
        : m_text(text)
    {}
    bool atEnd() const { return m_text.empty(); }
    bool take(char c)
    {
        if (m_text.empty() || m_text[0] != c) return false;
        m_text.remove_prefix(1);
        return true;
    }
    bool name(std::string &out)
    {
        if (take('<')) {
            const std::size_t end = m_text.find('>');
            if (end == std::string_view::npos) return false;
            out = m_text.substr(0, end);
            m_text.remove_prefix(end + 1);
            return true;
        }
        std::size_t end = 0;
        while (end < m_text.size() && ((m_text[end] | 0x20) >= 'a' && (m_text[end] | 0x20) <= 'z'))
            ++end;
        out = m_text.substr(0, end);
        m_text.remove_prefix(end);
        return end >= 3;
    }
    bool number(int &out)
    {
        std::size_t end = 0;
        for (out = 0; end < m_text.size() && end < 4 && m_text[end] >= '0' && m_text[end] <= '9'; ++end)
            out = out * 10 + (m_text[end] - '0');
        m_text.remove_prefix(end);
        return end > 0;
    }
    bool time(std::int32_t &seconds)
    {
        const bool negative = take('-');
        if (!negative) take('+');
        int parts[3] = {};
        if (!number(parts[0])) return false;
        for (int i = 1; i < 3 && take(':'); ++i) {
            if (!number(parts[i])) return false;
        }
        seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
        if (negative) seconds = -seconds;
        return true;
    }
    bool change(PosixChange &change)
    {
        if (!take(',')) return false;
        bool good = false;
        if (take('M')) {
            change.kind = PosixChange::Kind::WeekOfMonth;
            good = number(change.month) && take('.') && number(change.week) && take('.') && number(change.day);
            good = good && change.month >= 1 && change.month <= 12 && change.week >= 1 && change.week <= 5 && change.day <= 6;
        } else {
            change.kind = take('J') ? PosixChange::Kind::Julian : PosixChange::Kind::DayOfYear;
            good = number(change.day);
        }
        return good && (!take('/') || time(change.seconds));
    }

private:
    std::string_view m_text;
};

} // namespace

std::int64_t PosixChange::localSeconds(std::int64_t year) const
{
    std::int64_t days = daysFromCivil(year, 1, 1);
    switch (kind) {
    case Kind::Julian: days += day - 1 + (isLeapYear(year) && day >= 60 ? 1 : 0); break;
    case Kind::DayOfYear: days += day; break;
    case Kind::WeekOfMonth: {
        days = daysFromCivil(year, month, 1);
        std::int64_t offset = (day - dayOfWeek(days) + 7) % 7 + (week - 1) * 7;
        while (offset >= daysInMonth(year, month))
            offset -= 7;
        days += offset;
        break;
    }
    }
    return days * SecondsPerDay + seconds;
}

std::unique_ptr<ZoneData> ZoneData::utc()
{
    auto data = std::make_unique<ZoneData>();
    data->m_types.push_back({0, false, "UTC"});
    return data;
}

std::unique_ptr<ZoneData> ZoneData::read(std::string_view bytes)
{
    Reader reader(bytes);
    Header header{};
    if (!readHeader(reader, header)) return nullptr;
    const bool long64 = bytes[4] >= '2';
    if (long64 && (!reader.skip(header.bodySize(4)) || !readHeader(reader, header))) return nullptr;
    const std::size_t timeSize = long64 ? 8 : 4;
    if (!reader.has(header.bodySize(timeSize))) return nullptr;

    auto data = std::make_unique<ZoneData>();
    for (std::uint64_t i = 0; i < header.transitions; ++i) {
        const std::uint64_t raw = reader.number(timeSize);
        data->m_transitions.push_back(long64 ? static_cast<std::int64_t>(raw)
                                             : static_cast<std::int32_t>(static_cast<std::uint32_t>(raw)));
    }
    for (std::uint64_t i = 0; i < header.transitions; ++i)
        data->m_transitionTypes.push_back(static_cast<std::uint8_t>(std::min(reader.number(1), header.types - 1)));
    std::vector<std::size_t> names;
    for (std::uint64_t i = 0; i < header.types; ++i) {
        Type type;
        type.offset = static_cast<std::int32_t>(static_cast<std::uint32_t>(reader.number(4)));
        type.dst = reader.number(1) != 0;
        names.push_back(reader.number(1));
        data->m_types.push_back(type);
    }
    const std::string_view characters = reader.rest().substr(0, header.characters);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view name = characters.substr(std::min(names[i], characters.size()));
        data->m_types[i].abbreviation = name.substr(0, name.find('\0'));
    }
    reader.skip(header.characters + header.leaps * (timeSize + 4) + header.standardIndicators + header.utIndicators);
    std::string_view footer = reader.rest();
    if (long64 && footer.size() > 2 && footer[0] == '\n') {
        footer.remove_prefix(1);
        data->m_hasRule = data->readFooter(footer.substr(0, footer.find('\n')));
    }
    return data;
}

bool ZoneData::readFooter(std::string_view rule)
{
    RuleReader reader(rule);
    if (!reader.name(m_standard.abbreviation) || !reader.time(m_standard.offset)) return false;
    m_standard.offset = -m_standard.offset;
    if (reader.atEnd()) return true;
    m_daylight = {m_standard.offset + 3600, true, {}};
    if (!reader.name(m_daylight.abbreviation)) return false;
    std::int32_t given = 0;
    if (reader.time(given)) m_daylight.offset = -given;
    m_ruleHasDst = reader.change(m_toDaylight) && reader.change(m_toStandard);
    return m_ruleHasDst;
}

ZoneData::Period ZoneData::at(std::int64_t seconds) const
{
    if (m_transitions.empty() || seconds < m_transitions.front()) {
        const Period first{&m_types.front(), NoStart};
        return m_transitions.empty() && m_hasRule ? atByRule(seconds, first) : first;
    }
    const auto after = std::upper_bound(m_transitions.begin(), m_transitions.end(), seconds);
    const auto index = static_cast<std::size_t>(after - m_transitions.begin()) - 1;
    const Period period{&m_types[m_transitionTypes[index]], m_transitions[index]};
    return after == m_transitions.end() && m_hasRule ? atByRule(seconds, period) : period;
}

ZoneData::Period ZoneData::atByRule(std::int64_t seconds, Period last) const
{
    if (!m_ruleHasDst) return {&m_standard, last.start};
    const std::int64_t year = civilFromSeconds(seconds).year;
    Period best = last;
    for (std::int64_t y = year - 1; y <= year + 1; ++y) {
        const Period changes[] = {{&m_daylight, m_toDaylight.localSeconds(y) - m_standard.offset},
                                  {&m_standard, m_toStandard.localSeconds(y) - m_daylight.offset}};
        for (const Period &change : changes) {
            if (change.start <= seconds && change.start > best.start) best = change;
        }
    }
    return best;
}

} // namespace twig::php
