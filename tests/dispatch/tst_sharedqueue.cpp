// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "postgresserver.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <algorithm>
#include <deque>
#include <mutex>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

using Counts = std::map<DeliveryState, std::int64_t>;

/// Longer than any test holds an answer back.
void waitLong(Target &target)
{
    target.delivery.timeout = 5min;
}

} // namespace

/// Two `serve` on one PostgreSQL that take turns with the same deliveries.
class TestSharedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whoSleepsBeyondItsLeaseHasLostIt_data();
    void whoSleepsBeyondItsLeaseHasLostIt();
    void whoIsAloneKeepsWhatItHadBeforeItSlept();
    void oneKeyKeepsItsOrderOverBoth();

private:
    std::unique_ptr<CtlProcess> serve(int inFlight) const
    {
        return std::make_unique<CtlProcess>(serveArguments(m_workspace->path("workspace"), m_store, inFlight));
    }
    /// As if so long had passed since the leases were last renewed.
    void ageLeases(std::chrono::milliseconds by)
    {
        m_postgres.sql("test" + std::to_string(m_count), "UPDATE delivery SET lease_until=lease_until-" +
                                                             std::to_string(by.count()) + " WHERE lease_until IS NOT NULL");
    }
    void verifyGoodStore() const;

    PostgresServer m_postgres;
    int m_count = 0;
    std::string m_store;
    std::optional<TestWorkspace> m_workspace;
    HttpSender m_sender;
};

void TestSharedQueue::init()
{
    if (!m_postgres.why().empty()) QSKIP(m_postgres.why().c_str());
    m_store = m_postgres.newDatabase("test" + std::to_string(++m_count));
    m_workspace.emplace();
}

void TestSharedQueue::verifyGoodStore() const
{
    CtlProcess check({"store", "check", "--store", m_store});
    QVERIFY2(check.wait() == 0, (check.output() + check.errors()).c_str());
}

void TestSharedQueue::whoSleepsBeyondItsLeaseHasLostIt_data()
{
    QTest::addColumn<bool>("mayRepeat");
    QTest::newRow("parked") << false;
    QTest::newRow("sent again") << true;
}

/// One is stopped with a request on the wire and a delivery that it was about to send. The answer that it finds when it wakes is
/// a refusal, so that it shows when that is taken for the end of what is another's by now.
void TestSharedQueue::whoSleepsBeyondItsLeaseHasLostIt()
{
    QFETCH(const bool, mayRepeat);
    std::atomic<int> requests{0};
    Sink sink([&](const Sink::Received &request) {
        const bool isFirst = ++requests == 1;
        return Sink::Answer{isFirst ? 400 : 200, {}, {}, false, 0, isFirst || request.nth > 1};
    });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [&](Target &target) {
        waitLong(target);
        target.delivery.lostAnswer = mayRepeat ? LostAnswer::Retry : LostAnswer::Park;
    });
    const std::unique_ptr<Store> store = openStore(m_store);
    const auto counts = [&] { return store->counts(); };
    const std::unique_ptr<CtlProcess> sleeper = serve(1);
    for (int n = 1; n <= 4; ++n)
        QCOMPARE(post(m_sender, sleeper->address(), eventText({n})).status, 202);
    QTRY_COMPARE(counts(), (Counts{{DeliveryState::Ready, 2}, {DeliveryState::Leased, 2}}));
    QTRY_COMPARE(sink.received().size(), std::size_t{1});
    const std::string sent = sink.received().at(0).headers.at("webhook-id");
    sleeper->signal(SIGSTOP);

    // It is no dead process: what it holds is left to it until its time is over.
    const std::unique_ptr<CtlProcess> other = serve(4);
    QVERIFY2(!other->address().empty(), other->errors().c_str());
    QTRY_COMPARE_WITH_TIMEOUT(counts(), (Counts{{DeliveryState::Leased, 2}, {DeliveryState::Delivered, 2}}), 60'000);
    QTest::qWait(2'000);
    QCOMPARE(counts(), (Counts{{DeliveryState::Leased, 2}, {DeliveryState::Delivered, 2}}));
    ageLeases(2min);
    const DeliveryState between = mayRepeat ? DeliveryState::Leased : DeliveryState::Unknown;
    QTRY_COMPARE_WITH_TIMEOUT(counts(), (Counts{{between, 1}, {DeliveryState::Delivered, 3}}), 60'000);
    if (mayRepeat) QTRY_COMPARE(sink.counts().at(sent), 2);

    sink.releaseNext();
    sleeper->signal(SIGCONT);
    // What it heard is kept, and ends nothing.
    QTRY_COMPARE_WITH_TIMEOUT(store->delivery(sent)->attempts.at(0).status, 400, 60'000);
    QCOMPARE(store->delivery(sent)->record.state, between);
    sink.releaseNext();
    const DeliveryState end = mayRepeat ? DeliveryState::Delivered : DeliveryState::Unknown;
    QTRY_COMPARE(store->delivery(sent)->record.state, end);
    QCOMPARE(store->delivery(sent)->record.tries, mayRepeat ? 2 : 1);
    QCOMPARE(store->delivery(sent)->attempts.size(), mayRepeat ? 2u : 1u);

    // It has room again for what comes, though it lost what it held.
    other->terminate();
    QCOMPARE(other->wait(), 0);
    for (int n = 5; n <= 8; ++n)
        QCOMPARE(post(m_sender, sleeper->address(), eventText({n})).status, 202);
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 60'000);
    sleeper->terminate();
    QCOMPARE(sleeper->wait(), 0);
    const std::map<std::string, int> arrived = sink.counts();
    QCOMPARE(arrived.size(), std::size_t{8});
    for (const auto &[id, times] : arrived)
        QCOMPARE(times, id == sent && mayRepeat ? 2 : 1);
    verifyGoodStore();
}

/// Its leases are over when it wakes, and nobody took them.
void TestSharedQueue::whoIsAloneKeepsWhatItHadBeforeItSlept()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 0, true}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        waitLong(target);
        target.delivery.lostAnswer = LostAnswer::Retry;
    });
    const std::unique_ptr<Store> store = openStore(m_store);
    const std::unique_ptr<CtlProcess> sleeper = serve(2);
    for (int n = 1; n <= 2; ++n)
        QCOMPARE(post(m_sender, sleeper->address(), eventText({n})).status, 202);
    QTRY_COMPARE(sink.received().size(), std::size_t{2});
    sleeper->signal(SIGSTOP);
    ageLeases(2min);
    sleeper->signal(SIGCONT);
    // What it finds when it looks at the queue again is its own.
    QCOMPARE(post(m_sender, sleeper->address(), eventText({3})).status, 202);
    QTest::qWait(3'000);
    QCOMPARE(sink.received().size(), std::size_t{2});
    for (int n = 1; n <= 3; ++n) {
        QTRY_VERIFY(sink.received().size() >= static_cast<std::size_t>(std::min(3, n + 1)) || n == 1);
        sink.releaseNext();
    }
    QTRY_COMPARE(store->counts(), (Counts{{DeliveryState::Delivered, 3}}));
    for (const DeliveryRecord &record : store->deliveries({})) {
        QCOMPARE(record.tries, 1);
        QCOMPARE(store->delivery(record.id)->attempts.at(0).status, 200);
    }
    QCOMPARE(sink.received().size(), std::size_t{3});
    verifyGoodStore();
}

/// Each answer is held until the next requests are there, or could be.
void TestSharedQueue::oneKeyKeepsItsOrderOverBoth()
{
    constexpr int kEvents = 60;
    constexpr int kKeys = 3;
    std::mutex mutex;
    std::deque<int> open;                // keys with a request on the wire, in the order of the requests
    std::map<int, std::vector<int>> all; // numbers that arrived, by key
    std::vector<std::string> faults;
    Sink sink([&](const Sink::Received &request) {
        const int n = Json::parse(request.body).at("n").get<int>();
        const int key = n % kKeys;
        const std::lock_guard lock(mutex);
        if (std::ranges::count(open, key) > 0) faults.push_back(std::to_string(n) + " came while another of its key was out");
        open.push_back(key);
        all[key].push_back(n);
        const bool fails = n % 7 == 0 && request.nth == 1; // the next of its key waits for the second try
        return Sink::Answer{fails ? 503 : 200, {}, {}, false, 0, true};
    });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        waitLong(target);
        target.delivery.flow.orderBy = "key";
    });
    const auto requestsOut = [&] {
        const std::lock_guard lock(mutex);
        return open.size();
    };
    const std::vector<std::unique_ptr<CtlProcess>> processes = [this] {
        std::vector<std::unique_ptr<CtlProcess>> two;
        two.push_back(serve(1));
        two.push_back(serve(1));
        return two;
    }();
    for (int n = 0; n < kEvents; ++n) {
        const std::string event = R"({"event": "event.sink", "context": {"key": "k)" + std::to_string(n % kKeys) + R"(", "n": )" +
                                  std::to_string(n) + "}}";
        QCOMPARE(post(m_sender, processes[static_cast<std::size_t>(n / kKeys % 2)]->address(), event).status, 202);
    }
    // Each has one request out at most, so both are at work.
    QTRY_COMPARE_WITH_TIMEOUT(requestsOut(), std::size_t{2}, 30'000);
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    while (store->queueDepth().queued > 0) {
        QTRY_VERIFY_WITH_TIMEOUT(requestsOut() > 0 || store->queueDepth().queued == 0, 30'000);
        QTest::qWait(5);
        {
            const std::lock_guard lock(mutex);
            if (open.empty()) break;
            open.pop_front();
        }
        sink.releaseNext();
    }
    QCOMPARE(store->counts(), (Counts{{DeliveryState::Delivered, kEvents}}));
    QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().c_str());
    for (int key = 0; key < kKeys; ++key) {
        std::vector<int> expected;
        for (int n = key; n < kEvents; n += kKeys)
            expected.insert(expected.end(), n % 7 == 0 ? 2 : 1, n);
        QCOMPARE(all[key], expected);
    }
    for (const auto &process : processes) {
        process->terminate();
        QCOMPARE(process->wait(), 0);
    }
    verifyGoodStore();
}

QTEST_GUILESS_MAIN(TestSharedQueue)
#include "tst_sharedqueue.moc"
