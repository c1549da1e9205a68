// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace targetdesk {

/// How far claims have looked into the queue of each target. What is due up to there waits for the first of its key (`order_by`)
/// and is not looked at again until that one has ended: a queue of few keys would be walked to its end by each claim.
/// Places may be too early, never too late. Used on one thread.
class OrderWalk
{
public:
    /// In the order in which a queue is walked.
    struct Place
    {
        TimePoint due{};
        std::int64_t seq = 0; ///< of the delivery
        auto operator<=>(const Place &) const = default;
    };

    void clear() { m_targets.clear(); }
    /// All up to this place, and the place itself, has been looked at.
    Place place(const std::string &target) const;
    void walkedTo(const std::string &target, const Place &place) { m_targets[target].place = place; }
    /// Something of `target` is queued for `due`, or may be.
    void queued(const std::string &target, TimePoint due);
    /// The first delivery with this key is over.
    void ended(const std::string &target, const std::string &key);
    /// At most `count` keys that this was said of, each once, and forgets them.
    std::vector<std::string> takeEnded(const std::string &target, std::size_t count);

private:
    struct Walk
    {
        Place place;
        std::vector<std::string> ended;
    };

    std::map<std::string, Walk> m_targets;
};

} // namespace targetdesk
