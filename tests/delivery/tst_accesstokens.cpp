// SPDX-License-Identifier: MIT
// OAuth2 tokens: when they are renewed, that many senders cause one request, and that a refusal which comes late costs nobody a
// good token.
#include "delivery/accesstokens.h"
#include "delivery/requestbuilder.h"
#include "hostilereceiver.h"

#include <QtTest>

#include <future>
#include <latch>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;
using Instant = std::chrono::steady_clock::time_point;

namespace {

/// Hands out "t1", "t2", … with more keys.
HostileReceiver::Behaviour tokens(std::string more)
{
    return [more = std::move(more), nth = std::make_shared<std::atomic<int>>(0)](int socket, const HostileReceiver::Call &) {
        const std::string body = "{\"access_token\":\"t" + std::to_string(++*nth) + "\"" + more + "}";
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", body));
        return After::Keep;
    };
}

TokenRequest requestFor(const HostileReceiver &receiver)
{
    TokenRequest request;
    request.url = receiver.url("/token");
    request.clientId = "client";
    request.clientSecret = "s3cret";
    return request;
}

} // namespace

class TestAccessTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fourFifthsOfItsLife_data();
    void fourFifthsOfItsLife();
    void anEmptyTokenIsNone();
    void aTokenWithoutALifeServesThoseWhoWaitedForIt();
    void ofAnAnswerWithoutATokenOnlyTheReasonIsKept_data();
    void ofAnAnswerWithoutATokenOnlyTheReasonIsKept();
    void aFailureIsSharedByThoseWhoWaitedForIt();
    void whoAsksHimselfIsToldNoOldFailure();
    void aFailureIsToldAgainForAWhile();
    void theEndTellsThoseWhoWait();
    void aLateRefusalCostsNoNewToken();
    void anotherTargetsRequestDropsNothing();

private:
    HttpSender m_sender;
};

void TestAccessTokens::fourFifthsOfItsLife_data()
{
    QTest::addColumn<QByteArray>("stated");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("a number") << QByteArray(",\"expires_in\":1000") << qint64{1000};
    QTest::newRow("a fraction") << QByteArray(",\"expires_in\":1000.5") << qint64{1000};
    QTest::newRow("a text") << QByteArray(",\"expires_in\":\"3599\"") << qint64{3599};
    QTest::newRow("nothing") << QByteArray() << qint64{1200};
    QTest::newRow("no number") << QByteArray(",\"expires_in\":\"soon\"") << qint64{1200};
    QTest::newRow("null") << QByteArray(",\"expires_in\":null") << qint64{1200};
    QTest::newRow("over already") << QByteArray(",\"expires_in\":0") << qint64{0};
    QTest::newRow("negative") << QByteArray(",\"expires_in\":-5") << qint64{0};
    QTest::newRow("for ever") << QByteArray(",\"expires_in\":1e300") << qint64{10 * 365 * 86400};
}

// Clocks differ and requests take their time: it is renewed while it still holds.
void TestAccessTokens::fourFifthsOfItsLife()
{
    QFETCH(QByteArray, stated);
    QFETCH(qint64, seconds);
    const HostileReceiver receiver(tokens(stated.toStdString()));
    Instant now = Instant() + 1h;
    AccessTokens cache(m_sender, [&now] { return now; });
    const TokenRequest request = requestFor(receiver);
    QCOMPARE(cache.token(request), std::string("t1"));
    if (seconds > 0) {
        now += std::chrono::seconds(seconds * 8 / 10 - 1);
        QCOMPARE(cache.token(request), std::string("t1"));
        now += 2s;
    }
    QCOMPARE(cache.token(request), std::string("t2"));
    QCOMPARE(receiver.calls().size(), 2U);
}

void TestAccessTokens::anEmptyTokenIsNone()
{
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", R"({"access_token":""})")));
    AccessTokens cache(m_sender);
    QVERIFY_THROWS_EXCEPTION(CredentialError, cache.token(requestFor(receiver)));
}

// Eight ask while the first answer is held back; whether the last of them came in time is the machine's business, that not each
// of them asked for itself is ours.
void TestAccessTokens::aTokenWithoutALifeServesThoseWhoWaitedForIt()
{
    constexpr int Many = 8;
    std::latch asking(Many);
    const HostileReceiver receiver([&, give = tokens(",\"expires_in\":0")](int socket, const HostileReceiver::Call &call) {
        asking.wait();
        std::this_thread::sleep_for(200ms);
        return give(socket, call);
    });
    AccessTokens cache(m_sender);
    std::vector<std::future<std::string>> got;
    for (int i = 0; i < Many; ++i) {
        got.push_back(std::async(std::launch::async, [&] {
            asking.count_down();
            return cache.token(requestFor(receiver));
        }));
    }
    for (std::future<std::string> &one : got)
        QVERIFY(one.get().starts_with('t'));
    QVERIFY2(receiver.calls().size() <= Many / 2, std::to_string(receiver.calls().size()).c_str());
}

void TestAccessTokens::ofAnAnswerWithoutATokenOnlyTheReasonIsKept_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("kept");
    const auto row = [](const char *name, const char *status, const char *answer, const char *kept) {
        QTest::newRow(name) << QByteArray(status) << QByteArray(answer) << QByteArray(kept);
    };
    row("OAuth's words", "401 No", R"({"error_description": "who?", "error": "invalid_client", "trace": 7})",
        R"({"error":"invalid_client","error_description":"who?"})");
    row("the request", "400 Bad", R"({"error": "bad", "got": {"client_id": "client", "client_secret": "s3cret"}})",
        R"({"error":"bad"})");
    row("the secret in words", "400 Bad", R"({"error_description": "no s3cret, no s%33cret here"})",
        R"({"error_description":"no ********, no ******** here"})");
    row("tokens elsewhere", "200 OK", R"({"data": {"access_token": "tok-A"}, "refresh_token": "tok-R"})", "");
    row("tokens that the words repeat", "500 Oops", R"({"error": "storing tok-A failed", "state": [{"accessToken": "tok-A"}]})",
        R"({"error":"storing ******** failed"})");
    row("a text with a token", "500 Oops", "could not store tok-A", "");
    row("words that are no texts", "500 Oops", R"({"error": {"token": "tok-A"}, "error_description": ["tok-A"]})", "");
    row("a redirect with a token", "302 Found", "", "");
    row("a list", "500 Oops", R"(["tok-A"])", "");
}

void TestAccessTokens::ofAnAnswerWithoutATokenOnlyTheReasonIsKept()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, kept);
    const HostileReceiver receiver(HostileReceiver::says(
        HostileReceiver::answer(status.toStdString(), answer.toStdString(),
                                "Location: https://x.example/?t=tok-A\r\nSet-Cookie: c=tok-A\r\nX-Token: tok-A\r\nRetry-After: "
                                "7\r\nWWW-Authenticate: Basic realm=\"s3cret\"\r\n")));
    AccessTokens cache(m_sender);
    try {
        cache.token(requestFor(receiver));
        QFAIL("a token came");
    } catch (const CredentialError &error) {
        const Response &response = error.response();
        QCOMPARE(response.status, status.left(3).toInt());
        QCOMPARE(QByteArray::fromStdString(response.body), kept);
        QCOMPARE(response.header("Retry-After"), std::optional<std::string>("7"));
        QCOMPARE(response.header("WWW-Authenticate"), std::optional<std::string>("Basic realm=\"********\""));
        std::string all = response.error + error.what();
        for (const auto &[name, value] : response.headers)
            all += name + value;
        for (const char *never : {"s3cret", "tok-", "Set-Cookie", "X-Token"})
            QVERIFY2(all.find(never) == std::string::npos, all.c_str());
    }
}

void TestAccessTokens::aFailureIsSharedByThoseWhoWaitedForIt()
{
    constexpr int Many = 8;
    std::latch asking(Many);
    const HostileReceiver receiver([&](int socket, const HostileReceiver::Call &) {
        asking.wait();
        std::this_thread::sleep_for(200ms);
        HostileReceiver::write(socket, HostileReceiver::answer("503 Away"));
        return After::Keep;
    });
    AccessTokens cache(m_sender);
    std::vector<std::future<ErrorClass>> got;
    for (int i = 0; i < Many; ++i) {
        got.push_back(std::async(std::launch::async, [&] {
            asking.count_down();
            try {
                cache.token(requestFor(receiver));
            } catch (const CredentialError &error) {
                return error.response().errorClass;
            }
            return ErrorClass::None;
        }));
    }
    for (std::future<ErrorClass> &one : got)
        QCOMPARE(one.get(), ErrorClass::Auth);
    QVERIFY2(receiver.calls().size() <= Many / 2, std::to_string(receiver.calls().size()).c_str());
}

void TestAccessTokens::whoAsksHimselfIsToldNoOldFailure()
{
    const HostileReceiver receiver([give = tokens({})](int socket, const HostileReceiver::Call &call) {
        if (call.nth > 1) return give(socket, call);
        HostileReceiver::write(socket, HostileReceiver::answer("503 Away"));
        return After::Keep;
    });
    AccessTokens cache(m_sender);
    QVERIFY_THROWS_EXCEPTION(CredentialError, cache.token(requestFor(receiver)));
    QCOMPARE(cache.token(requestFor(receiver)), std::string("t1"));
}

// Twenty deliveries are not to ask a dead endpoint one after the other.
void TestAccessTokens::aFailureIsToldAgainForAWhile()
{
    const HostileReceiver receiver([give = tokens({})](int socket, const HostileReceiver::Call &call) {
        if (call.nth > 1) return give(socket, call);
        HostileReceiver::write(socket, HostileReceiver::answer("503 Away"));
        return After::Keep;
    });
    Instant now = Instant() + 1h;
    AccessTokens cache(m_sender, [&now] { return now; });
    const auto take = [&] {
        std::promise<TokenAnswer> promise;
        cache.take(requestFor(receiver), [&promise](const TokenAnswer &answer) { promise.set_value(answer); });
        return promise.get_future().get();
    };
    QCOMPARE(take().failure->errorClass, ErrorClass::Auth);
    now += AccessTokens::kFailureKept - 1ms;
    const TokenAnswer again = take();
    QCOMPARE(again.failure->status, 503);
    QCOMPARE(again.failsFor, std::chrono::milliseconds(1));
    QCOMPARE(receiver.calls().size(), 1U);
    now += 1ms;
    QCOMPARE(take().token, std::string("t1"));
}

void TestAccessTokens::theEndTellsThoseWhoWait()
{
    const HostileReceiver receiver(&HostileReceiver::staysSilent);
    HttpSender sender;
    AccessTokens cache(sender);
    std::vector<ErrorClass> told;
    const auto tell = [&told](const TokenAnswer &answer) { told.push_back(answer.failure->errorClass); };
    cache.take(requestFor(receiver), tell);
    cache.take(requestFor(receiver), tell);
    QTRY_COMPARE(receiver.calls().size(), 1U);
    cache.end();
    cache.take(requestFor(receiver), tell);
    QCOMPARE(told, std::vector<ErrorClass>(3, ErrorClass::Cancelled));
}

namespace {

Target targetOf(const HostileReceiver &receiver, const std::string &scope)
{
    Target target;
    target.url = "https://api.example.com/hook";
    target.delivery.authentication.kind = Authentication::Kind::OAuth2;
    target.delivery.authentication.tokenUrl = receiver.url("/token");
    target.delivery.authentication.clientId = "client";
    target.delivery.authentication.clientSecret = "{{ secrets.key }}";
    target.delivery.authentication.scope = scope;
    return target;
}

std::string authorizationOf(const Request &request)
{
    for (const WireHeader &header : request.headers) {
        if (header.name == "Authorization") return header.value;
    }
    return {};
}

} // namespace

// Two requests go out with one token. Both are refused, the second after a new token has come: that one stays.
void TestAccessTokens::aLateRefusalCostsNoNewToken()
{
    const HostileReceiver receiver(tokens(",\"expires_in\":900"));
    RequestBuilder builder(std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"key", "s3cret"}}), m_sender);
    const Target target = targetOf(receiver, {});
    const DeliveryEnvironment environment;
    const auto build = [&] { return builder.build(target, environment, "{}", {}); };
    const Request first = build();
    const Request second = build();
    QCOMPARE(authorizationOf(second), std::string("Bearer t1"));
    builder.dropToken(target, environment, first);
    const Request firstAgain = build();
    QCOMPARE(authorizationOf(firstAgain), std::string("Bearer t2"));
    builder.dropToken(target, environment, second);
    QCOMPARE(authorizationOf(build()), std::string("Bearer t2"));
    QCOMPARE(receiver.calls().size(), 2U);
    builder.dropToken(target, environment, firstAgain);
    QCOMPARE(authorizationOf(build()), std::string("Bearer t3"));
}

void TestAccessTokens::anotherTargetsRequestDropsNothing()
{
    const HostileReceiver receiver(tokens(",\"expires_in\":900"));
    RequestBuilder builder(std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"key", "s3cret"}}), m_sender);
    const Target one = targetOf(receiver, "one");
    const Target other = targetOf(receiver, "other");
    const DeliveryEnvironment environment;
    const Request ofOne = builder.build(one, environment, "{}", {});
    builder.build(other, environment, "{}", {});
    builder.dropToken(other, environment, ofOne);
    QCOMPARE(authorizationOf(builder.build(other, environment, "{}", {})), std::string("Bearer t2"));
    QCOMPARE(receiver.calls().size(), 2U);
}

QTEST_GUILESS_MAIN(TestAccessTokens)
#include "tst_accesstokens.moc"
