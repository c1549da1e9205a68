// SPDX-License-Identifier: MIT
#include "dispatch/logline.h"

#include "workspace/json.h"

namespace targetdesk {

namespace {

std::string oneLine(const Json &line)
{
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string settlementLine(const ClaimedDelivery &delivery, const Settlement &settlement, TimePoint now)
{
    const bool good = settlement.state == DeliveryState::Delivered;
    Json line = {{"time", isoText(now)},
                 {"level", good ? "info" : "warning"},
                 {"what", "attempt"},
                 {"delivery", delivery.id},
                 {"event_id", delivery.eventId},
                 {"event", delivery.event},
                 {"target", delivery.target},
                 {"try", settlement.attempt ? settlement.attempt->number : 0},
                 {"status", settlement.status},
                 {"state", deliveryStateName(settlement.state)}};
    if (settlement.attempt) line["ms"] = static_cast<double>(settlement.attempt->timings.total.count()) / 1000.0;
    if (!settlement.errorClass.empty()) line["class"] = settlement.errorClass;
    if (!delivery.templateVersion.empty()) line["template"] = delivery.templateVersion;
    if (settlement.dueAt) line["next"] = isoText(*settlement.dueAt);
    if (!settlement.reason.empty()) line["reason"] = settlement.reason;
    return oneLine(line);
}

std::string noticeLine(const Notice &notice)
{
    const Json line = {{"time", isoText(notice.at)}, {"level", notice.kind == "recovered" ? "info" : "warning"},
                       {"what", "target"},           {"target", notice.target},
                       {"kind", notice.kind},        {"text", notice.text}};
    return oneLine(line);
}

std::string refusalLine(int status, const std::string &cause, std::int64_t leftOut, TimePoint now)
{
    Json line = {{"time", isoText(now)}, {"level", "warning"}, {"what", "refused"}, {"status", status}, {"text", cause}};
    if (leftOut > 0) line["left_out"] = leftOut;
    return oneLine(line);
}

std::string troubleLine(const std::string &what, const std::string &text, TimePoint now)
{
    const Json line = {{"time", isoText(now)}, {"level", "error"}, {"what", what}, {"text", text}};
    return oneLine(line);
}

} // namespace targetdesk
