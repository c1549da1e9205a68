// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/timepoint.h"

#include <chrono>
#include <optional>

namespace targetdesk {

class SqlConnection;

/// How far a PostgreSQL server's clock is from this machine's. What is remembered is the server's clock less the time since this
/// machine was started, which nobody sets: when somebody sets the clock here, that is known without asking.
/// Used on one thread.
class ServerClock
{
public:
    /// What is to be added to a time that this machine's clock told when it stood at `base` (systemClockBase()). The server is
    /// asked when that was not done for some seconds, or the clock was set since. Throws what the connection throws.
    std::chrono::milliseconds error(SqlConnection &connection, std::chrono::milliseconds base);
    /// Asks the server at the next call: the connection is a new one.
    void askAgain() { m_askedAt.reset(); }
    /// The server's clock was set, so recently that not every process has renewed its leases since.
    bool wasSetLately() const;

private:
    void ask(SqlConnection &connection);

    std::optional<std::chrono::milliseconds> m_base;    ///< the server's clock less systemUptime()
    std::optional<std::chrono::milliseconds> m_askedAt; ///< by systemUptime()
    std::chrono::milliseconds m_askedFor{0};            ///< `base` of then
    std::optional<std::chrono::milliseconds> m_setAt;   ///< by systemUptime()
};

} // namespace targetdesk
