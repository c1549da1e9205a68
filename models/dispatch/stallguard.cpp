// SPDX-License-Identifier: MIT
#include "dispatch/stallguard.h"

namespace targetdesk {

StallGuard::StallGuard(std::chrono::milliseconds limit, std::function<void()> stalled)
    : m_limit(limit)
    , m_stalled(std::move(stalled))
    , m_thread([this] { loop(); })
{}

StallGuard::~StallGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StallGuard::begin()
{
    const std::lock_guard lock(m_mutex);
    m_deadline = std::chrono::steady_clock::now() + m_limit;
    if (m_sleeping) m_wake.notify_one();
}

void StallGuard::end()
{
    const std::lock_guard lock(m_mutex);
    m_deadline.reset();
}

void StallGuard::loop()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_sleeping = true;
        m_wake.wait(lock, [this] { return m_deadline || m_stopping; });
        m_sleeping = false;
        while (m_deadline && !m_stopping) {
            const auto deadline = *m_deadline;
            // Nobody calls when the work is over: it is seen when the time is up.
            if (m_wake.wait_until(lock, deadline, [this] { return m_stopping; })) break;
            if (m_deadline != deadline) continue;
            m_deadline.reset();
            lock.unlock();
            m_stalled();
            lock.lock();
        }
        if (m_stopping) return;
    }
}

} // namespace targetdesk
