// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/request.h"
#include "loopbacklistener.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace targetdesk {

/// An HTTP receiver on loopback that answers as badly as a test asks, byte by byte. Counts what it saw on the wire. One thread
/// per connection.
class HostileReceiver
{
public:
    enum class After { Keep, Close, Reset };
    struct Call
    {
        int connection = 0; ///< from 1
        int nth = 0;        ///< on this connection, from 1
        std::string head;
        std::string body;
    };
    /// Called on the connection's thread once a whole request is there.
    using Behaviour = std::function<After(int socket, const Call &call)>;

    /// Takes connections and reads not one byte of them.
    struct Unread
    {};

    struct HeadOnly
    {
        std::string answer;
    };

    explicit HostileReceiver(Behaviour behaviour, const LoopbackListener::Place &place = {});
    explicit HostileReceiver(Unread);
    /// Reads the head and not the body; answers and waits, or, without an answer, resets the connection.
    explicit HostileReceiver(HeadOnly manner);

    std::string url(const std::string &path = "/") const;
    std::vector<Call> calls() const;
    int port() const { return m_listener.port(); }
    int connections() const { return m_listener.connections(); }
    int open() const { return m_listener.open(); }
    int mostOpen() const { return m_listener.mostOpen(); }

    /// Answers each request with these bytes.
    static Behaviour says(std::string bytes, After after = After::Close);
    /// Takes the request and never answers.
    static After staysSilent(int socket, const Call &call);
    /// False when the other end is gone.
    static bool write(int socket, const std::string &bytes);
    /// Blocks until the other end goes away.
    static void waitForEnd(int socket);
    /// A whole answer with Content-Length.
    static std::string answer(const std::string &status, const std::string &body = {}, const std::string &headers = {});

private:
    using End = LoopbackListener::End;

    End serveHead(int socket, const std::string &answer);
    End serve(int socket, int connection);

    Behaviour m_behaviour;
    mutable std::mutex m_mutex;
    std::vector<Call> m_calls;   ///< guarded by m_mutex
    LoopbackListener m_listener; ///< last: its threads use the rest
};

/// A small POST that waits long.
Request requestTo(const std::string &url);

} // namespace targetdesk
