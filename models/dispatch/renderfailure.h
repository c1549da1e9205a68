// SPDX-License-Identifier: MIT
#pragma once

#include "payload/payload.h"
#include "workspace/target.h"

#include <string>

namespace targetdesk {

/// Why a payload is not good, as it is logged and stored. Of a target that redacts, only what holds no value of the context or
/// the payload: place, code, its meaning and the remedy; a preview shows the rest. `renderer` is the one that made `payload`.
std::string renderFailure(const Payload &payload, const PayloadRenderer &renderer, const Target &target);

} // namespace targetdesk
