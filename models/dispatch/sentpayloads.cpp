// SPDX-License-Identifier: MIT
#include "dispatch/sentpayloads.h"

namespace targetdesk {

std::vector<SentPayload> sentPayloads(const Store &store, const std::string &target, int limit)
{
    DeliveryFilter filter;
    filter.states = {DeliveryState::Delivered};
    filter.target = target;
    filter.limit = limit;
    std::vector<SentPayload> sent;
    for (const DeliveryRecord &record : store.deliveries(filter)) {
        const std::optional<DeliveryDetail> detail = store.delivery(record.id);
        if (!detail || !detail->body) continue;
        const TimePoint at = detail->attempts.empty() ? record.createdAt : detail->attempts.front().startedAt;
        sent.push_back({record.id, record.event, detail->context, *detail->body,
                        std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count()});
    }
    return sent;
}

} // namespace targetdesk
