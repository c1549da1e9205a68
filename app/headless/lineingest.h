// SPDX-License-Identifier: MIT
#pragma once

#include "streamwriter.h"

#include "dispatch/dispatcher.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace targetdesk {

/// Reads events as JSON lines from a file descriptor on a thread of its own, and answers each line with one on standard output
/// once its events are on disk: {"line": 1, "ids": ["evt_…"]} or {"line": 1, "error": {"what", "remedy", …}}. When the answers
/// are not read, no more lines are.
class LineIngest : public QObject
{
    Q_OBJECT

public:
    /// `dispatcher` must live longer.
    LineIngest(Dispatcher &dispatcher, int descriptor, QObject *parent = nullptr);
    /// See stop() and finish(): without any time.
    ~LineIngest() override;

    void start();
    /// Reads no more, and waits until the store has told of the lines that were read. Not from finished().
    void stop();
    /// After stop(): waits until the answers are written, or the time is up. False: some were not.
    bool finish(std::chrono::steady_clock::time_point end);
    /// Lines that were not taken, so far.
    int refusedLines() const;

Q_SIGNALS:
    /// The input is at its end and every line is answered. Emitted on the reading thread.
    void finished();

private:
    void loop();
    bool waitForInput();
    void takeBytes(std::string_view bytes);
    void takeLine(std::string_view line);
    /// To a line of so many bytes.
    void answer(const std::string &text, bool good, std::size_t lineBytes);
    void written(int answers, std::size_t bytes);
    bool waitForRoom(int limit);

    Dispatcher &m_dispatcher;
    int m_descriptor;
    int m_stop[2] = {-1, -1}; ///< a pipe: closing its write end stops the thread
    std::string m_partial;    ///< of the last line
    bool m_tooLong = false;   ///< the rest of this line is skipped
    int m_line = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_due = 0;              ///< lines that the store has not told of
    std::size_t m_dueBytes = 0; ///< of these
    int m_unanswered = 0;       ///< lines whose answers are not written, these included
    std::size_t m_bytes = 0;    ///< of the answers that are not written
    int m_refused = 0;
    bool m_isStopping = false;
    std::thread m_thread;
    StreamWriter m_writer;
};

} // namespace targetdesk
