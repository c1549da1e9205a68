// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "postgresserver.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <fstream>
#include <set>

using namespace targetdesk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kInFlight = 6; // below eight nothing of the wire is kept for who answers
constexpr char kRefusal[] = "the server takes no changes";

} // namespace

/// `serve` on a PostgreSQL that takes no changes for a time: a standby where the primary was, or a server whose owner said so.
class TestReadOnlyServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingAcknowledgedIsLost_data() { ways(); }
    void nothingAcknowledgedIsLost();
    void anIdleOneTellsOfIt_data() { ways(); }
    void anIdleOneTellsOfIt();
    void aStartIsRefused_data() { ways(); }
    void aStartIsRefused();

private:
    static void ways();
    void takeNoChanges(bool isStandby);
    void takeChanges(bool isStandby);
    std::string sql(const std::string &statement) { return m_postgres->sql("test", statement); }
    std::vector<std::string> serve() const { return serveArguments(m_workspace->path("workspace"), m_store, kInFlight); }
    Response health(const std::string &events) { return call(m_sender, "GET", besideEvents(events, "/healthz")); }

    std::optional<PostgresServer> m_postgres;
    std::string m_store;
    std::optional<TestWorkspace> m_workspace;
    HttpSender m_sender;
};

void TestReadOnlyServer::ways()
{
    QTest::addColumn<bool>("isStandby");
    QTest::newRow("a standby") << true;
    QTest::newRow("by default") << false;
}

void TestReadOnlyServer::init()
{
    m_postgres.emplace();
    if (!m_postgres->why().empty()) QSKIP(m_postgres->why().c_str());
    m_store = m_postgres->newDatabase("test");
    m_workspace.emplace();
}

/// A standby: the same server again, that waits for what a primary would send.
void TestReadOnlyServer::takeNoChanges(bool isStandby)
{
    if (isStandby) {
        m_postgres->kill();
        const fs::path signal = fs::path(m_postgres->folder().toStdString()) / "data" / "standby.signal";
        std::ofstream(signal).close();
        fs::permissions(signal, fs::perms(0666));
        QVERIFY2(m_postgres->start(), m_postgres->why().c_str());
    } else {
        sql("ALTER SYSTEM SET default_transaction_read_only=on");
        sql("SELECT pg_reload_conf()");
    }
    QTRY_COMPARE(sql("SHOW transaction_read_only"), std::string("on"));
}

void TestReadOnlyServer::takeChanges(bool isStandby)
{
    if (isStandby) {
        QCOMPARE(sql("SELECT pg_promote()"), std::string("t"));
    } else {
        sql("ALTER SYSTEM RESET default_transaction_read_only");
        sql("SELECT pg_reload_conf()");
    }
    QTRY_COMPARE(sql("SHOW transaction_read_only"), std::string("off"));
}

void TestReadOnlyServer::nothingAcknowledgedIsLost()
{
    QFETCH(const bool, isStandby);
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 0, true}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.timeout = 5min;
        target.delivery.lostAnswer = LostAnswer::Park;
    });
    CtlProcess process(serve());
    const std::string events = process.address();
    int posted = 0;
    std::set<std::string> acknowledged;
    const auto send = [&] {
        const Response response = post(m_sender, events, eventText({++posted}));
        if (response.status == 202) acknowledged.insert(Json::parse(response.body).at("ids").at(0).get<std::string>());
        return response;
    };
    while (posted < 20)
        QCOMPARE(send().status, 202);
    QTRY_COMPARE(sink.received().size(), std::size_t{kInFlight});
    takeNoChanges(isStandby);

    Response last;
    const auto isRefused = [&] {
        last = send();
        return last.status == 503 && process.errors().find(kRefusal) != std::string::npos;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(isRefused(), last.body.c_str(), 30'000);
    QVERIFY2(last.body.find("@") == std::string::npos, last.body.c_str()); // where the database is
    QVERIFY2(process.errors().find("make it the primary") != std::string::npos, process.errors().c_str());
    QVERIFY2(process.errors().find("no restart is needed") != std::string::npos, process.errors().c_str());
    QTRY_COMPARE(health(events).status, 503);
    // What ends now cannot be written down, and the rest cannot begin.
    for (int i = 0; i < kInFlight; ++i)
        sink.releaseNext();
    for (int look = 0; look < 30; ++look) {
        QTest::qWait(100);
        QCOMPARE(health(events).status, 503);
    }
    QVERIFY2(health(events).body.find(kRefusal) != std::string::npos, health(events).body.c_str());
    QCOMPARE(sink.received().size(), std::size_t{kInFlight});

    takeChanges(isStandby);
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    const auto isOver = [&] {
        sink.releaseNext();
        return store->queueDepth().queued == 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 60'000);
    QCOMPARE(health(events).status, 200);
    const auto count = static_cast<std::int64_t>(acknowledged.size());
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, count}}));
    for (const DeliveryRecord &record : store->deliveries({}))
        QVERIFY2(acknowledged.contains(record.eventId), record.eventId.c_str());
    QCOMPARE(static_cast<std::int64_t>(sink.received().size()), count);
    QCOMPARE(static_cast<std::int64_t>(sink.counts().size()), count);
    process.terminate();
    QCOMPARE(process.wait(), 0);
}

/// Whoever asks /healthz whether to send anything here hears of it in time, and hears of its end though nothing is sent.
void TestReadOnlyServer::anIdleOneTellsOfIt()
{
    QFETCH(const bool, isStandby);
    m_workspace->add("sink", "http://127.0.0.1:9/x", "{}");
    CtlProcess process(serve());
    const std::string events = process.address();
    QCOMPARE(health(events).status, 200);
    takeNoChanges(isStandby);
    QTRY_VERIFY_WITH_TIMEOUT(health(events).body.find(kRefusal) != std::string::npos, 60'000);
    QCOMPARE(health(events).status, 503);
    takeChanges(isStandby);
    QTRY_COMPARE_WITH_TIMEOUT(health(events).status, 200, 60'000);
    // The same, when the door finds out first.
    takeNoChanges(isStandby);
    QTRY_COMPARE_WITH_TIMEOUT(post(m_sender, events, eventText({1})).status, 503, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(health(events).status, 503, 30'000);
    takeChanges(isStandby);
    QTRY_COMPARE_WITH_TIMEOUT(health(events).status, 200, 60'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    // Once an outage, not once a try.
    const std::string errors = process.errors();
    int complaints = 0;
    const std::string complaint = "\"what\":\"store\"";
    for (std::size_t at = errors.find(complaint); at != std::string::npos; at = errors.find(complaint, at + 1))
        ++complaints;
    QVERIFY2(complaints >= 2 && complaints <= 4, errors.c_str());
}

void TestReadOnlyServer::aStartIsRefused()
{
    QFETCH(const bool, isStandby);
    openStore(m_store);
    takeNoChanges(isStandby);
    CtlProcess process(serve());
    QCOMPARE(process.wait(), 1);
    QVERIFY2(process.errors().find(kRefusal) != std::string::npos, process.errors().c_str());
    // Who only looks may.
    CtlProcess list({"deliveries", "list", "--store", m_store});
    QCOMPARE(list.wait(), 0);
}

QTEST_GUILESS_MAIN(TestReadOnlyServer)
#include "tst_readonlyserver.moc"
