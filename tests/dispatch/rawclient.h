// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpSocket>
#include <QtTest>

#include <cstdint>

namespace targetdesk {

inline constexpr int kAnswerPatience = 20'000; ///< ms

/// A sender of bytes.
struct RawClient
{
    explicit RawClient(std::uint16_t port)
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket.waitForConnected(kAnswerPatience)) qFatal("no connection");
    }
    /// False: the other end takes no more of it.
    bool send(const QByteArray &bytes)
    {
        socket.write(bytes);
        return QTest::qWaitFor([this] { return socket.bytesToWrite() == 0 || !answer().isEmpty(); }, kAnswerPatience);
    }
    QByteArray answer()
    {
        heard += socket.readAll();
        return heard;
    }
    bool hears(const QByteArray &text, qsizetype times = 1)
    {
        const auto isThere = [&] { return answer().count(text) >= times; };
        return QTest::qWaitFor([&] { return isThere() || socket.state() == QAbstractSocket::UnconnectedState; },
                               kAnswerPatience) &&
               isThere();
    }

    bool isCutOff()
    {
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, kAnswerPatience);
    }

    QTcpSocket socket;
    QByteArray heard;
};

inline QByteArray post(const QByteArray &body, const QByteArray &headers = {})
{
    return "POST /events HTTP/1.1\r\nHost: here\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

inline QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n";
}

} // namespace targetdesk
