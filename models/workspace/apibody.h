// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"
#include "workspace/target.h"

namespace targetdesk {

/// A target as Omneo's API takes it: its own fields and the template as text, nothing of what only Target Desk adds.
Json apiBodyOf(const Target &target);

} // namespace targetdesk
