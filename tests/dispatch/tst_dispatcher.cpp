// SPDX-License-Identifier: MIT
#include "delivery/signature.h"

#include "line.h"
#include "sink.h"
#include "storekinds.h"

#include <QMessageAuthenticationCode>
#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

/// The line from an event to a request.
class TestDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void deliversWithIdEventAndRenderedBytes();
    void eachTryIsSignedForItsTime_data();
    void eachTryIsSignedForItsTime();
    void whatWaitedIsSignedWhenItGoesOut();
    void aPoisonTemplateBlocksNobody();
    void whatTakesWithoutEndBlocksNobody();
    void aMissingVariableRefusesWhereThatIsStrict();
    void aProxyThatIsDownIsNotTheTargetsFault();
    void aReplayDoesNotSendWhatIsNoJson();
    void aSlowTargetLeavesOthersTheirTurn();
    void aChangedWorkspaceIsUsedFromThenOn();
    void aTargetThatIsGoneCancels();
    void logsALinePerAttempt();
    void whatIsOverAtOnceIsLoggedAndCounted();
    void aSecretOfTheUrlIsNotKept();

private:
    StoreKinds m_kinds;
};

void TestDispatcher::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestDispatcher::deliversWithIdEventAndRenderedBytes()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{202, {}, "taken"}; });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), R"({"id": {{ id|json_encode }}})");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    const AcceptResult result = line.dispatcher.accept({eventFor("good", R"({"id": 9007199254740993})")});
    QCOMPARE(result.ids.size(), std::size_t{1});
    QVERIFY(line.dispatcher.drain(kPatience));

    const DeliveryDetail detail = line.detail("good");
    QCOMPARE(detail.record.state, DeliveryState::Delivered);
    QCOMPARE(detail.record.tries, 1);
    QCOMPARE(detail.attempts.at(0).status, 202);
    QCOMPARE(detail.attempts.at(0).responseBody, std::string("taken"));
    const Sink::Received request = sink.received().at(0);
    QCOMPARE(request.body, std::string(R"({"id": 9007199254740993})"));
    QCOMPARE(detail.body, std::optional(request.body));
    QCOMPARE(request.headers.at("webhook-id"), detail.record.id);
    QCOMPARE(request.headers.at("x-omneo-event"), std::string("event.good"));
}

void TestDispatcher::eachTryIsSignedForItsTime_data()
{
    QTest::addColumn<bool>("redacts");
    QTest::newRow("kept as it is") << false;
    QTest::newRow("redacted when it is over") << true;
}

void TestDispatcher::eachTryIsSignedForItsTime()
{
    QFETCH(bool, redacts);
    Sink sink([](const Sink::Received &request) { return Sink::Answer{request.nth == 1 ? 503 : 200, {}, {}}; });
    TestWorkspace workspace;
    workspace.add("signed", sink.url("/x"), R"({"mail": "{{ mail }}", "r": {{ random() }}})", [redacts](Target &target) {
        using Scheme = SignatureSettings::Scheme;
        target.delivery.signatures = {{Scheme::StandardWebhooks, {"new", "old"}}, {Scheme::Omneo, {"plain"}}};
        if (redacts) target.delivery.redact = {"mail"};
        target.delivery.retry.firstDelay = 1500ms; // a second later at the least, by its jitter
    });
    const QByteArray newKey(24, 'n');
    const QByteArray oldKey(32, 'o');
    const auto secretOf = [](const QByteArray &key) { return "whsec_" + key.toBase64().toStdString(); };
    const std::map<std::string, std::string> secrets = {{"new", secretOf(newKey)}, {"old", secretOf(oldKey)}, {"plain", "p"}};
    Line line(m_kinds.spec(), workspace, {}, std::make_shared<MemorySecrets>(secrets));
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("signed", R"({"mail": "avery@example.com"})")});
    QVERIFY(line.dispatcher.drain(kPatience));

    const std::vector<Sink::Received> received = sink.received();
    QCOMPARE(received.size(), std::size_t{2});
    for (const Sink::Received &request : received) {
        const QByteArray body = QByteArray::fromStdString(request.body);
        QVERIFY(body.contains("avery@example.com"));
        const QByteArray signedText =
            QByteArray::fromStdString(request.headers.at("webhook-id") + "." + request.headers.at("webhook-timestamp") + ".") +
            body;
        const auto mac = [](const QByteArray &text, const QByteArray &key) {
            return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
        };
        const QByteArray signatures = "v1," + mac(signedText, newKey).toBase64() + " v1," + mac(signedText, oldKey).toBase64();
        QCOMPARE(request.headers.at("webhook-signature"), signatures.toStdString());
        QCOMPARE(request.headers.at("x-omneo-hmac-sha256"), mac(body, "p").toHex().toStdString());
    }
    QCOMPARE(received[1].body, received[0].body);
    QCOMPARE(received[1].headers.at("webhook-id"), received[0].headers.at("webhook-id"));
    const auto secondsOf = [](const Sink::Received &request) { return std::stoll(request.headers.at("webhook-timestamp")); };
    QVERIFY(secondsOf(received[1]) > secondsOf(received[0]));
    QCOMPARE(line.detail("signed").body->find("avery") == std::string::npos, redacts);
}

/// A request that is ready waits for the one before it: receivers refuse signatures that are too old.
void TestDispatcher::whatWaitedIsSignedWhenItGoesOut()
{
    const auto secondsNow = [] {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
    };
    std::mutex mutex;
    std::vector<std::int64_t> ages;
    Sink sink([&](const Sink::Received &request) {
        const std::lock_guard lock(mutex);
        ages.push_back(secondsNow() - std::stoll(request.headers.at("webhook-timestamp")));
        return Sink::Answer{200, {}, {}, false, ages.size() == 1 ? 5'000 : 0};
    });
    TestWorkspace workspace;
    workspace.add("signed", sink.url("/x"), "{}", [](Target &target) {
        target.delivery.signatures = {{SignatureSettings::Scheme::StandardWebhooks, {"new"}}};
        target.delivery.flow.maxInFlight = 1;
    });
    const std::string secret = "whsec_" + QByteArray(24, 'n').toBase64().toStdString();
    Line line(m_kinds.spec(), workspace, {},
              std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"new", secret}}));
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("signed"), eventFor("signed"), eventFor("signed")});
    QVERIFY(line.dispatcher.drain(kPatience));

    QCOMPARE(ages.size(), std::size_t{3});
    for (const std::int64_t age : ages)
        QVERIFY2(age <= 3, std::to_string(age).c_str());
    for (const Sink::Received &request : sink.received()) {
        const std::string &time = request.headers.at("webhook-timestamp");
        const std::optional<std::string> expected =
            signatureV1(secret, signedContent(request.headers.at("webhook-id"), std::stoll(time), request.body));
        QCOMPARE(request.headers.at("webhook-signature"), expected.value());
    }
}

void TestDispatcher::aPoisonTemplateBlocksNobody()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("syntax", sink.url("/x"), "{\n{{ n | nofilter }}}");
    workspace.add("notjson", sink.url("/x"), R"({"n": "{{ name }}"})");
    workspace.add("good", sink.url("/x"), R"({"n": {{ n }}})");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("syntax"), eventFor("notjson", R"({"name": "a\"b"})"), eventFor("good")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("good").record.state, DeliveryState::Delivered);

    const DeliveryDetail syntax = line.detail("syntax");
    QCOMPARE(syntax.record.state, DeliveryState::Refused);
    QCOMPARE(syntax.record.errorClass, std::string("template"));
    QVERIFY2(syntax.record.reason.find(":2:") != std::string::npos, syntax.record.reason.c_str());
    QVERIFY(syntax.attempts.empty());

    const DeliveryDetail notJson = line.detail("notjson");
    QCOMPARE(notJson.record.state, DeliveryState::Refused);
    QCOMPARE(notJson.record.errorClass, std::string("payload"));
    QVERIFY2(notJson.record.reason.find("name") != std::string::npos, notJson.record.reason.c_str());
    QCOMPARE(notJson.body, std::optional<std::string>(R"({"n": "a"b"})"));
    QCOMPARE(sink.received().size(), std::size_t{1});
}

/// Each meets another limit; one worker renders them all, so the good ones come after.
void TestDispatcher::whatTakesWithoutEndBlocksNobody()
{
    const std::map<std::string, std::pair<std::string, std::string>> poison = {
        {"range", {"{{ range(0, 1000000000)|length }}", "an array of more than"}},
        {"loops", {"{% for a in 1..4000 %}{% for b in 1..4000 %}{% set c = b %}{% endfor %}{% endfor %}", "The loops"}},
        {"doubling", {"{% set s = 'x' %}{% for i in 1..40 %}{% set s = s ~ s %}{% endfor %}", "a text of more than"}},
        {"recursion", {"{% macro m() %}{{ _self.m() }}{% endmacro %}{{ _self.m() }}", "calls itself or others more than"}},
        {"join",
         {"{% set s = 'x' %}{% for i in 1..20 %}{% set s = s ~ s %}{% endfor %}{{ (1..1000)|map(i => s)|join }}",
          "a text of more than"}},
        {"pattern",
         {"{% set a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' %}{% for i in 1..100000 %}"
          "{{ a matches '/^(a+)+$/' ? 1 : 0 }}{% endfor %}",
          "ran for more than"}}};
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    std::vector<Event> events;
    for (const auto &[handle, what] : poison) {
        workspace.add(handle, sink.url("/x"), "{\n" + what.first + "}");
        events.push_back(eventFor(handle));
    }
    workspace.add("good", sink.url("/x"), R"({"n": {{ n }}})");
    events.insert(events.end(), 20, eventFor("good"));
    DispatcherOptions options;
    options.renderThreads = 1;
    Line line(m_kinds.spec(), workspace, options);
    line.dispatcher.accept(std::move(events));
    line.dispatcher.start();
    QVERIFY(line.dispatcher.drain(3 * kPatience));

    for (const auto &[handle, what] : poison) {
        const DeliveryDetail detail = line.detail(handle);
        QCOMPARE(detail.record.state, DeliveryState::Refused);
        QCOMPARE(detail.record.errorClass, std::string("template"));
        const std::string &reason = detail.record.reason;
        QVERIFY2(reason.find(handle + ".json.twig:2:") != std::string::npos, reason.c_str());
        // On a machine that is slow enough each of them meets the clock first.
        const bool isNamed =
            reason.find(what.second) != std::string::npos || reason.find("ran for more than") != std::string::npos;
        QVERIFY2(isNamed, reason.c_str());
        QVERIFY(detail.attempts.empty());
    }
    QCOMPARE(line.store.counts()[DeliveryState::Delivered], 20);
    QCOMPARE(sink.received().size(), std::size_t{20});
}

void TestDispatcher::aMissingVariableRefusesWhereThatIsStrict()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    const std::string source = "{\n  \"name\": {{ profile.name|json_encode|raw }}}";
    workspace.add("strict", sink.url("/strict"), source, [](Target &target) { target.delivery.strictVariables = true; });
    workspace.add("usual", sink.url("/usual"), source);
    workspace.listen("event.both", "strict");
    workspace.listen("event.both", "usual");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("both", R"({"profile": {"nmae": "Avery"}})")});
    QVERIFY(line.dispatcher.drain(kPatience));

    const DeliveryDetail strict = line.detail("strict");
    QCOMPARE(strict.record.state, DeliveryState::Refused);
    QCOMPARE(strict.record.errorClass, std::string("template"));
    for (const char *part : {"strict.json.twig:2:14:", "Key \"name\"", "does not exist", " – "})
        QVERIFY2(strict.record.reason.find(part) != std::string::npos, strict.record.reason.c_str());
    QVERIFY(strict.attempts.empty());
    QCOMPARE(line.detail("usual").record.state, DeliveryState::Delivered);
    QCOMPARE(sink.received().size(), std::size_t{1});
    QCOMPARE(sink.received().at(0).body, std::string("{\n  \"name\": null}"));

    // What has the variable goes to the same target.
    line.dispatcher.accept({eventFor("strict", R"({"profile": {"name": "Avery"}})")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.received().size(), std::size_t{2});
    QCOMPARE(sink.received().at(1).path, std::string("/strict"));
}

void TestDispatcher::aReplayDoesNotSendWhatIsNoJson()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("broken", sink.url("/x"), R"({"n": {{ n }})");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("broken")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("broken").record.state, DeliveryState::Refused);
    QCOMPARE(line.detail("broken").body, std::optional(std::string(R"({"n": 1)")));

    Intervention replay;
    replay.selection.ids = {line.detail("broken").record.id};
    replay.now = systemNow();
    QCOMPARE(line.store.intervene(replay).get().changed, 1);
    line.dispatcher.refresh();
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("broken").record.state, DeliveryState::Refused);
    QCOMPARE(line.detail("broken").record.errorClass, std::string("payload"));
    QVERIFY(sink.received().empty());
}

/// It is tried until the tries run out, more often than a breaker lets a receiver fail: that one was never asked.
void TestDispatcher::aProxyThatIsDownIsNotTheTargetsFault()
{
    std::string proxy;
    {
        const Sink gone([](const Sink::Received &) { return Sink::Answer{}; });
        proxy = gone.url("");
    }
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    const auto through = [&workspace, &sink](const std::string &address) {
        workspace.add("behind", sink.url("/x"), "{}", [&address](Target &target) {
            target.delivery.connection.proxy = address;
            target.delivery.retry.firstDelay = 5ms;
            target.delivery.retry.maxTries = HealthRules().failuresInARow + 2;
            target.delivery.lostAnswer = LostAnswer::Park; // nothing is lost where nothing was sent
        });
    };
    through(proxy);
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("behind")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryDetail detail = line.detail("behind");
    QCOMPARE(detail.record.state, DeliveryState::Exhausted);
    QCOMPARE(detail.record.tries, HealthRules().failuresInARow + 2);
    QCOMPARE(detail.record.errorClass, std::string("proxy"));
    QVERIFY2(detail.record.reason.find("the proxy could not be used: ") != std::string::npos, detail.record.reason.c_str());
    for (const AttemptRecord &attempt : detail.attempts) {
        QCOMPARE(attempt.errorClass, std::string("proxy"));
        QCOMPARE(attempt.status, 0);
    }
    for (const TargetState &state : line.store.targetStates())
        QVERIFY2(state.failures == 0 && state.opened == 0, state.reason.c_str());
    QVERIFY(sink.received().empty());

    through({});
    line.dispatcher.setWorkspace(workspace.workspace(), {});
    line.dispatcher.accept({eventFor("behind")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.received().size(), std::size_t{1});
}

void TestDispatcher::aSlowTargetLeavesOthersTheirTurn()
{
    Sink slow([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 200}; });
    Sink fast([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("slow", slow.url("/x"), "{}");
    workspace.add("fast", fast.url("/x"), "{}");
    DispatcherOptions options;
    options.maxInFlight = 6;
    options.maxPerTarget = 2;
    Line line(m_kinds.spec(), workspace, options);
    std::vector<Event> events;
    for (int i = 0; i < 20; ++i)
        events.push_back(eventFor("slow"));
    for (int i = 0; i < 50; ++i)
        events.push_back(eventFor("fast"));
    line.dispatcher.accept(std::move(events));
    line.dispatcher.start();
    QTRY_COMPARE_WITH_TIMEOUT(fast.received().size(), std::size_t{50}, 30'000);
    QVERIFY2(slow.received().size() < 20, "the slow target was served to its end first");
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(slow.counts().size(), std::size_t{20});
}

void TestDispatcher::aChangedWorkspaceIsUsedFromThenOn()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), R"("old")");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("good")});
    QVERIFY(line.dispatcher.drain(kPatience));
    workspace.add("good", sink.url("/x"), R"("new")");
    line.dispatcher.setWorkspace(workspace.workspace(), {});
    line.dispatcher.accept({eventFor("good")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.received().at(0).body, std::string(R"("old")"));
    QCOMPARE(sink.received().at(1).body, std::string(R"("new")"));
}

void TestDispatcher::aTargetThatIsGoneCancels()
{
    TestWorkspace workspace;
    workspace.add("gone", "http://127.0.0.1:9/x", "{}");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.accept({eventFor("gone")});
    line.dispatcher.setWorkspace(Workspace(), {});
    line.dispatcher.start();
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("gone").record.state, DeliveryState::Cancelled);
    QVERIFY(line.detail("gone").record.reason.find("gone") != std::string::npos);
}

void TestDispatcher::logsALinePerAttempt()
{
    Sink sink([](const Sink::Received &request) {
        return Sink::Answer{request.nth == 1 ? 503 : 200, {}, "told the token s3cret-token"};
    });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), "{}", [](Target &target) {
        target.delivery.authentication.kind = Authentication::Kind::Bearer;
        target.delivery.authentication.token = "{{ secrets.token }}";
    });
    std::mutex mutex;
    std::vector<Json> lines;
    DispatcherOptions options;
    options.log = [&](const std::string &text) {
        const std::lock_guard lock(mutex);
        lines.push_back(Json::parse(text));
    };
    const std::unique_ptr<Store> opened = m_kinds.open();
    Store &store = *opened;
    HttpSender sender;
    Dispatcher dispatcher(store, workspace.workspace(), {},
                          std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"token", "s3cret-token"}}), sender,
                          options);
    dispatcher.start();
    dispatcher.accept({eventFor("good")});
    QVERIFY(dispatcher.drain(kPatience));
    QCOMPARE(sink.received().at(0).headers.at("authorization"), std::string("Bearer s3cret-token"));
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0]["state"], Json("waiting"));
    QVERIFY(lines[0].contains("next"));
    QCOMPARE(lines[1]["state"], Json("delivered"));
    QCOMPARE(lines[1]["try"], Json(2));
    QVERIFY(lines[0].dump().find("s3cret") == std::string::npos);
    // Nor does the store keep what the receiver echoed.
    const DeliveryDetail detail = *store.delivery(store.deliveries({}).at(0).id);
    QCOMPARE(detail.attempts.at(0).responseBody, std::string("told the token ********"));
}

void TestDispatcher::whatIsOverAtOnceIsLoggedAndCounted()
{
    TestWorkspace workspace;
    workspace.add("off", "http://127.0.0.1:9/x", "{}", [](Target &target) { target.delivery.isActive = false; });
    workspace.listen("event.off", "missing");
    std::mutex mutex;
    std::map<std::string, Json> lines;
    DispatcherOptions options;
    options.log = [&](const std::string &text) {
        const std::lock_guard lock(mutex);
        const Json line = Json::parse(text);
        QVERIFY2(lines.emplace(line.at("target").get<std::string>(), line).second, text.c_str());
    };
    Line line(m_kinds.spec(), workspace, options);
    line.dispatcher.start();
    Event event = eventFor("off");
    event.idempotencyKey = "once";
    line.dispatcher.accept({event});
    line.dispatcher.accept({event}); // known: nothing ends a second time
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines.at("off")["state"], Json("cancelled"));
    QCOMPARE(lines.at("missing")["state"], Json("refused"));
    for (const auto &[target, told] : lines) {
        const DeliveryRecord record = line.detail(target).record;
        QCOMPARE(told["delivery"], Json(record.id));
        QCOMPARE(told["reason"], Json(record.reason));
    }
    const std::string metrics = line.dispatcher.metricsText();
    for (const char *counted : {R"(deliveries_total{target="off",state="cancelled"} 1)",
                                R"(deliveries_total{target="missing",state="refused"} 1)", "targetdesk_queued 0"})
        QVERIFY2(metrics.find(counted) != std::string::npos, metrics.c_str());
}

void TestDispatcher::aSecretOfTheUrlIsNotKept()
{
    Sink sink([](const Sink::Received &request) {
        return Sink::Answer{200, "X-Path: " + request.path + "\r\n", "you posted to " + request.path};
    });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/hook/{{ secrets.token }}"), "{}");
    Line line(m_kinds.spec(), workspace, {},
              std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"token", "s3cret-path"}}));
    line.dispatcher.accept({eventFor("good")});
    line.dispatcher.start();
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.received().at(0).path, std::string("/hook/s3cret-path"));
    const AttemptRecord attempt = line.detail("good").attempts.at(0);
    QCOMPARE(attempt.responseBody, std::string("you posted to /hook/********"));
    bool isEchoed = false;
    for (const auto &[name, value] : attempt.responseHeaders) {
        isEchoed = isEchoed || value == "/hook/********";
        QVERIFY2(value.find("s3cret") == std::string::npos, value.c_str());
    }
    QVERIFY(isEchoed);
}

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
