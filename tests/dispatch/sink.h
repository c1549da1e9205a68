// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace targetdesk {

/// A receiver on loopback that does what a test tells it, the bad manners included: it works on sockets, not on an HTTP library.
/// Lives on a thread of its own; thread-safe.
class Sink
{
public:
    struct Received
    {
        std::string path;
        std::map<std::string, std::string> headers; ///< names in lower case
        std::string body;
        int nth = 1; ///< how many with this webhook-id came, this one included
    };
    struct Answer
    {
        int status = 200;
        std::string headers; ///< complete lines, each with its end
        std::string body;
        bool hangUp = false; ///< close the connection without an answer
        int delay = 0;       ///< milliseconds
        bool isHeld = false; ///< until its turn in releaseNext()
    };
    using Behaviour = std::function<Answer(const Received &)>;

    /// Listens on a free port. `behaviour` is called on the sink's thread.
    explicit Sink(Behaviour behaviour);
    ~Sink();

    std::string url(const std::string &path) const;
    /// Sends the answer that was held first. Of one that has hung up, nothing is sent.
    void releaseNext();
    std::vector<Received> received() const;
    /// How many requests came for each webhook-id.
    std::map<std::string, int> counts() const;

private:
    struct Connection;
    struct HeldAnswer
    {
        QPointer<QTcpSocket> socket;
        std::string text;
    };
    void take(Connection &connection);
    void answer(Connection &connection, Received received);

    Behaviour m_behaviour;
    QThread m_thread;
    QTcpServer *m_server = nullptr;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<Received> m_received;
    std::map<std::string, int> m_counts;
    std::deque<HeldAnswer> m_held; ///< of the sink's thread
};

} // namespace targetdesk
