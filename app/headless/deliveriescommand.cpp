// SPDX-License-Identifier: MIT
#include "deliveriescommand.h"

#include "deliveryreport.h"
#include "deliverytable.h"
#include "dispatchsession.h"
#include "emptyvalues.h"
#include "replaywatch.h"
#include "targetnames.h"

#include "workspace/json.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <unistd.h>

namespace targetdesk {

namespace {

/// One line on the terminal that is written over.
void printProgress(std::int64_t changed)
{
    if (::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r%lld …", static_cast<long long>(changed));
}

struct Total
{
    std::int64_t changed = 0;
    std::vector<Untouched> untouched;
    std::vector<std::string> ids; ///< of what was changed
};

/// Batch by batch, so that a running `serve` has its turns between them.
Total runBatches(Store &store, Intervention intervention)
{
    Total total;
    while (true) {
        const InterventionResult result = store.intervene(intervention).get();
        total.changed += result.changed;
        total.ids.insert(total.ids.end(), result.ids.begin(), result.ids.end());
        total.untouched.insert(total.untouched.end(), result.untouched.begin(), result.untouched.end());
        if (result.complete) break;
        intervention.doneBefore = total.changed;
        intervention.afterSeq = result.lastSeq;
        printProgress(total.changed);
    }
    if (total.changed >= intervention.limit && ::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r");
    return total;
}

/// Why a delivery that was named is left as it is.
std::string whyOf(const Untouched &one)
{
    return one.state ? "is " + deliveryStateName(*one.state) : std::string("is not in this store");
}

Json toJson(const Untouched &one)
{
    return {{"id", one.id}, {"state", one.state ? Json(deliveryStateName(*one.state)) : Json()}, {"why", whyOf(one)}};
}

/// Where nothing fits, a mistyped target may be why.
void hintAtTarget(const std::string &target, const Store &store)
{
    const std::string why = target.empty() ? std::string() : whyNoDeliveryTo(target, store);
    if (!why.empty()) std::fprintf(stderr, "targetdeskctl: %s\n", why.c_str());
}

const char *wordFor(Intervention::Kind kind)
{
    switch (kind) {
    case Intervention::Kind::Replay:
    case Intervention::Kind::Rerender: return "queued again";
    case Intervention::Kind::Cancel: return "cancelled";
    case Intervention::Kind::Confirm: return "confirmed as delivered";
    }
    return "";
}

} // namespace

CLI::App *DeliveriesCommand::addTo(CLI::App &app)
{
    CLI::App *command = app.add_subcommand("deliveries", "Show what became of the events in a store, replay, cancel, resolve");
    command->require_subcommand(1);
    addList(*command);
    addShow(*command);
    addReplay(*command);
    addCancel(*command);
    addResolve(*command);
    command->footer("Works beside a running `serve`, which takes notice at once.\n\n"
                    "Examples:\n"
                    "  targetdeskctl deliveries list --state refused --since 2h\n"
                    "  targetdeskctl deliveries show dlv_0hzt3k8m2a0001s7q9w4d6x8yz\n"
                    "  targetdeskctl deliveries replay --target welcome --since 2026-03-02 --per-second 5");
    refuseEmptyValues(*command);
    return command;
}

void DeliveriesCommand::addCommon(CLI::App &command)
{
    command.add_option("--store", m_store, "The store (default: " + defaultStoreSpec() + ")")
        ->type_name("sqlite:FILE|postgresql://…");
    command.add_flag("--json", m_json, kJsonHelp);
}

void DeliveriesCommand::addList(CLI::App &command)
{
    CLI::App *list = command.add_subcommand("list", "The deliveries, the newest first");
    addCommon(*list);
    m_selector.addFilterTo(*list);
    list->add_option("--limit", m_limit, "At most so many")->check(CLI::Range(1, 1000000))->capture_default_str();
    list->footer(
        "NEXT is when a delivery is tried next. REASON is cut to the terminal's line; `deliveries show` has all of it.\n\n"
        "Examples:\n"
        "  targetdeskctl deliveries list --state refused --state exhausted --since 2h\n"
        "  targetdeskctl deliveries list --event-id order-4711\n\n"
        "Exit codes: 0 good, also when none matches; 1 the store cannot be read; 2 wrong usage.");
}

void DeliveriesCommand::addShow(CLI::App &command)
{
    m_show = command.add_subcommand("show", "One delivery with its payload and every attempt");
    addCommon(*m_show);
    m_show->add_option("ID", m_id, "The delivery")->required();
    m_show->footer("Control characters and bytes that are no UTF-8, which a receiver may have sent, are shown as escapes; --json "
                   "has them as\n"
                   "they are.\n\n"
                   "Example:\n"
                   "  targetdeskctl deliveries show dlv_0hzt3k8m2a0001s7q9w4d6x8yz\n\n"
                   "Exit codes: 0 good; 1 the store cannot be read; 2 it has no such delivery, or wrong usage.");
}

void DeliveriesCommand::addReplay(CLI::App &command)
{
    m_replay = command.add_subcommand("replay", "Queue deliveries again, under the same id");
    addCommon(*m_replay);
    m_selector.addIdsTo(*m_replay);
    m_selector.addFilterTo(*m_replay);
    m_replay->add_flag("--rerender", m_rerender, "Render anew with the template of now, instead of the bytes of before");
    m_replay->add_option("--per-second", m_perSecond, "No more than so many in a second, also after a pause")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    m_replay->add_flag("--now", m_now, "Also what was never tried and is scheduled for later goes out at once");
    m_replay->add_flag("--follow", m_follow, "Say how far they have come until all are over; Ctrl-C ends only the watching");
    m_replay->footer(
        "Without ids, and without --state, those that failed are meant: refused, exhausted, and cancelled because their\n"
        "target was deleted or switched off. What an event or a person called off is sent only with --state cancelled or by id.\n"
        "What was never tried and has a schedule waits for the time that its reaction names, unless --now is said.\n"
        "Delivered ones are sent again, and may mail somebody twice, only with --state delivered or by id;\n"
        "`deliveries list` with the same options shows which they are.\n\n"
        "Examples:\n"
        "  targetdeskctl deliveries replay --target welcome --since 2026-03-02 --per-second 5\n"
        "  targetdeskctl deliveries replay dlv_0hzt3k8m2a0001s7q9w4d6x8yz --rerender\n"
        "  targetdeskctl deliveries replay --event-id order-4711\n\n"
        "--follow wants a running `serve`, and with --json writes a JSON line for each change. It leaves what waits for a\n"
        "schedule's time.\n\n"
        "Exit codes: 0 good; 1 a delivery that was named is left as it is, or the store cannot be written; 2 wrong usage;\n"
        "5 --follow saw one fail.");
}

void DeliveriesCommand::addCancel(CLI::App &command)
{
    m_cancel = command.add_subcommand("cancel", "Take deliveries that wait out of the queue");
    addCommon(*m_cancel);
    m_selector.addIdsTo(*m_cancel);
    m_selector.addFilterTo(*m_cancel);
    m_cancel->footer(
        "Without --state, ready and waiting ones are meant. What is on the wire cannot be taken back.\n\n"
        "Example:\n"
        "  targetdeskctl deliveries cancel --target welcome --event reward.issued\n\n"
        "Exit codes: 0 good; 1 a delivery that was named is left as it is, or the store cannot be written; 2 wrong usage.");
}

void DeliveriesCommand::addResolve(CLI::App &command)
{
    m_resolve = command.add_subcommand("resolve", "Say what became of deliveries whose answer was lost (state unknown)");
    addCommon(*m_resolve);
    m_selector.addIdsTo(*m_resolve);
    m_selector.addStatelessFilterTo(*m_resolve);
    CLI::Option_group *what = m_resolve->add_option_group("what");
    what->add_flag("--delivered", m_delivered, "Somebody looked: it had arrived");
    what->add_flag("--send-again", m_sendAgain, "It had not arrived: queue it again");
    what->add_flag("--cancel", m_notDelivered, "It is not wanted any more");
    what->require_option(1);
    m_resolve->footer(
        "Look at the receiver first: the request may have been acted on. Only what is unknown is touched: what somebody\n"
        "else has resolved meanwhile is left as it is, and named.\n\n"
        "Examples:\n"
        "  targetdeskctl deliveries resolve dlv_0hzt3k8m2a0001s7q9w4d6x8yz --delivered\n"
        "  targetdeskctl deliveries resolve --target welcome --since 2h --send-again\n\n"
        "Exit codes: 0 good; 1 a delivery that was named is left as it is, or the store cannot be written; 2 wrong usage.");
}

ExitCode DeliveriesCommand::run()
{
    try {
        if (m_replay->parsed()) return intervene(m_rerender ? Intervention::Kind::Rerender : Intervention::Kind::Replay);
        if (m_cancel->parsed()) return intervene(Intervention::Kind::Cancel);
        if (m_resolve->parsed()) {
            if (m_delivered) return intervene(Intervention::Kind::Confirm);
            return intervene(m_sendAgain ? Intervention::Kind::Replay : Intervention::Kind::Cancel);
        }
        const DeliveryFilter filter = m_selector.filter(m_limit);
        const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::ReadOnly);
        m_show->parsed() ? show(*store) : list(*store, filter);
    } catch (const StoreError &error) {
        throw CommandError(error.what(), ExitCode::CheckFailed);
    }
    return ExitCode::Good;
}

ExitCode DeliveriesCommand::intervene(Intervention::Kind kind)
{
    using enum DeliveryState;
    std::set<DeliveryState> usual = {Refused, Exhausted};
    if (kind == Intervention::Kind::Cancel) usual = {Ready, Waiting};
    if (m_resolve->parsed()) usual = {Unknown};
    Intervention intervention;
    intervention.kind = kind;
    intervention.selection = m_selector.selection(usual);
    // Of two people on one incident the second must not send again what the first has resolved.
    if (m_resolve->parsed()) intervention.selection.states = usual;
    // What was called off stays so, unless somebody says otherwise.
    intervention.selection.orTargetGone = m_replay->parsed() && m_selector.isUsual();
    intervention.now = systemNow();
    intervention.atOnce = m_now;
    intervention.perSecond = m_perSecond;
    const std::unique_ptr<Store> store = openStoreFor(m_store, StoreMode::Beside);
    const bool isAny = m_selector.findEvent(*store, intervention.selection);
    const Total total = isAny ? runBatches(*store, intervention) : Total();
    if (total.changed == 0) hintAtTarget(m_selector.target(), *store);
    if (m_json) {
        Json untouched = Json::array();
        for (const Untouched &one : total.untouched)
            untouched.push_back(toJson(one));
        const Json changed = {{"changed", total.changed}, {"untouched", untouched}};
        m_follow ? void(std::printf("%s\n", changed.dump().c_str())) : printJson(changed);
    } else {
        std::printf("%lld %s %s\n", static_cast<long long>(total.changed), total.changed == 1 ? "delivery" : "deliveries",
                    wordFor(kind));
        for (const Untouched &one : total.untouched)
            std::fprintf(stderr, "targetdeskctl: %s %s: left as it is\n", one.id.c_str(), whyOf(one).c_str());
    }
    if (m_follow && !ReplayWatch(*store, total.ids, m_json).run()) return ExitCode::DeliveryFailed;
    return total.untouched.empty() ? ExitCode::Good : ExitCode::CheckFailed;
}

void DeliveriesCommand::list(const Store &store, const DeliveryFilter &filter) const
{
    const std::vector<DeliveryRecord> deliveries = store.deliveries(filter);
    if (deliveries.empty()) hintAtTarget(filter.target, store);
    if (!m_json) {
        deliveries.empty() ? void(std::printf("no deliveries match\n")) : printDeliveryTable(deliveries, systemNow());
        return;
    }
    Json json = Json::array();
    for (const DeliveryRecord &delivery : deliveries)
        json.push_back(jsonOf(delivery));
    printJson(json);
}

void DeliveriesCommand::show(const Store &store) const
{
    const std::optional<DeliveryDetail> detail = store.delivery(m_id);
    if (!detail)
        throw CommandError("the store has no delivery '" + m_id + "' – `targetdeskctl deliveries list` shows what it has");
    if (m_json) {
        printJson(jsonOf(*detail));
    } else {
        printDelivery(*detail, systemNow());
    }
}

} // namespace targetdesk
