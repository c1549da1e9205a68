// SPDX-License-Identifier: MIT
#include "silentproxy.h"

#include <QTcpSocket>

namespace targetdesk {

SilentProxy::SilentProxy(quint16 to)
{
    m_server = new QTcpServer;
    m_server->listen(QHostAddress::LocalHost);
    m_port = m_server->serverPort();
    QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this, to] { take(to); });
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    m_thread.start();
}

SilentProxy::~SilentProxy()
{
    m_thread.quit();
    m_thread.wait();
}

void SilentProxy::fallSilent()
{
    ++m_generation;
}

void SilentProxy::take(quint16 to)
{
    QTcpSocket *client = m_server->nextPendingConnection();
    if (m_isSilentToNewOnes) return;
    auto *server = new QTcpSocket(client);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), to);
    const auto hand = [this, generation = m_generation.load()](QTcpSocket *from, QTcpSocket *onto) {
        QObject::connect(from, &QTcpSocket::readyRead, from, [this, generation, from, onto] {
            const QByteArray bytes = from->readAll();
            if (generation == m_generation) onto->write(bytes);
        });
        QObject::connect(from, &QTcpSocket::disconnected, onto, [this, generation, onto] {
            if (generation == m_generation) onto->disconnectFromHost();
        });
    };
    hand(client, server);
    hand(server, client);
    QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
}

} // namespace targetdesk
