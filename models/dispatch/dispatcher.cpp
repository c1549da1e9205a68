// SPDX-License-Identifier: MIT
#include "dispatch/dispatcher.h"

#include "dispatch/idgenerator.h"
#include "dispatch/logline.h"
#include "dispatch/pump.h"
#include "dispatch/snapshot.h"
#include "workspace/json.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace targetdesk {

struct Dispatcher::Private
{
    Store &store;
    DispatcherOptions options;
    IdGenerator ids;
    mutable std::mutex mutex;
    std::shared_ptr<const Snapshot> current;                                        ///< guarded by mutex
    std::shared_ptr<DispatchMetrics> metrics = std::make_shared<DispatchMetrics>(); ///< answers of the store may outlive us
    std::unique_ptr<Pump> pump;

    Private(Store &targetStore, const DispatcherOptions &given)
        : store(targetStore)
        , options(given)
        , ids(given.clock, given.seed)
    {}

    std::shared_ptr<const Snapshot> snapshot() const
    {
        const std::lock_guard lock(mutex);
        return current;
    }

    NewEvent matched(Event event, const Snapshot &snapshot);
};

namespace {

/// Another process that looks after leases is done in milliseconds.
constexpr int kFirstLooks = 20;
constexpr std::chrono::milliseconds kBetweenFirstLooks{50};

NewDelivery newDelivery(Match match)
{
    NewDelivery delivery;
    delivery.target = std::move(match.target);
    delivery.reaction = std::move(match.reaction);
    delivery.orderKey = std::move(match.orderKey);
    delivery.scheduleKey = std::move(match.scheduleKey);
    if (!match.problem.empty()) {
        delivery.state = DeliveryState::Refused;
        delivery.reason = std::move(match.problem);
    } else if (!match.over.empty()) {
        delivery.state = DeliveryState::Cancelled;
        delivery.reason = std::move(match.over);
        if (match.isTargetOff) delivery.errorClass = kTargetClass;
    } else if (match.dueAt) {
        delivery.state = DeliveryState::Waiting;
        delivery.dueAt = match.dueAt;
        delivery.reason = waitsForItsTime(delivery.reaction);
    } else {
        delivery.reason = std::move(match.held);
    }
    return delivery;
}

/// A delivery that was over before it was queued.
struct EarlyEnd
{
    ClaimedDelivery delivery;
    Settlement end;
};

/// Those of the events, in a shape that a log line is made of.
std::vector<EarlyEnd> earlyEnds(const std::vector<NewEvent> &events)
{
    std::vector<EarlyEnd> ends;
    for (const NewEvent &event : events) {
        for (const NewDelivery &delivery : event.deliveries) {
            if (isQueued(delivery.state)) continue;
            EarlyEnd &early = ends.emplace_back();
            early.delivery.id = delivery.id;
            early.delivery.eventId = event.event.id;
            early.delivery.event = event.event.name;
            early.delivery.target = delivery.target;
            early.end.state = delivery.state;
            early.end.reason = delivery.reason;
        }
    }
    return ends;
}

std::string textOf(const std::exception_ptr &error)
{
    if (!error) return {};
    try {
        std::rethrow_exception(error);
    } catch (const std::exception &exception) {
        return exception.what();
    }
}

} // namespace

/// The event with its id and the deliveries it asks for.
NewEvent Dispatcher::Private::matched(Event event, const Snapshot &snapshot)
{
    NewEvent result;
    event.id = ids.next("evt_");
    event.receivedAt = options.clock();
    if (event.occurredAt == TimePoint()) event.occurredAt = event.receivedAt;
    MatchResult matches = snapshot.matcher().match(event);
    for (Match &match : matches.matches) {
        NewDelivery &delivery = result.deliveries.emplace_back(newDelivery(std::move(match)));
        delivery.id = ids.next("dlv_");
        if (isQueued(delivery.state)) delivery.made = snapshot.version(delivery.target);
    }
    result.callOffs = std::move(matches.callOffs);
    result.event = std::move(event);
    return result;
}

Dispatcher::Dispatcher(Store &store, const Workspace &workspace, const DeliveryEnvironment &environment,
                       std::shared_ptr<const SecretSource> secrets, HttpSender &sender, DispatcherOptions options)
    : d(std::make_unique<Private>(store, options))
{
    setWorkspace(workspace, environment);
    d->pump = std::make_unique<Pump>(store, sender, std::move(secrets), options, d->ids.next("wrk_"), *d->metrics,
                                     [this] { return d->snapshot(); });
}

Dispatcher::~Dispatcher()
{
    d->store.onChanged({});
}

Recovery Dispatcher::start()
{
    const auto recover = [this] { return d->store.recover(d->options.clock(), d->snapshot()->repeatable()); };
    Recovery recovery = recover();
    for (int looks = 1; !recovery.looked && looks < kFirstLooks; ++looks) {
        std::this_thread::sleep_for(kBetweenFirstLooks);
        recovery = recover();
    }
    if (d->options.log && recovery.inDoubt + recovery.unknown > 0) {
        d->options.log(troubleLine("recovery",
                                   "the last run ended with " + std::to_string(recovery.inDoubt + recovery.unknown) +
                                       " requests out: " + std::to_string(recovery.inDoubt) +
                                       " are sent again with the same id, " + std::to_string(recovery.unknown) +
                                       " are parked as unknown",
                                   d->options.clock()));
    }
    d->pump->start();
    d->store.onChanged([inbox = d->pump->inbox()](const StoreChange &change) { inbox->askRefresh(change); });
    return recovery;
}

void Dispatcher::accept(std::vector<Event> events, AcceptDone done)
{
    const std::shared_ptr<const Snapshot> snapshot = d->snapshot();
    std::vector<NewEvent> matched;
    matched.reserve(events.size());
    for (Event &event : events)
        matched.push_back(d->matched(std::move(event), *snapshot));
    std::vector<EarlyEnd> ends = earlyEnds(matched);
    d->store.accept(std::move(matched), [metrics = d->metrics, inbox = d->pump->inbox(), isShared = d->store.isShared(),
                                         clock = d->options.clock, log = d->options.log, ends = std::move(ends),
                                         done = std::move(done)](AcceptResult result, std::exception_ptr error) {
        if (isShared && isOf(StoreError::Kind::Unavailable, error)) {
            // The queue's trouble as well. Its thread finds out when that is over, though nobody sends anything
            // until then.
            metrics->setTrouble(textOf(error));
            inbox->askRefresh();
        } else if (isOf(StoreError::Kind::Broken, error)) {
            metrics->setTrouble(textOf(error)); // to the end
        } else {
            metrics->setDoorTrouble(textOf(error), clock());
        }
        if (!error && !result.conflict) {
            metrics->accepted(static_cast<std::int64_t>(result.ids.size()), static_cast<std::int64_t>(result.repeated),
                              result.added);
            metrics->calledOff(result.calledOff);
            for (const auto &[delivery, end] : ends) {
                // Not those of an event that was known already.
                if (std::ranges::find(result.ids, delivery.eventId) == result.ids.end()) continue;
                metrics->endedEarly(delivery.target, end.state);
                if (log) log(settlementLine(delivery, end, clock()));
            }
            inbox->wake();
        }
        done(std::move(result), error);
    });
}

AcceptResult Dispatcher::accept(std::vector<Event> events)
{
    return waitForAccept([&](AcceptDone done) { accept(std::move(events), std::move(done)); });
}

void Dispatcher::setWorkspace(const Workspace &workspace, const DeliveryEnvironment &environment)
{
    auto snapshot = std::make_shared<const Snapshot>(workspace, environment);
    {
        const std::lock_guard lock(d->mutex);
        d->current = std::move(snapshot);
    }
    // What was held up may be cancelled now: its target is gone or switched off.
    if (d->pump) d->pump->inbox()->wake();
}

bool Dispatcher::drain(std::chrono::milliseconds limit)
{
    return d->pump->drain(limit);
}

void Dispatcher::stop(std::chrono::milliseconds grace)
{
    d->pump->stop(grace);
}

void Dispatcher::wake()
{
    d->pump->inbox()->wake();
}

const DispatchMetrics &Dispatcher::metrics() const
{
    return *d->metrics;
}

void Dispatcher::setInletTrouble(const std::string &trouble)
{
    d->metrics->setInletTrouble(trouble);
}

std::string Dispatcher::metricsText() const
{
    return d->metrics->text(d->store.targetStates(), d->store.oldestDue(), d->options.clock());
}

void Dispatcher::refresh()
{
    d->pump->inbox()->askRefresh();
}

} // namespace targetdesk
