// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// A delivery that a test puts into a store, as a dispatcher would have left it.
struct TestDelivery
{
    std::string number; ///< `evt_NUMBER` and `dlv_NUMBER`
    std::string target;
    std::string context = "{}";
    std::optional<std::string> body = "{}";
    DeliveryState state = DeliveryState::Delivered;
    bool hasAttempt = true; ///< the try is on record
};

/// Claims what is due at that time and ends it so.
inline void endDue(Store &store, const TestDelivery &how, TimePoint now)
{
    using namespace std::chrono_literals;
    ClaimRequest claim;
    claim.owner = "test";
    claim.now = now;
    claim.leaseUntil = now + 60s;
    claim.limit = claim.maxPerTarget = 100;
    std::vector<SendStart> starts;
    std::vector<Settlement> ends;
    for (const ClaimedDelivery &claimed : store.claim(claim).get().deliveries) {
        starts.push_back({claimed.id, how.body});
        Settlement end;
        end.id = claimed.id;
        end.state = how.state;
        if (how.state == DeliveryState::Waiting) end.dueAt = now;
        if (how.hasAttempt) {
            end.attempt.emplace().number = claimed.tries + 1;
            end.attempt->startedAt = now;
        }
        ends.push_back(std::move(end));
    }
    store.begin(std::move(starts), "test", now).get();
    store.settle(std::move(ends), "test", now).get();
}

/// Stores the event and its delivery, both made at `now`.
inline void accept(Store &store, const TestDelivery &delivery, TimePoint now)
{
    NewEvent one;
    one.event.id = "evt_" + delivery.number;
    one.event.source = "test";
    one.event.name = "reward.issued";
    one.event.context = delivery.context;
    one.event.occurredAt = one.event.receivedAt = now;
    one.deliveries.push_back({"dlv_" + delivery.number, delivery.target, "all", {}, {}});
    std::vector<NewEvent> events;
    events.push_back(std::move(one));
    store.acceptAndWait(std::move(events));
}

/// The event came, and the delivery ended at once.
inline void deliver(Store &store, const TestDelivery &delivery, TimePoint now)
{
    accept(store, delivery, now);
    endDue(store, delivery, now);
}

} // namespace targetdesk
