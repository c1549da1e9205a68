// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <string>

namespace targetdesk {

/// What deliveries with the same value at `order_by` have in common: the value as JSON, or its hash where it is so long that an
/// index would not take it (PostgreSQL: 2,704 bytes). The same for every store.
std::string orderKeyOf(const Json &value);
/// The text of a key, or its hash where it is so long.
std::string fitForIndex(std::string text);

} // namespace targetdesk
