// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"
#include "payload/impact.h"

#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// The last payloads of a target that were delivered, newest first, with the events they were made of. One query. Throws
/// StoreError. Any thread that may use the store.
std::vector<SentPayload> sentPayloads(const Store &store, const std::string &target, int limit = 200);

/// The payload of one delivery; nothing when the store does not have it, or it was never rendered. Throws StoreError.
std::optional<SentPayload> sentPayload(const Store &store, const std::string &deliveryId);

} // namespace targetdesk
