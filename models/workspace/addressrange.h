// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/ipaddress.h"

#include <optional>
#include <string>

namespace targetdesk {

/// The addresses that begin alike: 10.1.0.0/16. A value.
class AddressRange
{
public:
    /// "10.1.0.0/16", "fd00::/8", or one address. Bits behind the prefix are cleared; a range of IPv4-mapped addresses
    /// (::ffff:10.1.0.0/112) is the IPv4 range. Nothing for all else.
    static std::optional<AddressRange> parse(const std::string &text);

    bool contains(const IpAddress &address) const;
    /// With its prefix, also when that is the whole address.
    std::string text() const;

    bool operator==(const AddressRange &) const = default;

private:
    AddressRange(const IpAddress &address, int prefix);

    IpAddress m_first;
    int m_prefix;
};

} // namespace targetdesk
