// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/httpconnection.h"

#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <vector>

namespace targetdesk {

/// A listening socket with bounds: how large a request may be while it comes, how many connections there may be, how long one may
/// be quiet or drip. Without them a stranger could fill memory, or all file numbers of the process, and the store and the senders
/// would have none.
class BoundedListener : public QTcpServer
{
    Q_OBJECT

public:
    struct Bounds
    {
        HttpConnection::Bounds connection;
        std::size_t connections = 1000; ///< beyond it the one that was quiet longest has to go
        std::chrono::milliseconds quiet = std::chrono::seconds(75);
        std::chrono::milliseconds wholeRequest = std::chrono::seconds(120); ///< from a request's first byte to its answer
    };

    /// `service` must live longer.
    BoundedListener(Bounds bounds, HttpService &service, QObject *parent = nullptr);

    /// Hands what was written to the system, for an end without an event loop.
    void flush();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    /// False when all of them are busy.
    bool makeRoom();
    void sweep();
    void forget(HttpConnection *connection);

    const Bounds m_bounds;
    HttpService &m_service;
    std::vector<HttpConnection *> m_connections;
    QTimer m_sweep; ///< runs while there are connections
};

} // namespace targetdesk
