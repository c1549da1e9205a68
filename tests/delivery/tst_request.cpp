// SPDX-License-Identifier: MIT
// What is wrong with a request before it is sent, and that nothing said about it shows a secret.
#include "delivery/accesstokens.h"
#include "delivery/httpsender.h"
#include "delivery/internationalhost.h"
#include "delivery/requestbuilder.h"
#include "delivery/requestchecks.h"
#include "delivery/secretmask.h"
#include "hostilereceiver.h"

#include <QtTest>

using namespace targetdesk;
using After = HostileReceiver::After;

namespace {

constexpr const char *Hush = "T00/B00 h\xC3\xBCsh";
constexpr const char *HushEncoded = "T00%2FB00%20h%C3%BCsh";

Request secretRequest(const std::string &before, const std::string &secret, const std::string &after = {})
{
    Request request;
    request.url = before + secret + after;
    request.urlIsSecret = true;
    request.secrets = {secret};
    return request;
}

bool holds(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSchemeIsReadInAnyCase_data();
    void theSchemeIsReadInAnyCase();
    void originsAreOneInAnySpelling();
    void anUpperCaseUrlIsSentTo();
    void hostsAreWrittenInAscii_data();
    void hostsAreWrittenInAscii();
    void maskingFindsSecretsInAllForms();
    void maskingFindsEverySpelling_data();
    void maskingFindsEverySpelling();
    void maskingLeavesTheRestAlone_data();
    void maskingLeavesTheRestAlone();
    void maskingHidesSecretsThatOverlap();
    void whatIsCutIsMaskedFirst();
    void noErrorShowsASecretOfTheUrl_data();
    void noErrorShowsASecretOfTheUrl();
    void aRedirectDoesNotGiveTheSecretAway();
    void theTokenEndpointsErrorsAreMasked();
};

void TestRequest::hostsAreWrittenInAscii_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("written"); // null: it has no such form
    const auto row = [](const char *url, const char *written) {
        QTest::newRow(url) << QString::fromUtf8(url) << (written ? QString::fromUtf8(written) : QString());
    };
    row("https://hooks.example.com/a%20b/../c?d=é", "https://hooks.example.com/a%20b/../c?d=é");
    row("https://münchen.example/x?y=1", "https://xn--mnchen-3ya.example/x?y=1");
    row("https://u:p%40s@München.EXAMPLE:8443/x", "https://u:p%40s@xn--mnchen-3ya.example:8443/x");
    row("https://faß.example/", "https://xn--fa-hia.example/");
    row("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/");
    row("https://ｅｘａｍｐｌｅ。com/", "https://example.com/");
    row("https://m%C3%BCnchen.example/", "https://xn--mnchen-3ya.example/");
    row("https://a\u200db.example/", nullptr);
    row("https://\u05d0a.example/", nullptr);
    row("https://é"
        "\xff"
        ".example/",
        nullptr);
    row("not a URL", "not a URL");
}

void TestRequest::hostsAreWrittenInAscii()
{
    QFETCH(QString, url);
    QFETCH(QString, written);
    std::string text = url.toStdString();
    const std::string problem = writeHostInAscii(text);
    QCOMPARE(problem.empty(), !written.isNull());
    QCOMPARE(QString::fromStdString(text), written.isNull() ? url : written);
}

void TestRequest::theSchemeIsReadInAnyCase_data()
{
    QTest::addColumn<bool>("good");
    for (const char *url : {"http://a", "https://a", "HTTP://a", "HTTPS://a", "hTtPs://a"})
        QTest::newRow(url) << true;
    for (const char *url :
         {"", "a", "http:/a", "httpss://a", "HTTP:a", "ftp://a", "FILE:///etc/passwd", "//a", " http://a", "xhttp://a"})
        QTest::newRow(*url ? url : "empty") << false;
}

void TestRequest::theSchemeIsReadInAnyCase()
{
    QFETCH(bool, good);
    Request request;
    if (qstrcmp(QTest::currentDataTag(), "empty") != 0) request.url = QTest::currentDataTag();
    QCOMPARE(requestProblem(request).empty(), good);
}

void TestRequest::originsAreOneInAnySpelling()
{
    QCOMPARE(originOf("HTTPS://API.Example.COM:8443/Path?Q"), std::string("https://api.example.com:8443"));
    QCOMPARE(originOf("https://api.example.com#x"), std::string("https://api.example.com"));
    QCOMPARE(originOf("no URL"), std::string("no URL"));
}

void TestRequest::anUpperCaseUrlIsSentTo()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK"));
        return After::Keep;
    });
    Request request;
    request.url = "HTTP" + receiver.url("/CaseStays").substr(4);
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY2(receiver.calls().at(0).head.starts_with("POST /CaseStays "), receiver.calls().at(0).head.c_str());
}

void TestRequest::maskingFindsSecretsInAllForms()
{
    Request request = secretRequest("https://hooks.example.com/services/", Hush);
    QCOMPARE(masked(std::string("no ") + Hush + " and no " + HushEncoded + ", " + Hush, request),
             std::string("no ******** and no ********, ********"));
    QCOMPARE(masked("at " + request.url, request), std::string("at ********"));
    QCOMPARE(masked("Could not resolve host: hooks.example.com", request),
             std::string("Could not resolve host: hooks.example.com"));
    // The whole address is the secret: then its host is one, too.
    request = secretRequest("", "https://user:pass@hidden.example.com:8443/x");
    QCOMPARE(masked("Could not resolve host: hidden.example.com", request), std::string("Could not resolve host: ********"));
    request = secretRequest("", "https://[fd00::1]:8443/x");
    QCOMPARE(masked("no route to [fd00::1]", request), std::string("no route to ********"));
    // The longer goes first, and what is too short to be one stays.
    request.urlIsSecret = false;
    request.secrets = {"abcd", "abcdefgh", "x", ""};
    QCOMPARE(masked("abcdefgh abcd xx", request), std::string("******** ******** xx"));
    request.secrets.clear();
    QCOMPARE(masked("abcd", request), std::string("abcd"));
}

namespace {

constexpr const char *Odd = "Odd!\xC3\xA9+/x y";

} // namespace

void TestRequest::maskingFindsEverySpelling_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("spelling");
    const auto row = [](const char *name, const char *secret, const char *spelling) {
        QTest::newRow(name) << QByteArray(secret) << QByteArray(spelling);
    };
    row("as it is", Odd, Odd);
    row("all that RFC 3986 does not reserve", Odd, "Odd%21%C3%A9%2B%2Fx%20y");
    row(".NET, lower case", Odd, "Odd%21%c3%a9%2b%2fx%20y");
    row("JavaScript's encodeURIComponent", Odd, "Odd!%C3%A9%2B%2Fx%20y");
    row("a form", Odd, "Odd%21%C3%A9%2B%2Fx+y");
    row("every byte", Odd, "%4f%64%64%21%c3%a9%2b%2f%78%20%79");
    row("PHP's JSON", Odd, R"(Odd!\u00e9+\/x y)");
    row("JSON, upper case", Odd, R"(Odd!\u00E9\u002B/x y)");
    row("mixed", Odd, "Odd!\xC3\xA9%2b/x+y");
    row("JSON within a form", Odd, R"(Odd%21\u00e9%2B\/x+y)");
    row("what is left as it is by JavaScript", "(it's ~*!)", "(it's%20~*!)");
    row("percent signs", "50%2F%", "50%2F%");
    row("percent signs, encoded", "50%2F%", "50%252F%25");
    row("quotes and backslashes", R"(a"b\\c)", R"(a\"b\\\\c)");
    row("quotes and backslashes, encoded", R"(a"b\\c)", "a%22b%5C%5Cc");
    row("line breaks", "a\n\tb\x01", R"(a\n\tb\u0001)");
    row("beyond 16 bits", "key\xF0\x9F\x98\x80", R"(key\ud83d\uDE00)");
    row("beyond 16 bits, encoded", "key\xF0\x9F\x98\x80", "key%f0%9f%98%80");
}

void TestRequest::maskingFindsEverySpelling()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, spelling);
    Request request;
    request.secrets = {"another", secret.toStdString()};
    const std::string text = "a=" + spelling.toStdString() + "&" + spelling.toStdString();
    QCOMPARE(QByteArray::fromStdString(masked(text, request)), QByteArray("a=********&********"));
}

void TestRequest::maskingLeavesTheRestAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "Odd%21%C3%A9%2B%2Fx%20z", "Odd!", "%", "%4", "Odd%2", "Odd%zz", R"(Odd\)", R"(Odd!\u00e)",
                             R"(Odd!\ud83d)", R"(Odd!\ud83d\u00e9+/x y)", "100 %, \\o/ \\u0041 +1", "odd!\xC3\xA9+/x y"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
}

void TestRequest::maskingLeavesTheRestAlone()
{
    QFETCH(QByteArray, text);
    Request request;
    request.secrets = {Odd};
    QCOMPARE(QByteArray::fromStdString(masked(text.toStdString(), request)), text);
}

// Whichever goes first, no rest of the other may stay.
void TestRequest::maskingHidesSecretsThatOverlap()
{
    Request request;
    request.secrets = {"abcdef", "defghi"};
    QCOMPARE(masked("<abcdefghi>", request), std::string("<********>"));
    request.secrets = {"abab"};
    QCOMPARE(masked("<ababab>", request), std::string("<********>"));
    QCOMPARE(masked("<abababab>", request), std::string("<********>"));
}

// Masks are shorter or longer than what they hide: a cut must neither leave half a secret nor bring one in from behind it.
void TestRequest::whatIsCutIsMaskedFirst()
{
    Request request;
    request.secrets = {"secret-of-length-22..."};
    const SecretMask mask(request);
    const std::string text = "a secret-of-length-22... and secret-of-length-22... b";
    const std::string whole = "a ******** and ******** b";
    QCOMPARE(mask.masked(text), whole);
    for (std::size_t most = 0; most <= whole.size() + 1; ++most)
        QCOMPARE(mask.masked(text, most), whole.substr(0, most));
    QCOMPARE(SecretMask().masked(text, 8), std::string("a secret"));
}

void TestRequest::noErrorShowsASecretOfTheUrl_data()
{
    QTest::addColumn<QByteArray>("url"); // with the secret
    QTest::newRow("no scheme") << QByteArray("hush-hush.example.com");
    QTest::newRow("not HTTP") << QByteArray("ftp://hush-hush.example.com/x");
    QTest::newRow("no host") << QByteArray("http:///hush-hush");
    QTest::newRow("no port") << QByteArray("http://127.0.0.1:hush-hush/");
    QTest::newRow("a blank") << QByteArray("http://127.0.0.1/ hush-hush");
    QTest::newRow("unknown host") << QByteArray("http://hush-hush.invalid/");
    QTest::newRow("nobody there") << QByteArray("http://127.0.0.1:1/hush-hush");
}

void TestRequest::noErrorShowsASecretOfTheUrl()
{
    QFETCH(QByteArray, url);
    HttpSender sender;
    for (const std::string &secret : {std::string("hush-hush"), url.toStdString()}) {
        Request request;
        request.url = url.toStdString();
        request.urlIsSecret = true;
        request.secrets = {secret};
        const Response response = sender.sendAndWait(request);
        QVERIFY(!response.isSuccess() && !response.error.empty());
        QVERIFY2(!holds(response.error, "hush-hush"), response.error.c_str());
    }
}

void TestRequest::aRedirectDoesNotGiveTheSecretAway()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        const std::string path = call.head.substr(5, call.head.find(" HTTP/") - 5);
        HostileReceiver::write(socket, HostileReceiver::answer("301 X", {}, "Location: https://example.com" + path + "\r\n"));
        return After::Close;
    });
    HttpSender sender;
    const Response response = sender.sendAndWait(secretRequest(receiver.url("/services/"), "hush-hush"));
    QCOMPARE(response.errorClass, ErrorClass::Redirect);
    QVERIFY2(holds(response.error, "points to https://example.com/services/********"), response.error.c_str());
}

void TestRequest::theTokenEndpointsErrorsAreMasked()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &call) {
        const std::string said = R"({"error_description": "no client \"hush-hush\" here"})";
        HostileReceiver::write(socket, HostileReceiver::answer("401 X", call.nth == 1 ? said : ""));
        return After::Close;
    });
    HttpSender sender;
    AccessTokens tokens(sender);
    TokenRequest request;
    request.url = receiver.url("/token/hush-hush");
    request.urlIsSecret = true;
    request.clientId = "client";
    request.clientSecret = "hush-hush";
    request.secrets = {"hush-hush"};
    try {
        tokens.token(request);
        QFAIL("a token came");
    } catch (const CredentialError &error) {
        QVERIFY2(holds(error.what(), "no client") && !holds(error.what(), "hush-hush"), error.what());
        QVERIFY2(!holds(error.response().error, "hush-hush"), error.response().error.c_str());
    }
}

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
