// SPDX-License-Identifier: MIT
// Who a receiver must prove to be, and who we do: certificates made in the test, a TLS server on loopback.
#include "delivery/httpsender.h"
#include "tlsreceiver.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace targetdesk;
using Wish = TestAuthority::Wish;

Q_DECLARE_METATYPE(TestAuthority::Wish)

namespace {

std::string inFolder(const QTemporaryDir &folder)
{
    return folder.path().toStdString();
}

bool says(const Response &response, const char *words)
{
    return response.error.find(words) != std::string::npos;
}

/// Just enough HTTP/2 to answer 200 to every stream, or to treat it worse.
class Http2Server
{
public:
    enum class Manner { Answers, GoesAway, Resets };

    explicit Http2Server(Manner manner)
        : m_manner(manner)
    {}
    int streams() const { return m_streams; }

    void serve(TlsReceiver::Channel &channel)
    {
        std::string buffer;
        while (buffer.size() < PrefaceSize) {
            if (!channel.read(buffer)) return;
        }
        buffer.erase(0, PrefaceSize);
        channel.write(frame(Settings, 0, 0, {}));
        while (true) {
            while (buffer.size() < 9 || buffer.size() < 9 + payloadSize(buffer)) {
                if (!channel.read(buffer)) return;
            }
            const auto type = static_cast<unsigned char>(buffer[3]);
            const auto flags = static_cast<unsigned char>(buffer[4]);
            const std::string stream = buffer.substr(5, 4);
            buffer.erase(0, 9 + payloadSize(buffer));
            if (type == Settings && (flags & 1) == 0) channel.write(frame(Settings, 1, 0, {}));
            if ((type != Data && type != Headers) || (flags & EndStream) == 0) continue;
            ++m_streams;
            if (!answer(channel, static_cast<unsigned char>(stream[3]))) return;
        }
    }

private:
    enum Type : unsigned char { Data = 0, Headers = 1, RstStream = 3, Settings = 4, GoAway = 7 };
    static constexpr std::size_t PrefaceSize = 24;
    static constexpr unsigned char EndStream = 1;
    static constexpr unsigned char EndHeaders = 4;

    static std::size_t payloadSize(const std::string &buffer)
    {
        const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(buffer[at])); };
        return byte(0) << 16 | byte(1) << 8 | byte(2);
    }
    static std::string frame(unsigned char type, unsigned char flags, unsigned char stream, const std::string &payload)
    {
        std::string bytes = {0, 0, static_cast<char>(payload.size()), static_cast<char>(type), static_cast<char>(flags), 0, 0, 0};
        bytes += static_cast<char>(stream);
        return bytes + payload;
    }
    bool answer(TlsReceiver::Channel &channel, unsigned char stream) const
    {
        switch (m_manner) {
        case Manner::Answers: return channel.write(frame(Headers, EndHeaders | EndStream, stream, "\x88")); // :status 200
        case Manner::GoesAway: channel.write(frame(GoAway, 0, 0, std::string(8, '\0'))); return false;      // none was taken
        case Manner::Resets: return channel.write(frame(RstStream, 0, stream, {0, 0, 0, 7}));               // REFUSED_STREAM
        }
        return false;
    }

    Manner m_manner;
    std::atomic<int> m_streams = 0;
};

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificatesAreJudged_data();
    void certificatesAreJudged();
    void withoutVerifyingAllAreTaken();
    void aFileThatIsNoneSaysSo();
    void aClientCertificateIsShown_data();
    void aClientCertificateIsShown();
    void aMissingClientCertificateIsNoLostAnswer_data();
    void aMissingClientCertificateIsNoLostAnswer();
    void aLockedKeyNeedsItsPassword();
    void clientsAreKeptApart();
    void aLesserTrustUsesNoKeptConnection();
    void theLeastVersionHolds();
    void http2IsAChoice();
    void http2TroubleIsOneRequestOnTheWire_data();
    void http2TroubleIsOneRequestOnTheWire();

private:
    Request requestTo(const std::string &url) const
    {
        Request request;
        request.url = url;
        request.body = "{}";
        request.route.tls.authorities = m_authority->file();
        return request;
    }
    TlsReceiver::Options identity(const Wish &wish = {}) const
    {
        return {m_authority->issue(wish), {}, TlsReceiver::Versions::All, false};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<TestAuthority> m_authority;
    std::unique_ptr<TestAuthority> m_stranger;
};

void TestTls::initTestCase()
{
    m_authority = std::make_unique<TestAuthority>(inFolder(m_folder), "authority");
    m_stranger = std::make_unique<TestAuthority>(inFolder(m_folder), "stranger");
}

void TestTls::certificatesAreJudged_data()
{
    QTest::addColumn<Wish>("wish");
    QTest::addColumn<bool>("ownAuthority");
    QTest::addColumn<QByteArray>("reason"); // empty: it is good
    const auto row = [](const char *name, const Wish &wish, bool ownAuthority, const char *reason) {
        QTest::newRow(name) << wish << ownAuthority << QByteArray(reason);
    };
    row("own authority", {}, true, "");
    row("authority unknown", {}, false, "unable to get local issuer certificate");
    row("self-signed", {.name = "self", .isSelfSigned = true}, true, "self-signed certificate");
    row("expired", {.name = "old", .fromSeconds = -3600, .untilSeconds = -60}, true, "certificate has expired");
    row("not yet valid", {.name = "new", .fromSeconds = 3600, .untilSeconds = 7200}, true, "certificate is not yet valid");
    row("another address", {.name = "other", .validFor = "IP:127.0.0.2"}, true, "127.0.0.1");
    row("another host", {.name = "host", .validFor = "DNS:example.com"}, true, "127.0.0.1");
}

void TestTls::certificatesAreJudged()
{
    QFETCH(Wish, wish);
    QFETCH(bool, ownAuthority);
    QFETCH(QByteArray, reason);
    const TlsReceiver receiver(identity(wish), TlsReceiver::greets);
    Request request = requestTo(receiver.url());
    if (!ownAuthority) request.route.tls.authorities.clear();
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    if (reason.isEmpty()) {
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QVERIFY(response.timings.tls.count() > 0);
        return;
    }
    QCOMPARE(errorClassName(response.errorClass), std::string("tls"));
    QVERIFY2(says(response, reason.constData()), response.error.c_str());
    QVERIFY2(says(response, "\xe2\x80\x93 the receiver's certificate"), response.error.c_str());
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

void TestTls::withoutVerifyingAllAreTaken()
{
    const TlsReceiver receiver(
        identity({.name = "worst", .validFor = "DNS:example.com", .untilSeconds = -60, .isSelfSigned = true}),
        TlsReceiver::greets);
    Request request = requestTo(receiver.url());
    request.route.tls.verify = false;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
}

void TestTls::aFileThatIsNoneSaysSo()
{
    const TlsReceiver receiver(identity(), TlsReceiver::greets);
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.route.tls.authorities = inFolder(m_folder) + "/none.pem";
    const Response noAuthority = sender.sendAndWait(request);
    QCOMPARE(noAuthority.errorClass, ErrorClass::Tls);
    QVERIFY2(says(noAuthority, "none.pem") && says(noAuthority, "\"ca\""), noAuthority.error.c_str());
    QVERIFY(!noAuthority.requestSent);
    request = requestTo(receiver.url());
    request.route.tls.clientCertificate = inFolder(m_folder) + "/nobody.pem";
    const Response noCertificate = sender.sendAndWait(request);
    QCOMPARE(noCertificate.errorClass, ErrorClass::Tls);
    QVERIFY2(says(noCertificate, "nobody.pem") && says(noCertificate, "client_certificate"), noCertificate.error.c_str());
    QCOMPARE(receiver.sessions(), 0);
}

void TestTls::aClientCertificateIsShown_data()
{
    QTest::addColumn<bool>("only12");
    QTest::newRow("TLS 1.2") << true;
    QTest::newRow("TLS 1.3") << false;
}

void TestTls::aClientCertificateIsShown()
{
    QFETCH(bool, only12);
    TlsReceiver::Options options = identity();
    options.clientAuthorities = m_authority->file();
    if (only12) options.versions = TlsReceiver::Versions::Only12;
    const TlsReceiver receiver(options, TlsReceiver::greets);
    Request request = requestTo(receiver.url());
    const TestAuthority::Files client = m_authority->issue({.name = "client", .validFor = ""});
    request.route.tls.clientCertificate = client.certificate;
    request.route.tls.clientKey = client.key;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.body, std::string("client"));
}

void TestTls::aMissingClientCertificateIsNoLostAnswer_data()
{
    QTest::addColumn<bool>("only12");
    QTest::addColumn<bool>("isStrangers");
    QTest::newRow("TLS 1.2, none") << true << false;
    QTest::newRow("TLS 1.3, none") << false << false;
    QTest::newRow("TLS 1.2, of another authority") << true << true;
    QTest::newRow("TLS 1.3, of another authority") << false << true;
}

void TestTls::aMissingClientCertificateIsNoLostAnswer()
{
    QFETCH(bool, only12);
    QFETCH(bool, isStrangers);
    TlsReceiver::Options options = identity();
    options.clientAuthorities = m_authority->file();
    if (only12) options.versions = TlsReceiver::Versions::Only12;
    const TlsReceiver receiver(options, TlsReceiver::greets);
    Request request = requestTo(receiver.url());
    if (isStrangers) {
        const TestAuthority::Files client = m_stranger->issue({.name = "unknown", .validFor = ""});
        request.route.tls.clientCertificate = client.certificate;
        request.route.tls.clientKey = client.key;
    }
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.errorClass == ErrorClass::Tls, response.error.c_str());
    QVERIFY2(says(response, " alert ") && says(response, "client_certificate"), response.error.c_str());
    QVERIFY2(!response.requestSent && !response.isAnswerLost(), response.error.c_str());
    QCOMPARE(receiver.sessions(), 0);
}

void TestTls::aLockedKeyNeedsItsPassword()
{
    TlsReceiver::Options options = identity();
    options.clientAuthorities = m_authority->file();
    const TlsReceiver receiver(options, TlsReceiver::greets);
    const TestAuthority::Files client = m_authority->issue({.name = "locked", .validFor = "", .keyPassword = "open sesame"});
    Request request = requestTo(receiver.url());
    request.route.tls.clientCertificate = client.certificate;
    request.route.tls.clientKey = client.key;
    HttpSender sender;
    for (const char *wrong : {"", "open barley"}) {
        request.route.tls.clientKeyPassword = wrong;
        const Response refused = sender.sendAndWait(request);
        QCOMPARE(refused.errorClass, ErrorClass::Tls);
        QVERIFY2(says(refused, "client_key_secret"), refused.error.c_str());
    }
    request.route.tls.clientKeyPassword = "open sesame";
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.body, std::string("locked"));
}

void TestTls::clientsAreKeptApart()
{
    TlsReceiver::Options options = identity();
    options.clientAuthorities = m_authority->file();
    const TlsReceiver receiver(options, TlsReceiver::greets);
    HttpSender sender;
    for (const char *name : {"alpha", "beta", "alpha", "beta"}) {
        const bool isKnown = receiver.sessions() == 2;
        const std::string stem = inFolder(m_folder) + "/" + name;
        Request request = requestTo(receiver.url());
        if (!isKnown) m_authority->issue({.name = name, .validFor = ""});
        request.route.tls.clientCertificate = stem + ".pem";
        request.route.tls.clientKey = stem + ".key";
        const Response response = sender.sendAndWait(request);
        QVERIFY2(response.isSuccess(), response.error.c_str());
        QCOMPARE(response.body, std::string(name));
        QCOMPARE(response.connectionReused, isKnown);
    }
    QCOMPARE(receiver.sessions(), 2);
}

void TestTls::aLesserTrustUsesNoKeptConnection()
{
    const TlsReceiver receiver(identity({.name = "self2", .isSelfSigned = true}), TlsReceiver::greets);
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.route.tls.verify = false;
    QVERIFY(sender.sendAndWait(request).isSuccess());
    request.route.tls.verify = true;
    QCOMPARE(sender.sendAndWait(request).errorClass, ErrorClass::Tls);
}

void TestTls::theLeastVersionHolds()
{
    TlsReceiver::Options options = identity();
    options.versions = TlsReceiver::Versions::Only12;
    const TlsReceiver receiver(options, TlsReceiver::greets);
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.route.tls.onlyTls13 = true;
    const Response refused = sender.sendAndWait(request);
    QCOMPARE(refused.errorClass, ErrorClass::Tls);
    QVERIFY2(says(refused, "protocol version"), refused.error.c_str());
    request.route.tls.onlyTls13 = false;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
}

void TestTls::http2IsAChoice()
{
    TlsReceiver::Options options = identity();
    options.offersHttp2 = true;
    Http2Server server(Http2Server::Manner::Answers);
    const TlsReceiver receiver(options, [&](TlsReceiver::Channel &channel) {
        channel.isHttp2() ? server.serve(channel) : TlsReceiver::greets(channel);
    });
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.route.http2 = true;
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

void TestTls::http2TroubleIsOneRequestOnTheWire_data()
{
    QTest::addColumn<int>("manner");
    QTest::newRow("goes away") << static_cast<int>(Http2Server::Manner::GoesAway);
    QTest::newRow("refuses the stream") << static_cast<int>(Http2Server::Manner::Resets);
}

// curl takes both for leave to send again by itself.
void TestTls::http2TroubleIsOneRequestOnTheWire()
{
    QFETCH(int, manner);
    TlsReceiver::Options options = identity();
    options.offersHttp2 = true;
    Http2Server server(static_cast<Http2Server::Manner>(manner));
    const TlsReceiver receiver(options, [&](TlsReceiver::Channel &channel) { server.serve(channel); });
    HttpSender sender;
    Request request = requestTo(receiver.url());
    request.route.http2 = true;
    const Response response = sender.sendAndWait(request);
    QVERIFY(!response.isSuccess() && response.isAnswerLost());
    QCOMPARE(response.status, 0);
    QCOMPARE(server.streams(), 1);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
