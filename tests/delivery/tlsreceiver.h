// SPDX-License-Identifier: MIT
#pragma once

#include "loopbacklistener.h"
#include "testauthority.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace targetdesk {

/// A TLS server on loopback for tests, one thread per connection; what is said inside the tunnel is the test's.
class TlsReceiver
{
public:
    enum class Versions { All, Only12, Only11 };
    struct Options
    {
        TestAuthority::Files identity;
        std::string clientAuthorities; ///< PEM; a client must have a certificate of one of them; empty: none is asked for
        Versions versions = Versions::All;
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

    std::string url(const std::string &path = "/") const { return "https://127.0.0.1:" + std::to_string(port()) + path; }
    int port() const { return m_listener.port(); }
    int connections() const { return m_listener.connections(); }
    /// Connections whose handshake succeeded.
    int sessions() const { return m_sessions; }

    /// Answers each request on the connection with 200 and the client's name.
    static void greets(Channel &channel);

private:
    LoopbackListener::End serve(int socket);

    Behaviour m_behaviour;
    std::shared_ptr<void> m_context; ///< SSL_CTX
    std::atomic<int> m_sessions = 0;
    LoopbackListener m_listener; ///< last: its threads use the rest
};

} // namespace targetdesk
