// SPDX-License-Identifier: MIT
#include "streamwriter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace targetdesk {

namespace {

/// What goes out in one piece: whole lines, for others may write between two pieces.
std::size_t fittingSize(std::string_view text)
{
    if (text.size() <= PIPE_BUF) return text.size();
    const std::size_t end = text.rfind('\n', PIPE_BUF - 1);
    return end == std::string_view::npos ? PIPE_BUF : end + 1;
}

} // namespace

StreamWriter::StreamWriter(int descriptor, Written written, Broken broken)
    : m_descriptor(descriptor)
    , m_written(std::move(written))
    , m_broke(std::move(broken))
{
    if (::pipe2(m_stop, O_CLOEXEC) != 0) m_stop[0] = m_stop[1] = -1; // then the end waits for the reader
    m_thread = std::thread([this] { loop(); });
}

StreamWriter::~StreamWriter()
{
    finish(std::chrono::steady_clock::now());
}

void StreamWriter::write(const std::string &text)
{
    const std::lock_guard lock(m_mutex);
    m_text += text;
    ++m_texts;
    m_changed.notify_all();
}

bool StreamWriter::finish(std::chrono::steady_clock::time_point end)
{
    if (!m_thread.joinable()) return true;
    bool isDone = false;
    {
        std::unique_lock lock(m_mutex);
        isDone = m_changed.wait_until(lock, end, [this] { return m_texts == 0 && !m_isBusy; });
        m_isEnding = true;
        m_changed.notify_all();
    }
    ::close(m_stop[1]);
    m_thread.join();
    ::close(m_stop[0]);
    return isDone;
}

void StreamWriter::loop()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_texts > 0 || m_isEnding; });
        if (m_isEnding) return;
        // All that came during the last write goes out with the next.
        const std::string text = std::exchange(m_text, {});
        const int texts = std::exchange(m_texts, 0);
        m_isBusy = true;
        lock.unlock();
        if (writeOut(text)) m_written(texts, text.size());
        lock.lock();
        m_isBusy = false;
        m_changed.notify_all();
    }
}

/// False: given up, for it is time to end.
bool StreamWriter::writeOut(std::string_view text)
{
    while (!text.empty() && !m_broken) {
        std::array<pollfd, 2> both = {pollfd{m_descriptor, POLLOUT, 0}, pollfd{m_stop[0], POLLIN, 0}};
        if (::poll(both.data(), both.size(), -1) < 0) continue; // EINTR
        if (both[1].revents != 0) return false;
        // So much a pipe that is ready takes without waiting. O_NONBLOCK would be our parent's, too, who may share it.
        const ssize_t length = ::write(m_descriptor, text.data(), fittingSize(text));
        if (length >= 0) {
            text.remove_prefix(static_cast<std::size_t>(length));
        } else if (errno != EINTR && errno != EAGAIN) {
            m_broken = true;
            m_broke(errno);
        }
    }
    return true;
}

} // namespace targetdesk
