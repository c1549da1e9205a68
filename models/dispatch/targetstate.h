// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <optional>
#include <string>

namespace targetdesk {

/// How a target stands with the dispatcher, as far as it must survive a restart. A value; the default is "all is well".
struct TargetState
{
    std::string target;                    ///< handle
    bool paused = false;                   ///< by a person
    bool disabled = false;                 ///< by the dispatcher (410, days of failure); a person enables it again
    int opened = 0;                        ///< how often in a row the circuit breaker opened; 0: closed
    std::optional<TimePoint> heldUntil;    ///< nothing goes out before: Retry-After, or the breaker's next probe
    int failures = 0;                      ///< in a row
    std::optional<TimePoint> failingSince; ///< the first of them
    std::string reason;                    ///< for people: why nothing, or less, goes out
    std::optional<TimePoint> brokenSince;  ///< the template cannot be rendered since; the first good payload clears it
    std::string brokenReason;              ///< the first such problem
    TimePoint changedAt{};
    bool operator==(const TargetState &) const = default;

    /// Nothing may go out at `now`.
    bool isBlocked(TimePoint now) const { return paused || disabled || (heldUntil && *heldUntil > now); }
};

/// Something that a person should know about a target. Kept in the store.
struct Notice
{
    TimePoint at{};
    std::string kind; ///< "disabled", "failing", "open", "recovered"
    std::string target;
    std::string text; ///< for people
    bool operator==(const Notice &) const = default;
};

} // namespace targetdesk
