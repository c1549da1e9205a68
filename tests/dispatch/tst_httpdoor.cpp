// SPDX-License-Identifier: MIT
// The front door and HTTP/1.1 itself (RFC 9112): where a request begins and ends, and when a connection does.
#include "dispatch/eventserver.h"
#include "dispatch/sqlitestore.h"

#include "line.h"
#include "rawclient.h"
#include "testworkspace.h"

#include <QtTest>

#include <sys/socket.h>

using namespace targetdesk;

namespace {

constexpr std::size_t kMaxBody = 64 * 1024;

const QByteArray kEvent = R"({"event": "event.sink", "context": {}})";

/// A request line and a Host, then what a test adds.
QByteArray postHead(const QByteArray &more)
{
    return "POST /events HTTP/1.1\r\nHost: here\r\n" + more;
}

QByteArray inChunks(const QByteArray &chunks, const QByteArray &coding = "chunked")
{
    return postHead("Transfer-Encoding: " + coding + "\r\n\r\n") + chunks;
}

QByteArray oneChunk(const QByteArray &data)
{
    return QByteArray::number(data.size(), 16) + "\r\n" + data + "\r\n";
}

QByteArray statusLine(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " ";
}

void shutDownWriting(RawClient &client)
{
    client.socket.flush();
    ::shutdown(static_cast<int>(client.socket.socketDescriptor()), SHUT_WR);
}

} // namespace

class TestHttpDoor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aFaultyRequestIsTheLast_data();
    void aFaultyRequestIsTheLast();
    void unusualRequestsAreTaken_data();
    void unusualRequestsAreTaken();
    void aRequestMayComeInPieces_data();
    void aRequestMayComeInPieces();
    void whoHalfClosesIsAnswered_data();
    void whoHalfClosesIsAnswered();
    void aRequestThatIsCutOffIsToldSo();
    void whoWantsTheConnectionClosedHasIt_data();
    void whoWantsTheConnectionClosedHasIt();
    void whatFollowsTheLastRequestIsNotRead();
    void connectionsAreKeptOtherwise_data();
    void connectionsAreKeptOtherwise();
    void aLargeBodyIsNotAskedFor();
    void aBodyIsAskedFor();
    void aSenderWhoGoesOnHearsOfTheRefusal();
    void headHasNoBody();

private:
    std::int64_t taken() const;

    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<EventServer> m_server;
};

void TestHttpDoor::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", "http://127.0.0.1:9/nobody", "{}");
    m_line = std::make_unique<Line>(*m_workspace);
    EventServer::Options options;
    options.maxBodyBytes = kMaxBody;
    m_server = std::make_unique<EventServer>(m_line->dispatcher, options);
    m_server->listen("127.0.0.1:0");
}

void TestHttpDoor::cleanup()
{
    m_server.reset();
    m_line.reset();
    m_workspace.reset();
}

std::int64_t TestHttpDoor::taken() const
{
    const std::map<DeliveryState, std::int64_t> counts = m_line->store.counts();
    const auto ready = counts.find(DeliveryState::Ready);
    return ready == counts.end() ? 0 : ready->second;
}

void TestHttpDoor::aFaultyRequestIsTheLast_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("what");
    const QByteArray size = QByteArray::number(kEvent.size());
    const auto row = [](const char *name, const QByteArray &request, int answer, const QByteArray &word) {
        QTest::newRow(name) << request << answer << word;
    };
    const auto withLength = [&](const QByteArray &length) -> QByteArray {
        return postHead("Content-Length: " + length + "\r\n\r\n") + kEvent;
    };
    const auto withLine = [&](const QByteArray &line) -> QByteArray {
        return postHead(line + "\r\nContent-Length: " + size + "\r\n\r\n") + kEvent;
    };
    row("a length that is no number", withLength(size + "x"), 400, "Content-Length");
    row("a negative length", withLength("-5"), 400, "Content-Length");
    row("a length with a sign", withLength("+" + size), 400, "Content-Length");
    row("a length in hexadecimal", withLength("0x10"), 400, "Content-Length");
    row("no length at all", withLength(""), 400, "Content-Length");
    row("two lengths in one", withLength("5, " + size), 400, "Content-Length");
    row("two lengths", withLine("Content-Length: 5"), 400, "Content-Length");
    row("a length beyond all numbers", withLength("99999999999999999999999"), 413, "bytes");
    row("a length and chunks", withLine("Transfer-Encoding: chunked"), 400, "Content-Length");
    row("a coding we do not know", inChunks(oneChunk(kEvent) + "0\r\n\r\n", "gzip"), 501, "gzip");
    row("a coding before chunks", inChunks(oneChunk(kEvent), "gzip, chunked"), 501, "gzip");
    row("chunked twice", inChunks(oneChunk(kEvent), "chunked, chunked"), 400, "chunked");
    row("nearly chunked", inChunks(oneChunk(kEvent), "xchunked"), 501, "xchunked");
    row("chunks in HTTP/1.0", "POST /events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + oneChunk(kEvent) + "0\r\n\r\n", 400,
        "Transfer-Encoding");
    row("a chunk's size that is none", inChunks("zz\r\n" + kEvent + "\r\n0\r\n\r\n"), 400, "chunk");
    row("a chunk's negative size", inChunks("-5\r\nhello\r\n0\r\n\r\n"), 400, "chunk");
    row("a chunk's size in 0x", inChunks("0x5\r\nhello\r\n0\r\n\r\n"), 400, "chunk");
    row("a chunk without a size", inChunks("\r\nhello\r\n0\r\n\r\n"), 400, "chunk");
    row("a chunk without an end", inChunks(oneChunk(kEvent).chopped(2) + "0\r\n\r\n"), 400, "chunk");
    row("a chunk larger than all", inChunks("ffffffffffffffff\r\nx"), 413, "bytes");
    row("a chunk's size beyond all numbers", inChunks("10000000000000000\r\nx"), 413, "bytes");
    row("chunks with bare line breaks", inChunks("5\nhello\n0\n\n"), 400, "chunk");
    row("a line without a colon", withLine("X-Nothing"), 400, "colon");
    row("a line without a name", withLine(": x"), 400, "header");
    row("a blank before the colon", withLine("X-A : b"), 400, "header");
    row("a length with a blank before the colon", postHead("Content-Length : " + size + "\r\n\r\n") + kEvent, 400, "header");
    row("a line that goes on", withLine("X-A: b\r\n c"), 400, "header");
    row("a first line that goes on", "POST /events HTTP/1.1\r\n X-A: b\r\nHost: here\r\n\r\n", 400, "header");
    row("a bare line feed", withLine("X-A: b\nX-C: d"), 400, "line");
    row("a bare carriage return", withLine("X-A: b\rX-C: d"), 400, "header");
    row("only line feeds", QByteArray("POST /events HTTP/1.1\nHost: here\n\n"), 400, "line");
    row("a NUL", withLine(QByteArray("X-A: b\0c", 8)), 400, "header");
    row("a NUL in a name", withLine(QByteArray("X-A\0B: b", 8)), 400, "header");
    row("many headers", withLine(QByteArray("X-A: b\r\n").repeated(500).chopped(2)), 431, "headers");
    row("a large header", withLine("X-A: " + QByteArray(100'000, 'x')), 431, "bytes");
    row("a long path", "POST /" + QByteArray(100'000, 'x'), 414, "request line");
    row("no host", "POST /events HTTP/1.1\r\nContent-Length: " + size + "\r\n\r\n" + kEvent, 400, "Host");
    row("two hosts", withLine("Host: there"), 400, "Host");
    row("no version", QByteArray("POST /events\r\nHost: here\r\n\r\n"), 400, "request line");
    row("two blanks", "POST  /events HTTP/1.1\r\nHost: here\r\n\r\n", 400, "request line");
    row("another version", QByteArray("POST /events HTTP/2.0\r\nHost: here\r\n\r\n"), 505, "version");
    row("another protocol", QByteArray("HELO example.com\r\n"), 400, "request line");
    row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + QByteArray("\n\n"), 400, "line");
    row("an expectation we do not know", withLine("Expect: 200-ok"), 417, "Expect");
}

/// Whoever read on would take what is the body for one, and the next one, for requests: somebody else's, perhaps.
void TestHttpDoor::aFaultyRequestIsTheLast()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, what);
    RawClient stranger(m_server->port());
    stranger.socket.write(request + post(kEvent) + "\r\n" + post(kEvent));
    QVERIFY2(stranger.isCutOff(), stranger.answer().constData());
    const QByteArray answer = stranger.answer();
    QVERIFY2(answer.startsWith(statusLine(status)), answer.constData());
    QCOMPARE(QString::fromUtf8(answer).count(QRegularExpression(QStringLiteral("HTTP/1.1 \\d"))), qsizetype{1});
    QVERIFY2(answer.contains("\r\nConnection: close\r\n"), answer.constData());
    const Json body = Json::parse(answer.mid(answer.indexOf("\r\n\r\n") + 4).toStdString(), nullptr, false);
    QVERIFY2(body.is_object(), answer.constData());
    const Json error = body.value("error", Json::object());
    QVERIFY2(!error.value("remedy", std::string()).empty(), answer.constData());
    QVERIFY2(QByteArray::fromStdString(error.value("what", std::string())).contains(what), answer.constData());
    QCOMPARE(taken(), std::int64_t{0});
}

void TestHttpDoor::unusualRequestsAreTaken_data()
{
    QTest::addColumn<QByteArray>("request");
    const QByteArray length = "Content-Length: " + QByteArray::number(kEvent.size()) + "\r\n";
    QTest::newRow("chunks") << inChunks(oneChunk(kEvent.first(5)) + oneChunk(kEvent.mid(5)) + "0\r\n\r\n");
    QTest::newRow("chunks with an extension") << inChunks("26;a=\"b\"\r\n" + kEvent + "\r\n000;x\r\n\r\n");
    QTest::newRow("chunks with a trailer") << inChunks(oneChunk(kEvent) + "0\r\nX-Sum: 1\r\n\r\n");
    QTest::newRow("a coding in capitals") << inChunks(oneChunk(kEvent) + "0\r\n\r\n", "Chunked");
    QTest::newRow("names in capitals") << postHead(length.toUpper() + "\r\n") + kEvent;
    QTest::newRow("a length with zeros") << postHead("Content-Length: 000" + QByteArray::number(kEvent.size()) + "\r\n\r\n") +
                                                kEvent;
    QTest::newRow("blanks around a value") << postHead("Content-Length: \t " + QByteArray::number(kEvent.size()) +
                                                       " \t\r\n\r\n") +
                                                  kEvent;
    QTest::newRow("no blank after the colon")
        << postHead("Content-Length:" + QByteArray::number(kEvent.size()) + "\r\n\r\n") + kEvent;
    QTest::newRow("a value of nothing") << postHead("X-A:\r\n" + length + "\r\n") + kEvent;
    QTest::newRow("a value in UTF-8") << postHead("X-A: gr\xc3\xbc\xc3\x9f\r\n" + length + "\r\n") + kEvent;
    QTest::newRow("a whole address") << "POST http://here:80/events HTTP/1.1\r\nHost: here\r\n" + length + "\r\n" + kEvent;
    QTest::newRow("a query") << "POST /events?from=shop HTTP/1.1\r\nHost: here\r\n" + length + "\r\n" + kEvent;
    QTest::newRow("an empty line before it") << "\r\n" + post(kEvent);
    QTest::newRow("HTTP/1.0 without a host") << "POST /events HTTP/1.0\r\n" + length + "\r\n" + kEvent;
}

void TestHttpDoor::unusualRequestsAreTaken()
{
    QFETCH(QByteArray, request);
    RawClient sender(m_server->port());
    QVERIFY(sender.send(request));
    QVERIFY2(sender.hears("HTTP/1.1 202 "), sender.answer().constData());
    QCOMPARE(taken(), std::int64_t{1});
}

void TestHttpDoor::aRequestMayComeInPieces_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("a length") << post(kEvent);
    QTest::newRow("chunks") << inChunks(oneChunk(kEvent.first(9)) + oneChunk(kEvent.mid(9)) + "0\r\nX-Sum: 1\r\n\r\n");
}

void TestHttpDoor::aRequestMayComeInPieces()
{
    QFETCH(QByteArray, request);
    RawClient sender(m_server->port());
    sender.socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    for (const char byte : request.repeated(2)) {
        sender.socket.write(&byte, 1);
        sender.socket.flush();
        QCoreApplication::processEvents();
    }
    QVERIFY2(sender.hears("HTTP/1.1 202 ", 2), sender.answer().constData());
    QCOMPARE(taken(), std::int64_t{2});
}

void TestHttpDoor::whoHalfClosesIsAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("answers");
    QTest::newRow("an event") << post(kEvent) << 1;
    QTest::newRow("three events") << post(kEvent).repeated(3) << 3;
    QTest::newRow("health") << get("/healthz") << 1;
    QTest::newRow("numbers") << get("/metrics") << 1;
}

/// A sender that has no answer to an event that was taken would send it again, and it would be two.
void TestHttpDoor::whoHalfClosesIsAnswered()
{
    QFETCH(QByteArray, request);
    QFETCH(int, answers);
    RawClient sender(m_server->port());
    sender.socket.write(request);
    shutDownWriting(sender);
    QVERIFY(sender.isCutOff());
    QCOMPARE(sender.answer().count("HTTP/1.1 20"), qsizetype{answers});
}

void TestHttpDoor::aRequestThatIsCutOffIsToldSo()
{
    RawClient sender(m_server->port());
    sender.socket.write(post(kEvent).chopped(1));
    shutDownWriting(sender);
    QVERIFY(sender.isCutOff());
    QVERIFY2(sender.answer().startsWith("HTTP/1.1 400 "), sender.answer().constData());
    QCOMPARE(taken(), std::int64_t{0});
}

void TestHttpDoor::whoWantsTheConnectionClosedHasIt_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray length = "Content-Length: " + QByteArray::number(kEvent.size()) + "\r\n\r\n";
    for (const QByteArray &close : {QByteArray("Connection: close\r\n"), QByteArray("Connection: x, CLOSE\r\n"), QByteArray()}) {
        const QByteArray version = close.isEmpty() ? "HTTP/1.0\r\n" : "HTTP/1.1\r\nHost: here\r\n";
        const QByteArray how = close.isEmpty() ? QByteArray("HTTP/1.0") : close.trimmed();
        QTest::addRow("%s: an event", how.constData()) << "POST /events " + version + close + length + kEvent << 202;
        QTest::addRow("%s: no event", how.constData())
            << "POST /events " + version + close + "Content-Length: 2\r\n\r\n{}" << 400;
        QTest::addRow("%s: too large", how.constData())
            << "POST /events " + version + close + "Content-Length: 70000\r\n\r\n" + QByteArray(70'000, ' ') << 413;
        QTest::addRow("%s: health", how.constData()) << "GET /healthz " + version + close + "\r\n" << 200;
        QTest::addRow("%s: numbers", how.constData()) << "GET /metrics " + version + close + "\r\n" << 200;
        QTest::addRow("%s: nothing", how.constData()) << "GET /nothing " + version + close + "\r\n" << 404;
        QTest::addRow("%s: the wrong way", how.constData()) << "GET /events " + version + close + "\r\n" << 405;
    }
}

void TestHttpDoor::whoWantsTheConnectionClosedHasIt()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawClient sender(m_server->port());
    sender.socket.write(request);
    QVERIFY(sender.isCutOff());
    const QByteArray answer = sender.answer();
    QVERIFY2(answer.startsWith(statusLine(status)), answer.constData());
    QVERIFY2(answer.contains("\r\nConnection: close\r\n"), answer.constData());
    const qsizetype body = answer.indexOf("\r\n\r\n") + 4;
    const QByteArray length = "\r\nContent-Length: " + QByteArray::number(answer.size() - body) + "\r\n";
    QVERIFY2(answer.contains(length), answer.constData());
}

void TestHttpDoor::whatFollowsTheLastRequestIsNotRead()
{
    RawClient sender(m_server->port());
    sender.socket.write(post(kEvent, "Connection: close\r\n") + post(kEvent));
    QVERIFY(sender.isCutOff());
    QCOMPARE(sender.answer().count("HTTP/1.1 202 "), qsizetype{1});
    QCOMPARE(taken(), std::int64_t{1});
}

void TestHttpDoor::connectionsAreKeptOtherwise_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("saysSo");
    QTest::newRow("HTTP/1.1") << post(kEvent) << false;
    QTest::newRow("HTTP/1.1, said") << post(kEvent, "Connection: keep-alive\r\n") << false;
    QTest::newRow("HTTP/1.0, said") << post(kEvent, "Connection: Keep-Alive\r\n").replace("HTTP/1.1", "HTTP/1.0") << true;
}

void TestHttpDoor::connectionsAreKeptOtherwise()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, saysSo);
    RawClient sender(m_server->port());
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(sender.send(request));
        QVERIFY2(sender.hears("HTTP/1.1 202 ", i), sender.answer().constData());
        QVERIFY2(sender.hears("\r\n\r\n", i), sender.answer().constData());
    }
    QVERIFY(!sender.answer().contains("Connection: close"));
    QCOMPARE(sender.answer().contains("\r\nConnection: keep-alive\r\n"), saysSo);
    QCOMPARE(sender.socket.state(), QAbstractSocket::ConnectedState);
}

void TestHttpDoor::aLargeBodyIsNotAskedFor()
{
    RawClient sender(m_server->port());
    sender.socket.write(postHead("Content-Length: " + QByteArray::number(kMaxBody + 1) + "\r\nExpect: 100-continue\r\n\r\n"));
    QVERIFY(sender.isCutOff());
    QVERIFY2(sender.answer().startsWith("HTTP/1.1 413 "), sender.answer().constData());
}

void TestHttpDoor::aBodyIsAskedFor()
{
    RawClient sender(m_server->port());
    sender.socket.write(postHead("Content-Length: " + QByteArray::number(kEvent.size()) + "\r\nExpect: 100-Continue\r\n\r\n"));
    QVERIFY(sender.hears("HTTP/1.1 100 Continue\r\n\r\n"));
    sender.socket.write(kEvent);
    QVERIFY(sender.hears("HTTP/1.1 202 "));
}

/// A reset at once would take the answer from who is still sending.
void TestHttpDoor::aSenderWhoGoesOnHearsOfTheRefusal()
{
    RawClient sender(m_server->port());
    sender.socket.write(postHead("Content-Length: 20000000\r\n\r\n"));
    const QByteArray some(100'000, 'x');
    for (int i = 0; i < 200 && sender.socket.state() == QAbstractSocket::ConnectedState; ++i) {
        sender.socket.write(some);
        QVERIFY(QTest::qWaitFor([&] { return sender.socket.bytesToWrite() == 0; }, kAnswerPatience));
    }
    QVERIFY(sender.isCutOff());
    QVERIFY2(sender.answer().startsWith("HTTP/1.1 413 "), sender.answer().constData());
}

/// Its reader would take a body for the next answer.
void TestHttpDoor::headHasNoBody()
{
    RawClient sender(m_server->port());
    QVERIFY(sender.send(get("/healthz").replace("GET", "HEAD") + get("/healthz")));
    QVERIFY(sender.hears("HTTP/1.1 200 "));
    const QByteArray answer = sender.answer();
    QCOMPARE(answer.indexOf("HTTP/1.1 200 "), answer.indexOf("\r\n\r\n") + 4);
}

QTEST_GUILESS_MAIN(TestHttpDoor)
#include "tst_httpdoor.moc"
