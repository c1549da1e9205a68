// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace targetdesk {

/// Calls for help when a piece of work takes too long, from a thread of its own, for the one that works is stuck in a call that
/// has no time limit. Sleeps while there is no work; while there is, it looks once in `limit`.
class StallGuard
{
public:
    /// `stalled` is called on the guard's thread, once for each piece of work.
    StallGuard(std::chrono::milliseconds limit, std::function<void()> stalled);
    ~StallGuard();
    StallGuard(const StallGuard &) = delete;
    StallGuard &operator=(const StallGuard &) = delete;

    void begin();
    void end();

    /// A piece of work, as long as it lives.
    class Watch
    {
    public:
        /// Null: nobody watches.
        explicit Watch(StallGuard *guard)
            : m_guard(guard)
        {
            if (m_guard) m_guard->begin();
        }
        ~Watch()
        {
            if (m_guard) m_guard->end();
        }
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

    private:
        StallGuard *m_guard;
    };

private:
    void loop();

    std::chrono::milliseconds m_limit;
    std::function<void()> m_stalled;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<std::chrono::steady_clock::time_point> m_deadline; ///< of the work under way
    bool m_sleeping = false;                                         ///< until it is woken
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace targetdesk
