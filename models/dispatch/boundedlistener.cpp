// SPDX-License-Identifier: MIT
#include "dispatch/boundedlistener.h"

#include <algorithm>
#include <unistd.h>

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

/// A connection that was heard more recently is in use.
constexpr auto kInUse = 1s;

} // namespace

BoundedListener::BoundedListener(Bounds bounds, HttpService &service, QObject *parent)
    : QTcpServer(parent)
    , m_bounds(std::move(bounds))
    , m_service(service)
{
    m_sweep.setInterval(std::clamp<std::chrono::milliseconds>(m_bounds.quiet / 5, 50ms, 15s));
    connect(&m_sweep, &QTimer::timeout, this, &BoundedListener::sweep);
}

void BoundedListener::flush()
{
    const std::vector<HttpConnection *> connections = m_connections;
    for (HttpConnection *connection : connections)
        connection->flush();
}

void BoundedListener::incomingConnection(qintptr descriptor)
{
    if (m_connections.size() >= m_bounds.connections && !makeRoom()) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    auto *connection = new HttpConnection(static_cast<int>(descriptor), m_bounds.connection, m_service, this);
    m_connections.push_back(connection);
    connect(connection, &HttpConnection::ended, this, [this, connection] { forget(connection); });
    if (!m_sweep.isActive()) m_sweep.start();
}

bool BoundedListener::makeRoom()
{
    const auto quietest = std::ranges::min_element(m_connections, {}, &HttpConnection::lastHeard);
    if (quietest == m_connections.end() || std::chrono::steady_clock::now() - (*quietest)->lastHeard() < kInUse) return false;
    (*quietest)->cut();
    return true;
}

void BoundedListener::sweep()
{
    const auto now = std::chrono::steady_clock::now();
    const std::vector<HttpConnection *> connections = m_connections; // one that is cut goes from the list
    for (HttpConnection *connection : connections) {
        if (now - connection->lastHeard() > m_bounds.quiet || now - connection->openSince() > m_bounds.wholeRequest)
            connection->cut();
    }
}

void BoundedListener::forget(HttpConnection *connection)
{
    std::erase(m_connections, connection);
    if (m_connections.empty()) m_sweep.stop();
}

} // namespace targetdesk
