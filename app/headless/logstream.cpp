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
    if (const std::string missing = takeMissing(); !missing.empty()) m_writer.write(missing);
    m_writer.finish(std::chrono::steady_clock::now() + std::chrono::seconds(1));
}

/// What is to be said of lines that were dropped.
std::string LogStream::takeMissing()
{
    const long long dropped = m_dropped.exchange(0);
    return dropped > 0 ? "targetdeskctl: " + std::to_string(dropped) + " lines are missing here: nobody read standard error\n"
                       : std::string();
}

void LogStream::write(const std::string &line)
{
    if (m_due >= kMostBytes) {
        ++m_dropped;
        return;
    }
    const std::string text = takeMissing() + line + "\n";
    m_due += text.size();
    m_writer.write(text);
}

} // namespace targetdesk
