// SPDX-License-Identifier: MIT
#include "delivery/httpsender.h"
#include "hostilereceiver.h"

#include <QtTest>

#include <atomic>
#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;

namespace {

Response sendTo(const HostileReceiver &receiver)
{
    HttpSender sender;
    return sender.sendAndWait(requestTo(receiver.url()));
}

} // namespace

class TestHttpSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusesHaveTheirClass_data();
    void statusesHaveTheirClass();
    void anInterimAnswerIsNotTheAnswer();
    void aLostAnswerIsKnownAsLost_data();
    void aLostAnswerIsKnownAsLost();
    void aRefusedConnectionSentNothing();
    void silenceEndsInATimeout();
    void aDrippingBodyIsCutAtTheLimit();
    void aLongBodyIsCut();
    void headersOverTheLimitAreRefused();
    void aRedirectIsNotFollowed();
    void connectionsAreKept();
    void aRequestTakesNothingFromTheOneBefore_data();
    void aRequestTakesNothingFromTheOneBefore();
    void aKeptConnectionThatBreaksIsNotSentAgain();
    void badRequestsAreNotSent_data();
    void badRequestsAreNotSent();
    void manyGoOutWithinTheLimitPerHost();
    void theDestructorAnswersEverybody();
    void anAnswerMaySendAgainWhileTheSenderEnds();
};

void TestHttpSender::statusesHaveTheirClass_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("errorClass");
    for (const int status : {200, 201, 204, 299})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::None);
    for (const int status : {301, 304, 399})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::Redirect);
    for (const int status : {400, 401, 404, 429, 499})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::Http4xx);
    for (const int status : {500, 503, 599})
        QTest::addRow("%d", status) << status << static_cast<int>(ErrorClass::Http5xx);
}

void TestHttpSender::statusesHaveTheirClass()
{
    QFETCH(int, status);
    QFETCH(int, errorClass);
    const bool hasBody = status != 204 && status != 304;
    const HostileReceiver receiver(
        HostileReceiver::says(hasBody ? HostileReceiver::answer(std::to_string(status) + " X", "body", "X-A: b\r\n")
                                      : "HTTP/1.1 " + std::to_string(status) + " X\r\nX-A: b\r\n\r\n"));
    const Response response = sendTo(receiver);
    QCOMPARE(response.status, status);
    QCOMPARE(static_cast<int>(response.errorClass), errorClass);
    QCOMPARE(response.body, std::string(hasBody ? "body" : ""));
    QCOMPARE(response.header("x-a").value_or(""), std::string("b"));
    QCOMPARE(response.error.empty(), response.isSuccess());
    QVERIFY(response.requestSent && !response.isAnswerLost() && !response.bodyCut);
    QCOMPARE(receiver.calls().size(), 1U);
    QCOMPARE(receiver.calls().at(0).body, std::string("{\"a\":1}"));
}

void TestHttpSender::anInterimAnswerIsNotTheAnswer()
{
    const HostileReceiver receiver(
        HostileReceiver::says("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n" + HostileReceiver::answer("200 OK", "ok")));
    const Response response = sendTo(receiver);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.body, std::string("ok"));
    QVERIFY(!response.header("X-Early"));
}

void TestHttpSender::aLostAnswerIsKnownAsLost_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<int>("errorClass");
    QTest::newRow("closes") << QByteArray() << false << static_cast<int>(ErrorClass::Reset);
    QTest::newRow("resets") << QByteArray() << true << static_cast<int>(ErrorClass::Reset);
    QTest::newRow("garbage") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << false << static_cast<int>(ErrorClass::Protocol);
    QTest::newRow("only interim") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << false << -1;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nX-A") << false << -1;
}

void TestHttpSender::aLostAnswerIsKnownAsLost()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reset);
    QFETCH(int, errorClass);
    const HostileReceiver receiver(HostileReceiver::says(bytes.toStdString(), reset ? After::Reset : After::Close));
    const Response response = sendTo(receiver);
    QVERIFY2(response.isAnswerLost(), errorClassName(response.errorClass).c_str());
    QCOMPARE(response.status, 0);
    QVERIFY(!response.error.empty());
    if (errorClass >= 0) QCOMPARE(static_cast<int>(response.errorClass), errorClass);
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestHttpSender::aRefusedConnectionSentNothing()
{
    std::string url;
    {
        const HostileReceiver gone(HostileReceiver::staysSilent);
        url = gone.url();
    }
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(url));
    QCOMPARE(response.errorClass, ErrorClass::Connect);
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

void TestHttpSender::silenceEndsInATimeout()
{
    const HostileReceiver receiver(HostileReceiver::staysSilent);
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.timeout = 300ms;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutTotal);
    QVERIFY(response.isAnswerLost());
}

void TestHttpSender::aDrippingBodyIsCutAtTheLimit()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
        HostileReceiver::write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (HostileReceiver::write(socket, "x"))
            std::this_thread::sleep_for(20ms);
        return After::Close;
    });
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.timeout = 500ms;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY(response.bodyCut);
    QVERIFY(!response.body.empty());
}

void TestHttpSender::aLongBodyIsCut()
{
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", std::string(5000, 'x'))));
    HttpSender::Options options;
    options.maxBodyBytes = 1000;
    HttpSender sender(options);
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY(response.bodyCut);
    QCOMPARE(response.body, std::string(1000, 'x'));
}

void TestHttpSender::headersOverTheLimitAreRefused()
{
    const HostileReceiver receiver(
        HostileReceiver::says(HostileReceiver::answer("200 OK", "ok", "X-Long: " + std::string(70'000, 'x') + "\r\n")));
    const Response response = sendTo(receiver);
    QCOMPARE(response.errorClass, ErrorClass::TooLarge);
    QVERIFY(response.isAnswerLost());
}

void TestHttpSender::aRedirectIsNotFollowed()
{
    const HostileReceiver other(HostileReceiver::says(HostileReceiver::answer("200 OK")));
    const HostileReceiver receiver(
        HostileReceiver::says(HostileReceiver::answer("302 Found", "", "Location: " + other.url() + "\r\n")));
    const Response response = sendTo(receiver);
    QCOMPARE(response.errorClass, ErrorClass::Redirect);
    QVERIFY(response.error.find(other.url()) != std::string::npos);
    QCOMPARE(other.connections(), 0);
}

void TestHttpSender::connectionsAreKept()
{
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", "ok"), After::Keep));
    HttpSender sender;
    QVERIFY(!sender.sendAndWait(requestTo(receiver.url())).connectionReused);
    QVERIFY(sender.sendAndWait(requestTo(receiver.url())).connectionReused);
    QCOMPARE(receiver.connections(), 1);
}

void TestHttpSender::aRequestTakesNothingFromTheOneBefore_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("login");
    QTest::addColumn<bool>("http2");
    QTest::newRow("same") << QByteArray("POST") << QByteArray() << false;
    QTest::newRow("method") << QByteArray("PUT") << QByteArray() << false;
    QTest::newRow("no body") << QByteArray("GET") << QByteArray() << false;
    QTest::newRow("login") << QByteArray("POST") << QByteArray("user:secret@") << false;
    QTest::newRow("HTTP/2") << QByteArray("POST") << QByteArray() << true; // of which there is none without TLS
}

void TestHttpSender::aRequestTakesNothingFromTheOneBefore()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, login);
    QFETCH(bool, http2);
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", "ok"), After::Keep));
    HttpSender sender;
    Request plain = requestTo(receiver.url("/plain"));
    Request asked = requestTo(receiver.url("/asked"));
    asked.method = "GET";
    asked.body.clear();
    // The first handle of a sender, alone, and after another request: the same bytes.
    for (const Request &request : {plain, asked})
        QVERIFY(HttpSender().sendAndWait(request).isSuccess());
    Request before = requestTo("http://" + login.toStdString() + receiver.url("/other").substr(7));
    before.method = method.toStdString();
    if (method == "GET") before.body.clear();
    before.headers.push_back({"X-Other", "1", false});
    before.route.http2 = http2;
    for (const Request &request : {before, plain, before, asked})
        QVERIFY(sender.sendAndWait(request).isSuccess());
    const std::vector<HostileReceiver::Call> calls = receiver.calls();
    QCOMPARE(calls.size(), std::size_t{6});
    QCOMPARE(calls[2].head.find("Authorization: Basic") != std::string::npos, !login.isEmpty());
    QCOMPARE(calls[3].head, calls[0].head);
    QCOMPARE(calls[3].body, calls[0].body);
    QCOMPARE(calls[5].head, calls[1].head);
    QVERIFY(calls[5].head.starts_with("GET /asked "));
}

void TestHttpSender::aKeptConnectionThatBreaksIsNotSentAgain()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        if (call.nth > 1) return After::Close; // took the request, and goes without a word
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    HttpSender sender;
    QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isSuccess());
    const Response second = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(second.errorClass, ErrorClass::Reset);
    QVERIFY2(second.isAnswerLost(), "the receiver had the whole request");
    QCOMPARE(receiver.calls().size(), 2U);
}

void TestHttpSender::badRequestsAreNotSent_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no URL") << QByteArray("") << QByteArray("X") << QByteArray("y");
    QTest::newRow("file") << QByteArray("file:///etc/passwd") << QByteArray("X") << QByteArray("y");
    QTest::newRow("space") << QByteArray("http://127.0.0.1:1/a b") << QByteArray("X") << QByteArray("y");
    QTest::newRow("port") << QByteArray("http://127.0.0.1:99999/") << QByteArray("X") << QByteArray("y");
    QTest::newRow("line break") << QByteArray("http://127.0.0.1:1/") << QByteArray("X") << QByteArray("a\r\nEvil: 1");
    QTest::newRow("name") << QByteArray("http://127.0.0.1:1/") << QByteArray("X: y\r\nZ") << QByteArray("a");
}

void TestHttpSender::badRequestsAreNotSent()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    Request request = requestTo(url.toStdString());
    request.headers = {{header.toStdString(), value.toStdString()}};
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::Request);
    QVERIFY(!response.requestSent && !response.error.empty());
}

void TestHttpSender::manyGoOutWithinTheLimitPerHost()
{
    constexpr int kMany = 60;
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
        std::this_thread::sleep_for(5ms);
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    HttpSender::Options options;
    options.maxPerHost = 3;
    HttpSender sender(options);
    std::vector<std::promise<Response>> answers(kMany);
    for (std::promise<Response> &answer : answers)
        sender.send(requestTo(receiver.url()), [&answer](Response response) { answer.set_value(std::move(response)); });
    for (std::promise<Response> &answer : answers)
        QVERIFY(answer.get_future().get().isSuccess());
    QCOMPARE(static_cast<int>(receiver.calls().size()), kMany);
    QVERIFY(receiver.mostOpen() <= 3);
}

void TestHttpSender::theDestructorAnswersEverybody()
{
    const HostileReceiver receiver(HostileReceiver::staysSilent);
    std::atomic<int> calls = 0;
    std::atomic<int> cancelled = 0;
    {
        HttpSender sender;
        for (int i = 0; i < 20; ++i) {
            sender.send(requestTo(receiver.url()), [&](Response response) {
                ++calls;
                if (response.errorClass == ErrorClass::Cancelled) ++cancelled;
            });
        }
        QTRY_COMPARE(static_cast<int>(receiver.calls().size()), 8);
    }
    QCOMPARE(calls.load(), 20);
    QCOMPARE(cancelled.load(), 20);
}

void TestHttpSender::anAnswerMaySendAgainWhileTheSenderEnds()
{
    const HostileReceiver receiver(HostileReceiver::staysSilent);
    std::atomic<int> calls = 0;
    {
        HttpSender sender;
        for (int i = 0; i < 10; ++i) {
            sender.send(requestTo(receiver.url()), [&](Response) {
                ++calls;
                sender.send(requestTo(receiver.url()), [&](Response) { ++calls; });
            });
        }
        QTRY_COMPARE(static_cast<int>(receiver.calls().size()), 8);
    }
    QCOMPARE(calls.load(), 20);
}

QTEST_GUILESS_MAIN(TestHttpSender)
#include "tst_httpsender.moc"
