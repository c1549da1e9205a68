// SPDX-License-Identifier: MIT
#include "dispatch/redaction.h"

#include "flow.h"
#include "line.h"
#include "sink.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include <fstream>
#include <iterator>

using namespace targetdesk;
using namespace std::chrono_literals;

/// What a target does not want to be kept is in no file of the store once it is delivered.
class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void whatIsDeliveredIsNotKept();
    void aReplayOfWhatWasDeliveredIsRenderedAnew_data();
    void aReplayOfWhatWasDeliveredIsRenderedAnew();
    void whatFailedKeepsItsBytes();
    void noFileAndNoLogHasIt();
    void aFailedRenderTellsNoValue_data();
    void aFailedRenderTellsNoValue();
    void aBrokenTemplateIsToldInFull();
    void aScheduleTellsNoValue();
};

void TestRedaction::values_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("paths");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *paths, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(paths) << QByteArray(expected);
    };
    row("a value", R"({"email": "a@example.com", "n": 1.50})", "email", R"({"email": "***", "n": 1.50})");
    row("deeper", R"({"profile":{"email":"a@example.com","id":7}})", "profile.email", R"({"profile":{"email":"***","id":7}})");
    row("a whole object", R"({"profile": {"email": "a", "more": [1, 2]}, "n": 1})", "profile", R"({"profile": "***", "n": 1})");
    row("an item", R"({"items": [{"code": 1}, {"code": 2}]})", "items.1.code", R"({"items": [{"code": 1}, {"code": "***"}]})");
    row("every item", R"({"items": [{"code": 1}, {"code": 2}]})", "items.*.code",
        R"({"items": [{"code": "***"}, {"code": "***"}]})");
    row("any key", R"({"a": {"x": 1}, "b": {"x": 2, "y": 3}})", "*.x", R"({"a": {"x": "***"}, "b": {"x": "***", "y": 3}})");
    row("numbers, words, null", R"({"a": 1, "b": true, "c": null})", "a,b,c", R"({"a": "***", "b": "***", "c": "***"})");
    row("a key that stands twice", R"({"a": 1, "a": 2})", "a", R"({"a": "***", "a": "***"})");
    row("an escaped key", R"({"e\u006dail": "a"})", "email", R"({"e\u006dail": "***"})");
    row("not there", R"({"a": 1})", "b.c", R"({"a": 1})");
    row("a list at the root", R"([{"a": 1}])", "*.a", R"([{"a": "***"}])");
    for (const char *path : {"$.items[1].code", "items[1].code", "/items/1/code", "$['items'][\"1\"]['code']"})
        row(path, R"({"items": [{"code": 1}, {"code": 2}]})", path, R"({"items": [{"code": 1}, {"code": "***"}]})");
    row("no JSON", "Unknown address a@example.com", "email", "(not kept: the target redacts, and this is no JSON)");
    row("cut short", R"({"email": "a@exam)", "email", "(not kept: the target redacts, and this is no JSON)");
    row("empty", "", "email", "");
    row("no paths", R"({"a": 1)", "", R"({"a": 1)");
}

void TestRedaction::values()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, paths);
    QFETCH(QByteArray, expected);
    std::vector<std::string> list;
    if (!paths.isEmpty()) {
        for (const QByteArray &path : paths.split(','))
            list.push_back(path.toStdString());
    }
    QCOMPARE(QByteArray::fromStdString(redacted(text.toStdString(), list)), expected);
}

namespace {

constexpr const char *kTemplate = R"({"to": {{ email|json_encode|raw }}, "n": 1})";
constexpr const char *kContext = R"({"email": "canary@example.com"})";

/// One event, delivered as far as it goes, to a target that redacts.
struct Redacting
{
    explicit Redacting(const Sink &sink)
    {
        workspace.add("a", sink.url("/a"), kTemplate, [](Target &target) { target.delivery.redact = {"to", "echo.*"}; });
        flow.emplace(workspace);
        flow->dispatcher->start();
        flow->accept("a", 1, kContext);
        isDrained = flow->dispatcher->drain(30s);
    }
    DeliveryDetail detail() const { return flow->store.delivery(flow->store.deliveries({}).at(0).id).value(); }

    TestWorkspace workspace;
    std::optional<Flow> flow;
    bool isDrained = false;
};

} // namespace

void TestRedaction::whatIsDeliveredIsNotKept()
{
    const Sink sink([](const Sink::Received &received) { return Sink::Answer{200, {}, R"({"echo": [)" + received.body + "]}"}; });
    Redacting redacting(sink);
    QVERIFY(redacting.isDrained);
    QCOMPARE(sink.received().at(0).body, std::string(R"({"to": "canary@example.com", "n": 1})"));
    const DeliveryDetail detail = redacting.detail();
    QCOMPARE(detail.body.value(), std::string(R"({"to": "***", "n": 1})"));
    QCOMPARE(detail.attempts.at(0).responseBody, std::string(R"({"echo": ["***"]})"));
}

namespace {

void add(TestWorkspace &workspace, const Sink &sink, bool isActive, bool redacts)
{
    workspace.add("a", sink.url("/a"), kTemplate, [&](Target &target) {
        target.delivery.isActive = isActive;
        if (redacts) target.delivery.redact = {"to", "echo.*"};
    });
}

/// The store as a format before 6 left it: nobody wrote down that the body is redacted.
void forgetThatItIsRedacted(const TestWorkspace &workspace)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
        database.setDatabaseName(QString::fromStdString(workspace.path("queue.db").string()));
        QVERIFY(database.open());
        QSqlQuery update(database);
        QVERIFY(update.exec(QStringLiteral("UPDATE delivery SET redacted=NULL WHERE redacted=1")));
        QCOMPARE(update.numRowsAffected(), 1);
    }
    QSqlDatabase::removeDatabase(QStringLiteral("older"));
}

} // namespace

void TestRedaction::aReplayOfWhatWasDeliveredIsRenderedAnew_data()
{
    QTest::addColumn<QString>("between");
    QTest::newRow("at once") << QString();
    QTest::newRow("delivered by an older version") << QStringLiteral("older");
    QTest::newRow("cancelled by a target that was off") << QStringLiteral("off");
    QTest::newRow("the target no longer redacts") << QStringLiteral("open");
}

void TestRedaction::aReplayOfWhatWasDeliveredIsRenderedAnew()
{
    QFETCH(QString, between);
    const Sink sink([](const Sink::Received &) { return Sink::Answer(); });
    Redacting redacting(sink);
    QVERIFY(redacting.isDrained);
    Flow &flow = *redacting.flow;
    const auto use = [&](bool isActive, bool redacts) {
        add(redacting.workspace, sink, isActive, redacts);
        flow.dispatcher->setWorkspace(redacting.workspace.workspace(), DeliveryEnvironment());
    };
    const auto replay = [&] {
        Intervention again;
        again.kind = Intervention::Kind::Replay;
        again.selection.ids = {redacting.detail().record.id};
        again.now = TimePoint(std::chrono::milliseconds(flow.milliseconds.load()));
        flow.store.intervene(again).get();
        flow.dispatcher->refresh();
    };
    if (between == QStringLiteral("older")) forgetThatItIsRedacted(redacting.workspace);
    if (between == QStringLiteral("open")) use(true, false);
    if (between == QStringLiteral("off")) {
        use(false, true);
        replay();
        QTRY_COMPARE(redacting.detail().record.state, DeliveryState::Cancelled);
        use(true, true);
    }
    replay();
    QTRY_COMPARE(sink.received().size(), std::size_t{2});
    QVERIFY(flow.dispatcher->drain(30s));
    QCOMPARE(sink.received().at(1).body, sink.received().at(0).body);
}

void TestRedaction::whatFailedKeepsItsBytes()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer{400, {}, R"({"echo": {"email": "canary@example.com"}})"}; });
    Redacting redacting(sink);
    QVERIFY(redacting.isDrained);
    const DeliveryDetail detail = redacting.detail();
    QCOMPARE(detail.record.state, DeliveryState::Refused);
    QCOMPARE(detail.body.value(), std::string(R"({"to": "canary@example.com", "n": 1})"));
    QCOMPARE(detail.attempts.at(0).responseBody, std::string(R"({"echo": {"email": "***"}})"));
}

namespace {

/// The bytes of all files of the store: the database, its log, what else SQLite keeps beside them.
std::string bytesOfStore(const TestWorkspace &workspace)
{
    std::string bytes;
    for (const auto &file : std::filesystem::directory_iterator(workspace.path({}))) {
        if (!file.path().filename().string().starts_with("queue.db")) continue;
        std::ifstream stream(file.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(stream), {});
    }
    return bytes;
}

bool holds(const std::string &bytes, const std::string &part)
{
    return bytes.find(part) != std::string::npos;
}

} // namespace

/// Answers and secrets are never written; a payload's bytes have to be, until its delivery is over.
void TestRedaction::noFileAndNoLogHasIt()
{
    const Sink sink([](const Sink::Received &received) {
        return Sink::Answer{received.nth == 1 ? 503 : 200, "X-Echo: " + received.headers.at("authorization") + "\r\n",
                            R"({"echo": {"mail": "of-the-answer"}, "key": ")" + received.headers.at("authorization") + "\"}"};
    });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), R"({"to": "{{ email|upper }}", "n": 1})", [](Target &target) {
        target.delivery.redact = {"to", "echo.*"};
        target.delivery.authentication.kind = Authentication::Kind::Bearer;
        target.delivery.authentication.token = "{{ secrets.token }}";
    });
    std::mutex mutex;
    std::string log;
    DispatcherOptions options;
    options.log = [&](const std::string &line) {
        const std::lock_guard lock(mutex);
        log += line;
    };
    {
        Line line(workspace, options, std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"token", "s3cret"}}));
        line.dispatcher.start();
        line.dispatcher.accept({eventFor("a", kContext)});
        QVERIFY(line.dispatcher.drain(30s));
        QCOMPARE(line.detail("a").record.state, DeliveryState::Delivered);
        QCOMPARE(line.detail("a").attempts.size(), std::size_t{2});
        const std::string bytes = bytesOfStore(workspace);
        QVERIFY(holds(bytes, "canary@example.com")); // the event's context stays, and would be found
        for (const char *never : {"of-the-answer", "s3cret"})
            QVERIFY2(!holds(bytes, never), never);
    }
    const std::string bytes = bytesOfStore(workspace);
    QVERIFY(holds(bytes, "canary@example.com"));
    for (const char *gone : {"of-the-answer", "s3cret", "CANARY@EXAMPLE.COM"})
        QVERIFY2(!holds(bytes, gone), gone);
    QCOMPARE(QByteArray::fromStdString(log).count("\"try\""), 2);
    for (const char *never : {"of-the-answer", "s3cret", "CANARY@EXAMPLE.COM", "canary@example.com"})
        QVERIFY2(!holds(log, never), log.c_str());
}

namespace {

constexpr const char *kPersonal = R"({"email": "PII\"@x.example", "date": "PII on Monday", "map": {"PII": 1}})";

/// What is said of one event for a target that redacts: in the log, of the delivery, of the target.
struct Told
{
    explicit Told(const std::string &source, const std::optional<ReactionSchedule> &schedule = {})
    {
        TestWorkspace workspace;
        workspace.add("a", "http://127.0.0.1:9/x", source, [](Target &target) {
            target.delivery.redact = {"email"};
            target.delivery.strictVariables = true;
        });
        if (schedule) workspace.listen("planned", "a", schedule);
        std::mutex mutex;
        DispatcherOptions options;
        options.log = [&](const std::string &line) {
            const std::lock_guard lock(mutex);
            log += line;
        };
        Line line(workspace, options);
        line.dispatcher.start();
        Event event = eventFor("a", kPersonal);
        if (schedule) event.name = "planned";
        line.dispatcher.accept({event});
        isDrained = line.dispatcher.drain(30s);
        line.dispatcher.stop(0s);
        record = line.detail("a").record;
        for (const TargetState &state : line.store.targetStates())
            broken += state.brokenReason;
    }

    bool isDrained = false;
    std::string log;
    DeliveryRecord record;
    std::string broken;
};

} // namespace

void TestRedaction::aFailedRenderTellsNoValue_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *source, const char *said) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(said);
    };
    row("{\"email\":\n {{ email }} }", "a.json.twig:2:5: error: J106, Text without quotes");
    row("{\"email\": \"{{ email }}\"}", "a.json.twig:1:15: error: J101, Quote in a value");
    row("{\"d\": \"{{ date|date }}\"}", "a.json.twig:1:11: error: T002, Template error");
    row("{\"d\": \"{{ email.nope }}\"}", "a.json.twig:1:11: error: T002, Template error");
    row("{\"d\": {{ map[email] }} }", "a.json.twig:1:10: error: T002, Template error");
    row("{\"d\": {{ map.nope }} }", "a.json.twig:1:10: error: T002, Template error");
    row("{\"d\": {{ include(email) }} }", "a.json.twig:1:10: error: T003, No such template");
}

void TestRedaction::aFailedRenderTellsNoValue()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, said);
    const Told told(source.toStdString());
    QVERIFY(told.isDrained);
    const QByteArray reason = QByteArray::fromStdString(told.record.reason);
    QVERIFY2(reason.startsWith(said) && reason.contains("; values are left out, for the target redacts"), reason.constData());
    QVERIFY2(reason.contains(" \xe2\x80\x93 "), reason.constData()); // the remedy
    QVERIFY(holds(told.log, "values are left out"));
    for (const std::string &text : {told.log, told.record.reason, told.broken})
        QVERIFY2(!holds(text, "PII"), text.c_str());
    QCOMPARE(!told.broken.empty(), told.record.errorClass == "template");
}

/// Nothing of an event is in it.
void TestRedaction::aBrokenTemplateIsToldInFull()
{
    const Told told("{{ email|no_such }}");
    QVERIFY(told.isDrained);
    QVERIFY2(holds(told.record.reason, "Unknown \"no_such\" filter"), told.record.reason.c_str());
}

void TestRedaction::aScheduleTellsNoValue()
{
    ReactionSchedule schedule;
    schedule.date = "date";
    const Told told("{}", schedule);
    QVERIFY(told.isDrained);
    QCOMPARE(told.record.state, DeliveryState::Refused);
    QVERIFY2(holds(told.record.reason, "its schedule gives no time for this event"), told.record.reason.c_str());
    QVERIFY2(!holds(told.log + told.record.reason, "PII"), told.log.c_str());
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
