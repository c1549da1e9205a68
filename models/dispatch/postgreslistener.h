// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/postgresaddress.h"
#include "dispatch/store.h"

#include <functional>
#include <memory>
#include <string>

class QThread;

namespace targetdesk {

/// Hears what other processes announce (LISTEN), on a thread and a connection of its own; connects again, after a wait that grows
/// and is never twice the same, when the server is lost. Notifications are lost with a connection, so it calls every few
/// seconds besides.
class PostgresListener
{
public:
    /// The announcements of `self` are not passed on; `call` runs on the listener's thread.
    PostgresListener(const PostgresAddress &address, std::string self, std::function<void(const StoreChange &change)> call);
    /// When it returns, `call` is not running any more.
    ~PostgresListener();
    PostgresListener(const PostgresListener &) = delete;
    PostgresListener &operator=(const PostgresListener &) = delete;

private:
    std::unique_ptr<QThread> m_thread;
};

} // namespace targetdesk
