// SPDX-License-Identifier: MIT
#include "dispatch/httpconnection.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcntl.h>

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

/// How long a sender may be quiet after its last answer before it closes.
constexpr auto kLinger = 2s;

constexpr std::size_t kPiece = 64 * 1024;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

} // namespace

HttpConnection::HttpConnection(int descriptor, const Bounds &bounds, HttpService &service, QObject *parent)
    : QObject(parent)
    , m_bounds(bounds)
    , m_service(service)
    , m_descriptor(descriptor)
    , m_reading(descriptor, QSocketNotifier::Read)
    , m_writing(QSocketNotifier::Write)
    , m_reader(bounds.request)
    , m_lastHeard(std::chrono::steady_clock::now())
    , m_openSince(m_lastHeard)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // answers are written in one go
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    m_writing.setSocket(descriptor);
    m_linger.setSingleShot(true);
    m_linger.setInterval(kLinger);
    connect(&m_reading, &QSocketNotifier::activated, this, &HttpConnection::readable);
    connect(&m_writing, &QSocketNotifier::activated, this, &HttpConnection::flush);
    connect(&m_linger, &QTimer::timeout, this, &HttpConnection::cut);
}

HttpConnection::~HttpConnection()
{
    m_reading.setEnabled(false);
    m_writing.setEnabled(false);
    if (m_descriptor >= 0) ::close(m_descriptor);
}

bool HttpConnection::isIdle() const
{
    return m_state == State::Open && !m_isAnswering && m_taken == m_input.size() && m_reader.isBetweenRequests();
}

void HttpConnection::readable()
{
    if (m_state == State::Ended) return;
    std::array<char, kPiece> buffer;
    const ssize_t got = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (got < 0) {
        if (errno != EAGAIN && errno != EINTR) cut();
        return;
    }
    const bool wasIdle = isIdle();
    m_lastHeard = std::chrono::steady_clock::now();
    if (wasIdle) m_openSince = m_lastHeard;
    if (got == 0) {
        m_isAtEnd = true;
        m_reading.setEnabled(false);
    }
    if (m_state == State::Draining) {
        if (m_isAtEnd) {
            cut();
        } else {
            m_linger.start();
        }
        return;
    }
    if (m_state == State::Open) m_input.append(buffer.data(), static_cast<std::size_t>(got));
    work();
}

/// Reads on as far as it may: one request waits for the answer to the one before, and the system keeps what comes meanwhile.
void HttpConnection::work()
{
    if (m_isWorking) return; // answered at once
    m_isWorking = true;
    while (m_state == State::Open && !m_isAnswering && m_taken < m_input.size())
        step();
    if (m_state == State::Open && !m_isAnswering && m_isAtEnd) endOfInput();
    m_isWorking = false;
    if (m_taken == m_input.size() || m_state != State::Open) {
        m_input.clear();
        m_taken = 0;
    }
    flush();
    if (!m_isAtEnd && m_state != State::Ended) m_reading.setEnabled(m_input.size() < kPiece);
}

void HttpConnection::step()
{
    m_taken += m_reader.read(std::string_view(m_input).substr(m_taken));
    if (m_reader.fault()) {
        m_isForHead = m_reader.method() == "HEAD";
        say(m_service.refuse(*m_reader.fault()), ConnectionWord::Close);
    } else if (m_reader.isDone()) {
        const HttpRequest request = m_reader.take();
        m_isForHead = request.method == "HEAD";
        m_word = !request.keepsConnection ? ConnectionWord::Close
                 : request.isOld          ? ConnectionWord::KeepAlive
                                          : ConnectionWord::None;
        m_isAnswering = true;
        m_service.handle(*this, request);
    } else if (m_reader.wantsContinue()) {
        m_output += kContinue;
    }
}

void HttpConnection::endOfInput()
{
    if (m_reader.isBetweenRequests()) {
        m_state = State::Closing;
        return;
    }
    const HttpFault cutOff{400, "the connection ends before the request does", "send as many bytes as Content-Length says"};
    say(m_service.refuse(cutOff), ConnectionWord::Close);
}

void HttpConnection::answer(const HttpAnswer &answer)
{
    if (m_state == State::Ended) return;
    m_isAnswering = false;
    m_openSince = std::chrono::steady_clock::now(); // of a request that is here already
    say(answer, m_word);
    work();
}

void HttpConnection::say(const HttpAnswer &answer, ConnectionWord word)
{
    m_output += wireText(answer, word, m_isForHead);
    if (word == ConnectionWord::Close) m_state = State::Closing;
}

void HttpConnection::flush()
{
    if (m_state == State::Ended) return;
    while (m_sent < m_output.size()) {
        const ssize_t length = ::send(m_descriptor, m_output.data() + m_sent, m_output.size() - m_sent, MSG_NOSIGNAL);
        if (length >= 0) {
            m_sent += static_cast<std::size_t>(length);
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            cut();
            return;
        }
    }
    const bool isOut = m_sent == m_output.size();
    if (isOut) {
        m_output.clear();
        m_sent = 0;
    }
    if (m_writing.isEnabled() == isOut) m_writing.setEnabled(!isOut);
    if (m_output.size() - m_sent > m_bounds.unreadAnswers) {
        cut();
    } else if (isOut && m_state == State::Closing) {
        finish();
    }
}

/// The last answer is with the system.
void HttpConnection::finish()
{
    if (m_isAtEnd) {
        cut();
        return;
    }
    m_state = State::Draining;
    ::shutdown(m_descriptor, SHUT_WR);
    m_linger.start();
}

void HttpConnection::cut()
{
    if (m_state == State::Ended) return;
    m_state = State::Ended;
    m_reading.setEnabled(false);
    m_writing.setEnabled(false);
    m_linger.stop();
    ::close(m_descriptor);
    m_descriptor = -1;
    Q_EMIT ended();
    deleteLater();
}

} // namespace targetdesk
