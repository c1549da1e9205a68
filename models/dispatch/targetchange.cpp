// SPDX-License-Identifier: MIT
#include "dispatch/targetchange.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Takes over what is new; true: it was.
template <typename Value>
bool takeNew(Value &current, const Value &before, const Value &after)
{
    if (after == before) return false;
    current = after;
    return true;
}

/// True: the hold is the change's own.
bool takeHold(std::optional<TimePoint> &current, const std::optional<TimePoint> &before, const std::optional<TimePoint> &after)
{
    if (after == before) return false;
    const bool isSomebodyElses = current != before;
    if (isSomebodyElses && (!after || (current && *current >= *after))) return false;
    current = after;
    return true;
}

} // namespace

TargetState TargetChange::appliedTo(const TargetState &current) const
{
    TargetState result = current;
    const bool disables = after.disabled && !before.disabled && !current.disabled;
    result.disabled = current.disabled || disables;
    const bool holds = takeHold(result.heldUntil, before.heldUntil, after.heldUntil);
    const bool isTheirs =
        current.disabled || (!holds && (current.heldUntil != before.heldUntil || current.reason != before.reason));
    if (disables || !isTheirs) result.reason = after.reason;
    takeNew(result.opened, before.opened, after.opened);
    takeNew(result.failures, before.failures, after.failures);
    takeNew(result.failingSince, before.failingSince, after.failingSince);
    if (takeNew(result.brokenSince, before.brokenSince, after.brokenSince)) result.brokenReason = after.brokenReason;
    result.changedAt = std::max(current.changedAt, after.changedAt);
    return result;
}

void TargetChange::move(std::chrono::milliseconds by)
{
    const auto moveNew = [by](const std::optional<TimePoint> &old, std::optional<TimePoint> &now) {
        if (now && now != old) *now += by;
    };
    moveNew(before.heldUntil, after.heldUntil);
    moveNew(before.failingSince, after.failingSince);
    moveNew(before.brokenSince, after.brokenSince);
    after.changedAt += by;
}

} // namespace targetdesk
