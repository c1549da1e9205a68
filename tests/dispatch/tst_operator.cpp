// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlbench.h"

#include <QDateTime>
#include <QtTest>

#include <algorithm>
#include <atomic>

using namespace targetdesk;

namespace {

std::string line(const std::string &handle, int n)
{
    return R"({"event": "event.)" + handle + R"(", "context": {"n": )" + std::to_string(n) + "}}\n";
}

} // namespace

/// What an operator types about deliveries and targets, beside a running `serve` or not.
class TestOperator : public QObject, private CtlBench
{
    Q_OBJECT

public:
    ~TestOperator() override { m_sink.reset(); } // its thread reads the members below

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void replaysBesideARunningServe();
    void whatWasCalledOffIsNotReplayedUnasked();
    void aReplayIsFollowed();
    void aPacedReplaySurvivesAPause();
    void pausesBesideARunningServe();
    void mistypedTargetsAreTold();
    void cancelsAndResolves();
    void whatIsResolvedIsNotResolvedAgain();
    void receiversDoNotWriteToTheTerminal();
    void whatWaitsSaysUntilWhen();
    void longReasonsAreCutInATable();
    void whatHadArrivedIsSaid();
    void whatWaitsForASecretIsSaid();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();
    void anEventsDeliveriesAreMeantByItsId();

private:
    std::atomic<int> m_status{200};
    std::string m_headers; ///< complete lines, set before anything is sent
    std::string m_body;
};

void TestOperator::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    const std::string why = reset(isPostgres, [this](const Sink::Received &) {
        const int status = m_status;
        return status == 0 ? Sink::Answer{0, {}, {}, true} : Sink::Answer{status, m_headers, m_body};
    });
    if (!why.empty()) QSKIP(why.c_str());
    m_status = 200;
    m_headers.clear();
    m_body.clear();
    m_workspace->add("a", m_sink->url("/a"), R"({"n": {{ n }}})");
}

void TestOperator::replaysBesideARunningServe()
{
    m_status = 422;
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    for (int n = 0; n < 3; ++n)
        running.write(line("a", n));
    QTRY_COMPARE(run({"deliveries", "list", "--state", "refused", "--json"}).json().size(), 3u);
    m_status = 200;
    const Outcome replay = run({"deliveries", "replay", "--target", "a", "--json"});
    QCOMPARE(replay.code, 0);
    QCOMPARE(replay.json().at("changed"), Json(3));
    QTRY_COMPARE(m_sink->received().size(), 6u); // the running one took notice
    QTRY_COMPARE(run({"queue", "status", "--json"}).json().at("a").at("counts").at("delivered"), Json(3));
}

void TestOperator::whatWasCalledOffIsNotReplayedUnasked()
{
    ReactionSchedule schedule;
    schedule.date = "at";
    schedule.key = "n";
    schedule.cancelOn = {"event.over"};
    m_workspace->listen("event.later", "a", schedule);
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    for (const int n : {1, 2})
        running.write(R"({"event": "event.later", "context": {"at": "2099-01-01", "n": )" + std::to_string(n) + "}}\n");
    running.write("{\"event\": \"event.over\", \"context\": {\"n\": \"1\"}}\n");
    QTRY_COMPARE(running.answers().size(), 3u);
    const Json waiting = run({"deliveries", "list", "--state", "waiting", "--json"}).json();
    QCOMPARE(waiting.size(), 1u);
    QCOMPARE(run({"deliveries", "cancel", waiting.at(0).at("id")}).code, 0);
    const auto counts = [this] { return run({"queue", "status", "--json"}).json().at("a").at("counts"); };
    QCOMPARE(run({"deliveries", "replay", "--since", "1h", "--json"}).json().at("changed"), Json(0));
    QCOMPARE(counts(), Json({{"cancelled", 2}}));
    // Asked for, it keeps its time; nothing is left to follow.
    const Outcome replay = run({"deliveries", "replay", "--state", "cancelled", "--follow", "--json"});
    QCOMPARE(replay.code, 0);
    QVERIFY2(replay.output.ends_with(R"({"queued":2,"delivered":0,"failed":0,"cancelled":0,"scheduled":2,"left":0})"
                                     "\n"),
             replay.output.c_str());
    QCOMPARE(counts(), Json({{"waiting", 2}}));
    QVERIFY(m_sink->received().empty());
    QCOMPARE(run({"deliveries", "cancel", "--target", "a"}).code, 0);
    QCOMPARE(run({"deliveries", "replay", "--state", "cancelled", "--now"}).code, 0);
    QTRY_COMPARE(m_sink->received().size(), 2u);
}

void TestOperator::aReplayIsFollowed()
{
    m_status = 422;
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    for (int n = 0; n < 3; ++n)
        running.write(line("a", n));
    QTRY_COMPARE(run({"deliveries", "list", "--state", "refused", "--json"}).json().size(), 3u);
    const Outcome failed = run({"deliveries", "replay", "--target", "a", "--follow"});
    QCOMPARE(failed.code, 5);
    QVERIFY2(failed.output.starts_with("3 deliveries queued again\n"), failed.output.c_str());
    QVERIFY2(failed.output.ends_with("3 queued, 0 delivered, 3 failed, 0 cancelled, 0 scheduled, 0 left\n"),
             failed.output.c_str());
    m_status = 200;
    const Outcome good = run({"deliveries", "replay", "--target", "a", "--per-second", "4", "--follow", "--json"});
    QCOMPARE(good.code, 0);
    std::vector<Json> lines;
    for (const QByteArray &text : QByteArray::fromStdString(good.output).trimmed().split('\n'))
        lines.push_back(Json::parse(text.toStdString()));
    QVERIFY(lines.size() >= 2);
    QCOMPARE(lines.front(), Json({{"changed", 3}, {"untouched", Json::array()}}));
    QCOMPARE(lines.back(),
             Json({{"queued", 3}, {"delivered", 3}, {"failed", 0}, {"cancelled", 0}, {"scheduled", 0}, {"left", 0}}));
}

void TestOperator::aPacedReplaySurvivesAPause()
{
    m_status = 422;
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    for (int n = 0; n < 10; ++n)
        running.write(line("a", n));
    QTRY_COMPARE(run({"deliveries", "list", "--state", "refused", "--json"}).json().size(), 10u);
    m_status = 200;
    QCOMPARE(run({"queue", "pause", "a"}).code, 0);
    QCOMPARE(run({"deliveries", "replay", "--target", "a", "--per-second", "2"}).code, 0);
    QTest::qWait(5000); // all of them are due
    QCOMPARE(run({"queue", "resume", "a"}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), 20u, 30'000);
    std::vector<Json> starts;
    for (const Json &delivery : run({"deliveries", "list", "--json"}).json()) {
        const Json detail = run({"deliveries", "show", delivery.at("id"), "--json"}).json();
        starts.push_back(detail.at("attempts").at(1).at("started_at"));
    }
    QCOMPARE(starts.size(), std::size_t{10});
    std::ranges::sort(starts);
    const auto time = [](const Json &text) {
        return QDateTime::fromString(QString::fromStdString(text.get<std::string>()), Qt::ISODateWithMs);
    };
    QVERIFY2(time(starts.front()).msecsTo(time(starts.back())) >= 4000, (starts.front().dump() + starts.back().dump()).c_str());
}

void TestOperator::pausesBesideARunningServe()
{
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    const Outcome paused = run({"queue", "pause", "a", "--workspace", m_workspace->path("workspace").string()});
    QCOMPARE(paused.code, 0);
    QCOMPARE(paused.output, std::string("a: paused\n"));
    // The pause is heard within moments, but not before it is said.
    QTest::qWait(1000);
    running.write(line("a", 1));
    QTRY_COMPARE(running.answers().size(), 1u);
    QTest::qWait(300);
    QCOMPARE(m_sink->received().size(), 0u);
    QCOMPARE(run({"queue", "status", "--json"}).json().at("a").at("flow"), Json("paused"));
    QCOMPARE(run({"queue", "resume", "a"}).output, std::string("a: flowing\n"));
    QTRY_COMPARE(m_sink->received().size(), 1u);
}

/// Nobody believes that the mails have stopped because a handle was mistyped.
void TestOperator::mistypedTargetsAreTold()
{
    m_workspace->add("welcome", m_sink->url("/w"), "{}");
    const std::string workspace = m_workspace->path("workspace").string();
    deliver(line("welcome", 1));
    for (const char *action : {"pause", "resume", "enable"}) {
        const Outcome outcome = run({"queue", action, "welcmoe"});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.output, std::string());
        QVERIFY2(outcome.errors.find("knows no target 'welcmoe'") != std::string::npos, outcome.errors.c_str());
        QVERIFY2(outcome.errors.find("did you mean 'welcome'?") != std::string::npos, outcome.errors.c_str());
    }
    QVERIFY(!run({"queue", "status", "--json"}).json().contains("welcmoe"));
    QCOMPARE(run({"queue", "pause", "a"}).code, 1); // has had no event
    QCOMPARE(run({"queue", "pause", "aa", "--workspace", workspace}).code, 1);
    QCOMPARE(run({"queue", "pause", "a", "--workspace", workspace}).output, std::string("a: paused\n"));
    QCOMPARE(run({"queue", "resume", "a"}).output, std::string("a: flowing\n"));
    QCOMPARE(run({"queue", "pause", "later", "--force"}).output, std::string("later: paused\n"));

    for (const char *action : {"replay", "cancel"}) {
        const Outcome outcome = run({"deliveries", action, "--target", "welcmoe"});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.errors.find("the store has no delivery to 'welcmoe' – did you mean 'welcome'?") != std::string::npos,
                 outcome.errors.c_str());
        QCOMPARE(run({"deliveries", action, "--target", "welcome"}).errors, std::string()); // it is there, in no such state
    }
    const Outcome none = run({"deliveries", "list", "--target", "welcmoe"});
    QCOMPARE(none.output, std::string("no deliveries match\n"));
    QVERIFY2(none.errors.find("did you mean 'welcome'?") != std::string::npos, none.errors.c_str());
    QCOMPARE(run({"deliveries", "list", "--state", "unknown"}).output, std::string("no deliveries match\n"));
}

void TestOperator::cancelsAndResolves()
{
    m_status = 0; // hangs up: the answer is lost
    deliver(line("a", 1) + line("a", 2) + line("a", 3));
    const Json unknown = run({"deliveries", "list", "--state", "unknown", "--json"}).json();
    QCOMPARE(unknown.size(), 3u);
    const auto id = [&unknown](std::size_t nth) { return unknown.at(nth).at("id").get<std::string>(); };
    QCOMPARE(run({"deliveries", "resolve", id(0), "--delivered"}).code, 0);
    QCOMPARE(run({"deliveries", "resolve", id(1), "--send-again"}).code, 0);
    QCOMPARE(run({"deliveries", "cancel", id(2)}).code, 0);
    const Outcome twice = run({"deliveries", "resolve", id(0), "--delivered"});
    QCOMPARE(twice.code, 1);
    QVERIFY2(twice.errors.find(id(0) + " is delivered: left as it is") != std::string::npos, twice.errors.c_str());
    const Outcome missing = run({"deliveries", "cancel", "dlv_none"});
    QCOMPARE(missing.code, 1);
    QVERIFY2(missing.errors.find("is not in this store") != std::string::npos, missing.errors.c_str());
    const Json counts = run({"queue", "status", "--json"}).json().at("a").at("counts");
    QCOMPARE(counts, Json({{"ready", 1}, {"delivered", 1}, {"cancelled", 1}}));
    m_status = 200;
    deliver({});
    QCOMPARE(m_sink->counts().at(id(1)), 2);
}

/// Two people on one incident mail nobody twice.
void TestOperator::whatIsResolvedIsNotResolvedAgain()
{
    m_status = 0;
    deliver(line("a", 1) + line("a", 2));
    const Json unknown = run({"deliveries", "list", "--state", "unknown", "--json"}).json();
    QCOMPARE(unknown.size(), 2u);
    const std::string arrived = unknown.at(0).at("id"), unwanted = unknown.at(1).at("id");
    QCOMPARE(run({"deliveries", "resolve", arrived, "--delivered"}).code, 0);
    QCOMPARE(run({"deliveries", "resolve", unwanted, "--cancel"}).code, 0);
    const Outcome again = run({"deliveries", "resolve", arrived, unwanted, "--send-again"});
    QCOMPARE(again.code, 1);
    QCOMPARE(again.output, std::string("0 deliveries queued again\n"));
    QVERIFY2(again.errors.find(arrived + " is delivered: left as it is") != std::string::npos, again.errors.c_str());
    QVERIFY2(again.errors.find(unwanted + " is cancelled: left as it is") != std::string::npos, again.errors.c_str());
    QCOMPARE(run({"deliveries", "replay", arrived}).code, 0); // by id, which is asked for in so many words
    const Outcome ready = run({"deliveries", "resolve", arrived, "dlv_none", "--cancel", "--json"});
    QCOMPARE(ready.code, 1);
    QCOMPARE(ready.json().at("changed"), Json(0));
    QCOMPARE(ready.json().at("untouched"),
             Json::array({{{"id", arrived}, {"state", "ready"}, {"why", "is ready"}},
                          {{"id", "dlv_none"}, {"state", nullptr}, {"why", "is not in this store"}}}));
}

void TestOperator::receiversDoNotWriteToTheTerminal()
{
    using namespace std::string_literals;
    m_status = 422;
    m_headers = "X: \x1b[2J\r\nX-C1: a\u009b2Jb\x7f\r\n";
    m_body = "a\0b\x1b[31m\xff\r\n\u202egnp.exe\u2066\ttab \u20ac\rover\xed\xa0\x80\xc0\xaf"s;
    // Whoever sends events can give them such a name, too.
    m_workspace->listen("event.\u009b31m\u202e", "a");
    deliver("{\"event\": \"event.\u009b31m\u202e\", \"context\": {\"n\": 1}}\n");
    const Json listed = run({"deliveries", "list", "--json"}).json();
    QCOMPARE(listed.size(), 1u);
    const Outcome show = run({"deliveries", "show", listed.at(0).at("id").get<std::string>()});
    const Outcome list = run({"deliveries", "list"});
    for (const std::string &text : {show.output, list.output}) {
        for (const char c : text)
            QVERIFY2(static_cast<unsigned char>(c) >= 0x20 || c == '\n', text.c_str());
        for (const char *bad : {"\x7f", "\u009b", "\u202e", "\u2066"})
            QVERIFY2(text.find(bad) == std::string::npos, text.c_str());
        QVERIFY2(text.find("event.\\u009b31m\\u202e") != std::string::npos, text.c_str());
    }
    QVERIFY2(QString::fromStdString(show.output).toStdString() == show.output, "no UTF-8");
    for (const char *shown :
         {"X: \\x1b[2J\n", "X-C1: a\\u009b2Jb\\x7f\n", "a\\x00b\\x1b[31m\\xff\n\\u202egnp.exe\\u2066\\ttab €\\rover",
          "\\rover\\xed\\xa0\\x80\\xc0\\xaf\n"})
        QVERIFY2(show.output.find(shown) != std::string::npos, show.output.c_str());
}

void TestOperator::whatWaitsSaysUntilWhen()
{
    m_workspace->add("slow", m_sink->url("/slow"), "{}", [](Target &target) {
        target.delivery.retry.firstDelay = std::chrono::hours(3);
        target.delivery.retry.jitter = 0.0;
    });
    m_status = 503;
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    running.write(R"({"event": "event.slow", "id": "order-4711", "context": {}})"
                  "\n");
    const std::vector<std::string> waiting = {"deliveries", "list", "--state", "waiting", "--json"};
    QTRY_COMPARE_WITH_TIMEOUT(run(waiting).json().size(), 1u, 30'000);
    const Json record = run(waiting).json().at(0);
    QCOMPARE(record.at("event_key"), Json("order-4711"));
    QCOMPARE(record.at("source"), Json("stdin"));
    const std::string id = record.at("id"), eventId = record.at("event_id"), due = record.at("due_at");

    for (const std::string &named : {std::string("order-4711"), eventId}) {
        const Outcome list = run({"deliveries", "list", "--event-id", named});
        QVERIFY2(list.output.find(id) != std::string::npos, list.output.c_str());
        QVERIFY2(list.output.find("  in 2 h  ") != std::string::npos || list.output.find("  in 3 h  ") != std::string::npos,
                 list.output.c_str());
    }
    QCOMPARE(run({"deliveries", "list", "--event-id", "order-4712"}).output, std::string("no deliveries match\n"));
    const Outcome show = run({"deliveries", "show", id});
    for (const std::string &part :
         {id + " is waiting, next try " + due + " (in ", ", " + eventId + ", from stdin, whose own id is order-4711\n",
          std::string(" to 127.0.0.1: status 503"), std::string("reason: the receiver answered 503")})
        QVERIFY2(show.output.find(part) != std::string::npos, (part + " is not in\n" + show.output).c_str());
}

void TestOperator::longReasonsAreCutInATable()
{
    m_workspace->add("long", m_sink->url("/long"), "{{ " + std::string(200, 'x') + " }}",
                     [](Target &target) { target.delivery.strictVariables = true; });
    deliver(line("long", 1));
    const Json record = run({"deliveries", "list", "--json"}).json().at(0);
    const std::string reason = record.at("reason"), id = record.at("id");
    QVERIFY2(reason.size() > 200, reason.c_str());
    const Outcome list = run({"deliveries", "list"});
    QVERIFY2(list.output.find(reason.substr(0, 20)) != std::string::npos, list.output.c_str());
    QVERIFY2(list.output.find(reason.substr(0, 40)) == std::string::npos, list.output.c_str());
    QVERIFY2(list.output.ends_with("…\n"), list.output.c_str());
    const Outcome show = run({"deliveries", "show", id});
    QVERIFY2(show.output.find("reason: " + reason + "\n") != std::string::npos, show.output.c_str());
}

void TestOperator::whatHadArrivedIsSaid()
{
    deliver(line("a", 1));
    const std::string id = run({"deliveries", "list", "--json"}).json().at(0).at("id");
    const auto says = [&](const char *text) { return run({"deliveries", "show", id}).output.find(text) != std::string::npos; };
    QVERIFY(!says("it was delivered before"));
    QCOMPARE(run({"deliveries", "replay", id}).code, 0);
    QVERIFY(says("it was delivered before: try 1, at "));
    QCOMPARE(run({"deliveries", "cancel", id}).code, 0);
    QVERIFY(says("it was delivered before: try 1, at "));
    QVERIFY(says("reason: cancelled by a person after it had been delivered, at "));
}

void TestOperator::whatWaitsForASecretIsSaid()
{
    m_workspace->add("sealed", m_sink->url("/sealed"), "{}", [](Target &target) {
        target.delivery.authentication.kind = Authentication::Kind::Bearer;
        target.delivery.authentication.token = "{{ secrets.operator_test_none }}";
        target.delivery.retry.firstDelay = std::chrono::hours(1);
    });
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    running.write(line("sealed", 1) + line("sealed", 2) + line("a", 3));
    const auto status = [this](const char *target, const char *key) {
        return run({"queue", "status", "--json"}).json().value(target, Json::object()).value(key, Json());
    };
    QTRY_COMPARE_WITH_TIMEOUT(status("sealed", "without_credentials"), Json(2), 30'000);
    QVERIFY(status("sealed", "credential_problem").get<std::string>().find("operator_test_none") != std::string::npos);
    QTRY_COMPARE_WITH_TIMEOUT(status("a", "counts"), Json({{"delivered", 1}}), 30'000);
    QCOMPARE(status("a", "without_credentials"), Json(0));
    const Outcome table = run({"queue", "status"});
    QVERIFY2(table.output.find("2 wait for a secret or a token: ") != std::string::npos, table.output.c_str());
}

void TestOperator::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QStringList &arguments, const char *says) {
        QTest::newRow(name) << arguments << QString::fromUtf8(says);
    };
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u' '); };
    row("nothing named", words("deliveries replay"), "which deliveries?");
    row("no such state", words("deliveries cancel --state lost"), "'lost' is no state of a delivery");
    row("no time", words("deliveries list --since yesterday"), "'yesterday' is no time for --since");
    row("resolve as what", words("deliveries resolve dlv_1"), "--delivered");
    row("resolve knows its state", words("deliveries resolve --send-again --state delivered"), "--state");
    row("ids and a target", words("deliveries cancel dlv_1 --target a"), "ids and a filter do not go together");
    row("ids and a state", words("deliveries replay dlv_1 --state refused"), "ids and a filter do not go together");
    row("ids and a time", words("deliveries resolve dlv_1 --since 2h --delivered"), "ids and a filter do not go together");
    row("prune what", words("store prune"), "what is old?");
    row("no length", words("store prune --older-than soon"), "'soon' is no length of time for --older-than");
    row("no subcommand", words("queue"), "subcommand");
    // As `--target "$X"` without an X.
    row("cancel an empty target", words("deliveries cancel --target  --since 1h"), "--target: the value is empty");
    row("replay an empty target", words("deliveries replay --state delivered --target "), "--target: the value is empty");
    row("resolve since nothing", words("deliveries resolve --delivered --since "), "--since: the value is empty");
    row("an empty event", words("deliveries list --event "), "--event: the value is empty");
    row("an empty event id", words("deliveries list --event-id "), "--event-id: the value is empty");
    row("list since nothing", words("deliveries list --since "), "--since: the value is empty");
    row("show nothing", words("deliveries show "), "ID: the value is empty");
    row("pause nothing", words("queue pause  --force"), "HANDLE: the value is empty");
    row("an empty store", words("store check --store "), "--store: the value is empty");
    row("repair to nothing", words("store repair --to "), "--to: the value is empty");
    row("an empty spool", words("serve --spool "), "--spool: the value is empty");
    row("an empty age", words("serve --keep "), "--keep: the value is empty");
    row("a size below nothing", words("serve --max-size -3"), "--max-size");
    row("a size of nothing", words("serve --max-size 0"), "--max-size");
    row("prune to nothing", words("store prune --older-than 1d --max-size -1"), "--max-size");
    row("keep nothing", words("serve --keep 0d"), "--keep 0d would forget");
    row("prune all", words("store prune --older-than 0s"), "or --force");
    row("an unknown store", words("deliveries list --store mysql:x"), "of a kind that this version does not know");
    row("an unknown store to check", words("store check --store mysql:x"), "of a kind that this version does not know");
    row("a store without a name", words("store check --store sqlite:"), "the store has no file name");
    row("a store without a name to pause", words("queue pause a --store sqlite:"), "the store has no file name");
    row("a folder", words("store check --store sqlite:/tmp"), "/tmp: this is a folder, not a store");
    row("a folder to list", words("deliveries list --store sqlite:/tmp"), "/tmp: this is a folder, not a store");
}

void TestOperator::wrongUsageIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    deliver(line("a", 1));
    std::vector<std::string> list;
    for (const QString &argument : arguments)
        list.push_back(argument.toStdString());
    CtlProcess process(list);
    QCOMPARE(process.wait(), 2);
    QVERIFY2(process.errors().find(says.toStdString()) != std::string::npos, process.errors().c_str());
}

void TestOperator::anEventsDeliveriesAreMeantByItsId()
{
    const auto event = [](const char *id) {
        return std::string(R"({"event": "event.a", "id": ")") + id + R"(", "context": {"n": 1}})" + "\n";
    };
    m_status = 422;
    deliver(event("order-1") + event("order-2"));
    m_status = 200;
    const Json refused = run({"deliveries", "list", "--event-id", "order-1", "--json"}).json();
    QCOMPARE(refused.size(), 1u);
    const std::string id = refused.at(0).at("id");
    const auto changed = [this](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "deliveries");
        arguments.push_back("--json");
        const Outcome outcome = run(arguments);
        return outcome.code == 0 ? outcome.json().at("changed").get<int>() : -1;
    };
    // No such event is none, not all.
    QCOMPARE(changed({"replay", "--event-id", "order-3"}), 0);
    QCOMPARE(changed({"resolve", "--event-id", "order-1", "--send-again"}), 0); // it is refused, not unknown
    QCOMPARE(changed({"replay", "--event-id", "order-1", "--target", "b"}), 0);
    QCOMPARE(changed({"replay", "--event-id", "order-1"}), 1);
    QCOMPARE(changed({"cancel", "--event-id", "order-3"}), 0);
    QCOMPARE(changed({"cancel", "--event-id", "order-1"}), 1);
    QCOMPARE(run({"queue", "status", "--json"}).json().at("a").at("counts"), Json({{"refused", 1}, {"cancelled", 1}}));
    // What was called off is no failure.
    const QString table = QString::fromStdString(run({"queue", "status"}).output).simplified();
    QVERIFY2(table.contains(QStringLiteral("DELIVERED FAILED CANCELLED UNKNOWN ")), qPrintable(table));
    QVERIFY2(table.contains(QStringLiteral(" a flowing 0 0 0 0 1 1 0 ")), qPrintable(table));
    QCOMPARE(changed({"replay", "--event-id", "order-1"}), 0); // a person called it off
    QCOMPARE(changed({"replay", id, id}), 1);
    QCOMPARE(run({"deliveries", "cancel", id, "--event-id", "order-1"}).code, 2);
    m_workspace->add("off", m_sink->url("/off"), "{}", [](Target &target) { target.delivery.isActive = false; });
    deliver(R"({"event": "event.off", "id": "order-4", "context": {}})"
            "\n");
    QCOMPARE(changed({"replay", "--event-id", "order-4"}), 1); // its target was off
}

QTEST_GUILESS_MAIN(TestOperator)
#include "tst_operator.moc"
