// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"
#include "workspace/json.h"
#include "workspace/reactionschedule.h"

#include <array>
#include <optional>
#include <string>

namespace targetdesk {

/// The moment that a schedule names for one event.
struct ScheduledTime
{
    std::optional<TimePoint> at; ///< absent: there is nothing to count from, or a problem
    std::string why;             ///< for people: of the absence
    bool isProblem = false;      ///< the schedule or the context is wrong, as against a date that is null or zero
    bool operator==(const ScheduledTime &) const = default;
};

/// Counts from the date in `context` as PHP does, in the zone of the record: an hour of the day stays that hour when daylight
/// saving begins or ends on the way. A date without a zone is UTC, but that of a `…_local_at` is the record's own (omneo.md 4).
/// Never throws for what is in the context.
ScheduledTime scheduledTime(const ReactionSchedule &schedule, const Json &context, TimePoint occurredAt);

/// What is wrong with a schedule whatever the context holds: words that PHP does not know, a zone that there is not. Empty:
/// nothing.
std::string scheduleFault(const ReactionSchedule &schedule);

/// What deliveries of this reaction share when they are about the same thing; empty: the schedule has no key, or the context no
/// value there. 6, 6.0 and "6" are one value.
std::string scheduleKey(const std::string &reaction, const ReactionSchedule &schedule, const Json &context);

/// The key, and how stores have it of a time when texts and numbers were keys of their own; the key itself where there was no
/// other.
std::array<std::string, 3> spellingsOf(const std::string &scheduleKey);

} // namespace targetdesk
