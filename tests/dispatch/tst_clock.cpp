// SPDX-License-Identifier: MIT
#include "dispatch/stallguard.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <atomic>
#include <fstream>

using namespace targetdesk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kDay = 24 * 60 * 60;

} // namespace

/// `serve` while somebody sets the machine's clock: a wait lasts as long as it would have.
class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void setBackWhileARetryWaits();
    void setForwardWhileRetriesWait();
    void aRequestThatWaitsIsSignedByTheNewClock();
    void setBackBetweenTwoRuns();
    void aGuardCallsOnceForEachPieceOfWork();

private:
    void setClock(int seconds) const;
    std::vector<std::string> serve() const;
    void send(CtlProcess &process, int n);
    /// Of the only delivery.
    DeliveryRecord record() const;

    std::atomic<int> m_status{200};
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
    fs::path m_store;
    HttpSender m_sender;
};

void TestClock::init()
{
    if (QByteArrayView(QTest::currentTestFunction()) == "aGuardCallsOnceForEachPieceOfWork") return;
    if (!fs::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
    m_status = 200;
    m_sink = std::make_unique<Sink>([this](const Sink::Received &) { return Sink::Answer{m_status, {}, {}, false, 0}; });
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.retry.firstDelay = 8s;
        target.delivery.retry.jitter = 0.0;
    });
    m_store = m_workspace->path("queue.db");
    setClock(0);
    qputenv("TARGETDESK_CLOCK", m_workspace->path("clock").string().c_str());
    qputenv("LD_PRELOAD", SHIM);
}

void TestClock::cleanup()
{
    qunsetenv("LD_PRELOAD");
}

void TestClock::setClock(int seconds) const
{
    std::ofstream(m_workspace->path("part")) << seconds;
    fs::rename(m_workspace->path("part"), m_workspace->path("clock"));
}

std::vector<std::string> TestClock::serve() const
{
    return {"serve",    "--workspace", m_workspace->path("workspace").string(), "--store", "sqlite:" + m_store.string(),
            "--listen", "127.0.0.1:0"};
}

void TestClock::send(CtlProcess &process, int n)
{
    QCOMPARE(post(m_sender, process.address(), eventText({n})).status, 202);
}

DeliveryRecord TestClock::record() const
{
    return openStore(m_store.string(), StoreMode::ReadOnly)->deliveries({}).at(0);
}

void TestClock::setBackWhileARetryWaits()
{
    CtlProcess process(serve());
    m_status = 500;
    send(process, 1);
    QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
    QTRY_COMPARE(record().state, DeliveryState::Waiting);
    m_status = 200;
    setClock(-kDay);
    // In eight seconds, not in a day and eight seconds.
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{2}, 40'000);
    QTRY_COMPARE(record().state, DeliveryState::Delivered);
    QTRY_VERIFY2(process.errors().find("the clock was set back by 86") != std::string::npos, process.errors().c_str());
    // What comes now is delivered as ever.
    send(process, 2);
    QTRY_COMPARE(m_sink->received().size(), std::size_t{3});
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

void TestClock::setForwardWhileRetriesWait()
{
    CtlProcess process(serve());
    m_status = 500;
    send(process, 1);
    QTRY_COMPARE(record().state, DeliveryState::Waiting);
    const TimePoint due = record().dueAt.value();
    setClock(kDay);
    // Not at once: it is put off as much as the clock was.
    QTRY_COMPARE(std::chrono::duration_cast<std::chrono::hours>(record().dueAt.value_or(due) - due + 1min).count(),
                 std::int64_t{24});
    QCOMPARE(m_sink->received().size(), std::size_t{1});
    m_status = 200;
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{2}, 40'000);
    QVERIFY2(process.errors().find("the clock was set forward by 86") != std::string::npos, process.errors().c_str());
    // The attempt's time is that of the new clock.
    const std::int64_t now = systemNow().time_since_epoch().count() / 1000 + kDay;
    QTRY_COMPARE(record().state, DeliveryState::Delivered);
    const std::unique_ptr<Store> store = openStore(m_store.string(), StoreMode::ReadOnly);
    const std::int64_t sent = store->delivery(record().id)->attempts.back().startedAt.time_since_epoch().count() / 1000;
    QVERIFY2(std::abs(sent - now) < 60, std::to_string(sent - now).c_str());
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

/// It was made, and signed, before the clock was set.
void TestClock::aRequestThatWaitsIsSignedByTheNewClock()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &request) {
        const bool isFirst = request.body.find('1') != std::string::npos;
        return Sink::Answer{200, {}, {}, false, 0, isFirst};
    });
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.signatures = {{SignatureSettings::Scheme::StandardWebhooks, {"key"}}};
        target.delivery.flow.maxInFlight = 1;
    });
    qputenv("TARGETDESK_SECRET_KEY", "any text");
    CtlProcess process(serve());
    send(process, 1);
    QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
    send(process, 2);
    QTest::qWait(500); // it is made meanwhile
    setClock(kDay);
    m_sink->releaseNext();
    QTRY_COMPARE(m_sink->received().size(), std::size_t{2});
    const auto stamp = [this](std::size_t n) { return std::stoll(m_sink->received().at(n).headers.at("webhook-timestamp")); };
    QVERIFY2(std::abs(stamp(1) - stamp(0) - kDay) < 60, std::to_string(stamp(1) - stamp(0)).c_str());
    process.terminate();
    QCOMPARE(process.wait(), 0);
    qunsetenv("TARGETDESK_SECRET_KEY");
}

void TestClock::setBackBetweenTwoRuns()
{
    setClock(kDay);
    {
        CtlProcess process(serve());
        m_status = 500;
        send(process, 1);
        QTRY_COMPARE(record().state, DeliveryState::Waiting);
        process.terminate();
        QCOMPARE(process.wait(), 0);
    }
    setClock(0);
    m_status = 200;
    {
        CtlProcess process(serve());
        QVERIFY(!process.address().empty());
        QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{2}, 40'000);
        QTRY_COMPARE(record().state, DeliveryState::Delivered);
        process.terminate();
        QCOMPARE(process.wait(), 0);
    }
    // The event is still from the future: that is known, and moves nothing a second time.
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    process.terminate();
    QCOMPARE(process.wait(), 0);
    int moved = 0;
    for (const Notice &notice : openStore(m_store.string(), StoreMode::ReadOnly)->notices(100))
        moved += notice.kind == "clock" ? 1 : 0;
    QCOMPARE(moved, 1);
}

void TestClock::aGuardCallsOnceForEachPieceOfWork()
{
    std::atomic<int> calls{0};
    StallGuard guard(50ms, [&] { ++calls; });
    QTest::qWait(150);
    QCOMPARE(calls.load(), 0); // nothing is under way
    guard.begin();
    QTRY_COMPARE(calls.load(), 1);
    QTest::qWait(150);
    QCOMPARE(calls.load(), 1);
    guard.end();
    guard.begin();
    guard.end();
    QTest::qWait(150);
    QCOMPARE(calls.load(), 1);
    guard.begin();
    QTRY_COMPARE(calls.load(), 2);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
