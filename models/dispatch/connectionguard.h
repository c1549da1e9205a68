// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <chrono>

class QTcpSocket;

namespace targetdesk {

/// Watches one connection to an HTTP server: how much it sends for one request, and since when it is quiet. Belongs to the
/// socket, and must be made before the HTTP server reads from it. Linux only: counts with TCP_INFO.
class ConnectionGuard : public QObject
{
    Q_OBJECT

public:
    using Time = std::chrono::steady_clock::time_point;

    struct Bounds
    {
        qint64 requestBytes = 0;   ///< that one request may have, head and framing included
        qint64 waitingBytes = 0;   ///< that may wait in memory, requests and answers each
        QByteArray tooLargeAnswer; ///< the whole HTTP answer to a larger request, with `Connection: close`
    };

    ConnectionGuard(QTcpSocket &socket, const Bounds &bounds);

    /// When something last came.
    Time lastHeard() const { return m_lastHeard; }
    /// When the request began that is not answered yet; lastHeard() between requests.
    Time openSince() const { return m_isBetweenRequests ? m_lastHeard : m_openSince; }
    void flush();
    /// Ends the connection at once.
    void cut();

private:
    void heard();
    void answered();
    /// Bytes that the HTTP server has taken from the connection so far.
    qint64 consumed() const;
    void refuseRequest();

    QTcpSocket &m_socket;
    const Bounds &m_bounds;
    Time m_lastHeard;
    Time m_openSince;
    qint64 m_consumedBefore = 0; ///< as the current request began
    bool m_isBetweenRequests = true;
};

} // namespace targetdesk
