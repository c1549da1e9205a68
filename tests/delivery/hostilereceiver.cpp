// SPDX-License-Identifier: MIT
#include "hostilereceiver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace targetdesk {

namespace {

/// Reads until a whole request is in `buffer`; false when the connection ends before.
bool readRequest(int socket, std::string &buffer, HostileReceiver::Call &call)
{
    char chunk[16384];
    std::size_t headEnd = std::string::npos;
    std::size_t length = 0;
    while (true) {
        if (headEnd == std::string::npos && (headEnd = buffer.find("\r\n\r\n")) != std::string::npos) {
            const std::size_t at = buffer.find("Content-Length: ");
            if (at < headEnd) length = std::stoul(buffer.substr(at + 16, 20));
        }
        if (headEnd != std::string::npos && buffer.size() >= headEnd + 4 + length) break;
        const ssize_t count = recv(socket, chunk, sizeof chunk, 0);
        if (count <= 0) return false;
        buffer.append(chunk, static_cast<std::size_t>(count));
    }
    call.head = buffer.substr(0, headEnd + 2);
    call.body = buffer.substr(headEnd + 4, length);
    buffer.erase(0, headEnd + 4 + length);
    return true;
}

} // namespace

HostileReceiver::HostileReceiver(Behaviour behaviour)
    : m_behaviour(std::move(behaviour))
    , m_service([this](int socket, int connection) { serve(socket, connection); })
{
    listen();
}

HostileReceiver::HostileReceiver(Unread)
{
    listen();
}

HostileReceiver::HostileReceiver(HeadOnly manner)
    : m_service([this, answer = std::move(manner.answer)](int socket, int) { serveHead(socket, answer); })
{
    listen();
}

void HostileReceiver::listen()
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (m_listener < 0 || bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 128) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        throw std::runtime_error("no socket to listen on");
    }
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

HostileReceiver::~HostileReceiver()
{
    shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_open)
            shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
    for (const int socket : m_open) // that nobody served
        close(socket);
    close(m_listener);
}

std::string HostileReceiver::url(const std::string &path) const
{
    return "http://127.0.0.1:" + std::to_string(m_port) + path;
}

std::vector<HostileReceiver::Call> HostileReceiver::calls() const
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

int HostileReceiver::open() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_open.size());
}

void HostileReceiver::accept()
{
    while (true) {
        const int socket = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        const int number = ++m_connections;
        {
            const std::lock_guard lock(m_mutex);
            m_open.push_back(socket);
            m_mostOpen = std::max(m_mostOpen.load(), static_cast<int>(m_open.size()));
        }
        if (m_service) m_threads.emplace_back([this, socket, number] { m_service(socket, number); });
    }
}

void HostileReceiver::serve(int socket, int connection)
{
    After after = After::Keep;
    std::string buffer;
    Call call;
    call.connection = connection;
    while (after == After::Keep && readRequest(socket, buffer, call)) {
        ++call.nth;
        {
            const std::lock_guard lock(m_mutex);
            m_calls.push_back(call);
        }
        after = m_behaviour(socket, call);
    }
    end(socket, after == After::Reset);
}

void HostileReceiver::serveHead(int socket, const std::string &answer)
{
    std::string head;
    char byte = 0;
    while (head.find("\r\n\r\n") == std::string::npos && recv(socket, &byte, 1, 0) > 0)
        head += byte;
    if (!answer.empty()) {
        write(socket, answer);
        pollfd gone = {socket, POLLRDHUP, 0};
        poll(&gone, 1, -1);
    }
    end(socket, answer.empty());
}

void HostileReceiver::end(int socket, bool resets)
{
    const std::lock_guard lock(m_mutex);
    m_open.remove(socket);
    if (resets) {
        const linger now = {1, 0};
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    close(socket);
}

bool HostileReceiver::write(int socket, const std::string &bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

void HostileReceiver::waitForEnd(int socket)
{
    char byte = 0;
    while (recv(socket, &byte, 1, 0) > 0) {
    }
}

std::string HostileReceiver::answer(const std::string &status, const std::string &body, const std::string &headers)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

} // namespace targetdesk
