// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/replaymark.h"
#include "dispatch/timepoint.h"

#include <cstdint>
#include <map>
#include <optional>

namespace targetdesk {

/// Keeps replays to the pace that was asked for, however late they are: their times are spread from the start, but a pause, an
/// open breaker or a restart makes many of them due at once. Knows this process's only. Used on one thread.
class ReplayPace
{
public:
    /// Of a delivery that has been due since `due`. Nothing: it may go now, and is counted; else when its turn comes.
    std::optional<TimePoint> turnOf(const ReplayMark &mark, TimePoint due, TimePoint now);

private:
    /// In milliseconds since 1970, with fractions.
    struct Job
    {
        double next = 0.0; ///< the next may go
        double free = 0.0; ///< the first turn that nobody was given
    };

    void forgetOld(double now);

    std::map<std::int64_t, Job> m_jobs; ///< by ReplayMark::job
};

} // namespace targetdesk
