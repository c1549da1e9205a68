// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <string>

namespace targetdesk {

/// A receiver in a process of its own, which can be stopped in its tracks: the system goes on taking connections and bytes for
/// it. Answers each request with 200 and its own body. Make it before other threads run; the destructor kills it.
class StoppedReceiver
{
public:
    StoppedReceiver();
    ~StoppedReceiver();
    StoppedReceiver(const StoppedReceiver &) = delete;
    StoppedReceiver &operator=(const StoppedReceiver &) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }
    /// SIGSTOP; returns when it stands still.
    void stop() const;
    void goOn() const;

private:
    [[noreturn]] static void serve(int listener);

    pid_t m_process = -1;
    int m_port = 0;
};

} // namespace targetdesk
