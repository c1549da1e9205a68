// SPDX-License-Identifier: MIT
#include "delivery/requestbuilder.h"
#include "hostilereceiver.h"

#include <QtTest>

#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;

namespace {

const WireHeader *find(const Request &request, const std::string &name)
{
    for (const WireHeader &header : request.headers) {
        if (header.name == name) return &header;
    }
    return nullptr;
}

bool holds(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestRequestBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_builder.reset(); }
    void environmentAndSecretsGoIntoUrlAndHeaders();
    void aDeliverySaysWhichItIs();
    void theRouteComesFromTheTarget();
    void aUrlThatSaysLoopbackMeansIt_data();
    void aUrlThatSaysLoopbackMeansIt();
    void faultsNameThePlaceAndTheRemedy_data();
    void faultsNameThePlaceAndTheRemedy();
    void noFaultShowsASecretsValue_data();
    void noFaultShowsASecretsValue();
    void oneTokenServesParallelBuilds();
    void aTokenThatCannotBeHadIsNoRefusal();
    void aTokenIsFetchedOnTheTargetsRoute();

private:
    void useOAuth2(const std::string &url);
    Request build() { return m_builder->build(m_target, m_environment, "{\"a\":1}", {"d-1", "member.updated", 1}); }

    HttpSender m_sender;
    std::unique_ptr<RequestBuilder> m_builder;
    Target m_target;
    DeliveryEnvironment m_environment;
};

void TestRequestBuilder::init()
{
    m_builder = std::make_unique<RequestBuilder>(std::make_shared<MemorySecrets>(std::map<std::string, std::string>{
                                                     {"key", "s3cret"}, {"broken", "a\r\nEvil: 1"}, {"hmac", "geheim"}}),
                                                 m_sender);
    m_target = Target();
    m_target.url = "https://{{ env.host }}/hook";
    m_environment = DeliveryEnvironment();
    m_environment.name = "sandbox";
    m_environment.variables = {{"host", "api.example.com"}};
}

void TestRequestBuilder::useOAuth2(const std::string &url)
{
    m_target.delivery.authentication.kind = Authentication::Kind::OAuth2;
    m_target.delivery.authentication.tokenUrl = url;
    m_target.delivery.authentication.clientId = "client";
    m_target.delivery.authentication.clientSecret = "{{ secrets.key }}";
}

void TestRequestBuilder::environmentAndSecretsGoIntoUrlAndHeaders()
{
    m_target.delivery.headers = {{"X-Host", "{{ env.host }}"}, {"X-Key", "k={{ secrets['key'] }}"}};
    Request request = build();
    QCOMPARE(request.url, std::string("https://api.example.com/hook"));
    QVERIFY(!request.urlIsSecret);
    QCOMPARE(*find(request, "X-Host"), (WireHeader{"X-Host", "api.example.com", false}));
    QCOMPARE(*find(request, "X-Key"), (WireHeader{"X-Key", "k=s3cret", true}));
    m_target.url += "/{{ secrets.key }}";
    request = build();
    QCOMPARE(request.url, std::string("https://api.example.com/hook/s3cret"));
    QVERIFY(request.urlIsSecret);
}

void TestRequestBuilder::aDeliverySaysWhichItIs()
{
    m_target.delivery.signingSecret = "hmac";
    m_target.delivery.authentication.kind = Authentication::Kind::Basic;
    m_target.delivery.authentication.user = "user";
    m_target.delivery.authentication.password = "{{ secrets.key }}";
    const Request request = build();
    QCOMPARE(find(request, "webhook-id")->value, std::string("d-1"));
    QCOMPARE(find(request, "X-Omneo-Event")->value, std::string("member.updated"));
    QCOMPARE(find(request, "Content-Type")->value, std::string("application/json"));
    QCOMPARE(*find(request, "Authorization"), (WireHeader{"Authorization", "Basic dXNlcjpzM2NyZXQ=", true}));
    // printf '{"a":1}' | openssl dgst -sha256 -hmac geheim
    QCOMPARE(find(request, "X-Omneo-Hmac-SHA256")->value,
             std::string("0c3e89010807a274fd26fae3628d3e1dc8f1ee15cc206a8e72920e50b4da8baf"));
}

void TestRequestBuilder::theRouteComesFromTheTarget()
{
    ConnectionSettings &connection = m_target.delivery.connection;
    connection.tls = {"certificates/../ca.pem", "/etc/client.pem", "client.key", "key", TlsSettings::Version::Tls13, false};
    connection.proxy = "http://user:{{ secrets.key }}@{{ env.host }}:3128";
    connection.http2 = true;
    connection.connectTimeout = 11ms;
    connection.firstByteTimeout = 22ms;
    connection.allowedAddresses = {AddressRange::parse("10.1.0.0/16").value()};
    m_target.folder.path = "/srv/workspace";
    const Request request = build();
    QCOMPARE(request.route.tls.authorities, std::string("/srv/workspace/ca.pem"));
    QCOMPARE(request.route.tls.clientCertificate, std::string("/etc/client.pem"));
    QCOMPARE(request.route.tls.clientKey, std::string("/srv/workspace/client.key"));
    QCOMPARE(request.route.tls.clientKeyPassword, std::string("s3cret"));
    QVERIFY(request.route.tls.onlyTls13 && !request.route.tls.verify && request.route.http2);
    QCOMPARE(request.route.proxy, std::string("http://user:s3cret@api.example.com:3128"));
    QVERIFY(request.route.proxyIsSecret);
    QCOMPARE(request.route.connectTimeout, 11ms);
    QCOMPARE(request.route.firstByteTimeout, 22ms);
    QCOMPARE(request.route.allowedAddresses, connection.allowedAddresses);
    QVERIFY(!holds(masked("a s3cret, " + request.route.proxy, request), "s3cret"));
    m_target.folder.path.clear();
    QVERIFY_THROWS_EXCEPTION(RequestError, build());
    m_target.folder.path = "/srv/workspace";
    connection.proxy = "proxy:{{ secrets.key }}";
    try {
        build();
        QFAIL("the request was made");
    } catch (const RequestError &error) {
        QVERIFY2(holds(error.what(), "mend the target's \"proxy\"") && !holds(error.what(), "s3cret"), error.what());
    }
}

void TestRequestBuilder::aUrlThatSaysLoopbackMeansIt_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowed");
    for (const char *url :
         {"http://localhost/x", "http://LOCALHOST:8080", "https://127.0.0.1/x", "http://127.9.8.7:80/x?q", "http://[::1]:7070/x"})
        QTest::newRow(url) << QString::fromUtf8(url) << true;
    for (const char *url : {"http://api.example.com/localhost", "http://localhost.example.com/", "http://2130706433/",
                            "http://0x7f.1/", "http://127.1/", "http://127.x@2130706433/", "http://user@127.0.0.1/",
                            "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://0.0.0.0/"})
        QTest::newRow(url) << QString::fromUtf8(url) << false;
}

void TestRequestBuilder::aUrlThatSaysLoopbackMeansIt()
{
    QFETCH(QString, url);
    QFETCH(bool, allowed);
    m_target.url = url.toStdString();
    QCOMPARE(!build().route.allowedAddresses.empty(), allowed);
}

void TestRequestBuilder::faultsNameThePlaceAndTheRemedy_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("missing secret") << QByteArray("X-Key") << QByteArray("{{ secrets.nope }}")
                                    << QByteArray("header X-Key: the secret 'nope' is not known \xe2\x80\x93 ");
    QTest::newRow("unknown variable") << QByteArray("X-Key") << QByteArray("{{ env.nope }}") << QByteArray("header X-Key:1:");
    QTest::newRow("broken template") << QByteArray("X-Key") << QByteArray("{{ env.") << QByteArray("header X-Key:1:");
    QTest::newRow("reserved") << QByteArray("Content-LENGTH") << QByteArray("7") << QByteArray("header Content-LENGTH: ");
    QTest::newRow("Standard Webhooks' headers are ours")
        << QByteArray("Webhook-Signature") << QByteArray("v1,x") << QByteArray("set by Target Desk");
    QTest::newRow("signature is ours") << QByteArray("X-Omneo-Hmac-SHA256") << QByteArray("7")
                                       << QByteArray("set by Target Desk");
    QTest::newRow("line break") << QByteArray("X-Key") << QByteArray("{{ secrets.broken }}")
                                << QByteArray("header X-Key holds a line break");
    QTest::newRow("name") << QByteArray("X Key") << QByteArray("a") << QByteArray("header name \"X Key\"");
}

void TestRequestBuilder::faultsNameThePlaceAndTheRemedy()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, said);
    m_target.delivery.headers = {{name.toStdString(), value.toStdString()}};
    try {
        build();
        QFAIL("the request was made");
    } catch (const RequestError &error) {
        const std::string what = error.what();
        QVERIFY2(holds(what, said.toStdString()), what.c_str());
        QVERIFY2(holds(what, " \xe2\x80\x93 "), what.c_str());
        QVERIFY2(!holds(what, "Evil"), what.c_str());
    }
}

void TestRequestBuilder::noFaultShowsASecretsValue_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *source, const char *said) {
        QTest::newRow(source) << QByteArray(source) << QByteArray(said);
    };
    row("{{ secrets.live.api_key }}", R"(X:1:4: error: Impossible to access an attribute ("api_key") on a string variable)");
    row("{{ secrets.live['token'] }}", R"(X:1:4: error: Impossible to access a key ("token") on a string variable)");
    row("{{ env[secrets.live] }}", "X:1:4: error: Key ");
    row("{{ env[secrets.live|slice(3)|lower] }}", "X:1:4: error: Key ");
    row("{{ secrets.live|date }}", "Failed to parse time string (");
    row("{{ secrets.live|upper|date }}", "Failed to parse time string (");
    row("{{ secrets.live|reverse|date }}", "Failed to parse time string (");
    row("{{ secrets.live|url_encode|date }}", "Failed to parse time string (");
    row("{{ (secrets.live ~ 'x')|date_modify('+1 day') }}", "Failed to parse time string (");
    row("{{ 'now'|date('Y', secrets.live|lower) }}", "X:1:");
    row("{{ attribute(env, secrets.live) }}", "X:1:");
    row("{{ constant(secrets.live) }}", "X:1:");
    row("{{ 'a' matches secrets.live }}", "X:1:");
    row("{{ include(secrets.live) }}", "X:1:");
    row("{{ secrets.live + 1 }}", "X:1:");
    // Only the true values fail: Twig's words for a mask would be none, or others.
    row("{{ secrets.live starts with 'pk' ? env[secrets.live] : '' }}", "X:1:");
    row("{% if secrets.live starts with 'pk' %}{{ secrets.live|date }}{% else %}{{ secrets.live.x }}{% endif %}", "X:1:");
    row("{{ env.nope ~ secrets.live }}", R"(X:1:4: error: Key "nope")");
}

void TestRequestBuilder::noFaultShowsASecretsValue()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, said);
    const auto secrets = std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"live", "pk_CANARY77"}});
    m_builder = std::make_unique<RequestBuilder>(secrets, m_sender);
    m_target.delivery.headers = {{"X", source.toStdString()}};
    try {
        build();
        QFAIL("the request was made");
    } catch (const RequestError &error) {
        const QByteArray what = error.what();
        QVERIFY2(what.startsWith("header X:1:") && what.contains(said), what.constData());
        QVERIFY2(what.contains("environments/sandbox.json"), what.constData());
        for (const char *part : {"canary", "yranac", "pk_"})
            QVERIFY2(!what.toLower().contains(part), what.constData());
    }
}

void TestRequestBuilder::oneTokenServesParallelBuilds()
{
    std::atomic<int> nth = 0;
    const HostileReceiver receiver([&](int socket, const HostileReceiver::Call &) {
        const std::string token = "t" + std::to_string(++nth);
        std::this_thread::sleep_for(20ms);
        HostileReceiver::write(socket,
                               HostileReceiver::answer("200 OK", "{\"access_token\":\"" + token + "\",\"expires_in\":900}"));
        return After::Keep; // a close that comes with the next request would break it
    });
    useOAuth2(receiver.url("/token"));
    std::vector<std::future<Request>> builds;
    for (int i = 0; i < 8; ++i)
        builds.push_back(std::async(std::launch::async, [this] { return build(); }));
    for (std::future<Request> &made : builds)
        QCOMPARE(*find(made.get(), "Authorization"), (WireHeader{"Authorization", "Bearer t1", true}));
    QCOMPARE(receiver.calls().size(), 1U);
    QVERIFY(holds(receiver.calls().at(0).body, "\"client_secret\":\"s3cret\""));
    m_builder->dropToken(m_target, m_environment, build());
    QCOMPARE(find(build(), "Authorization")->value, std::string("Bearer t2"));
    QCOMPARE(receiver.calls().size(), 2U);
}

void TestRequestBuilder::aTokenThatCannotBeHadIsNoRefusal()
{
    std::string gone;
    {
        const HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
            HostileReceiver::write(socket, HostileReceiver::answer("401 Unauthorized", "{\"error\":\"invalid_client\"}"));
            return After::Close;
        });
        gone = receiver.url("/token");
        useOAuth2(gone);
        try {
            build();
            QFAIL("the request was made");
        } catch (const CredentialError &error) {
            QCOMPARE(error.response().status, 401);
            QCOMPARE(error.response().errorClass, ErrorClass::Auth);
            QVERIFY(!error.response().requestSent);
            QVERIFY2(holds(error.what(), "invalid_client"), error.what());
        }
    }
    try {
        build();
        QFAIL("the request was made");
    } catch (const CredentialError &error) {
        QCOMPARE(error.response().errorClass, ErrorClass::Auth);
        QVERIFY(!error.response().requestSent);
        QVERIFY2(holds(error.what(), gone), error.what());
    }
}

void TestRequestBuilder::aTokenIsFetchedOnTheTargetsRoute()
{
    const HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
        HostileReceiver::write(socket, HostileReceiver::answer("200 OK", R"({"access_token": "t"})"));
        return After::Close;
    });
    HttpSender::Options options;
    options.gate.isOn = true;
    HttpSender sender(options);
    m_builder = std::make_unique<RequestBuilder>(
        std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"key", "s3cret"}}), sender);
    useOAuth2("http://token.invalid/x");
    const auto classOf = [this] {
        try {
            build();
            return ErrorClass::None;
        } catch (const CredentialError &error) {
            return error.response().errorClass;
        }
    };
    ConnectionSettings &connection = m_target.delivery.connection;
    connection.proxy = receiver.url("");
    QCOMPARE(classOf(), ErrorClass::Blocked); // final, as it is for the delivery itself
    QCOMPARE(receiver.connections(), 0);
    connection.allowedAddresses = {AddressRange::parse("127.0.0.1").value()};
    QCOMPARE(classOf(), ErrorClass::None);
    QVERIFY(holds(receiver.calls().at(0).head, "POST http://token.invalid/x "));
    m_builder->dropToken(m_target, m_environment, build());
    connection.proxy = "http://127.0.0.1:1";
    QCOMPARE(classOf(), ErrorClass::Proxy);
    m_builder.reset(); // before its sender
}

QTEST_GUILESS_MAIN(TestRequestBuilder)
#include "tst_requestbuilder.moc"
