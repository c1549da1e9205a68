// SPDX-License-Identifier: MIT
#include "dispatch/filesystemkind.h"
#include "dispatch/sqlitecare.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <fstream>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMegabyte = 1024 * 1024;

/// An event with so much context that a small disk is soon full.
std::string eventOf(int n, std::size_t size)
{
    return eventText({.n = n, .textSize = size});
}

} // namespace

/// `serve` on a disk that gets full, that does not confirm what is written, that is on another machine.
class TestBrokenDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aSyncThatFailsEndsIt();
    void aCheckpointThatFailsEndsIt();
    void aSendThatIsNotOnDiskDoesNotGoOut_data() { endings(); }
    void aSendThatIsNotOnDiskDoesNotGoOut();
    void anEndThatIsNotOnDiskIsNone_data() { endings(); }
    void anEndThatIsNotOnDiskIsNone();
    void aFullDiskTakesNothingNewAndDeliversTheRest();
    void anotherMachinesDiskIsRefused();
    void networkFileSystemsAreKnown();

private:
    static void endings();
    void endAsFetched(CtlProcess &process) const;
    DeliveryRecord onlyDelivery() const { return openStore(m_store.string(), StoreMode::ReadOnly)->deliveries({}).at(0); }
    void command(const char *name, const std::string &value = {}) const;
    void revoke(const char *name) const { fs::remove(m_disk / name); }
    std::vector<std::string> serve() const;
    Response ask(const std::string &address, const char *method, const std::string &body = {});

    std::atomic<bool> m_isSlow{false};
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
    fs::path m_store;
    fs::path m_disk;
    HttpSender m_sender;
};

void TestBrokenDisk::initTestCase()
{
    if (!fs::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
}

void TestBrokenDisk::init()
{
    m_isSlow = false;
    m_sink = std::make_unique<Sink>([this](const Sink::Received &) {
        return Sink::Answer{200, {}, {}, false, m_isSlow ? 500 : 0};
    });
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.flow.maxInFlight = 2; // so that most of it is still to come when the disk is full
    });
    fs::create_directories(m_workspace->path("store"));
    m_store = m_workspace->path("store") / "queue.db";
    m_disk = m_workspace->path("disk");
    fs::create_directories(m_disk);
    qputenv("LD_PRELOAD", SHIM);
    qputenv("TARGETDESK_DISK", m_disk.string().c_str());
}

void TestBrokenDisk::cleanup()
{
    qunsetenv("LD_PRELOAD");
}

void TestBrokenDisk::command(const char *name, const std::string &value) const
{
    // Complete at once: the program under test looks at any moment.
    std::ofstream(m_disk / "part") << value;
    fs::rename(m_disk / "part", m_disk / name);
}

std::vector<std::string> TestBrokenDisk::serve() const
{
    return {"serve",
            "--workspace",
            m_workspace->path("workspace").string(),
            "--store",
            "sqlite:" + m_store.string(),
            "--listen",
            "127.0.0.1:0",
            "--reserve",
            "2",
            "--grace",
            "1"};
}

Response TestBrokenDisk::ask(const std::string &address, const char *method, const std::string &body)
{
    return call(m_sender, method, address, body);
}

void TestBrokenDisk::aSyncThatFailsEndsIt()
{
    std::size_t taken = 0;
    {
        CtlProcess process(serve());
        const std::string events = process.address();
        const std::string health = besideEvents(events, "/healthz");
        QCOMPARE(ask(events, "POST", eventOf(1, 10)).status, 202);
        ++taken;
        QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
        QCOMPARE(ask(health, "GET").status, 200);
        QTest::qWait(100);

        command("sync-fails");
        const Response refused = ask(events, "POST", eventOf(2, 10));
        QCOMPARE(refused.status, 503);
        QVERIFY2(refused.body.find("queue.db") == std::string::npos, refused.body.c_str()); // nothing for senders
        QTRY_VERIFY(process.errors().find("the disk did not confirm what was written") != std::string::npos);
        QVERIFY2(process.errors().find("queue.db") != std::string::npos, process.errors().c_str());
        QVERIFY(!fs::exists(m_disk / "sync-fails"));
        // The disk works again; what the first sync was for may be lost all the same, so this is for a person.
        for (int n = 3; n < 6; ++n)
            QCOMPARE(ask(events, "POST", eventOf(n, 10)).status, 503);
        const Response sick = ask(health, "GET");
        QCOMPARE(sick.status, 503);
        QVERIFY2(sick.body.find("did not confirm") != std::string::npos, sick.body.c_str());
        process.terminate();
        QVERIFY(process.wait() >= 0);
    }
    QCOMPARE(checkStore(m_store).faults.size(), std::size_t{0});
    CtlProcess process(serve());
    QCOMPARE(ask(process.address(), "POST", eventOf(7, 10)).status, 202);
    ++taken;
    QTRY_COMPARE(m_sink->received().size(), taken);
}

/// The log is written and synced, but not the file that it is copied into.
void TestBrokenDisk::aCheckpointThatFailsEndsIt()
{
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})",
                     [](Target &target) { target.delivery.lostAnswer = LostAnswer::Retry; });
    std::int64_t taken = 0;
    {
        CtlProcess process(serve());
        const std::string events = process.address();
        command("file-fails");
        Response last;
        for (int n = 0; n < 200; ++n) { // of 25 pages each
            last = ask(events, "POST", eventOf(n, 100'000));
            if (last.status != 202) break;
            ++taken;
        }
        QCOMPARE(last.status, 503);
        QTRY_VERIFY(process.errors().find("the disk did not confirm what was written") != std::string::npos);
        QVERIFY2(taken >= 10 && taken < 100, std::to_string(taken).c_str());
        revoke("file-fails");
        QCOMPARE(ask(events, "POST", eventOf(500, 10)).status, 503);
        const Response sick = ask(besideEvents(events, "/healthz"), "GET");
        QCOMPARE(sick.status, 503);
        QVERIFY2(sick.body.find("did not confirm") != std::string::npos, sick.body.c_str());
        process.kill();
    }
    CtlProcess process(serve());
    QVERIFY2(!process.address().empty(), process.errors().c_str());
    const auto counts = [this] { return openStore(m_store.string(), StoreMode::ReadOnly)->counts(); };
    QTRY_COMPARE(counts().size(), std::size_t{1});
    // One that was not acknowledged may be in the log all the same.
    const std::int64_t delivered = counts()[DeliveryState::Delivered];
    QVERIFY2(delivered == taken || delivered == taken + 1, std::to_string(delivered).c_str());
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(checkStore(m_store).faults.size(), std::size_t{0});
}

void TestBrokenDisk::endings()
{
    QTest::addColumn<bool>("mayRepeat");
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("parked, ended") << false << false;
    QTest::newRow("parked, killed") << false << true;
    QTest::newRow("sent again, ended") << true << false;
    QTest::newRow("sent again, killed") << true << true;
}

/// The disk works again, but what it holds is not known: nothing goes on until somebody starts it anew.
void TestBrokenDisk::endAsFetched(CtlProcess &process) const
{
    QFETCH(const bool, isKilled);
    if (isKilled) return process.kill();
    process.terminate();
    QVERIFY(process.wait() >= 0);
}

/// Between the claim and the send a token is fetched: that is when the disk fails.
void TestBrokenDisk::aSendThatIsNotOnDiskDoesNotGoOut()
{
    QFETCH(const bool, mayRepeat);
    std::atomic<bool> hasFailed{false};
    std::atomic<std::size_t> sent{0};
    const Sink sink([&](const Sink::Received &request) {
        if (request.path != "/token") ++sent;
        if (request.path == "/token" && !hasFailed.exchange(true)) command("sync-fails");
        return Sink::Answer{200, {}, R"({"access_token": "t"})"};
    });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [&](Target &target) {
        target.delivery.lostAnswer = mayRepeat ? LostAnswer::Retry : LostAnswer::Park;
        target.delivery.authentication.kind = Authentication::Kind::OAuth2;
        target.delivery.authentication.tokenUrl = sink.url("/token");
    });
    {
        CtlProcess process(serve());
        const std::string events = process.address();
        QCOMPARE(ask(events, "POST", eventOf(1, 10)).status, 202);
        QTRY_COMPARE(ask(besideEvents(events, "/healthz"), "GET").status, 503);
        QVERIFY(!fs::exists(m_disk / "sync-fails"));
        QTest::qWait(1'500); // it tries its store again each second
        QCOMPARE(sent.load(), std::size_t{0});
        QCOMPARE(onlyDelivery().state, DeliveryState::Leased);
        QCOMPARE(ask(events, "POST", eventOf(2, 10)).status, 503);
        endAsFetched(process);
    }
    CtlProcess process(serve());
    QVERIFY2(!process.address().empty(), process.errors().c_str());
    QTRY_VERIFY(onlyDelivery().state == DeliveryState::Delivered || onlyDelivery().state == DeliveryState::Unknown);
    // Whether the log has it that a request was about to go out, the disk alone knows.
    const bool isParked = !mayRepeat && onlyDelivery().state == DeliveryState::Unknown;
    QCOMPARE(onlyDelivery().state, isParked ? DeliveryState::Unknown : DeliveryState::Delivered);
    QCOMPARE(sent.load(), std::size_t{isParked ? 0u : 1u});
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(checkStore(m_store).faults.size(), std::size_t{0});
}

/// The disk fails while the receiver has the request.
void TestBrokenDisk::anEndThatIsNotOnDiskIsNone()
{
    QFETCH(const bool, mayRepeat);
    std::atomic<bool> hasFailed{false};
    const Sink sink([&](const Sink::Received &) {
        if (!hasFailed.exchange(true)) command("sync-fails");
        return Sink::Answer{};
    });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})",
                     [&](Target &target) { target.delivery.lostAnswer = mayRepeat ? LostAnswer::Retry : LostAnswer::Park; });
    {
        CtlProcess process(serve());
        const std::string events = process.address();
        QCOMPARE(ask(events, "POST", eventOf(1, 10)).status, 202);
        QTRY_COMPARE(ask(besideEvents(events, "/healthz"), "GET").status, 503);
        QVERIFY(!fs::exists(m_disk / "sync-fails"));
        QTest::qWait(1'500);
        QCOMPARE(onlyDelivery().state, DeliveryState::Leased);
        QCOMPARE(sink.received().size(), std::size_t{1});
        endAsFetched(process);
    }
    CtlProcess process(serve());
    QVERIFY2(!process.address().empty(), process.errors().c_str());
    QTRY_VERIFY(onlyDelivery().state == DeliveryState::Delivered || onlyDelivery().state == DeliveryState::Unknown);
    if (mayRepeat) QCOMPARE(onlyDelivery().state, DeliveryState::Delivered);
    // Under its old id, if at all.
    QCOMPARE(sink.counts().size(), std::size_t{1});
    QVERIFY(sink.received().size() <= (mayRepeat ? 2u : 1u));
    QCOMPARE(sink.counts().begin()->first, onlyDelivery().id);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(checkStore(m_store).faults.size(), std::size_t{0});
}

void TestBrokenDisk::aFullDiskTakesNothingNewAndDeliversTheRest()
{
    command("quota", std::to_string(8 * kMegabyte));
    CtlProcess process(serve());
    const std::string events = process.address();
    m_isSlow = true;
    int taken = 0;
    Response last;
    for (int n = 0; n < 200; ++n) {
        last = ask(events, "POST", eventOf(n, 100'000));
        if (last.status != 202) break;
        ++taken;
    }
    QCOMPARE(last.status, 507);
    QTRY_VERIFY(process.errors().find("free space; no restart is needed") != std::string::npos);
    QVERIFY2(taken >= 10 && taken < 100, std::to_string(taken).c_str());
    // It stays refused, and what was taken goes out and is written down.
    QCOMPARE(ask(events, "POST", eventOf(999, 10)).status, 507);
    const std::string health = besideEvents(events, "/healthz");
    QCOMPARE(ask(health, "GET").status, 503);
    m_isSlow = false;
    const auto delivered = [this] {
        const auto counts = openStore(m_store.string(), StoreMode::ReadOnly)->counts();
        return counts.contains(DeliveryState::Delivered) ? counts.at(DeliveryState::Delivered) : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(delivered(), taken, 90'000);
    // Room again: events again, without a restart.
    revoke("quota");
    QCOMPARE(ask(events, "POST", eventOf(1000, 10)).status, 202);
    QTRY_COMPARE(delivered(), taken + 1);
    QCOMPARE(ask(health, "GET").status, 200);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(checkStore(m_store).faults.size(), std::size_t{0});
}

void TestBrokenDisk::anotherMachinesDiskIsRefused()
{
    command("network");
    CtlProcess process(serve());
    QCOMPARE(process.wait(), 1);
    const std::string errors = process.errors();
    QVERIFY2(errors.find("this folder is on another machine (NFS)") != std::string::npos, errors.c_str());
    QVERIFY(!fs::exists(m_store));
}

void TestBrokenDisk::networkFileSystemsAreKnown()
{
    QCOMPARE(networkFileSystem(0xfe534d42), std::string("SMB2"));
    QCOMPARE(networkFileSystem(0xef53), std::string()); // ext4
    QCOMPARE(networkFileSystemOf("/proc/self/status"), std::string());
}

QTEST_GUILESS_MAIN(TestBrokenDisk)
#include "tst_brokendisk.moc"
