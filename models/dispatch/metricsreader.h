// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/workerpool.h"

#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace targetdesk {

/// Reads the metrics, and the store for them, on a thread of its own, which sleeps while nobody asks: a store that is slow holds
/// up those who want numbers, and not the events. Who asks while one reading is under way shares the next one, so that two are
/// the most that wait, however many ask.
class MetricsReader
{
public:
    /// On the reader's thread. `error` holds what `read` threw, else null.
    using Answer = std::function<void(const std::string &text, std::exception_ptr error)>;

    explicit MetricsReader(std::function<std::string()> read);

    /// From any thread; `answer` is called once, unless the reader ends first.
    void ask(Answer answer);

private:
    void work();

    std::function<std::string()> m_read;
    std::mutex m_mutex;
    std::vector<Answer> m_waiting; ///< guarded by m_mutex
    WorkerPool m_thread{1};        ///< the last, so that it ends first
};

} // namespace targetdesk
