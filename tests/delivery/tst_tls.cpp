// SPDX-License-Identifier: MIT
// Who a receiver must prove to be, and who we do: certificates made in the test, a TLS server on loopback.
#include "delivery/httpsender.h"
#include "hostilereceiver.h"
#include "tlsreceiver.h"

#include <QTemporaryDir>
#include <QtTest>

#include <curl/curl.h>

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
    void anOldReceiverIsRefused();

private:
    Request requestTo(const std::string &url) const
    {
        Request request = targetdesk::requestTo(url);
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

void TestTls::anOldReceiverIsRefused()
{
    TlsReceiver::Options options = identity();
    options.versions = TlsReceiver::Versions::Only11;
    const TlsReceiver receiver(options, TlsReceiver::greets);
    HttpSender sender;
    const Response refused = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(refused.errorClass, ErrorClass::Tls);
    QVERIFY2(says(refused, "protocol version"), refused.error.c_str());
    QVERIFY(!refused.requestSent && !refused.isAnswerLost());
    QCOMPARE(receiver.sessions(), 0);
    QCOMPARE(receiver.connections(), 1);
    // Who takes TLS 1.1 is served: nothing but the version was in the way.
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> lenient(curl_easy_init(), &curl_easy_cleanup);
    const std::string url = receiver.url();
    curl_easy_setopt(lenient.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(lenient.get(), CURLOPT_CAINFO, m_authority->file().c_str());
    curl_easy_setopt(lenient.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_0 | CURL_SSLVERSION_MAX_TLSv1_1));
    curl_easy_setopt(lenient.get(), CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
    QCOMPARE(curl_easy_perform(lenient.get()), CURLE_OK);
    QCOMPARE(receiver.sessions(), 1);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
