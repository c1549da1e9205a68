// SPDX-License-Identifier: MIT
#pragma once

#include "streamwriter.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace targetdesk {

/// The line per attempt on standard error. Who does not read it does not stop deliveries: beyond a MiB lines are dropped, and
/// how many is said as soon as somebody reads.
class LogStream
{
public:
    explicit LogStream(int descriptor);
    /// Gives a reader a second to take what is left.
    ~LogStream();
    LogStream(const LogStream &) = delete;
    LogStream &operator=(const LogStream &) = delete;

    /// A line without its end. Never waits; any thread.
    void write(const std::string &line);

private:
    std::string takeMissing();

    static constexpr std::size_t kMostBytes = 1024 * 1024;

    std::atomic<std::size_t> m_due{0}; ///< bytes that are still to be written
    std::atomic<long long> m_dropped{0};
    StreamWriter m_writer;
};

} // namespace targetdesk
