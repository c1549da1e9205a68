// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"
#include "dispatch/store.h"

#include <functional>

namespace targetdesk {

/// How far back the time may lie that a template's version was last said to be used at, while it is in use.
inline constexpr std::chrono::hours kTemplateNews{1};

/// One batch of retention, inside the caller's transaction. `isTooLarge` says whether the store is over the request's size.
PruneResult pruneEvents(SqlConnection &connection, const PruneRequest &request, const std::function<bool()> &isTooLarge);

} // namespace targetdesk
