// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/addressrange.h"

#include <vector>

namespace targetdesk {

/// How a target's receiver is reached.
struct ConnectionSettings
{
    /// May be connected to although they are not public, where the program's address gate is on.
    std::vector<AddressRange> allowedAddresses;
    bool operator==(const ConnectionSettings &) const = default;
};

} // namespace targetdesk
