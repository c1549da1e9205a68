// SPDX-License-Identifier: MIT
#include "dispatch/flowcontrol.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

namespace {

/// Who takes longer has requests on the wire that others wait for.
constexpr std::chrono::seconds kPrompt{3};

} // namespace

void FlowControl::ended(const std::string &target, std::chrono::microseconds after, TimePoint now)
{
    const bool isPromptNow = after < kPrompt;
    const auto [found, isNew] = m_isPrompt.try_emplace(target, isPromptNow);
    if (!isNew && found->second == isPromptNow) return;
    if (!isPromptNow) ++m_slow;
    if (!isNew && isPromptNow) --m_slow;
    found->second = isPromptNow;
    if (!m_caps || m_capsWhose != Whose::Prompt) return;
    // Not all anew: of thousands of targets each gets known at some time.
    if (isPromptNow) {
        addPrompt(target, now);
    } else if (const auto named = m_caps->find(target); named != m_caps->end() && named->second > 0) {
        m_caps->erase(named);
    }
}

int FlowControl::cap(const Target &target, TimePoint now) const
{
    const int own = target.delivery.flow.maxInFlight;
    return m_health.cap(target.handle, own > 0 ? std::min(own, m_usual) : m_usual, now);
}

void FlowControl::clockWasSet(std::chrono::milliseconds by)
{
    m_health.clockWasSet(by);
    m_caps.reset();
    m_nextStart.reset();
}

bool FlowControl::mayStart(const Target &target, TimePoint now)
{
    const RateLimit &rate = target.delivery.flow.rate;
    if (m_rates.take(target.handle, rate, now)) return true;
    const TimePoint next = m_rates.nextAt(target.handle, rate, now);
    if (!m_nextStart || next < *m_nextStart) m_nextStart = next;
    return false;
}

std::optional<TimePoint> FlowControl::takeNextStart()
{
    return std::exchange(m_nextStart, std::nullopt);
}

int FlowControl::claimCap(const std::string &target, const FlowSettings &flow, int ahead, TimePoint now) const
{
    const int wire = m_health.cap(target, flow.maxInFlight > 0 ? std::min(flow.maxInFlight, m_usual) : m_usual, now);
    if (wire <= 1 && m_usual > 1 && flow.maxInFlight != 1) return wire; // blocked, or a probe: nothing ahead
    int claims = ahead * wire;
    // No more than goes out in about a second: what is claimed cannot be paused or cancelled.
    if (flow.rate.perSecond > 0)
        claims = std::min(claims, std::max(1, flow.rate.burst + static_cast<int>(std::ceil(flow.rate.perSecond))));
    return claims;
}

/// Unless it is blocked.
void FlowControl::addPrompt(const std::string &handle, TimePoint now)
{
    const Target *target = m_capsOf->target(handle);
    if (!target || m_caps->contains(handle)) return;
    (*m_caps)[handle] =
        target->delivery.isActive ? claimCap(handle, target->delivery.flow, m_capsAhead, now) : m_capsAhead * m_usual;
}

/// Leaves, of those that may have something, who is prompt, and adds the others of these.
void FlowControl::keepPrompt(TimePoint now)
{
    std::erase_if(*m_caps, [this](const auto &entry) { return entry.second > 0 && !isPrompt(entry.first); });
    for (const auto &[handle, prompt] : m_isPrompt) {
        if (prompt) addPrompt(handle, now);
    }
}

std::shared_ptr<const std::map<std::string, int>> FlowControl::claimCaps(const std::shared_ptr<const Snapshot> &snapshot,
                                                                         Whose whose, int ahead, TimePoint now)
{
    const bool current = m_caps && m_capsOf == snapshot && m_capsWhose == whose && m_capsVersion == m_health.version() &&
                         (!m_capsUntil || now < *m_capsUntil);
    if (current) return m_caps;
    auto caps = std::make_shared<Caps>();
    // To the others nothing goes out: what is queued is taken to be cancelled, however the receiver stood.
    const auto isOn = [&](const std::string &handle) {
        const Target *target = snapshot->target(handle);
        return target && target->delivery.isActive;
    };
    for (const auto &[handle, flow] : snapshot->flows()) {
        if (isOn(handle)) (*caps)[handle] = claimCap(handle, flow, ahead, now);
    }
    for (const std::string &handle : snapshot->matcher().unreadableTargets())
        (*caps)[handle] = 0;
    m_capsUntil.reset();
    for (const std::string &handle : m_health.remarkable()) {
        if (!isOn(handle)) continue;
        (*caps)[handle] = claimCap(handle, snapshot->target(handle)->delivery.flow, ahead, now);
        const std::optional<TimePoint> held = m_health.heldUntil(handle);
        if (held && *held > now && (!m_capsUntil || *held < *m_capsUntil)) m_capsUntil = held;
    }
    m_caps = std::move(caps);
    m_capsOf = snapshot;
    m_capsWhose = whose;
    m_capsAhead = ahead;
    if (whose == Whose::Prompt) keepPrompt(now);
    m_capsVersion = m_health.version();
    return m_caps;
}

} // namespace targetdesk
