// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/targetstate.h"

#include <chrono>

namespace targetdesk {

/// What one process found out about a target: how it stood as far as that process knew, and how it stands since. Others may have
/// changed it meanwhile, and so may a person. A value.
struct TargetChange
{
    TargetState before;
    TargetState after;

    /// `current` with what changed, and nothing else: of two holds the longer one stands, and what somebody else held, disabled
    /// or enabled stays so. `paused` is a person's and stays always.
    TargetState appliedTo(const TargetState &current) const;
    /// The clock that told the new times was wrong by so much.
    void move(std::chrono::milliseconds by);
};

} // namespace targetdesk
