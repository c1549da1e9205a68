// SPDX-License-Identifier: MIT
#include "line.h"
#include "sink.h"
#include "storekinds.h"

#include <QtTest>

#include <atomic>

using namespace targetdesk;
using namespace std::chrono_literals;

/// What becomes of a delivery, by its receiver's answer.
class TestDispatcherAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void retriesWithTheSameBytesAndId();
    void honoursRetryAfter();
    void refusesWhatTheReceiverRefuses();
    void givesUpWhenTriesRunOut();
    void parksALostAnswer();
    void repeatsALostAnswerWhereThatIsAllowed();
    void aReceiverThatIsAwayIsTriedAgain();
    void aBodyThatCannotBeReadIsNoted_data();
    void aBodyThatCannotBeReadIsNoted();

private:
    StoreKinds m_kinds;
};

void TestDispatcherAnswers::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestDispatcherAnswers::retriesWithTheSameBytesAndId()
{
    Sink sink([](const Sink::Received &request) { return Sink::Answer{request.nth < 3 ? 503 : 200, {}, {}}; });
    TestWorkspace workspace;
    workspace.add("flaky", sink.url("/x"), R"({"r": {{ random() }}})");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("flaky")});
    QVERIFY(line.dispatcher.drain(kPatience));

    const std::vector<Sink::Received> received = sink.received();
    QCOMPARE(received.size(), std::size_t{3});
    QCOMPARE(received[1].body, received[0].body);
    QCOMPARE(received[2].body, received[0].body);
    QCOMPARE(sink.counts().size(), std::size_t{1});
    const DeliveryDetail detail = line.detail("flaky");
    QCOMPARE(detail.record.state, DeliveryState::Delivered);
    QCOMPARE(detail.record.tries, 3);
    QCOMPARE(detail.attempts.size(), std::size_t{3});
    QCOMPARE(detail.attempts[0].status, 503);
    QCOMPARE(detail.attempts[2].status, 200);
}

void TestDispatcherAnswers::honoursRetryAfter()
{
    Sink sink([](const Sink::Received &request) {
        return request.nth == 1 ? Sink::Answer{429, "Retry-After: 3600\r\n", {}} : Sink::Answer{};
    });
    TestWorkspace workspace;
    workspace.add("busy", sink.url("/x"), "{}");
    std::atomic<std::int64_t> shift{0};
    DispatcherOptions options;
    options.clock = [&shift] { return systemNow() + std::chrono::seconds(shift.load()); };
    Line line(m_kinds.spec(), workspace, options);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("busy")});
    QTRY_COMPARE(line.detail("busy").record.state, DeliveryState::Waiting);
    const DeliveryDetail waiting = line.detail("busy");
    // Counted from the answer, which is written down a moment later.
    QVERIFY(*waiting.record.dueAt - waiting.attempts.at(0).startedAt >= 3600s);
    QCOMPARE(waiting.record.lastStatus, 429);
    QVERIFY(!line.dispatcher.drain(50ms));

    shift = 4000;
    line.dispatcher.wake();
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("busy").record.state, DeliveryState::Delivered);
}

void TestDispatcherAnswers::refusesWhatTheReceiverRefuses()
{
    Sink sink([](const Sink::Received &request) {
        return request.path == "/moved" ? Sink::Answer{302, "Location: /elsewhere\r\n", {}} : Sink::Answer{400, {}, "no email"};
    });
    TestWorkspace workspace;
    workspace.add("bad", sink.url("/bad"), "{}");
    workspace.add("moved", sink.url("/moved"), "{}");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("bad"), eventFor("moved")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("bad").record.state, DeliveryState::Refused);
    QCOMPARE(line.detail("bad").record.lastStatus, 400);
    QCOMPARE(line.detail("bad").attempts.at(0).responseBody, std::string("no email"));
    QVERIFY(!line.detail("bad").record.reason.empty());
    QCOMPARE(line.detail("moved").record.state, DeliveryState::Refused);
    QCOMPARE(sink.received().size(), std::size_t{2});
}

void TestDispatcherAnswers::givesUpWhenTriesRunOut()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{500, {}, {}}; });
    TestWorkspace workspace;
    workspace.add("dead", sink.url("/x"), "{}", [](Target &target) { target.delivery.retry.maxTries = 3; });
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("dead")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("dead").record.state, DeliveryState::Exhausted);
    QCOMPARE(line.detail("dead").record.tries, 3);
    QCOMPARE(sink.received().size(), std::size_t{3});
}

void TestDispatcherAnswers::parksALostAnswer()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, true}; });
    TestWorkspace workspace;
    workspace.add("mailer", sink.url("/x"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("mailer")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("mailer").record.state, DeliveryState::Unknown);
    QCOMPARE(sink.received().size(), std::size_t{1});
}

void TestDispatcherAnswers::repeatsALostAnswerWhereThatIsAllowed()
{
    Sink sink([](const Sink::Received &request) { return Sink::Answer{200, {}, {}, request.nth == 1}; });
    TestWorkspace workspace;
    workspace.add("tracker", sink.url("/x"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Retry; });
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("tracker")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.detail("tracker").record.state, DeliveryState::Delivered);
    QCOMPARE(line.detail("tracker").attempts.size(), std::size_t{2});
    QCOMPARE(sink.received().size(), std::size_t{2});
}

void TestDispatcherAnswers::aReceiverThatIsAwayIsTriedAgain()
{
    std::string url;
    {
        const Sink gone([](const Sink::Received &) { return Sink::Answer{}; });
        url = gone.url("/x");
    }
    TestWorkspace workspace;
    workspace.add("away", url, "{}", [](Target &target) { target.delivery.retry.maxTries = 2; });
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("away")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryDetail detail = line.detail("away");
    QCOMPARE(detail.record.state, DeliveryState::Exhausted);
    QCOMPARE(detail.attempts.at(1).errorClass, std::string("connect"));
}

void TestDispatcherAnswers::aBodyThatCannotBeReadIsNoted_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("errorClass");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("delivered") << 200 << QByteArray() << QByteArray("the answer's body ");
    QTest::newRow("refused") << 400 << QByteArray("http-4xx") << QByteArray("the receiver answered 400 (the answer's body ");
}

/// The head decides; that the body is not all there is told.
void TestDispatcherAnswers::aBodyThatCannotBeReadIsNoted()
{
    QFETCH(int, status);
    QFETCH(QByteArray, errorClass);
    QFETCH(QByteArray, said);
    Sink sink([status](const Sink::Received &) { return Sink::Answer{status, "Content-Encoding: gzip\r\n", "no gzip"}; });
    TestWorkspace workspace;
    workspace.add("odd", sink.url("/x"), "{}");
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept({eventFor("odd")});
    QVERIFY(line.dispatcher.drain(kPatience));
    const DeliveryDetail detail = line.detail("odd");
    QCOMPARE(detail.record.state, status == 200 ? DeliveryState::Delivered : DeliveryState::Refused);
    const AttemptRecord &attempt = detail.attempts.at(0);
    QCOMPARE(attempt.status, status);
    QCOMPARE(QByteArray::fromStdString(attempt.errorClass), errorClass);
    QVERIFY2(QByteArray::fromStdString(attempt.error).startsWith(said), attempt.error.c_str());
}

QTEST_GUILESS_MAIN(TestDispatcherAnswers)
#include "tst_dispatcheranswers.moc"
