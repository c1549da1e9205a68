// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/response.h"
#include "dispatch/timepoint.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// Where a delivery stands. Ready, Leased and Waiting are the queue; the others are final until a person acts.
enum class DeliveryState {
    Ready,     ///< not tried yet, or given back
    Leased,    ///< a worker has it
    Waiting,   ///< until `dueAt`: for the time that a schedule names, or failed and will be tried again
    Delivered, ///< answered 2xx
    Refused,   ///< will never work as it is: template or JSON error, 4xx, redirect
    Exhausted, ///< out of tries
    Cancelled, ///< by a person or an event, or its target is gone or off (class `target`)
    Unknown    ///< the answer is lost and the target forbids a repeat (design rule 5)
};

/// "ready", "leased", …: as stored and shown.
std::string deliveryStateName(DeliveryState state);
std::optional<DeliveryState> deliveryStateFromName(const std::string &name);
/// `,ready,waiting,`: for SQL that asks whether a state is among some.
std::string deliveryStateList(const std::set<DeliveryState> &states);
/// Ready or Waiting: it will be taken up when it is due.
bool isQueued(DeliveryState state);
/// Every state, in the order of the enumeration.
const std::vector<DeliveryState> &allDeliveryStates();

/// One request that went out, and what came back. A value; holds no secret.
struct AttemptRecord
{
    int number = 1;
    TimePoint startedAt{};
    Timings timings;
    int status = 0;         ///< 0: no HTTP answer
    std::string errorClass; ///< errorClassName(), or "interrupted": the program ended before the answer; empty: success
    std::string error;      ///< for people; of a success: what became of a body that is not whole
    std::string remoteAddress;
    bool connectionReused = false;
    std::vector<std::pair<std::string, std::string>> responseHeaders;
    std::string responseBody; ///< the first 4 KiB
};

/// One event on its way to one target. A value.
struct DeliveryRecord
{
    std::string id; ///< `dlv_…`; sent as `webhook-id`, the same over all attempts
    std::string eventId;
    std::string event; ///< name
    std::string target;
    std::string reaction; ///< file name of the reaction that asked for it
    DeliveryState state = DeliveryState::Ready;
    int tries = 0;
    std::optional<TimePoint> dueAt; ///< only while Ready or Waiting
    int lastStatus = 0;
    std::string errorClass;
    std::string reason; ///< for people: why it is where it is; empty when all is well
    TimePoint createdAt{};
    TimePoint changedAt{};
    std::string templateVersion; ///< TemplateVersion::id() of when the event was matched; empty: of when it is rendered
    std::string source;          ///< where the event came from
    std::string eventKey;        ///< the sender's own id of the event, its idempotency key; empty: it gave none
    std::string replay;          ///< what was said as it was queued again, ReplayMark::text(), until it is tried
    bool operator==(const DeliveryRecord &) const = default;
};

/// One delivery with all that is known of it.
struct DeliveryDetail
{
    DeliveryRecord record;
    std::string context;             ///< of the event
    std::optional<std::string> body; ///< rendered bytes; absent until rendered
    std::vector<AttemptRecord> attempts;
};

} // namespace targetdesk
