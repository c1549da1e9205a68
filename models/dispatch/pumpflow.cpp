// SPDX-License-Identifier: MIT
// How much the pump has under its hands: what it claims, and what of that goes out.
#include "dispatch/pump.h"

#include <algorithm>
#include <utility>

namespace targetdesk {

/// How many more may be claimed. A slow rate is in nobody's way but its own target's, and slow targets are in each other's.
int Pump::claimRoom() const
{
    const int usual = kAhead * m_options.maxInFlight;
    return usual - m_claimed + std::min(m_aside, kPatient * usual);
}

ClaimRequest Pump::claimRequest()
{
    ClaimRequest request;
    request.owner = m_owner;
    request.now = m_options.clock();
    request.leaseUntil = request.now + m_options.lease;
    // What is being settled in this very round no longer counts.
    request.limit = claimRoom() + static_cast<int>(m_settledOf.size());
    // While it is crowded, nothing of those that would only wait.
    request.maxPerTarget = m_isCrowded ? 0 : kAhead * m_options.maxPerTarget;
    const FlowControl::Whose whose = m_isCrowded ? FlowControl::Whose::Prompt : FlowControl::Whose::All;
    request.caps = m_flow.claimCaps(m_snapshot(), whose, kAhead, request.now);
    request.refresh = m_refresh;
    request.changed = m_changed;
    request.held = m_held;
    for (const std::string &target : m_settledOf)
        --request.held[target];
    return request;
}

/// Requests on the wire to targets that are not prompt.
int Pump::countSlow() const
{
    int count = 0;
    for (const auto &[target, sending] : m_sendingOf) {
        if (!m_flow.isPrompt(target)) count += sending;
    }
    return count;
}

/// Whether those that are not prompt have all that they may, for longer than it takes to get to know them.
void Pump::noteCrowd(bool isFull, TimePoint now)
{
    const bool isNew = std::exchange(m_slowEnded, false) || !m_crowdedSince;
    if (!isFull) {
        m_crowdedSince.reset();
    } else if (isNew) {
        m_crowdedSince = now;
    }
    m_isCrowded = isFull && (m_flow.knowsSlow() || now - *m_crowdedSince >= kStuckAfter);
}

/// As many as may go out now, by the caps for all and for each target.
std::vector<TaskPointer> Pump::takeStarts()
{
    std::vector<TaskPointer> starts;
    std::deque<TaskPointer> later;
    const TimePoint now = m_options.clock();
    const int kept = m_options.maxInFlight / kKeptShare;
    int slow = kept > 0 ? countSlow() : 0;
    const auto isFull = [&] { return kept > 0 && slow >= m_options.maxInFlight - kept; };
    int aside = 0;
    int heldUp = 0;
    for (TaskPointer &task : m_ready) {
        const std::string &target = task->claimed.target;
        const auto sendingNow = m_sendingOf.find(target);
        const int count = sendingNow == m_sendingOf.end() ? 0 : sendingNow->second;
        const bool isHeldUp = isFull() && !m_flow.isPrompt(target);
        const bool hasRoom = !isHeldUp && m_sending < m_options.maxInFlight && count < m_flow.cap(*task->target, now);
        if (hasRoom && m_flow.mayStart(*task->target, now)) {
            int &sending = m_sendingOf[target];
            ++m_sending;
            ++sending;
            slow += !m_flow.isPrompt(target);
            starts.push_back(std::move(task));
        } else {
            aside += hasRoom;
            heldUp += isHeldUp;
            later.push_back(std::move(task));
        }
    }
    m_ready = std::move(later);
    noteCrowd(isFull(), now);
    m_aside = aside + (m_isCrowded ? heldUp : 0);
    m_nextStart = m_flow.takeNextStart();
    return starts;
}

} // namespace targetdesk
