// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/httpanswer.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_set>
#include <utility>
#include <vector>

namespace targetdesk {

/// The requests whose answers are still to come, from whichever thread, and those that came and are not sent yet. All may be
/// called on any thread.
class PendingAnswers
{
public:
    using Ticket = std::uint64_t;
    using Finished = std::vector<std::pair<Ticket, HttpAnswer>>;

    /// `wake` is called, on the thread that finishes, when there is something to take() again. It must not call back.
    explicit PendingAnswers(std::function<void()> wake);

    Ticket begin();
    /// Does nothing for a ticket that has its answer.
    void finish(Ticket ticket, HttpAnswer answer);
    /// The answers since the last time.
    Finished take();
    /// Wakes nobody any more, then waits until none is to come, so long at most.
    void waitForLast(std::chrono::milliseconds patience);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::function<void()> m_wake;
    Ticket m_last = 0;
    std::unordered_set<Ticket> m_open;
    Finished m_finished;
};

} // namespace targetdesk
