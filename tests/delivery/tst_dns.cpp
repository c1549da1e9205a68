// SPDX-License-Identifier: MIT
// Names: what a server on loopback says of them decides where a request goes, never more than the gate allows, and a server that
// says nothing holds up nobody else.
#include "delivery/httpsender.h"
#include "fullport.h"
#include "hostilereceiver.h"
#include "nameserver.h"

#include <QtTest>

#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;
using After = HostileReceiver::After;
using Kind = NameServer::Kind;

namespace {

HostileReceiver::Behaviour accepts()
{
    return HostileReceiver::says(HostileReceiver::answer("200 OK", "ok"), After::Keep);
}

Request requestTo(const std::string &name, int port)
{
    return targetdesk::requestTo("http://" + name + ":" + std::to_string(port) + "/");
}

/// Only 127.0.0.2 may be connected to: it stands for the public, everything else of loopback for what must not be reached.
HttpSender::Options gated()
{
    HttpSender::Options options;
    options.gate = {true, {AddressRange::parse("127.0.0.2").value()}};
    return options;
}

} // namespace

class TestDns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_names = std::make_unique<NameServer>(); }
    void cleanup() { m_names.reset(); }
    void addressesThatRefuseArePassed();
    void anAddressThatSaysNothingIsPassed();
    void namesWithoutAnAddressAreDns_data();
    void namesWithoutAnAddressAreDns();
    void aNameThatComesBackIsFound();
    void aSilentServerHoldsUpNobodyElse();
    void manySilentNamesEndAtTheirLimit();
    void rebindingEndsAtTheGate();
    void theGateJudgesEachAddress_data();
    void theGateJudgesEachAddress();

private:
    std::unique_ptr<NameServer> m_names;
};

void TestDns::addressesThatRefuseArePassed()
{
    const HostileReceiver receiver(accepts(), {"127.0.0.2", 0});
    m_names->set("many.test", {{Kind::Addresses, {"127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.2", "127.0.0.6"}}});
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo("many.test", receiver.port()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.remoteAddress, std::string("127.0.0.2"));
    QCOMPARE(receiver.calls().size(), 1U);
}

void TestDns::anAddressThatSaysNothingIsPassed()
{
    const HostileReceiver receiver(accepts(), {"127.0.0.2", 0});
    const FullPort deaf({"127.0.0.3", receiver.port()});
    m_names->set("half.test", {{Kind::Addresses, {"127.0.0.3", "127.0.0.2"}}});
    Request request = requestTo("half.test", receiver.port());
    request.route.connectTimeout = 2s;
    HttpSender sender;
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    QCOMPARE(response.remoteAddress, std::string("127.0.0.2"));
}

void TestDns::namesWithoutAnAddressAreDns_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("no such name") << static_cast<int>(Kind::NoSuchName);
    QTest::newRow("a server that fails") << static_cast<int>(Kind::Failure);
    QTest::newRow("no address") << static_cast<int>(Kind::Addresses);
}

void TestDns::namesWithoutAnAddressAreDns()
{
    QFETCH(int, kind);
    m_names->set("none.test", {{static_cast<Kind>(kind)}});
    HttpSender sender;
    const Response response = sender.sendAndWait(requestTo("none.test", 9));
    QVERIFY2(response.errorClass == ErrorClass::Dns, response.error.c_str());
    QVERIFY2(response.error.find("none.test") != std::string::npos, response.error.c_str());
    QVERIFY(!response.requestSent && !response.isAnswerLost());
}

// A failure is not kept: the next try asks again.
void TestDns::aNameThatComesBackIsFound()
{
    const HostileReceiver receiver(accepts(), {"127.0.0.2", 0});
    m_names->set("back.test", {{Kind::Failure}, {Kind::Addresses, {"127.0.0.2"}}});
    HttpSender sender;
    QCOMPARE(sender.sendAndWait(requestTo("back.test", receiver.port())).errorClass, ErrorClass::Dns);
    const Response response = sender.sendAndWait(requestTo("back.test", receiver.port()));
    QVERIFY2(response.isSuccess(), response.error.c_str());
}

// The C library cannot be stopped from waiting; nothing of ours may wait for it, not even the end.
void TestDns::aSilentServerHoldsUpNobodyElse()
{
    const HostileReceiver receiver(accepts());
    m_names->set("silent.test", {{Kind::Silence}});
    {
        HttpSender sender;
        std::promise<Response> promise;
        Request silent = requestTo("silent.test", 9);
        silent.route.connectTimeout = 300ms;
        sender.send(silent, [&promise](Response response) { promise.set_value(std::move(response)); });
        QVERIFY(sender.sendAndWait(targetdesk::requestTo(receiver.url())).isSuccess());
        const Response response = promise.get_future().get();
        QCOMPARE(response.errorClass, ErrorClass::Dns);
        QVERIFY2(response.error.starts_with("the host's name was not resolved within 300 ms"), response.error.c_str());
        QVERIFY(!response.requestSent && !response.isAnswerLost());
        QVERIFY(sender.sendAndWait(targetdesk::requestTo(receiver.url())).isSuccess());
        QCOMPARE(NameServer::pending(), 1);
        silent.route.connectTimeout = 60s;
        sender.send(silent, [](const Response &) {});
        QTRY_COMPARE(NameServer::pending(), 2);
    }
    QCOMPARE(NameServer::pending(), 2);
}

void TestDns::manySilentNamesEndAtTheirLimit()
{
    constexpr int Many = 30;
    HttpSender sender;
    std::vector<std::promise<Response>> answers(Many);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string name = "silent" + std::to_string(i) + ".test";
        m_names->set(name, {{Kind::Silence}});
        Request request = requestTo(name, 9);
        request.route.connectTimeout = 300ms;
        sender.send(request, [&answer = answers[i]](Response response) { answer.set_value(std::move(response)); });
    }
    for (std::promise<Response> &answer : answers)
        QCOMPARE(answer.get_future().get().errorClass, ErrorClass::Dns);
    QCOMPARE(NameServer::pending(), Many);
}

// First the name is the public's, then the machine's own: the answer of the moment is what is judged.
void TestDns::rebindingEndsAtTheGate()
{
    const HostileReceiver outside(accepts(), {"127.0.0.2", 0});
    const HostileReceiver inside(accepts(), {"127.0.0.1", outside.port()});
    m_names->set("rebound.test", {{Kind::Addresses, {"127.0.0.2"}}, {Kind::Addresses, {"127.0.0.1"}}});
    const Request request = requestTo("rebound.test", outside.port());
    {
        HttpSender sender(gated());
        QVERIFY(sender.sendAndWait(request).isSuccess());
    }
    HttpSender sender(gated()); // with no connection and no answer kept
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.errorClass == ErrorClass::Blocked, response.error.c_str());
    QVERIFY2(response.error.find("127.0.0.1 is loopback") != std::string::npos, response.error.c_str());
    QVERIFY(!response.requestSent);
    QCOMPARE(outside.calls().size(), 1U);
    QCOMPARE(inside.connections(), 0);
}

void TestDns::theGateJudgesEachAddress_data()
{
    QTest::addColumn<QByteArrayList>("addresses");
    QTest::addColumn<bool>("reaches");
    QTest::newRow("the forbidden one first") << QByteArrayList{"127.0.0.1", "127.0.0.2"} << true;
    QTest::newRow("the forbidden one last") << QByteArrayList{"127.0.0.2", "127.0.0.1"} << true;
    QTest::newRow("forbidden ones around it") << QByteArrayList{"10.0.0.1", "127.0.0.1", "127.0.0.2", "192.168.0.1"} << true;
    QTest::newRow("none that is allowed") << QByteArrayList{"127.0.0.1", "10.0.0.1", "169.254.169.254"} << false;
}

void TestDns::theGateJudgesEachAddress()
{
    QFETCH(QByteArrayList, addresses);
    QFETCH(bool, reaches);
    const HostileReceiver outside(accepts(), {"127.0.0.2", 0});
    const HostileReceiver inside(accepts(), {"127.0.0.1", outside.port()});
    NameServer::Answer answer;
    for (const QByteArray &address : addresses)
        answer.addresses.push_back(address.toStdString());
    m_names->set("mixed.test", {answer});
    HttpSender sender(gated());
    const Response response = sender.sendAndWait(requestTo("mixed.test", outside.port()));
    QVERIFY2(response.errorClass == (reaches ? ErrorClass::None : ErrorClass::Blocked), response.error.c_str());
    QCOMPARE(outside.connections(), reaches ? 1 : 0);
    QCOMPARE(inside.connections(), 0);
}

QTEST_GUILESS_MAIN(TestDns)
#include "tst_dns.moc"
