// SPDX-License-Identifier: MIT
#include "dispatch/readydirectory.h"

#include <algorithm>

namespace targetdesk {

void ReadyDirectory::clear()
{
    m_byTarget.clear();
    m_byTime.clear();
}

void ReadyDirectory::add(const std::string &target, TimePoint due)
{
    const auto [found, isNew] = m_byTarget.try_emplace(target, due);
    if (!isNew) {
        if (found->second <= due) return;
        m_byTime.erase({found->second, target});
        found->second = due;
    }
    m_byTime.emplace(due, target);
}

void ReadyDirectory::correct(const std::string &target, std::optional<TimePoint> due)
{
    if (const auto found = m_byTarget.find(target); found != m_byTarget.end()) {
        if (due && found->second == *due) return;
        m_byTime.erase({found->second, target});
        m_byTarget.erase(found);
    }
    if (due) add(target, *due);
}

std::vector<std::string> ReadyDirectory::dueAt(TimePoint now, const std::string &after) const
{
    std::vector<std::string> targets;
    for (const auto &[due, target] : m_byTime) {
        if (due > now) break;
        targets.push_back(target);
    }
    std::ranges::sort(targets);
    std::ranges::rotate(targets, std::ranges::upper_bound(targets, after));
    return targets;
}

} // namespace targetdesk
