// SPDX-License-Identifier: MIT
#include "delivery/response.h"

#include <QtTest>

#include <ctime>

using namespace targetdesk;

namespace {

std::string httpDate(std::time_t at)
{
    char text[64] = {};
    std::tm parts = {};
    gmtime_r(&at, &parts);
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

} // namespace

class TestResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryAfterIsReadInAllItsForms_data();
    void retryAfterIsReadInAllItsForms();
    void datesCountFromNow();
    void headersAreFoundInAnyCase();
    void onlyASentRequestCanLoseItsAnswer();
};

void TestResponse::retryAfterIsReadInAllItsForms_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("seconds") << 429 << QByteArray("Retry-After") << QByteArray("7") << 7;
    QTest::newRow("zero") << 503 << QByteArray("retry-after") << QByteArray("0") << 0;
    QTest::newRow("fraction is rounded up") << 429 << QByteArray("Retry-After") << QByteArray("1.5") << 2;
    QTest::newRow("past date") << 503 << QByteArray("Retry-After") << QByteArray("Wed, 21 Oct 2015 07:28:00 GMT") << 0;
    QTest::newRow("past date, RFC 850") << 503 << QByteArray("Retry-After") << QByteArray("Wednesday, 21-Oct-15 07:28:00 GMT")
                                        << 0;
    QTest::newRow("past date, asctime") << 503 << QByteArray("Retry-After") << QByteArray("Wed Oct 21 07:28:00 2015") << 0;
    QTest::newRow("a date in thousands of years")
        << 503 << QByteArray("Retry-After") << QByteArray("Fri, 31 Dec 9999 23:59:59 GMT") << 316224000;
    QTest::newRow("half a date") << 503 << QByteArray("Retry-After") << QByteArray("Wed, 21 Oct") << -1;
    QTest::newRow("a day that is none") << 503 << QByteArray("Retry-After") << QByteArray("Wed, 45 Oct 2015 07:28:00 GMT") << -1;
    QTest::newRow("a unit") << 503 << QByteArray("Retry-After") << QByteArray("5s") << -1;
    QTest::newRow("a sign") << 503 << QByteArray("Retry-After") << QByteArray("+5") << -1;
    QTest::newRow("a power") << 503 << QByteArray("Retry-After") << QByteArray("1e3") << -1;
    QTest::newRow("hexadecimal") << 503 << QByteArray("Retry-After") << QByteArray("0x10") << -1;
    QTest::newRow("two numbers") << 503 << QByteArray("Retry-After") << QByteArray("5, 10") << -1;
    QTest::newRow("bytes that are no text") << 503 << QByteArray("Retry-After") << QByteArray("\xff\xfe") << -1;
    QTest::newRow("no fraction") << 503 << QByteArray("Retry-After") << QByteArray("2.0") << 2;
    QTest::newRow("fraction of nothing") << 503 << QByteArray("Retry-After") << QByteArray("0.0") << 0;
    QTest::newRow("the last number and a fraction")
        << 503 << QByteArray("Retry-After") << QByteArray("9223372036854775807.5") << 316224000;
    QTest::newRow("less than a number holds") << 503 << QByteArray("Retry-After") << QByteArray("-99999999999999999999") << -1;
    QTest::newRow("garbage") << 503 << QByteArray("Retry-After") << QByteArray("soon") << -1;
    QTest::newRow("empty") << 503 << QByteArray("Retry-After") << QByteArray() << -1;
    QTest::newRow("negative") << 503 << QByteArray("Retry-After") << QByteArray("-5") << -1;
    QTest::newRow("beyond all numbers") << 503 << QByteArray("Retry-After") << QByteArray("99999999999999999999999") << 316224000;
    QTest::newRow("ten years at most") << 503 << QByteArray("Retry-After") << QByteArray("9000000000") << 316224000;
    QTest::newRow("reset in seconds") << 429 << QByteArray("X-RateLimit-Reset") << QByteArray("45") << 45;
    QTest::newRow("reset at a past epoch") << 429 << QByteArray("X-RateLimit-Reset") << QByteArray("1445412480") << 0;
    QTest::newRow("reset without need") << 500 << QByteArray("X-RateLimit-Reset") << QByteArray("45") << -1;
    QTest::newRow("reset is garbage") << 429 << QByteArray("X-RateLimit-Reset") << QByteArray("x") << -1;
    QTest::newRow("nothing") << 429 << QByteArray("Date") << QByteArray("x") << -1;
}

void TestResponse::retryAfterIsReadInAllItsForms()
{
    QFETCH(int, status);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    Response response;
    response.status = status;
    response.headers = {{name.toStdString(), value.toStdString()}};
    const auto after = response.retryAfter();
    QCOMPARE(after ? static_cast<int>(after->count()) : -1, seconds);
}

void TestResponse::datesCountFromNow()
{
    const std::time_t at = std::time(nullptr) + 3600;
    Response response;
    response.status = 429;
    for (const auto &[name, value] : {std::pair<std::string, std::string>("Retry-After", httpDate(at)),
                                      std::pair<std::string, std::string>("X-RateLimit-Reset", std::to_string(at))}) {
        response.headers = {{name, value}};
        const auto after = response.retryAfter();
        QVERIFY(after);
        QVERIFY(after->count() <= 3600 && after->count() > 3000);
    }
}

void TestResponse::headersAreFoundInAnyCase()
{
    Response response;
    response.headers = {{"X-Request-Id", "first"}, {"x-request-id", "second"}};
    QCOMPARE(response.header("x-REQUEST-id").value_or(""), std::string("first"));
    QVERIFY(!response.header("X-Request"));
}

void TestResponse::onlyASentRequestCanLoseItsAnswer()
{
    Response response;
    response.errorClass = ErrorClass::Reset;
    QVERIFY(!response.isAnswerLost());
    response.requestSent = true;
    QVERIFY(response.isAnswerLost());
    response.status = 500;
    response.errorClass = ErrorClass::Http5xx;
    QVERIFY(!response.isAnswerLost());
}

QTEST_GUILESS_MAIN(TestResponse)
#include "tst_response.moc"
