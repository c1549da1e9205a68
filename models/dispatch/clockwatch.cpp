// SPDX-License-Identifier: MIT
#include "dispatch/clockwatch.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace targetdesk {

namespace {

/// For a time that never comes; what matters is that it is cancelled.
bool arm(int timer)
{
    itimerspec never{};
    never.it_value.tv_sec = std::time(nullptr) + std::time_t{60} * 60 * 24 * 365 * 10;
    // Cancelled by a clock that was set again meanwhile, it is armed all the same.
    return ::timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) == 0 || errno == ECANCELED;
}

} // namespace

ClockWatch::ClockWatch(std::function<void()> wasSet)
    : m_wasSet(std::move(wasSet))
    , m_timer(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK))
    , m_stop(::eventfd(0, EFD_CLOEXEC))
{
    if (m_timer >= 0 && m_stop >= 0 && arm(m_timer)) m_thread = std::thread([this] { loop(); });
}

ClockWatch::~ClockWatch()
{
    if (m_thread.joinable()) {
        const std::uint64_t one = 1;
        while (::write(m_stop, &one, sizeof one) < 0) {
        }
        m_thread.join();
    }
    if (m_timer >= 0) ::close(m_timer);
    if (m_stop >= 0) ::close(m_stop);
}

void ClockWatch::loop() const
{
    while (true) {
        std::array<pollfd, 2> descriptors = {pollfd{m_timer, POLLIN, 0}, pollfd{m_stop, POLLIN, 0}};
        if (::poll(descriptors.data(), descriptors.size(), -1) < 0) continue;
        if (descriptors[1].revents != 0) return;
        std::uint64_t times = 0;
        // ECANCELED, which is what is waited for; or the ten years are over.
        if (::read(m_timer, &times, sizeof times) < 0 && !arm(m_timer)) return;
        m_wasSet();
    }
}

} // namespace targetdesk
