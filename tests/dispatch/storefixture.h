// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlitestore.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the tests of stores share: events, claims and settlements at a time that stands still.
namespace targetdesk::storefixture {

using namespace std::chrono_literals;

inline const TimePoint kStart{std::chrono::milliseconds(1'772'420'400'000)};

inline NewEvent newEvent(const std::string &number, const std::vector<std::string> &targets, const std::string &key = {})
{
    NewEvent result;
    result.event.id = "evt_" + number;
    result.event.source = "test";
    result.event.idempotencyKey = key;
    result.event.name = "reward.issued";
    result.event.context = R"({"id": 18446744073709551617, "n": )" + number + "}";
    result.event.occurredAt = kStart - 1min;
    result.event.receivedAt = kStart;
    for (const std::string &target : targets)
        result.deliveries.push_back({"dlv_" + number + target, target, "all", {}, {}});
    return result;
}

inline std::vector<NewEvent> one(NewEvent event)
{
    std::vector<NewEvent> events;
    events.push_back(std::move(event));
    return events;
}

inline ClaimRequest request(int limit, TimePoint now = kStart, const std::string &owner = "me")
{
    ClaimRequest result;
    result.owner = owner;
    result.now = now;
    result.leaseUntil = now + 60s;
    result.limit = limit;
    result.maxPerTarget = 100;
    return result;
}

inline Settlement settlement(const std::string &id, DeliveryState state, int status)
{
    Settlement result;
    result.id = id;
    result.state = state;
    result.status = status;
    AttemptRecord attempt;
    attempt.startedAt = kStart;
    attempt.status = status;
    attempt.timings.total = 1234us;
    attempt.responseHeaders = {{"Content-Type", "text/plain"}};
    attempt.responseBody = "no";
    result.attempt = attempt;
    return result;
}

/// What a person asks for of these deliveries, an hour later.
inline Intervention act(Intervention::Kind kind, std::vector<std::string> ids)
{
    Intervention intervention;
    intervention.kind = kind;
    intervention.selection.ids = std::move(ids);
    intervention.now = kStart + 1h;
    return intervention;
}

template <typename Function>
std::optional<StoreError> storeErrorOf(Function &&function)
{
    try {
        function();
    } catch (const StoreError &error) {
        return error;
    }
    return std::nullopt;
}

} // namespace targetdesk::storefixture
