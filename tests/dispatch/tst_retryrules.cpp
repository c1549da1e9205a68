// SPDX-License-Identifier: MIT
#include "dispatch/retryrules.h"

#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

const TimePoint kNow{1'772'420'400'000ms};

Response responseOf(int status, ErrorClass errorClass, bool sent = true)
{
    Response response;
    response.status = status;
    response.errorClass = errorClass;
    response.requestSent = sent;
    return response;
}

ErrorClass classOf(int status)
{
    if (status < 300) return ErrorClass::None;
    if (status < 400) return ErrorClass::Redirect;
    return status < 500 ? ErrorClass::Http4xx : ErrorClass::Http5xx;
}

} // namespace

class TestRetryRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusDecides_data();
    void statusDecides();
    void aTargetsOwnListsComeFirst_data();
    void aTargetsOwnListsComeFirst();
    void errorsDecide_data();
    void errorsDecide();
    void aNewTokenIsTriedOnce();
    void delaysGrowWithinTheirBounds();
    void aListOfDelaysSaysHowOften();
    void retryAfterIsAFloorWithACeiling();
    void theLastTryIsTheLast();
};

void TestRetryRules::statusDecides_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("state");
    for (const int status : {200, 201, 202, 204})
        QTest::addRow("%d", status) << status << QStringLiteral("delivered");
    for (const int status : {301, 302, 307, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 418, 422}) {
        QTest::addRow("%d", status) << status << QStringLiteral("refused");
    }
    for (const int status : {408, 425, 429, 500, 502, 503, 504})
        QTest::addRow("%d", status) << status << QStringLiteral("waiting");
}

void TestRetryRules::statusDecides()
{
    QFETCH(int, status);
    QFETCH(QString, state);
    const Verdict verdict = judge(responseOf(status, classOf(status)), Target(), {1, 0, kNow, 0.5});
    QCOMPARE(QString::fromStdString(deliveryStateName(verdict.state)), state);
    QCOMPARE(verdict.dueAt.has_value(), state == QStringLiteral("waiting"));
    QCOMPARE(verdict.reason.empty(), state == QStringLiteral("delivered"));
}

void TestRetryRules::aTargetsOwnListsComeFirst_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("state");
    QTest::newRow("in final_status") << 503 << QStringLiteral("refused");
    QTest::newRow("in retry_status") << 404 << QStringLiteral("waiting");
    QTest::newRow("in both") << 429 << QStringLiteral("refused");
    QTest::newRow("in neither, temporary") << 500 << QStringLiteral("waiting");
    QTest::newRow("in neither, final") << 400 << QStringLiteral("refused");
}

void TestRetryRules::aTargetsOwnListsComeFirst()
{
    QFETCH(int, status);
    QFETCH(QString, state);
    Target target;
    target.delivery.flow.finalStatus = {503, 429};
    target.delivery.flow.retryStatus = {404, 429};
    const Verdict verdict = judge(responseOf(status, classOf(status)), target, {1, 0, kNow, 0.5});
    QCOMPARE(QString::fromStdString(deliveryStateName(verdict.state)), state);
}

void TestRetryRules::errorsDecide_data()
{
    QTest::addColumn<int>("errorClass");
    QTest::addColumn<bool>("sent");
    QTest::addColumn<QString>("parking");
    QTest::addColumn<QString>("repeating");
    const auto row = [](const char *name, ErrorClass errorClass, bool sent, const char *parking, const char *repeating) {
        QTest::newRow(name) << static_cast<int>(errorClass) << sent << QString::fromUtf8(parking) << QString::fromUtf8(repeating);
    };
    row("dns", ErrorClass::Dns, false, "waiting", "waiting");
    row("connect", ErrorClass::Connect, false, "waiting", "waiting");
    row("proxy", ErrorClass::Proxy, false, "waiting", "waiting");
    row("tls", ErrorClass::Tls, false, "waiting", "waiting");
    row("timeout before the request", ErrorClass::TimeoutConnect, false, "waiting", "waiting");
    row("timeout after the request", ErrorClass::TimeoutTotal, true, "unknown", "waiting");
    row("reset", ErrorClass::Reset, true, "unknown", "waiting");
    row("protocol", ErrorClass::Protocol, true, "unknown", "waiting");
    row("blocked", ErrorClass::Blocked, false, "refused", "refused");
    row("request", ErrorClass::Request, false, "refused", "refused");
    row("auth", ErrorClass::Auth, false, "waiting", "waiting");
    row("cancelled before the request", ErrorClass::Cancelled, false, "ready", "ready");
    row("cancelled after the request", ErrorClass::Cancelled, true, "unknown", "waiting");
}

void TestRetryRules::errorsDecide()
{
    QFETCH(int, errorClass);
    QFETCH(bool, sent);
    QFETCH(QString, parking);
    QFETCH(QString, repeating);
    const Response response = responseOf(0, static_cast<ErrorClass>(errorClass), sent);
    Target target;
    target.delivery.lostAnswer = LostAnswer::Park;
    QCOMPARE(QString::fromStdString(deliveryStateName(judge(response, target, {1, 0, kNow, 0.5}).state)), parking);
    target.delivery.lostAnswer = LostAnswer::Retry;
    QCOMPARE(QString::fromStdString(deliveryStateName(judge(response, target, {1, 0, kNow, 0.5}).state)), repeating);
}

void TestRetryRules::aNewTokenIsTriedOnce()
{
    Target target;
    target.delivery.authentication.kind = Authentication::Kind::OAuth2;
    const Response unauthorized = responseOf(401, ErrorClass::Http4xx);
    const Verdict first = judge(unauthorized, target, {1, 0, kNow, 0.5});
    QCOMPARE(first.state, DeliveryState::Waiting);
    QVERIFY(first.dropToken);
    QCOMPARE(first.dueAt, std::optional(kNow));
    const Verdict second = judge(unauthorized, target, {2, 401, kNow, 0.5});
    QCOMPARE(second.state, DeliveryState::Refused);
    QVERIFY(!second.dropToken);
    // Credentials that the token endpoint itself refuses do not get better.
    QCOMPARE(judge(responseOf(401, ErrorClass::Auth, false), target, {1, 0, kNow, 0.5}).state, DeliveryState::Refused);
    QCOMPARE(judge(responseOf(503, ErrorClass::Auth, false), target, {1, 0, kNow, 0.5}).state, DeliveryState::Waiting);
}

void TestRetryRules::delaysGrowWithinTheirBounds()
{
    RetryPolicy policy;
    policy.firstDelay = 1000ms;
    policy.factor = 3.0;
    policy.maxDelay = 60s;
    policy.jitter = 0.2;
    QCOMPARE(retryDelay(policy, 1, 0.5), 1000ms);
    QCOMPARE(retryDelay(policy, 3, 0.5), 9000ms);
    QCOMPARE(retryDelay(policy, 1, 0.0), 800ms);
    QCOMPARE(retryDelay(policy, 1, 1.0), 1200ms);
    QCOMPARE(retryDelay(policy, 1000, 0.5), 60'000ms);
}

void TestRetryRules::aListOfDelaysSaysHowOften()
{
    Target target;
    target.delivery.retry.delays = {5s, 5min, 2h};
    target.delivery.retry.jitter = 0.0;
    target.delivery.retry.maxTries = 1; // of no account beside a list
    const Response failed = responseOf(503, ErrorClass::Http5xx);
    const std::vector<std::chrono::milliseconds> delays = {5s, 5min, 2h};
    for (std::size_t i = 0; i < delays.size(); ++i) {
        const Verdict verdict = judge(failed, target, {static_cast<int>(i) + 1, 503, kNow, 0.5});
        QCOMPARE(verdict.state, DeliveryState::Waiting);
        QCOMPARE(verdict.dueAt, std::optional(kNow + delays[i]));
    }
    QCOMPARE(judge(failed, target, {4, 503, kNow, 0.5}).state, DeliveryState::Exhausted);
}

void TestRetryRules::retryAfterIsAFloorWithACeiling()
{
    Target target;
    target.delivery.retry.firstDelay = 5s;
    Response busy = responseOf(429, ErrorClass::Http4xx);
    const auto delayFor = [&](const char *seconds) {
        busy.headers = {{"retry-after", seconds}};
        return *judge(busy, target, {1, 0, kNow, 0.5}).dueAt - kNow;
    };
    QCOMPARE(delayFor("60"), 60'000ms);
    QCOMPARE(delayFor("1"), 5'000ms);
    QCOMPARE(delayFor("-7"), 5'000ms);
    QCOMPARE(delayFor("soon"), 5'000ms);
    target.delivery.retry.maxRetryAfter = 30s;
    QCOMPARE(delayFor("60"), 30'000ms);
    target.delivery.retry.maxRetryAfter = 0s;
    QCOMPARE(delayFor("60"), 5'000ms);
    target.delivery.retry.maxRetryAfter = RetryPolicy().maxRetryAfter;
    QCOMPARE(delayFor("315360000"), std::chrono::milliseconds(24h));
}

void TestRetryRules::theLastTryIsTheLast()
{
    Target target;
    target.delivery.retry.maxTries = 3;
    const Response down = responseOf(503, ErrorClass::Http5xx);
    QCOMPARE(judge(down, target, {2, 503, kNow, 0.5}).state, DeliveryState::Waiting);
    QCOMPARE(judge(down, target, {3, 503, kNow, 0.5}).state, DeliveryState::Exhausted);
}

QTEST_GUILESS_MAIN(TestRetryRules)
#include "tst_retryrules.moc"
