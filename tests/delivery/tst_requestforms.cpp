// SPDX-License-Identifier: MIT
// A request as text to paste: golden/request-forms/<form>. TARGETDESK_RECORD=1 writes them anew: read them before you keep them.
// What can be run here is run.
#include "delivery/requestforms.h"
#include "delivery/requestpreview.h"
#include "hostilereceiver.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace Qt::StringLiterals;
using namespace targetdesk;
namespace fs = std::filesystem;
using After = HostileReceiver::After;

class TestRequestForms : public QObject
{
    Q_OBJECT

private:
    static std::string read(const fs::path &file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

    static Target target()
    {
        Target one;
        one.name = "Klaviyo: \"reward\"";
        one.handle = "klaviyo-reward";
        one.url = "{{ env.base }}/events";
        one.notes = "for O'Brien";
        one.templateSource = "{\n  \"mail\": {{ email|json_encode|raw }}, \"path\": \"C:\\\\\"\n}";
        return one;
    }

    static Request request(const std::string &url = "https://example.com/events?a=1&b='x'")
    {
        Request one;
        one.url = url;
        one.headers = {{"revision", "2026-01-15", false},
                       {"Authorization", "Klaviyo-API-Key s3cret", true},
                       {"Content-Type", "application/json", false},
                       {"X-Empty", "", false},
                       {"X-Odd", "=it's \"$HOME\" `id` \\ !", false},
                       {"X-Omneo-Hmac-SHA256", "00ff", false}};
        one.body = "{\"mail\": \"o'brien@example.com\", \"odd key\": [1.50, {\"mail\": null}],\n"
                   " \"text\": \"?> \\\" $HOME `id` \\u00e4 \xC3\xA4 \\n */ ' end\", \"empty\": {}, \"9\": true}";
        return one;
    }

    static std::pair<int, QByteArray> run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"AUTHORIZATION"_s, u"Klaviyo-API-Key s3cret"_s);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(30000)) return {-1, "does not end"};
        return {process.exitCode(), process.readAll()};
    }

private Q_SLOTS:
    void theRouteIsInCommands()
    {
        Request one = request();
        one.route.tls = {true, true, "/etc/my ca.pem", "/etc/client.pem", "/etc/client.key", "open sesame"};
        one.route.proxy = "http://user:hush@proxy.example.com:3128";
        one.route.proxyIsSecret = true;
        one.route.http2 = true;
        const std::string curl = requestAs(RequestForm::Curl, one, target());
        for (const char *option : {"# Set before: TARGET_PROXY, CLIENT_KEY_PASSWORD, AUTHORIZATION\n", "--tlsv1.3 ",
                                   "--cacert '/etc/my ca.pem' ", "--cert '/etc/client.pem' ", "--key '/etc/client.key' ",
                                   "--pass \"$CLIENT_KEY_PASSWORD\" ", "--proxy \"$TARGET_PROXY\" ", "--http2 "})
            QVERIFY2(curl.find(option) != std::string::npos, curl.c_str());
        const std::string httpie = requestAs(RequestForm::Httpie, one, target());
        for (const char *option :
             {"--ssl=tls1.3 ", "--verify='/etc/my ca.pem' ", "--cert='/etc/client.pem' ", "--cert-key='/etc/client.key' ",
              "--cert-key-pass=\"$CLIENT_KEY_PASSWORD\" ", "--proxy=http:\"$TARGET_PROXY\" ", "--proxy=https:\"$TARGET_PROXY\" "})
            QVERIFY2(httpie.find(option) != std::string::npos, httpie.c_str());
        one.route.tls.verify = false;
        one.route.proxyIsSecret = false;
        one.route.proxy = "http://proxy.example.com";
        QVERIFY(requestAs(RequestForm::Curl, one, target()).find("--insecure ") != std::string::npos);
        QVERIFY(requestAs(RequestForm::Httpie, one, target()).find("--verify=no ") != std::string::npos);
        QVERIFY(requestAs(RequestForm::Curl, one, target()).find("--proxy 'http://proxy.example.com' ") != std::string::npos);
        for (const RequestForm form : {RequestForm::Curl, RequestForm::Httpie}) {
            const std::string text = requestAs(form, one, target());
            QVERIFY(text.find("open sesame") == std::string::npos && text.find("hush") == std::string::npos);
        }
    }

    void golden_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("curl.sh") << static_cast<int>(RequestForm::Curl);
        QTest::newRow("httpie.sh") << static_cast<int>(RequestForm::Httpie);
        QTest::newRow("api-body.json") << static_cast<int>(RequestForm::ApiBody);
        QTest::newRow("receiver.php") << static_cast<int>(RequestForm::PhpReceiver);
        QTest::newRow("receiver.mjs") << static_cast<int>(RequestForm::JavaScriptReceiver);
    }

    void golden()
    {
        QFETCH(int, form);
        const fs::path file = fs::path(TESTS_DIR) / "golden" / "request-forms" / QTest::currentDataTag();
        const std::string text = requestAs(static_cast<RequestForm>(form), request(), target());
        QVERIFY(text.find("s3cret") == std::string::npos);
        if (qEnvironmentVariableIsSet("TARGETDESK_RECORD")) {
            std::ofstream(file, std::ios::binary) << text;
            QSKIP("recorded");
        }
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(read(file)));
    }

    void curlSendsTheSame()
    {
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty()) QSKIP("no curl here");
        HostileReceiver receiver([](int socket, const HostileReceiver::Call &) {
            HostileReceiver::write(socket, HostileReceiver::answer("202 Accepted"));
            return After::Close;
        });
        const Request sent = request(receiver.url("/events"));
        const auto [code, output] = run(u"sh"_s, {u"-c"_s, QString::fromStdString(requestAs(RequestForm::Curl, sent, target()))});
        QVERIFY2(code == 0, output.constData());
        QCOMPARE(receiver.calls().size(), std::size_t(1));
        const HostileReceiver::Call call = receiver.calls().front();
        QCOMPARE(QString::fromStdString(call.body), QString::fromStdString(sent.body));
        QVERIFY(call.head.starts_with("POST /events HTTP/1.1\r\n"));
        for (const WireHeader &header : sent.headers) {
            const std::string line = "\r\n" + header.name + ":" + (header.value.empty() ? "" : " " + header.value) + "\r\n";
            QVERIFY2(call.head.find(line) != std::string::npos, (line + call.head).c_str());
        }
    }

    void theApiBodyIsTheTarget()
    {
        const Json body = Json::parse(requestAs(RequestForm::ApiBody, request(), target()));
        QCOMPARE(body.at("template").get<std::string>(), target().templateSource);
        QCOMPARE(body.at("handle").get<std::string>(), "klaviyo-reward");
        QVERIFY(body.at("condition").is_null());
        QVERIFY(body.at("description").is_null());
    }

    void receiversAreProgrammes_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("check");
        QTest::addColumn<QString>("file");
        QTest::newRow("php") << u"php"_s << u"-l"_s << u"receiver.php"_s;
        QTest::newRow("node") << u"node"_s << u"--check"_s << u"receiver.mjs"_s;
    }

    void receiversAreProgrammes()
    {
        QFETCH(QString, program);
        QFETCH(QString, check);
        QFETCH(QString, file);
        if (QStandardPaths::findExecutable(program).isEmpty()) QSKIP("not installed here");
        const QString path =
            QString::fromStdString((fs::path(TESTS_DIR) / "golden" / "request-forms" / file.toStdString()).string());
        const auto [code, output] = run(program, {check, path});
        QVERIFY2(code == 0, output.constData());
    }

    void aPreviewNeedsNoSecretAndNoNetwork()
    {
        Target one = target();
        one.url = "https://example.com/{{ secrets.hook }}";
        one.delivery.headers = {{"X-Key", "{{ secrets.key }}"}, {"X-Plain", "{{ env.base }}"}};
        one.delivery.authentication.kind = Authentication::Kind::OAuth2;
        one.delivery.authentication.tokenUrl = "http://127.0.0.1:1/token";
        DeliveryEnvironment environment;
        environment.variables["base"] = "b";
        const auto secrets = std::make_shared<MemorySecrets>(std::map<std::string, std::string>{{"hook", "h00k"}});
        const RequestPreview preview = previewRequest(one, environment, "{}", {"d-1", "reward.issued", 1}, secrets);
        QVERIFY(preview.needsToken);
        QCOMPARE(preview.missing, std::vector<std::string>{"key"});
        QVERIFY(preview.request.urlIsSecret);
        QCOMPARE(preview.request.headers.at(1).value, "b");
        QVERIFY(preview.request.headers.at(0).isSecret);
        QVERIFY(preview.request.headers.back().isSecret);
        QCOMPARE(preview.request.headers.back().name, "Authorization");
        const std::string curl = requestAs(RequestForm::Curl, preview.request, one);
        QVERIFY(curl.starts_with("# Set before: TARGET_URL, X_KEY, AUTHORIZATION\n"));
        QVERIFY(curl.find("h00k") == std::string::npos);
        one.delivery.headers = {{"X-Bad", "{{ nope("}};
        QVERIFY_THROWS_EXCEPTION(RequestError, previewRequest(one, environment, "{}", {}, secrets));
    }
};

QTEST_GUILESS_MAIN(TestRequestForms)
#include "tst_requestforms.moc"
