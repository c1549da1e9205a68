// SPDX-License-Identifier: MIT
// Targets that change while their deliveries wait, through the whole dispatcher.
#include "dispatch/intervention.h"

#include "flow.h"
#include "sink.h"

#include <QtTest>

#include <atomic>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

enum class Change { Deleted, SwitchedOff };
enum class Before { Waits, Paused, Gone };

} // namespace

class TestTargetChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsCancelled_data();
    void whatWaitsIsCancelled();
    void aTargetThatIsBackInTimeGetsItsDeliveries();
    void whatComesForATargetThatIsOffIsCancelled();
    void aBrokenTemplateIsTold();
    void patienceHasTheTargetsCeiling();
    void patienceMayCountForNothing();

private:
    static void change(TestWorkspace &workspace, Flow &flow, Change what, const std::string &url)
    {
        if (what == Change::Deleted) {
            workspace.remove("a");
        } else {
            workspace.add("a", url, "{}", [](Target &target) { target.delivery.isActive = false; });
        }
        flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    }
    static std::vector<DeliveryRecord> cancelled(const Flow &flow)
    {
        DeliveryFilter filter;
        filter.states = {DeliveryState::Cancelled};
        return flow.store.deliveries(filter);
    }
};

void TestTargetChanges::whatWaitsIsCancelled_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("before");
    QTest::addColumn<QByteArray>("reason");
    for (const Before before : {Before::Waits, Before::Paused, Before::Gone}) {
        const char *word = before == Before::Waits ? "waits for a try" : before == Before::Paused ? "paused" : "disabled by 410";
        QTest::addRow("deleted, %s", word) << static_cast<int>(Change::Deleted) << static_cast<int>(before)
                                           << QByteArray("the target 'a' is no longer in the workspace");
        QTest::addRow("switched off, %s", word)
            << static_cast<int>(Change::SwitchedOff) << static_cast<int>(before) << QByteArray("the target 'a' is switched off");
    }
}

void TestTargetChanges::whatWaitsIsCancelled()
{
    QFETCH(int, what);
    QFETCH(int, before);
    QFETCH(QByteArray, reason);
    std::atomic<int> status{static_cast<Before>(before) == Before::Gone ? 410 : 500};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) {
        target.delivery.retry.firstDelay = 1h;
        target.delivery.retry.jitter = 0;
        target.delivery.flow.maxInFlight = 1;
    });
    Flow flow(workspace);
    if (static_cast<Before>(before) == Before::Paused)
        flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", TimePoint(1ms)}).get();
    flow.dispatcher->start();
    flow.accept("a", 3);
    switch (static_cast<Before>(before)) {
    case Before::Waits: QTRY_COMPARE(flow.count(DeliveryState::Waiting), 3); break;
    case Before::Paused: QTRY_COMPARE(flow.count(DeliveryState::Ready), 3); break;
    case Before::Gone:
        QTRY_VERIFY(flow.stateOf("a").disabled);
        QTRY_COMPARE(flow.count(DeliveryState::Ready), 2);
        break;
    }
    const std::size_t sent = sink.received().size();
    const int left = static_cast<Before>(before) == Before::Gone ? 2 : 3;
    change(workspace, flow, static_cast<Change>(what), sink.url("/a"));
    if (static_cast<Before>(before) == Before::Waits) flow.advance(1h);
    QTRY_COMPARE(flow.count(DeliveryState::Cancelled), left);
    for (const DeliveryRecord &delivery : cancelled(flow))
        QVERIFY2(delivery.reason.starts_with(reason.toStdString()), delivery.reason.c_str());
    QCOMPARE(sink.received().size(), sent);
    // Nothing is lost: put right again, all of it can be replayed.
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.isActive = true; });
    status = 200;
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Resume, "a", TimePoint(1ms)}).get();
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Enable, "a", TimePoint(1ms)}).get();
    Intervention replay;
    replay.selection.states = {DeliveryState::Cancelled};
    replay.now = TimePoint(1ms);
    QCOMPARE(flow.store.intervene(replay).get().changed, left);
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), left);
}

// A file that is away for a moment, as while another branch is checked out, costs nothing that was not due then.
void TestTargetChanges::aTargetThatIsBackInTimeGetsItsDeliveries()
{
    std::atomic<int> status{500};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    const auto add = [&] {
        workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.retry.firstDelay = 1h; });
    };
    add();
    Flow flow(workspace);
    flow.dispatcher->start();
    flow.accept("a", 2);
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 2);
    change(workspace, flow, Change::Deleted, {});
    flow.advance(1min);
    QTest::qWait(100);
    QCOMPARE(flow.count(DeliveryState::Waiting), 2);
    add();
    status = 200;
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.advance(2h);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 2);
}

void TestTargetChanges::whatComesForATargetThatIsOffIsCancelled()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.isActive = false; });
    workspace.add("b", sink.url("/b"), "{}");
    workspace.listen("event.a", "b");
    Flow flow(workspace);
    // On record with the event, before anything is started.
    flow.accept("a", 1);
    QCOMPARE(cancelled(flow).size(), 1u);
    QVERIFY(cancelled(flow).at(0).reason.find("switched off") != std::string::npos);
    flow.dispatcher->start();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().at(0).path, std::string("/b"));
    QCOMPARE(flow.dispatcher->metrics().queued(), 0);
}

void TestTargetChanges::aBrokenTemplateIsTold()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{{ n|nofilter }}");
    Flow flow(workspace);
    const TimePoint began(std::chrono::milliseconds(flow.milliseconds.load()));
    flow.dispatcher->start();
    const auto inMetrics = [&flow](const std::string &value) {
        return flow.dispatcher->metricsText().find("targetdesk_target_template_broken{target=\"a\"} " + value + "\n") !=
               std::string::npos;
    };
    flow.accept("a", 1);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 1);
    QTRY_COMPARE(flow.stateOf("a").brokenSince, std::optional(began));
    QVERIFY2(flow.stateOf("a").brokenReason.find("a.json.twig:1:") != std::string::npos, flow.stateOf("a").brokenReason.c_str());
    QVERIFY(inMetrics("1"));
    // The first one counts, and a payload that is no JSON is none that ends it.
    flow.advance(1min);
    flow.accept("a", 1);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 2);
    workspace.add("a", sink.url("/a"), "{\"n\": {{ n }}");
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.accept("a", 1);
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 3);
    QCOMPARE(flow.stateOf("a").brokenSince, std::optional(began));
    workspace.add("a", sink.url("/a"), "{\"n\": {{ n }}}");
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.accept("a", 1);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QTRY_VERIFY(!flow.stateOf("a").brokenSince);
    QVERIFY(flow.stateOf("a").brokenReason.empty());
    QVERIFY(inMetrics("0"));
}

void TestTargetChanges::patienceHasTheTargetsCeiling()
{
    std::atomic<int> asked{0};
    Sink sink([&asked](const Sink::Received &) {
        return ++asked == 1 ? Sink::Answer{429, "Retry-After: 86400\r\n", {}} : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.retry.maxRetryAfter = 60s; });
    Flow flow(workspace);
    const TimePoint began(std::chrono::milliseconds(flow.milliseconds.load()));
    flow.dispatcher->start();
    flow.accept("a", 1);
    QTRY_COMPARE(flow.stateOf("a").heldUntil, std::optional(began + 60s));
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
    flow.advance(59s);
    QTest::qWait(100);
    QCOMPARE(asked.load(), 1);
    flow.advance(1s);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
}

void TestTargetChanges::patienceMayCountForNothing()
{
    std::atomic<int> asked{0};
    Sink sink([&asked](const Sink::Received &) {
        return ++asked == 1 ? Sink::Answer{503, "Retry-After: 86400\r\n", {}} : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) {
        target.delivery.retry.maxRetryAfter = 0ms;
        target.delivery.retry.firstDelay = 5s;
        target.delivery.retry.jitter = 0;
    });
    Flow flow(workspace);
    flow.dispatcher->start();
    flow.accept("a", 1);
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 1);
    QVERIFY(!flow.stateOf("a").heldUntil);
    flow.advance(5s);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
}

QTEST_GUILESS_MAIN(TestTargetChanges)
#include "tst_targetchanges.moc"
