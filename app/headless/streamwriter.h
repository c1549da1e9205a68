// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace targetdesk {

/// Writes texts to a file descriptor on a thread of its own, so that a reader who does not read holds up nobody else.
class StreamWriter
{
public:
    /// Told, on the writing thread, how many texts of how many bytes went out, or were dropped because nobody can read them
    /// any more.
    using Written = std::function<void(int texts, std::size_t bytes)>;
    /// Told once, on the writing thread, that nobody can: an errno.
    using Broken = std::function<void(int error)>;

    StreamWriter(int descriptor, Written written, Broken broken);
    /// See finish(): without any time.
    ~StreamWriter();
    StreamWriter(const StreamWriter &) = delete;
    StreamWriter &operator=(const StreamWriter &) = delete;

    /// Never waits; any thread. An empty text counts, too. What was not written yet is kept, so it is for the caller not
    /// to ask too much before `written` told.
    void write(const std::string &text);
    /// Writes what is due until the time is up, then ends the thread. False: something was left.
    bool finish(std::chrono::steady_clock::time_point end);

private:
    void loop();
    bool writeOut(std::string_view text);

    int m_descriptor;
    Written m_written;
    Broken m_broke;
    int m_stop[2] = {-1, -1}; ///< a pipe: closing its write end gives up what is left
    bool m_broken = false;    ///< nobody reads any more; of the writing thread

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_text; ///< due
    int m_texts = 0;    ///< in it
    bool m_isBusy = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace targetdesk
