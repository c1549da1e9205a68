// SPDX-License-Identifier: MIT
#include "sink.h"

#include <QHostAddress>
#include <QTimer>

#include <memory>

namespace targetdesk {

struct Sink::Connection
{
    QTcpSocket *socket = nullptr;
    QByteArray bytes;
};

Sink::Sink(Behaviour behaviour)
    : m_behaviour(std::move(behaviour))
{
    m_server = new QTcpServer;
    m_server->listen(QHostAddress::LocalHost, 0);
    m_server->setListenBacklogSize(500);
    m_port = m_server->serverPort();
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            auto connection = std::make_shared<Connection>();
            connection->socket = socket;
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, connection] { take(*connection); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    m_thread.start();
}

Sink::~Sink()
{
    m_thread.quit();
    m_thread.wait();
    const std::lock_guard lock(m_mutex); // for the thread sanitizer, which does not see how Qt waits
}

std::string Sink::url(const std::string &path) const
{
    return "http://127.0.0.1:" + std::to_string(m_port) + path;
}

void Sink::releaseNext()
{
    QMetaObject::invokeMethod(m_server, [this] {
        if (m_held.empty()) return;
        const HeldAnswer answer = std::move(m_held.front());
        m_held.pop_front();
        if (answer.socket) answer.socket->write(answer.text.data(), static_cast<qint64>(answer.text.size()));
    });
}

std::vector<Sink::Received> Sink::received() const
{
    const std::lock_guard lock(m_mutex);
    return m_received;
}

std::map<std::string, int> Sink::counts() const
{
    const std::lock_guard lock(m_mutex);
    return m_counts;
}

/// Reads requests with a Content-Length, one after the other.
void Sink::take(Connection &connection)
{
    connection.bytes += connection.socket->readAll();
    while (true) {
        const qsizetype headEnd = connection.bytes.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        Received received;
        const QList<QByteArray> lines = connection.bytes.left(headEnd).split('\n');
        received.path = lines.first().split(' ').value(1).toStdString();
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines[i].indexOf(':');
            received.headers[lines[i].left(colon).trimmed().toLower().toStdString()] =
                lines[i].mid(colon + 1).trimmed().toStdString();
        }
        const qsizetype length = QByteArray::fromStdString(received.headers["content-length"]).toLongLong();
        if (connection.bytes.size() < headEnd + 4 + length) return;
        received.body = connection.bytes.mid(headEnd + 4, length).toStdString();
        connection.bytes.remove(0, headEnd + 4 + length);
        answer(connection, std::move(received));
    }
}

void Sink::answer(Connection &connection, Received received)
{
    {
        const std::lock_guard lock(m_mutex);
        received.nth = ++m_counts[received.headers["webhook-id"]];
        m_received.push_back(received);
    }
    const Answer answer = m_behaviour(received);
    QTcpSocket *socket = connection.socket;
    if (answer.hangUp) {
        socket->abort();
        return;
    }
    const std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Said\r\n" + answer.headers +
                             "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
    const auto write = [socket, text] { socket->write(text.data(), static_cast<qint64>(text.size())); };
    if (answer.isHeld) {
        m_held.push_back({socket, text});
    } else if (answer.delay > 0) {
        QTimer::singleShot(answer.delay, socket, write);
    } else {
        write();
    }
}

} // namespace targetdesk
