// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <string>

namespace targetdesk {

/// Something that happened, as it came in. A value.
struct Event
{
    std::string id;             ///< ours, `evt_…`; sorts by time of arrival; empty until it is accepted
    std::string source;         ///< where it came from ("http", "stdin", "emit"): the scope of the idempotency key
    std::string idempotencyKey; ///< the sender's own id; empty: none, every copy counts
    std::string name;           ///< Omneo's event name, as received
    std::string context;        ///< JSON text of an object, byte for byte as received: no number loses a digit
    TimePoint occurredAt{};     ///< as the sender says, else receivedAt
    TimePoint receivedAt{};
    bool operator==(const Event &) const = default;
};

} // namespace targetdesk
