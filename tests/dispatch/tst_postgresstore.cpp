// SPDX-License-Identifier: MIT
#include "postgrestest.h"

#include "dispatch/postgrescare.h"
#include "dispatch/postgresconnection.h"
#include "dispatch/postgressocket.h"

#include <atomic>
#include <set>
#include <thread>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What is PostgreSQL's own: tables in a database, and a server that goes away.
class TestPostgresStore : public PostgresTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { nextDatabase(); }
    void oneKeyFromManyPlacesIsOneEvent();
    void nothingAcknowledgedIsLostWithTheServer();
    void tablesAreMadeOnce();
    void anOlderFormatIsBroughtUpToDate();
    void foreignAndNewerDatabasesAreLeftAlone();
    void textsMayHoldAnything();
    void sizeIsNoMeasure();
    void forgettingIsNotEndedByOthers();
    void readersChangeNothing();
    void theCheckFindsBrokenRules();
};

void TestPostgresStore::oneKeyFromManyPlacesIsOneEvent()
{
    constexpr int kPosts = 50;
    const auto first = open();
    const auto second = open();
    std::vector<std::string> ids(kPosts);
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    for (int i = 0; i < kPosts; ++i) {
        threads.emplace_back([&, i] {
            NewEvent event = newEvent("1", {"a"}, "key");
            event.event.id = "evt_" + std::to_string(i);
            event.deliveries[0].id = "dlv_" + std::to_string(i);
            try {
                ids[static_cast<std::size_t>(i)] = (i % 2 == 0 ? first : second)->acceptAndWait(one(event)).ids.at(0);
            } catch (const StoreError &error) {
                qWarning("%s", error.what());
                ++failed;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE((std::set<std::string>(ids.begin(), ids.end())).size(), 1u);
    QCOMPARE(first->deliveries({}).size(), 1u);
}

void TestPostgresStore::nothingAcknowledgedIsLostWithTheServer()
{
    const auto store = open();
    std::atomic<int> acknowledged{0};
    std::atomic<int> failures{0};
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    std::vector<std::set<std::string>> kept(4);
    for (std::size_t t = 0; t < kept.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; !stop; ++i) {
                const std::string number = std::to_string(t) + "x" + std::to_string(i);
                while (!stop) {
                    try {
                        NewEvent event = newEvent("1", {"a"}, number);
                        event.event.id = "evt_" + number;
                        event.deliveries[0].id = "dlv_" + number;
                        kept[t].insert(store->acceptAndWait(one(event)).ids.at(0));
                        ++acknowledged;
                        break;
                    } catch (const StoreError &) {
                        // As a sender that was answered 503.
                        ++failures;
                        std::this_thread::sleep_for(20ms);
                    }
                }
            }
        });
    }
    for (int round = 0; round < 3; ++round) {
        const int before = acknowledged;
        QTRY_VERIFY_WITH_TIMEOUT(acknowledged > before + 100, 30'000);
        m_server.kill();
        const int failedBefore = failures;
        QTRY_VERIFY_WITH_TIMEOUT(failures > failedBefore, 30'000);
        QVERIFY2(m_server.start(), m_server.why().c_str());
    }
    const int before = acknowledged;
    QTRY_VERIFY_WITH_TIMEOUT(acknowledged > before + 100, 30'000);
    stop = true;
    for (std::thread &thread : threads)
        thread.join();
    DeliveryFilter filter;
    filter.limit = 1'000'000;
    std::set<std::string> stored;
    for (const DeliveryRecord &record : store->deliveries(filter))
        QVERIFY(stored.insert(record.eventId).second);
    std::size_t count = 0;
    for (const std::set<std::string> &ids : kept) {
        count += ids.size();
        for (const std::string &id : ids)
            QVERIFY2(stored.contains(id), id.c_str());
    }
    qInfo("%d events acknowledged, %d refused while the server was away", static_cast<int>(count), failures.load());
    // Beyond these, at most what each thread did not hear the end of.
    QVERIFY(stored.size() <= count + kept.size());
}

void TestPostgresStore::tablesAreMadeOnce()
{
    std::vector<std::thread> threads;
    std::atomic<int> opened{0};
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            if (!storeErrorOf([this] { open(); })) ++opened;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(opened.load(), 8);
    QCOMPARE(m_server.sql("test" + std::to_string(m_count), "SELECT format FROM targetdesk_store"), std::string("6"));
}

void TestPostgresStore::anOlderFormatIsBroughtUpToDate()
{
    const std::string database = "test" + std::to_string(m_count);
    open()->acceptAndWait(manyEvents(3, {"a"}));
    m_server.sql(database, "ALTER TABLE delivery DROP COLUMN schedule_key; DROP INDEX delivery_scheduled;"
                           " ALTER TABLE target_state DROP COLUMN broken_since, DROP COLUMN broken_reason; ALTER TABLE delivery "
                           "DROP COLUMN template, DROP COLUMN redacted; DROP TABLE template;"
                           " UPDATE targetdesk_store SET format=2");
    QCOMPARE(storeErrorOf([this] { open(StoreMode::ReadOnly); })->kind(), StoreError::Kind::TooOld);
    QCOMPARE(open()->queueDepth().queued, 3);
    QCOMPARE(open(StoreMode::ReadOnly)->queueDepth().queued, 3);
    QCOMPARE(m_server.sql(database, "SELECT COUNT(*) FROM pg_indexes WHERE indexname LIKE 'delivery_schedule%'"),
             std::string("2"));
}

void TestPostgresStore::foreignAndNewerDatabasesAreLeftAlone()
{
    const std::string database = "test" + std::to_string(m_count);
    QCOMPARE(storeErrorOf([this] { open(StoreMode::ReadOnly); })->kind(), StoreError::Kind::NotAStore);
    m_server.sql(database, "CREATE TABLE event(ours TEXT)");
    QCOMPARE(storeErrorOf([this] { open(); })->kind(), StoreError::Kind::NotAStore);
    QCOMPARE(m_server.sql(database, "SELECT COUNT(*) FROM pg_tables WHERE schemaname='public'"), std::string("1"));
    m_server.sql(database, "DROP TABLE event");
    open();
    m_server.sql(database, "UPDATE targetdesk_store SET format=7");
    QCOMPARE(storeErrorOf([this] { open(); })->kind(), StoreError::Kind::TooNew);
    QCOMPARE(storeErrorOf([this] { open(StoreMode::Beside); })->kind(), StoreError::Kind::TooNew);

    m_spec = m_server.address("nowhere");
    const auto error = storeErrorOf([this] { open(); });
    QCOMPARE(error->kind(), StoreError::Kind::Unavailable);
    QVERIFY2(std::string(error->what()).find("nowhere") != std::string::npos, error->what());
    m_server.sql("postgres", "CREATE DATABASE latin" + database + " ENCODING 'LATIN1' TEMPLATE template0");
    m_spec = m_server.address("latin" + database);
    QCOMPARE(storeErrorOf([this] { open(); })->kind(), StoreError::Kind::NotAStore);
}

void TestPostgresStore::textsMayHoldAnything()
{
    const auto store = open();
    NewEvent event = newEvent("1", {"a"}, "it's \\ a \"key\" ? $1 :x");
    event.event.name = std::string("a\0b", 3) + " \xF0\x9F\x8E\x81 \xFF";
    event.event.context = std::string("{\"bytes\": \"\0\x01\xFF'\\\\\"}", 20);
    store->acceptAndWait(one(event));
    const ClaimedDelivery claimed = store->claim(request(1)).get().deliveries.at(0);
    QCOMPARE(claimed.event, std::string("a\u2400b \U0001F381 \uFFFD"));
    QVERIFY(claimed.context == event.event.context);
    const std::string body("\0'\\x00\xFF", 7);
    store->begin({{claimed.id, body}}, "me", kStart).get();
    QVERIFY(store->delivery(claimed.id)->body == body);
    NewEvent again = event;
    again.event.name = claimed.event;
    QCOMPARE(store->acceptAndWait(one(again)).repeated, 1u);
}

void TestPostgresStore::sizeIsNoMeasure()
{
    const auto store = open();
    PruneRequest large;
    large.maxBytes = 1;
    QVERIFY(storeErrorOf([&] { store->prune(large).get(); }));
}

void TestPostgresStore::forgettingIsNotEndedByOthers()
{
    const auto store = open();
    for (NewEvent &event : manyEvents(3, {}))
        store->acceptAndWait(one(std::move(event)));
    PruneRequest old;
    old.settledBefore = kStart + 1h;
    PostgresConnection other(PostgresAddress::parse(m_spec), PostgresConnection::Use::Write, "other",
                             std::make_shared<PostgresSocket>());
    // Another process forgets: nothing is done, and that is no end.
    other.begin();
    QCOMPARE(other.value("SELECT 1 FROM pg_advisory_xact_lock(8386109769549898855)"), std::string("1"));
    old.afterSeq = 1;
    const PruneResult waiting = store->prune(old).get();
    QVERIFY(!waiting.looked && !waiting.complete);
    QCOMPARE(waiting.lastSeq, std::int64_t{1});
    other.rollback();
    // It looks after leases: that has nothing to do with it.
    other.begin();
    QCOMPARE(other.value("SELECT 1 FROM pg_advisory_xact_lock(8386109769549898854)"), std::string("1"));
    old.afterSeq = 0;
    std::int64_t forgotten = 0;
    for (PruneResult batch{.complete = false}; !batch.complete;) {
        batch = store->prune(old).get();
        QVERIFY(batch.looked);
        forgotten += batch.events;
        old.afterSeq = batch.lastSeq;
    }
    QCOMPARE(forgotten, 3);
    other.rollback();
}

void TestPostgresStore::readersChangeNothing()
{
    open()->acceptAndWait(one(newEvent("1", {"a"})));
    const auto reader = open(StoreMode::ReadOnly);
    QCOMPARE(reader->queueDepth().queued, 1);
    QCOMPARE(storeErrorOf([&] { reader->acceptAndWait(one(newEvent("2", {}))); })->kind(), StoreError::Kind::ReadOnly);
    const auto beside = open(StoreMode::Beside);
    beside->intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    QVERIFY(reader->targetStates().at(0).paused);
}

void TestPostgresStore::theCheckFindsBrokenRules()
{
    const PostgresAddress address = PostgresAddress::parse(m_spec);
    QCOMPARE(postgresStoreFormat(address), 0);
    QCOMPARE(storeErrorOf([&] { checkPostgresStore(address); })->kind(), StoreError::Kind::NotAStore);
    open()->acceptAndWait(manyEvents(3, {"a"}));
    const StoreReport good = checkPostgresStore(address);
    QCOMPARE(good.format, 6);
    QCOMPARE(good.deliveries, std::optional<std::int64_t>(3));
    QVERIFY(good.bytes > 0);
    QVERIFY(good.faults.empty());
    m_server.sql("test" + std::to_string(m_count), "UPDATE delivery SET due_at=NULL WHERE id IN ('dlv_1a', 'dlv_2a')");
    const StoreReport bad = checkPostgresStore(address);
    QCOMPARE(bad.faults, (std::vector<std::string>{"2 deliveries are not exactly one of queued, leased and over",
                                                   "2 deliveries have a state that their due time contradicts"}));
}

QTEST_GUILESS_MAIN(TestPostgresStore)
#include "tst_postgresstore.moc"
