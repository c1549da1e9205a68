// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

namespace targetdesk {

/// JSON with the order of its keys kept, as everywhere in a workspace.
using Json = nlohmann::ordered_json;

} // namespace targetdesk
