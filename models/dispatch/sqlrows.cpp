// SPDX-License-Identifier: MIT
#include "dispatch/sqlrows.h"

#include "workspace/json.h"

namespace targetdesk {

namespace {

void bindOrNull(SqlStatement &statement, const std::string &text)
{
    if (text.empty()) {
        statement.bindNull();
    } else {
        statement.bind(text);
    }
}

std::string headersText(const AttemptRecord &attempt)
{
    Json headers = Json::array();
    for (const auto &[name, value] : attempt.responseHeaders)
        headers.push_back({name, value});
    return headers.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

void bindEvent(SqlStatement &statement, const Event &event)
{
    statement.bind(event.id).bind(event.source);
    bindOrNull(statement, event.idempotencyKey);
    statement.bind(event.name).bindBlob(event.context).bind(event.occurredAt).bind(event.receivedAt);
}

void bindDelivery(SqlStatement &statement, std::int64_t eventSeq, const NewDelivery &delivery, TimePoint now)
{
    const bool queued = isQueued(delivery.state);
    statement.bind(delivery.id).bind(eventSeq).bind(delivery.target).bind(delivery.reaction);
    statement.bind(deliveryStateName(delivery.state)).bind(queued ? std::optional(delivery.dueAt.value_or(now)) : std::nullopt);
    statement.bind(queued ? std::nullopt : std::optional(now));
    bindOrNull(statement, delivery.orderKey);
    bindOrNull(statement, delivery.scheduleKey);
    statement.bind(std::string(delivery.state == DeliveryState::Refused ? "match" : "")).bind(delivery.reason);
    statement.bind(now).bind(now);
    bindOrNull(statement, delivery.made ? delivery.made->id() : std::string());
}

void bindRedacted(SqlStatement &statement, const Settlement &settlement)
{
    if (settlement.body) {
        statement.bind(std::int64_t{settlement.isRedacted});
    } else {
        statement.bindNull();
    }
}

void bindAttempt(SqlStatement &statement, std::int64_t deliverySeq, const AttemptRecord &attempt)
{
    statement.bind(deliverySeq).bind(std::int64_t{attempt.number}).bind(attempt.startedAt);
    statement.bind(std::int64_t{attempt.timings.dns.count()}).bind(std::int64_t{attempt.timings.connect.count()});
    statement.bind(std::int64_t{attempt.timings.tls.count()}).bind(std::int64_t{attempt.timings.firstByte.count()});
    statement.bind(std::int64_t{attempt.timings.total.count()}).bind(std::int64_t{attempt.status});
    statement.bind(attempt.errorClass).bind(attempt.error).bind(attempt.remoteAddress);
    statement.bind(std::int64_t{attempt.connectionReused}).bind(headersText(attempt)).bindBlob(attempt.responseBody);
}

} // namespace targetdesk
