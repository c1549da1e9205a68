// SPDX-License-Identifier: MIT
#include "dispatch/serverclock.h"

#include "dispatch/sqlconnection.h"

#include <string>

namespace targetdesk {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kAskEvery = 10s;
/// A difference that is no more put right slowly.
constexpr std::chrono::milliseconds kIsSet = 10s;
/// Twice as long as a lease.
constexpr std::chrono::milliseconds kUntilRenewed = 2min;
/// An answer that took longer says too little: the process may have been stopped meanwhile.
constexpr std::chrono::milliseconds kSlowAnswer = 1s;
constexpr int kQuestions = 3;

} // namespace

std::chrono::milliseconds ServerClock::error(SqlConnection &connection, std::chrono::milliseconds base)
{
    const bool isKnown =
        m_askedAt && systemUptime() - *m_askedAt < kAskEvery && std::chrono::abs(base - m_askedFor) < kSlowAnswer;
    if (!isKnown) ask(connection);
    m_askedFor = base;
    return *m_base - base;
}

void ServerClock::ask(SqlConnection &connection)
{
    const std::optional<std::chrono::milliseconds> before = m_base;
    for (int i = 0; i < kQuestions; ++i) {
        const std::chrono::milliseconds asked = systemUptime();
        const std::string text = connection.value("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp())*1000 AS BIGINT)");
        m_askedAt = systemUptime();
        m_base = std::chrono::milliseconds(std::stoll(text)) - (asked + *m_askedAt) / 2;
        if (*m_askedAt - asked < kSlowAnswer) break;
    }
    if (before && std::chrono::abs(*m_base - *before) >= kIsSet) m_setAt = m_askedAt;
}

bool ServerClock::wasSetLately() const
{
    return m_setAt && systemUptime() - *m_setAt < kUntilRenewed;
}

} // namespace targetdesk
