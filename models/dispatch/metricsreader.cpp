// SPDX-License-Identifier: MIT
#include "dispatch/metricsreader.h"

namespace targetdesk {

MetricsReader::MetricsReader(std::function<std::string()> read)
    : m_read(std::move(read))
{}

void MetricsReader::ask(Answer answer)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_waiting.empty();
        m_waiting.push_back(std::move(answer));
    }
    if (isFirst) m_thread.submit([this] { work(); });
}

void MetricsReader::work()
{
    std::vector<Answer> answers;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(answers, m_waiting);
    }
    std::string text;
    std::exception_ptr error;
    try {
        text = m_read();
    } catch (...) {
        error = std::current_exception();
    }
    for (const Answer &answer : answers)
        answer(text, error);
}

} // namespace targetdesk
