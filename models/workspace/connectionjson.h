// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/connectionsettings.h"
#include "workspace/fieldreader.h"
#include "workspace/json.h"

#include <vector>

namespace targetdesk {

/// The keys of a target's `delivery` that say how its receiver is reached: allow_addresses (a list of "10.1.0.0/16" and the
/// like). Problems name their key. Unknown keys of objects inside go to `unknown`, under the object's key.
ConnectionSettings readConnection(FieldReader &delivery, std::vector<FieldProblem> &problems, Json &unknown);

/// The same keys; what has its default is left out.
void putConnection(Json &delivery, const ConnectionSettings &connection);

} // namespace targetdesk
