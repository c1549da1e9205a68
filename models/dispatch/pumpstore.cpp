// SPDX-License-Identifier: MIT
// The pump's dealings with the store: what a round hands over, and what comes back.
#include "dispatch/pump.h"

#include "dispatch/logline.h"

#include <algorithm>

namespace targetdesk {

void Pump::runRound()
{
    const TimePoint now = m_options.clock();
    if (m_storeRetryAt && now < *m_storeRetryAt) return;
    m_storeRetryAt.reset();

    // All three are handed over before the first is waited for, so that they share a commit.
    std::future<void> settled;
    const std::size_t count = m_unsettled.size();
    if (count > 0) settled = m_store.settle(m_unsettled, m_owner, now);
    const int asideBefore = m_aside;
    std::vector<TaskPointer> starts = takeStarts();
    std::future<std::set<std::string>> begun;
    if (!starts.empty()) {
        std::vector<SendStart> rows;
        for (const TaskPointer &task : starts) {
            rows.push_back({task->claimed.id, task->renderedNow ? std::optional(task->body) : std::nullopt});
        }
        begun = m_store.begin(std::move(rows), m_owner, now);
    }
    std::future<void> kept = startKeep();
    // What is settled makes room, in the same commit, and so does what is aside.
    const bool hasMadeRoom = count > 0 || m_aside > asideBefore;
    if (hasMadeRoom && (m_isCapped || m_nextDue || m_endsOrdered)) m_mayClaim = true;
    std::future<ClaimResult> claimed;
    ClaimRequest request;
    if (!m_stopping && m_mayClaim) request = claimRequest();
    if (request.limit > 0) claimed = m_store.claim(request);

    if (settled.valid()) finishSettle(settled, count);
    m_metrics.setInFlight(m_sending);
    if (kept.valid()) finishKeep(kept);
    if (claimed.valid()) finishClaim(claimed, request);
    if (begun.valid()) finishBegin(begun, std::move(starts));
}

std::future<void> Pump::startKeep()
{
    for (TargetChange &change : m_flow.health().takeChanges()) {
        const auto older = std::ranges::find_if(
            m_unkeptChanges, [&](const TargetChange &unkept) { return unkept.after.target == change.after.target; });
        if (older != m_unkeptChanges.end()) {
            older->after = std::move(change.after);
        } else {
            m_unkeptChanges.push_back(std::move(change));
        }
    }
    for (Notice &notice : m_flow.health().takeNotices()) {
        log(noticeLine(notice));
        m_unkeptNotices.push_back(std::move(notice));
    }
    if (m_unkeptChanges.empty() && m_unkeptNotices.empty()) return {};
    return m_store.keep(m_unkeptChanges, m_unkeptNotices);
}

void Pump::finishKeep(std::future<void> &future)
{
    try {
        future.get();
        m_unkeptChanges.clear();
        m_unkeptNotices.clear();
    } catch (const std::exception &error) {
        storeFailed(error);
    }
}

void Pump::finishSettle(std::future<void> &future, std::size_t count)
{
    try {
        future.get();
    } catch (const std::exception &error) {
        storeFailed(error);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Settlement &settlement = m_unsettled[i];
        if (settlement.dueAt && (!m_nextDue || *settlement.dueAt < *m_nextDue)) m_nextDue = settlement.dueAt;
        releaseHeld(m_settledOf[i]);
    }
    if (std::exchange(m_endsOrdered, false) || m_isCapped)
        m_nextDue = std::min(m_nextDue.value_or(TimePoint::max()), m_options.clock());
    m_unsettled.erase(m_unsettled.begin(), m_unsettled.begin() + static_cast<std::ptrdiff_t>(count));
    m_settledOf.erase(m_settledOf.begin(), m_settledOf.begin() + static_cast<std::ptrdiff_t>(count));
    m_mayClaim = true;
}

void Pump::finishBegin(std::future<std::set<std::string>> &future, std::vector<TaskPointer> starts)
{
    std::set<std::string> lost;
    bool failed = false;
    try {
        lost = future.get();
    } catch (const std::exception &error) {
        storeFailed(error);
        failed = true;
    }
    for (TaskPointer &task : starts) {
        if (!failed && !lost.contains(task->claimed.id)) {
            send(std::move(task));
            continue;
        }
        --m_sending;
        if (--m_sendingOf[task->claimed.target] == 0) m_sendingOf.erase(task->claimed.target);
        if (failed) {
            m_ready.push_back(std::move(task));
        } else {
            releaseHeld(task->claimed.target);
            m_mayClaim = true;
        }
    }
}

void Pump::finishClaim(std::future<ClaimResult> &future, const ClaimRequest &request)
{
    ClaimResult result;
    try {
        result = future.get();
    } catch (const std::exception &error) {
        storeFailed(error);
        return;
    }
    m_refresh = false;
    for (const std::string &target : request.changed)
        m_changed.erase(target);
    m_storeIsDown = false;
    careSoon();
    m_metrics.setTrouble({});
    m_metrics.becameDue(std::ranges::count_if(result.deliveries, &ClaimedDelivery::wasScheduled));
    make(std::move(result.deliveries));
    m_nextDue = result.nextDue;
    m_isAllScheduled = m_nextDue && *m_nextDue > request.now && m_claimed == 0 && isAllScheduled();
    m_isCapped = result.isCapped;
    if (request.caps != m_claimedWith || request.refresh) m_heldUntil.reset();
    m_claimedWith = request.caps;
    for (const std::string &target : result.blocked) {
        const std::optional<TimePoint> until = m_flow.health().heldUntil(target);
        if (until && (!m_heldUntil || *until < *m_heldUntil)) m_heldUntil = until;
    }
    // What is due and was left is held up by a cap: the next answer makes room, looking again does not.
    m_mayClaim = m_nextDue && *m_nextDue > request.now;
}

/// Asked only while somebody waits for the end: it counts the queue.
bool Pump::isAllScheduled()
{
    {
        const std::lock_guard lock(m_inbox->mutex);
        if (!m_inbox->draining) return false;
    }
    try {
        const QueueDepth depth = m_store.queueDepth();
        return depth.queued == depth.scheduled;
    } catch (const std::exception &error) {
        storeFailed(error);
        return false;
    }
}

void Pump::storeFailed(const std::exception &error)
{
    const bool isNew = !std::exchange(m_storeIsDown, true);
    m_storeRetryAt = m_options.clock() + m_options.storeRetry;
    // Those who share a server do not all come back at the same moment.
    if (m_store.isShared()) *m_storeRetryAt += std::chrono::milliseconds(static_cast<int>(random() * 500.0));
    m_mayClaim = true;
    m_refresh = true;
    m_metrics.setTrouble(error.what());
    if (isNew) log(troubleLine("store", error.what(), m_options.clock()));
}

} // namespace targetdesk
