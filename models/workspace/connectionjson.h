// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/connectionsettings.h"
#include "workspace/fieldreader.h"
#include "workspace/json.h"

#include <vector>

namespace targetdesk {

/// The keys of a target's `delivery` that say how its receiver is reached: tls {ca, client_certificate, client_key,
/// client_key_secret, min_version: "1.2"|"1.3", verify}, proxy, http2, connect_timeout_ms, first_byte_timeout_ms, allow_addresses
/// (a list of "10.1.0.0/16" and the like). Problems name their key. Unknown keys inside tls go to `unknown["tls"]`.
ConnectionSettings readConnection(FieldReader &delivery, std::vector<FieldProblem> &problems, Json &unknown);

/// The same keys; what has its default is left out.
void putConnection(Json &delivery, const ConnectionSettings &connection);

} // namespace targetdesk
