// SPDX-License-Identifier: MIT
#include "democommand.h"

#include "resourcepath.h"
#include "terminaltext.h"

#include "dispatch/dispatcher.h"
#include "dispatch/store.h"
#include "platforms/receiver.h"
#include "platforms/simulatorsecrets.h"
#include "workspace/workspace.h"

#include <CLI/CLI.hpp>

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace targetdesk {

namespace {

/// The six scenarios (issue's and README's), in the order of a member's life.
constexpr const char *incentiveEvents[] = {"reward.issued", "reward.redeemed", "reward.expiring",
                                           "tier.achieved", "benefit.issued",  "points.awarded"};

/// Longer than all tries of a healthy run; the demo must end by itself.
constexpr std::chrono::seconds patience{60};

/// `local`, with every address in it pointing at the simulators.
DeliveryEnvironment environmentFor(const Workspace &workspace, const std::string &address)
{
    const DeliveryEnvironment *known = workspace.environment(workspace.defaultEnvironment());
    DeliveryEnvironment environment = known ? *known : DeliveryEnvironment();
    for (auto &[name, value] : environment.variables.items()) {
        if (name.ends_with("_url")) value = address;
    }
    return environment;
}

std::vector<Event> incentives(const Workspace &workspace)
{
    std::vector<Event> events;
    for (const char *name : incentiveEvents) {
        const Sample *sample = workspace.sample(name, "profile-root");
        const std::vector<Sample> all = workspace.samplesOf(name);
        if (!sample && all.empty()) {
            throw CommandError("the workspace has no sample context of the event '" + std::string(name) + "' – add contexts/" +
                               name + "/NAME.json");
        }
        Event event;
        event.source = "demo";
        event.name = name;
        event.context = sample ? sample->text : all.front().text;
        event.occurredAt = systemNow();
        events.push_back(std::move(event));
    }
    return events;
}

double milliseconds(const AttemptRecord &attempt)
{
    return static_cast<double>(attempt.timings.total.count()) / 1000.0;
}

Json asJson(const DeliveryDetail &delivery)
{
    const DeliveryRecord &record = delivery.record;
    return {{"event", record.event},
            {"target", record.target},
            {"state", deliveryStateName(record.state)},
            {"status", record.lastStatus},
            {"tries", record.tries},
            {"reason", record.reason},
            {"payload", delivery.body.value_or("")}};
}

} // namespace

CLI::App *DemoCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("demo", "Deliver six incentive events to three simulated platforms, on this machine");
    command->add_option("--workspace", m_workspace, "Another workspace than the sample one")->type_name("DIR");
    command->add_flag("--json", m_json, "One JSON object per delivery instead of the table");
    command->footer(
        "Starts the simulators on a free port, opens a temporary store, emits reward issued, redeemed and expiring, tier\n"
        "attained, benefit issued and points milestone, and shows what each platform answered and one payload in full.\n"
        "Needs no network and leaves nothing behind. Exit code 5 if a platform did not accept something.\n\n"
        "Example:\n"
        "  targetdeskctl demo --json | head -1");
    return command;
}

std::vector<DeliveryDetail> DemoCommand::deliver(const Workspace &workspace, const Receiver &receiver) const
{
    QTemporaryDir folder;
    if (!folder.isValid())
        throw CommandError("no temporary folder could be made: " + folder.errorString().toStdString(), ExitCode::DeliveryFailed);
    const std::unique_ptr<Store> store = openStore("sqlite:" + folder.filePath(QStringLiteral("demo.db")).toStdString());
    HttpSender sender;
    Dispatcher dispatcher(*store, workspace, environmentFor(workspace, receiver.address()),
                          std::make_shared<MemorySecrets>(simulatorSecrets()), sender);
    dispatcher.start();
    dispatcher.accept(incentives(workspace));
    dispatcher.drain(patience);
    dispatcher.stop(std::chrono::seconds(1));

    DeliveryFilter filter;
    filter.limit = 1000;
    std::vector<DeliveryDetail> details;
    for (const DeliveryRecord &record : store->deliveries(filter)) {
        if (std::optional<DeliveryDetail> detail = store->delivery(record.id)) details.push_back(std::move(*detail));
    }
    const auto rank = [](const DeliveryDetail &detail) {
        return std::find(std::begin(incentiveEvents), std::end(incentiveEvents), detail.record.event) -
               std::begin(incentiveEvents);
    };
    std::sort(details.begin(), details.end(), [&](const DeliveryDetail &a, const DeliveryDetail &b) {
        return std::make_pair(rank(a), a.record.target) < std::make_pair(rank(b), b.record.target);
    });
    return details;
}

void DemoCommand::print(const std::vector<DeliveryDetail> &deliveries) const
{
    if (m_json) {
        for (const DeliveryDetail &delivery : deliveries) {
            std::printf("%s\n", asJson(delivery).dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
        }
        return;
    }
    std::printf("%-16s %-36s %-10s %6s %5s %9s\n", "event", "target", "state", "status", "tries", "ms");
    for (const DeliveryDetail &delivery : deliveries) {
        const DeliveryRecord &record = delivery.record;
        const double time = delivery.attempts.empty() ? 0.0 : milliseconds(delivery.attempts.back());
        std::printf("%-16s %-36s %-10s %6d %5d %9.1f\n", record.event.c_str(), record.target.c_str(),
                    deliveryStateName(record.state).c_str(), record.lastStatus, record.tries, time);
        if (record.state != DeliveryState::Delivered) {
            std::printf("    %s\n", shownLine(record.reason).c_str());
            if (!delivery.attempts.empty() && !delivery.attempts.back().responseBody.empty()) {
                std::printf("    answer: %s\n", shownText(delivery.attempts.back().responseBody).c_str());
            }
        }
    }
    if (!deliveries.empty() && deliveries.front().body) {
        std::printf("\nThe payload of %s for %s:\n%s\n", deliveries.front().record.event.c_str(),
                    deliveries.front().record.target.c_str(), shownText(*deliveries.front().body).c_str());
    }
}

ExitCode DemoCommand::run()
{
    const Workspace workspace = Workspace::open(m_workspace.empty() ? sampleWorkspace() : std::filesystem::path(m_workspace));
    for (const WorkspaceProblem &problem : workspace.problems())
        std::fprintf(stderr, "%s\n", problem.text().c_str());
    const Receiver receiver;
    const std::vector<DeliveryDetail> deliveries = deliver(workspace, receiver);
    print(deliveries);

    const auto accepted = std::count_if(deliveries.begin(), deliveries.end(), [](const DeliveryDetail &detail) {
        return detail.record.state == DeliveryState::Delivered;
    });
    if (!m_json)
        std::printf("%zu events, %zu deliveries, %td accepted\n", std::size(incentiveEvents), deliveries.size(), accepted);
    bool allAccepted = static_cast<std::size_t>(accepted) == deliveries.size();
    for (const char *event : incentiveEvents) {
        const bool reached = std::any_of(deliveries.begin(), deliveries.end(),
                                         [event](const DeliveryDetail &detail) { return detail.record.event == event; });
        if (reached) continue;
        std::fprintf(stderr, "%s: no target got this event – an active reaction must listen to it and its filter hold\n", event);
        allAccepted = false;
    }
    return allAccepted ? ExitCode::Good : ExitCode::DeliveryFailed;
}

} // namespace targetdesk
