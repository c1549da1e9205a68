// SPDX-License-Identifier: MIT
#include "reminders.h"
#include "storekinds.h"

#include <QtTest>

using namespace targetdesk;

/// What is replayed before its time has come.
class TestScheduleReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void aReplayWaitsForItsTime_data();
    void aReplayWaitsForItsTime();
    void aReplayReckonsWithTheReactionOfNow();
    void whatCameForATargetThatIsOffWaitsForItsTime();
    void aReactionThatIsGoneIsSaid();

private:
    /// Replays all in this state.
    static void replay(Flow &flow, DeliveryState state, bool atOnce = false);
    StoreKinds m_kinds;
};

void TestScheduleReplay::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestScheduleReplay::replay(Flow &flow, DeliveryState state, bool atOnce)
{
    Intervention replay;
    replay.selection.states = {state};
    replay.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
    replay.atOnce = atOnce;
    QCOMPARE(flow.store.intervene(replay).get().changed, 1);
    flow.dispatcher->refresh();
}

void TestScheduleReplay::aReplayWaitsForItsTime_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("waits") << false;
    QTest::newRow("at once") << true;
}

void TestScheduleReplay::aReplayWaitsForItsTime()
{
    QFETCH(bool, atOnce);
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 1);
    replay(flow, DeliveryState::Cancelled, atOnce);
    if (!atOnce) {
        QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
        const DeliveryRecord waits = flow.store.deliveries({}).at(0);
        QCOMPARE(waits.dueAt, std::optional(timeOf(kReminder)));
        QVERIFY2(waits.reason.starts_with("waits for its time"), waits.reason.c_str());
        QTRY_COMPARE(flow.dispatcher->metrics().backlog(), 0);
        QCOMPARE(flow.dispatcher->metrics().queued(), 1);
        advanceJustBefore(flow, sink, kReminder);
        flow.advance(1ms);
    }
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().size(), std::size_t{1});
    QCOMPARE(flow.dispatcher->metrics().backlog(), 0);
}

/// What was refused for its date is due when the reaction, put right, says so.
void TestScheduleReplay::aReplayReckonsWithTheReactionOfNow()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", R"({"reward": {"id": 7, "ends_at": "2026-04-20T12:59:59Z"}})");
    QCOMPARE(flow.count(DeliveryState::Refused), 1);
    replay(flow, DeliveryState::Refused);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 1); // still
    const std::string reason = flow.store.deliveries({}).at(0).reason;
    QVERIFY2(reason.find("the context has no 'reward.expires_at'") != std::string::npos, reason.c_str());
    reminders.workspace.listen("reward.issued", "reminder", scheduleOf({{"date", "reward.ends_at"}, {"modify", "-14 days"}}));
    flow.dispatcher->setWorkspace(reminders.workspace.workspace(), DeliveryEnvironment());
    replay(flow, DeliveryState::Refused);
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
    QCOMPARE(flow.store.deliveries({}).at(0).dueAt, std::optional(timeOf("2026-04-06T12:59:59.000Z")));
    QVERIFY(sink.received().empty());
}

void TestScheduleReplay::whatCameForATargetThatIsOffWaitsForItsTime()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    Reminders reminders(sink);
    const auto add = [&](bool isActive) {
        reminders.workspace.add("reminder", sink.url("/r"), "{}",
                                [isActive](Target &target) { target.delivery.isActive = isActive; });
    };
    add(false);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    QCOMPARE(flow.store.deliveries({}).at(0).errorClass, std::string("target"));
    add(true);
    flow.dispatcher->setWorkspace(reminders.workspace.workspace(), DeliveryEnvironment());
    Intervention usual;
    usual.selection.orTargetGone = true;
    usual.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
    QCOMPARE(flow.store.intervene(usual).get().changed, 1);
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
    QCOMPARE(flow.store.deliveries({}).at(0).dueAt, std::optional(timeOf(kReminder)));
    // What ends it finds it, as at the first time.
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": "7"}})");
    QCOMPARE(flow.count(DeliveryState::Cancelled), 1);
    QVERIFY(sink.received().empty());
}

void TestScheduleReplay::aReactionThatIsGoneIsSaid()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    const Reminders reminders(sink);
    Flow flow(m_kinds.spec(), reminders.workspace);
    flow.dispatcher->start();
    flow.emitEvent("reward.issued", rewardContext(7));
    flow.emitEvent("reward.redeemed", R"({"reward": {"id": 7}})");
    TestWorkspace without;
    without.add("reminder", sink.url("/r"), "{}");
    flow.dispatcher->setWorkspace(without.workspace(), DeliveryEnvironment());
    replay(flow, DeliveryState::Cancelled);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 1);
    const std::string reason = flow.store.deliveries({}).at(0).reason;
    QVERIFY2(reason.find("is no longer in the workspace, so nobody knows when this is due") != std::string::npos, reason.c_str());
    replay(flow, DeliveryState::Refused, true);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
}

QTEST_GUILESS_MAIN(TestScheduleReplay)
#include "tst_schedulereplay.moc"
