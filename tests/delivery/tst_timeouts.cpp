// SPDX-License-Identifier: MIT
// The three limits, each with a receiver that only it catches: the other limits are far away.
#include "delivery/httpsender.h"
#include "hostilereceiver.h"
#include "stoppedreceiver.h"

#include <QtTest>

#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;

namespace {

/// One byte now and then, for ever.
void drip(int socket)
{
    while (HostileReceiver::write(socket, "x"))
        std::this_thread::sleep_for(10ms);
}

} // namespace

class TestTimeouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceMissesTheFirstByte();
    void aBodyThatNobodyReadsMissesTheFirstByte();
    void aFirstByteIsEnough_data();
    void aFirstByteIsEnough();
    void everyRequestHasItsOwnTimer();
    void aKeptConnectionIsTimedFromTheSending();
    void aStoppedReceiverLosesItsAnswers();
};

void TestTimeouts::silenceMissesTheFirstByte()
{
    const HostileReceiver receiver(HostileReceiver::staysSilent);
    Request request = requestTo(receiver.url());
    request.route.firstByteTimeout = 200ms;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutFirstByte);
    QCOMPARE(response.error, std::string("no answer began within 200 ms"));
    QVERIFY(response.isAnswerLost());
    QVERIFY(response.timings.total >= 200ms);
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestTimeouts::aBodyThatNobodyReadsMissesTheFirstByte()
{
    const HostileReceiver receiver(HostileReceiver::Unread{});
    Request request = requestTo(receiver.url());
    request.body = std::string(16 << 20, 'x'); // more than the buffers between us take
    request.route.firstByteTimeout = 200ms;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutFirstByte);
    QCOMPARE(response.error, std::string("no answer began within 200 ms"));
    QVERIFY2(!response.requestSent && !response.isAnswerLost(), "the receiver cannot have the whole request");
}

void TestTimeouts::aFirstByteIsEnough_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<bool>("hasHead");
    QTest::newRow("a head that drips") << QByteArray("HTTP/1.1 200 OK\r\nX-A: ") << false;
    QTest::newRow("an interim answer") << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-A: ") << false;
    QTest::newRow("a body that drips") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n") << true;
}

// The limit of the first byte is over long before that of the whole exchange, which is what ends these.
void TestTimeouts::aFirstByteIsEnough()
{
    QFETCH(QByteArray, start);
    QFETCH(bool, hasHead);
    const HostileReceiver receiver([&](int socket, const HostileReceiver::Call &) {
        HostileReceiver::write(socket, start.toStdString());
        drip(socket);
        return After::Close;
    });
    Request request = requestTo(receiver.url());
    request.timeout = 2000ms;
    request.route.firstByteTimeout = 1000ms;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    if (hasHead) {
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QVERIFY(response.bodyCut);
        QCOMPARE(response.note, std::string("the answer's body was not complete within 2000 ms"));
    } else {
        QCOMPARE(response.errorClass, ErrorClass::TimeoutTotal);
        QCOMPARE(response.error, std::string("no complete answer within 2000 ms"));
        QVERIFY(response.isAnswerLost());
    }
    QVERIFY(response.timings.total >= 1900ms);
}

void TestTimeouts::everyRequestHasItsOwnTimer()
{
    const HostileReceiver silent(HostileReceiver::staysSilent);
    // Before the sender, which answers what is still out as it goes.
    std::promise<Response> patient;
    std::vector<std::promise<Response>> hasty(5);
    HttpSender sender;
    sender.send(requestTo(silent.url()), [&](Response response) { patient.set_value(std::move(response)); });
    for (std::size_t i = 0; i < hasty.size(); ++i) {
        Request request = requestTo(silent.url());
        request.route.firstByteTimeout = std::chrono::milliseconds(50 * (hasty.size() - i));
        sender.send(request, [&promise = hasty[i]](Response response) { promise.set_value(std::move(response)); });
    }
    for (std::size_t i = 0; i < hasty.size(); ++i) {
        const std::string within = std::to_string(50 * (hasty.size() - i)) + " ms";
        QCOMPARE(hasty[i].get_future().get().error, "no answer began within " + within);
    }
    QCOMPARE(patient.get_future().wait_for(0s), std::future_status::timeout);
}

void TestTimeouts::aKeptConnectionIsTimedFromTheSending()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        if (call.nth == 2) return HostileReceiver::staysSilent(socket, call);
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    Request request = requestTo(receiver.url());
    request.route.firstByteTimeout = 300ms;
    HttpSender sender;
    QVERIFY(sender.sendAndWait(request).isSuccess());
    const Response second = sender.sendAndWait(request);
    QVERIFY(second.connectionReused);
    QCOMPARE(second.error, std::string("no answer began within 300 ms"));
    QVERIFY(second.isAnswerLost());
    // The connection is not used again: an answer that comes late would be taken for the next one's.
    const Response third = sender.sendAndWait(request);
    QVERIFY2(third.isSuccess() && !third.connectionReused, third.error.c_str());
}

// Its system takes connections and requests all the same, so it may act on them when it wakes.
void TestTimeouts::aStoppedReceiverLosesItsAnswers()
{
    const StoppedReceiver receiver;
    HttpSender sender;
    Request request = requestTo(receiver.url());
    QVERIFY(sender.sendAndWait(request).isSuccess());
    receiver.stop();
    for (const bool isKept : {true, false}) {
        request.timeout = 300ms;
        request.body = isKept ? "on the kept connection" : "on a new one";
        const Response lost = sender.sendAndWait(request);
        QCOMPARE(lost.errorClass, ErrorClass::TimeoutTotal);
        QVERIFY2(lost.isAnswerLost(), lost.error.c_str());
        QCOMPARE(lost.connectionReused, isKept);
    }
    receiver.goOn();
    // The late answers are nobody's.
    request.timeout = 60s;
    request.body = "at last";
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.body, request.body);
}

QTEST_GUILESS_MAIN(TestTimeouts)
#include "tst_timeouts.moc"
