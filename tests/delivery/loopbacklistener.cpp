// SPDX-License-Identifier: MIT
#include "loopbacklistener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <stdexcept>

namespace targetdesk {

LoopbackListener::LoopbackListener(Service service)
    : LoopbackListener(std::move(service), Place())
{}

LoopbackListener::LoopbackListener(Service service, const Place &place)
    : m_service(std::move(service))
    , m_address(place.address)
{
    listen(place.port);
    m_acceptor = std::thread([this] { accept(); });
}

LoopbackListener::~LoopbackListener()
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

void LoopbackListener::listen(int port)
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    socklen_t size = sizeof address;
    if (m_listener < 0 || inet_pton(AF_INET, m_address.c_str(), &address.sin_addr) != 1 ||
        bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 128) != 0 ||
        getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        throw std::runtime_error("no socket to listen on");
    }
    m_port = ntohs(address.sin_port);
}

int LoopbackListener::open() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_open.size());
}

void LoopbackListener::accept()
{
    while (true) {
        const int socket = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0 && errno == EMFILE) { // a test lets the program open no more files for a while
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            continue;
        }
        if (socket < 0) return;
        const int number = ++m_connections;
        {
            const std::lock_guard lock(m_mutex);
            m_open.push_back(socket);
            m_mostOpen = std::max(m_mostOpen.load(), static_cast<int>(m_open.size()));
        }
        if (m_service) m_threads.emplace_back([this, socket, number] { end(socket, m_service(socket, number)); });
    }
}

void LoopbackListener::end(int socket, End how)
{
    const std::lock_guard lock(m_mutex);
    m_open.remove(socket);
    if (how == End::Reset) {
        const linger now = {1, 0};
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    close(socket);
}

} // namespace targetdesk
