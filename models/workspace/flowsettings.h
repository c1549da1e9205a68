// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/fieldreader.h"

#include <string>
#include <vector>

namespace targetdesk {

/// How fast a receiver wants to be called: a token bucket.
struct RateLimit
{
    double perSecond = 0.0; ///< steady rate; 0: no limit
    int burst = 1;          ///< requests that may go at once after a pause
    std::string account;    ///< targets of one name share one bucket (a platform counts by account); empty: this target alone
    bool operator==(const RateLimit &) const = default;
};

/// How a target's deliveries flow: under "delivery" in the target's file. A value.
struct FlowSettings
{
    RateLimit rate;
    int maxInFlight = 0; ///< requests on the wire at a time; 0: as the dispatcher says
    /// Context path of a key (`profile.id`): deliveries with the same key keep the order of their events. Empty: no order.
    std::string orderBy;
    std::vector<int> retryStatus; ///< answers to try again after, beside the usual ones
    std::vector<int> finalStatus; ///< answers that are final for this target
    bool operator==(const FlowSettings &) const = default;
};

/// Takes the keys `rate_limit`, `max_in_flight`, `order_by`, `retry_status`, `final_status`. Keys inside `rate_limit` that we do
/// not know go to `unknown`.
FlowSettings readFlow(FieldReader &delivery, std::vector<FieldProblem> &problems, Json &unknown);
/// Adds what is not standard to the "delivery" object.
void writeFlow(Json &delivery, const FlowSettings &flow);

} // namespace targetdesk
