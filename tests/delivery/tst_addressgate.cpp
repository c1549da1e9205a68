// SPDX-License-Identifier: MIT
// Which addresses a request may connect to: the table, and the gate on the wire between DNS and connect.
#include "delivery/addressgate.h"
#include "delivery/httpsender.h"
#include "hostilereceiver.h"

#include <QtTest>

#include <netinet/in.h>
#include <sys/un.h>

using namespace targetdesk;
using After = HostileReceiver::After;

namespace {

std::vector<AddressRange> ranges(std::initializer_list<const char *> texts)
{
    std::vector<AddressRange> list;
    for (const char *text : texts)
        list.push_back(AddressRange::parse(text).value());
    return list;
}

HttpSender::Options gated(std::vector<AddressRange> allowed = {})
{
    HttpSender::Options options;
    options.gate = {true, std::move(allowed)};
    return options;
}

After accepts(int socket, const HostileReceiver::Call &)
{
    HostileReceiver::write(socket, HostileReceiver::answer("200 OK", "ok"));
    return After::Keep;
}

std::string portOf(const HostileReceiver &receiver)
{
    const std::string url = receiver.url("");
    return url.substr(url.rfind(':'));
}

} // namespace

class TestAddressGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTable_data();
    void theTable();
    void exceptionsLetThrough_data();
    void exceptionsLetThrough();
    void anOpenGateAsksNothing();
    void systemAddressesAreJudgedAlike();
    void rangesAreRead_data();
    void rangesAreRead();
    void noSpellingLeadsAroundIt_data();
    void noSpellingLeadsAroundIt();
    void noSpellingLeadsThroughAProxy();
    void aTargetsOwnExceptionHolds();
    void aKeptConnectionIsNoWayIn();
};

void TestAddressGate::theTable_data()
{
    QTest::addColumn<QByteArray>("range"); // its name and bounds; empty: public
    const auto row = [](const char *address, const char *range) { QTest::newRow(address) << QByteArray(range); };
    row("0.0.0.0", "unspecified (0.0.0.0/32)");
    row("0.0.0.1", "reserved (0.0.0.0/8)");
    row("1.1.1.1", "");
    row("9.255.255.255", "");
    row("10.0.0.0", "private (10.0.0.0/8)");
    row("10.255.255.255", "private (10.0.0.0/8)");
    row("11.0.0.0", "");
    row("100.63.255.255", "");
    row("100.64.0.0", "shared by a carrier's customers (100.64.0.0/10)");
    row("100.127.255.255", "shared by a carrier's customers (100.64.0.0/10)");
    row("100.128.0.0", "");
    row("126.255.255.255", "");
    row("127.0.0.1", "loopback (127.0.0.0/8)");
    row("127.255.255.255", "loopback (127.0.0.0/8)");
    row("128.0.0.0", "");
    row("169.253.255.255", "");
    row("169.254.169.254", "link-local (169.254.0.0/16)");
    row("169.255.0.0", "");
    row("172.15.255.255", "");
    row("172.16.0.0", "private (172.16.0.0/12)");
    row("172.31.255.255", "private (172.16.0.0/12)");
    row("172.32.0.0", "");
    row("192.0.0.8", "reserved (192.0.0.0/24)");
    row("192.0.1.1", "");
    row("192.0.2.5", "for documentation (192.0.2.0/24)");
    row("192.88.99.1", "reserved (192.88.99.0/24)");
    row("192.167.255.255", "");
    row("192.168.1.1", "private (192.168.0.0/16)");
    row("192.169.0.0", "");
    row("198.17.255.255", "");
    row("198.18.0.1", "for benchmarks (198.18.0.0/15)");
    row("198.19.255.255", "for benchmarks (198.18.0.0/15)");
    row("198.51.100.7", "for documentation (198.51.100.0/24)");
    row("203.0.113.9", "for documentation (203.0.113.0/24)");
    row("223.255.255.255", "");
    row("224.0.0.1", "multicast (224.0.0.0/4)");
    row("239.255.255.255", "multicast (224.0.0.0/4)");
    row("240.0.0.1", "reserved (240.0.0.0/4)");
    row("255.255.255.255", "broadcast (255.255.255.255/32)");
    row("::", "unspecified (::/128)");
    row("::1", "loopback (::1/128)");
    row("::127.0.0.1", "reserved (::/3)");
    row("::ffff:127.0.0.1", "loopback (127.0.0.0/8)");
    row("::ffff:a00:1", "private (10.0.0.0/8)");
    row("::ffff:8.8.8.8", "");
    row("::fffe:8.8.8.8", "reserved (::/3)");
    row("64:ff9b::10.1.2.3", "private (10.0.0.0/8)");
    row("64:ff9b::7f00:1", "loopback (127.0.0.0/8)");
    row("64:ff9b::8.8.8.8", "");
    row("64:ff9b:1::8.8.8.8", "private (64:ff9b:1::/48)");
    row("64:ff9b::1:8.8.8.8", "reserved (::/3)");
    row("100::1", "reserved (::/3)");
    row("2001::1", "a Teredo tunnel (2001::/32)");
    row("2001:0:7f00:1::", "a Teredo tunnel (2001::/32)");
    row("2001:2::1", "for benchmarks (2001:2::/48)");
    row("2001:1ff::1", "reserved (2001::/23)");
    row("2001:200::1", "");
    row("2001:db8::1", "for documentation (2001:db8::/32)");
    row("2002:7f00:1::1", "loopback (127.0.0.0/8)");
    row("2002:c0a8:101::", "private (192.168.0.0/16)");
    row("2002:808:808::1", "");
    row("2606:4700:4700::1111", "");
    row("3fff:fff::1", "for documentation (3fff::/20)");
    row("3fff:1000::1", "");
    row("4000::1", "reserved (4000::/2)");
    row("9000::1", "reserved (8000::/1)");
    row("fbff::1", "reserved (8000::/1)");
    row("fc00::1", "private (fc00::/7)");
    row("fdff::1", "private (fc00::/7)");
    row("fe80::1", "link-local (fe80::/10)");
    row("febf::1", "link-local (fe80::/10)");
    row("fec0::1", "private (fec0::/10)");
    row("ff02::1", "multicast (ff00::/8)");
}

void TestAddressGate::theTable()
{
    QFETCH(QByteArray, range);
    const IpAddress address = IpAddress::parse(QTest::currentDataTag()).value();
    QCOMPARE(QByteArray::fromStdString(AddressGate::rangeOf(address).value_or("")), range);
    const std::optional<std::string> refusal = AddressGate{true, {}}.refusal(address);
    QCOMPARE(refusal.has_value(), !range.isEmpty());
    if (!refusal) return;
    const QByteArray said = QByteArray::fromStdString(*refusal);
    QVERIFY2(said.contains(QByteArray::fromStdString(address.text())) && said.contains(range), said.constData());
    QVERIFY2(said.contains("allow_addresses"), said.constData());
}

void TestAddressGate::exceptionsLetThrough_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char *address, const char *range, bool passes) {
        QTest::addRow("%s by %s", address, range) << QByteArray(range) << passes;
    };
    row("10.1.2.3", "10.1.0.0/16", true);
    row("10.1.2.3", "10.1.2.3", true);
    row("10.1.2.3", "10.1.2.4", false);
    row("10.2.0.1", "10.1.0.0/16", false);
    row("::ffff:10.1.2.3", "10.1.0.0/16", true);
    row("10.1.2.3", "::ffff:10.1.0.0/112", true);
    row("64:ff9b::10.1.2.3", "10.1.0.0/16", true);
    row("64:ff9b::10.1.2.3", "64:ff9b::/96", true);
    row("2002:a01:203::1", "10.1.2.3/32", true);
    row("fd00::1", "fd00::/8", true);
    row("fd00::1", "10.0.0.0/8", false);
    row("::1", "0.0.0.0/0", false);
    row("127.0.0.1", "0.0.0.0/0", true);
    row("::1", "::/0", true);
    row("8.8.8.8", "10.1.0.0/16", true);
}

void TestAddressGate::exceptionsLetThrough()
{
    QFETCH(QByteArray, range);
    QFETCH(bool, passes);
    const std::string tag = QTest::currentDataTag();
    const IpAddress address = IpAddress::parse(tag.substr(0, tag.find(' '))).value();
    const std::vector<AddressRange> exceptions = {AddressRange::parse(range.toStdString()).value()};
    QCOMPARE(!AddressGate({true, exceptions}).refusal(address), passes);
    QCOMPARE(!AddressGate({true, {}}).refusal(address, exceptions), passes);
}

void TestAddressGate::anOpenGateAsksNothing()
{
    QVERIFY(!AddressGate().refusal(IpAddress::parse("127.0.0.1").value()));
    sockaddr_un path = {};
    path.sun_family = AF_UNIX;
    QVERIFY(!AddressGate().refusal(reinterpret_cast<const sockaddr &>(path)));
    QVERIFY(AddressGate({true, {}}).refusal(reinterpret_cast<const sockaddr &>(path)));
}

void TestAddressGate::systemAddressesAreJudgedAlike()
{
    const AddressGate gate{true, {}};
    sockaddr_in v4 = {};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(0x0a010203);
    const std::optional<std::string> refusal = gate.refusal(reinterpret_cast<const sockaddr &>(v4));
    QVERIFY(refusal && refusal->find("10.1.2.3 is private") != std::string::npos);
    v4.sin_addr.s_addr = htonl(0x08080808);
    QVERIFY(!gate.refusal(reinterpret_cast<const sockaddr &>(v4)));
    sockaddr_in6 v6 = {};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    QVERIFY(gate.refusal(reinterpret_cast<const sockaddr &>(v6)));
    QVERIFY(!gate.refusal(reinterpret_cast<const sockaddr &>(v6), ranges({"::1"})));
}

void TestAddressGate::rangesAreRead_data()
{
    QTest::addColumn<QByteArray>("text"); // as it is written; empty: no range
    const auto row = [](const char *given, const char *text) { QTest::newRow(given) << QByteArray(text); };
    row("10.1.0.0/16", "10.1.0.0/16");
    row("10.1.2.3/16", "10.1.0.0/16");
    row("10.1.2.3/31", "10.1.2.2/31");
    row("10.1.2.3", "10.1.2.3/32");
    row("0.0.0.0/0", "0.0.0.0/0");
    row("FD00::1/8", "fd00::/8");
    row("2001:db8:ffff::/35", "2001:db8:e000::/35");
    row("::1", "::1/128");
    row("::ffff:10.1.2.3/120", "10.1.2.0/24");
    row("", "");
    row("10.1.0.0/", "");
    row("10.1.0.0/33", "");
    row("10.1.0.0/-1", "");
    row("10.1.0.0/16 ", "");
    row("10.1/16", "");
    row("127.1", "");
    row("fd00::/129", "");
    row("example.com", "");
    row("[::1]", "");
}

void TestAddressGate::rangesAreRead()
{
    QFETCH(QByteArray, text);
    const std::optional<AddressRange> range = AddressRange::parse(QTest::currentDataTag());
    QCOMPARE(range ? QByteArray::fromStdString(range->text()) : QByteArray(), text);
}

void TestAddressGate::noSpellingLeadsAroundIt_data()
{
    QTest::addColumn<QByteArray>("host");
    for (const char *host : {"127.0.0.1", "2130706433", "0x7f.1", "127.1", "0177.0.0.01", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
                             "localhost", "localhost.", "LOCALHOST", "0.0.0.0", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost",
                             "%31%32%37.0.0.1", "%EF%BC%91%32%37.1", "user:word@１２７.0.0.1"})
        QTest::newRow(host) << QByteArray(host);
}

void TestAddressGate::noSpellingLeadsAroundIt()
{
    QFETCH(QByteArray, host);
    const HostileReceiver receiver(accepts);
    const Request request = requestTo("http://" + host.toStdString() + portOf(receiver) + "/");
    {
        HttpSender sender(gated());
        const Response refused = sender.sendAndWait(request);
        QCOMPARE(errorClassName(refused.errorClass), std::string("blocked-address"));
        QVERIFY2(refused.error.find("and blocked") != std::string::npos, refused.error.c_str());
        QVERIFY(!refused.requestSent && !refused.isAnswerLost());
        QCOMPARE(refused.status, 0);
    }
    QCOMPARE(receiver.connections(), 0);
    // The spelling leads there: nothing but the gate was in the way.
    HttpSender sender;
    const Response taken = sender.sendAndWait(request);
    QVERIFY2(taken.isSuccess(), taken.error.c_str());
}

void TestAddressGate::noSpellingLeadsThroughAProxy()
{
    const HostileReceiver proxy(accepts);
    HttpSender sender(gated());
    for (const char *host : {"10.0.0.1", "0x0a.1", "１０.0.0.1", "%EF%BC%91%30.0.0.1", "169。254。169。254"}) {
        Request request = requestTo(std::string("http://") + host + "/");
        request.route.proxy = proxy.url("");
        request.route.allowedAddresses = ranges({"127.0.0.1"}); // the proxy's
        const Response refused = sender.sendAndWait(request);
        QVERIFY2(refused.errorClass == ErrorClass::Blocked, host);
    }
    QCOMPARE(proxy.calls().size(), std::size_t{0});
}

void TestAddressGate::aTargetsOwnExceptionHolds()
{
    const HostileReceiver receiver(accepts);
    HttpSender sender(gated());
    Request request = requestTo(receiver.url());
    request.route.allowedAddresses = ranges({"10.0.0.0/8"});
    QCOMPARE(sender.sendAndWait(request).errorClass, ErrorClass::Blocked);
    request.route.allowedAddresses = ranges({"10.0.0.0/8", "127.0.0.1"});
    const Response response = sender.sendAndWait(request);
    QVERIFY2(response.isSuccess(), response.error.c_str());
    HttpSender lenient(gated(ranges({"127.0.0.0/8"})));
    QVERIFY(lenient.sendAndWait(requestTo(receiver.url())).isSuccess());
}

void TestAddressGate::aKeptConnectionIsNoWayIn()
{
    const HostileReceiver receiver(accepts);
    HttpSender sender(gated());
    Request allowed = requestTo(receiver.url());
    allowed.route.allowedAddresses = ranges({"127.0.0.1"});
    QVERIFY(sender.sendAndWait(allowed).isSuccess());
    const Response refused = sender.sendAndWait(requestTo(receiver.url()));
    QCOMPARE(refused.errorClass, ErrorClass::Blocked);
    QVERIFY(!refused.requestSent);
    QVERIFY2(refused.error.find("127.0.0.1 is loopback") != std::string::npos, refused.error.c_str());
    QVERIFY(sender.sendAndWait(allowed).isSuccess());
    QCOMPARE(receiver.calls().size(), 2U);
}

QTEST_GUILESS_MAIN(TestAddressGate)
#include "tst_addressgate.moc"
