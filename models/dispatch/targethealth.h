// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/response.h"
#include "dispatch/targetchange.h"

#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// When a target is left alone (dispatch.md, section 7, "Retry").
struct HealthRules
{
    int failuresInARow = 10; ///< open the breaker
    double failedShare = 0.7;
    int atLeast = 10; ///< answers for the share to count
    std::chrono::seconds window{300};
    std::chrono::seconds firstProbe{30}; ///< doubled each time that the probe fails
    std::chrono::seconds longestProbe{600};
    std::chrono::seconds disableAfter{std::chrono::hours(5 * 24)}; ///< of nothing but failures
};

/// Watches how the receivers answer, target by target: closed, open and half-open breakers, pauses that a receiver asked for,
/// targets that are gone for good. Judges the receiver, not the delivery: a 422 is a receiver that works.
/// Used on one thread; times are injected.
class TargetHealth
{
public:
    explicit TargetHealth(const HealthRules &rules)
        : m_rules(rules)
    {}

    /// What the store knows, at the start and after somebody else changed it. What is only in memory is kept, as are changes that
    /// were taken and that the store does not have yet.
    void load(const std::vector<TargetState> &states, const std::vector<TargetChange> &unkept = {});
    /// A try has ended. What the receiver asks for with Retry-After is granted up to `longestHold`.
    void answered(const std::string &target, const Response &response, TimePoint now,
                  std::chrono::milliseconds longestHold = std::chrono::hours(24));
    /// The template could not be rendered, and why; a payload was rendered and is good.
    void templateFailed(const std::string &target, const std::string &why, TimePoint now);
    void rendered(const std::string &target, TimePoint now);

    /// The clock was set: holds last as long as before, and ages stay what they are.
    void clockWasSet(std::chrono::milliseconds by);
    bool isBlocked(const std::string &target, TimePoint now) const;
    /// How many of `usual` requests may be under way: 0 while blocked, 1 for a probe, fewer after time-outs.
    int cap(const std::string &target, int usual, TimePoint now) const;
    /// The targets whose cap differs from the usual one.
    std::vector<std::string> remarkable() const;
    /// When a blocked target may be called again; absent: when a person says so.
    std::optional<TimePoint> heldUntil(const std::string &target) const;

    /// What changed since the last call, to be stored.
    std::vector<TargetChange> takeChanges();
    std::vector<Notice> takeNotices();
    /// Grows with every change that cap() or remarkable() shows.
    unsigned version() const { return m_version; }

private:
    struct Entry
    {
        TargetState state;
        TargetState stored;                             ///< as the store knows it, with the changes that were taken
        std::deque<std::pair<TimePoint, bool>> answers; ///< in the window; true: good
        double lanes = 0.0;                             ///< requests at a time after time-outs; 0: the usual
        bool warned = false;                            ///< of being disabled
    };
    enum class Kind { Good, Bad, Neutral };

    static Kind kindOf(const Response &response);
    void good(Entry &entry, TimePoint now);
    void bad(Entry &entry, const Response &response, TimePoint now);
    void open(Entry &entry, const std::string &why, TimePoint now);
    void hold(Entry &entry, const Response &response, std::chrono::milliseconds wait, TimePoint now);
    void disable(Entry &entry, const std::string &why, TimePoint now);
    void judgeAge(Entry &entry, TimePoint now);
    bool mostlyFails(Entry &entry, TimePoint now) const;
    Entry &entryOf(const std::string &target);
    void changed(Entry &entry, TimePoint now);
    void notice(const Entry &entry, const char *kind, const std::string &text, TimePoint now);

    HealthRules m_rules;
    std::map<std::string, Entry> m_entries; ///< only targets that something is known of
    std::set<std::string> m_changed;
    std::vector<Notice> m_notices;
    unsigned m_version = 0;
};

} // namespace targetdesk
