// SPDX-License-Identifier: MIT
#include "dispatch/pump.h"

#include "dispatch/logline.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// Parts that a claim is split into for the workers, and the most that one of them gets.
constexpr int kShares = 4;
constexpr std::size_t kMostAtOnce = 16;
/// A process that dies while others use its store is missed for so long.
constexpr std::chrono::milliseconds kBetweenLooks{1000};

/// What is cancelled has ended by then.
constexpr std::chrono::milliseconds kCutOff{1000};

/// However few requests may be out at a time: one endpoint that says nothing is not to keep the others from being asked.
HttpSender::Options forTokens(HttpSender::Options options)
{
    options.maxInFlight = std::max(options.maxInFlight, HttpSender::Options().maxInFlight);
    options.maxPerHost = std::max(options.maxPerHost, HttpSender::Options().maxPerHost);
    return options;
}

TryInfo tryInfoOf(const DeliveryTask &task, TimePoint now, double random)
{
    const int tries = task.claimed.tries - task.claimed.triesBefore;
    return {tries + 1, tries > 0 ? task.claimed.lastStatus : 0, now, random};
}

} // namespace

/// What the inbox held when the pump looked.
struct Pump::Round
{
    std::vector<TaskPointer> made;
    std::vector<PumpInbox::Answer> answers;
    bool woken = false;
    bool refresh = false;
    std::set<std::string> changed;
};

void PumpInbox::wake()
{
    const std::lock_guard lock(mutex);
    woken = true;
    idle = false;
    news.notify_all();
}

void PumpInbox::askRefresh(const StoreChange &change)
{
    const std::lock_guard lock(mutex);
    if (change.queuedFor) {
        changed.insert(change.queuedFor->begin(), change.queuedFor->end());
    } else {
        refresh = true;
    }
    woken = true;
    idle = false;
    news.notify_all();
}

void PumpInbox::put(std::vector<TaskPointer> tasks)
{
    if (tasks.empty()) return;
    const std::lock_guard lock(mutex);
    for (TaskPointer &task : tasks)
        made.push_back(std::move(task));
    news.notify_all();
}

bool PumpInbox::isStopping()
{
    const std::lock_guard lock(mutex);
    return stopping;
}

Pump::Pump(Store &store, HttpSender &sender, std::shared_ptr<const SecretSource> secrets, const DispatcherOptions &options,
           std::string owner, DispatchMetrics &metrics, std::function<std::shared_ptr<const Snapshot>()> snapshot)
    : m_store(store)
    , m_sender(sender)
    , m_options(options)
    , m_owner(std::move(owner))
    , m_metrics(metrics)
    , m_snapshot(std::move(snapshot))
    , m_tokenSender(std::make_unique<HttpSender>(forTokens(sender.options())))
    , m_builder(std::move(secrets), *m_tokenSender)
    , m_random(options.seed ? *options.seed : std::random_device()())
    , m_flow(options.health, std::max(1, options.maxPerTarget))
{
    m_options.maxInFlight = std::max(1, m_options.maxInFlight);
    m_options.maxPerTarget = std::max(1, m_options.maxPerTarget);
}

Pump::~Pump()
{
    stop(std::chrono::milliseconds(0));
}

void Pump::start()
{
    m_flow.health().load(m_store.targetStates());
    countQueue();
    if (m_options.uptime) {
        m_clockBase = m_options.clock().time_since_epoch() - m_options.uptime();
        lookAtLastRun();
        m_clockWatch = std::make_unique<ClockWatch>([inbox = m_inbox] { inbox->wake(); });
    }
    if (m_store.isShared()) m_careAt = m_renewAt = m_options.clock() + m_options.lease / 3;
    m_renderers = std::make_unique<WorkerPool>(m_options.renderThreads);
    m_thread = std::thread([this] { loop(); });
}

bool Pump::drain(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_inbox->mutex);
    // What is left may be waiting for a time in weeks: that is not looked into unless somebody asks.
    if (!m_inbox->draining) m_inbox->woken = true;
    m_inbox->draining = true;
    m_inbox->news.notify_all();
    const auto isOver = [this] { return m_inbox->idle || m_inbox->stopping; };
    if (limit.count() < 0) {
        m_inbox->becameIdle.wait(lock, isOver);
    } else {
        m_inbox->becameIdle.wait_for(lock, limit, isOver);
    }
    return m_inbox->idle;
}

void Pump::stop(std::chrono::milliseconds grace)
{
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->stopping = true;
        m_inbox->stopBy = std::chrono::steady_clock::now() + grace;
        m_inbox->news.notify_all();
        m_inbox->becameIdle.notify_all();
    }
    m_builder.endWaits();
    m_thread.join();
    m_clockWatch.reset();
    m_renderers.reset();
    m_tokenSender.reset();
}

void Pump::loop()
{
    Round round;
    while (waitForWork(round)) {
        sort(round);
        runRound();
        round = Round();
    }
    finish();
}

/// What outlasted the limit ends here, so that it is written down how.
void Pump::endRequests()
{
    m_sender.cancel();
    std::unique_lock lock(m_inbox->mutex);
    m_inbox->news.wait_for(lock, kCutOff, [this] { return m_inbox->answers.size() >= static_cast<std::size_t>(m_sending); });
}

/// Writes down what is known and gives back what did not go out. What the store does not take now, it finds at the next start.
void Pump::finish()
{
    if (m_sending > 0) endRequests();
    Round rest;
    {
        const std::lock_guard lock(m_inbox->mutex);
        std::swap(rest.made, m_inbox->made);
        std::swap(rest.answers, m_inbox->answers);
    }
    sort(rest);
    m_storeRetryAt.reset();
    runRound();
}

/// Sleeps until there is something to do; false when it is time to end.
bool Pump::waitForWork(Round &round)
{
    std::unique_lock lock(m_inbox->mutex);
    while (true) {
        m_stopping = m_inbox->stopping;
        if (isFinished()) return false;
        if (hasWork()) break;
        if (!m_stopping && m_claimed == 0 && m_unsettled.empty() && isQuiet() && !m_heldUntil && !m_inbox->idle) {
            m_inbox->idle = true;
            m_inbox->becameIdle.notify_all();
        }
        if (const std::optional<TimePoint> due = nextWake()) {
            // On the system clock, so that the kernel takes notice when somebody sets it.
            m_inbox->news.wait_until(lock, std::chrono::system_clock::now() + (*due - m_options.clock()));
        } else if (m_stopping) {
            m_inbox->news.wait_until(lock, m_inbox->stopBy);
        } else {
            m_inbox->news.wait(lock);
        }
    }
    std::swap(round.made, m_inbox->made);
    std::swap(round.answers, m_inbox->answers);
    round.woken = std::exchange(m_inbox->woken, false);
    round.refresh = std::exchange(m_inbox->refresh, false);
    round.changed = std::exchange(m_inbox->changed, {});
    return true;
}

bool Pump::hasWork() const
{
    if (m_inbox->woken || !m_inbox->made.empty() || !m_inbox->answers.empty()) return true;
    if (m_stopping && !m_ready.empty()) return true;
    const std::optional<TimePoint> due = nextWake();
    return due && *due <= m_options.clock();
}

bool Pump::isFinished() const
{
    if (!m_stopping) return false;
    const bool nothingLeft = m_claimed == 0 && m_unsettled.empty();
    return nothingLeft || std::chrono::steady_clock::now() >= m_inbox->stopBy;
}

/// When there will be something to do without anybody's call: a store to try again, or a delivery that is due.
std::optional<TimePoint> Pump::nextWake() const
{
    if (m_storeRetryAt) return m_storeRetryAt;
    if (m_stopping) return std::nullopt;
    std::optional<TimePoint> wake = m_nextStart;
    const auto orAt = [&wake](const std::optional<TimePoint> &time) {
        if (time && (!wake || *time < *wake)) wake = time;
    };
    orAt(m_careAt);
    if (m_crowdedSince && !m_isCrowded) orAt(*m_crowdedSince + kStuckAfter);
    if (claimRoom() <= 0) return wake;
    orAt(m_heldUntil);
    if (m_mayClaim) orAt(m_nextDue);
    return wake;
}

/// Files what came in: answers become settlements, finished requests wait for their turn.
void Pump::sort(Round &round)
{
    if (m_options.uptime) lookAtClock();
    if (round.woken) m_mayClaim = true;
    if (round.refresh) m_mustReload = true;
    if (m_mustReload && (!m_storeRetryAt || *m_storeRetryAt <= m_options.clock())) reloadTargets();
    if (round.refresh || !round.changed.empty()) careSoon();
    m_changed.merge(round.changed);
    if (m_careAt && *m_careAt <= m_options.clock()) careForLeases();
    if (m_heldUntil && *m_heldUntil <= m_options.clock()) {
        m_heldUntil.reset();
        m_mayClaim = true;
    }
    for (PumpInbox::Answer &answer : round.answers)
        takeAnswer(std::move(answer));
    for (TaskPointer &task : round.made) {
        noteRender(*task);
        noteToken(*task);
        if (task->refusal) {
            Settlement refusal = std::move(*task->refusal);
            settle(std::move(task), std::move(refusal));
        } else {
            m_ready.push_back(std::move(task));
        }
    }
    if (!m_stopping) return releaseBlocked();
    for (TaskPointer &task : m_ready) {
        Settlement release = releaseOf(*task, m_options.clock());
        settle(std::move(task), std::move(release));
    }
    m_ready.clear();
}

void Pump::countQueue()
{
    m_metrics.setDepth(m_store.queueDepth());
}

/// Keeps what is claimed here ours, and takes back what processes held that are gone.
void Pump::careForLeases()
{
    const TimePoint now = m_options.clock();
    try {
        if (m_renewAt <= now) {
            if (m_claimed > 0) m_store.renew(m_owner, now + m_options.lease).get();
            m_renewAt = now + m_options.lease / 3;
        }
        m_careAt = m_renewAt;
        const Recovery recovery = m_store.recover(now, m_snapshot()->repeatable());
        // For what became unknown the next of its key may have waited.
        if (recovery.returned + recovery.unknown > 0) m_mayClaim = true;
        if (!recovery.looked || recovery.held > m_claimed) careSoon();
    } catch (const std::exception &error) {
        storeFailed(error);
        m_careAt = m_storeRetryAt;
    }
}

/// While others work, or may: one of them that dies on this machine is noticed by its process. Nobody polls an idle store.
void Pump::careSoon()
{
    if (m_careAt) m_careAt = std::min(*m_careAt, m_options.clock() + kBetweenLooks);
}

/// Somebody paused, enabled or replayed.
void Pump::reloadTargets()
{
    m_refresh = true;
    try {
        m_flow.health().load(m_store.targetStates(), m_unkeptChanges);
        countQueue();
        m_mustReload = false;
    } catch (const std::exception &error) {
        storeFailed(error);
    }
}

/// What was claimed before its target was blocked goes back, and burns no try.
void Pump::releaseBlocked()
{
    const TimePoint now = m_options.clock();
    std::deque<TaskPointer> rest;
    for (TaskPointer &task : m_ready) {
        if (m_flow.health().isBlocked(task->claimed.target, now)) {
            Settlement release = releaseOf(*task, now);
            settle(std::move(task), std::move(release));
        } else {
            rest.push_back(std::move(task));
        }
    }
    m_ready = std::move(rest);
}

void Pump::takeAnswer(PumpInbox::Answer answer)
{
    DeliveryTask &task = *answer.task;
    --m_sending;
    if (--m_sendingOf[task.claimed.target] == 0) m_sendingOf.erase(task.claimed.target);
    m_slowEnded = m_slowEnded || !m_flow.isPrompt(task.claimed.target);
    m_flow.ended(task.claimed.target, answer.response.timings.total, m_options.clock());
    maskSecrets(answer.response.error, task); // notices and states repeat it
    m_flow.health().answered(task.claimed.target, answer.response, m_options.clock(), task.target->delivery.retry.maxRetryAfter);
    const Verdict verdict = judge(answer.response, *task.target, tryInfoOf(task, m_options.clock(), random()));
    Settlement settlement = settlementOf(task, answer.response, verdict);
    if (verdict.dropToken && !m_stopping) {
        dropToken(std::move(answer.task), std::move(settlement));
    } else {
        settle(std::move(answer.task), std::move(settlement));
    }
}

void Pump::noteRender(const DeliveryTask &task)
{
    // What fails or works with a template of before says nothing about the target's.
    if (!task.isCurrent) return;
    if (task.renderedNow) {
        m_flow.health().rendered(task.claimed.target, m_options.clock());
    } else if (task.refusal && task.refusal->errorClass == kTemplateClass) {
        m_flow.health().templateFailed(task.claimed.target, task.refusal->reason, m_options.clock());
    }
}

/// Whose receiver cannot be asked for want of a token is held like one that does not answer.
void Pump::noteToken(const DeliveryTask &task)
{
    if (!task.noToken) return;
    Response heard = *task.noToken;
    heard.status = 0; // the endpoint's: a 410 of it does not say that the receiver is gone
    m_flow.health().answered(task.claimed.target, heard, m_options.clock());
}

/// Which token it is takes secrets and templates, so not here; the settlement follows when it is done.
void Pump::dropToken(TaskPointer task, Settlement settlement)
{
    auto box = std::make_shared<TaskPointer>(std::move(task));
    (*box)->refusal = std::move(settlement);
    m_renderers->submit([this, box] {
        m_builder.dropToken(*(*box)->target, (*box)->snapshot->environment(), *(*box)->request);
        std::vector<TaskPointer> one;
        one.push_back(std::move(*box));
        m_inbox->put(std::move(one));
    });
}

void Pump::settle(TaskPointer task, Settlement settlement)
{
    if (m_options.log && (settlement.state != DeliveryState::Ready || settlement.attempt)) {
        log(settlementLine(task->claimed, settlement, m_options.clock()));
    }
    m_metrics.settled(task->claimed.target, settlement);
    if (task->claimed.isOrdered && !settlement.dueAt) m_endsOrdered = true;
    m_unsettled.push_back(std::move(settlement));
    m_settledOf.push_back(task->claimed.target);
}

/// Hands what was claimed to the workers, some at a time: waking a thread costs as much as rendering a small payload.
void Pump::make(std::vector<ClaimedDelivery> claimed)
{
    using Tasks = std::vector<TaskPointer>;
    const std::shared_ptr<const Snapshot> snapshot = m_snapshot();
    const std::size_t share = std::clamp<std::size_t>(claimed.size() / static_cast<std::size_t>(kShares), 1, kMostAtOnce);
    for (std::size_t begin = 0; begin < claimed.size(); begin += share) {
        const auto tasks = std::make_shared<Tasks>();
        const auto draws = std::make_shared<std::vector<double>>();
        for (std::size_t i = begin; i < std::min(begin + share, claimed.size()); ++i) {
            tasks->push_back(std::make_unique<DeliveryTask>());
            tasks->back()->claimed = std::move(claimed[i]);
            tasks->back()->snapshot = snapshot;
            draws->push_back(random());
            ++m_claimed;
            ++m_held[tasks->back()->claimed.target];
        }
        m_renderers->submit([this, tasks, draws] {
            Tasks made;
            for (std::size_t i = 0; i < tasks->size(); ++i)
                render(std::move((*tasks)[i]), (*draws)[i], made);
            m_inbox->put(std::move(made));
        });
    }
}

/// On a worker's thread: into `made`, or among those that wait for a token.
void Pump::render(TaskPointer task, double draw, std::vector<TaskPointer> &made)
{
    if (m_inbox->isStopping()) {
        task->refusal = releaseOf(*task, m_options.clock());
        made.push_back(std::move(task));
        return;
    }
    renderTask(*task, m_options.clock(), [this](const std::string &version) { return m_store.templateText(version); });
    if (task->refusal) {
        made.push_back(std::move(task));
        return;
    }
    if (task->target->delivery.authentication.kind != Authentication::Kind::OAuth2) {
        buildTask(*task, m_builder, tryInfoOf(*task, m_options.clock(), draw));
        made.push_back(std::move(task));
        return;
    }
    const int tries = task->claimed.tries - task->claimed.triesBefore + 1;
    const auto info = [clock = m_options.clock, draw](const DeliveryTask &waited) { return tryInfoOf(waited, clock(), draw); };
    buildWithToken(std::move(task), m_builder, tries, info, [inbox = m_inbox](TaskPointer waited) {
        std::vector<TaskPointer> one;
        one.push_back(std::move(waited));
        inbox->put(std::move(one));
    });
}

void Pump::send(TaskPointer task)
{
    task->startedAt = m_options.clock();
    Request request = std::move(*task->request);
    task->request->headers = request.headers; // what is to be masked in the answer
    task->request->secrets = request.secrets;
    // A std::function wants to be copied, so the task travels in a shared box.
    auto box = std::make_shared<TaskPointer>(std::move(task));
    m_sender.send(std::move(request), [inbox = m_inbox, box](Response response) {
        const std::lock_guard lock(inbox->mutex);
        inbox->answers.push_back({std::move(*box), std::move(response)});
        inbox->news.notify_all();
    });
}

void Pump::releaseHeld(const std::string &target)
{
    --m_claimed;
    if (--m_held[target] == 0) m_held.erase(target);
}

void Pump::log(const std::string &line) const
{
    if (m_options.log) m_options.log(line);
}

double Pump::random()
{
    return std::uniform_real_distribution<double>(0.0, 1.0)(m_random);
}

} // namespace targetdesk
