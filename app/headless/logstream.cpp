// SPDX-License-Identifier: MIT
#include "logstream.h"

#include <chrono>

namespace targetdesk {

LogStream::LogStream(int descriptor)
    : m_writer(
          descriptor, [this](int, std::size_t bytes) { m_due -= bytes; }, [](int) {}) // who is gone cannot be told either
{}

LogStream::~LogStream()
{
    m_writer.finish(std::chrono::steady_clock::now() + std::chrono::seconds(1));
}

void LogStream::write(const std::string &line)
{
    if (m_due >= kMostBytes) {
        ++m_dropped;
        return;
    }
    std::string text;
    if (const long long dropped = m_dropped.exchange(0); dropped > 0)
        text = "targetdeskctl: " + std::to_string(dropped) + " lines are missing here: nobody read standard error\n";
    text += line + "\n";
    m_due += text.size();
    m_writer.write(text);
}

} // namespace targetdesk
