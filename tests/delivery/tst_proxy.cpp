// SPDX-License-Identifier: MIT
// Requests through a proxy: whose fault is whose, and what the proxy gets to see.
#include "delivery/httpsender.h"
#include "hostilereceiver.h"
#include "tlsreceiver.h"

#include <QTemporaryDir>
#include <QtTest>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;

namespace {

Request requestTo(const std::string &url, const std::string &proxy)
{
    Request request;
    request.url = url;
    request.body = "{\"a\":1}";
    request.headers = {{"X-Key", "s3cret", true}};
    request.route.proxy = proxy;
    return request;
}

/// Opens a tunnel to a port here, and carries bytes until one end is gone.
HostileReceiver::Behaviour tunnelTo(int port)
{
    return [port](int client, const HostileReceiver::Call &) {
        const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(server, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) {
            HostileReceiver::write(client, "HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n");
            pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
            char bytes[16384];
            while (poll(ends, 2, -1) > 0) {
                const int from = ends[0].revents != 0 ? 0 : 1;
                const ssize_t count = recv(ends[from].fd, bytes, sizeof bytes, 0);
                if (count <= 0) break;
                HostileReceiver::write(ends[1 - from].fd, std::string(bytes, static_cast<std::size_t>(count)));
            }
        }
        close(server);
        return After::Close;
    };
}

bool holds(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

std::string hostAndPort(const HostileReceiver &receiver)
{
    return receiver.url("").substr(std::string("http://").size());
}

} // namespace

class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void plainRequestsGoThroughIt();
    void tunnelsCarryTls();
    void theEnvironmentHasNoSay();
    void itsFaultsAreNotTheReceivers_data();
    void itsFaultsAreNotTheReceivers();
    void aProxyThatIsDownSentNothing();
    void aSilentProxyIsTheProxysFault();
    void behindTheTunnelTheReceiverIsJudged();
    void aReceiverMayAnswer407Itself();
    void addressesThatAreNoneAreRefused();
    void thePasswordIsInNoError();
    void theGateJudgesTheProxyAndLiteralAddresses();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TestAuthority> m_authority;
    std::unique_ptr<TlsReceiver> m_receiver;
};

void TestProxy::initTestCase()
{
    // What a desk behind a proxy has in its environment: none of it may count.
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"})
        qputenv(name, "http://127.0.0.1:1");
    for (const char *name : {"no_proxy", "NO_PROXY"})
        qputenv(name, "*");
    m_authority = std::make_unique<TestAuthority>(m_folder.path().toStdString(), "authority");
    m_receiver = std::make_unique<TlsReceiver>(
        TlsReceiver::Options{m_authority->issue({}), {}, TlsReceiver::Versions::All, false}, TlsReceiver::greets);
}

void TestProxy::plainRequestsGoThroughIt()
{
    const HostileReceiver proxy(HostileReceiver::says(HostileReceiver::answer("201 Created", "ok")));
    HttpSender sender;
    const Response response =
        sender.sendAndWait(requestTo("http://receiver.invalid/x?y=1", "http://user:p%40ss@" + hostAndPort(proxy)));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.status, 201);
    QCOMPARE(proxy.calls().size(), 1U);
    const std::string head = proxy.calls().at(0).head;
    QVERIFY2(head.starts_with("POST http://receiver.invalid/x?y=1 HTTP/1.1\r\n"), head.c_str());
    QVERIFY2(holds(head, "Proxy-Authorization: Basic dXNlcjpwQHNz\r\n"), head.c_str()); // user:p@ss
    QCOMPARE(proxy.calls().at(0).body, std::string("{\"a\":1}"));
}

void TestProxy::tunnelsCarryTls()
{
    const HostileReceiver proxy(tunnelTo(m_receiver->port()));
    HttpSender sender;
    Request request = requestTo(m_receiver->url(), proxy.url(""));
    request.route.tls.authorities = m_authority->file();
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QVERIFY2(!response.header("X-Proxy"), "the proxy's headers are not the receiver's");
    const std::string head = proxy.calls().at(0).head;
    QVERIFY2(head.starts_with("CONNECT 127.0.0.1:"), head.c_str());
    QVERIFY2(!holds(head, "s3cret"), head.c_str());
}

void TestProxy::theEnvironmentHasNoSay()
{
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK")));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(receiver.url(), {}));
    QVERIFY2(response.isSuccess(), response.error.c_str()); // not through http_proxy, where nobody is
    const HostileReceiver proxy(HostileReceiver::says(HostileReceiver::answer("200 OK")));
    QVERIFY(sender.sendAndWait(requestTo(receiver.url(), proxy.url(""))).isSuccess());
    QCOMPARE(proxy.calls().size(), 1U); // although no_proxy excepts everybody
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestProxy::itsFaultsAreNotTheReceivers_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("plain, 407") << false << QByteArray("HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n")
                                << QByteArray("the proxy answered 407");
    QTest::newRow("tunnel, 407") << true << QByteArray("HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n")
                                 << QByteArray("the proxy answered 407");
    QTest::newRow("tunnel, 403") << true << QByteArray("HTTP/1.1 403 X\r\nContent-Length: 2\r\n\r\nno")
                                 << QByteArray("the proxy answered 403 and opened no tunnel");
    QTest::newRow("tunnel, 502") << true << QByteArray("HTTP/1.1 502 X\r\nContent-Length: 0\r\n\r\n")
                                 << QByteArray("the proxy answered 502 and opened no tunnel");
    QTest::newRow("tunnel, closes") << true << QByteArray() << QByteArray("the proxy could not be used");
    QTest::newRow("tunnel, garbage") << true << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n")
                                     << QByteArray("the proxy could not be used");
}

void TestProxy::itsFaultsAreNotTheReceivers()
{
    QFETCH(bool, tls);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, said);
    const int before = m_receiver->sessions();
    const HostileReceiver proxy(HostileReceiver::says(answer.toStdString()));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(tls ? m_receiver->url() : "http://receiver.invalid/", proxy.url("")));
    QVERIFY2(errorClassName(response.errorClass) == "proxy", (errorClassName(response.errorClass) + response.error).c_str());
    QVERIFY2(holds(response.error, said.toStdString()), response.error.c_str());
    QVERIFY(!response.requestSent && !response.isAnswerLost());
    QCOMPARE(m_receiver->sessions(), before);
}

void TestProxy::aProxyThatIsDownSentNothing()
{
    std::string gone;
    {
        const HostileReceiver proxy(HostileReceiver::says({}));
        gone = proxy.url("");
    }
    const HostileReceiver receiver(HostileReceiver::says(HostileReceiver::answer("200 OK")));
    HttpSender sender;
    for (const std::string &url : {receiver.url(), m_receiver->url()}) {
        const Response response = sender.sendAndWait(requestTo(url, gone));
        QCOMPARE(response.errorClass, ErrorClass::Proxy);
        QVERIFY2(holds(response.error, "\"proxy\" right"), response.error.c_str());
        QVERIFY(!response.requestSent);
    }
    const Response unknown = sender.sendAndWait(requestTo(receiver.url(), "http://proxy.invalid:3128"));
    QCOMPARE(unknown.errorClass, ErrorClass::Proxy);
    QCOMPARE(receiver.connections(), 0);
}

void TestProxy::aSilentProxyIsTheProxysFault()
{
    const HostileReceiver proxy([](int socket, const HostileReceiver::Call &) {
        HostileReceiver::waitForEnd(socket);
        return After::Close;
    });
    HttpSender sender;
    Request request = requestTo(m_receiver->url(), proxy.url(""));
    request.route.connectTimeout = 300ms;
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.errorClass, ErrorClass::Proxy);
    QVERIFY(!response.requestSent);
}

void TestProxy::behindTheTunnelTheReceiverIsJudged()
{
    const HostileReceiver proxy(tunnelTo(m_receiver->port()));
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo(m_receiver->url(), proxy.url("")));
    QCOMPARE(response.errorClass, ErrorClass::Tls); // its authority is not trusted
    QVERIFY(!response.requestSent);
}

void TestProxy::aReceiverMayAnswer407Itself()
{
    const TlsReceiver odd({m_authority->issue({}), {}, TlsReceiver::Versions::All, false}, [](TlsReceiver::Channel &channel) {
        std::string request;
        channel.read(request);
        channel.write(HostileReceiver::answer("407 X"));
    });
    const HostileReceiver proxy(tunnelTo(odd.port()));
    HttpSender sender;
    Request request = requestTo(odd.url(), proxy.url(""));
    request.route.tls.authorities = m_authority->file();
    const Response response = sender.sendAndWait(request);
    QCOMPARE(response.status, 407);
    QCOMPARE(response.errorClass, ErrorClass::Http4xx);
    QVERIFY(response.requestSent);
}

void TestProxy::addressesThatAreNoneAreRefused()
{
    HttpSender sender;
    for (const char *proxy : {"127.0.0.1:3128", "socks5://127.0.0.1:1080", "http://a b", "ftp://x"}) {
        const Response response = sender.sendAndWait(requestTo("http://127.0.0.1:1/", proxy));
        QCOMPARE(response.errorClass, ErrorClass::Request);
        QVERIFY2(holds(response.error, "mend the target's \"proxy\""), response.error.c_str());
    }
}

void TestProxy::thePasswordIsInNoError()
{
    HttpSender sender;
    for (const char *proxy : {"http://user:hush-hush@127.0.0.1:1", "socks5://user:hush-hush@127.0.0.1:1"}) {
        Request request = requestTo("http://receiver.invalid/", proxy);
        request.route.proxyIsSecret = true;
        request.secrets = {"hush-hush"};
        const Response response = sender.sendAndWait(request);
        QVERIFY(!response.isSuccess());
        QVERIFY2(!holds(response.error, "hush-hush"), response.error.c_str());
    }
}

void TestProxy::theGateJudgesTheProxyAndLiteralAddresses()
{
    const HostileReceiver proxy(HostileReceiver::says(HostileReceiver::answer("200 OK", {}, "Connection: close\r\n")));
    HttpSender::Options options;
    options.gate.isOn = true;
    HttpSender sender(options);
    Request request = requestTo("http://receiver.invalid/", proxy.url(""));
    const Response noProxy = sender.sendAndWait(request);
    QCOMPARE(noProxy.errorClass, ErrorClass::Blocked);
    QVERIFY2(holds(noProxy.error, "127.0.0.1 is loopback"), noProxy.error.c_str());
    QCOMPARE(proxy.connections(), 0);
    request.route.allowedAddresses = {AddressRange::parse("127.0.0.1").value()};
    QVERIFY(sender.sendAndWait(request).isSuccess());
    // The proxy may be connected to, and would lead anywhere.
    for (const char *url : {"http://10.1.2.3/", "http://0xa.66051/", "http://[::ffff:a01:203]/", "http://169.254.169.254/x"}) {
        request.url = url;
        const Response refused = sender.sendAndWait(request);
        QVERIFY2(refused.errorClass == ErrorClass::Blocked, url);
        QVERIFY(!refused.requestSent);
    }
    for (const char *url : {"http://localhost/", "http://LOCALHOST.:1/", "http://a.localhost/"}) {
        request.url = url;
        QVERIFY2(sender.sendAndWait(request).isSuccess(), url); // 127.0.0.1 is this target's exception
        request.route.allowedAddresses = {AddressRange::parse("127.0.0.2").value()};
        QVERIFY2(sender.sendAndWait(request).errorClass == ErrorClass::Blocked, url);
        request.route.allowedAddresses = {AddressRange::parse("127.0.0.1").value()};
    }
    QCOMPARE(proxy.calls().size(), 4U);
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
