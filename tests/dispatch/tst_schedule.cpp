// SPDX-License-Identifier: MIT
#include "dispatch/scheduletime.h"
#include "workspace/fieldreader.h"

#include "flow.h"
#include "sink.h"
#include "storekinds.h"

#include <QDateTime>
#include <QFile>
#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 30s;
/// 2026-03-02T03:00:00Z, where Flow's clock starts.
constexpr const char *kExpires = "2026-04-20T12:59:59Z";
/// 2026-04-06 at nine in Melbourne, the morning after daylight saving ended there: AEST, UTC+10.
constexpr const char *kReminder = "2026-04-05T23:00:00.000Z";

TimePoint timeOf(const std::string &text)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

ReactionSchedule scheduleOf(const Json &json)
{
    std::vector<FieldProblem> problems;
    Json unknown;
    ReactionSchedule schedule = readSchedule(json, "", problems, unknown);
    if (!problems.empty()) qFatal("%s", problems[0].what.c_str());
    return schedule;
}

std::string rewardContext(int id, const std::string &expires = kExpires)
{
    const Json context = {{"reward", {{"id", id}, {"expires_at", expires}, {"timezone", "Australia/Melbourne"}}}};
    return context.dump();
}

/// A workspace that reminds of a reward's end 14 days before, at nine.
struct Reminders
{
    explicit Reminders(const Sink &sink, bool skipPast = false)
    {
        workspace.add("reminder", sink.url("/r"), R"({"id": {{ reward.id }}})");
        Json schedule = {{"date", "reward.expires_at"}, {"modify", "-14 days 09:00"}, {"key", "reward.id"}};
        schedule["past"] = skipPast ? "skip" : "send";
        schedule["cancel_on"] = Json::array({"reward.redeemed"});
        workspace.listen("reward.issued", "reminder", scheduleOf(schedule));
    }
    TestWorkspace workspace;
};

/// Moves the clock to a millisecond before, and sees that nothing goes out.
void advanceJustBefore(Flow &flow, const Sink &sink, const std::string &time)
{
    const std::size_t before = sink.received().size();
    flow.advance(timeOf(time) - 1ms - TimePoint(std::chrono::milliseconds(flow.milliseconds.load())));
    QTest::qWait(100);
    QCOMPARE(sink.received().size(), before);
}

} // namespace

/// "14 days before expiry at nine, where the record is": reckoned as PHP does, kept over restarts, called off in time.
class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void reckonsAsPhpDoes_data();
    void reckonsAsPhpDoes();
    void faultsAreKnownBeforeTheFirstEvent();
    void aReminderGoesOutAtItsTime();
    void aReminderSurvivesARestart();
    void aClockThatIsSetIsNoticed();
    void whatIsRedeemedIsNotRemindedOf();
    void whatIsExtendedIsRemindedOfLater();
    void whatNobodyActedOnIsCalledOff_data();
    void whatNobodyActedOnIsCalledOff();
    void aReceiverThatIsAwayHasActedOnNothing();
    void oneOfTwoTriesMayHaveArrived();
    void numbersAndTextsAreOneKey_data();
    void numbersAndTextsAreOneKey();
    void keysOfBeforeAreFound();
    void aReplayWaitsForItsTime_data();
    void aReplayWaitsForItsTime();
    void aReplayReckonsWithTheReactionOfNow();
    void whatCameForATargetThatIsOffWaitsForItsTime();
    void aReactionThatIsGoneIsSaid();
    void aRepeatedEventChangesNothing();
    void aMomentThatIsOver_data();
    void aMomentThatIsOver();
    void aScheduleThatIsWrongIsSeen();
    void drainDoesNotWaitForWeeks();
    void aReminderHoldsUpNothing();

private:
    /// Replays all in this state.
    static void replay(Flow &flow, DeliveryState state, bool atOnce = false);
    StoreKinds m_kinds;
};

void TestSchedule::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestSchedule::reckonsAsPhpDoes_data()
{
    QTest::addColumn<QByteArray>("line");
    QFile file(QStringLiteral(TESTS_DIR "/dispatch/schedules/times.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        QTest::newRow(Json::parse(line.toStdString()).at("name").get<std::string>().c_str()) << line;
        ++count;
    }
    QVERIFY(count >= 28);
}

void TestSchedule::reckonsAsPhpDoes()
{
    QFETCH(QByteArray, line);
    const Json row = Json::parse(line.toStdString());
    const ScheduledTime time =
        scheduledTime(scheduleOf(row.at("schedule")), row.at("context"), timeOf(row.at("occurred_at").get<std::string>()));
    QCOMPARE(time.at ? isoText(*time.at) : std::string(), row.value("at", std::string()));
    QCOMPARE(QString::fromStdString(time.why), QString::fromStdString(row.value("why", std::string())));
    QCOMPARE(time.isProblem, row.value("problem", false));
}

void TestSchedule::faultsAreKnownBeforeTheFirstEvent()
{
    QCOMPARE(scheduleFault(scheduleOf({{"date", "a.b"}, {"modify", "-14 days 09:00"}, {"timezone", "a.timezone"}})),
             std::string());
    QCOMPARE(scheduleFault(scheduleOf({{"date", "a.b"}, {"timezone", "Asia/Tokyo"}})), std::string());
    const std::string zone = scheduleFault(scheduleOf({{"date", "a.b"}, {"timezone", "Asia/Tokio"}}));
    QVERIFY2(zone.find("'Asia/Tokio' is no time zone") != std::string::npos, zone.c_str());
    const std::string words = scheduleFault(scheduleOf({{"modify", "in two weeks"}}));
    QVERIFY2(words.find("Failed to parse time string (in two weeks)") != std::string::npos, words.c_str());
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
    QCOMPARE(flow.dispatcher->metrics().queued(), isCalledOff ? 1 : 3);
    QCOMPARE(flow.dispatcher->metrics().backlog(), isCalledOff ? 0 : 2);
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

void TestSchedule::numbersAndTextsAreOneKey_data()
{
    QTest::addColumn<QByteArray>("issued");
    QTest::addColumn<QByteArray>("redeemed");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const QByteArray &issued, const QByteArray &redeemed, bool isSame) {
        QTest::addRow("%.20s %.20s %d", issued.constData(), redeemed.constData(), isSame) << issued << redeemed << isSame;
    };
    row("6", R"("6")", true);
    row(R"("6")", "6", true);
    row("1", "1.0", true);
    row("1.0", R"("1")", true);
    row("-0.0", "0", true);
    row(R"("-5")", "-5", true);
    row("9007199254740991", R"("9007199254740991")", true);
    row("6", R"("06")", false);
    row("6", R"("6.0")", false);
    row("6", R"("+6")", false);
    row("6", "6.5", false);
    row(R"("")", R"("0")", false);
    row(R"("r-6")", R"("r-6")", true);
    row("true", "1", false);
    const QByteArray longText = '"' + QByteArray(8'000, 'r');
    row(longText + '"', longText + '"', true);
    row(longText + '"', longText + "s\"", false);
}

void TestSchedule::numbersAndTextsAreOneKey()
{
    QFETCH(QByteArray, issued);
    QFETCH(QByteArray, redeemed);
    QFETCH(bool, isSame);
    const ReactionSchedule schedule = scheduleOf({{"date", "at"}, {"key", "id"}});
    const auto keyOf = [&](const QByteArray &id) {
        Json context = Json::object();
        context["id"] = Json::parse(id.toStdString());
        return scheduleKey("r.json", schedule, context);
    };
    QCOMPARE(keyOf(issued) == keyOf(redeemed), isSame);
    // PostgreSQL's index takes 2,704 bytes.
    const auto isShort = [&](const QByteArray &id) { return keyOf(id).size() < 300; };
    QVERIFY(isShort(issued) && isShort(redeemed));
    // As it always was, but for what is the same now.
    if (issued == R"("r-6")") QCOMPARE(keyOf(issued), std::string("r.json\n\"r-6\""));
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

void TestSchedule::replay(Flow &flow, DeliveryState state, bool atOnce)
{
    Intervention replay;
    replay.selection.states = {state};
    replay.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
    replay.atOnce = atOnce;
    QCOMPARE(flow.store.intervene(replay).get().changed, 1);
    flow.dispatcher->refresh();
}

void TestSchedule::aReplayWaitsForItsTime_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("waits") << false;
    QTest::newRow("at once") << true;
}

void TestSchedule::aReplayWaitsForItsTime()
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
void TestSchedule::aReplayReckonsWithTheReactionOfNow()
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

void TestSchedule::whatCameForATargetThatIsOffWaitsForItsTime()
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

void TestSchedule::aReactionThatIsGoneIsSaid()
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
