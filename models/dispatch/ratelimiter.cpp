// SPDX-License-Identifier: MIT
#include "dispatch/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace targetdesk {

RateLimiter::Bucket &RateLimiter::filled(const std::string &target, const RateLimit &limit, TimePoint now)
{
    const double full = std::max(1, limit.burst);
    const std::string key = limit.account.empty() ? "target " + target : "account " + limit.account;
    const auto [found, isNew] = m_buckets.try_emplace(key, Bucket{full, now});
    Bucket &bucket = found->second;
    // A clock that was set back gives nothing, and takes nothing away.
    const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.tokens = std::min(full, bucket.tokens + seconds * limit.perSecond);
    bucket.at = now;
    return bucket;
}

bool RateLimiter::take(const std::string &target, const RateLimit &limit, TimePoint now)
{
    if (limit.perSecond <= 0) return true;
    Bucket &bucket = filled(target, limit, now);
    // A hair less than a whole one: the sum of many small shares.
    if (bucket.tokens < 1.0 - 1e-9) return false;
    bucket.tokens -= 1.0;
    return true;
}

TimePoint RateLimiter::nextAt(const std::string &target, const RateLimit &limit, TimePoint now)
{
    if (limit.perSecond <= 0) return now;
    const double missing = 1.0 - filled(target, limit, now).tokens;
    if (missing <= 1e-9) return now;
    return now + std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing / limit.perSecond * 1000.0)));
}

} // namespace targetdesk
