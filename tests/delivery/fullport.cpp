// SPDX-License-Identifier: MIT
#include "fullport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace targetdesk {

FullPort::FullPort(const LoopbackListener::Place &place)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(place.port));
    inet_pton(AF_INET, place.address.c_str(), &address.sin_addr);
    socklen_t size = sizeof address;
    const int listener = newSocket();
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(listener, 0) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        throw std::runtime_error("no socket to listen on");
    for (int i = 0; i < 8; ++i)
        connect(newSocket(), reinterpret_cast<sockaddr *>(&address), size); // the first few fit, the rest wait
    m_port = ntohs(address.sin_port);
}

FullPort::~FullPort()
{
    for (const int one : m_sockets)
        close(one);
}

int FullPort::newSocket()
{
    m_sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    return m_sockets.back();
}

} // namespace targetdesk
