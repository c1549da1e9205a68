// SPDX-License-Identifier: MIT
#include "dispatch/intervention.h"

namespace targetdesk {

std::set<DeliveryState> statesFor(Intervention::Kind kind)
{
    using enum DeliveryState;
    switch (kind) {
    case Intervention::Kind::Replay:
    case Intervention::Kind::Rerender: return {Delivered, Refused, Exhausted, Cancelled, Unknown};
    case Intervention::Kind::Cancel: return {Ready, Waiting, Unknown};
    case Intervention::Kind::Confirm: return {Unknown};
    }
    return {};
}

} // namespace targetdesk
