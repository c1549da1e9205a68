// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpServer>
#include <QThread>

#include <atomic>

namespace targetdesk {

/// Stands between a client and a server on loopback, until it falls silent: connections stay open, the network acknowledges
/// everything, and nothing is handed on. New connections work, unless it was told otherwise. Lives on a thread of its own.
class SilentProxy
{
public:
    /// Hands on to this port, from one that is free.
    explicit SilentProxy(quint16 to);
    ~SilentProxy();

    quint16 port() const { return m_port; }
    void fallSilent();
    /// New connections are taken, and nothing is said on them, to their end.
    void setSilentToNewOnes(bool silent) { m_isSilentToNewOnes = silent; }

private:
    void take(quint16 to);

    QThread m_thread;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
    std::atomic<int> m_generation{0}; ///< of connections: only the newest are served
    std::atomic<bool> m_isSilentToNewOnes{false};
};

} // namespace targetdesk
