// SPDX-License-Identifier: MIT
// Signatures against published vectors, and against what the program openssl makes of the same bytes.
#include "delivery/base64.h"
#include "delivery/requestbuilder.h"
#include "delivery/requestpreview.h"
#include "delivery/requestsigner.h"
#include "delivery/signature.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace targetdesk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Scheme = SignatureSettings::Scheme;

namespace {

// RFC 8032 section 7.1, test 1: the private key and its public one.
constexpr const char *PrivateHex = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
constexpr const char *PublicHex = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

std::string fromHex(const char *hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

std::string base64OfHex(const QByteArray &hex)
{
    return QByteArray::fromHex(hex).toBase64().toStdString();
}

std::string valueOf(const Request &request, const std::string &name)
{
    for (const WireHeader &header : request.headers) {
        if (header.name == name) return header.value;
    }
    return {};
}

std::shared_ptr<MemorySecrets> secrets()
{
    return std::make_shared<MemorySecrets>(std::map<std::string, std::string>{
        {"new", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
        {"old", "an older secret, as it is"},
        {"key", "whsk_" + base64OfHex(PrivateHex)},
        {"omneo", "geheim"},
        {"broken", "whsec_not base64"},
        {"public", "whpk_" + base64OfHex(PublicHex)},
    });
}

Target signedTarget(std::vector<SignatureSettings> signatures)
{
    Target target;
    target.url = "https://api.example.com/hook";
    target.delivery.signatures = std::move(signatures);
    return target;
}

DeliveryInfo infoAt(std::int64_t second)
{
    return {"msg_p5jXN8AQM9LWM0D4loKWxJek", "reward.issued", 1,
            std::chrono::system_clock::time_point(std::chrono::seconds(second))};
}

} // namespace

class TestSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void omneosIsHmacSha256();
    void v1IsHmacSha256();
    void v1aIsEd25519_data();
    void v1aIsEd25519();
    void secretsThatAreNoKeys_data();
    void secretsThatAreNoKeys();
    void base64IsStrict_data();
    void base64IsStrict();
    void allSchemesGoWithOneRequest();
    void everyAttemptHasItsOwnTime();
    void whatWaitedIsSignedAnew();
    void opensslAgrees();
    void faultsNameTheSecretAndNotItsValue_data();
    void faultsNameTheSecretAndNotItsValue();
    void aPreviewNeedsNoKey();

private:
    Request build(const Target &target, const DeliveryInfo &info, std::string body = "{\"test\": 2432232314}")
    {
        return RequestBuilder(secrets(), m_sender).build(target, DeliveryEnvironment(), std::move(body), info);
    }

    HttpSender m_sender;
};

void TestSignature::omneosIsHmacSha256()
{
    // printf '%s' TEXT | openssl dgst -sha256 -hmac key
    QCOMPARE(omneoSignature("key", "The quick brown fox jumps over the lazy dog"),
             std::string("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"));
    QCOMPARE(omneoSignature("key", ""), std::string("5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0"));
}

void TestSignature::v1IsHmacSha256()
{
    // RFC 4231, test case 2.
    QCOMPARE(signatureV1("Jefe", "what do ya want for nothing?"),
             "v1," + base64OfHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    // Svix's test suite (dispatch.md 2.4).
    QCOMPARE(signatureV1("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                         signedContent("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}")),
             std::string("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
}

void TestSignature::v1aIsEd25519_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("publicKey");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("signature");
    // RFC 8032 section 7.1.
    QTest::newRow("test 1") << QByteArray(PrivateHex) << QByteArray(PublicHex) << QByteArray()
                            << QByteArray("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
                                          "39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    QTest::newRow("test 2") << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
                            << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << QByteArray("72")
                            << QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
                                          "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QTest::newRow("test 3") << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
                            << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
                            << QByteArray("af82")
                            << QByteArray("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67"
                                          "f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

void TestSignature::v1aIsEd25519()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, publicKey);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, signature);
    const std::string text = fromHex(message.constData());
    const std::string expected = "v1a," + base64OfHex(signature);
    QCOMPARE(signatureV1a("whsk_" + base64OfHex(key), text), expected);
    QCOMPARE(signatureV1a(base64OfHex(key), text), expected);
    QCOMPARE(signatureV1a("whsk_" + base64OfHex(key + publicKey), text), expected);
    QVERIFY2(!signatureV1a("whsk_" + base64OfHex(key + key), text), "these two do not belong together");
}

void TestSignature::secretsThatAreNoKeys_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("goodForV1");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("only a prefix") << QByteArray("whsec_") << false;
    QTest::newRow("not base64") << QByteArray("whsec_?") << false;
    QTest::newRow("a private key") << "whsk_" + QByteArray::fromHex(PrivateHex).toBase64() << false;
    QTest::newRow("a public key") << "whpk_" + QByteArray::fromHex(PublicHex).toBase64() << false;
    QTest::newRow("any text") << QByteArray("any text") << true;
    QTest::newRow("a short key") << "whsec_" + QByteArray("short").toBase64() << true;
}

void TestSignature::secretsThatAreNoKeys()
{
    QFETCH(QByteArray, secret);
    QFETCH(bool, goodForV1);
    QCOMPARE(signatureV1(secret.toStdString(), "x").has_value(), goodForV1);
    QCOMPARE(signatureV1a(secret.toStdString(), "x").has_value(), secret.startsWith("whsk_"));
}

void TestSignature::base64IsStrict_data()
{
    QTest::addColumn<QByteArray>("bytes"); // "-": none
    const auto row = [](const char *text, const char *bytes) { QTest::newRow(text) << QByteArray(bytes); };
    row("", "");
    row("YQ==", "a");
    row("YQ", "a");
    row("YWI=", "ab");
    row("YWI", "ab");
    row("YWJj", "abc");
    row("YWJjZA==", "abcd");
    row("+/+/", "\xfb\xff\xbf");
    row("Y", "-");
    row("Y===", "-");
    row("YQ=", "-");
    row("=", "-");
    row("====", "-");
    row("YQ==YQ==", "-");
    row("YW Jj", "-");
    row("YWJj\n", "-");
    row("-_-_", "-");
}

void TestSignature::base64IsStrict()
{
    QFETCH(QByteArray, bytes);
    const auto read = fromBase64(QTest::currentDataTag());
    QCOMPARE(read ? QByteArray::fromStdString(*read) : QByteArray("-"), bytes);
    if (read) QCOMPARE(QByteArray::fromStdString(toBase64(*read)), bytes.toBase64());
}

void TestSignature::allSchemesGoWithOneRequest()
{
    Target target = signedTarget(
        {{Scheme::Omneo, {"omneo"}}, {Scheme::StandardWebhooks, {"new", "old"}}, {Scheme::StandardWebhooksEd25519, {"key"}}});
    const Request request = build(target, infoAt(1614265330));
    QCOMPARE(valueOf(request, "webhook-id"), std::string("msg_p5jXN8AQM9LWM0D4loKWxJek"));
    QCOMPARE(valueOf(request, "webhook-timestamp"), std::string("1614265330"));
    QCOMPARE(valueOf(request, "X-Omneo-Hmac-SHA256"), omneoSignature("geheim", request.body));
    const QByteArrayList parts = QByteArray::fromStdString(valueOf(request, "webhook-signature")).split(' ');
    QCOMPARE(parts.size(), 3);
    QCOMPARE(parts.at(0), QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")); // the vector above
    QVERIFY(parts.at(1).startsWith("v1,") && parts.at(1) != parts.at(0));
    QVERIFY(parts.at(2).startsWith("v1a,"));
    // "signature" is the same as the scheme "omneo"; without Standard Webhooks there is no time either.
    target = signedTarget({});
    target.delivery.signingSecret = "omneo";
    const Request plain = build(target, infoAt(1614265330));
    QCOMPARE(valueOf(plain, "X-Omneo-Hmac-SHA256"), omneoSignature("geheim", plain.body));
    QVERIFY(valueOf(plain, "webhook-timestamp").empty() && valueOf(plain, "webhook-signature").empty());
}

void TestSignature::everyAttemptHasItsOwnTime()
{
    const Target target = signedTarget({{Scheme::StandardWebhooks, {"new"}}});
    DeliveryInfo info = infoAt(1614265330);
    info.at += 999ms; // the second that has begun
    const Request first = build(target, info);
    QCOMPARE(valueOf(first, "webhook-timestamp"), std::string("1614265330"));
    const Request second = build(target, infoAt(1614265331));
    QCOMPARE(valueOf(second, "webhook-timestamp"), std::string("1614265331"));
    QCOMPARE(valueOf(second, "webhook-id"), valueOf(first, "webhook-id"));
    QVERIFY(valueOf(second, "webhook-signature") != valueOf(first, "webhook-signature"));
}

void TestSignature::whatWaitedIsSignedAnew()
{
    constexpr std::int64_t built = 1614265330;
    const Target target = signedTarget(
        {{Scheme::Omneo, {"omneo"}}, {Scheme::StandardWebhooks, {"new", "old"}}, {Scheme::StandardWebhooksEd25519, {"key"}}});
    Request request = build(target, infoAt(built));
    // As it was built; a second later that is soon enough; then as if it had been built later, or, with the clock set back,
    // before.
    for (const auto &[now, signedAt] :
         std::map<std::int64_t, std::int64_t>{{0, 0}, {1, 0}, {3, 3}, {4, 3}, {90'000, 90'000}, {90'001, 90'000}}) {
        signAnew(request, infoAt(built + now).at);
        QVERIFY(request.headers == build(target, infoAt(built + signedAt)).headers);
    }
    signAnew(request, infoAt(built - 86'400).at);
    QVERIFY(request.headers == build(target, infoAt(built - 86'400)).headers);
    const Target plain = signedTarget({{Scheme::Omneo, {"omneo"}}});
    Request timeless = build(plain, infoAt(built));
    signAnew(timeless, infoAt(built + 100).at);
    QVERIFY(timeless.headers == build(plain, infoAt(built)).headers);
}

void TestSignature::opensslAgrees()
{
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty()) QSKIP("needs the program openssl");
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    const auto run = [&](const QStringList &arguments) {
        QProcess process;
        process.start(openssl, arguments);
        process.waitForFinished();
        return std::pair(process.exitCode(), process.readAllStandardOutput());
    };
    const std::string body = "{\"mail\": \"\xC3\xA4@example.com\", \"n\": 1.50}\r\n";
    const Request request = build(signedTarget({{Scheme::StandardWebhooks, {"old"}}, {Scheme::StandardWebhooksEd25519, {"key"}}}),
                                  infoAt(1893456000), body);
    const QByteArrayList parts = QByteArray::fromStdString(valueOf(request, "webhook-signature")).split(' ');
    QCOMPARE(parts.size(), 2);
    const QByteArray content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1893456000." + QByteArray::fromStdString(body);
    write(u"content"_s, content);
    const auto [made, digest] = run({u"dgst"_s, u"-sha256"_s, u"-binary"_s, u"-mac"_s, u"HMAC"_s, u"-macopt"_s,
                                     u"key:an older secret, as it is"_s, folder.filePath(u"content"_s)});
    QCOMPARE(made, 0);
    QCOMPARE(parts.at(0), "v1," + digest.toBase64());

    // The head of an Ed25519 public key in DER (RFC 8410), then its bytes.
    write(u"public.der"_s, QByteArray::fromHex("302a300506032b6570032100") + QByteArray::fromHex(PublicHex));
    write(u"signature"_s, QByteArray::fromBase64(parts.at(1).mid(4)));
    const QStringList verify = {u"pkeyutl"_s,  u"-verify"_s,
                                u"-rawin"_s,   u"-pubin"_s,
                                u"-keyform"_s, u"DER"_s,
                                u"-inkey"_s,   folder.filePath(u"public.der"_s),
                                u"-sigfile"_s, folder.filePath(u"signature"_s),
                                u"-in"_s,      folder.filePath(u"content"_s)};
    QCOMPARE(run(verify).first, 0);
    write(u"content"_s, content + " ");
    QVERIFY(run(verify).first != 0);
}

void TestSignature::faultsNameTheSecretAndNotItsValue_data()
{
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("v1, not base64") << static_cast<int>(Scheme::StandardWebhooks) << QByteArray("broken");
    QTest::newRow("v1, private key") << static_cast<int>(Scheme::StandardWebhooks) << QByteArray("key");
    QTest::newRow("v1a, other text") << static_cast<int>(Scheme::StandardWebhooksEd25519) << QByteArray("old");
    QTest::newRow("v1a, public key") << static_cast<int>(Scheme::StandardWebhooksEd25519) << QByteArray("public");
    QTest::newRow("missing") << static_cast<int>(Scheme::StandardWebhooks) << QByteArray("nope");
}

void TestSignature::faultsNameTheSecretAndNotItsValue()
{
    QFETCH(int, scheme);
    QFETCH(QByteArray, name);
    try {
        build(signedTarget({{static_cast<Scheme>(scheme), {name.toStdString()}}}), infoAt(1));
        QFAIL("the request was made");
    } catch (const CredentialError &error) {
        const QByteArray what = error.what();
        QVERIFY2(what.contains(QByteArray("'" + name + "'")) && what.contains("signature: "), what.constData());
        if (const auto value = secrets()->secret(name.toStdString()))
            QVERIFY2(!what.contains(QByteArray::fromStdString(*value)), what.constData());
        QCOMPARE(error.response().errorClass, ErrorClass::Auth);
        QVERIFY(!error.response().requestSent);
    }
}

void TestSignature::aPreviewNeedsNoKey()
{
    const Target target =
        signedTarget({{Scheme::StandardWebhooks, {"new"}}, {Scheme::StandardWebhooksEd25519, {"nope", "nor this"}}});
    const RequestPreview preview = previewRequest(target, DeliveryEnvironment(), "{}", infoAt(1), secrets());
    QCOMPARE(preview.missing, (std::vector<std::string>{"nope", "nor this"}));
    QVERIFY(valueOf(preview.request, "webhook-signature").starts_with("v1,"));
    QVERIFY(preview.request.headers.back().isSecret);
}

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
