// SPDX-License-Identifier: MIT
#include "dispatch/readydirectory.h"

#include <algorithm>

namespace targetdesk {

void ReadyDirectory::clear()
{
    m_byTarget.clear();
    m_byTime.clear();
    m_parked.clear();
}

void ReadyDirectory::add(const std::string &target, TimePoint due)
{
    const auto [found, isNew] = m_byTarget.try_emplace(target, Entry{due});
    Entry &entry = found->second;
    if (!isNew) {
        if (entry.due <= due) return;
        if (!entry.isParked) m_byTime.erase({entry.due, target});
        entry.due = due;
    }
    if (!entry.isParked) m_byTime.emplace(due, target);
}

void ReadyDirectory::correct(const std::string &target, std::optional<TimePoint> due)
{
    if (const auto found = m_byTarget.find(target); found != m_byTarget.end()) {
        if (due && found->second.due == *due && !found->second.isParked) return;
        m_byTime.erase({found->second.due, target});
        m_byTarget.erase(found);
    }
    if (due) add(target, *due);
}

void ReadyDirectory::park(const std::string &target)
{
    const auto found = m_byTarget.find(target);
    if (found == m_byTarget.end() || found->second.isParked) return;
    m_byTime.erase({found->second.due, target});
    found->second.isParked = true;
    m_parked.push_back(target);
}

void ReadyDirectory::unparkAll()
{
    for (const std::string &target : m_parked) {
        const auto found = m_byTarget.find(target);
        if (found == m_byTarget.end() || !found->second.isParked) continue;
        found->second.isParked = false;
        m_byTime.emplace(found->second.due, target);
    }
    m_parked.clear();
}

void ReadyDirectory::visitDue(TimePoint now, const std::string &after,
                              const std::function<bool(const std::string &)> &visit) const
{
    // Few of all: these are put in order. Otherwise a walk through the alphabet finds enough of them soon.
    const std::size_t few = std::max<std::size_t>(64, m_byTarget.size() / 16);
    std::vector<std::string> targets;
    for (const auto &[due, target] : m_byTime) {
        if (due > now) break;
        if (targets.size() == few) return walk(now, after, visit);
        targets.push_back(target);
    }
    std::ranges::sort(targets);
    std::ranges::rotate(targets, std::ranges::upper_bound(targets, after));
    for (const std::string &target : targets) {
        if (visit(target)) return;
    }
}

void ReadyDirectory::walk(TimePoint now, const std::string &after, const std::function<bool(const std::string &)> &visit) const
{
    const auto isOver = [&](const Entries::value_type &entry) {
        return entry.second.due <= now && !entry.second.isParked && visit(entry.first);
    };
    const auto start = m_byTarget.upper_bound(after);
    if (std::any_of(start, m_byTarget.end(), isOver)) return;
    std::any_of(m_byTarget.begin(), start, isOver);
}

} // namespace targetdesk
