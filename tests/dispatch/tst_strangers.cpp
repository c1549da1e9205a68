// SPDX-License-Identifier: MIT
// The front door before senders who mean harm, or are broken: what they can hold of it has bounds.
#include "dispatch/eventserver.h"

#include "line.h"
#include "rawclient.h"
#include "testworkspace.h"

#include <QFile>
#include <QtTest>

#include <functional>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMaxBody = 256 * 1024;
constexpr qsizetype kMuch = 96 * 1024 * 1024;

/// Largest resident KiB of this process so far.
long peak()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) return line.mid(6).replace("kB", "").trimmed().toLong();
    }
    return 0;
}

QByteArray smallEvent()
{
    return post(R"({"event": "event.sink", "context": {}})");
}

} // namespace

class TestStrangers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRequestWithoutEndIsNotHeld_data();
    void aRequestWithoutEndIsNotHeld();
    void aLargeBodyInSmallChunksIsTaken();
    void requestsBehindOneAnotherAreAllAnswered();
    void whoReadsNoAnswersIsCutOff();
    void connectionsThatSayNothingDoNotCloseTheDoor();
    void theQuietAndTheSlowAreCutOff_data();
    void theQuietAndTheSlowAreCutOff();
    void whoGoesBeforeTheAnswerDoesNoHarm();
    void theEndAnswersWhatWasTaken();

private:
    void open(const std::function<void(EventServer::Options &)> &change = {});
    bool isOpen();

    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<EventServer> m_server;
};

void TestStrangers::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", "http://127.0.0.1:9/nobody", "{}");
    m_line = std::make_unique<Line>(*m_workspace);
}

void TestStrangers::cleanup()
{
    m_server.reset();
    m_line.reset();
    m_workspace.reset();
}

void TestStrangers::open(const std::function<void(EventServer::Options &)> &change)
{
    EventServer::Options options;
    options.maxBodyBytes = kMaxBody;
    if (change) change(options);
    m_server = std::make_unique<EventServer>(m_line->dispatcher, options);
    m_server->listen("127.0.0.1:0");
}

/// Whether somebody honest is served.
bool TestStrangers::isOpen()
{
    RawClient honest(m_server->port());
    return honest.send(smallEvent()) && honest.hears("HTTP/1.1 202 ");
}

void TestStrangers::aRequestWithoutEndIsNotHeld_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("more");
    const QByteArray begin = "POST /events HTTP/1.1\r\nHost: here\r\n";
    const QByteArray bytes(64 * 1024, 'x');
    QTest::newRow("a body of known length") << begin + "Content-Length: 9000000000\r\n\r\n" << bytes;
    QTest::newRow("a body in chunks") << begin + "Transfer-Encoding: chunked\r\n\r\n"
                                      << "10000\r\n" + bytes + "\r\n";
    QTest::newRow("a head of many lines") << begin << QByteArray("X-A: 0123456789012345678901234567890\r\n").repeated(1000);
    QTest::newRow("a head of one line") << begin + "X-A: " << bytes;
    QTest::newRow("a request line") << QByteArray("POST /") << bytes;
    QTest::newRow("not HTTP at all") << QByteArray() << QByteArray(64 * 1024, '\0');
}

void TestStrangers::aRequestWithoutEndIsNotHeld()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, more);
    open();
    QVERIFY(isOpen());
    const long before = peak();
    RawClient stranger(m_server->port());
    stranger.socket.write(head);
    qsizetype sent = 0;
    while (sent < kMuch && stranger.socket.state() == QAbstractSocket::ConnectedState && stranger.answer().isEmpty()) {
        stranger.socket.write(more);
        QVERIFY(QTest::qWaitFor(
            [&] { return stranger.socket.bytesToWrite() == 0 || stranger.socket.state() == QAbstractSocket::UnconnectedState; },
            kAnswerPatience));
        sent += more.size();
    }
    QVERIFY(stranger.isCutOff() || !stranger.answer().isEmpty());
    if (!stranger.answer().isEmpty()) QVERIFY2(stranger.answer().startsWith("HTTP/1.1 4"), stranger.answer().constData());
    QVERIFY2(sent < kMuch, "all of it was read");
    // Both ends are in this process, and the kernel lets a sender be some megabytes ahead.
    QVERIFY2(peak() - before < 32 * 1024, qPrintable(QString::number(peak() - before)));
    QVERIFY(isOpen());
}

void TestStrangers::aLargeBodyInSmallChunksIsTaken()
{
    open();
    const QByteArray text = R"({"event": "x", "context": {"text": ")" + QByteArray(kMaxBody - 1000, 'x') + "\"}}";
    QByteArray request = "POST /events HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (qsizetype i = 0; i < text.size(); i += 100) {
        const QByteArray chunk = text.mid(i, 100);
        request += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    }
    RawClient sender(m_server->port());
    QVERIFY(sender.send(request + "0\r\n\r\n"));
    QVERIFY(sender.hears("HTTP/1.1 202 "));
    // The count begins anew with each request of a connection.
    for (int i = 2; i <= 5; ++i) {
        QVERIFY(sender.send(post(text)));
        QVERIFY(sender.hears("HTTP/1.1 202 ", i));
    }
}

void TestStrangers::requestsBehindOneAnotherAreAllAnswered()
{
    open();
    constexpr int kRequests = 100;
    RawClient sender(m_server->port());
    sender.socket.write(smallEvent().repeated(kRequests));
    QVERIFY(sender.hears("HTTP/1.1 202 ", kRequests));
}

void TestStrangers::whoReadsNoAnswersIsCutOff()
{
    open();
    RawClient stranger(m_server->port());
    stranger.socket.setReadBufferSize(1);
    const long before = peak();
    const QByteArray requests = QByteArray("GET /nothing HTTP/1.1\r\nHost: here\r\n\r\n").repeated(1000);
    QDeadlineTimer patience(60'000);
    while (stranger.socket.state() == QAbstractSocket::ConnectedState && !patience.hasExpired()) {
        if (stranger.socket.bytesToWrite() == 0) stranger.socket.write(requests); // and reads nothing
        QTest::qWait(1);
    }
    QCOMPARE(stranger.socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY2(peak() - before < 64 * 1024, qPrintable(QString::number(peak() - before)));
    QVERIFY(isOpen());
}

void TestStrangers::connectionsThatSayNothingDoNotCloseTheDoor()
{
    open([](EventServer::Options &options) { options.maxConnections = 20; });
    std::vector<std::unique_ptr<RawClient>> quiet;
    for (int i = 0; i < 60; ++i) {
        quiet.push_back(std::make_unique<RawClient>(m_server->port()));
        QCoreApplication::processEvents(); // the server is on this thread
    }
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(), kAnswerPatience);
    const auto left = [&quiet] {
        return std::ranges::count(quiet, QAbstractSocket::ConnectedState, [](const auto &one) { return one->socket.state(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(left() <= 20, kAnswerPatience);
}

void TestStrangers::theQuietAndTheSlowAreCutOff_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("drip");
    QTest::newRow("says nothing") << QByteArray() << QByteArray();
    QTest::newRow("stops in the head") << QByteArray("POST /events HT") << QByteArray();
    QTest::newRow("drips a head") << QByteArray("POST /events HTTP/1.1\r\nX: ") << QByteArray("y");
    QTest::newRow("drips a body") << QByteArray("POST /events HTTP/1.1\r\nContent-Length: 1000\r\n\r\n") << QByteArray("y");
    QTest::newRow("stays after its answer") << smallEvent() << QByteArray();
}

void TestStrangers::theQuietAndTheSlowAreCutOff()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, drip);
    open([](EventServer::Options &options) {
        options.maxQuiet = 400ms;
        options.maxRequestTime = 1s;
    });
    RawClient stranger(m_server->port());
    stranger.socket.write(begin);
    QTimer dripping;
    connect(&dripping, &QTimer::timeout, &dripping, [&] { stranger.socket.write(drip); });
    if (!drip.isEmpty()) dripping.start(50);
    QVERIFY(stranger.isCutOff());
    QVERIFY(isOpen());
}

void TestStrangers::whoGoesBeforeTheAnswerDoesNoHarm()
{
    open();
    for (int i = 0; i < 50; ++i) {
        RawClient hasty(m_server->port());
        hasty.socket.write(smallEvent());
        hasty.socket.flush();
        if (i % 2 == 0) hasty.socket.abort();
    }
    QVERIFY(isOpen());
}

/// An event that is on disk and was not acknowledged would be sent again, and be two.
void TestStrangers::theEndAnswersWhatWasTaken()
{
    open();
    qsizetype taken = 0;
    for (int turns = 1; turns <= 12; ++turns) {
        std::vector<std::unique_ptr<RawClient>> senders;
        for (int i = 0; i < 8; ++i) {
            senders.push_back(std::make_unique<RawClient>(m_server->port()));
            senders.back()->socket.write(smallEvent());
            senders.back()->socket.flush();
        }
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        m_server.reset();
        for (const auto &sender : senders) {
            QVERIFY(sender->isCutOff());
            taken += sender->answer().count("HTTP/1.1 202 ");
        }
        open();
    }
    QVERIFY(taken > 0);
    const std::map<DeliveryState, std::int64_t> kept = m_line->store.counts();
    QCOMPARE(kept, (std::map<DeliveryState, std::int64_t>{{DeliveryState::Ready, taken}}));
}

QTEST_GUILESS_MAIN(TestStrangers)
#include "tst_strangers.moc"
