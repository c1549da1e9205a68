// SPDX-License-Identifier: MIT
#include "line.h"
#include "sink.h"

#include <QtTest>

#include <atomic>

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

void addOAuthTarget(TestWorkspace &workspace, const Sink &sink)
{
    workspace.add("oauth", sink.url("/x"), "{}", [&sink](Target &target) {
        Authentication &authentication = target.delivery.authentication;
        authentication.kind = Authentication::Kind::OAuth2;
        authentication.tokenUrl = sink.url("/token");
        authentication.clientId = "me";
        authentication.clientSecret = "mine";
    });
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
    void aSecretThatComesLateIsWaitedFor();
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

QTEST_GUILESS_MAIN(TestTargetAuth)
#include "tst_targetauth.moc"
