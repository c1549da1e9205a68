// SPDX-License-Identifier: MIT
#include "delivery/addressgate.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace targetdesk {

namespace {

struct NamedRange
{
    AddressRange range;
    const char *name;
};

/// IANA's registries of special-purpose addresses (RFC 6890 and what came after), the narrower before the wider.
const std::vector<NamedRange> &namedRanges()
{
    static const std::vector<NamedRange> ranges = [] {
        constexpr std::pair<const char *, const char *> texts[] = {
            {"0.0.0.0/32", "unspecified"},
            {"0.0.0.0/8", "reserved"},
            {"10.0.0.0/8", "private"},
            {"100.64.0.0/10", "shared by a carrier's customers"},
            {"127.0.0.0/8", "loopback"},
            {"169.254.0.0/16", "link-local"},
            {"172.16.0.0/12", "private"},
            {"192.0.0.0/24", "reserved"},
            {"192.0.2.0/24", "for documentation"},
            {"192.88.99.0/24", "reserved"},
            {"192.168.0.0/16", "private"},
            {"198.18.0.0/15", "for benchmarks"},
            {"198.51.100.0/24", "for documentation"},
            {"203.0.113.0/24", "for documentation"},
            {"224.0.0.0/4", "multicast"},
            {"255.255.255.255/32", "broadcast"},
            {"240.0.0.0/4", "reserved"},
            {"::/128", "unspecified"},
            {"::1/128", "loopback"},
            {"64:ff9b:1::/48", "private"},
            {"2001::/32", "a Teredo tunnel"},
            {"2001:2::/48", "for benchmarks"},
            {"2001::/23", "reserved"},
            {"2001:db8::/32", "for documentation"},
            {"3fff::/20", "for documentation"},
            {"fc00::/7", "private"},
            {"fe80::/10", "link-local"},
            {"fec0::/10", "private"},
            {"ff00::/8", "multicast"},
            // Of the rest only 2000::/3 was ever given to anybody.
            {"::/3", "reserved"},
            {"4000::/2", "reserved"},
            {"8000::/1", "reserved"},
        };
        std::vector<NamedRange> named;
        for (const auto &[text, name] : texts)
            named.push_back({*AddressRange::parse(text), name});
        return named;
    }();
    return ranges;
}

IpAddress v4At(const IpAddress &address, std::size_t first)
{
    const auto bytes = address.bytes().subspan(first, 4);
    return IpAddress(IpAddress::V4{bytes[0], bytes[1], bytes[2], bytes[3]});
}

/// Where packets for the address end up: an IPv4 address may be inside.
IpAddress destination(const IpAddress &address)
{
    struct Prefix
    {
        AddressRange range;
        std::size_t first; ///< byte of the IPv4 address
    };
    static const Prefix prefixes[] = {
        {*AddressRange::parse("64:ff9b::/96"), 12}, // NAT64, RFC 6052
        {*AddressRange::parse("2002::/16"), 2},     // 6to4, RFC 3056
    };
    if (address.isV4()) return address;
    const auto bytes = address.bytes();
    const bool startsWithZeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t byte) { return byte == 0; });
    if (startsWithZeros && bytes[10] == 0xff && bytes[11] == 0xff) return v4At(address, 12); // IPv4-mapped
    for (const Prefix &prefix : prefixes) {
        if (prefix.range.contains(address)) return v4At(address, prefix.first);
    }
    return address;
}

bool holds(const std::vector<AddressRange> &ranges, const IpAddress &address)
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange &range) { return range.contains(address); });
}

} // namespace

std::optional<std::string> AddressGate::rangeOf(const IpAddress &address)
{
    const IpAddress judged = destination(address);
    for (const NamedRange &named : namedRanges()) {
        if (named.range.contains(judged)) return std::string(named.name) + " (" + named.range.text() + ")";
    }
    return std::nullopt;
}

std::optional<std::string> AddressGate::refusal(const IpAddress &address, const std::vector<AddressRange> &alsoAllowed) const
{
    if (!isOn) return std::nullopt;
    const IpAddress judged = destination(address);
    for (const IpAddress &one : {address, judged}) {
        if (holds(allowed, one) || holds(alsoAllowed, one)) return std::nullopt;
    }
    const std::optional<std::string> range = rangeOf(address);
    if (!range) return std::nullopt;
    const std::string detour = judged == address ? std::string() : ", which stands for " + judged.text() + ',';
    return "nothing was sent: the address " + address.text() + detour + " is " + *range +
           " and blocked – if the receiver belongs there, write \"allow_addresses\": [\"" + judged.text() +
           "\"] under \"delivery\" of the target";
}

std::optional<std::string> AddressGate::refusal(const sockaddr &address, const std::vector<AddressRange> &alsoAllowed) const
{
    if (!isOn) return std::nullopt;
    if (address.sa_family == AF_INET) {
        IpAddress::V4 bytes;
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in &>(address).sin_addr, bytes.size());
        return refusal(IpAddress(bytes), alsoAllowed);
    }
    if (address.sa_family == AF_INET6) {
        IpAddress::V6 bytes;
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6 &>(address).sin6_addr, bytes.size());
        return refusal(IpAddress(bytes), alsoAllowed);
    }
    return "nothing was sent: the host's address is neither IPv4 nor IPv6 and blocked – mend the target's URL";
}

} // namespace targetdesk
