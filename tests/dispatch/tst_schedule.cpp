// SPDX-License-Identifier: MIT
#include "reminders.h"
#include "storekinds.h"

#include <QtTest>

#include <thread>

using namespace targetdesk;

/// "14 days before expiry at nine, where the record is": kept over restarts, called off in time.
class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void aReminderGoesOutAtItsTime();
    void aReminderSurvivesARestart();
    void aClockThatIsSetIsNoticed();
    void whatIsRedeemedIsNotRemindedOf();
    void whatIsExtendedIsRemindedOfLater();
    void whatNobodyActedOnIsCalledOff_data();
    void whatNobodyActedOnIsCalledOff();
    void aReceiverThatIsAwayHasActedOnNothing();
    void oneOfTwoTriesMayHaveArrived();
    void keysOfBeforeAreFound();
    void aRepeatedEventChangesNothing();
    void aMomentThatIsOver_data();
    void aMomentThatIsOver();
    void aScheduleThatIsWrongIsSeen();
    void drainDoesNotWaitForWeeks();
    void aReminderHoldsUpNothing();

private:
    StoreKinds m_kinds;
};

void TestSchedule::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestSchedule::aReminderGoesOutAtItsTime()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    const DeliveryRecord waiting = flow.store.deliveries({}).at(0);
    QCOMPARE(waiting.state, DeliveryState::Waiting);
    QCOMPARE(isoText(waiting.dueAt.value()), std::string(kReminder));
    QVERIFY(waiting.reason.starts_with("waits for its time"));
    QCOMPARE(flow.dispatcher->metrics().queued(), 1);
    QCOMPARE(flow.dispatcher->metrics().backlog(), 0);
    advanceJustBefore(flow, sink, kReminder);
    flow.advance(1ms);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().at(0).body, std::string(R"({"id": 7})"));
    QCOMPARE(flow.dispatcher->metrics().queued(), 0);
    QCOMPARE(flow.dispatcher->metrics().backlog(), 0);
}

void TestSchedule::aReminderSurvivesARestart()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    {
        Flow flow(m_kinds.spec(), reminders.workspace);
        flow.dispatcher->start();
        flow.emitEvent("reward.issued", rewardContext(7));
        flow.dispatcher->stop(1s);
    }
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    QCOMPARE(flow.dispatcher->metrics().queued(), 1);
    QCOMPARE(flow.dispatcher->metrics().backlog(), 0);
    advanceJustBefore(flow, sink, kReminder);
    flow.advance(1ms);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().size(), std::size_t{1});
}

void TestSchedule::aClockThatIsSetIsNoticed()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    // A day back: it waits a day more, by the wall's clock. Then months on: it goes out once.
    flow.advance(-24h);
    advanceJustBefore(flow, sink, kReminder);
    flow.advance(24h * 90);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    flow.advance(-24h * 90);
    flow.advance(24h * 90);
    QVERIFY(flow.dispatcher->drain(kPatience));
    QCOMPARE(sink.received().size(), std::size_t{1});
}

void TestSchedule::whatIsRedeemedIsNotRemindedOf()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.emitEvent("reward.issued", rewardContext(8));
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    DeliveryFilter cancelled;
    cancelled.states = {DeliveryState::Cancelled};
    const std::vector<DeliveryRecord> off = flow.store.deliveries(cancelled);
    QCOMPARE(off.size(), std::size_t{1});
    QVERIFY2(off[0].reason.starts_with("called off: 'reward.redeemed' came for the same reward.id (evt_"), off[0].reason.c_str());
    QCOMPARE(flow.dispatcher->metrics().queued(), 1);
    flow.advance(24h * 60);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().at(0).body, std::string(R"({"id": 8})"));
}

void TestSchedule::whatIsExtendedIsRemindedOfLater()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.emitEvent("reward.created", rewardContext(7, "2026-06-20T12:59:59Z")); // another name of the same event
    QCOMPARE(flow.count(DeliveryState::Cancelled), 1);
    advanceJustBefore(flow, sink, "2026-06-05T23:00:00.000Z");
    flow.advance(1ms);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
}

void TestSchedule::whatNobodyActedOnIsCalledOff_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isCalledOff");
    for (const int status : {503, 429, 408, 425})
        QTest::addRow("%d", status) << status << true;
    for (const int status : {500, 502, 504, 409})
        QTest::addRow("%d", status) << status << false;
}

/// Also once it has been tried: by what ends it, and by a newer one in its place.
void TestSchedule::whatNobodyActedOnIsCalledOff()
{
    QFETCH(int, status);
    QFETCH(bool, isCalledOff);
    std::atomic<int> answer{status};
    const Sink sink([&answer](const Sink::Received &) { return Sink::Answer{answer.load(), {}, {}}; });
    Reminders reminders(sink);
    reminders.workspace.add("reminder", sink.url("/r"), R"({"id": {{ reward.id }}})", [](Target &target) {
        target.delivery.retry.firstDelay = 1h;
        target.delivery.flow.retryStatus = {409};
    });
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.emitEvent("reward.issued", rewardContext(8));
    flow.advance(timeOf(kReminder) - TimePoint(std::chrono::milliseconds(flow.milliseconds.load())));
    QTRY_COMPARE(sink.received().size(), std::size_t{2});
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 2);
    answer = 200;
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    flow.emitEvent("reward.issued", rewardContext(8, "2026-06-20T12:59:59Z"));
    QCOMPARE(flow.count(DeliveryState::Cancelled), isCalledOff ? 2 : 0);
    // PostgreSQL's queue is counted each five seconds, maybe while the events above came: right again the next time.
    QTRY_COMPARE_WITH_TIMEOUT(flow.dispatcher->metrics().queued(), isCalledOff ? 1 : 3, 15'000);
    QTRY_COMPARE_WITH_TIMEOUT(flow.dispatcher->metrics().backlog(), isCalledOff ? 0 : 2, 15'000);
    flow.advance(24h * 90);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), isCalledOff ? 1 : 3);
    QCOMPARE(flow.dispatcher->metrics().queued(), 0);
}

void TestSchedule::aReceiverThatIsAwayHasActedOnNothing()
{
    std::string url;
    {
        const Sink away([](const Sink::Received &) { return Sink::Answer(); });
        url = away.url("/r");
    }
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    Reminders reminders(sink);
    reminders.workspace.add("reminder", url, "{}", [](Target &target) { target.delivery.retry.firstDelay = 1h; });
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7, "2026-03-10T12:59:59Z")); // its moment is over: at once
    QTRY_COMPARE(flow.store.deliveries({}).at(0).errorClass, std::string("connect"));
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 1);
    QCOMPARE(flow.dispatcher->metrics().queued(), 0);
    QCOMPARE(flow.dispatcher->metrics().backlog(), 0);
}

void TestSchedule::oneOfTwoTriesMayHaveArrived()
{
    const Sink sink([](const Sink::Received &received) {
        return received.nth == 1 ? Sink::Answer{0, {}, {}, true} : Sink::Answer{received.nth == 2 ? 503 : 200, {}, {}};
    });
    Reminders reminders(sink);
    reminders.workspace.add("reminder", sink.url("/r"), "{}", [](Target &target) {
        target.delivery.lostAnswer = LostAnswer::Retry;
        target.delivery.retry.firstDelay = 1h;
        target.delivery.retry.jitter = 0;
    });
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7, "2026-03-10T12:59:59Z"));
    QTRY_COMPARE(flow.store.deliveries({}).at(0).errorClass, std::string("reset"));
    flow.advance(1h);
    QTRY_COMPARE(flow.store.deliveries({}).at(0).lastStatus, 503);
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 0);
    flow.advance(1h);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
}

/// Stores of before have the text and the number apart.
void TestSchedule::keysOfBeforeAreFound()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    const std::string prefix = "reward.issued-reminder.json\n";
    int number = 0;
    for (const char *value : {"7", "\"7\"", "7.0", "\"r-7\"", "77"}) {
        NewEvent event;
        event.event.id = "evt_" + std::to_string(++number);
        event.event.name = "reward.issued";
        event.event.context = "{}";
        event.deliveries.push_back({"dlv_" + std::to_string(number), "reminder", "r", DeliveryState::Waiting, {}});
        event.deliveries[0].dueAt = timeOf(kReminder);
        event.deliveries[0].scheduleKey = prefix + value;
        std::vector<NewEvent> events;
        events.push_back(std::move(event));
        flow.store.acceptAndWait(std::move(events));
    }
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 3);
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": "r-7"}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 4);
    QCOMPARE(flow.count(DeliveryState::Waiting), 1);
}

void TestSchedule::aRepeatedEventChangesNothing()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    Event event;
    event.source = "test";
    event.idempotencyKey = "once";
    event.name = "reward.issued";
    event.context = rewardContext(7);
    for (int i = 0; i < 3; ++i)
        flow.dispatcher->accept(std::vector<Event>{event});
    QCOMPARE(flow.count(DeliveryState::Waiting), 1);
    QCOMPARE(flow.count(DeliveryState::Cancelled), 0);
}

void TestSchedule::aMomentThatIsOver_data()
{
    QTest::addColumn<bool>("skip");
    QTest::newRow("sent") << false;
    QTest::newRow("skipped") << true;
}

void TestSchedule::aMomentThatIsOver()
{
    QFETCH(bool, skip);
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink, skip);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7, "2026-03-10T12:59:59Z"));
    QVERIFY(flow.dispatcher->drain(kPatience));
    QCOMPARE(flow.count(DeliveryState::Delivered), skip ? 0 : 1);
    QCOMPARE(flow.count(DeliveryState::Cancelled), skip ? 1 : 0);
    QCOMPARE(sink.received().size(), std::size_t{skip ? 0u : 1u});
    if (!skip) return;
    const std::string reason = flow.store.deliveries({}).at(0).reason;
    QVERIFY2(reason.find("its time was 2026-02-23T22:00:00.000Z, before the event came") != std::string::npos, reason.c_str());
}

void TestSchedule::aScheduleThatIsWrongIsSeen()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", R"({"reward": {"id": 7}})");
    const DeliveryRecord refused = flow.store.deliveries({}).at(0);
    QCOMPARE(refused.state, DeliveryState::Refused);
    QVERIFY2(refused.reason.find("the context has no 'reward.expires_at'") != std::string::npos, refused.reason.c_str());
    // A reward that never ends is nothing to remind of, and no fault.
    flow.emitEvent("reward.issued", R"({"reward": {"id": 8, "expires_at": null}})");
    QCOMPARE(flow.store.deliveries({}).size(), std::size_t{1});
}

void TestSchedule::drainDoesNotWaitForWeeks()
{
    std::atomic<int> failures{2};
    const Sink sink([&failures](const Sink::Received &) { return failures-- > 0 ? Sink::Answer{500, {}, {}} : Sink::Answer{}; });
    Reminders reminders(sink);
    reminders.workspace.add("now", sink.url("/now"), "{}");
    Flow flow(m_kinds.spec(), reminders.workspace, {}, systemNow());
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7, "2099-01-01T00:00:00Z"));
    QVERIFY(flow.dispatcher->drain(kPatience));
    flow.emitEvent("event.now", "{}");
    // A retry is waited for, on a clock that goes.
    std::thread clock([&flow] {
        for (int i = 0; i < 100; ++i) {
            std::this_thread::sleep_for(20ms);
            flow.advance(20ms);
        }
    });
    const bool drained = flow.dispatcher->drain(kPatience);
    clock.join();
    QVERIFY(drained);
    QCOMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(flow.count(DeliveryState::Waiting), 1);
}

void TestSchedule::aReminderHoldsUpNothing()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.flow.orderBy = "reward.timezone"; });
    workspace.listen("reward.issued", "a", scheduleOf({{"date", "reward.expires_at"}, {"modify", "-14 days"}}));
    Flow flow(m_kinds.spec(), workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.accept("a", 1, rewardContext(7));
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(flow.count(DeliveryState::Waiting), 1);
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
