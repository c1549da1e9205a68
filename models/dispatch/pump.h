// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/httpsender.h"
#include "dispatch/clockwatch.h"
#include "dispatch/deliverytask.h"
#include "dispatch/dispatcher.h"
#include "dispatch/dispatchmetrics.h"
#include "dispatch/flowcontrol.h"
#include "dispatch/workerpool.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

namespace targetdesk {

/// What other threads hand to the pump. Shared with the callbacks of requests, which may outlive the pump.
struct PumpInbox
{
    struct Answer
    {
        TaskPointer task;
        Response response;
    };

    std::mutex mutex;
    std::condition_variable news;
    std::condition_variable becameIdle; ///< of its own, so that drain() sleeps through the work
    std::vector<TaskPointer> made;      ///< from the workers: with a request, or with the settlement they came to
    std::vector<Answer> answers;        ///< from the sender
    bool woken = true;                  ///< the queue may hold something new
    bool refresh = false;               ///< somebody else changed the store
    std::set<std::string> changed;      ///< somebody else queued something for these targets, and that is all
    bool idle = false;                  ///< nothing is queued or on its way
    bool draining = false;              ///< somebody waits for the end of the work
    bool stopping = false;
    std::chrono::steady_clock::time_point stopBy{};

    void wake();
    void askRefresh(const StoreChange &change = {});
    void put(std::vector<TaskPointer> tasks);
    bool isStopping();
};

/// The heart of the dispatcher: one thread that claims what is due, has it rendered by workers, writes down that it is about to
/// be sent, sends it, judges the answer and writes down how it ended. All changes of one round share a commit.
class Pump
{
public:
    /// `snapshot` is called on this thread, for each claimed delivery.
    Pump(Store &store, HttpSender &sender, std::shared_ptr<const SecretSource> secrets, const DispatcherOptions &options,
         std::string owner, DispatchMetrics &metrics, std::function<std::shared_ptr<const Snapshot>()> snapshot);
    ~Pump();
    Pump(const Pump &) = delete;
    Pump &operator=(const Pump &) = delete;

    void start();
    bool drain(std::chrono::milliseconds limit);
    void stop(std::chrono::milliseconds grace);
    const std::shared_ptr<PumpInbox> &inbox() const { return m_inbox; }

private:
    /// Claimed per request on the wire, so that the next ones are rendered while the last ones are out.
    static constexpr int kAhead = 2;
    /// Times as many may be claimed besides that wait for nothing but the rate of their targets, or for slow targets.
    static constexpr int kPatient = 4;
    /// This part of the wire is kept for targets that answer promptly: those that hang are not to have all of it, however many
    /// they are.
    static constexpr int kKeptShare = 8;
    /// So long nothing of them may end before they are called slow, where none of them is known to be.
    static constexpr std::chrono::milliseconds kStuckAfter{100};

    struct Round;

    void loop();
    void endRequests();
    void finish();
    bool waitForWork(Round &round);
    bool hasWork() const;
    bool isFinished() const;
    bool isQuiet() const { return !m_nextDue || m_isAllScheduled; }
    std::optional<TimePoint> nextWake() const;
    void sort(Round &round);
    void reloadTargets();
    void countQueue();
    void careForLeases();
    void careSoon();
    void lookAtLastRun();
    void lookAtClock();
    void clockWasSet(TimePoint before, std::chrono::milliseconds by);
    void releaseBlocked();
    void takeAnswer(PumpInbox::Answer answer);
    void noteRender(const DeliveryTask &task);
    void noteToken(const DeliveryTask &task);
    void dropToken(TaskPointer task, Settlement settlement);
    void settle(TaskPointer task, Settlement settlement);
    std::vector<TaskPointer> takeStarts();
    int countSlow() const;
    void noteCrowd(bool isFull, TimePoint now);
    void runRound();
    std::future<void> startKeep();
    void finishKeep(std::future<void> &future);
    void finishSettle(std::future<void> &future, std::size_t count);
    void finishBegin(std::future<std::set<std::string>> &future, std::vector<TaskPointer> starts);
    void finishClaim(std::future<ClaimResult> &future, const ClaimRequest &request);
    void make(std::vector<ClaimedDelivery> claimed);
    void render(TaskPointer task, double draw, std::vector<TaskPointer> &made);
    void send(TaskPointer task);
    void releaseHeld(const std::string &target);
    int claimRoom() const;
    ClaimRequest claimRequest();
    void log(const std::string &line) const;
    bool isAllScheduled();
    void storeFailed(const std::exception &error);
    double random();

    Store &m_store;
    HttpSender &m_sender;
    DispatcherOptions m_options;
    std::string m_owner;
    DispatchMetrics &m_metrics;
    std::function<std::shared_ptr<const Snapshot>()> m_snapshot;
    /// Of its own: what waits for a token takes no room from what is sent, and the end cancels it.
    std::unique_ptr<HttpSender> m_tokenSender;
    RequestBuilder m_builder;
    std::shared_ptr<PumpInbox> m_inbox = std::make_shared<PumpInbox>();
    std::mt19937 m_random;

    // Of the pump's thread.
    FlowControl m_flow;
    std::vector<TargetChange> m_unkeptChanges; ///< to be written down; kept while the store fails
    std::vector<Notice> m_unkeptNotices;
    bool m_mustReload = false;              ///< somebody changed targets, and it is not known yet how they stand
    bool m_refresh = false;                 ///< the store's idea of the queue may be wrong
    std::set<std::string> m_changed;        ///< or that of these targets' part
    std::deque<TaskPointer> m_ready;        ///< with a request, waiting for their turn on the wire
    std::vector<Settlement> m_unsettled;    ///< to be written down; kept while the store fails
    std::vector<std::string> m_settledOf;   ///< targets of m_unsettled
    bool m_endsOrdered = false;             ///< for an end among them the next of a key may wait
    std::map<std::string, int> m_held;      ///< claimed deliveries, by target
    std::map<std::string, int> m_sendingOf; ///< requests on the wire, by target
    int m_claimed = 0;
    int m_sending = 0;
    int m_aside = 0;          ///< of m_ready: would go out now, were it not for a rate, or for what slow targets have out
    bool m_isCrowded = false; ///< targets that are not prompt have all of the wire that they may, and keep it
    bool m_slowEnded = false; ///< a request to one of them has, since the last start
    std::optional<TimePoint> m_crowdedSince; ///< they have it, and nothing of them ended
    bool m_mayClaim = true;                  ///< something may be due
    bool m_isCapped = false;                 ///< and will be when an answer makes room
    bool m_stopping = false;
    bool m_isAllScheduled = false;                                   ///< what is left waits for a time that a schedule names
    std::optional<TimePoint> m_nextDue;                              ///< the earliest in the store that was not claimed
    std::shared_ptr<const std::map<std::string, int>> m_claimedWith; ///< the caps of the last claim
    std::optional<TimePoint> m_heldUntil;                            ///< a target with something queued may be called again then
    std::optional<TimePoint> m_nextStart;                            ///< a rate limit lets the next one go then
    std::optional<TimePoint> m_careAt;        ///< of a shared store: our leases are renewed, those of the dead taken back
    std::chrono::milliseconds m_clockBase{0}; ///< the clock without the time that passed: changes when the clock is set
    std::unique_ptr<ClockWatch> m_clockWatch;
    TimePoint m_renewAt{};                   ///< the first of the two; not before m_careAt
    bool m_storeIsDown = false;              ///< and the log says so already
    std::optional<TimePoint> m_storeRetryAt; ///< no changes before; the store failed

    std::thread m_thread;
    std::unique_ptr<WorkerPool> m_renderers;
};

} // namespace targetdesk
