// SPDX-License-Identifier: MIT
#include "dispatch/requestreader.h"

#include <QtTest>

using namespace targetdesk;

namespace {

constexpr RequestReader::Bounds kBounds{400, 8, 50};

std::string described(const HttpRequest &request)
{
    std::string text = request.method + ' ' + request.path + (request.isOld ? " old" : "");
    text += request.keepsConnection ? " keep" : " close";
    for (const auto &[name, value] : request.headers)
        text += ' ' + name + '=' + value;
    return text + " |" + request.body + "|\n";
}

/// What comes of these bytes when they come in such pieces.
std::string outcome(std::string_view bytes, std::size_t piece)
{
    RequestReader reader(kBounds);
    std::string text;
    while (!bytes.empty() && !reader.fault()) {
        const std::size_t taken = reader.read(bytes.substr(0, piece));
        bytes.remove_prefix(taken);
        if (reader.isDone()) text += described(reader.take());
    }
    if (reader.fault()) return text + std::to_string(reader.fault()->status) + ' ' + reader.fault()->what;
    return text + (reader.isBetweenRequests() ? "between" : "within");
}

} // namespace

/// The front door's tests have what is refused; here is what is read, whatever pieces it comes in.
class TestRequestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsRequests_data();
    void findsRequests();
    void asksForABodyOnce();
};

void TestRequestReader::findsRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray head = "POST /e HTTP/1.1\r\nHost: h\r\n";
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("nothing", "", "between");
    row("an empty line", "\r\n\r\n", "between");
    row("a part of a line", "GET /", "within");
    row("a part of a head", head, "within");
    row("no body", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / keep host=h ||\nbetween");
    row("a body of nothing", head + "Content-Length: 0\r\n\r\n", "POST /e keep host=h content-length=0 ||\nbetween");
    row("a body", head + "Content-Length: 3\r\n\r\nabc", "POST /e keep host=h content-length=3 |abc|\nbetween");
    row("a part of a body", head + "Content-Length: 3\r\n\r\nab", "within");
    row("two requests", head + "Content-Length: 3\r\n\r\nabcGET /x?y=z HTTP/1.0\r\n\r\n",
        "POST /e keep host=h content-length=3 |abc|\nGET /x old close ||\nbetween");
    row("the largest body", head + "Content-Length: 50\r\n\r\n" + QByteArray(50, 'x'),
        "POST /e keep host=h content-length=50 |" + QByteArray(50, 'x') + "|\nbetween");
    row("a larger body", head + "Content-Length: 51\r\n\r\n", "413 the body has more than 50 bytes");
    row("chunks", head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0A;x=y\r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\nX-Y: z\r\n\r\nGET",
        "POST /e keep host=h transfer-encoding=chunked |abc\r\n\r\n\r\n\r\n\r\n|\nwithin");
    row("the largest chunks",
        head + "Transfer-Encoding: chunked\r\n\r\n19\r\n" + QByteArray(25, 'a') + "\r\n19\r\n" + QByteArray(25, 'b') +
            "\r\n0\r\n\r\n",
        "POST /e keep host=h transfer-encoding=chunked |" + QByteArray(25, 'a') + QByteArray(25, 'b') + "|\nbetween");
    row("larger chunks", head + "Transfer-Encoding: chunked\r\n\r\n19\r\n" + QByteArray(25, 'a') + "\r\n1a\r\n",
        "413 the body has more than 50 bytes");
    row("bytes after a chunk", head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        "400 a chunk of the body is longer than its size says");
    row("a blank after a size", head + "Transfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n",
        "400 a chunk's size is not a hexadecimal number");
    row("a long extension", head + "Transfer-Encoding: chunked\r\n\r\n3;" + QByteArray(1100, 'x'),
        "400 the line with a chunk's size has more than 1024 bytes");
    row("a trailer without a colon", head + "Transfer-Encoding: chunked\r\n\r\n0\r\nX\r\n\r\n", "400 a header has no colon");
    row("many trailers", head + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + QByteArray("X: y\r\n").repeated(9),
        "431 there are more than 8 headers");
    row("many headers", head + QByteArray("X: y\r\n").repeated(8), "431 there are more than 8 headers");
    row("a long head", head + "X: " + QByteArray(400, 'y'), "431 the head has more than 400 bytes");
    row("a long request line", "GET /" + QByteArray(400, 'y'), "414 the request line has more than 400 bytes");
    row("empty lines without end", QByteArray("\r\n").repeated(201), "414 the request line has more than 400 bytes");
    row("close", head + "Connection: a , Close\r\n\r\n", "POST /e close host=h connection=a , Close ||\nbetween");
    row("close in the second header", head + "Connection: keep-alive\r\nConnection: close\r\n\r\n",
        "POST /e close host=h connection=keep-alive connection=close ||\nbetween");
    row("kept in HTTP/1.0", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / old keep connection=keep-alive ||\nbetween");
    row("a whole address", "GET http://h:80/e?x HTTP/1.1\r\nHost: h\r\n\r\n", "GET /e keep host=h ||\nbetween");
    row("a whole address without a path", "GET http://h?x HTTP/1.1\r\nHost: h\r\n\r\n", "GET / keep host=h ||\nbetween");
    row("bytes above ASCII", "GET /\xff HTTP/1.1\r\nHost: \xfc\r\n\r\n", "GET /\xff keep host=\xfc ||\nbetween");
}

void TestRequestReader::findsRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const std::string_view all(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t piece = 1; piece <= all.size() + 1; ++piece)
        QCOMPARE(QByteArray::fromStdString(outcome(all, piece)), expected);
}

void TestRequestReader::asksForABodyOnce()
{
    RequestReader reader(kBounds);
    const std::string_view head = "POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    QCOMPARE(reader.read(head), head.size());
    QVERIFY(reader.wantsContinue());
    QVERIFY(!reader.wantsContinue());
    reader.read("ab");
    QVERIFY(reader.isDone());
    reader.take();
    // The body came with the head: nobody waits, nor at the next request.
    reader.read(std::string(head) + "ab");
    QVERIFY(reader.isDone());
    reader.take();
    reader.read("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(!reader.wantsContinue());
}

QTEST_APPLESS_MAIN(TestRequestReader)
#include "tst_requestreader.moc"
