// SPDX-License-Identifier: MIT
#include "emitcommand.h"

#include "deliverytable.h"
#include "secretvalues.h"
#include "terminaltext.h"

#include "delivery/secretsource.h"
#include "delivery/signature.h"
#include "dispatch/ingest.h"
#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace targetdesk {

namespace {

std::string textOf(const std::string &file)
{
    if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    if (std::filesystem::is_directory(file)) throw CommandError(file + ": is a folder – name a file with the context in it");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw CommandError(file + ": the context cannot be read – name a file, or - for standard input");
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The context goes in as it is: no number loses a digit.
std::string bodyOf(const Event &event)
{
    std::string body = R"({"event":)" + Json(event.name).dump();
    if (!event.idempotencyKey.empty()) body += R"(,"id":)" + Json(event.idempotencyKey).dump();
    return body + R"(,"context":)" + event.context + "}";
}

} // namespace

CLI::App *EmitCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("emit", "Send one event to a running serve, or into a store");
    command->add_option("EVENT", m_event, "Name of the event, as reward.issued")->required();
    command->add_option("--context", m_context, "File with the event's context, a JSON object; - reads standard input")
        ->type_name("FILE")
        ->required();
    command->add_option("--id", m_id, "Idempotency key: the same event with the same id counts once")->type_name("KEY");
    m_toOption =
        command->add_option("--to", m_to, "Address of a running `targetdeskctl serve`")->type_name("URL")->capture_default_str();
    m_storeOption =
        command->add_option("--store", m_settings.store, "Write into this store instead; no serve may be running on it")
            ->type_name("sqlite:FILE|postgresql://…")
            ->excludes(m_toOption);
    command->add_option("--token-secret", m_tokenSecret, "Name of a secret: the bearer token that `serve --token-secret` wants")
        ->type_name("NAME")
        ->excludes(m_storeOption);
    command
        ->add_option("--signature-secret", m_signatureSecret,
                     "Name of a secret: signs the body with it, as `serve --signature-secret` wants")
        ->type_name("NAME")
        ->excludes(m_storeOption);
    m_settings.addWorkspaceTo(*command);
    m_settings.addGateTo(*command);
    command->add_flag("--drain", m_drain, "With --store: deliver everything that is queued there, then end")
        ->needs(m_storeOption);
    command->footer(
        "Prints the event's id once it is on disk. With --drain it prints what became of each delivery and exits 5 unless all\n"
        "were accepted, or wait for the time that a reaction's schedule names.\n"
        "Secrets come from TARGETDESK_SECRET_<NAME>, from files in $CREDENTIALS_DIRECTORY, or from `targetdeskctl secret`.\n\n"
        "Examples:\n"
        "  targetdeskctl emit reward.issued --context reward.json\n"
        "  targetdeskctl emit reward.issued --context reward.json --to https://events.example.com/events --token-secret door\n"
        "  targetdeskctl emit reward.issued --context reward.json --workspace shop --store sqlite:queue.db --drain");
    return command;
}

ExitCode EmitCommand::run()
{
    const Event event = readEvent();
    return m_storeOption->count() > 0 ? storeIt(event) : post(event);
}

Event EmitCommand::readEvent() const
{
    if (m_event.empty()) throw CommandError("the event has no name – name it as in Omneo: reward.issued, survey.completed");
    IngestOptions options;
    options.source = m_context == "-" ? "standard input" : m_context;
    options.now = systemNow();
    options.webhookEvent = m_event;
    options.idempotencyKey = m_id;
    try {
        Event event = readEvents(textOf(m_context), options).at(0);
        event.source = "emit";
        return event;
    } catch (const IngestError &error) {
        throw CommandError(error.what());
    }
}

std::vector<WireHeader> EmitCommand::credentials(const std::string &body) const
{
    std::vector<WireHeader> headers;
    if (!m_tokenSecret.empty()) headers.push_back({"Authorization", "Bearer " + secretValues({m_tokenSecret})[0], true});
    if (!m_signatureSecret.empty())
        headers.push_back({"X-Omneo-Hmac-SHA256", omneoSignature(secretValues({m_signatureSecret})[0], body), true});
    return headers;
}

ExitCode EmitCommand::post(const Event &event) const
{
    HttpSender sender;
    Request request;
    request.url = m_to;
    request.body = bodyOf(event);
    request.headers = credentials(request.body);
    request.headers.push_back({"Content-Type", "application/json", false});
    const Response response = sender.sendAndWait(request);
    if (response.status == 202) {
        std::printf("%s", response.body.c_str());
        return ExitCode::Good;
    }
    if (response.status == 0) {
        throw CommandError(m_to + ": " + response.error + " – start `targetdeskctl serve`, or name its address with --to URL",
                           ExitCode::DeliveryFailed);
    }
    constexpr const char *kRemedy = " – name the secret: --token-secret NAME for a token, --signature-secret NAME to sign";
    throw CommandError(m_to + ": answered " + std::to_string(response.status) + ": " + shownLine(withoutLineEnd(response.body)) +
                           (response.status == 401 ? kRemedy : ""),
                       ExitCode::DeliveryFailed);
}

ExitCode EmitCommand::storeIt(const Event &event) const
{
    DispatchSession session(m_settings, {});
    try {
        const AcceptResult result = session.dispatcher().accept({event});
        if (result.conflict) throw CommandError("the id '" + m_id + "' was used before for other content – give it another --id");
        if (!m_drain) {
            const Json ids = {{"accepted", result.ids.size()}, {"ids", result.ids}};
            std::printf("%s\n", ids.dump().c_str());
            return ExitCode::Good;
        }
        session.dispatcher().start();
        session.dispatcher().drain(std::chrono::milliseconds(-1));
        DeliveryFilter filter;
        filter.eventId = result.ids.at(0);
        filter.limit = 10000;
        const std::vector<DeliveryRecord> deliveries = session.store().deliveries(filter);
        printDeliveryTable(deliveries, systemNow());
        const auto isGood = [](const DeliveryRecord &delivery) {
            const bool isScheduled = delivery.state == DeliveryState::Waiting && delivery.tries == 0;
            return delivery.state == DeliveryState::Delivered || isScheduled;
        };
        const bool good = std::ranges::all_of(deliveries, isGood);
        return good ? ExitCode::Good : ExitCode::DeliveryFailed;
    } catch (const StoreError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
}

} // namespace targetdesk
