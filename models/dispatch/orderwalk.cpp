// SPDX-License-Identifier: MIT
#include "dispatch/orderwalk.h"

#include <algorithm>

namespace targetdesk {

OrderWalk::Place OrderWalk::place(const std::string &target) const
{
    const auto found = m_targets.find(target);
    return found == m_targets.end() ? Place() : found->second.place;
}

void OrderWalk::queued(const std::string &target, TimePoint due)
{
    // Where nothing was looked at yet there is nothing to go back to.
    const auto found = m_targets.find(target);
    if (found != m_targets.end()) found->second.place = std::min(found->second.place, Place{due, 0});
}

void OrderWalk::ended(const std::string &target, const std::string &key)
{
    std::vector<std::string> &keys = m_targets[target].ended;
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
}

std::vector<std::string> OrderWalk::takeEnded(const std::string &target, std::size_t count)
{
    const auto found = m_targets.find(target);
    if (found == m_targets.end()) return {};
    std::vector<std::string> &keys = found->second.ended;
    const auto end = keys.begin() + static_cast<std::ptrdiff_t>(std::min(count, keys.size()));
    std::vector<std::string> taken(std::make_move_iterator(keys.begin()), std::make_move_iterator(end));
    keys.erase(keys.begin(), end);
    return taken;
}

} // namespace targetdesk
