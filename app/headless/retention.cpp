// SPDX-License-Identifier: MIT
#include "retention.h"

namespace targetdesk {

std::int64_t pruneAll(Store &store, const Retention &retention, TimePoint now, const std::function<bool()> &goOn)
{
    PruneRequest request;
    if (retention.keep) request.settledBefore = now - *retention.keep;
    request.maxBytes = retention.maxBytes;
    std::int64_t events = 0;
    while (!goOn || goOn()) {
        const PruneResult result = store.prune(request).get();
        events += result.events;
        request.afterSeq = result.lastSeq;
        if (result.complete) break;
    }
    return events;
}

} // namespace targetdesk
