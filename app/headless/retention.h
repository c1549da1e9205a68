// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace targetdesk {

/// How long what is over is kept.
struct Retention
{
    std::optional<std::chrono::seconds> keep; ///< absent: for ever
    std::int64_t maxBytes = 0;                ///< 0: any
    bool isOff() const { return !keep && maxBytes <= 0; }
};

/// Of --max-size.
inline constexpr std::int64_t kMostMegabytes = std::int64_t{1} << 40;

/// A PostgreSQL store cannot be kept to a size. Throws CommandError for one that shall be.
void refuseSizeOfPostgres(const std::string &store, const Retention &retention);

/// Forgets what is old, batch by batch, waiting while another process does. After each it pauses for `rest` times as long as the
/// batch took, the wait for its turn included: the busier the store, the less of it goes to this. Gives back how many events;
/// ends early when `goOn` says so. Throws StoreError.
std::int64_t pruneAll(Store &store, const Retention &retention, TimePoint now, int rest, const std::function<bool()> &goOn = {});

} // namespace targetdesk
