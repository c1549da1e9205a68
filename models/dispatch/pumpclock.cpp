// SPDX-License-Identifier: MIT
// What the pump does when somebody sets the system's clock.
#include "dispatch/pump.h"

#include "dispatch/logline.h"

#include <algorithm>

namespace targetdesk {

namespace {

/// A difference that is no more put right slowly.
constexpr std::chrono::milliseconds kClockIsSet{10'000};
constexpr char kClockNotice[] = "clock";
constexpr int kNoticesLookedAt = 1000;

} // namespace

/// An event from the future: the clock was set back since. Once only, for the event stays there until the clock has caught up.
void Pump::lookAtLastRun()
{
    const TimePoint now = m_options.clock();
    const std::optional<NewestEvent> newest = m_store.isShared() ? std::nullopt : m_store.newestEvent();
    if (!newest || newest->receivedAt <= now + kClockIsSet) return;
    const std::vector<Notice> notices = m_store.notices(kNoticesLookedAt);
    const bool isKnown = std::ranges::any_of(notices, [&](const Notice &notice) {
        return notice.kind == kClockNotice && notice.text.find(newest->id) != std::string::npos;
    });
    if (!isKnown) clockWasSet(newest->receivedAt, now - newest->receivedAt);
}

void Pump::lookAtClock()
{
    // The process may have been stopped between the two.
    std::chrono::milliseconds passed = m_options.uptime();
    TimePoint now = m_options.clock();
    for (auto later = m_options.uptime(); later - passed > kClockIsSet / 2; later = m_options.uptime()) {
        passed = later;
        now = m_options.clock();
    }
    const std::chrono::milliseconds base = now.time_since_epoch() - passed;
    // Small differences are a clock that is put right slowly, and add up.
    const std::chrono::milliseconds by = base - std::exchange(m_clockBase, base);
    if (std::chrono::abs(by) >= kClockIsSet) clockWasSet(now - by, by);
}

/// Waits are lengths of time: nothing is tried early, and nothing is forgotten for as long as a clock was wrong.
void Pump::clockWasSet(TimePoint before, std::chrono::milliseconds by)
{
    const bool isOurs = !m_store.isShared();
    for (std::optional<TimePoint> *time : {&m_careAt, &m_storeRetryAt, &m_heldUntil, &m_nextStart, &m_crowdedSince}) {
        if (*time) **time += by;
    }
    m_renewAt += by;
    m_refresh = m_mayClaim = true;
    if (m_options.log) {
        m_options.log(
            troubleLine("clock",
                        "the clock was set " + std::string(by.count() < 0 ? "back" : "forward") + " by " +
                            std::to_string(std::chrono::abs(by).count() / 1000) +
                            (isOurs ? " seconds: what waits for a try waits as long as before, schedules keep their times"
                                    : " seconds: the times of a queue that others share stay as they are, and nothing new is sent"
                                      " from here while the clock differs from the server's"),
                        m_options.clock()));
    }
    // The store goes by its server's clock. What was learnt of targets by a wrong one is there, put right.
    if (!isOurs) {
        m_mustReload = true;
        return;
    }
    m_flow.clockWasSet(by);
    try {
        m_store.clockWasSet(before, by);
        const std::optional<NewestEvent> newest = m_store.newestEvent();
        const std::string text = "the clock was set by " + std::to_string(by.count() / 1000) +
                                 " seconds, and what waited was moved as much; the last event before was " +
                                 (newest ? newest->id : "none");
        m_store.keep({}, {{m_options.clock(), kClockNotice, {}, text}}).get();
    } catch (const std::exception &error) {
        storeFailed(error);
    }
}

} // namespace targetdesk
