// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <string>

namespace targetdesk {

/// environments/<name>.json: what differs between sandbox and production. Seen by headers and URLs as `env`.
struct DeliveryEnvironment
{
    std::string name;
    Json variables = Json::object();
    bool isProtected = false; ///< asks before a send
    Json unknown = Json::object();
    bool operator==(const DeliveryEnvironment &) const = default;
};

} // namespace targetdesk
