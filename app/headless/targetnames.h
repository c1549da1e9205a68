// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace targetdesk {

class Store;

/// Handles of targets that a store has a delivery to, or knows anything else of.
std::vector<std::string> targetsKnownTo(const Store &store);

/// Empty when the store has a delivery to that target; else that it has none, and the nearest name that it has.
std::string whyNoDeliveryTo(const std::string &target, const Store &store);

} // namespace targetdesk
