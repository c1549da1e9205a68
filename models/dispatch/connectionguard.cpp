// SPDX-License-Identifier: MIT
#include "dispatch/connectionguard.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

/// How long a sender that was refused may go on before it reads the answer; a reset would take the answer from it.
constexpr auto kLinger = 2s;

} // namespace

ConnectionGuard::ConnectionGuard(QTcpSocket &socket, const Bounds &bounds)
    : QObject(&socket)
    , m_socket(socket)
    , m_bounds(bounds)
    , m_lastHeard(std::chrono::steady_clock::now())
    , m_openSince(m_lastHeard)
{
    // Made first, so called before the HTTP server's: what it has not taken yet is all still there.
    connect(&socket, &QTcpSocket::readyRead, this, &ConnectionGuard::heard);
    connect(&socket, &QTcpSocket::bytesWritten, this, &ConnectionGuard::answered);
}

void ConnectionGuard::heard()
{
    m_lastHeard = std::chrono::steady_clock::now();
    if (m_isBetweenRequests) m_openSince = m_lastHeard;
    m_isBetweenRequests = false;
    if (std::max(m_socket.bytesAvailable(), m_socket.bytesToWrite()) > m_bounds.waitingBytes) {
        cut(); // an earlier request waits for its answer: no other may be given in its place
    } else if (consumed() - m_consumedBefore > m_bounds.requestBytes) {
        refuseRequest();
    }
}

void ConnectionGuard::answered()
{
    m_consumedBefore = consumed();
    m_isBetweenRequests = m_socket.bytesAvailable() == 0;
    m_openSince = std::chrono::steady_clock::now();
}

qint64 ConnectionGuard::consumed() const
{
    const int descriptor = static_cast<int>(m_socket.socketDescriptor());
    tcp_info info = {};
    socklen_t size = sizeof info;
    int inKernel = 0;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
    if (::ioctl(descriptor, FIONREAD, &inKernel) != 0) return 0;
    return static_cast<qint64>(info.tcpi_bytes_received) - inKernel - m_socket.bytesAvailable();
}

void ConnectionGuard::refuseRequest()
{
    disconnect(&m_socket, &QTcpSocket::readyRead, nullptr, nullptr); // the HTTP server's, too: it would keep what comes
    disconnect(&m_socket, &QTcpSocket::bytesWritten, this, nullptr);
    if (m_socket.isTransactionStarted()) m_socket.commitTransaction(); // the HTTP server's: what it has read stays until then
    m_socket.readAll();
    m_socket.write(m_bounds.tooLargeAnswer);
    m_socket.flush();
    ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] { m_socket.readAll(); });
    QTimer::singleShot(kLinger, this, &ConnectionGuard::cut);
}

void ConnectionGuard::flush()
{
    m_socket.flush();
}

void ConnectionGuard::cut()
{
    disconnect(&m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
    m_socket.abort();
}

} // namespace targetdesk
