// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"
#include "workspace/flowsettings.h"

#include <map>
#include <string>

namespace targetdesk {

/// Token buckets by target or account. Starts full: after a restart a burst may go out once more. Used on one thread.
class RateLimiter
{
public:
    /// True: may go out now, and is counted. Without a limit always.
    bool take(const std::string &target, const RateLimit &limit, TimePoint now);
    /// When the next token is there; `now` or earlier: at once.
    TimePoint nextAt(const std::string &target, const RateLimit &limit, TimePoint now);

private:
    struct Bucket
    {
        double tokens = 0.0;
        TimePoint at{};
    };
    Bucket &filled(const std::string &target, const RateLimit &limit, TimePoint now);

    std::map<std::string, Bucket> m_buckets;
};

} // namespace targetdesk
