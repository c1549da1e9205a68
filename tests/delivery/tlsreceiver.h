// SPDX-License-Identifier: MIT
#pragma once

#include "testauthority.h"

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace targetdesk {

/// A TLS server on loopback for tests, one thread per connection; what is said inside the tunnel is the test's. The destructor
/// breaks all connections and joins.
class TlsReceiver
{
public:
    struct Options
    {
        TestAuthority::Files identity;
        std::string clientAuthorities; ///< PEM; a client must have a certificate of one of them; empty: none is asked for
        bool only12 = false;
        bool offersHttp2 = false;
    };
    /// A connection whose handshake is done.
    class Channel
    {
    public:
        explicit Channel(void *ssl)
            : m_ssl(ssl)
        {}
        /// Appends what comes next; false at the end.
        bool read(std::string &buffer);
        bool write(const std::string &bytes);
        /// Common name of the client's certificate; empty: none.
        std::string client() const;
        bool isHttp2() const;

    private:
        void *m_ssl; ///< SSL
    };
    /// Called on the connection's thread; the connection is closed when it returns.
    using Behaviour = std::function<void(Channel &)>;

    TlsReceiver(Options options, Behaviour behaviour);
    ~TlsReceiver();
    TlsReceiver(const TlsReceiver &) = delete;
    TlsReceiver &operator=(const TlsReceiver &) = delete;

    std::string url(const std::string &path = "/") const { return "https://127.0.0.1:" + std::to_string(m_port) + path; }
    int port() const { return m_port; }
    /// Connections whose handshake succeeded.
    int sessions() const { return m_sessions; }

    /// Answers each request on the connection with 200 and the client's name.
    static void greets(Channel &channel);

private:
    void accept();
    void serve(int socket);

    Behaviour m_behaviour;
    void *m_context = nullptr; ///< SSL_CTX
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_sessions = 0;
    std::mutex m_mutex;
    std::list<int> m_open;            ///< guarded by m_mutex
    std::list<std::thread> m_threads; ///< the accepting thread's until it is joined
    std::thread m_acceptor;
};

} // namespace targetdesk
