// SPDX-License-Identifier: MIT
#include "stoppedreceiver.h"

#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace targetdesk {

namespace {

/// Answers requests until the connection ends. Only what a forked process may call.
void answerAll(int socket)
{
    static char buffer[65536];
    std::size_t size = 0;
    while (size < sizeof buffer - 1) {
        const ssize_t count = recv(socket, buffer + size, sizeof buffer - 1 - size, 0);
        if (count <= 0) return;
        size += static_cast<std::size_t>(count);
        buffer[size] = '\0';
        const char *end = std::strstr(buffer, "\r\n\r\n");
        const char *length = std::strstr(buffer, "Content-Length: ");
        if (!end || !length) continue;
        const std::size_t bodySize = std::strtoul(length + 16, nullptr, 10);
        if (size < static_cast<std::size_t>(end + 4 - buffer) + bodySize) continue;
        const std::string answer =
            "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(bodySize) + "\r\n\r\n" + std::string(end + 4, bodySize);
        if (send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return;
        size = 0;
    }
}

} // namespace

StoppedReceiver::StoppedReceiver()
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || listen(listener, 16) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        throw std::runtime_error("no socket to listen on");
    m_port = ntohs(address.sin_port);
    m_process = fork();
    if (m_process == 0) serve(listener);
    close(listener);
    if (m_process < 0) throw std::runtime_error("no process for the receiver");
}

StoppedReceiver::~StoppedReceiver()
{
    kill(m_process, SIGKILL);
    waitpid(m_process, nullptr, 0);
}

void StoppedReceiver::serve(int listener)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (true) {
        const int socket = accept(listener, nullptr, nullptr);
        if (socket < 0) _exit(1);
        answerAll(socket);
        close(socket);
    }
}

void StoppedReceiver::stop() const
{
    kill(m_process, SIGSTOP);
    waitpid(m_process, nullptr, WUNTRACED);
}

void StoppedReceiver::goOn() const
{
    kill(m_process, SIGCONT);
}

} // namespace targetdesk
