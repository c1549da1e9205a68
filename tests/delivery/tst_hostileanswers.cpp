// SPDX-License-Identifier: MIT
// What receivers do to a sender, byte by byte (dispatch.md section 8.2): each answer with the one right reading, and never more
// than one request on the wire for one send.
#include "delivery/httpsender.h"
#include "fullport.h"
#include "hostilereceiver.h"
#include "memorypeak.h"

#include <QtTest>

#include <curl/curl.h>

#include <atomic>
#include <future>
#include <mutex>
#include <vector>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;

namespace {

/// What an answer without a good end may cost: the 256 KiB that are kept of it, and what is the allocator's. The bombs here would
/// be 65,536.
constexpr std::int64_t kMostGrownKib = 8192;

/// What comes back when it is sent a second time, and by how many KiB that let the process grow. The first time gets what is
/// needed once: connection, decoder, threads. 0 with a sanitizer, which keeps what is freed.
std::pair<Response, std::int64_t> secondAnswer(const Request &request)
{
    HttpSender sender;
    sender.sendAndWait(request);
    const std::int64_t before = restartPeak();
    Response response = sender.sendAndWait(request);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    return {std::move(response), peakKib() - before};
#else
    static_cast<void>(before);
    return {std::move(response), 0};
#endif
}

} // namespace

class TestHostileAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreReadRight_data();
    void answersAreReadRight();
    void aBodyThatIsNotWholeSaysWhy_data();
    void aBodyThatIsNotWholeSaysWhy();
    void bombsAreCutAfterDecoding_data();
    void bombsAreCutAfterDecoding();
    void headersAreKeptAsTheyCame();
    void trailersAreNoHeaders();
    void aStatusLineIsTheFirstOne_data();
    void aStatusLineIsTheFirstOne();
    void twentyThousandHeadersAreTooMany();
    void anEndlessBodyIsLeft_data();
    void anEndlessBodyIsLeft();
    void redirectsAreShownAndNotFollowed_data();
    void redirectsAreShownAndNotFollowed();
    void aNameThatNobodyHasIsDns();
    void aFullPortIsNoConnection();
    void aBodyThatNobodyReadsEndsAtTheLimit();
    void aReceiverThatGoesInTheMiddle_data();
    void aReceiverThatGoesInTheMiddle();
    void oneRequestForEachSendWhateverTheReceiverKills();
    void aReceiverThatEndsWithARequestInHand();
    void aConnectionClosedWhileIdleIsNoFailure();
    void aReceiverThatClosesWithoutAWordIsAskedOnNewConnections();
    void oneAnswerTooManyIsNobodys();
    void whatIsCancelledEnds();
};

void TestHostileAnswers::answersAreReadRight_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("errorClass");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("cut");
    const auto row = [](const char *name, const QByteArray &answer, int status, const char *errorClass, const QByteArray &body,
                        bool cut = false) { QTest::newRow(name) << answer << status << QByteArray(errorClass) << body << cut; };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("early hints", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nok", 200, "none", "ok");
    row("several interim answers", "HTTP/1.1 100 X\r\n\r\nHTTP/1.1 102 X\r\n\r\nHTTP/1.1 103 X\r\n\r\nHTTP/1.1 500 X\r\n\r\n",
        500, "http-5xx", "");
    row("204 without a body", "HTTP/1.1 204 No Content\r\n\r\n", 204, "none", "");
    row("204 that states a length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, "none", "");
    row("205", "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", 205, "none", "");
    row("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nold", 200, "none", "old");
    row("no length", ok + "Connection: close\r\n\r\nuntil the end", 200, "none", "until the end");
    row("no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "none", "ok");
    row("only line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "none", "ok");
    row("chunked", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 200, "none", "abcde");
    row("chunked, broken", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n", 200, "none", "abc", true);
    row("chunked, not ended", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab", 200, "none", "ab", true);
    row("shorter than stated", ok + "Content-Length: 10\r\n\r\nshort", 200, "none", "short", true);
    row("shorter than stated, 503", "HTTP/1.1 503 X\r\nContent-Length: 10\r\n\r\nshort", 503, "http-5xx", "short", true);
    row("deflate that is none", ok + "Content-Encoding: deflate\r\nContent-Length: 7\r\n\r\ngarbage", 200, "none", "", true);
    row("gzip that is none", ok + "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\ngarbage", 200, "none", "", true);
    row("an encoding that nobody knows", ok + "Content-Encoding: rot13\r\nContent-Length: 2\r\n\r\nbx", 200, "none", "", true);
    row("not UTF-8", ok + "Content-Length: 4\r\n\r\n\xff\xfe\x80z", 200, "none", "\xff\xfe\x80z");
    row("zero bytes", ok + "Content-Length: 3\r\n\r\n" + QByteArray("a\0b", 3), 200, "none", QByteArray("a\0b", 3));
    row("protocols switched", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", 0, "reset", "");
    row("another protocol", "RTSP/1.0 200 OK\r\n\r\n", 0, "protocol", "");
    row("HTTP/9.9", "HTTP/9.9 200 OK\r\n\r\n", 0, "protocol", "");
    row("a status of four digits", "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nok", 0, "protocol", "");
    row("a body without a head", "{\"ok\":true}", 0, "protocol", "");
    row("a head that ends too soon", "HTTP/1.1 200 OK\r\nContent-", 0, "protocol", "");
    row("a zero byte in the head", QByteArray("HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n", 29), 0, "protocol", "");
    row("two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nokay", 200, "none", "oka");
    row("a header without a colon", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", 0, "protocol", "");
    row("a negative length", ok + "Content-Length: -1\r\n\r\nok", 0, "protocol", "");
}

void TestHostileAnswers::answersAreReadRight()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QFETCH(QByteArray, errorClass);
    QFETCH(QByteArray, body);
    QFETCH(bool, cut);
    const HostileReceiver receiver(HostileReceiver::says(answer.toStdString()));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY2(errorClassName(response.errorClass) == errorClass.toStdString(),
             (errorClassName(response.errorClass) + ": " + response.error).c_str());
    QCOMPARE(response.status, status);
    QCOMPARE(QByteArray::fromStdString(response.body), body);
    QCOMPARE(response.bodyCut, cut);
    QCOMPARE(response.note.empty(), !cut);
    QCOMPARE(response.isSuccess(), status >= 200 && status < 300);
    QCOMPARE(response.isAnswerLost(), status == 0);
    QCOMPARE(response.error.empty(), response.isSuccess());
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestHostileAnswers::aBodyThatIsNotWholeSaysWhy_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("note");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("decoding") << ok + "Content-Encoding: deflate\r\nContent-Length: 7\r\n\r\ngarbage"
                              << QByteArray("could not be decoded");
    QTest::newRow("too short") << ok + "Content-Length: 10\r\n\r\nshort" << QByteArray("is not complete");
    QTest::newRow("too long") << ok + "Content-Length: 300000\r\n\r\n" + QByteArray(300'000, 'x')
                              << QByteArray("is over 262144 bytes and was cut");
}

void TestHostileAnswers::aBodyThatIsNotWholeSaysWhy()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, note);
    const HostileReceiver receiver(HostileReceiver::says(answer.toStdString()));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY2(response.isSuccess() && response.bodyCut, response.error.c_str());
    QVERIFY2(response.note.find(note.toStdString()) != std::string::npos, response.note.c_str());
}

// 64 MiB of zeros in a few bytes each.
void TestHostileAnswers::bombsAreCutAfterDecoding_data()
{
    QTest::addColumn<int>("feature"); // curl's; 0: always there
    QTest::addColumn<QByteArray>("bomb");
    // qCompress puts four bytes of its own in front.
    const QByteArray deflated = qCompress(QByteArray(64 << 20, '\0')).mid(4);
    QTest::newRow("deflate") << 0 << deflated;
    // The same between gzip's head and end (RFC 1952, section 2.3) rather than zlib's (RFC 1950): checksum and size of the zeros.
    QTest::newRow("gzip") << 0
                          << QByteArray::fromHex("1f8b08000000000000ff") + deflated.mid(2).chopped(4) +
                                 QByteArray::fromHex("ed30ebb200000004");
    // A frame with a window of 128 KiB and 512 blocks, each one byte repeated as often (RFC 8878, section 3.1.1).
    QByteArray zstd = QByteArray::fromHex("28b52ffd"
                                          "00"
                                          "38");
    for (int i = 0; i < 512; ++i)
        zstd += QByteArray::fromHex(i < 511 ? "02001000" : "03001000");
    QTest::newRow("zstd") << CURL_VERSION_ZSTD << zstd;
    // What Node's zlib.brotliCompressSync makes of it.
    QTest::newRow("br") << CURL_VERSION_BROTLI
                        << QByteArray::fromHex(
                               "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f"
                               "0110870500baf77ffcffff837f02200e0b0074effff8ffff07ff04401c1600e8defff1ffff0ffe0980382c00d0"
                               "bdffcbffff3ffc1300715800a07bff07");
}

void TestHostileAnswers::bombsAreCutAfterDecoding()
{
    QFETCH(int, feature);
    QFETCH(QByteArray, bomb);
    if (feature != 0 && (curl_version_info(CURLVERSION_NOW)->features & feature) == 0) QSKIP("this libcurl does not read it");
    QVERIFY(bomb.size() < 100'000);
    const std::string encoding = "Content-Encoding: " + std::string(QTest::currentDataTag()) + "\r\n";
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", bomb.toStdString(), encoding)));
    const auto [response, grown] = secondAnswer(requestTo(receiver.url()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY(response.bodyCut);
    QCOMPARE(response.body, std::string(HttpSender::Options().maxBodyBytes, '\0'));
    QVERIFY2(grown < kMostGrownKib, (std::to_string(grown) + " KiB").c_str());
    QVERIFY2(response.note.find("was cut") != std::string::npos, response.note.c_str());
}

void TestHostileAnswers::headersAreKeptAsTheyCame()
{
    const HostileReceiver receiver(
        HostileReceiver::says("HTTP/1.1 200 OK\r\nX-Latin: caf\xe9\r\nX-Empty:\r\nX-Same: 1\r\nx-same: 2\r\n"
                              "X-Blanks:   a b \t\r\nContent-Length: 0\r\n\r\n"));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"X-Latin", "caf\xe9"}, {"X-Empty", ""}, {"X-Same", "1"}, {"x-same", "2"}, {"X-Blanks", "a b"}, {"Content-Length", "0"}};
    QCOMPARE(response.headers, expected);
}

void TestHostileAnswers::trailersAreNoHeaders()
{
    const HostileReceiver receiver(
        HostileReceiver::says("HTTP/1.1 429 X\r\nTransfer-Encoding: chunked\r\nTrailer: Retry-After\r\n\r\n"
                              "2\r\nok\r\n0\r\nRetry-After: 86400\r\n\r\n"));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(response.status, 429);
    QCOMPARE(response.body, std::string("ok"));
    QVERIFY(!response.bodyCut && !response.header("Retry-After") && !response.retryAfter());
}

void TestHostileAnswers::aStatusLineIsTheFirstOne_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("in the head") << QByteArray(
        "HTTP/1.1 503 X\r\nRetry-After: 7\r\nHTTP/1.1: 200\r\nContent-Length: 2\r\n\r\nok");
    QTest::newRow("behind an early head") << QByteArray(
        "HTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\n\r\nHTTP/1.1 503 X\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nok");
    QTest::newRow("a trailer") << QByteArray("HTTP/1.1 503 X\r\nRetry-After: 7\r\nTransfer-Encoding: chunked\r\n\r\n"
                                             "2\r\nok\r\n0\r\nHTTP/1.1: 200\r\n\r\n");
}

void TestHostileAnswers::aStatusLineIsTheFirstOne()
{
    QFETCH(QByteArray, answer);
    const HostileReceiver receiver(HostileReceiver::says(answer.toStdString()));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(response.status, 503);
    QCOMPARE(response.body, std::string("ok"));
    QCOMPARE(response.header("Retry-After").value_or("none"), std::string("7"));
}

void TestHostileAnswers::twentyThousandHeadersAreTooMany()
{
    std::string head = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 20'000; ++i)
        head += "X-" + std::to_string(i) + ": y\r\n";
    const HostileReceiver receiver(HostileReceiver::says(head + "\r\n"));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(response.errorClass, ErrorClass::TooLarge);
    QVERIFY(response.isAnswerLost());
    std::size_t kept = 0;
    for (const auto &[name, value] : response.headers)
        kept += name.size() + value.size();
    QVERIFY(kept <= HttpSender::Options().maxHeaderBytes);
}

void TestHostileAnswers::anEndlessBodyIsLeft_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n") << "4000\r\n" + QByteArray(0x4000, 'x') + "\r\n";
    QTest::newRow("until the end") << QByteArray() << QByteArray(0x4000, 'x');
    QTest::newRow("of stated length") << QByteArray("Content-Length: 9000000000000\r\n") << QByteArray(0x4000, 'x');
}

void TestHostileAnswers::anEndlessBodyIsLeft()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, piece);
    const HostileReceiver receiver([&](int socket, const HostileReceiver::Call &) {
        HostileReceiver::write(socket, "HTTP/1.1 200 OK\r\n" + head.toStdString() + "\r\n");
        while (HostileReceiver::write(socket, piece.toStdString())) {
        }
        return After::Close;
    });
    const auto [response, grown] = secondAnswer(requestTo(receiver.url()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY(response.bodyCut);
    QCOMPARE(response.body, std::string(HttpSender::Options().maxBodyBytes, 'x'));
    QVERIFY2(grown < kMostGrownKib, (std::to_string(grown) + " KiB").c_str());
}

void TestHostileAnswers::redirectsAreShownAndNotFollowed_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("none") << QByteArray() << QByteArray("the receiver answered 307 \xe2\x80\x93 ");
    QTest::newRow("to a private address") << QByteArray("http://169.254.169.254/latest/")
                                          << QByteArray("points to http://169.254.169.254/latest/ \xe2\x80\x93 ");
    QTest::newRow("to a file") << QByteArray("file:///etc/passwd") << QByteArray("points to file:///etc/passwd");
    QTest::newRow("without end") << "/" + QByteArray(5000, 'x') << "points to /" + QByteArray(499, 'x') + "\xe2\x80\xa6 ";
    QTest::newRow("no text") << QByteArray("/caf\xe9 \x1b[2J") << QByteArray("points to /caf%E9%20%1B[2J");
}

void TestHostileAnswers::redirectsAreShownAndNotFollowed()
{
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, said);
    const std::string header = location.isEmpty() ? std::string() : "Location: " + location.toStdString() + "\r\n";
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("307 X", {}, header)));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(response.errorClass, ErrorClass::Redirect);
    QVERIFY2(response.error.find(said.toStdString()) != std::string::npos, response.error.c_str());
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestHostileAnswers::aNameThatNobodyHasIsDns()
{
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo("http://receiver.invalid/"));
    QVERIFY2(response.errorClass == ErrorClass::Dns, response.error.c_str());
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

void TestHostileAnswers::aFullPortIsNoConnection()
{
    const FullPort port;
    Request request = requestTo("http://127.0.0.1:" + std::to_string(port.port()) + "/");
    request.route.connectTimeout = 300ms;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutConnect);
    QCOMPARE(response.error, std::string("no connection within 300 ms"));
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

void TestHostileAnswers::aBodyThatNobodyReadsEndsAtTheLimit()
{
    const HostileReceiver receiver(HostileReceiver::Unread{});
    Request request = requestTo(receiver.url());
    request.body = std::string(16 << 20, 'x'); // more than the buffers between us take
    request.timeout = 300ms;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::TimeoutTotal);
    QCOMPARE(response.error, std::string("no complete answer within 300 ms"));
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

void TestHostileAnswers::aReceiverThatGoesInTheMiddle_data()
{
    QTest::addColumn<bool>("answers");
    QTest::newRow("without a word") << false;
    QTest::newRow("after its answer") << true;
}

// It takes the head and not the body: a 413 that comes early is an answer; a break is no lost one, since part of it never left.
void TestHostileAnswers::aReceiverThatGoesInTheMiddle()
{
    QFETCH(bool, answers);
    const HostileReceiver receiver(HostileReceiver::HeadOnly{answers ? HostileReceiver::answer("413 Too Large", "no") : ""});
    Request request = requestTo(receiver.url());
    request.body = std::string(16 << 20, 'x');
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    if (answers) {
        QCOMPARE(response.errorClass, ErrorClass::Http4xx);
        QCOMPARE(response.status, 413);
    } else {
        QCOMPARE(response.errorClass, ErrorClass::Reset);
        QVERIFY(!response.requestSent && !response.isAnswerLost());
    }
    QCOMPARE(receiver.connections(), 1);
}

void TestHostileAnswers::oneRequestForEachSendWhateverTheReceiverKills()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        if (call.nth == 2) return call.connection % 2 ? After::Close : After::Reset;
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    for (std::size_t sent = 0; sent < 40; sent += 2) {
        HttpSender sender; // one that knows nothing of this receiver yet
        QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isSuccess());
        QCOMPARE(receiver.calls().size(), sent + 1);
        QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isAnswerLost());
        QCOMPARE(receiver.calls().size(), sent + 2);
    }
}

// curl turns to a new connection, which cannot be had: that says nothing of the request that was on the old one.
void TestHostileAnswers::aReceiverThatEndsWithARequestInHand()
{
    auto receiver = std::make_unique<HostileReceiver>([](int socket, const HostileReceiver::Call &call) {
        if (call.nth == 2) return HostileReceiver::staysSilent(socket, call);
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    const Request request = requestTo(receiver->url());
    HttpSender sender;
    QVERIFY(sender.sendAndWait(request).isSuccess());
    std::promise<Response> promise;
    sender.send(request, [&promise](Response response) { promise.set_value(std::move(response)); });
    QTRY_COMPARE(receiver->calls().size(), 2U);
    receiver.reset();
    const Response response = promise.get_future().get();
    QVERIFY2(!response.isSuccess() && response.requestSent, response.error.c_str());
    QVERIFY2(response.isAnswerLost(), response.error.c_str());
}

void TestHostileAnswers::aConnectionClosedWhileIdleIsNoFailure()
{
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK", "ok"))); // and no "Connection: close"
    HttpSender sender;
    for (int i = 0; i < 10; ++i) {
        const Response response = sender.sendAndWait(requestTo(receiver.url()));
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QTRY_COMPARE(receiver.open(), 0);
    }
    QCOMPARE(receiver.calls().size(), 10U);
}

/// It closes each connection when it is used again: the first time that is not known.
void TestHostileAnswers::aReceiverThatClosesWithoutAWordIsAskedOnNewConnections()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        if (call.nth == 2) return After::Reset;
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    HttpSender sender;
    int broken = 0;
    for (int i = 0; i < 10; ++i)
        broken += sender.sendAndWait(requestTo(receiver.url())).isSuccess() ? 0 : 1;
    QCOMPARE(broken, 1);
    QCOMPARE(receiver.calls().size(), 10U);
    QCOMPARE(receiver.calls().back().connection, 9);
    // Others are asked on theirs as ever.
    const HostileReceiver other(HostileReceiver::says(HostileReceiver::answer("200 OK", "ok"), After::Keep));
    for (int i = 0; i < 3; ++i)
        QVERIFY(sender.sendAndWait(requestTo(other.url())).isSuccess());
    QCOMPARE(other.calls().back().connection, 1);
}

void TestHostileAnswers::whatIsCancelledEnds()
{
    std::atomic<bool> isSilent = true;
    const HostileReceiver receiver([&](int socket, const HostileReceiver::Call &) {
        if (!isSilent) HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
        return After::Keep;
    });
    HttpSender::Options options;
    options.maxInFlight = 1;
    HttpSender sender(options);
    std::vector<Response> responses;
    std::mutex mutex;
    const auto keep = [&](Response response) {
        const std::lock_guard lock(mutex);
        responses.push_back(std::move(response));
    };
    sender.send(requestTo(receiver.url()), keep);
    sender.send(requestTo(receiver.url()), keep); // waits for the first one
    QTRY_COMPARE(receiver.calls().size(), 1U);
    sender.cancel();
    const auto count = [&] {
        const std::lock_guard lock(mutex);
        return responses.size();
    };
    QTRY_COMPARE(count(), 2U);
    for (const Response &response : responses)
        QCOMPARE(response.errorClass, ErrorClass::Cancelled);
    QVERIFY(responses[0].requestSent && !responses[1].requestSent);
    isSilent = false;
    QVERIFY(sender.sendAndWait(requestTo(receiver.url())).isSuccess());
}

void TestHostileAnswers::oneAnswerTooManyIsNobodys()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        const std::string own = std::to_string(call.connection) + "." + std::to_string(call.nth);
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", own) + HostileReceiver::answer("500 X", "of nobody"));
        return After::Keep;
    });
    HttpSender sender;
    for (int i = 1; i <= 3; ++i) {
        const Response response = sender.sendAndWait(requestTo(receiver.url()));
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QCOMPARE(response.body, std::to_string(i) + ".1");
    }
}

QTEST_GUILESS_MAIN(TestHostileAnswers)
#include "tst_hostileanswers.moc"
