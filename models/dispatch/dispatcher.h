// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"
#include "delivery/secretsource.h"
#include "dispatch/dispatchmetrics.h"
#include "dispatch/event.h"
#include "dispatch/store.h"
#include "dispatch/targethealth.h"
#include "dispatch/timepoint.h"
#include "workspace/deliveryenvironment.h"
#include "workspace/workspace.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

struct DispatcherOptions
{
    int maxInFlight = 64; ///< requests on the wire, and so what a crash may leave in doubt
    int maxPerTarget = 8; ///< of these, to one target
    int renderThreads = 2;
    std::chrono::seconds lease{60};     ///< longer than any request's time limit
    std::chrono::seconds storeRetry{1}; ///< after the store failed
    HealthRules health;
    Clock clock = systemNow;
    Uptime uptime{};                   ///< tells when `clock` is set, to put off what waits as much; empty: it never is
    std::optional<std::uint32_t> seed; ///< of jitter and ids; absent: random
    std::function<void(const std::string &line)> log; ///< one JSON object per attempt and per trouble; any thread; may be empty
};

/// The headless line from event to record: matches, queues, renders, sends, retries, settles. An event is in the store with
/// its deliveries before it is acknowledged. Each delivery is rendered once; every try sends the same bytes with the same id.
/// Works on threads of its own and sleeps when nothing is due. All functions may be called from any thread.
class Dispatcher
{
public:
    /// `store` and `sender` must live longer. Unknown `{{ env.… }}` names are the templates' errors, not ours.
    Dispatcher(Store &store, const Workspace &workspace, const DeliveryEnvironment &environment,
               std::shared_ptr<const SecretSource> secrets, HttpSender &sender, DispatcherOptions options = {});
    /// stop() with no time to finish.
    ~Dispatcher();
    Dispatcher(const Dispatcher &) = delete;
    Dispatcher &operator=(const Dispatcher &) = delete;

    /// Recovers what an earlier run left behind and starts to deliver. Throws StoreError.
    Recovery start();
    /// Matches the events and stores them with their deliveries. `id` and `receivedAt` are set here. Works before start() too.
    void accept(std::vector<Event> events, AcceptDone done);
    /// The same, returning after the commit. Throws StoreError.
    AcceptResult accept(std::vector<Event> events);
    /// Uses another state of the workspace from now on. What is rendered already keeps its bytes, and what waits is rendered with
    /// the template that its target had when the event came.
    void setWorkspace(const Workspace &workspace, const DeliveryEnvironment &environment);

    /// Waits until nothing is queued or on its way. False: the time was up, or stop() was called, before. A negative limit
    /// waits for ever.
    bool drain(std::chrono::milliseconds limit);
    /// Takes up nothing new, lets requests on the wire finish for `grace`, gives the rest back to the queue.
    void stop(std::chrono::milliseconds grace);
    /// Looks at the clock and the queue again (after an injected clock has moved).
    void wake();
    /// Reads targets' states and the queue from the store again, after somebody intervened there.
    void refresh();
    const DispatchMetrics &metrics() const;
    /// For /healthz: why nothing comes in by a way that somebody relies on; empty: it does again.
    void setInletTrouble(const std::string &trouble);
    /// The metrics with what the store knows, in Prometheus' text format. Reads the store, which may take
    /// its time. Throws StoreError.
    std::string metricsText() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
