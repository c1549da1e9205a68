// SPDX-License-Identifier: MIT
#include "dispatch/replaypace.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

namespace {

/// What is late by no more is caught up with.
constexpr double kLate = 250.0;
/// Due times are whole milliseconds.
constexpr double kRounding = 1.0;
constexpr std::size_t kManyJobs = 64;

} // namespace

std::optional<TimePoint> ReplayPace::turnOf(const ReplayMark &mark, TimePoint due, TimePoint now)
{
    if (mark.perSecond <= 0.0) return std::nullopt;
    const double step = 1000.0 / mark.perSecond;
    const auto at = static_cast<double>(now.time_since_epoch().count());
    forgetOld(at);
    Job &job = m_jobs[mark.job];
    if (job.next > at + step + kRounding) job = Job(); // the clock was set back
    if (job.next < at + kRounding) {
        job.next = std::max({job.next, static_cast<double>(due.time_since_epoch().count()), at - kLate}) + step;
        return std::nullopt;
    }
    const double turn = std::max(job.free, job.next);
    job.free = turn + step;
    return TimePoint(std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(turn))));
}

/// A job whose turns are over is as one that is not known.
void ReplayPace::forgetOld(double now)
{
    if (m_jobs.size() < kManyJobs) return;
    std::erase_if(m_jobs, [now](const auto &entry) { return std::max(entry.second.next, entry.second.free) < now - kLate; });
}

} // namespace targetdesk
