// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

namespace targetdesk {

/// Applies what changed between `before` and `after` to `onDisk`, and leaves all else there as it stands: keys that
/// neither of them has, values written in another way, the order of keys. Elements of a list that did not change keep
/// their form wherever they moved. Values that are data of their own (headers, config, a condition, an argument's value) are
/// taken whole when they changed.
void mergeJson(Json &onDisk, const Json &before, const Json &after);

} // namespace targetdesk
