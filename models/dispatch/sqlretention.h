// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/store.h"

#include <functional>

namespace targetdesk {

/// One batch of retention, inside the caller's transaction. `isTooLarge` says whether the store is over the request's size.
PruneResult pruneEvents(SqlConnection &connection, const PruneRequest &request, const std::function<bool()> &isTooLarge);

} // namespace targetdesk
