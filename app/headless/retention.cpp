// SPDX-License-Identifier: MIT
#include "retention.h"

#include "command.h"

#include "dispatch/postgresaddress.h"

#include <algorithm>
#include <thread>

namespace targetdesk {

namespace {

using namespace std::chrono_literals;

/// The longest pause: an end that is asked for waits for it.
constexpr std::chrono::steady_clock::duration kLongestRest = 200ms;
/// A batch of another process takes milliseconds.
constexpr std::chrono::steady_clock::duration kLongestWait = 60s;

} // namespace

void refuseSizeOfPostgres(const std::string &store, const Retention &retention)
{
    // Deleted rows give their room back when PostgreSQL sees fit, so size tells nothing about what is kept.
    if (retention.maxBytes <= 0 || !PostgresAddress::matches(store)) return;
    // What is wrong may be a password in the wrong place, too: the address is not repeated.
    throw CommandError("a PostgreSQL store cannot be kept to a size – leave out --max-size, and give an age");
}

std::int64_t pruneAll(Store &store, const Retention &retention, TimePoint now, int rest, const std::function<bool()> &goOn)
{
    PruneRequest request;
    if (retention.keep) request.settledBefore = now - *retention.keep;
    request.maxBytes = retention.maxBytes;
    std::int64_t events = 0;
    auto lastTurn = std::chrono::steady_clock::now();
    while (!goOn || goOn()) {
        const auto start = std::chrono::steady_clock::now();
        const PruneResult result = store.prune(request).get();
        const auto took = std::chrono::steady_clock::now() - start;
        events += result.events;
        request.afterSeq = result.lastSeq;
        if (result.complete) break;
        if (result.looked) lastTurn = std::chrono::steady_clock::now();
        if (std::chrono::steady_clock::now() - lastTurn > kLongestWait) {
            throw StoreError(StoreError::Kind::Unavailable,
                             store.name() + ": another process keeps the turn to forget old events",
                             "end it; in PostgreSQL's pg_locks it holds the advisory lock 8386109769549898855");
        }
        std::this_thread::sleep_for(result.looked ? std::min(rest * took, kLongestRest) : kLongestRest);
    }
    return events;
}

} // namespace targetdesk
