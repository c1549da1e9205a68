// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/deliveryrecord.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace targetdesk {

/// Which deliveries a person means: these ids, or else all that fit the rest. A value.
struct DeliverySelection
{
    std::vector<std::string> ids;
    std::set<DeliveryState> states; ///< empty: none; of named ids: any
    std::string target;             ///< empty: any
    std::string event;              ///< name; empty: any
    std::optional<TimePoint> since; ///< created at or after
    std::optional<TimePoint> until; ///< created before
    bool orTargetGone = false;      ///< besides `states`: Cancelled because their target was gone or off, and by nobody's wish
};

/// What a person does to deliveries. Done in batches, so that the store is never held for long.
struct Intervention
{
    enum class Kind {
        Replay,   ///< final → ready: the same bytes again, under the same id
        Rerender, ///< final → ready: rendered again from the event, with the template of that time; the old bytes stay until then
        Cancel,   ///< ready, waiting or unknown → cancelled
        Confirm   ///< unknown → delivered: somebody looked, and it had arrived
    };
    Kind kind = Kind::Replay;
    DeliverySelection selection;
    TimePoint now{};
    double perSecond = 0.0;      ///< replays keep this pace; 0: all at once
    bool atOnce = false;         ///< a replay of what was never tried does not wait for the time that its schedule names
    std::int64_t doneBefore = 0; ///< by earlier batches
    std::int64_t afterSeq = 0;   ///< where the batch before ended
    int limit = 1000;            ///< deliveries changed in this batch, of some thousand that are looked at
};

/// A delivery that was named and is in no state for this.
struct Untouched
{
    std::string id;
    std::optional<DeliveryState> state; ///< when it was looked at; absent: it is not in the store
    bool operator==(const Untouched &) const = default;
};

struct InterventionResult
{
    std::int64_t changed = 0;
    std::vector<std::string> ids; ///< of these
    std::vector<Untouched> untouched;
    std::int64_t lastSeq = 0; ///< for the next batch
    bool complete = true;     ///< there is no next batch
};

/// The states that an intervention applies to.
std::set<DeliveryState> statesFor(Intervention::Kind kind);

/// What a person does to a target's queue.
struct TargetIntervention
{
    enum class Kind {
        Pause,  ///< nothing goes out until it is resumed
        Resume, ///< ends a pause of a person's
        Enable  ///< forgets failures, holds and what disabled it
    };
    Kind kind = Kind::Pause;
    std::string target;
    TimePoint now{};
};

} // namespace targetdesk
