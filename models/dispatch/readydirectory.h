// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

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
    /// Targets with something due, beginning after `after` in the alphabet, round to it.
    std::vector<std::string> dueAt(TimePoint now, const std::string &after) const;
    /// Calls visit(due, target), the earliest first, until it returns true.
    template <typename Visit>
    void visit(Visit &&visit) const
    {
        for (const auto &[due, target] : m_byTime) {
            if (visit(due, target)) return;
        }
    }

private:
    std::map<std::string, TimePoint> m_byTarget;
    std::set<std::pair<TimePoint, std::string>> m_byTime;
};

} // namespace targetdesk
