// SPDX-License-Identifier: MIT
#include "workspace/addressrange.h"

#include <algorithm>
#include <charconv>

namespace targetdesk {

namespace {

constexpr int MappedPrefix = 96; // ::ffff:0:0/96

std::uint8_t maskOf(int bits)
{
    return static_cast<std::uint8_t>(0xff << (8 - std::clamp(bits, 0, 8)));
}

IpAddress withoutTail(const IpAddress &address, int prefix)
{
    IpAddress::V6 bytes = {};
    for (std::size_t i = 0; i < address.bytes().size(); ++i)
        bytes[i] = address.bytes()[i] & maskOf(prefix - static_cast<int>(8 * i));
    if (!address.isV4()) return IpAddress(bytes);
    return IpAddress(IpAddress::V4{bytes[0], bytes[1], bytes[2], bytes[3]});
}

bool isMapped(const IpAddress &address)
{
    constexpr std::array<std::uint8_t, 12> start = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return !address.isV4() && std::equal(start.begin(), start.end(), address.bytes().begin());
}

} // namespace

AddressRange::AddressRange(const IpAddress &address, int prefix)
    : m_first(withoutTail(address, prefix))
    , m_prefix(prefix)
{}

std::optional<AddressRange> AddressRange::parse(const std::string &text)
{
    const std::size_t slash = text.find('/');
    const std::optional<IpAddress> address = IpAddress::parse(text.substr(0, slash));
    if (!address) return std::nullopt;
    int prefix = address->bits();
    if (slash != std::string::npos) {
        const char *end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data() + slash + 1, end, prefix);
        if (parsed.ec != std::errc() || parsed.ptr != end || prefix < 0 || prefix > address->bits()) return std::nullopt;
    }
    if (!isMapped(*address) || prefix < MappedPrefix) return AddressRange(*address, prefix);
    const auto bytes = address->bytes();
    return AddressRange(IpAddress(IpAddress::V4{bytes[12], bytes[13], bytes[14], bytes[15]}), prefix - MappedPrefix);
}

bool AddressRange::contains(const IpAddress &address) const
{
    return address.isV4() == m_first.isV4() && withoutTail(address, m_prefix) == m_first;
}

std::string AddressRange::text() const
{
    return m_first.text() + '/' + std::to_string(m_prefix);
}

} // namespace targetdesk
