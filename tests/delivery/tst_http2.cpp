// SPDX-License-Identifier: MIT
// HTTP/2 where a target chose it, and receivers that are at odds with it: judged by the status, never more than one request on
// the wire for one send.
#include "delivery/httpsender.h"
#include "hostilereceiver.h"
#include "http2server.h"
#include "tlsreceiver.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;
using Manner = Http2Server::Manner;

class TestHttp2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_authority = std::make_unique<TestAuthority>(m_folder.path().toStdString(), "authority"); }
    void itIsAChoice();
    void troubleIsOneRequestOnTheWire_data();
    void troubleIsOneRequestOnTheWire();
    void aHeadDecidesThoughItsStreamBreaksOff_data();
    void aHeadDecidesThoughItsStreamBreaksOff();
    void whoGoesAwayTakesSomeAndLeavesSome();
    void anEarlyAnswerIsTheAnswer();
    void whoGoesAwayIsAskedAnew();
    void noMoreAtOnceThanAReceiverTakes();
    void aWindowThatStaysShutEndsAtTheLimit_data();
    void aWindowThatStaysShutEndsAtTheLimit();

private:
    Request requestTo(const std::string &url) const
    {
        Request request = targetdesk::requestTo(url);
        request.route.tls.authorities = m_authority->file();
        request.route.http2 = true;
        return request;
    }
    TlsReceiver::Options offer() const { return {m_authority->issue({}), {}, TlsReceiver::Versions::All, true}; }
    static TlsReceiver::Behaviour serving(Http2Server &server)
    {
        return [&server](TlsReceiver::Channel &channel) { server.serve(channel); };
    }

    QTemporaryDir m_folder;
    std::unique_ptr<TestAuthority> m_authority;
};

void TestHttp2::itIsAChoice()
{
    Http2Server server(Http2Server::Manner::Answers);
    const TlsReceiver receiver(offer(), [&](TlsReceiver::Channel &channel) {
        channel.isHttp2() ? server.serve(channel) : TlsReceiver::greets(channel);
    });
    HttpSender sender;
    Request request = requestTo(receiver.url());
    const Response first = sender.sendAndWait(request);
    QVERIFY2(first.isSuccess(), first.error.c_str());
    QCOMPARE(first.status, 200);
    const Response second = sender.sendAndWait(request);
    QVERIFY2(second.isSuccess(), second.error.c_str());
    QVERIFY(second.connectionReused);
    QCOMPARE(server.streams(), 2);
    QCOMPARE(receiver.sessions(), 1);
    request.route.http2 = false;
    const Response plain = sender.sendAndWait(request);
    QVERIFY2(plain.isSuccess(), plain.error.c_str());
    QVERIFY(!plain.connectionReused);
    QCOMPARE(server.streams(), 2);
}

void TestHttp2::troubleIsOneRequestOnTheWire_data()
{
    QTest::addColumn<int>("manner");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isLost");
    const auto row = [](const char *name, Manner manner, int code, bool isLost) {
        QTest::newRow(name) << static_cast<int>(manner) << code << isLost;
    };
    row("goes away without having taken it", Manner::GoesAway, 0, false);
    row("refuses the stream", Manner::Resets, Http2Server::RefusedStream, false);
    row("resets it with no error", Manner::Resets, 0, true);
    row("resets it with an error of its own", Manner::Resets, 2, true);
    row("cancels it", Manner::Resets, 8, true);
    row("wants calm", Manner::Resets, 11, true);
    row("wants HTTP/1.1", Manner::Resets, 13, true);
}

// curl takes some for leave to send again by itself. Of the first two it is certain that nobody acted (RFC 9113, section 8.7).
void TestHttp2::troubleIsOneRequestOnTheWire()
{
    QFETCH(int, manner);
    QFETCH(int, code);
    QFETCH(bool, isLost);
    Http2Server server(static_cast<Manner>(manner), static_cast<char>(code));
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY(!response.isSuccess());
    QVERIFY2(response.isAnswerLost() == isLost, response.error.c_str());
    QCOMPARE(response.requestSent, isLost);
    QCOMPARE(response.status, 0);
    QCOMPARE(server.streams(), 1);
}

void TestHttp2::aHeadDecidesThoughItsStreamBreaksOff_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("no error, which is an end") << 0;
    QTest::newRow("an error of its own") << 2;
    QTest::newRow("refused, which is too late") << int{Http2Server::RefusedStream};
    QTest::newRow("cancelled") << 8;
}

void TestHttp2::aHeadDecidesThoughItsStreamBreaksOff()
{
    QFETCH(int, code);
    Http2Server server(Manner::BreaksOff, static_cast<char>(code));
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    for (int i = 1; i <= 2; ++i) { // on a connection that is kept, too
        const Response response = sender.sendAndWait(requestTo(receiver.url()));
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QCOMPARE(response.status, 200);
        QVERIFY(response.requestSent && !response.isAnswerLost());
        QCOMPARE(response.bodyCut, code != 0);
        QVERIFY2(response.note.empty() || response.note.find("is not complete") != std::string::npos, response.note.c_str());
        QCOMPARE(server.streams(), i);
    }
}

// It names the last stream that it may act on: what came after that one may go again, what it has in hand may not.
void TestHttp2::whoGoesAwayTakesSomeAndLeavesSome()
{
    Http2Server server(Manner::GoesAwayAmong);
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isSuccess());
    std::vector<std::promise<Response>> promises(4);
    for (std::promise<Response> &promise : promises)
        sender.send(requestTo(receiver.url()), [&promise](Response response) { promise.set_value(std::move(response)); });
    std::vector<Response> answers;
    for (std::promise<Response> &promise : promises)
        answers.push_back(promise.get_future().get());
    QVERIFY2(answers[0].isSuccess(), answers[0].error.c_str());
    QVERIFY2(answers[1].isAnswerLost(), answers[1].error.c_str());
    for (int i = 2; i < 4; ++i) {
        const Response &left = answers[static_cast<std::size_t>(i)];
        QVERIFY2(!left.isSuccess() && !left.isAnswerLost() && !left.requestSent, left.error.c_str());
        QCOMPARE(left.errorClass, ErrorClass::Reset);
        QVERIFY2(left.error.find("did not act on this request") != std::string::npos, left.error.c_str());
    }
    QCOMPARE(server.streams(), 5); // none was sent again
}

// The rest of a body that is too long for the receiver does not matter.
void TestHttp2::anEarlyAnswerIsTheAnswer()
{
    Http2Server server(Manner::AnswersEarly);
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.body = std::string(1 << 20, 'x'); // more than a window
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.errorClass == ErrorClass::Http4xx, response.error.c_str());
    QCOMPARE(response.status, 413);
    QVERIFY(!response.isAnswerLost());
    QCOMPARE(server.streams(), 1);
}

void TestHttp2::whoGoesAwayIsAskedAnew()
{
    Http2Server server(Manner::GoesAwayAfter);
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    for (int i = 1; i <= 3; ++i) {
        const Response response = sender.sendAndWait(requestTo(receiver.url()));
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QVERIFY(!response.connectionReused);
        QCOMPARE(server.streams(), i);
        QCOMPARE(receiver.sessions(), i);
    }
}

void TestHttp2::noMoreAtOnceThanAReceiverTakes()
{
    Http2Server server(Manner::TakesOneAtATime);
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isSuccess()); // from now on its limit is known
    std::vector<std::promise<Response>> answers(12);
    for (std::promise<Response> &answer : answers)
        sender.send(requestTo(receiver.url()), [&answer](Response response) { answer.set_value(std::move(response)); });
    for (std::promise<Response> &answer : answers) {
        const Response response = answer.get_future().get();
        QVERIFY2(response.isSuccess(), response.error.c_str());
    }
    QCOMPARE(server.streams(), 13);
    QCOMPARE(server.refused(), 0);
}

void TestHttp2::aWindowThatStaysShutEndsAtTheLimit_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isLost");
    // A small one goes before the receiver's word comes, or is called sent by libcurl: the worse has to be supposed.
    QTest::newRow("a small body") << 100 << true;
    QTest::newRow("a large body") << (1 << 20) << false;
}

void TestHttp2::aWindowThatStaysShutEndsAtTheLimit()
{
    QFETCH(int, size);
    QFETCH(bool, isLost);
    Http2Server server(Manner::Stalls);
    const TlsReceiver receiver(offer(), serving(server));
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.timeout = 500ms;
    request.body.assign(static_cast<std::size_t>(size), 'x');
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutTotal);
    QCOMPARE(response.isAnswerLost(), isLost);
}

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_http2.moc"
