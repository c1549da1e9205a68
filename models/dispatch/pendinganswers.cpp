// SPDX-License-Identifier: MIT
#include "dispatch/pendinganswers.h"

namespace targetdesk {

PendingAnswers::PendingAnswers(std::function<void()> wake)
    : m_wake(std::move(wake))
{}

PendingAnswers::Ticket PendingAnswers::begin()
{
    const std::lock_guard lock(m_mutex);
    m_open.insert(++m_last);
    return m_last;
}

void PendingAnswers::finish(Ticket ticket, HttpAnswer answer)
{
    const std::lock_guard lock(m_mutex);
    if (m_open.erase(ticket) == 0) return;
    m_finished.emplace_back(ticket, std::move(answer));
    // One call for all that a commit brings; under the lock, so that none comes after waitForLast().
    if (m_finished.size() == 1 && m_wake) m_wake();
    m_changed.notify_all();
}

PendingAnswers::Finished PendingAnswers::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_finished, {});
}

void PendingAnswers::waitForLast(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_wake = nullptr;
    m_changed.wait_for(lock, patience, [this] { return m_open.empty(); });
}

} // namespace targetdesk
