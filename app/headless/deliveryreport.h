// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/deliveryrecord.h"
#include "workspace/json.h"

namespace targetdesk {

/// A delivery for machines, as in a list.
Json jsonOf(const DeliveryRecord &delivery);
/// With its payload and every attempt.
Json jsonOf(const DeliveryDetail &detail);

/// All that is known of a delivery, for people, on standard output; what others wrote by shownText().
void printDelivery(const DeliveryDetail &detail, TimePoint now);

} // namespace targetdesk
