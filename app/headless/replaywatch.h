// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"
#include "workspace/json.h"

#include <cstddef>
#include <string>
#include <vector>

namespace targetdesk {

/// How far deliveries that were queued again have come. Asks the store once a second, and changes nothing there: whoever ends the
/// program ends the watching.
class ReplayWatch
{
public:
    /// `store` must live longer.
    ReplayWatch(const Store &store, std::vector<std::string> ids, bool json);

    /// Waits until all are over, or wait for a time that a schedule names, and says on the way how many are. True: none failed.
    /// Throws StoreError.
    bool run();

private:
    void look();
    void say();
    Json counts() const;

    const Store &m_store;
    std::vector<std::string> m_left; ///< not over when they were looked at last
    std::size_t m_queued;
    bool m_json;
    std::size_t m_delivered = 0;
    std::size_t m_failed = 0; ///< refused, exhausted, unknown
    std::size_t m_cancelled = 0;
    std::size_t m_scheduled = 0;
    std::string m_said;
};

} // namespace targetdesk
