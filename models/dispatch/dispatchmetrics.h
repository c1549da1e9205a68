// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace targetdesk {

/// Counts what the dispatcher does, for GET /metrics and for back-pressure. Thread-safe.
class DispatchMetrics
{
public:
    void accepted(std::int64_t events, std::int64_t repeated, const QueueDepth &added);
    /// What waited for its time was called off, or its time has come.
    void calledOff(const QueueDepth &off);
    void becameDue(std::int64_t count) { m_scheduled -= count; }
    /// Of a delivery that was never queued.
    void endedEarly(const std::string &target, DeliveryState state);
    /// The end of a try, or of a delivery that never got that far.
    void settled(const std::string &target, const Settlement &settlement);
    /// The queue as the store has it.
    void setDepth(const QueueDepth &depth);
    void setInFlight(int count) { m_inFlight = count; }
    /// Of the queue; empty: the store works again.
    void setTrouble(const std::string &trouble);
    /// Of a way by which events come in, that nothing comes by it; until it is set to nothing.
    void setInletTrouble(const std::string &trouble);
    /// Of new events; empty: they are taken again. It is forgotten after a while: whoever asks /healthz whether to send anything
    /// here would never send what finds out that all is well.
    void setDoorTrouble(const std::string &trouble, TimePoint now);

    /// Deliveries that are not over: ready, waiting and on the wire. Near enough for a limit.
    std::int64_t queued() const { return m_queued; }
    /// Of these, what is not waiting for the time that a schedule names.
    std::int64_t backlog() const { return m_queued - m_scheduled; }
    /// Why the store takes nothing, or no new events; empty when it does.
    std::string trouble(TimePoint now) const;
    /// In Prometheus' text format 0.0.4. `states` and `oldestDue` are the store's.
    std::string text(const std::vector<TargetState> &states, std::optional<TimePoint> oldestDue, TimePoint now) const;

private:
    bool isDoorShut(TimePoint now) const;

    /// Upper bounds in seconds.
    static constexpr std::array<double, 10> kBuckets = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0};

    std::atomic<std::int64_t> m_queued{0};
    std::atomic<std::int64_t> m_scheduled{0};
    std::atomic<int> m_inFlight{0};
    std::atomic<std::int64_t> m_accepted{0};
    std::atomic<std::int64_t> m_repeated{0};
    mutable std::mutex m_mutex;
    std::string m_trouble;
    std::string m_inletTrouble;
    std::string m_doorTrouble;
    TimePoint m_doorTroubleAt{};
    std::atomic<bool> m_hasDoorTrouble{false};                              ///< so that an accept in good times takes no lock
    std::map<std::pair<std::string, std::string>, std::int64_t> m_settled;  ///< by target and state
    std::map<std::pair<std::string, std::string>, std::int64_t> m_attempts; ///< by target and error class
    std::array<std::int64_t, kBuckets.size() + 1> m_durations{};
    double m_durationSum = 0.0;
};

} // namespace targetdesk
