// SPDX-License-Identifier: MIT
#include "workspace/flowsettings.h"

namespace targetdesk {

namespace {

std::vector<int> readStatuses(FieldReader &delivery, const char *key)
{
    std::vector<int> statuses;
    const Json *list = delivery.list(key);
    if (!list) return statuses;
    for (const Json &one : *list) {
        if (one.is_number_integer() && one.get<std::int64_t>() >= 300 && one.get<std::int64_t>() <= 599) {
            statuses.push_back(one.get<int>());
        } else {
            delivery.problem(key, "an element of \"" + std::string(key) + "\" is no HTTP status from 300 to 599",
                             "write [404, 409]");
        }
    }
    return statuses;
}

RateLimit readRate(const Json &object, const std::string &pointer, std::vector<FieldProblem> &problems, Json &unknown)
{
    FieldReader reader(object, pointer, problems);
    RateLimit rate;
    reader.number("per_second", rate.perSecond, 0, 1e6);
    reader.integer("burst", rate.burst, 1, 1'000'000);
    reader.text("account", rate.account);
    if (Json rest = reader.rest(); !rest.empty()) unknown["rate_limit"] = std::move(rest);
    return rate;
}

} // namespace

FlowSettings readFlow(FieldReader &delivery, std::vector<FieldProblem> &problems, Json &unknown)
{
    FlowSettings flow;
    if (const Json *rate = delivery.object("rate_limit"))
        flow.rate = readRate(*rate, delivery.pointerTo("rate_limit"), problems, unknown);
    delivery.integer("max_in_flight", flow.maxInFlight, 0, 10'000);
    delivery.text("order_by", flow.orderBy);
    flow.retryStatus = readStatuses(delivery, "retry_status");
    flow.finalStatus = readStatuses(delivery, "final_status");
    return flow;
}

void writeFlow(Json &delivery, const FlowSettings &flow)
{
    if (!(flow.rate == RateLimit())) {
        Json rate = {{"per_second", flow.rate.perSecond}, {"burst", flow.rate.burst}};
        if (!flow.rate.account.empty()) rate["account"] = flow.rate.account;
        delivery["rate_limit"] = std::move(rate);
    }
    if (flow.maxInFlight != 0) delivery["max_in_flight"] = flow.maxInFlight;
    if (!flow.orderBy.empty()) delivery["order_by"] = flow.orderBy;
    if (!flow.retryStatus.empty()) delivery["retry_status"] = flow.retryStatus;
    if (!flow.finalStatus.empty()) delivery["final_status"] = flow.finalStatus;
}

} // namespace targetdesk
