// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/addressgate.h"
#include "delivery/request.h"

#include <string>

namespace targetdesk {

/// What is wrong with a request that curl would send all the same; empty when nothing is. Shows no secrets.
std::string requestProblem(const Request &request);

/// Why the gate forbids a request through a proxy: an address in its URL. Names are resolved by the proxy, out of our sight.
/// Empty: it does not.
std::string requestBlocked(const Request &request, const AddressGate &gate);

/// scheme://host:port in lower case, for the limit per host.
std::string originOf(const std::string &url);

/// A URL that says localhost, 127.… or [::1] in so many words means this machine: its loopback addresses are allowed to it. A
/// name that only resolves to one is not meant.
void allowNamedLoopback(Request &request);

} // namespace targetdesk
