// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"
#include "payload/impact.h"

#include <string>
#include <vector>

namespace targetdesk {

/// The last payloads of a target that were delivered, newest first, with the events they were made of. Reads the store once for
/// each. Throws StoreError. Any thread that may use the store.
std::vector<SentPayload> sentPayloads(const Store &store, const std::string &target, int limit = 200);

} // namespace targetdesk
