// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace targetdesk {

/// Takes connections on loopback for a test's receiver, one thread per connection. The destructor breaks all connections and
/// joins. Throws std::runtime_error when the address cannot be had.
class LoopbackListener
{
public:
    enum class End { Close, Reset };
    /// Serves a connection, numbered from 1, on its thread; the socket is the listener's.
    using Service = std::function<End(int socket, int connection)>;
    struct Place
    {
        std::string address = "127.0.0.1"; ///< 127.0.0.0/8 is the machine's own, all of it
        int port = 0;                      ///< 0: any
    };

    /// Without a service connections are taken, and not one byte is read.
    explicit LoopbackListener(Service service);
    LoopbackListener(Service service, const Place &place);
    ~LoopbackListener();
    LoopbackListener(const LoopbackListener &) = delete;
    LoopbackListener &operator=(const LoopbackListener &) = delete;

    const std::string &address() const { return m_address; }
    int port() const { return m_port; }
    int connections() const { return m_connections; }
    /// Connections that are open on our side.
    int open() const;
    /// The most connections that were open at once.
    int mostOpen() const { return m_mostOpen; }

private:
    void listen(int port);
    void accept();
    void end(int socket, End how);

    Service m_service;
    std::string m_address;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_mostOpen = 0;
    mutable std::mutex m_mutex;
    std::list<int> m_open;            ///< guarded by m_mutex
    std::list<std::thread> m_threads; ///< the accepting thread's until it is joined
    std::thread m_acceptor;
};

} // namespace targetdesk
