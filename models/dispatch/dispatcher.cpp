// SPDX-License-Identifier: MIT
#include "dispatch/dispatcher.h"

#include "dispatch/idgenerator.h"
#include "dispatch/logline.h"
#include "dispatch/pump.h"
#include "dispatch/snapshot.h"
#include "workspace/json.h"

#include <algorithm>
#include <mutex>
#include <numeric>

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

/// What keeps deliveries in order: the value at the target's path, as JSON; empty without one.
std::string orderKeyOf(const std::string &path, const std::string &context)
{
    Json value = Json::parse(context, nullptr, false);
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        const std::string step = path.substr(begin, end - begin);
        if (!value.is_object() || !value.contains(step)) return {};
        Json inner = std::move(value[step]);
        value = std::move(inner);
        begin = end + 1;
    }
    return value.is_null() ? std::string() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

/// The event with its id and the deliveries it asks for.
NewEvent Dispatcher::Private::matched(Event event, const Snapshot &snapshot)
{
    NewEvent result;
    event.id = ids.next("evt_");
    event.receivedAt = options.clock();
    if (event.occurredAt == TimePoint()) event.occurredAt = event.receivedAt;
    for (Match &match : snapshot.matcher().match(event.name, event.context).matches) {
        NewDelivery delivery;
        delivery.id = ids.next("dlv_");
        delivery.target = std::move(match.target);
        const auto flow = snapshot.flows().find(delivery.target);
        if (flow != snapshot.flows().end() && !flow->second.orderBy.empty())
            delivery.orderKey = orderKeyOf(flow->second.orderBy, event.context);
        delivery.reaction = std::move(match.reaction);
        delivery.state = match.problem.empty() ? DeliveryState::Ready : DeliveryState::Refused;
        delivery.reason = std::move(match.problem);
        result.deliveries.push_back(std::move(delivery));
    }
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
    const Recovery recovery = d->store.recover(d->options.clock(), d->snapshot()->repeatable());
    if (d->options.log && recovery.inDoubt + recovery.unknown > 0) {
        d->options.log(troubleLine("recovery",
                                   "the last run ended with " + std::to_string(recovery.inDoubt + recovery.unknown) +
                                       " requests out: " + std::to_string(recovery.inDoubt) +
                                       " are sent again with the same id, " + std::to_string(recovery.unknown) +
                                       " are parked as unknown",
                                   d->options.clock()));
    }
    d->pump->start();
    d->store.onChanged([inbox = d->pump->inbox()] { inbox->askRefresh(); });
    return recovery;
}

void Dispatcher::accept(std::vector<Event> events, AcceptDone done)
{
    const std::shared_ptr<const Snapshot> snapshot = d->snapshot();
    std::vector<NewEvent> matched;
    matched.reserve(events.size());
    for (Event &event : events)
        matched.push_back(d->matched(std::move(event), *snapshot));
    const auto asked = static_cast<std::int64_t>(
        std::accumulate(matched.begin(), matched.end(), std::size_t{0}, [](std::size_t sum, const NewEvent &event) {
            const auto isReady = [](const NewDelivery &delivery) { return delivery.state == DeliveryState::Ready; };
            return sum + static_cast<std::size_t>(std::ranges::count_if(event.deliveries, isReady));
        }));
    d->store.accept(std::move(matched), [metrics = d->metrics, asked, inbox = d->pump->inbox(),
                                         done = std::move(done)](AcceptResult result, std::exception_ptr error) {
        if (!error && !result.conflict) {
            // What was known already queued nothing; how much that would have been is not worth counting.
            metrics->accepted(static_cast<std::int64_t>(result.ids.size()), static_cast<std::int64_t>(result.repeated),
                              result.repeated > 0 ? 0 : asked);
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
    const std::lock_guard lock(d->mutex);
    d->current = std::move(snapshot);
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

std::string Dispatcher::metricsText() const
{
    return d->metrics->text(d->store.targetStates(), d->store.oldestDue(), d->options.clock());
}

void Dispatcher::refresh()
{
    d->pump->inbox()->askRefresh();
}

} // namespace targetdesk
