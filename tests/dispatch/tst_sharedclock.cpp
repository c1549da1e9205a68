// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "postgresserver.h"
#include "preloaded.h"
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
constexpr int kInFlight = 8;

} // namespace

/// Several `serve` on one PostgreSQL, while somebody sets the clock of one machine.
class TestSharedClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aClockThatIsSetTakesNothingTwice_data() { directions(); }
    void aClockThatIsSetTakesNothingTwice();
    void whatAWrongClockWritesIsPutRight_data() { directions(); }
    void whatAWrongClockWritesIsPutRight();
    void aStartWithAWrongClockIsRefused_data() { directions(); }
    void aStartWithAWrongClockIsRefused();

private:
    static void directions();
    void setClock(int seconds) const;
    std::unique_ptr<CtlProcess> serve(bool withShim);
    Response health(CtlProcess &process) { return call(m_sender, "GET", besideEvents(process.address(), "/healthz")); }
    static std::int64_t secondsFromNow(TimePoint time) { return (time - systemNow()).count() / 1000; }

    PostgresServer m_postgres;
    int m_count = 0;
    std::string m_store;
    std::atomic<int> m_status{200};
    std::atomic<int> m_delay{0};
    std::unique_ptr<Sink> m_sink;
    std::optional<TestWorkspace> m_workspace;
    HttpSender m_sender;
};

void TestSharedClock::init()
{
    if (!fs::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
    if (!m_postgres.why().empty()) QSKIP(m_postgres.why().c_str());
    m_store = m_postgres.newDatabase("test" + std::to_string(++m_count));
    m_status = 200;
    m_delay = 3000;
    m_sink = std::make_unique<Sink>([this](const Sink::Received &) { return Sink::Answer{m_status, {}, {}, false, m_delay}; });
    m_workspace.emplace();
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.lostAnswer = LostAnswer::Retry;
        target.delivery.retry.firstDelay = 1h;
        target.delivery.retry.jitter = 0.0;
    });
    setClock(0);
}

void TestSharedClock::directions()
{
    QTest::addColumn<int>("by");
    QTest::newRow("back") << -kDay;
    QTest::newRow("forward") << kDay;
}

void TestSharedClock::setClock(int seconds) const
{
    std::ofstream(m_workspace->path("part")) << seconds;
    fs::rename(m_workspace->path("part"), m_workspace->path("clock"));
}

std::unique_ptr<CtlProcess> TestSharedClock::serve(bool withShim)
{
    std::optional<Preloaded> shim;
    if (withShim) shim.emplace(SHIM, "TARGETDESK_CLOCK", m_workspace->path("clock").string());
    return std::make_unique<CtlProcess>(serveArguments(m_workspace->path("workspace"), m_store, kInFlight));
}

void TestSharedClock::aClockThatIsSetTakesNothingTwice()
{
    QFETCH(const int, by);
    const std::unique_ptr<CtlProcess> wrong = serve(true);
    QVERIFY2(!wrong->address().empty(), wrong->errors().c_str());
    int sent = 0;
    const auto sendSome = [&](int count) {
        for (int i = 0; i < count; ++i)
            QCOMPARE(post(m_sender, wrong->address(), eventText({++sent})).status, 202);
    };
    sendSome(3);
    QTRY_COMPARE(m_sink->received().size(), std::size_t{3});
    const std::unique_ptr<CtlProcess> other = serve(false);
    QVERIFY2(!other->address().empty(), other->errors().c_str());
    setClock(by);
    QTRY_VERIFY2(wrong->errors().find("the clock was set") != std::string::npos, wrong->errors().c_str());
    // They go on being taken in; the other one sends them.
    sendSome(6);
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 60'000);
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, sent}}));
    QCOMPARE(m_sink->received().size(), static_cast<std::size_t>(sent));

    QCOMPARE(health(*wrong).status, 503);
    QVERIFY2(health(*wrong).body.find("differ by 86") != std::string::npos, health(*wrong).body.c_str());
    QCOMPARE(health(*other).status, 200);
    setClock(0);
    QTRY_COMPARE_WITH_TIMEOUT(health(*wrong).status, 200, 30'000);
    other->terminate();
    QCOMPARE(other->wait(), 0);
    m_delay = 0;
    sendSome(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), static_cast<std::size_t>(sent), 30'000);
    wrong->terminate();
    QCOMPARE(wrong->wait(), 0);
    // Once, not once a second.
    const std::string errors = wrong->errors();
    const std::size_t said = errors.find("differ by 86");
    QVERIFY2(said != std::string::npos && errors.find("differ by 86", said + 1) == std::string::npos, errors.c_str());
}

void TestSharedClock::whatAWrongClockWritesIsPutRight()
{
    QFETCH(const int, by);
    const std::unique_ptr<CtlProcess> process = serve(true);
    QVERIFY2(!process->address().empty(), process->errors().c_str());
    m_status = 500;
    QCOMPARE(post(m_sender, process->address(), eventText({1})).status, 202);
    QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
    // The answer comes by a clock that is wrong: it waits an hour all the same.
    setClock(by);
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    QTRY_COMPARE_WITH_TIMEOUT(store->deliveries({}).at(0).state, DeliveryState::Waiting, 30'000);
    const std::int64_t wait = secondsFromNow(store->deliveries({}).at(0).dueAt.value());
    QVERIFY2(wait > 3000 && wait <= 3600, std::to_string(wait).c_str());
    QCOMPARE(post(m_sender, process->address(), eventText({2})).status, 202);
    QTRY_COMPARE(health(*process).status, 503);
    const std::int64_t age = -secondsFromNow(store->newestEvent().value().receivedAt);
    QVERIFY2(age >= 0 && age < 600, std::to_string(age).c_str());
    QCOMPARE(m_sink->received().size(), std::size_t{1});
    m_status = 200;
    setClock(0);
    QTRY_COMPARE_WITH_TIMEOUT(store->deliveries({}).at(0).state, DeliveryState::Delivered, 30'000);
    QCOMPARE(m_sink->received().size(), std::size_t{2}); // the second event's, not the retry
    process->terminate();
    QCOMPARE(process->wait(), 0);
}

void TestSharedClock::aStartWithAWrongClockIsRefused()
{
    QFETCH(const int, by);
    setClock(by);
    const std::unique_ptr<CtlProcess> process = serve(true);
    QCOMPARE(process->wait(), 1);
    QVERIFY2(process->errors().find("the clocks of this machine and of the server differ by 86") != std::string::npos,
             process->errors().c_str());
}

QTEST_GUILESS_MAIN(TestSharedClock)
#include "tst_sharedclock.moc"
