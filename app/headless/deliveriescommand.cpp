// SPDX-License-Identifier: MIT
#include "deliveriescommand.h"

#include "deliverytable.h"
#include "dispatchsession.h"

#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace targetdesk {

namespace {

Json toJson(const DeliveryRecord &delivery)
{
    Json json = {{"id", delivery.id},         {"event_id", delivery.eventId},      {"event", delivery.event},
                 {"target", delivery.target}, {"reaction", delivery.reaction},     {"state", deliveryStateName(delivery.state)},
                 {"tries", delivery.tries},   {"last_status", delivery.lastStatus}};
    json["error_class"] = delivery.errorClass;
    json["reason"] = delivery.reason;
    json["due_at"] = delivery.dueAt ? Json(isoText(*delivery.dueAt)) : Json();
    json["created_at"] = isoText(delivery.createdAt);
    json["changed_at"] = isoText(delivery.changedAt);
    return json;
}

Json toJson(const AttemptRecord &attempt)
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

void print(const Json &json)
{
    std::printf("%s\n", json.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

void printAttempt(const AttemptRecord &attempt)
{
    const double milliseconds = static_cast<double>(attempt.timings.total.count()) / 1000.0;
    std::printf("\ntry %d at %s: ", attempt.number, isoText(attempt.startedAt).c_str());
    if (attempt.status != 0) std::printf("status %d, ", attempt.status);
    std::printf("%.1f ms", milliseconds);
    if (!attempt.errorClass.empty()) std::printf(", %s", attempt.errorClass.c_str());
    if (!attempt.error.empty()) std::printf(": %s", attempt.error.c_str());
    std::printf("\n");
    for (const auto &[name, value] : attempt.responseHeaders)
        std::printf("  %s: %s\n", name.c_str(), value.c_str());
    if (!attempt.responseBody.empty()) std::printf("\n  %s\n", attempt.responseBody.c_str());
}

} // namespace

CLI::App *DeliveriesCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("deliveries", "Show what became of the events in a store");
    std::string states;
    for (const DeliveryState state : allDeliveryStates())
        states += (states.empty() ? "" : ", ") + deliveryStateName(state);
    command->add_option("ID", m_id, "Show this delivery with its attempts");
    command->add_option("--store", m_store, "The store (default: " + defaultStoreSpec() + ")")->type_name("sqlite:FILE");
    command->add_option("--state", m_state, "Only those that are " + states)->type_name("STATE");
    command->add_option("--event", m_filter.event, "Only those of this event name")->type_name("EVENT");
    command->add_option("--target", m_filter.target, "Only those to this target")->type_name("HANDLE");
    command->add_option("--limit", m_filter.limit, "At most so many, the newest first")
        ->check(CLI::Range(1, 1000000))
        ->capture_default_str();
    command->add_flag("--json", m_json, "For machines");
    command->footer("Reads only; a running `serve` is not disturbed.\n\n"
                    "Examples:\n"
                    "  targetdeskctl deliveries --state refused\n"
                    "  targetdeskctl deliveries dlv_0hzt3k8m2a0001s7q9w4d6x8yz");
    return command;
}

ExitCode DeliveriesCommand::run()
{
    if (!m_state.empty()) {
        m_filter.state = deliveryStateFromName(m_state);
        if (!m_filter.state)
            throw CommandError("'" + m_state + "' is no state of a delivery – `targetdeskctl deliveries --help` lists them");
    }
    const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::ReadOnly);
    try {
        m_id.empty() ? list(*store) : show(*store);
    } catch (const StoreError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
    return ExitCode::Good;
}

void DeliveriesCommand::list(const Store &store) const
{
    const std::vector<DeliveryRecord> deliveries = store.deliveries(m_filter);
    if (!m_json) {
        printDeliveryTable(deliveries, systemNow());
        return;
    }
    Json json = Json::array();
    for (const DeliveryRecord &delivery : deliveries)
        json.push_back(toJson(delivery));
    print(json);
}

void DeliveriesCommand::show(const Store &store) const
{
    const std::optional<DeliveryDetail> detail = store.delivery(m_id);
    if (!detail) throw CommandError("the store has no delivery '" + m_id + "' – `targetdeskctl deliveries` lists them");
    if (m_json) {
        Json json = toJson(detail->record);
        json["context"] = detail->context;
        json["body"] = detail->body ? Json(*detail->body) : Json();
        json["attempts"] = Json::array();
        for (const AttemptRecord &attempt : detail->attempts)
            json["attempts"].push_back(toJson(attempt));
        print(json);
        return;
    }
    printDeliveryTable({detail->record}, systemNow());
    std::printf("\nevent %s by %s, created %s, changed %s\n", detail->record.eventId.c_str(), detail->record.reaction.c_str(),
                isoText(detail->record.createdAt).c_str(), isoText(detail->record.changedAt).c_str());
    if (detail->record.dueAt) std::printf("due %s\n", isoText(*detail->record.dueAt).c_str());
    for (const AttemptRecord &attempt : detail->attempts)
        printAttempt(attempt);
    if (detail->body) std::printf("\npayload:\n%s\n", detail->body->c_str());
}

} // namespace targetdesk
