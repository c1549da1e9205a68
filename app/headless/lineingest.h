// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/dispatcher.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace targetdesk {

/// Reads events as JSON lines from a file descriptor on a thread of its own, and answers each line with one on standard output
/// once its events are on disk: {"line": 1, "ids": ["evt_…"]} or {"line": 1, "error": {"what", "remedy", …}}.
class LineIngest : public QObject
{
    Q_OBJECT

public:
    /// `dispatcher` must live longer.
    LineIngest(Dispatcher &dispatcher, int descriptor, QObject *parent = nullptr);
    /// Stops reading and waits for the answers that are due.
    ~LineIngest() override;

    void start();
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
    void answer(std::string text, bool good);
    void waitForRoom(int limit);

    Dispatcher &m_dispatcher;
    int m_descriptor;
    int m_stop[2] = {-1, -1}; ///< a pipe: closing its write end stops the thread
    std::string m_partial;    ///< of the last line
    bool m_tooLong = false;   ///< the rest of this line is skipped
    int m_line = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_unanswered = 0;
    int m_refused = 0;
    std::thread m_thread;
};

} // namespace targetdesk
