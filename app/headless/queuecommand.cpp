// SPDX-License-Identifier: MIT
#include "queuecommand.h"

#include "commandinput.h"
#include "deliverytable.h"
#include "dispatchsession.h"
#include "emptyvalues.h"
#include "targetnames.h"
#include "terminaltext.h"

#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace targetdesk {

namespace {

using enum DeliveryState;

/// A target's line: what it has, and how it stands.
struct Standing
{
    TargetCounts counts;
    TargetState state;

    std::int64_t count(std::initializer_list<DeliveryState> states) const
    {
        std::int64_t sum = 0;
        for (const DeliveryState one : states) {
            if (const auto found = counts.counts.find(one); found != counts.counts.end()) sum += found->second;
        }
        return sum;
    }
};

std::map<std::string, Standing> standings(const Store &store)
{
    std::map<std::string, Standing> all;
    for (TargetCounts &counts : store.targetCounts()) {
        const std::string target = counts.target;
        all[target].counts = std::move(counts);
    }
    for (TargetState &state : store.targetStates()) {
        const std::string target = state.target;
        all[target].state = std::move(state);
    }
    return all;
}

/// In a word.
std::string flowOf(const TargetState &state, TimePoint now)
{
    if (state.disabled) return "disabled";
    if (state.paused) return "paused";
    if (state.heldUntil && *state.heldUntil > now) return state.opened > 0 ? "open" : "held";
    return state.opened > 0 ? "probing" : "flowing";
}

std::string whyOf(const Standing &standing, TimePoint now)
{
    const TargetState &state = standing.state;
    std::string why = state.reason;
    if (state.paused && !state.disabled) why = "paused by a person";
    if (state.heldUntil && *state.heldUntil > now && !state.disabled)
        why += (why.empty() ? "until " : "; until ") + isoText(*state.heldUntil);
    if (state.brokenSince)
        why += (why.empty() ? "" : "; ") + ("template broken since " + isoText(*state.brokenSince)) + ": " + state.brokenReason;
    const TargetCounts &counts = standing.counts;
    if (counts.withoutCredentials > 0)
        why += (why.empty() ? "" : "; ") + std::to_string(counts.withoutCredentials) +
               (counts.withoutCredentials == 1 ? " waits" : " wait") + " for a secret or a token: " + counts.credentialProblem;
    return why;
}

Json timeOrNull(const std::optional<TimePoint> &time)
{
    return time ? Json(isoText(*time)) : Json();
}

Json toJson(const Standing &standing, TimePoint now)
{
    Json counts = Json::object();
    for (const auto &[state, count] : standing.counts.counts)
        counts[deliveryStateName(state)] = count;
    return {{"flow", flowOf(standing.state, now)},
            {"counts", counts},
            {"oldest_due", timeOrNull(standing.counts.oldestDue)},
            {"held_until", timeOrNull(standing.state.heldUntil)},
            {"failing_since", timeOrNull(standing.state.failingSince)},
            {"reason", standing.state.reason},
            {"without_credentials", standing.counts.withoutCredentials},
            {"credential_problem", standing.counts.credentialProblem},
            {"template_broken_since", timeOrNull(standing.state.brokenSince)},
            {"template_problem", standing.state.brokenReason}};
}

} // namespace

CLI::App *QueueCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("queue", "Show how the targets of a store stand; pause, resume, enable them");
    command->require_subcommand(1);
    CLI::App *status = command->add_subcommand("status", "What is queued, on the wire, over and stuck, target by target");
    addCommon(*status);
    status->footer(
        "FLOW is flowing; held (the receiver asked to wait); open (it fails: the circuit breaker waits); probing (one\n"
        "delivery is tried); paused (by a person); disabled (410, or days of failure: enable it again).\n"
        "WHY also says since when a template cannot be rendered, which the first good payload ends, and how many wait\n"
        "for a secret or a token that is not to be had.\n\n"
        "Example:\n"
        "  targetdeskctl queue status --store sqlite:/var/lib/targetdesk/queue.db\n\n"
        "Exit codes: 0 good, however the targets stand; 1 the store cannot be read; 2 wrong usage.");
    m_notices = command->add_subcommand("notices", "What the dispatcher noticed about targets, the newest first");
    addCommon(*m_notices);
    m_notices->add_option("--limit", m_limit, "At most so many")->check(CLI::Range(1, 1000))->capture_default_str();
    m_notices->footer("Example:\n"
                      "  targetdeskctl queue notices --limit 10\n\n"
                      "Exit codes: 0 good, also when there is none; 1 the store cannot be read; 2 wrong usage.");
    m_pause = addTargetCommand(*command, "pause", "Let nothing out to a target until it is resumed; what comes waits");
    m_resume = addTargetCommand(*command, "resume", "End a pause");
    m_enable = addTargetCommand(*command, "enable", "Forget a target's failures: try it again now, disabled or not");
    command->footer("Works beside a running `serve`, which takes notice at once.\n\n"
                    "Examples:\n"
                    "  targetdeskctl queue status --store sqlite:/var/lib/targetdesk/queue.db\n"
                    "  targetdeskctl queue pause welcome");
    refuseEmptyValues(*command);
    return command;
}

void QueueCommand::addCommon(CLI::App &command)
{
    command.add_option("--store", m_store, "The store (default: " + defaultStoreSpec() + ")")
        ->type_name("sqlite:FILE|postgresql://…");
    command.add_flag("--json", m_json, kJsonHelp);
}

CLI::App *QueueCommand::addTargetCommand(CLI::App &command, const std::string &name, const std::string &help)
{
    CLI::App *sub = command.add_subcommand(name, help);
    addCommon(*sub);
    sub->add_option("HANDLE", m_target, "The target")->required();
    sub->add_option("--workspace", m_workspace, "Its targets are known, too, before the store has heard of them")
        ->type_name("DIR");
    sub->add_flag("--force", m_force, "Also a target that neither the store nor the workspace knows: it is still to come");
    sub->footer("Example:\n"
                "  targetdeskctl queue " +
                name +
                " welcome\n\n"
                "Exit codes: 0 good; 1 nobody knows that target, or the store cannot be written; 2 wrong usage.");
    return sub;
}

ExitCode QueueCommand::run()
{
    try {
        if (m_pause->parsed()) return intervene(TargetIntervention::Kind::Pause);
        if (m_resume->parsed()) return intervene(TargetIntervention::Kind::Resume);
        if (m_enable->parsed()) return intervene(TargetIntervention::Kind::Enable);
        const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::ReadOnly);
        m_notices->parsed() ? notices(*store) : status(*store);
    } catch (const StoreError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
    return ExitCode::Good;
}

void QueueCommand::status(const Store &store) const
{
    const TimePoint now = systemNow();
    const std::map<std::string, Standing> all = standings(store);
    if (m_json) {
        Json json = Json::object();
        for (const auto &[target, standing] : all)
            json[target] = toJson(standing, now);
        printJson(json);
        return;
    }
    std::vector<std::vector<std::string>> rows = {
        {"TARGET", "FLOW", "READY", "WAITING", "ON THE WIRE", "DELIVERED", "FAILED", "CANCELLED", "UNKNOWN", "OLDEST", "WHY"}};
    for (const auto &[target, standing] : all) {
        const auto number = [&](std::initializer_list<DeliveryState> states) { return std::to_string(standing.count(states)); };
        const std::optional<TimePoint> oldest = standing.counts.oldestDue;
        rows.push_back({target, flowOf(standing.state, now), number({Ready}), number({Waiting}), number({Leased}),
                        number({Delivered}), number({Refused, Exhausted}), number({Cancelled}), number({Unknown}),
                        oldest && *oldest < now ? ageText(now - *oldest) : "-", whyOf(standing, now)});
    }
    printTable(rows);
}

void QueueCommand::notices(const Store &store) const
{
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows = {{"TIME", "TARGET", "KIND", "TEXT"}};
    for (const Notice &notice : store.notices(m_limit)) {
        json.push_back({{"time", isoText(notice.at)}, {"target", notice.target}, {"kind", notice.kind}, {"text", notice.text}});
        rows.push_back({isoText(notice.at), notice.target, notice.kind, notice.text});
    }
    if (m_json) {
        printJson(json);
    } else {
        printTable(rows);
    }
}

/// Who mistypes the handle in an incident must not believe that the mails have stopped.
void QueueCommand::refuseUnknown(const Store &store) const
{
    std::vector<std::string> names = targetsKnownTo(store);
    if (!m_workspace.empty()) {
        const Workspace workspace = workspaceAt(m_workspace);
        for (const Target &target : workspace.targets())
            names.push_back(target.handle);
    }
    if (std::ranges::find(names, m_target) != names.end()) return;
    const std::string near = nearest(m_target, names);
    throw CommandError("the store knows no target '" + m_target + "'" + (m_workspace.empty() ? "" : ", nor does the workspace") +
                           ": nothing was changed – " + (near.empty() ? "" : "did you mean '" + shownLine(near) + "'? ") +
                           (m_workspace.empty() ? "A target that has had no event yet is known by --workspace DIR; one" : "One") +
                           " that is still to come is taken with --force",
                       ExitCode::CheckFailed);
}

ExitCode QueueCommand::intervene(TargetIntervention::Kind kind) const
{
    const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::Beside);
    if (!m_force) refuseUnknown(*store);
    store->intervene(TargetIntervention{kind, m_target, systemNow()}).get();
    if (m_json) {
        const Standing standing = standings(*store)[m_target];
        printJson({{m_target, toJson(standing, systemNow())}});
    } else {
        std::printf("%s: %s\n", m_target.c_str(), flowOf(standings(*store)[m_target].state, systemNow()).c_str());
    }
    return ExitCode::Good;
}

} // namespace targetdesk
