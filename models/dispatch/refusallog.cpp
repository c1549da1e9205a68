// SPDX-License-Identifier: MIT
#include "dispatch/refusallog.h"

#include "dispatch/logline.h"

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

constexpr auto kBetweenRefusals = 1s;

} // namespace

RefusalLog::RefusalLog(std::function<void(const std::string &line)> write, Clock clock)
    : m_write(std::move(write))
    , m_clock(std::move(clock))
{}

bool RefusalLog::add(int status, const std::string &cause, Time now)
{
    const std::lock_guard lock(m_mutex);
    Refused &refused = m_byStatus[status];
    ++refused.count;
    if (!m_write) return false;
    if (refused.lastLine == Time::min() || now - refused.lastLine >= kBetweenRefusals) {
        tell(status, refused, cause, now);
        return false;
    }
    ++refused.leftOut;
    refused.lastCause = cause;
    return true;
}

bool RefusalLog::tellRest(Time now)
{
    const std::lock_guard lock(m_mutex);
    bool isLeft = false;
    for (auto &[status, refused] : m_byStatus) {
        if (refused.leftOut == 0) continue;
        if (now - refused.lastLine < kBetweenRefusals) {
            isLeft = true;
            continue;
        }
        --refused.leftOut; // the line is of the last of them
        tell(status, refused, refused.lastCause, now);
    }
    return isLeft;
}

/// Under the lock.
void RefusalLog::tell(int status, Refused &refused, const std::string &cause, Time now)
{
    m_write(refusalLine(status, cause, refused.leftOut, m_clock()));
    refused.leftOut = 0;
    refused.lastLine = now;
}

std::string RefusalLog::metrics() const
{
    std::string text = "# HELP targetdesk_requests_refused_total Requests that were refused, by the status of the answer.\n"
                       "# TYPE targetdesk_requests_refused_total counter\n";
    const std::lock_guard lock(m_mutex);
    for (const auto &[status, refused] : m_byStatus) {
        text += "targetdesk_requests_refused_total{status=\"" + std::to_string(status) + "\"} " + std::to_string(refused.count) +
                '\n';
    }
    return text;
}

} // namespace targetdesk
