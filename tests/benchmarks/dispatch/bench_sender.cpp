// SPDX-License-Identifier: MIT
// What one request costs in HttpSender alone: bench_sender URL [N] [IN_FLIGHT]. The URL is a sink's that answers 204, as
// services.py starts one. Prints CPU microseconds of this process per request; the sink's are not in it.
#include "delivery/httpsender.h"

#include <sys/resource.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>

using namespace targetdesk;

namespace {

double cpuSeconds()
{
    rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// As the dispatcher makes them: about half a kilobyte, signed.
Request requestTo(const std::string &url)
{
    Request request;
    request.url = url;
    request.body = "{\"a\":\"" + std::string(500, 'x') + "\"}";
    request.headers = {{"Content-Type", "application/json"},
                       {"webhook-id", "0198f4b2-7c1e-7d3a-9f52-3f6f0a9be001"},
                       {"X-Omneo-Event", "profile.updated"},
                       {"webhook-timestamp", "1790000000"},
                       {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}};
    return request;
}

/// Sends from one thread and hears of answers on the sender's, as the dispatcher does.
class Run
{
public:
    explicit Run(HttpSender &sender)
        : m_sender(sender)
    {}

    /// Returns how many were not answered with 204.
    int send(const std::string &url, int count, int inFlight)
    {
        for (int sent = 0, answered = 0; answered < count;) {
            for (; sent < count && sent - answered < inFlight; ++sent)
                m_sender.send(requestTo(url), [this](const Response &response) { hear(response); });
            std::unique_lock lock(m_mutex);
            m_heard.wait(lock, [&] { return m_answered > answered; });
            answered = m_answered;
        }
        return m_failed;
    }

private:
    void hear(const Response &response)
    {
        const std::lock_guard lock(m_mutex);
        ++m_answered;
        m_failed += response.status == 204 ? 0 : 1;
        m_heard.notify_one();
    }

    HttpSender &m_sender;
    std::mutex m_mutex;
    std::condition_variable m_heard;
    int m_answered = 0; ///< guarded by m_mutex
    int m_failed = 0;   ///< guarded by m_mutex
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_sender URL [N] [IN_FLIGHT]\n");
        return 2;
    }
    const int count = argc > 2 ? std::atoi(argv[2]) : 50'000;
    const int inFlight = argc > 3 ? std::atoi(argv[3]) : 64;
    HttpSender::Options options;
    options.maxInFlight = inFlight;
    options.maxPerHost = inFlight;
    HttpSender sender(options);
    Run run(sender);
    const double before = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    const int failed = run.send(argv[1], count, inFlight);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("%d requests, %d in flight: %.0f/s, %.1f us CPU each, %d failed\n", count, inFlight, count / seconds.count(),
                1e6 * (cpuSeconds() - before) / count, failed);
    return failed == 0 ? 0 : 1;
}
