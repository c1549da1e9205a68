// SPDX-License-Identifier: MIT
#include "dispatch/sqlrows.h"

#include "workspace/json.h"

#include <algorithm>
#include <optional>
#include <string_view>

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

/// JSON has nothing to escape in it.
bool isPlain(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

/// What the library writes, too, several times as quick: nearly all headers are plain text.
std::optional<std::string> plainHeadersText(const AttemptRecord &attempt)
{
    std::string text = "[";
    for (const auto &[name, value] : attempt.responseHeaders) {
        if (!isPlain(name) || !isPlain(value)) return std::nullopt;
        if (text.size() > 1) text += ',';
        text.append("[\"").append(name).append("\",\"").append(value).append("\"]");
    }
    return text += ']';
}

std::string headersText(const AttemptRecord &attempt)
{
    if (std::optional<std::string> plain = plainHeadersText(attempt)) return *std::move(plain);
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
    statement.bind(delivery.state == DeliveryState::Refused ? std::string("match") : delivery.errorClass).bind(delivery.reason);
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
