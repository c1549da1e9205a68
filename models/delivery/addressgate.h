// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/addressrange.h"

#include <optional>
#include <string>
#include <vector>

struct sockaddr;

namespace targetdesk {

/// Says which addresses a request may connect to. It is asked for the address itself, after the name was resolved and before a
/// packet leaves, so that no name and no spelling of an address leads around it (dispatch.md section 8.2). A value; pure.
struct AddressGate
{
    bool isOn = false;
    std::vector<AddressRange> allowed; ///< may be connected to although they are not public

    /// Why not, and what to do; nothing: it may be connected to. `alsoAllowed` are the target's own exceptions.
    std::optional<std::string> refusal(const IpAddress &address, const std::vector<AddressRange> &alsoAllowed = {}) const;
    /// The same for an address as the system has it; what is neither IPv4 nor IPv6 is refused.
    std::optional<std::string> refusal(const sockaddr &address, const std::vector<AddressRange> &alsoAllowed = {}) const;

    /// Which range that is not for the public an address is in: "private (10.0.0.0/8)"; nothing: it is a public one. Addresses
    /// that stand for an IPv4 one (mapped, NAT64, 6to4) are judged by that.
    static std::optional<std::string> rangeOf(const IpAddress &address);
};

} // namespace targetdesk
