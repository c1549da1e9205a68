// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace targetdesk {

/// What is wrong with a store, and how large it is.
struct StoreReport
{
    int format = 0;
    std::int64_t bytes = 0;             ///< of the file, or of the tables with their indexes
    std::int64_t freeBytes = 0;         ///< of these, in pages that hold nothing; 0 where that cannot be told
    std::optional<std::int64_t> events; ///< absent, as the next two, where damage keeps them from being counted
    std::optional<std::int64_t> deliveries;
    std::optional<std::int64_t> attempts;
    std::vector<std::string> faults; ///< empty: all is well
};

} // namespace targetdesk
