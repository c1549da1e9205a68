// SPDX-License-Identifier: MIT
#include "hostilereceiver.h"

#include <poll.h>
#include <sys/socket.h>

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

HostileReceiver::HostileReceiver(Behaviour behaviour, const LoopbackListener::Place &place)
    : m_behaviour(std::move(behaviour))
    , m_listener([this](int socket, int connection) { return serve(socket, connection); }, place)
{}

HostileReceiver::HostileReceiver(Unread)
    : m_listener(nullptr)
{}

HostileReceiver::HostileReceiver(HeadOnly manner)
    : m_listener([this, answer = std::move(manner.answer)](int socket, int) { return serveHead(socket, answer); })
{}

std::string HostileReceiver::url(const std::string &path) const
{
    return "http://" + m_listener.address() + ":" + std::to_string(m_listener.port()) + path;
}

std::vector<HostileReceiver::Call> HostileReceiver::calls() const
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

HostileReceiver::End HostileReceiver::serve(int socket, int connection)
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
    return after == After::Reset ? End::Reset : End::Close;
}

HostileReceiver::End HostileReceiver::serveHead(int socket, const std::string &answer)
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
    return answer.empty() ? End::Reset : End::Close;
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

HostileReceiver::Behaviour HostileReceiver::says(std::string bytes, After after)
{
    return [bytes = std::move(bytes), after](int socket, const Call &) {
        write(socket, bytes);
        return after;
    };
}

HostileReceiver::After HostileReceiver::staysSilent(int socket, const Call &)
{
    waitForEnd(socket);
    return After::Close;
}

std::string HostileReceiver::answer(const std::string &status, const std::string &body, const std::string &headers)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

Request requestTo(const std::string &url)
{
    Request request;
    request.url = url;
    request.body = "{\"a\":1}";
    request.timeout = std::chrono::seconds(60);
    return request;
}

} // namespace targetdesk
