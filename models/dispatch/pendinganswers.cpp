// SPDX-License-Identifier: MIT
#include "dispatch/pendinganswers.h"

namespace targetdesk {

std::pair<PendingAnswers::Ticket, QFuture<QHttpServerResponse>> PendingAnswers::begin()
{
    QPromise<QHttpServerResponse> promise;
    promise.start();
    QFuture<QHttpServerResponse> future = promise.future();
    const std::lock_guard lock(m_mutex);
    m_open.emplace(++m_last, std::move(promise));
    return {m_last, std::move(future)};
}

void PendingAnswers::finish(Ticket ticket, QHttpServerResponse &&response)
{
    std::unique_lock lock(m_mutex);
    auto node = m_open.extract(ticket);
    if (!node) return;
    ++m_finishing;
    lock.unlock(); // what waits for the answer may run at once
    node.mapped().addResult(std::move(response));
    node.mapped().finish();
    lock.lock();
    --m_finishing;
    m_finished.notify_all();
}

void PendingAnswers::finishAll(std::chrono::milliseconds patience, QHttpServerResponse::StatusCode status)
{
    std::unique_lock lock(m_mutex);
    m_finished.wait_for(lock, patience, [this] { return m_open.empty() && m_finishing == 0; });
    auto open = std::exchange(m_open, {});
    lock.unlock();
    for (auto &[ticket, promise] : open) {
        promise.addResult(QHttpServerResponse(status));
        promise.finish();
    }
}

} // namespace targetdesk
