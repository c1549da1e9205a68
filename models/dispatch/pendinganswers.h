// SPDX-License-Identifier: MIT
#pragma once

#include <QFuture>
#include <QHttpServerResponse>
#include <QPromise>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace targetdesk {

/// The requests whose answers are still to come. Qt 6.8's HTTP server must not go before each of them has one: what it keeps
/// for a request points into it. All may be called on any thread.
class PendingAnswers
{
public:
    using Ticket = std::uint64_t;

    std::pair<Ticket, QFuture<QHttpServerResponse>> begin();
    /// Does nothing for a ticket that has its answer.
    void finish(Ticket ticket, QHttpServerResponse &&response);
    /// Waits until none is left, so long at most, then answers what is left with this status.
    void finishAll(std::chrono::milliseconds patience, QHttpServerResponse::StatusCode status);

private:
    std::mutex m_mutex;
    std::condition_variable m_finished;
    Ticket m_last = 0;
    int m_finishing = 0; ///< no longer open, and still on the way to the HTTP server
    std::unordered_map<Ticket, QPromise<QHttpServerResponse>> m_open;
};

} // namespace targetdesk
