// SPDX-License-Identifier: MIT
#include "twig/php/zonetext.h"

#include "twig/php/abbreviations.h"
#include "twig/php/unicode.h"

#include <algorithm>

namespace twig::php {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int numberOf(std::string_view digits)
{
    int value = 0;
    for (const char c : digits) {
        if (!isDigit(c)) break;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "2", "02", "2:30", "0230", "02:30", "023015", "02:30:15" in seconds; the length decides which of them it is.
std::optional<std::int32_t> readOffset(std::string_view text)
{
    switch (text.size()) {
    case 1:
    case 2: return numberOf(text) * 3600;
    case 3:
    case 4: {
        const std::size_t colon = text.find(':');
        if (colon == 1 || colon == 2) return numberOf(text) * 3600 + numberOf(text.substr(colon + 1)) * 60;
        return numberOf(text) / 100 * 3600 + numberOf(text) % 100 * 60;
    }
    case 5:
        if (text[2] != ':') return std::nullopt;
        return numberOf(text) * 3600 + numberOf(text.substr(3)) * 60;
    case 6: return numberOf(text) / 10000 * 3600 + numberOf(text) / 100 % 100 * 60 + numberOf(text) % 100;
    case 8:
        if (text[2] != ':' || text[5] != ':') return std::nullopt;
        return numberOf(text) * 3600 + numberOf(text.substr(3)) * 60 + numberOf(text.substr(6));
    default: return std::nullopt;
    }
}

std::optional<Zone> readSigned(std::string_view text, std::size_t &at)
{
    const bool negative = text[at++] == '-';
    const std::size_t begin = at;
    while (at < text.size() && (isDigit(text[at]) || text[at] == ':'))
        ++at;
    const auto offset = readOffset(text.substr(begin, at - begin));
    if (!offset) return std::nullopt;
    return Zone::fixed(negative ? -*offset : *offset);
}

std::optional<Zone> readNamed(std::string_view text, std::size_t &at)
{
    const std::size_t begin = at;
    while (at < text.size() && (isDigit(text[at]) || ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z') || text[at] == '/' ||
                                text[at] == '_' || text[at] == '-' || text[at] == '+')) {
        ++at;
    }
    const std::string_view word = text.substr(begin, at - begin);
    // "UTC" in capitals is the identifier, in any other spelling the abbreviation.
    if (word == "UTC") return Zone::utc();
    if (word.size() < 6) {
        const std::string name = lowerBytes(word);
        const auto found =
            std::lower_bound(zoneAbbreviations.begin(), zoneAbbreviations.end(), name,
                             [](const ZoneAbbreviation &entry, const std::string &key) { return entry.name < key; });
        if (found != zoneAbbreviations.end() && found->name == name) return Zone::abbreviated(word, found->offset, found->dst);
    }
    return Zone::identified(word);
}

} // namespace

std::optional<Zone> readZone(std::string_view text, std::size_t &at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '('))
        ++at;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("GMT+") || rest.starts_with("GMT-")) at += 3;
    const bool isSigned = at < text.size() && (text[at] == '+' || text[at] == '-');
    const auto zone = isSigned ? readSigned(text, at) : readNamed(text, at);
    while (at < text.size() && text[at] == ')')
        ++at;
    return zone;
}

} // namespace twig::php
