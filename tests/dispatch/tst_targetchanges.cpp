// SPDX-License-Identifier: MIT
// Targets that change while their deliveries wait, through the whole dispatcher.
#include "dispatch/intervention.h"

#include "flow.h"
#include "sink.h"

#include <QtTest>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

using namespace targetdesk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

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
    void whatWaitsIsCancelledHoweverItFlows();
    void aTargetThatIsBackInTimeGetsItsDeliveries();
    void whatComesForATargetThatIsOffIsCancelled();
    void aFileThatCannotBeReadHolds_data();
    void aFileThatCannotBeReadHolds();
    void aFileThatCannotBeReadAtTheStartHolds();
    void aBrokenTemplateIsTold();
    void whatWaitsKeepsItsTemplate();
    void aReplayOfWhatNeverWentOutTakesTheTemplateOfNow();
    void aFailedRerenderLeavesWhatWasSent();
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

/// Also of a target that has flow settings of its own.
void TestTargetChanges::whatWaitsIsCancelledHoweverItFlows()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    const auto add = [&](bool isActive) {
        workspace.add("a", sink.url("/a"), "{}", [isActive](Target &target) {
            target.delivery.flow.maxInFlight = 2;
            target.delivery.isActive = isActive;
        });
    };
    add(true);
    Flow flow(workspace);
    flow.store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", TimePoint(1ms)}).get();
    flow.dispatcher->start();
    flow.accept("a", 3);
    QTRY_COMPARE(flow.count(DeliveryState::Ready), 3);
    add(false);
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    QTRY_COMPARE(flow.count(DeliveryState::Cancelled), 3);
    QVERIFY(sink.received().empty());
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

namespace {

fs::path fileOf(const TestWorkspace &workspace)
{
    return workspace.path("workspace") / "targets" / "a.json";
}

/// As an editor that saves in two steps, or a checkout that is under way, leaves it.
std::string breakFileOf(const TestWorkspace &workspace)
{
    std::ifstream stream(fileOf(workspace));
    std::string whole{std::istreambuf_iterator<char>(stream), {}};
    std::ofstream(fileOf(workspace)) << whole.substr(0, whole.size() / 2);
    return whole;
}

} // namespace

void TestTargetChanges::aFileThatCannotBeReadHolds_data()
{
    QTest::addColumn<bool>("isLink");
    QTest::newRow("half of it is there") << false;
    QTest::newRow("a link that leads nowhere") << true;
}

void TestTargetChanges::aFileThatCannotBeReadHolds()
{
    QFETCH(bool, isLink);
    std::atomic<int> status{500};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}", [](Target &target) { target.delivery.retry.firstDelay = 1h; });
    Flow flow(workspace);
    flow.dispatcher->start();
    flow.accept("a", 2);
    QTRY_COMPARE(flow.count(DeliveryState::Waiting), 2);
    if (isLink) {
        fs::remove(fileOf(workspace));
        fs::create_symlink(workspace.path("not mounted") / "a.json", fileOf(workspace));
    } else {
        breakFileOf(workspace);
    }
    Workspace broken = Workspace::open(workspace.path("workspace"));
    QCOMPARE(broken.unreadableTargets(), std::vector<std::string>{"a"});
    QCOMPARE(broken.keepUnreadable(workspace.workspace()), std::vector<fs::path>{fileOf(workspace)});
    QVERIFY(broken.unreadableTargets().empty());
    flow.dispatcher->setWorkspace(broken, DeliveryEnvironment());
    status = 200;
    flow.accept("a", 1);
    flow.advance(2h);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 3);
}

// Nothing is known of the target: what is queued for it, and what comes, waits until its file can be read.
void TestTargetChanges::aFileThatCannotBeReadAtTheStartHolds()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}",
                  [](Target &target) { target.condition = Json::parse(R"({"==": [{"var": "n"}, 1]})"); });
    const fs::path folder = workspace.path("workspace");
    const std::string whole = breakFileOf(workspace);
    Flow flow(workspace);
    flow.accept("a", 1);
    flow.dispatcher->setWorkspace(Workspace::open(folder), DeliveryEnvironment());
    flow.accept("a", 1);
    flow.accept("a", 1, R"({"n": 2})");
    flow.dispatcher->start();
    QVERIFY(flow.dispatcher->drain(30s));
    QCOMPARE(flow.count(DeliveryState::Ready), 3);
    QVERIFY(flow.store.deliveries({}).at(0).reason.find("cannot be read") != std::string::npos);

    std::ofstream(fileOf(workspace)) << whole;
    flow.dispatcher->setWorkspace(Workspace::open(folder), DeliveryEnvironment());
    // Its condition is asked now.
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 2);
    QTRY_COMPARE(flow.count(DeliveryState::Cancelled), 1);

    breakFileOf(workspace);
    flow.dispatcher->setWorkspace(Workspace::open(folder), DeliveryEnvironment());
    flow.accept("a", 1);
    QVERIFY(flow.dispatcher->drain(30s));
    QCOMPARE(flow.count(DeliveryState::Ready), 1);
    fs::remove(fileOf(workspace));
    flow.dispatcher->setWorkspace(Workspace::open(folder), DeliveryEnvironment());
    QTRY_COMPARE(flow.count(DeliveryState::Cancelled), 2);
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

void TestTargetChanges::whatWaitsKeepsItsTemplate()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    const auto add = [&](const std::string &source, int config) {
        workspace.add("a", sink.url("/a"), source, [config](Target &target) { target.delivery.config = {{"v", config}}; });
    };
    std::mutex mutex;
    std::string log;
    DispatcherOptions options;
    options.log = [&](const std::string &line) {
        const std::lock_guard lock(mutex);
        log += line + '\n';
    };
    add(R"({"by": "old", "v": {{ config.v }}, "n": {{ n }}})", 1);
    const std::string old = TemplateVersion(*workspace.workspace().target("a")).id();
    {
        Flow flow(workspace);
        flow.accept("a", 2, R"({"n": 1})");
    }
    // By another process, which has never seen that template.
    add(R"({"by": "new", "v": {{ config.v }}, "n": {{ n }}})", 2);
    const std::string fresh = TemplateVersion(*workspace.workspace().target("a")).id();
    const TimePoint aMinuteLater(std::chrono::milliseconds(1'772'420'460'000)); // ids hold the time
    Flow flow("sqlite:" + workspace.path("queue.db").string(), workspace, options, aMinuteLater);
    flow.accept("a", 1, R"({"n": 2})");
    // A third one is nobody's.
    add("{}", 3);
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.dispatcher->start();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 3);
    std::multiset<std::string> bodies;
    for (const Sink::Received &received : sink.received())
        bodies.insert(received.body);
    QCOMPARE(bodies, (std::multiset<std::string>{R"({"by": "old", "v": 1, "n": 1})", R"({"by": "old", "v": 1, "n": 1})",
                                                 R"({"by": "new", "v": 2, "n": 2})"}));
    QVERIFY(flow.dispatcher->drain(30s));
    const std::lock_guard lock(mutex);
    QCOMPARE(QByteArray::fromStdString(log).count(QByteArray::fromStdString("\"template\":\"" + old + '"')), 2);
    QCOMPARE(QByteArray::fromStdString(log).count(QByteArray::fromStdString("\"template\":\"" + fresh + '"')), 1);
    for (const DeliveryRecord &delivery : flow.store.deliveries({}))
        QVERIFY(delivery.templateVersion == old || delivery.templateVersion == fresh);
}

void TestTargetChanges::aReplayOfWhatNeverWentOutTakesTheTemplateOfNow()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{{ n|nofilter }}");
    Flow flow(workspace);
    flow.accept("a", 1);
    workspace.add("a", sink.url("/a"), "{\"n\": {{ n }}}");
    flow.dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    flow.dispatcher->start();
    QTRY_COMPARE(flow.count(DeliveryState::Refused), 1);
    // The template that the target has now is not broken.
    QVERIFY(!flow.stateOf("a").brokenSince);
    Intervention replay;
    replay.selection.states = {DeliveryState::Refused};
    replay.now = TimePoint(1ms);
    QCOMPARE(flow.store.intervene(replay).get().changed, 1);
    flow.dispatcher->refresh();
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().at(0).body, std::string("{\"n\": 1}"));
}

void TestTargetChanges::aFailedRerenderLeavesWhatWasSent()
{
    std::atomic<int> status{400};
    Sink sink([&status](const Sink::Received &) { return Sink::Answer{status.load(), {}, {}}; });
    TestWorkspace workspace;
    Flow *running = nullptr;
    const auto put = [&](const std::string &text) {
        workspace.add("a", sink.url("/a"), text);
        if (running) running->dispatcher->setWorkspace(workspace.workspace(), DeliveryEnvironment());
    };
    put(R"({"n": {{ n }}})");
    Flow flow(workspace);
    running = &flow;
    const auto replay = [&flow](Intervention::Kind kind) {
        Intervention again;
        again.kind = kind;
        again.selection.states = {DeliveryState::Refused};
        again.now = TimePoint(1ms);
        QCOMPARE(flow.store.intervene(again).get().changed, 1);
        flow.dispatcher->refresh();
    };
    const auto record = [&flow] { return flow.store.deliveries({}).at(0); };
    flow.dispatcher->start();
    flow.accept("a", 1);
    QTRY_COMPARE(record().lastStatus, 400);
    status = 200;
    put(R"({"n": broken "{{ n }} )");
    replay(Intervention::Kind::Rerender);
    QTRY_COMPARE(record().errorClass, std::string("payload"));
    QCOMPARE(flow.store.delivery(record().id)->body, std::optional<std::string>(R"({"n": 1})"));
    QCOMPARE(sink.received().size(), std::size_t{1});
    replay(Intervention::Kind::Replay);
    QTRY_COMPARE(flow.count(DeliveryState::Delivered), 1);
    QCOMPARE(sink.received().at(1).body, std::string(R"({"n": 1})"));
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
