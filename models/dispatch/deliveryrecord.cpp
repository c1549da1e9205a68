// SPDX-License-Identifier: MIT
#include "dispatch/deliveryrecord.h"

namespace targetdesk {

std::string deliveryStateName(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Ready: return "ready";
    case DeliveryState::Leased: return "leased";
    case DeliveryState::Waiting: return "waiting";
    case DeliveryState::Delivered: return "delivered";
    case DeliveryState::Refused: return "refused";
    case DeliveryState::Exhausted: return "exhausted";
    case DeliveryState::Cancelled: return "cancelled";
    case DeliveryState::Unknown: return "unknown";
    }
    return {};
}

std::optional<DeliveryState> deliveryStateFromName(const std::string &name)
{
    for (const DeliveryState state : allDeliveryStates()) {
        if (deliveryStateName(state) == name) return state;
    }
    return std::nullopt;
}

std::string deliveryStateList(const std::set<DeliveryState> &states)
{
    std::string list = ",";
    for (const DeliveryState state : states)
        list += deliveryStateName(state) + ",";
    return list;
}

bool isQueued(DeliveryState state)
{
    return state == DeliveryState::Ready || state == DeliveryState::Waiting;
}

const std::vector<DeliveryState> &allDeliveryStates()
{
    static const std::vector<DeliveryState> states = {
        DeliveryState::Ready,   DeliveryState::Leased,    DeliveryState::Waiting,   DeliveryState::Delivered,
        DeliveryState::Refused, DeliveryState::Exhausted, DeliveryState::Cancelled, DeliveryState::Unknown,
    };
    return states;
}

} // namespace targetdesk
