// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "preloaded.h"
#include "servecalls.h"
#include "sink.h"
#include "storefixture.h"
#include "storekinds.h"
#include "testworkspace.h"

#include <QUrl>
#include <QtTest>

#include <filesystem>

using namespace targetdesk;

namespace {

const bool kIsLong = setting("TARGETDESK_KILL_LONG", 0) > 0;
const int kEvents = kIsLong ? 3 : 1; // each to two targets
const int kInFlight = kIsLong ? 2 : 1;

constexpr const char *kAccepted = "accepted, not acknowledged";

using Ids = std::map<int, std::string>; ///< of events, by the line that brought them

Ids idsOf(CtlProcess &process)
{
    Ids ids;
    for (const Json &answer : process.answers())
        ids[answer.at("line").get<int>()] = answer.at("ids").at(0).get<std::string>();
    return ids;
}

/// -1: it has none.
int portOf(const std::string &url)
{
    return QUrl(QString::fromStdString(url)).port();
}

} // namespace

/// `serve` dies by SIGKILL at each edge in the life of a delivery: at each commit, request and answer in turn, a little before
/// and a little after. Whoever sends the same lines again has each event once, and each delivery arrives; twice only what was on
/// the wire, under its old id, and never where that is forbidden.
class TestKillEdges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void initTestCase();
    void init();
    void everyEdge_data();
    void everyEdge();
    void everyNamedEdgeWasSeen();
    void aMigrationOfPostgresql();

private:
    std::vector<std::string> serve() const;
    std::string lines() const;
    bool isSeen(const char *edge) const
    {
        const auto found = m_seen.find(m_kinds.isPostgres());
        return found != m_seen.end() && found->second.contains(edge);
    }
    int dieAtEach(const std::string &order);
    void dieAt(const std::string &order, int nth, bool &hasDied);
    void lookAtTheDead(const Ids &acknowledged);
    void judge(const Ids &ids, bool hasDied);

    StoreKinds m_kinds;
    std::string m_store;
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
    int m_round = 0;
    std::set<std::string> m_over;                 ///< deliveries of earlier rounds
    std::map<bool, std::set<std::string>> m_seen; ///< how far deliveries had come at a death, by isPostgres
};

void TestKillEdges::initTestCase()
{
    if (!std::filesystem::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
}

void TestKillEdges::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
    m_over.clear();
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{}; });
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("again", m_sink->url("/again"), R"({"r": {{ random() }}})",
                     [](Target &target) { target.delivery.lostAnswer = LostAnswer::Retry; });
    m_workspace->add("never", m_sink->url("/never"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    m_workspace->listen("event.again", "never");
}

std::vector<std::string> TestKillEdges::serve() const
{
    std::vector<std::string> all = serveArguments(m_workspace->path("workspace"), m_store, kInFlight);
    all.insert(all.end(), {"--quiet", "--drain"});
    return all;
}

std::string TestKillEdges::lines() const
{
    std::string text;
    for (int n = 1; n <= kEvents; ++n) {
        text += R"({"event": "event.again", "id": "key-)" + std::to_string(m_round) + "-" + std::to_string(n) +
                R"(", "context": {}})" + "\n";
    }
    return text;
}

void TestKillEdges::everyEdge_data()
{
    // As killshim.cpp has them. SQLite writes a commit into its log and syncs that, which only a loss of power tells apart (see
    // tst_powerloss); PostgreSQL is sent one and confirms it.
    QTest::addColumn<QStringList>("sqlite");
    QTest::addColumn<QStringList>("postgresql");
    const auto row = [](const char *name, const char *sqlite, const char *postgresql) {
        QTest::newRow(name) << QString::fromUtf8(sqlite).split(u' ') << QString::fromUtf8(postgresql).split(u' ');
    };
    row("before a commit", "commit:before", "commit:before");
    row("after a commit", "sync:before sync:after", "commit:after committed:after");
    row("before a request", "send:before", "send:before");
    row("after a request", "send:after", "send:after");
    row("after an answer", "receive:after", "receive:after");
}

void TestKillEdges::everyEdge()
{
    QFETCH(QStringList, sqlite);
    QFETCH(QStringList, postgresql);
    m_store = m_kinds.spec();
    m_kinds.open(); // its tables are there: tst_killstore dies while they are made
    for (const QString &order : m_kinds.isPostgres() ? postgresql : sqlite) {
        // Which connection's commit comes first is chance, so that counting them may step over the one that accepts.
        for (int round = 0; round == 0 || (order.startsWith(u"committed") && round < 4 && !isSeen(kAccepted)); ++round) {
            const int deaths = dieAtEach(order.toStdString());
            if (QTest::currentTestFailed()) return;
            qInfo("%s: %d deaths", qPrintable(order), deaths);
            QVERIFY(deaths >= 2 * kEvents);
        }
    }
}

/// How often.
int TestKillEdges::dieAtEach(const std::string &order)
{
    bool hasDied = true;
    int deaths = -1;
    for (int nth = 1; hasDied && !QTest::currentTestFailed(); ++nth, ++deaths)
        dieAt(order, nth, hasDied);
    return deaths;
}

void TestKillEdges::dieAt(const std::string &order, int nth, bool &hasDied)
{
    ++m_round;
    const bool isOnTheWire = order.starts_with("send") || order.starts_with("receive");
    const int port = portOf(isOnTheWire ? m_sink->url({}) : m_store);
    const std::size_t before = m_sink->received().size();
    std::unique_ptr<CtlProcess> process;
    {
        const Preloaded preloaded(SHIM, "TARGETDESK_DIE",
                                  order + ":" + std::to_string(nth) + ":" + (port > 0 ? std::to_string(port) : "-wal"));
        process = std::make_unique<CtlProcess>(serve());
    }
    process->write(lines());
    process->closeInput();
    const int code = process->wait();
    QVERIFY2(code <= 0 && !process->isRunning(), process->errors().c_str());
    hasDied = code != 0;
    const Ids acknowledged = idsOf(*process);
    if (hasDied) {
        // What is sent is on its way to the sink.
        if (order == "send:after") QTRY_COMPARE(m_sink->received().size(), before + static_cast<std::size_t>(nth));
        lookAtTheDead(acknowledged);
    } else {
        QCOMPARE(acknowledged.size(), static_cast<std::size_t>(kEvents));
    }

    CtlProcess again(serve());
    again.write(lines());
    again.closeInput();
    QVERIFY2(again.wait() == 0, again.errors().c_str());
    const Ids ids = idsOf(again);
    QCOMPARE(ids.size(), static_cast<std::size_t>(kEvents));
    for (const auto &[line, id] : acknowledged)
        QCOMPARE(ids.at(line), id);
    judge(ids, hasDied);
}

/// How far its deliveries had come.
void TestKillEdges::lookAtTheDead(const Ids &acknowledged)
{
    if (!m_kinds.isPostgres()) QCOMPARE(checkStore(m_store.substr(m_store.find(':') + 1)).faults, std::vector<std::string>());
    std::set<std::string> known;
    for (const auto &[line, id] : acknowledged)
        known.insert(id);
    std::set<std::string> &seen = m_seen[m_kinds.isPostgres()];
    std::set<std::string> events;
    const std::map<std::string, int> arrived = m_sink->counts();
    DeliveryFilter filter;
    filter.limit = 2 * kEvents;
    for (const DeliveryRecord &record : openStore(m_store, StoreMode::ReadOnly)->deliveries(filter)) {
        if (m_over.contains(record.id)) continue;
        events.insert(record.eventId);
        if (record.state == DeliveryState::Ready) {
            seen.insert(known.contains(record.eventId) ? "acknowledged" : kAccepted);
        } else if (record.state == DeliveryState::Leased && record.tries == 0) {
            seen.insert("leased");
        } else if (record.state == DeliveryState::Leased) {
            seen.insert(arrived.contains(record.id) ? "sent, not settled" : "about to be sent");
        } else {
            seen.insert(deliveryStateName(record.state));
        }
    }
    if (events.size() < static_cast<std::size_t>(kEvents)) seen.insert("not accepted");
    // Nothing goes out that is not on record, nothing is acknowledged that is not there.
    for (const std::string &id : known)
        QVERIFY2(events.contains(id), id.c_str());
}

/// Three sets: what was accepted, what arrived, what the store says.
void TestKillEdges::judge(const Ids &ids, bool hasDied)
{
    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    const std::map<std::string, int> arrived = m_sink->counts();
    int inDoubt = 0;
    for (const auto &[line, eventId] : ids) {
        DeliveryFilter filter;
        filter.eventId = eventId;
        const std::vector<DeliveryRecord> records = store->deliveries(filter);
        QCOMPARE(records.size(), std::size_t{2});
        for (const DeliveryRecord &record : records) {
            m_over.insert(record.id);
            const int times = arrived.contains(record.id) ? arrived.at(record.id) : 0;
            QCOMPARE(static_cast<int>(store->delivery(record.id)->attempts.size()), record.tries);
            QVERIFY2(times <= record.tries, record.id.c_str());
            const bool isUnknown = record.state == DeliveryState::Unknown;
            QVERIFY2(record.state == DeliveryState::Delivered || (isUnknown && record.target == "never"), record.id.c_str());
            if (record.target == "never") QVERIFY2(times <= 1, record.id.c_str());
            if (!isUnknown) QVERIFY2(times >= 1, record.id.c_str());
            if (isUnknown || record.tries > 1) ++inDoubt;
        }
    }
    QVERIFY2(inDoubt <= (hasDied ? kInFlight : 0), std::to_string(inDoubt).c_str());
    std::int64_t rows = 0;
    for (const auto &[state, count] : store->counts())
        rows += count;
    QCOMPARE(rows, static_cast<std::int64_t>(m_over.size()));
    std::map<std::string, std::string> bodies;
    for (const Sink::Received &request : m_sink->received()) {
        const std::string id = request.headers.at("webhook-id");
        QVERIFY2(m_over.contains(id), id.c_str());
        QCOMPARE(bodies.try_emplace(id, request.body).first->second, request.body);
    }
}

/// The deaths were where they were meant to be.
void TestKillEdges::everyNamedEdgeWasSeen()
{
    const std::set<std::string> &seen = m_seen[m_kinds.isPostgres()];
    if (seen.empty()) QSKIP("everyEdge did not run");
    for (const char *edge : {"not accepted", kAccepted, "leased", "about to be sent", "sent, not settled", "delivered"})
        QVERIFY2(seen.contains(edge), edge);
    // Between the answer and the lease nothing happens that a shim could wait for: a busy machine may step over it.
    if (!seen.contains("acknowledged")) qInfo("no death fell between the answer and the lease");
}

/// `store migrate` dies before one message to the server after the other, in a short run before every third. The tables are of
/// the one format or of the other, never between.
void TestKillEdges::aMigrationOfPostgresql()
{
    if (!m_kinds.isPostgres()) QSKIP("tst_killstore has that of SQLite, which is made of files");
    m_store = m_kinds.spec();
    m_kinds.open()->acceptAndWait(storefixture::one(storefixture::newEvent("1", {"a", "b"})));
    const std::string back = "ALTER TABLE delivery DROP COLUMN schedule_key, DROP COLUMN template, DROP COLUMN redacted;"
                             " DROP INDEX delivery_scheduled;"
                             " ALTER TABLE target_state DROP COLUMN broken_since, DROP COLUMN broken_reason; DROP TABLE template;"
                             " UPDATE targetdesk_store SET format=2";
    m_kinds.sql(back);
    const int step = kIsLong ? 1 : 3;
    int code = -1;
    int deaths = -1;
    for (int nth = 1; code != 0; nth += step, ++deaths) {
        std::unique_ptr<CtlProcess> process;
        {
            const Preloaded preloaded(SHIM, "TARGETDESK_DIE",
                                      "send:before:" + std::to_string(nth) + ":" + std::to_string(portOf(m_store)));
            process = std::make_unique<CtlProcess>(std::vector<std::string>{"store", "migrate", "--store", m_store});
        }
        code = process->wait();
        QVERIFY2(code <= 0 && !process->isRunning(), process->errors().c_str());
        const std::string found = m_kinds.sql(
            "SELECT format, (SELECT COUNT(*) FROM information_schema.columns WHERE column_name='schedule_key'),"
            " (SELECT COUNT(*) FROM pg_indexes WHERE indexname LIKE 'delivery_schedule%'), (SELECT COUNT(*) FROM delivery)"
            " FROM targetdesk_store");
        QVERIFY2(found == "6|1|2|2" || (code != 0 && found == "2|0|0|2"), found.c_str());
        if (code != 0 && found.starts_with('6')) m_kinds.sql(back);
    }
    qInfo("%d deaths", deaths);
    QVERIFY(deaths >= 15);
}

QTEST_GUILESS_MAIN(TestKillEdges)
#include "tst_killedges.moc"
