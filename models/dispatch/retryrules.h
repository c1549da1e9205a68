// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/response.h"
#include "dispatch/deliveryrecord.h"
#include "workspace/target.h"

#include <chrono>
#include <optional>
#include <string>

namespace targetdesk {

/// What an answer means for its delivery.
struct Verdict
{
    DeliveryState state = DeliveryState::Delivered;
    std::optional<TimePoint> dueAt; ///< for Waiting and Ready
    std::string reason;             ///< for people; empty when delivered
    bool dropToken = false;         ///< the cached token is no good
};

/// What is known of a delivery when its answer comes.
struct TryInfo
{
    int tries = 1;      ///< this one included
    int lastStatus = 0; ///< of the try before
    TimePoint now{};
    double random = 0.5; ///< from 0 up to 1
};

/// Judges an answer by the rules of dispatch.md, section 7. 2xx is delivered; 408, 425, 429, 5xx and everything that did not
/// reach the receiver is tried again; other answers are refused. A 401 is tried once more at once with a new token. A lost
/// answer is tried again or parked as Unknown, as the target says. Pure.
Verdict judge(const Response &response, const Target &target, const TryInfo &info);

/// The delay after `tries` tries: first delay × factor^(tries-1), at most the maximum, ± jitter.
std::chrono::milliseconds retryDelay(const RetryPolicy &policy, int tries, double random);

} // namespace targetdesk
