// SPDX-License-Identifier: MIT
#include "dispatch/sentpayloads.h"

namespace targetdesk {

namespace {

SentPayload payloadOf(SentRecord record)
{
    const TimePoint at = record.startedAt.value_or(record.createdAt);
    return {std::move(record.id),
            std::move(record.event),
            std::move(record.context),
            std::move(record.body),
            std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count(),
            record.startedAt.has_value()};
}

} // namespace

std::vector<SentPayload> sentPayloads(const Store &store, const std::string &target, int limit)
{
    std::vector<SentPayload> sent;
    for (SentRecord &record : store.sent(target, limit))
        sent.push_back(payloadOf(std::move(record)));
    return sent;
}

std::optional<SentPayload> sentPayload(const Store &store, const std::string &deliveryId)
{
    std::optional<DeliveryDetail> detail = store.delivery(deliveryId);
    if (!detail || !detail->body) return std::nullopt;
    SentRecord record{detail->record.id,        detail->record.event,     std::move(detail->context),
                      std::move(*detail->body), detail->record.createdAt, std::nullopt};
    if (!detail->attempts.empty()) record.startedAt = detail->attempts.front().startedAt;
    return payloadOf(std::move(record));
}

} // namespace targetdesk
