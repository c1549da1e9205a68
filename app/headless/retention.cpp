// SPDX-License-Identifier: MIT
#include "retention.h"

#include <algorithm>
#include <thread>

namespace targetdesk {

namespace {

using namespace std::chrono_literals;

/// The longest pause: an end that is asked for waits for it.
constexpr std::chrono::steady_clock::duration kLongestRest = 200ms;

} // namespace

std::int64_t pruneAll(Store &store, const Retention &retention, TimePoint now, int rest, const std::function<bool()> &goOn)
{
    PruneRequest request;
    if (retention.keep) request.settledBefore = now - *retention.keep;
    request.maxBytes = retention.maxBytes;
    std::int64_t events = 0;
    while (!goOn || goOn()) {
        const auto start = std::chrono::steady_clock::now();
        const PruneResult result = store.prune(request).get();
        const auto took = std::chrono::steady_clock::now() - start;
        events += result.events;
        request.afterSeq = result.lastSeq;
        if (result.complete) break;
        std::this_thread::sleep_for(std::min(rest * took, kLongestRest));
    }
    return events;
}

} // namespace targetdesk
