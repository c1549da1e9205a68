// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace targetdesk {

/// Which targets have queued deliveries, and since when one of them is due: so that a claim asks the database only about
/// targets that have something, however many are known. Times may be too early, never too late. Used on one thread.
class ReadyDirectory
{
public:
    void clear();
    /// A delivery of `target` is queued for `due`.
    void add(const std::string &target, TimePoint due);
    /// What the database says: the target's earliest, or none.
    void correct(const std::string &target, std::optional<TimePoint> due);
    /// Visits targets with something due, beginning after `after` in the alphabet, round to it, until `visit` returns true.
    void visitDue(TimePoint now, const std::string &after, const std::function<bool(const std::string &target)> &visit) const;
    /// Sets a target aside: nobody visits it until unparkAll(), however its times change, unless it is corrected.
    void park(const std::string &target);
    void unparkAll();
    /// Calls visit(due, target), the earliest first, until it returns true.
    template <typename Visit>
    void visit(Visit &&visit) const
    {
        for (const auto &[due, target] : m_byTime) {
            if (visit(due, target)) return;
        }
    }

private:
    void walk(TimePoint now, const std::string &after, const std::function<bool(const std::string &target)> &visit) const;

    struct Entry
    {
        TimePoint due{};
        bool isParked = false;
    };
    using Entries = std::map<std::string, Entry>;

    Entries m_byTarget;
    std::set<std::pair<TimePoint, std::string>> m_byTime; ///< without those that are parked
    std::vector<std::string> m_parked;                    ///< some may have been corrected since
};

} // namespace targetdesk
