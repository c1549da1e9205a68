// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <thread>

namespace targetdesk {

/// Notices when somebody sets the system's clock: a wait for a time of that clock does not end when it is set back, so who waits
/// has to be told. A thread that sleeps in the kernel until then (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET). Where the kernel
/// has no such timer it does nothing.
class ClockWatch
{
public:
    /// `wasSet` is called on the watch's thread.
    explicit ClockWatch(std::function<void()> wasSet);
    ~ClockWatch();
    ClockWatch(const ClockWatch &) = delete;
    ClockWatch &operator=(const ClockWatch &) = delete;

private:
    void loop() const;

    std::function<void()> m_wasSet;
    int m_timer = -1;
    int m_stop = -1;
    std::thread m_thread;
};

} // namespace targetdesk
