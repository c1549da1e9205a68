// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/ratelimiter.h"
#include "dispatch/snapshot.h"
#include "dispatch/targethealth.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace targetdesk {

/// Which target may have how many requests now: the dispatcher's caps, the targets' own, their health and their rates.
/// Belongs to the pump and its thread.
class FlowControl
{
public:
    /// `usual` requests to one target at a time.
    FlowControl(const HealthRules &rules, int usual)
        : m_health(rules)
        , m_usual(usual)
    {}

    TargetHealth &health() { return m_health; }
    const TargetHealth &health() const { return m_health; }

    /// A request to `target` has ended after so long.
    void ended(const std::string &target, std::chrono::microseconds after, TimePoint now);
    /// The last request to it in this run was soon over, well or not. Of a target that was not called yet nothing is known.
    bool isPrompt(const std::string &target) const
    {
        const auto found = m_isPrompt.find(target);
        return found != m_isPrompt.end() && found->second;
    }
    /// The last request to some target took its time.
    bool knowsSlow() const { return m_slow > 0; }

    /// The clock was set.
    void clockWasSet(std::chrono::milliseconds by);
    /// Requests that `target` may have on the wire.
    int cap(const Target &target, TimePoint now) const;
    /// Takes a token of the target's rate; false: not now, look again at nextStart().
    bool mayStart(const Target &target, TimePoint now);
    /// The earliest time that a refused start can be tried again, of those since the last call.
    std::optional<TimePoint> takeNextStart();

    enum class Whose {
        All,
        Prompt ///< those of prompt targets only: the others are not named, unless they are blocked
    };
    /// How many of each target's deliveries may be claimed, where it is not the usual number (`Whose::Prompt`: all of them). Made
    /// anew only when something changed; who has it is done with it at the next call of ended().
    std::shared_ptr<const std::map<std::string, int>> claimCaps(const std::shared_ptr<const Snapshot> &snapshot, Whose whose,
                                                                int ahead, TimePoint now);

private:
    using Caps = std::map<std::string, int>;

    void addPrompt(const std::string &handle, TimePoint now);
    void keepPrompt(TimePoint now);
    int claimCap(const std::string &target, const FlowSettings &flow, int ahead, TimePoint now) const;

    TargetHealth m_health;
    RateLimiter m_rates;
    int m_usual;
    std::unordered_map<std::string, bool> m_isPrompt; ///< of targets that were called
    int m_slow = 0;                                   ///< of these, not prompt
    std::optional<TimePoint> m_nextStart;
    std::shared_ptr<Caps> m_caps; ///< changed between claims only
    Whose m_capsWhose = Whose::All;
    int m_capsAhead = 0;
    std::shared_ptr<const Snapshot> m_capsOf;
    unsigned m_capsVersion = 0;
    std::optional<TimePoint> m_capsUntil; ///< a hold ends then
};

} // namespace targetdesk
