// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/httpanswer.h"
#include "dispatch/httprequest.h"
#include "dispatch/requestreader.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <string>

namespace targetdesk {

class HttpConnection;

/// Who answers the requests of connections, on their thread.
class HttpService
{
public:
    virtual ~HttpService() = default;
    /// Calls HttpConnection::answer() now or later, once.
    virtual void handle(HttpConnection &connection, const HttpRequest &request) = 0;
    /// The answer to a request that cannot be read; the connection ends with it.
    virtual HttpAnswer refuse(const HttpFault &fault) = 0;
};

/// One connection of a sender: reads a request, has it answered, then reads the next one. On a socket of its own rather than a
/// QTcpSocket, which closes as soon as the sender has no more to say, answered or not. Lives on the thread that made it, which
/// needs an event loop.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    using Time = std::chrono::steady_clock::time_point;

    struct Bounds
    {
        RequestReader::Bounds request;
        std::size_t unreadAnswers = 1024 * 1024; ///< bytes of answers that may wait for the sender; beyond it is cut off
    };

    /// Takes the connected socket over. `service` and `bounds` must live longer.
    HttpConnection(int descriptor, const Bounds &bounds, HttpService &service, QObject *parent);
    ~HttpConnection() override;

    /// To the request that was handed over last.
    void answer(const HttpAnswer &answer);
    /// When something last came.
    Time lastHeard() const { return m_lastHeard; }
    /// When the request began that is not answered yet; lastHeard() between requests.
    Time openSince() const { return isIdle() ? m_lastHeard : m_openSince; }
    /// Gives the system what it takes of the answers.
    void flush();
    /// Ends the connection at once, and deletes this later.
    void cut();

Q_SIGNALS:
    void ended();

private:
    /// Closing: the last answer is on its way. Draining: it is out, and what the sender still sends is thrown away, for a reset
    /// would take the answer from it.
    enum class State { Open, Closing, Draining, Ended };

    bool isIdle() const;
    void readable();
    void work();
    void step();
    void endOfInput();
    void say(const HttpAnswer &answer, ConnectionWord word);
    void finish();

    const Bounds &m_bounds;
    HttpService &m_service;
    int m_descriptor;
    QSocketNotifier m_reading;
    QSocketNotifier m_writing;
    QTimer m_linger;
    RequestReader m_reader;
    std::string m_input;
    std::size_t m_taken = 0; ///< of m_input
    std::string m_output;
    std::size_t m_sent = 0; ///< of m_output
    Time m_lastHeard;
    Time m_openSince;
    State m_state = State::Open;
    bool m_isAnswering = false; ///< a request is handed over
    bool m_isWorking = false;
    bool m_isAtEnd = false; ///< the sender has no more to say
    bool m_isForHead = false;
    ConnectionWord m_word = ConnectionWord::None;
};

} // namespace targetdesk
