// SPDX-License-Identifier: MIT
#include "dispatch/boundedlistener.h"

#include <QTcpSocket>

#include <algorithm>
#include <unistd.h>

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

/// A connection that was heard more recently is in use.
constexpr auto kInUse = 1s;

} // namespace

BoundedListener::BoundedListener(Bounds bounds, QObject *parent)
    : QTcpServer(parent)
    , m_bounds(std::move(bounds))
{
    m_sweep.setInterval(std::clamp<std::chrono::milliseconds>(m_bounds.quiet / 5, 50ms, 15s));
    connect(&m_sweep, &QTimer::timeout, this, &BoundedListener::sweep);
}

void BoundedListener::flush()
{
    for (ConnectionGuard *guard : m_guards)
        guard->flush();
}

void BoundedListener::incomingConnection(qintptr descriptor)
{
    if (m_guards.size() >= m_bounds.connections && !makeRoom()) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        ::close(static_cast<int>(descriptor));
        return;
    }
    auto *guard = new ConnectionGuard(*socket, m_bounds.request);
    m_guards.push_back(guard);
    connect(socket, &QTcpSocket::disconnected, this, [this, guard] { forget(guard); });
    connect(guard, &QObject::destroyed, this, &BoundedListener::forget);
    if (!m_sweep.isActive()) m_sweep.start();
    addPendingConnection(socket);
}

bool BoundedListener::makeRoom()
{
    const auto quietest = std::ranges::min_element(m_guards, {}, &ConnectionGuard::lastHeard);
    if (quietest == m_guards.end() || std::chrono::steady_clock::now() - (*quietest)->lastHeard() < kInUse) return false;
    (*quietest)->cut();
    return true;
}

void BoundedListener::sweep()
{
    const auto now = std::chrono::steady_clock::now();
    const std::vector<ConnectionGuard *> guards = m_guards; // one that is cut goes from the list
    for (ConnectionGuard *guard : guards) {
        if (now - guard->lastHeard() > m_bounds.quiet || now - guard->openSince() > m_bounds.wholeRequest) guard->cut();
    }
}

void BoundedListener::forget(QObject *guard)
{
    std::erase(m_guards, guard);
    if (m_guards.empty()) m_sweep.stop();
}

} // namespace targetdesk
