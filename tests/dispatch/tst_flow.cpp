// SPDX-License-Identifier: MIT
#include "workspace/json.h"

#include "flow.h"
#include "sink.h"
#include "storekinds.h"

#include <QtTest>

#include <atomic>
#include <random>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 30s;

} // namespace

/// Breakers, patience, rates, order and a person's hand, through the whole dispatcher to a real receiver.
class TestFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void aReceiverThatIsDownIsLeftAlone();
    void aReceiverThatAsksForPatienceGetsIt();
    void aReceiverThatIsGoneIsDisabled();
    void theBreakerSurvivesARestart();
    void ratesAreKept();
    void whatWaitsForItsRateIsInNobodysWay();
    void oneProfileKeepsItsOrder();
    void namesOfAnyLengthKeepTheirOrder();
    void aRetryComesAlsoWhileTheNextWaitsForIt();
    void aPausedTargetWaits();
    void aReplayGoesOutAtOnce();
    void deadTargetsDoNotHoldTheLiving();

private:
    StoreKinds m_kinds;
};

void TestFlow::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestFlow::aReceiverThatIsDownIsLeftAlone()
{
    std::atomic<bool> down{true};
    Sink sink([&down](const Sink::Received &) { return down ? Sink::Answer{500, {}, {}} : Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.retry.maxTries = 100; });
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.accept("a", 60);
    QTRY_VERIFY(flow.stateOf("a").opened == 1);
    // At most what was on the wire beside the tenth failure.
    QTRY_COMPARE(flow.count(DeliveryState::Leased), 0);
    const std::size_t tried = sink.received().size();
    QVERIFY2(tried >= 10 && tried <= 18, std::to_string(tried).c_str());
    // Nothing burns its tries while the breaker is open, and then one goes ahead.
    flow.advance(29s);
    QTest::qWait(100);
    QCOMPARE(sink.received().size(), tried);
    flow.advance(1s);
    QTRY_COMPARE(flow.stateOf("a").opened, 2);
    QCOMPARE(sink.received().size(), tried + 1);
    down = false;
    flow.advance(60s);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 60);
    QCOMPARE(flow.stateOf("a").opened, 0);
    QCOMPARE(flow.store.notices(5).front().kind, std::string("recovered"));
    QVERIFY(flow.dispatcher->drain(kPatience));
}

void TestFlow::aReceiverThatAsksForPatienceGetsIt()
{
    std::atomic<int> asked{0};
    Sink sink([&asked](const Sink::Received &) {
        return ++asked == 1 ? Sink::Answer{429, "Retry-After: 120\r\n", {}} : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}");
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.accept("a", 1);
    QTRY_VERIFY(flow.stateOf("a").heldUntil.has_value());
    flow.accept("a", 5); // new ones wait as well: it is the target that asked
    QTest::qWait(100);
    flow.advance(119s);
    QTest::qWait(100);
    QCOMPARE(asked.load(), 1);
    flow.advance(30s);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 6);
}

void TestFlow::aReceiverThatIsGoneIsDisabled()
{
    std::atomic<int> status{410};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.flow.maxInFlight = 1; });
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.accept("a", 3);
    QTRY_VERIFY(flow.stateOf("a").disabled);
    QTRY_COMPARE(flow.count(DeliveryState::Leased), 0);
    QCOMPARE(flow.count(DeliveryState::Refused), 1);
    QCOMPARE(flow.count(DeliveryState::Ready), 2); // held, not lost
    QVERIFY(flow.dispatcher->drain(kPatience));    // nothing will happen by itself
    QCOMPARE(flow.store.notices(1).at(0).kind, std::string("disabled"));
    status = 200;
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Enable, "a", TimePoint(1ms)}).get();
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 2);
}

void TestFlow::theBreakerSurvivesARestart()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{503, {}, {}}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.retry.maxTries = 100; });
    {
        Flow flow(m_kinds.spec(), workspace);
        flow.dispatcher->start();
        flow.accept("a", 30);
        QTRY_VERIFY(flow.stateOf("a").opened == 1);
        flow.dispatcher->stop(5s);
    }
    const std::size_t before = sink.received().size();
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    QTest::qWait(200);
    QCOMPARE(sink.received().size(), before);
    flow.advance(30s);
    QTRY_COMPARE(sink.received().size(), before + 1);
}

void TestFlow::ratesAreKept()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    const auto limited = [](Target &target) { target.delivery.flow.rate = {2.0, 4, "shop"}; };
    workspace.add("a", sink.url("/a"), "{}", limited);
    workspace.add("b", sink.url("/b"), "{}", limited);
    workspace.add("free", sink.url("/free"), "{}");
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.accept("a", 6);
    flow.accept("b", 6);
    flow.accept("free", 20);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 24); // all the free ones, and a burst of four for the account
    for (int second = 1; second <= 4; ++second) {
        flow.advance(1s);
        QTRY_COMPARE(flow.count(DeliveryState::Delivered), 24 + 2 * second);
        QTest::qWait(30);
        QCOMPARE(flow.count(DeliveryState::Delivered), 24 + 2 * second);
    }
}

/// More is queued for slow receivers than is ever claimed at a time.
void TestFlow::whatWaitsForItsRateIsInNobodysWay()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    for (const char *account : {"", "shop"}) {
        for (int i = 0; i < 8; ++i) {
            workspace.add(account + std::string("slow") + std::to_string(i), sink.url("/slow"), "{}", [account](Target &target) {
                target.delivery.flow.rate = {10.0, 10, account};
            });
        }
    }
    workspace.add("free", sink.url("/free"), "{}");
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    for (const char *account : {"", "shop"}) {
        for (int i = 0; i < 8; ++i)
            flow.accept(account + std::string("slow") + std::to_string(i), 40);
    }
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 90); // a burst for each of eight, and one for the account
    flow.accept("free", 60);
    // The clock stands still: nothing more goes out to the others.
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 150);
    flow.advance(1s);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 240);
}

void TestFlow::oneProfileKeepsItsOrder()
{
    // The first request of each profile fails once, and takes its time.
    Sink sink([](const Sink::Received &request) {
        return request.body.find(R"("n": 1,)") != std::string::npos && request.nth == 1 ? Sink::Answer{500, {}, {}, false, 50}
                                                                                        : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), R"({"n": {{ n }}, "p": {{ profile.id }}})",
                  [](Target &target) { target.delivery.flow.orderBy = "profile.id"; });
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    for (int n = 1; n <= 4; ++n) {
        for (int profile = 1; profile <= 3; ++profile) {
            flow.accept("a", 1, R"({"n": )" + std::to_string(n) + R"(, "profile": {"id": )" + std::to_string(profile) + "}}");
        }
    }
    QTRY_COMPARE(sink.received().size(), 3u);
    QTest::qWait(100);
    QCOMPARE(sink.received().size(), 3u); // each profile's first holds the others
    flow.advance(1min);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 12);
    std::map<std::string, std::string> orders;
    for (const Sink::Received &request : sink.received()) {
        const Json body = Json::parse(request.body);
        orders[body["p"].dump()] += body["n"].dump();
    }
    QCOMPARE(orders, (std::map<std::string, std::string>{{"1", "11234"}, {"2", "11234"}, {"3", "11234"}}));
}

/// Nothing but the time of the retry wakes the dispatcher.
/// PostgreSQL's indexes take no key of more than some 2,700 bytes.
void TestFlow::namesOfAnyLengthKeepTheirOrder()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), R"({"n": {{ n }}})", [](Target &target) { target.delivery.flow.orderBy = "who"; });
    Flow flow(m_kinds.spec(), workspace);
    const auto context = [](const std::string &who, int n) {
        return R"({"who": ")" + who + R"(", "n": )" + std::to_string(n) + "}";
    };
    // Random, for PostgreSQL packs what repeats itself.
    std::string name;
    std::minstd_rand random(1);
    for (int i = 0; i < 8'000; ++i)
        name += static_cast<char>('a' + random() % 26);
    const std::string other = name + "x";
    for (int n = 0; n < 5; ++n)
        flow.accept("a", 1, context(name, n));
    flow.accept("a", 1, context(other, 5));
    // One of each: what comes first holds up its own name only.
    ClaimRequest request;
    request.owner = "me";
    request.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
    request.leaseUntil = request.now + 60s;
    request.limit = 10;
    request.maxPerTarget = 10;
    QCOMPARE(flow.store.claim(request).get().deliveries.size(), 2u);
}

void TestFlow::aRetryComesAlsoWhileTheNextWaitsForIt()
{
    Sink sink([](const Sink::Received &request) {
        return request.body.find(R"("n": 1)") != std::string::npos && request.nth == 1 ? Sink::Answer{500, {}, {}}
                                                                                       : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), R"({"n": {{ n }}})", [](Target &target) { target.delivery.flow.orderBy = "profile"; });
    Flow flow(m_kinds.spec(), workspace);
    flow.accept("a", 1, R"({"n": 1, "profile": 7})");
    flow.accept("a", 1, R"({"n": 2, "profile": 7})");
    flow.dispatcher->start();
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
    QCOMPARE(flow.count(DeliveryState::Ready), 1);
    flow.milliseconds += 60'000;
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 2);
    QCOMPARE(sink.received().size(), 3u);
}

void TestFlow::aPausedTargetWaits()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}");
    Flow flow(m_kinds.spec(), workspace);
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", TimePoint(1ms)}).get();
    flow.dispatcher->start();
    flow.accept("a", 5);
    QVERIFY(flow.dispatcher->drain(kPatience));
    QCOMPARE(flow.count(DeliveryState::Ready), 5);
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Resume, "a", TimePoint(2ms)}).get();
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 5);
}

void TestFlow::aReplayGoesOutAtOnce()
{
    std::atomic<int> status{422};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), R"({"n": {{ n }}})", [](Target &target) { target.delivery.retry.maxTries = 2; });
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.accept("a", 4);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 4);
    status = 200;
    Intervention replay;
    replay.selection.states = {DeliveryState::Refused};
    replay.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
    QCOMPARE(flow.store.intervene(replay).get().changed, 4);
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 4);
    // The same ids and bytes as the first time.
    for (const auto &[id, times] : sink.counts())
        QCOMPARE(times, 2);
    QCOMPARE(flow.store.deliveries({}).front().tries, 2);
}

void TestFlow::deadTargetsDoNotHoldTheLiving()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    // A port that nobody listens at any more.
    std::string dead;
    {
        const Sink gone([](const Sink::Received &) { return Sink::Answer{}; });
        dead = gone.url("/x");
    }
    TestWorkspace workspace;
    for (int i = 0; i < 40; ++i)
        workspace.add("dead" + std::to_string(i), dead, "{}", [](Target &target) { target.delivery.retry.maxTries = 100; });
    workspace.add("living", sink.url("/a"), "{}");
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    for (int i = 0; i < 40; ++i)
        flow.accept("dead" + std::to_string(i), 20);
    for (int round = 1; round <= 10; ++round) {
        flow.accept("living", 20);
        QTRY_COMPARE(sink.received().size(), static_cast<std::size_t>(20 * round));
    }
}

QTEST_GUILESS_MAIN(TestFlow)
#include "tst_flow.moc"
