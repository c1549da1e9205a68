// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

using namespace targetdesk;

namespace {

const int kEvents = setting("TARGETDESK_STORM", 30'000); // 100,000 in a long run
constexpr int kOld = 20;
constexpr int kAtOnce = 500;
constexpr int kSenders = 4;
constexpr std::int64_t kCeilingKib = 200 * 1024;

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
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("sink", sink.url("/x"), R"({"n": {{ n }}})");
    const std::string store = "sqlite:" + workspace.path("queue.db").string();
    CtlProcess process({"serve", "--workspace", workspace.path("workspace").string(), "--store", store, "--listen", "127.0.0.1:0",
                        "--quiet", "--max-queue", std::to_string(kEvents / 10)});
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

    // Each once, and those that were there before the storm first.
    const std::vector<Sink::Received> received = sink.received();
    QCOMPARE(static_cast<int>(received.size()), kEvents);
    std::set<std::string> bodies;
    int oldInFront = 0;
    for (std::size_t i = 0; i < received.size(); ++i) {
        bodies.insert(received[i].body);
        const Json body = Json::parse(received[i].body);
        if (i < kOld + 64 && body.at("n").get<int>() < kOld) ++oldInFront;
    }
    QCOMPARE(static_cast<int>(bodies.size()), kEvents);
    QCOMPARE(oldInFront, kOld);
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

QTEST_GUILESS_MAIN(TestStorm)
#include "tst_storm.moc"
