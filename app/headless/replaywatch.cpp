// SPDX-License-Identifier: MIT
#include "replaywatch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace targetdesk {

namespace {

constexpr std::size_t kAtOnce = 1000;
/// A look at many takes its time, and is to be a tenth of it.
constexpr std::chrono::milliseconds kBetween{1000};
constexpr int kTimesAsLong = 10;

} // namespace

ReplayWatch::ReplayWatch(const Store &store, std::vector<std::string> ids, bool json)
    : m_store(store)
    , m_left(std::move(ids))
    , m_queued(m_left.size())
    , m_json(json)
{}

bool ReplayWatch::run()
{
    while (true) {
        const auto began = std::chrono::steady_clock::now();
        look();
        say();
        if (m_left.size() == m_scheduled) break;
        const auto took = std::chrono::steady_clock::now() - began;
        std::this_thread::sleep_for(std::max<std::chrono::steady_clock::duration>(kBetween, took * kTimesAsLong));
    }
    if (!m_json && ::isatty(STDOUT_FILENO) != 0) std::printf("\n");
    return m_failed == 0;
}

void ReplayWatch::look()
{
    std::vector<std::string> left;
    m_scheduled = 0;
    for (std::size_t begin = 0; begin < m_left.size(); begin += kAtOnce) {
        const auto first = m_left.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = m_left.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kAtOnce, m_left.size()));
        const std::map<std::string, DeliveryStanding> standings = m_store.standings({first, last});
        for (auto id = first; id != last; ++id) {
            const auto found = standings.find(*id);
            using enum DeliveryState;
            // What was forgotten meanwhile was over and well.
            const DeliveryStanding now = found == standings.end() ? DeliveryStanding{Delivered, false} : found->second;
            switch (now.state) {
            case Ready:
            case Leased:
            case Waiting:
                left.push_back(*id);
                m_scheduled += now.isScheduled;
                break;
            case Delivered: ++m_delivered; break;
            case Cancelled: ++m_cancelled; break;
            case Refused:
            case Exhausted:
            case Unknown: ++m_failed; break;
            }
        }
    }
    m_left = std::move(left);
}

Json ReplayWatch::counts() const
{
    return {{"queued", m_queued},       {"delivered", m_delivered}, {"failed", m_failed},
            {"cancelled", m_cancelled}, {"scheduled", m_scheduled}, {"left", m_left.size() - m_scheduled}};
}

/// One line that is written over on a terminal, else one for each change.
void ReplayWatch::say()
{
    const Json now = counts();
    std::string line = now.dump();
    if (!m_json) {
        line.clear();
        for (const auto &[name, count] : now.items())
            line += (line.empty() ? "" : ", ") + std::to_string(count.get<std::size_t>()) + " " + name;
    }
    if (line == m_said) return;
    m_said = line;
    const bool isWrittenOver = !m_json && ::isatty(STDOUT_FILENO) != 0;
    std::printf(isWrittenOver ? "\r%s\x1b[K" : "%s\n", line.c_str());
    std::fflush(stdout);
}

} // namespace targetdesk
