// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace targetdesk {

/// An HTTP receiver on loopback that answers as badly as a test asks, byte by byte. Counts what it saw on the wire. One thread
/// per connection; the destructor breaks all connections and joins.
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

    explicit HostileReceiver(Behaviour behaviour);
    explicit HostileReceiver(Unread);
    /// Reads the head and not the body; answers and waits, or, without an answer, resets the connection.
    explicit HostileReceiver(HeadOnly manner);
    ~HostileReceiver();
    HostileReceiver(const HostileReceiver &) = delete;
    HostileReceiver &operator=(const HostileReceiver &) = delete;

    std::string url(const std::string &path = "/") const;
    std::vector<Call> calls() const;
    int connections() const { return m_connections; }
    /// Connections that are open on our side.
    int open() const;
    /// The most connections that were open at once.
    int mostOpen() const { return m_mostOpen; }

    /// False when the other end is gone.
    static bool write(int socket, const std::string &bytes);
    /// Blocks until the other end goes away.
    static void waitForEnd(int socket);
    /// A whole answer with Content-Length.
    static std::string answer(const std::string &status, const std::string &body = {}, const std::string &headers = {});

private:
    using Service = std::function<void(int socket, int connection)>;

    void listen();
    void accept();
    void serveHead(int socket, const std::string &answer);
    void end(int socket, bool resets);
    void serve(int socket, int connection);

    Behaviour m_behaviour;
    Service m_service; ///< of a connection, on its thread; null: none
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_mostOpen = 0;
    mutable std::mutex m_mutex;
    std::vector<Call> m_calls;        ///< guarded by m_mutex
    std::list<int> m_open;            ///< guarded by m_mutex
    std::list<std::thread> m_threads; ///< the accepting thread's until it is joined
    std::thread m_acceptor;
};

} // namespace targetdesk
