// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <string_view>

namespace targetdesk {

/// The value at a path as templates write it (`reward.expires_at`, `transaction.items.0.sku`) without an expression around it;
/// null when there is none. An empty path is the context itself.
const Json *valueAt(const Json &context, std::string_view path);

} // namespace targetdesk
