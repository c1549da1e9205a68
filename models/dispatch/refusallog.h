// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace targetdesk {

/// Counts the requests that the front door refuses, and writes them to the log: of each status one line a second at most, with
/// how many had none. Thread-safe.
class RefusalLog
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `write` takes a JSON object, one line; may be empty.
    RefusalLog(std::function<void(const std::string &line)> write, Clock clock);

    /// `now` is the time of the limit alone. True: there is something that tellRest() has to tell later.
    bool add(int status, const std::string &cause, Time now);
    /// Writes of what had no line, where a second is over. True: something is left.
    bool tellRest(Time now);
    /// In Prometheus' text format.
    std::string metrics() const;

private:
    struct Refused
    {
        std::int64_t count = 0;
        std::int64_t leftOut = 0; ///< since the last line
        std::string lastCause;    ///< of these
        Time lastLine = Time::min();
    };

    void tell(int status, Refused &refused, const std::string &cause, Time now);

    const std::function<void(const std::string &line)> m_write;
    const Clock m_clock;
    mutable std::mutex m_mutex;
    std::map<int, Refused> m_byStatus;
};

} // namespace targetdesk
