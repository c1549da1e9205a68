// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace targetdesk;

namespace {

const int kEvents = setting("TARGETDESK_STORM", 30'000); // 100,000 in a long run
constexpr int kOld = 20;
constexpr int kAtOnce = 500;
constexpr int kSenders = 4;
constexpr std::int64_t kCeilingKib = 200 * 1024;
const int kQueue = kEvents / 10;
constexpr std::chrono::milliseconds kOldWait{1'000};

/// Deliveries that fail before the storm, and are tried again in it. Of the sink's thread.
struct OldOnes
{
    using Clock = std::chrono::steady_clock;

    int again = 0;      ///< their second tries that arrived
    int mostBefore = 0; ///< of other requests, from when one of them was due until it came

    /// True: it is taken.
    bool arrives(int n, int nth)
    {
        ++m_total;
        for (auto &[due, atDue] : m_waiting) {
            if (atDue < 0 && due <= Clock::now()) atDue = m_total;
        }
        if (n >= kOld) return true;
        auto &[due, atDue] = m_waiting[static_cast<std::size_t>(n)];
        if (nth == 1) {
            due = Clock::now() + kOldWait;
            return false;
        }
        ++again;
        mostBefore = std::max(mostBefore, atDue < 0 ? 0 : m_total - atDue);
        due = Clock::time_point::max();
        return true;
    }

private:
    int m_total = 0;
    std::vector<std::pair<Clock::time_point, int>> m_waiting{kOld, {Clock::time_point::max(), -1}}; ///< due, and m_total then
};

/// An array of events, as an integrator that catches up sends it.
std::string eventsFrom(int first, int count)
{
    std::string body = "[";
    for (int n = first; n < first + count; ++n) {
        const NumberedEvent event = {.n = n, .id = "key-" + std::to_string(n), .textSize = 200};
        body += (n > first ? "," : "") + eventText(event);
    }
    return body + "]";
}

} // namespace

/// Far more events in seconds than can be delivered.
class TestStorm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTakenOrToldToWait();

private:
    /// Posts a share of the events until all are taken.
    void send(const std::string &url, int part);

    std::atomic<int> m_toldToWait{0};
    std::atomic<int> m_faults{0};
};

void TestStorm::send(const std::string &url, int part)
{
    HttpSender sender;
    for (int first = kOld + part * kAtOnce; first < kEvents; first += kSenders * kAtOnce) {
        const int count = std::min(kAtOnce, kEvents - first);
        while (true) {
            const Response response = post(sender, url, eventsFrom(first, count));
            if (response.status == 202) break;
            const bool saysWhen = response.status == 429 && response.retryAfter().has_value();
            if (!saysWhen && m_faults++ > 10) return;
            ++m_toldToWait;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
    }
}

void TestStorm::isTakenOrToldToWait()
{
    OldOnes old;
    Sink sink([&old](const Sink::Received &request) {
        const int n = Json::parse(request.body).at("n").get<int>();
        return Sink::Answer{old.arrives(n, request.nth) ? 200 : 503, {}, {}};
    });
    TestWorkspace workspace;
    workspace.add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.retry.firstDelay = kOldWait;
        target.delivery.retry.jitter = 0.0;
    });
    const std::string store = "sqlite:" + workspace.path("queue.db").string();
    CtlProcess process({"serve", "--workspace", workspace.path("workspace").string(), "--store", store, "--listen", "127.0.0.1:0",
                        "--quiet", "--max-queue", std::to_string(kQueue)});
    const std::string url = process.address();
    QVERIFY(!url.empty());
    HttpSender sender;
    QCOMPARE(post(sender, url, eventsFrom(0, kOld)).status, 202);
    std::vector<std::thread> senders;
    for (int part = 0; part < kSenders; ++part)
        senders.emplace_back([this, url, part] { send(url, part); });
    for (std::thread &thread : senders)
        thread.join();
    QCOMPARE(m_faults.load(), 0);
    QVERIFY(m_toldToWait > 0);
    QTRY_COMPARE_WITH_TIMEOUT(openStore(store, StoreMode::ReadOnly)->queueDepth().queued, 0, 120'000);
    const std::int64_t peak = process.peakKib();
    qInfo("told to wait %d times, %lld MiB at most", m_toldToWait.load(), static_cast<long long>(peak / 1024));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(peak > 0 && peak < kCeilingKib, std::to_string(peak).c_str());
#endif

    // Each once, and those that were there before the storm, and came due in it, keep their turn: before them goes what was due
    // earlier, of which the queue holds no more than its limit and what came at one time.
    const std::vector<Sink::Received> received = sink.received();
    QCOMPARE(static_cast<int>(received.size()), kEvents + kOld);
    std::set<std::string> bodies;
    for (const Sink::Received &request : received)
        bodies.insert(request.body);
    QCOMPARE(static_cast<int>(bodies.size()), kEvents);
    QCOMPARE(old.again, kOld);
    qInfo("%d went before an old one that was due", old.mostBefore);
    QVERIFY2(old.mostBefore < kQueue + 2 * kSenders * kAtOnce, std::to_string(old.mostBefore).c_str());
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

QTEST_GUILESS_MAIN(TestStorm)
#include "tst_storm.moc"
