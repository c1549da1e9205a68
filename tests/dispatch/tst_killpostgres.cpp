// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "postgresserver.h"
#include "servecalls.h"
#include "silentproxy.h"
#include "sink.h"
#include "storefixture.h"
#include "testworkspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <set>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr int kProcesses = 3;
const int kEvents = setting("TARGETDESK_KILL_EVENTS", 900);
const int kKills = setting("TARGETDESK_KILLS", 8);
constexpr int kInFlight = 8;

} // namespace

/// Three `serve` on one PostgreSQL, `kill -9` to one of them at a time: what was acknowledged arrives, and what arrives twice was
/// on the wire of one that was killed.
class TestKillPostgres : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingAcknowledgedIsLost();
    void theOthersMissIt();
    void aServerThatComesBackIsGoneOnWith();
    void aServerThatFallsSilentIsLeft_data();
    void aServerThatFallsSilentIsLeft();
    void aLenientServerLosesNothing();

private:
    /// One of the processes, and the numbers that it was fed, in the order of its lines.
    struct Server
    {
        std::unique_ptr<CtlProcess> process;
        std::vector<int> fed;
    };

    void start(Server &server, int part, bool quiet = true, int events = kEvents);
    void takeAnswers(Server &server);

    PostgresServer m_postgres;
    std::string m_store;
    int m_count = 0;
    std::optional<TestWorkspace> m_workspace;
    std::map<int, std::string> m_acknowledged; ///< event id by number
};

/// Feeds it everything of its part that was not acknowledged, for the sender cannot know whether it is there.
void TestKillPostgres::start(Server &server, int part, bool quiet, int events)
{
    std::vector<std::string> arguments = serveArguments(m_workspace->path("workspace"), m_store, kInFlight);
    if (quiet) arguments.push_back("--quiet");
    server.process = std::make_unique<CtlProcess>(arguments);
    server.fed.clear();
    std::string lines;
    for (int n = part; n < events; n += kProcesses) {
        if (m_acknowledged.contains(n)) continue;
        server.fed.push_back(n);
        lines += keyedLine(n);
    }
    server.process->write(lines);
}

void TestKillPostgres::takeAnswers(Server &server)
{
    for (const Json &answer : server.process->answers()) {
        const int line = answer.at("line").get<int>();
        QVERIFY2(answer.contains("ids"), answer.dump().c_str());
        m_acknowledged[server.fed.at(static_cast<std::size_t>(line - 1))] = answer.at("ids").at(0).get<std::string>();
    }
}

void TestKillPostgres::init()
{
    if (!m_postgres.why().empty()) QSKIP(m_postgres.why().c_str());
    m_store = m_postgres.newDatabase("test" + std::to_string(++m_count));
    m_workspace.emplace();
    m_acknowledged.clear();
}

void TestKillPostgres::nothingAcknowledgedIsLost()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 20}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.lostAnswer = LostAnswer::Retry;
        target.delivery.retry.maxTries = 1000;
    });
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    std::vector<Server> servers(kProcesses);
    for (int i = 0; i < kProcesses; ++i)
        start(servers[static_cast<std::size_t>(i)], i);
    for (int kill = 0; kill < kKills; ++kill) {
        // From before the first acknowledgement to the middle of the deliveries.
        QTest::qWait(random.bounded(50, 500));
        const int victim = random.bounded(kProcesses);
        Server &server = servers[static_cast<std::size_t>(victim)];
        server.process->kill();
        takeAnswers(server);
        start(server, victim);
    }
    QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                 for (Server &server : servers)
                                     takeAnswers(server);
                                 return static_cast<int>(m_acknowledged.size()) == kEvents;
                             }()),
                             60'000);
    // The last one is not started again: the others find out what it left behind.
    servers[0].process->kill();
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 60'000);
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, kEvents}}));
    for (std::size_t i = 1; i < servers.size(); ++i) {
        // One that was just started does not know yet how to end.
        QVERIFY(!servers[i].process->address().empty());
        servers[i].process->terminate();
        QVERIFY2(servers[i].process->wait() == 0, servers[i].process->errors().c_str());
    }

    DeliveryFilter filter;
    filter.limit = 2 * kEvents;
    std::set<std::string> stored;
    std::set<std::string> events;
    for (const DeliveryRecord &record : store->deliveries(filter)) {
        stored.insert(record.id);
        events.insert(record.eventId);
    }
    for (const auto &[number, id] : m_acknowledged)
        QVERIFY2(events.contains(id), id.c_str());
    std::map<std::string, std::string> bodies;
    std::set<std::string> arrived;
    for (const Sink::Received &request : sink.received()) {
        const std::string id = request.headers.at("webhook-id");
        arrived.insert(id);
        // One id, one payload, however often it comes and whoever sends it.
        QCOMPARE(bodies.try_emplace(id, request.body).first->second, request.body);
    }
    QCOMPARE(arrived, stored);
    std::set<std::string> payloads;
    for (const auto &[id, body] : bodies)
        payloads.insert(body);
    QCOMPARE(static_cast<int>(payloads.size()), kEvents);

    CtlProcess check({"store", "check", "--store", m_store, "--json"});
    QCOMPARE(check.wait(), 0);
    const Json report = Json::parse(check.output());
    QVERIFY2(report.at("good").get<bool>(), report.dump().c_str());
    QCOMPARE(report.at("deliveries").get<int>(), kEvents);
    CtlProcess vacuum({"store", "vacuum", "--store", m_store});
    QCOMPARE(vacuum.wait(), 2);
    QVERIFY2(vacuum.errors().find("autovacuum") != std::string::npos, vacuum.errors().c_str());

    const int repeats = static_cast<int>(sink.received().size()) - kEvents;
    qInfo("%d of %d requests were repeats after %d kills", repeats, kEvents + repeats, kKills + 1);
    QVERIFY(repeats <= (kKills + 1) * kInFlight);
}

/// A process that dies on this machine is missed long before its leases end, though nobody starts it again.
void TestKillPostgres::theOthersMissIt()
{
    constexpr int kFew = 60;
    // While both live, nothing ends.
    std::atomic<bool> isHeld{true};
    Sink sink([&](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 0, isHeld}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})",
                     [](Target &target) { target.delivery.lostAnswer = LostAnswer::Retry; });
    std::vector<Server> servers(2);
    start(servers[0], 0, true, 0);
    start(servers[1], 0, true, kFew);
    QTRY_VERIFY_WITH_TIMEOUT(sink.received().size() >= kInFlight, 30'000);
    QTRY_VERIFY(([&] {
        takeAnswers(servers[1]);
        return m_acknowledged.size() == std::size_t{kFew / kProcesses};
    }()));
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    QTRY_VERIFY(sink.received().size() > kInFlight); // so both have some
    servers[1].process->kill();
    QElapsedTimer timer;
    timer.start();
    isHeld = false;
    for (int i = 0; i < 2 * kInFlight; ++i)
        sink.releaseNext();
    // Without a look at the dead, the first of twenty seconds would come.
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 15'000);
    // kill-long.sh reads this line.
    qInfo("recovered after %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, kFew / kProcesses}}));
}

/// PostgreSQL itself is killed while `serve` delivers, and started again.
void TestKillPostgres::aServerThatComesBackIsGoneOnWith()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 20}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})",
                     [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    Server server;
    start(server, 0, false);
    QTRY_COMPARE_WITH_TIMEOUT(server.process->answers().size(), server.fed.size(), 60'000);
    for (int outage = 0; outage < 2; ++outage) {
        const std::size_t before = sink.received().size();
        QTRY_VERIFY_WITH_TIMEOUT(sink.received().size() > before + 50, 30'000);
        m_postgres.kill();
        // Long enough for it to have tried again and again.
        QTest::qWait(2'500);
        QVERIFY2(m_postgres.start(), m_postgres.why().c_str());
    }
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 60'000);
    const auto fed = static_cast<std::int64_t>(server.fed.size());
    // Answers that came while the server was away are written down after all: nothing is sent twice, nothing is in doubt.
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, fed}}));
    QCOMPARE(sink.received().size(), server.fed.size());
    server.process->terminate();
    QCOMPARE(server.process->wait(), 0);
    // It says so once an outage, not once a try.
    const std::string errors = server.process->errors();
    int complaints = 0;
    for (std::size_t at = errors.find("\"what\":\"store\""); at != std::string::npos;
         at = errors.find("\"what\":\"store\"", at + 1))
        ++complaints;
    QVERIFY2(complaints >= 1 && complaints <= 4, errors.c_str());
}

/// A proxy keeps its connections and says nothing any more; new ones work.
void TestKillPostgres::aServerThatFallsSilentIsLeft_data()
{
    QTest::addColumn<bool>("toNewOnes");
    QTest::newRow("on the connections that there are") << false;
    QTest::newRow("on new ones, too") << true;
}

void TestKillPostgres::aServerThatFallsSilentIsLeft()
{
    QFETCH(bool, toNewOnes);
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 100}; });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})",
                     [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    const QUrl direct(QString::fromStdString(m_store));
    SilentProxy proxy(static_cast<quint16>(direct.port()));
    QUrl through = direct;
    through.setPort(proxy.port());
    const std::string directly = std::exchange(m_store, through.toString().toStdString());
    Server server;
    start(server, 0, false);
    QTRY_COMPARE_WITH_TIMEOUT(server.process->answers().size(), server.fed.size(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(sink.received().size() > 50, 30'000);
    proxy.setSilentToNewOnes(toNewOnes);
    proxy.fallSilent();
    if (toNewOnes) {
        // It says that the store is away, and goes on when it is there again.
        HttpSender sender;
        const std::string health = besideEvents(server.process->address(), "/healthz");
        QTRY_COMPARE_WITH_TIMEOUT(call(sender, "GET", health).status, 503, 60'000);
        QTest::qWait(15'000);
        QVERIFY(server.process->isRunning());
        QCOMPARE(call(sender, "GET", health).status, 503);
        proxy.setSilentToNewOnes(false);
    }
    QElapsedTimer timer;
    timer.start();
    const std::size_t before = sink.received().size();
    const std::unique_ptr<Store> store = openStore(directly, StoreMode::ReadOnly);
    // What was on the wire comes to its end, then nothing, then it goes on.
    QTRY_VERIFY_WITH_TIMEOUT(sink.received().size() > before + 2 * kInFlight, 30'000);
    qInfo("went on after %lld ms", static_cast<long long>(timer.elapsed()));
    QTRY_COMPARE_WITH_TIMEOUT(store->queueDepth().queued, 0, 60'000);
    const auto fed = static_cast<std::int64_t>(server.fed.size());
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, fed}}));
    QCOMPARE(sink.received().size(), server.fed.size());
    server.process->terminate();
    QCOMPARE(server.process->wait(), 0);
}

/// A server that is set to confirm commits before they are on disk is asked to wait for each of ours.
void TestKillPostgres::aLenientServerLosesNothing()
{
    m_postgres.sql("postgres", "ALTER SYSTEM SET synchronous_commit=off");
    m_postgres.sql("postgres", "ALTER SYSTEM SET wal_writer_delay='10s'");
    m_postgres.sql("postgres", "SELECT pg_reload_conf()");
    QTRY_COMPARE(m_postgres.sql("postgres", "SHOW synchronous_commit"), std::string("off"));
    const std::unique_ptr<Store> store = openStore(m_store);
    for (int n = 0; n < 5; ++n)
        store->acceptAndWait(storefixture::one(storefixture::newEvent(std::to_string(n), {"a"})));
    m_postgres.kill();
    QVERIFY(m_postgres.start());
    QTRY_COMPARE_WITH_TIMEOUT(m_postgres.sql("test" + std::to_string(m_count), "SELECT COUNT(*) FROM event"), std::string("5"),
                              30'000);
    m_postgres.sql("postgres", "ALTER SYSTEM RESET ALL");
    m_postgres.sql("postgres", "SELECT pg_reload_conf()");
}

QTEST_GUILESS_MAIN(TestKillPostgres)
#include "tst_killpostgres.moc"
