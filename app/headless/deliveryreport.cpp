// SPDX-License-Identifier: MIT
#include "deliveryreport.h"

#include "deliverytable.h"
#include "terminaltext.h"

#include <cstdio>

namespace targetdesk {

namespace {

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

Json jsonOf(const AttemptRecord &attempt)
{
    Json headers = Json::array();
    for (const auto &[name, value] : attempt.responseHeaders)
        headers.push_back({{"name", name}, {"value", value}});
    return {{"number", attempt.number},
            {"started_at", isoText(attempt.startedAt)},
            {"status", attempt.status},
            {"error_class", attempt.errorClass},
            {"error", attempt.error},
            {"remote_address", attempt.remoteAddress},
            {"connection_reused", attempt.connectionReused},
            {"microseconds",
             {{"dns", attempt.timings.dns.count()},
              {"connect", attempt.timings.connect.count()},
              {"tls", attempt.timings.tls.count()},
              {"first_byte", attempt.timings.firstByte.count()},
              {"total", attempt.timings.total.count()}}},
            {"headers", headers},
            {"body", attempt.responseBody}};
}

void printAttempt(const AttemptRecord &attempt)
{
    const double milliseconds = static_cast<double>(attempt.timings.total.count()) / 1000.0;
    std::printf("\ntry %d at %s", attempt.number, isoText(attempt.startedAt).c_str());
    if (!attempt.remoteAddress.empty()) std::printf(" to %s", shownLine(attempt.remoteAddress).c_str());
    std::printf(": ");
    if (attempt.status != 0) std::printf("status %d, ", attempt.status);
    std::printf("%.1f ms", milliseconds);
    if (!attempt.errorClass.empty()) std::printf(", %s", shownLine(attempt.errorClass).c_str());
    if (!attempt.error.empty()) std::printf(": %s", shownLine(attempt.error).c_str());
    std::printf("\n");
    for (const auto &[name, value] : attempt.responseHeaders)
        std::printf("  %s: %s\n", shownLine(name).c_str(), shownLine(value).c_str());
    if (!attempt.responseBody.empty()) std::printf("\n  %s\n", shownText(attempt.responseBody).c_str());
}

void printRecord(const DeliveryRecord &record, TimePoint now)
{
    std::printf("%s is %s", record.id.c_str(), deliveryStateName(record.state).c_str());
    if (record.dueAt) std::printf(", next try %s (%s)", isoText(*record.dueAt).c_str(), dueText(*record.dueAt, now).c_str());
    std::printf(", %d %s", record.tries, record.tries == 1 ? "try" : "tries");
    if (record.lastStatus != 0) std::printf(", last status %d", record.lastStatus);
    std::printf("\ntarget %s, by reaction %s\nevent %s, %s, from %s", shownLine(record.target).c_str(),
                shownLine(record.reaction).c_str(), shownLine(record.event).c_str(), record.eventId.c_str(),
                shownLine(record.source).c_str());
    if (!record.eventKey.empty()) std::printf(", whose own id is %s", shownLine(record.eventKey).c_str());
    std::printf("\ncreated %s, changed %s\n", isoText(record.createdAt).c_str(), isoText(record.changedAt).c_str());
    if (!record.templateVersion.empty()) std::printf("template %s\n", record.templateVersion.c_str());
    if (!record.reason.empty()) std::printf("reason: %s\n", shownLine(record.reason).c_str());
}

/// What is in the queue again, or was called off, may have arrived before.
void printArrivals(const DeliveryDetail &detail)
{
    if (detail.record.state == DeliveryState::Delivered) return;
    for (const AttemptRecord &attempt : detail.attempts) {
        if (attempt.errorClass.empty() && attempt.status / 100 == 2)
            std::printf("it was delivered before: try %d, at %s\n", attempt.number, isoText(attempt.startedAt).c_str());
    }
}

} // namespace

Json jsonOf(const DeliveryRecord &delivery)
{
    Json json = {{"id", delivery.id},         {"event_id", delivery.eventId},
                 {"event", delivery.event},   {"source", delivery.source},
                 {"target", delivery.target}, {"reaction", delivery.reaction},
                 {"tries", delivery.tries},   {"state", deliveryStateName(delivery.state)}};
    json["event_key"] = textOrNull(delivery.eventKey);
    json["last_status"] = delivery.lastStatus;
    json["error_class"] = delivery.errorClass;
    json["reason"] = delivery.reason;
    json["due_at"] = delivery.dueAt ? Json(isoText(*delivery.dueAt)) : Json();
    json["created_at"] = isoText(delivery.createdAt);
    json["changed_at"] = isoText(delivery.changedAt);
    json["template"] = textOrNull(delivery.templateVersion);
    json["replay"] = textOrNull(delivery.replay);
    return json;
}

Json jsonOf(const DeliveryDetail &detail)
{
    Json json = jsonOf(detail.record);
    json["context"] = detail.context;
    json["body"] = detail.body ? Json(*detail.body) : Json();
    json["attempts"] = Json::array();
    for (const AttemptRecord &attempt : detail.attempts)
        json["attempts"].push_back(jsonOf(attempt));
    return json;
}

void printDelivery(const DeliveryDetail &detail, TimePoint now)
{
    printRecord(detail.record, now);
    printArrivals(detail);
    for (const AttemptRecord &attempt : detail.attempts)
        printAttempt(attempt);
    if (detail.body) std::printf("\npayload:\n%s\n", shownText(*detail.body).c_str());
}

} // namespace targetdesk
