// SPDX-License-Identifier: MIT
#include "line.h"
#include "sink.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

using namespace targetdesk;

namespace {

/// Knows its secret only from the third question on.
class LateSecrets : public SecretSource
{
public:
    std::optional<std::string> secret(const std::string &) const override
    {
        return ++m_asked < 3 ? std::nullopt : std::optional<std::string>("late");
    }
    std::string remedy(const std::string &) const override { return "wait"; }

private:
    mutable std::atomic<int> m_asked = 0;
};

void addOAuthTarget(TestWorkspace &workspace, const Sink &sink, const char *handle = "oauth", const char *tokenPath = "/token")
{
    workspace.add(handle, sink.url("/x"), "{}", [&](Target &target) {
        Authentication &authentication = target.delivery.authentication;
        authentication.kind = Authentication::Kind::OAuth2;
        authentication.tokenUrl = sink.url(tokenPath);
        authentication.clientId = "me";
        authentication.clientSecret = "mine";
    });
}

/// What a dispatcher logs, from whichever thread.
class Log
{
public:
    DispatcherOptions options()
    {
        DispatcherOptions options;
        options.log = [this](const std::string &line) {
            const std::lock_guard lock(m_mutex);
            m_text += line + "\n";
        };
        return options;
    }
    std::string text() const
    {
        const std::lock_guard lock(m_mutex);
        return m_text;
    }

private:
    mutable std::mutex m_mutex;
    std::string m_text;
};

/// All that a dispatcher left behind: its log, its numbers, the files beside the workspace. Ends it.
std::string traces(Line &line, const TestWorkspace &workspace, const Log &log)
{
    std::string traces = line.dispatcher.metricsText();
    line.dispatcher.stop(std::chrono::seconds(0));
    for (const auto &entry : std::filesystem::recursive_directory_iterator(workspace.path(""))) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        traces.append(std::istreambuf_iterator<char>(stream), {});
    }
    if (traces.find("SQLite format 3") == std::string::npos) qFatal("the store's file was not read");
    return traces + log.text();
}

} // namespace

/// Deliveries to receivers that want to know who calls.
class TestTargetAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenThatIsNoGoodIsRenewedOnce();
    void aRefusalThatComesLateCostsNoToken();
    void aTokenEndpointThatIsAwayIsTriedAgain();
    void aSilentTokenEndpointHoldsUpNobodyElse();
    void aTokenEndpointThatFailsHoldsItsTarget();
    void aSecretThatComesLateIsWaitedFor();
    void aSecretThatIsRepeatedInPartIsKeptNowhere();
    void whatATokenEndpointAnswersIsKeptNowhere();
    void aBrokenHeadersSecretIsKeptNowhere();
};

void TestTargetAuth::aTokenThatIsNoGoodIsRenewedOnce()
{
    int tokens = 0;
    std::string good = "token-2";
    Sink sink([&](const Sink::Received &request) {
        if (request.path == "/token")
            return Sink::Answer{200, {}, R"({"access_token": "token-)" + std::to_string(++tokens) + R"("})"};
        return Sink::Answer{request.headers.at("authorization") == "Bearer " + good ? 200 : 401, {}, {}};
    });
    TestWorkspace workspace;
    addOAuthTarget(workspace, sink);
    Line line(workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("oauth")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("oauth").record.state, DeliveryState::Delivered);
    QCOMPARE(line.detail("oauth").record.tries, 2);
    QCOMPARE(tokens, 2);

    good = "none";
    line.dispatcher.accept({eventFor("oauth")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.store.counts(),
             (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 1}, {DeliveryState::Refused, 1}}));
    QCOMPARE(tokens, 3);
}

/// Two requests are out with a token that is no good; the second refusal comes when there is a new one already.
void TestTargetAuth::aRefusalThatComesLateCostsNoToken()
{
    std::atomic<int> tokens = 0;
    std::atomic<int> refused = 0;
    Sink sink([&](const Sink::Received &request) {
        if (request.path == "/token")
            return Sink::Answer{200, {}, R"({"access_token": "token-)" + std::to_string(++tokens) + R"("})"};
        if (request.headers.at("authorization") == "Bearer token-2") return Sink::Answer{};
        return Sink::Answer{401, {}, {}, false, refused++ == 0 ? 100 : 1000};
    });
    TestWorkspace workspace;
    addOAuthTarget(workspace, sink);
    Line line(workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("oauth"), eventFor("oauth")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.store.counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 2}}));
    QCOMPARE(refused.load(), 2);
    QCOMPARE(tokens.load(), 2);
    for (const DeliveryRecord &record : line.store.deliveries({}))
        QCOMPARE(record.tries, 2);
}

void TestTargetAuth::aTokenEndpointThatIsAwayIsTriedAgain()
{
    int asked = 0;
    Sink sink([&](const Sink::Received &request) {
        if (request.path != "/token") return Sink::Answer{};
        return ++asked < 3 ? Sink::Answer{503, {}, {}} : Sink::Answer{200, {}, R"({"access_token": "t"})"};
    });
    TestWorkspace workspace;
    addOAuthTarget(workspace, sink);
    workspace.add("plain", sink.url("/x"), "{}");
    Line line(workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("oauth"), eventFor("plain")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryDetail detail = line.detail("oauth");
    QCOMPARE(detail.record.state, DeliveryState::Delivered);
    QCOMPARE(detail.attempts.size(), std::size_t{3});
    QCOMPARE(detail.attempts[0].errorClass, std::string("auth"));
    QCOMPARE(line.detail("plain").record.tries, 1);
}

/// Neither those whose token is known, nor those of another endpoint, nor the end.
void TestTargetAuth::aSilentTokenEndpointHoldsUpNobodyElse()
{
    constexpr int kMany = 20;
    Sink sink([](const Sink::Received &request) {
        if (request.path == "/silent") return Sink::Answer{200, {}, {}, false, 600'000};
        return request.path == "/x" ? Sink::Answer{} : Sink::Answer{200, {}, R"({"access_token": "t"})"};
    });
    TestWorkspace workspace;
    addOAuthTarget(workspace, sink, "silent", "/silent");
    addOAuthTarget(workspace, sink, "known", "/token");
    addOAuthTarget(workspace, sink, "other", "/other");
    Line line(workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("known")});
    QVERIFY(line.dispatcher.drain(kPatience));

    line.dispatcher.accept(std::vector<Event>(kMany, eventFor("silent")));
    const auto asked = [&] { return std::ranges::count(sink.received(), std::string("/silent"), &Sink::Received::path); };
    QTRY_COMPARE(asked(), 1);
    line.dispatcher.accept({eventFor("known"), eventFor("other")});
    const auto delivered = [&] { return line.store.counts()[DeliveryState::Delivered]; };
    QTRY_COMPARE_WITH_TIMEOUT(delivered(), 3, 12'000);
    QCOMPARE(asked(), 1);

    // Had the end waited for the endpoint, each would have had a try.
    line.dispatcher.stop(std::chrono::seconds(2));
    DeliveryFilter filter;
    filter.target = "silent";
    const std::vector<DeliveryRecord> waiting = line.store.deliveries(filter);
    QCOMPARE(waiting.size(), std::size_t{kMany});
    for (const DeliveryRecord &record : waiting) {
        QCOMPARE(record.state, DeliveryState::Ready);
        QCOMPARE(record.tries, 0);
    }
}

void TestTargetAuth::aTokenEndpointThatFailsHoldsItsTarget()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{503, {}, {}}; });
    TestWorkspace workspace;
    addOAuthTarget(workspace, sink);
    DispatcherOptions options;
    options.health.failuresInARow = 3;
    Line line(workspace, options);
    line.dispatcher.start();
    line.dispatcher.accept(std::vector<Event>(3, eventFor("oauth")));
    const auto reason = [&] {
        const std::vector<TargetState> states = line.store.targetStates();
        return states.empty() || !states[0].heldUntil ? std::string() : states[0].reason;
    };
    QTRY_VERIFY2(reason().find("no access token") != std::string::npos, reason().c_str());
    QVERIFY(std::ranges::none_of(sink.received(), [](const auto &request) { return request.path == "/x"; }));
}

void TestTargetAuth::aSecretThatComesLateIsWaitedFor()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), "{}", [](Target &target) {
        target.delivery.authentication.kind = Authentication::Kind::Bearer;
        target.delivery.authentication.token = "{{ secrets.token }}";
    });
    Line line(workspace, {}, std::make_shared<LateSecrets>());
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("good")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryDetail detail = line.detail("good");
    QCOMPARE(detail.record.state, DeliveryState::Delivered);
    QCOMPARE(detail.attempts.size(), std::size_t{3});
    QVERIFY(detail.attempts[0].error.find("'token'") != std::string::npos);
    QCOMPARE(sink.received().at(0).headers.at("authorization"), std::string("Bearer late"));
}

namespace {

/// What four targets hide, in the words of receivers that repeat it: the half of a header, with a slash as PHP escapes it.
void addIndiscreetTargets(TestWorkspace &workspace, const Sink &sink)
{
    addOAuthTarget(workspace, sink);
    workspace.add("basic", sink.url("/basic"), "{}", [](Target &target) {
        target.delivery.authentication.kind = Authentication::Kind::Basic;
        target.delivery.authentication.user = "u";
        target.delivery.authentication.password = "{{ secrets.password }}";
    });
    workspace.add("header", sink.url("/header"), "{}", [](Target &target) {
        target.delivery.headers = {{"X-Key", "pre-{{ secrets.key }}-post"}};
    });
    workspace.add("bearer", sink.url("/bearer"), "{}", [](Target &target) {
        target.delivery.authentication.kind = Authentication::Kind::Bearer;
        target.delivery.authentication.token = "{{ secrets.token }}";
    });
}

Sink::Answer repeats(const Sink::Received &request)
{
    if (request.path == "/token") return Sink::Answer{200, {}, R"({"access_token": "fetched/token42"})"};
    if (request.path == "/basic") return Sink::Answer{401, {}, "bad password: u:hunter2secret"};
    if (request.path == "/header") return Sink::Answer{302, "Location: /login?key=SeCrEtKeY99\r\n", {}};
    if (request.path == "/bearer") return Sink::Answer{403, "X-Saw: aB3/xY7/kZ9\r\n", R"({"no": "aB3\/xY7\/kZ9"})"};
    return Sink::Answer{403, {}, R"({"no": "fetched\/token42"})"};
}

} // namespace

void TestTargetAuth::aSecretThatIsRepeatedInPartIsKeptNowhere()
{
    Sink sink(&repeats);
    TestWorkspace workspace;
    addIndiscreetTargets(workspace, sink);
    Log log;
    DispatcherOptions options = log.options();
    options.health.failuresInARow = 1; // so that there is a notice of each
    const auto secrets = std::make_shared<MemorySecrets>(
        std::map<std::string, std::string>{{"password", "hunter2secret"}, {"key", "SeCrEtKeY99"}, {"token", "aB3/xY7/kZ9"}});
    Line line(workspace, options, secrets);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("basic"), eventFor("header"), eventFor("bearer"), eventFor("oauth")});
    QTRY_COMPARE_WITH_TIMEOUT(line.store.counts()[DeliveryState::Refused], 4, 20'000);
    QTRY_COMPARE(line.store.notices(9).size(), std::size_t{4});
    QCOMPARE(line.detail("basic").attempts.at(0).responseBody, std::string("bad password: u:********"));
    const std::string told = traces(line, workspace, log);
    QVERIFY(told.find("login?key=") != std::string::npos);
    for (const char *secret : {"hunter2secret", "SeCrEtKeY99", "xY7", "token42"})
        QVERIFY2(told.find(secret) == std::string::npos, secret);
}

namespace {

Sink::Answer tellsTokens(const Sink::Received &request)
{
    const std::string cookie = "Set-Cookie: token-42\r\n";
    if (request.path == "/echo") return Sink::Answer{400, cookie, request.body};
    if (request.path == "/nested")
        return Sink::Answer{200, cookie, R"({"data": {"access_token": "token-42"}, "refresh_token": "token-42"})"};
    return Sink::Answer{500, cookie, "cannot store token-42"};
}

} // namespace

void TestTargetAuth::whatATokenEndpointAnswersIsKeptNowhere()
{
    Sink sink(&tellsTokens);
    TestWorkspace workspace;
    const std::vector<std::string> handles = {"echo", "nested", "failing"};
    for (const std::string &handle : handles) {
        workspace.add(handle, sink.url("/x"), "{}", [&](Target &target) {
            Authentication &authentication = target.delivery.authentication;
            authentication.kind = Authentication::Kind::OAuth2;
            authentication.tokenUrl = sink.url('/' + handle);
            authentication.clientId = "me";
            authentication.clientSecret = "{{ secrets.client }}";
            target.delivery.retry.maxTries = 1;
        });
    }
    Log log;
    Line line(workspace, log.options(),
              std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"client", "hunter2secret"}}));
    line.dispatcher.start();
    for (const std::string &handle : handles)
        line.dispatcher.accept({eventFor(handle)});
    QVERIFY(line.dispatcher.drain(kPatience));
    for (const std::string &handle : handles)
        QCOMPARE(line.detail(handle).attempts.size(), std::size_t{1});
    QCOMPARE(line.detail("echo").attempts.at(0).status, 400);
    const std::string told = traces(line, workspace, log);
    for (const char *secret : {"hunter2secret", "token-42"})
        QVERIFY2(told.find(secret) == std::string::npos, secret);
}

void TestTargetAuth::aBrokenHeadersSecretIsKeptNowhere()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("wrong", sink.url("/x"), "{}", [](Target &target) {
        target.delivery.headers = {{"X-Key", "{{ secrets.key.api_key }}"}};
    });
    Log log;
    Line line(workspace, log.options(),
              std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"key", "pk_live_CANARY77"}}));
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("wrong")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryRecord record = line.detail("wrong").record;
    QCOMPARE(record.state, DeliveryState::Refused);
    QVERIFY2(record.reason.starts_with(R"(header X-Key:1:4: error: Impossible to access an attribute ("api_key"))"),
             record.reason.c_str());
    const std::string told = traces(line, workspace, log);
    QVERIFY(log.text().find("Impossible to access") != std::string::npos);
    QVERIFY(told.find("CANARY77") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestTargetAuth)
#include "tst_targetauth.moc"
