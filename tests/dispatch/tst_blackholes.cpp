// SPDX-License-Identifier: MIT
#include "../delivery/fullport.h"
#include "../delivery/loopbacklistener.h"
#include "line.h"
#include "sink.h"
#include "storekinds.h"

#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr int kHoles = 200;

std::string handleOf(int hole)
{
    return "hole" + std::to_string(hole);
}

/// Where connections are taken and nothing is ever said, and where not even the call is answered. Each hole has an address of its
/// own.
class BlackHoles
{
public:
    std::string url(int hole) const
    {
        const int port = hole % 2 == 0 ? m_silent.port() : m_full.port();
        return "http://127.1.0." + std::to_string(hole + 1) + ":" + std::to_string(port) + "/";
    }
    int taken() const { return m_silent.connections(); }

private:
    LoopbackListener m_silent{nullptr, {"0.0.0.0"}};
    FullPort m_full{{"0.0.0.0"}};
};

int requestsOnTheWire(const Dispatcher &dispatcher)
{
    const std::string text = dispatcher.metricsText();
    const std::string name = "_in_flight ";
    return std::stoi(text.substr(text.find(name, text.find("in_flight gauge")) + name.size()));
}

/// Each has so many deliveries waiting.
std::vector<Event> eventsForHoles(int count)
{
    std::vector<Event> events;
    for (int hole = 0; hole < kHoles; ++hole)
        events.insert(events.end(), static_cast<std::size_t>(count), eventFor(handleOf(hole)));
    return events;
}

} // namespace

/// Two hundred receivers that hang, beside one that works, and far fewer requests on the wire than would reach them all.
class TestBlackHoles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void whoAnswersIsServedWhileTheyHang();
    void whoIsNewComesToItsTurn();
    void allTheWireIsForThoseWhoAnswer();

private:
    void addHoles(TestWorkspace &workspace, const BlackHoles &holes, std::chrono::milliseconds timeout) const;

    StoreKinds m_kinds;
};

void TestBlackHoles::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestBlackHoles::addHoles(TestWorkspace &workspace, const BlackHoles &holes, std::chrono::milliseconds timeout) const
{
    for (int hole = 0; hole < kHoles; ++hole) {
        workspace.add(handleOf(hole), holes.url(hole), "{}", [timeout](Target &target) {
            target.delivery.timeout = target.delivery.connection.connectTimeout = timeout;
            target.delivery.lostAnswer = LostAnswer::Retry;
            target.delivery.retry.maxTries = 1000;
        });
    }
}

void TestBlackHoles::whoAnswersIsServedWhileTheyHang()
{
    const BlackHoles holes;
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    addHoles(workspace, holes, 10min); // longer than any test: what follows happens while all of them hang
    workspace.add("living", sink.url("/x"), "{}");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("living")});
    QTRY_COMPARE(line.store.counts()[DeliveryState::Delivered], 1);

    line.dispatcher.accept(eventsForHoles(20));
    QTRY_VERIFY_WITH_TIMEOUT(requestsOnTheWire(line.dispatcher) >= 56, 30'000); // of 64
    QTRY_VERIFY(holes.taken() > 0);
    for (int round = 1; round <= 10; ++round) {
        line.dispatcher.accept(std::vector<Event>(20, eventFor("living")));
        QTRY_COMPARE_WITH_TIMEOUT(line.store.counts()[DeliveryState::Delivered], 1 + 20 * round, 30'000);
    }
    std::map<DeliveryState, std::int64_t> counts = line.store.counts();
    QCOMPARE(counts[DeliveryState::Ready] + counts[DeliveryState::Leased], 20 * kHoles); // nobody had an end in the meantime
    QCOMPARE(sink.received().size(), std::size_t{201});
}

/// Nothing is known of it, nor of them.
void TestBlackHoles::whoIsNewComesToItsTurn()
{
    const BlackHoles holes;
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    addHoles(workspace, holes, 100ms);
    workspace.add("new", sink.url("/x"), "{}");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.accept(eventsForHoles(8));
    line.dispatcher.accept(std::vector<Event>(12, eventFor("new")));
    line.dispatcher.start();
    QTRY_COMPARE_WITH_TIMEOUT(line.store.counts()[DeliveryState::Delivered], 12, 60'000);
    std::map<DeliveryState, std::int64_t> counts = line.store.counts();
    QCOMPARE(counts[DeliveryState::Ready] + counts[DeliveryState::Leased] + counts[DeliveryState::Waiting], 8 * kHoles);
}

/// What is kept for them they do not have to leave to others.
void TestBlackHoles::allTheWireIsForThoseWhoAnswer()
{
    std::atomic<bool> isSlow{false};
    Sink sink([&isSlow](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, isSlow ? 60'000 : 0}; });
    TestWorkspace workspace;
    for (int i = 0; i < 8; ++i)
        workspace.add("living" + std::to_string(i), sink.url("/x"), "{}");
    HttpSender::Options wide;
    wide.maxPerHost = wide.maxInFlight;
    HttpSender sender(wide);
    const std::unique_ptr<Store> store = m_kinds.open();
    Dispatcher dispatcher(*store, workspace.workspace(), {}, std::make_shared<MemorySecrets>(), sender);
    dispatcher.start();
    const auto accept = [&](std::size_t count) {
        for (int i = 0; i < 8; ++i)
            dispatcher.accept(std::vector<Event>(count, eventFor("living" + std::to_string(i))));
    };
    accept(1);
    QVERIFY(dispatcher.drain(kPatience));
    isSlow = true;
    accept(40);
    QTRY_COMPARE_WITH_TIMEOUT(requestsOnTheWire(dispatcher), 64, 30'000);
}

QTEST_GUILESS_MAIN(TestBlackHoles)
#include "tst_blackholes.moc"
