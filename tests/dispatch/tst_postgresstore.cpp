// SPDX-License-Identifier: MIT
#include "postgresserver.h"
#include "storefixture.h"

#include "dispatch/postgrescare.h"
#include "dispatch/postgresconnection.h"
#include "dispatch/postgressocket.h"
#include "dispatch/postgresstore.h"
#include "dispatch/processmark.h"
#include "dispatch/targethealth.h"

#include <QSqlDriver>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// What is PostgreSQL's own: several stores on one database, and a server that goes away.
class TestPostgresStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void severalNeverClaimTheSame();
    void aStaleOwnerCannotSettle();
    void leasesLastAsLongAsTheyAreRenewed();
    void leasesAreTimesOfTheServersClock();
    void aServersClockThatIsSetEndsNoLease();
    void endedProcessesAreKnown();
    void oneKeyFromManyPlacesIsOneEvent();
    void othersHearOfEvents();
    void announcementsNameTheirTargets();
    void nothingAcknowledgedIsLostWithTheServer();
    void aClaimWhoseEndIsNotHeardIsGivenBack();
    void tablesAreMadeOnce();
    void anOlderFormatIsBroughtUpToDate();
    void foreignAndNewerDatabasesAreLeftAlone();
    void textsMayHoldAnything();
    void sizeIsNoMeasure();
    void forgettingIsNotEndedByOthers();
    void aHoldOutlivesWhatOthersFindOut();
    void othersHearOfHolds();
    void readersChangeNothing();
    void theCheckFindsBrokenRules();

private:
    /// Gives the database a clock of its own, for connections that are made from now on; and sets it.
    void takeOverClock();
    void setServersClock(const std::string &interval);
    std::string sql(const std::string &statement) { return m_server.sql("test" + std::to_string(m_count), statement); }
    std::unique_ptr<PostgresStore> open(StoreMode mode = StoreMode::ReadWrite) const
    {
        PostgresStore::Options options;
        options.mode = mode;
        return std::make_unique<PostgresStore>(PostgresAddress::parse(m_spec), options);
    }

    PostgresServer m_server;
    std::string m_spec;
    int m_count = 0;
};

namespace {

std::vector<NewEvent> manyEvents(int count, const std::vector<std::string> &targets)
{
    std::vector<NewEvent> events;
    for (int i = 0; i < count; ++i)
        events.push_back(newEvent(std::to_string(i), targets));
    return events;
}

} // namespace

void TestPostgresStore::init()
{
    if (!m_server.why().empty()) QSKIP(m_server.why().c_str());
    m_spec = m_server.newDatabase("test" + std::to_string(++m_count));
}

void TestPostgresStore::takeOverClock()
{
    sql("CREATE TABLE clock_error(by INTERVAL); INSERT INTO clock_error VALUES('0')");
    sql("CREATE FUNCTION public.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE sql VOLATILE AS"
        " 'SELECT pg_catalog.clock_timestamp() + by FROM public.clock_error'");
    m_spec += (m_spec.find('?') == std::string::npos ? "?" : "&") + std::string("options=-csearch_path%3Dpublic,pg_catalog");
}

/// Every connection ends: a new one asks for the time at once.
void TestPostgresStore::setServersClock(const std::string &interval)
{
    sql("UPDATE clock_error SET by='" + interval + "'");
    sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname=current_database() AND "
        "pid<>pg_backend_pid()");
}

void TestPostgresStore::severalNeverClaimTheSame()
{
    constexpr int kStores = 4;
    constexpr int kEvents = 1000;
    std::vector<std::unique_ptr<PostgresStore>> stores;
    for (int i = 0; i < kStores; ++i)
        stores.push_back(open());
    stores[0]->acceptAndWait(manyEvents(kEvents, {"a", "b", "c"}));
    std::vector<std::vector<std::string>> taken(kStores);
    std::vector<std::thread> threads;
    std::atomic<int> left{kEvents * 3};
    for (int i = 0; i < kStores; ++i) {
        threads.emplace_back([&, i] {
            const auto index = static_cast<std::size_t>(i);
            while (left > 0) {
                ClaimRequest claim = request(20, kStart, "owner" + std::to_string(i));
                claim.refresh = true;
                std::vector<Settlement> ends;
                for (const ClaimedDelivery &delivery : stores[index]->claim(claim).get().deliveries) {
                    taken[index].push_back(delivery.id);
                    ends.push_back(settlement(delivery.id, DeliveryState::Delivered, 200));
                }
                left -= static_cast<int>(ends.size());
                stores[index]->settle(std::move(ends), claim.owner, kStart).get();
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    std::set<std::string> all;
    std::size_t count = 0;
    for (const std::vector<std::string> &ids : taken) {
        all.insert(ids.begin(), ids.end());
        count += ids.size();
    }
    QCOMPARE(count, std::size_t{kEvents} * 3);
    QCOMPARE(all.size(), count);
    QCOMPARE(stores[0]->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, kEvents * 3}}));
}

void TestPostgresStore::aStaleOwnerCannotSettle()
{
    const auto slow = open();
    const auto quick = open();
    slow->acceptAndWait(one(newEvent("1", {"a"})));
    QCOMPARE(slow->claim(request(1, kStart, "slow")).get().deliveries.size(), 1u);
    slow->begin({{"dlv_1a", "body"}}, "slow", kStart).get();
    const TimePoint later = kStart + 61s;
    QCOMPARE(quick->recover(later, {"a"}).inDoubt, 1);
    QCOMPARE(quick->claim(request(1, later, "quick")).get().deliveries.size(), 1u);
    QVERIFY(quick->begin({{"dlv_1a", std::nullopt}}, "quick", later).get().empty());
    // What the slow one says of its try is kept, the delivery is no longer its own.
    slow->settle({settlement("dlv_1a", DeliveryState::Refused, 400)}, "slow", later).get();
    const DeliveryDetail between = *slow->delivery("dlv_1a");
    QCOMPARE(between.record.state, DeliveryState::Leased);
    QCOMPARE(between.attempts.size(), 1u);
    QCOMPARE(between.attempts[0].status, 400);
    Settlement end = settlement("dlv_1a", DeliveryState::Delivered, 200);
    end.attempt->number = 2;
    quick->settle({end}, "quick", later).get();
    QCOMPARE(slow->delivery("dlv_1a")->record.state, DeliveryState::Delivered);
    QCOMPARE(slow->delivery("dlv_1a")->record.tries, 2);
    QCOMPARE(slow->delivery("dlv_1a")->attempts.size(), 2u);
}

void TestPostgresStore::leasesLastAsLongAsTheyAreRenewed()
{
    const auto first = open();
    const auto second = open();
    first->acceptAndWait(manyEvents(3, {"a"}));
    QCOMPARE(first->claim(request(2, kStart, "first")).get().deliveries.size(), 2u);
    QCOMPARE(second->claim(request(2, kStart, "second")).get().deliveries.size(), 1u);
    first->renew("first", kStart + 120s).get();
    const Recovery early = second->recover(kStart + 90s, {});
    QCOMPARE(early.returned, 1); // the second's own, which it did not renew
    QCOMPARE(second->recover(kStart + 119s, {}).returned, 0);
    QCOMPARE(second->recover(kStart + 121s, {}).returned, 2);
    QCOMPARE(second->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Ready, 3}}));
}

void TestPostgresStore::leasesAreTimesOfTheServersClock()
{
    takeOverClock();
    const auto store = open();
    setServersClock("8 seconds"); // is still right
    store->acceptAndWait(manyEvents(2, {"a"}));
    const auto leaseFrom = [&](TimePoint time) {
        const std::string until = sql("SELECT MAX(lease_until) FROM delivery");
        return (std::stoll(until) - time.time_since_epoch().count()) / 1000.0;
    };
    QCOMPARE(store->claim(request(1)).get().deliveries.size(), 1u);
    QVERIFY2(std::abs(leaseFrom(kStart) - 68) < 2, std::to_string(leaseFrom(kStart)).c_str());
    setServersClock("1 day");
    const std::optional<StoreError> refused = storeErrorOf([&] { store->claim(request(1)).get(); });
    QVERIFY(refused);
    QVERIFY2(std::string(refused->what()).find("differ by 86") != std::string::npos, refused->what());
    // What is held is kept, and what ended is written down.
    store->renew("me", kStart + 60s).get();
    QVERIFY2(std::abs(leaseFrom(kStart + 24h) - 60) < 2, std::to_string(leaseFrom(kStart + 24h)).c_str());
    Settlement wait = settlement("dlv_0a", DeliveryState::Waiting, 500);
    wait.dueAt = kStart + 1h;
    store->settle({wait}, "me", kStart).get();
    const std::chrono::milliseconds due = store->delivery("dlv_0a")->record.dueAt.value() - kStart;
    QCOMPARE(std::chrono::round<std::chrono::minutes>(due).count(), std::int64_t{25 * 60});
    setServersClock("0");
    QCOMPARE(store->claim(request(1)).get().deliveries.size(), 1u);
}

void TestPostgresStore::aServersClockThatIsSetEndsNoLease()
{
    takeOverClock();
    const auto holder = open();
    const auto other = open();
    holder->acceptAndWait(manyEvents(1, {"a"}));
    QCOMPARE(holder->claim(request(1, kStart, "holder")).get().deliveries.size(), 1u);
    QCOMPARE(other->recover(kStart, {}).held, 1);
    setServersClock("1 hour");
    QCOMPARE(other->recover(kStart, {}).held, 1);
}

void TestPostgresStore::endedProcessesAreKnown()
{
    QVERIFY(!ownProcessMark().empty());
    QVERIFY(!isEndedProcess(ownProcessMark()));
    QVERIFY(!isEndedProcess("elsewhere/pid:[1]/1/1")); // of another machine: who knows
    QVERIFY(!isEndedProcess(""));
    int toParent[2];
    int toChild[2];
    QCOMPARE(::pipe(toParent), 0);
    QCOMPARE(::pipe(toChild), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string mark = ownProcessMark();
        char byte = 0;
        const bool good = ::write(toParent[1], mark.data(), mark.size()) > 0 && ::read(toChild[0], &byte, 1) == 1;
        ::_exit(good ? 0 : 1);
    }
    char text[512];
    const ssize_t length = ::read(toParent[0], text, sizeof text);
    QVERIFY(length > 0);
    const std::string mark(text, static_cast<std::size_t>(length));
    QVERIFY(!isEndedProcess(mark));
    QCOMPARE(::write(toChild[1], "x", 1), ssize_t{1});
    siginfo_t info{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    QVERIFY(isEndedProcess(mark)); // its parent has not looked yet
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QVERIFY(isEndedProcess(mark));
    // The number again, but another process.
    const std::string own = ownProcessMark();
    QVERIFY(isEndedProcess(own.substr(0, own.rfind('/')) + "/1"));
    for (const int end : {toParent[0], toParent[1], toChild[0], toChild[1]})
        ::close(end);
}

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

void TestPostgresStore::othersHearOfEvents()
{
    const auto hearing = open();
    const auto telling = open();
    std::atomic<int> calls{0};
    hearing->onChanged([&calls](const StoreChange &) { ++calls; });
    // It calls once when it has begun to listen.
    QTRY_COMPARE_WITH_TIMEOUT(calls.load(), 1, 10'000);
    telling->acceptAndWait(one(newEvent("1", {"a"})));
    // Long before it would have looked by itself, which is every five seconds.
    QTRY_COMPARE_WITH_TIMEOUT(calls.load(), 2, 1'000);
    telling->intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    QTRY_COMPARE_WITH_TIMEOUT(calls.load(), 3, 1'000);
    hearing->onChanged({});
}

void TestPostgresStore::announcementsNameTheirTargets()
{
    const auto hearing = open();
    const auto telling = open();
    std::mutex mutex;
    std::vector<StoreChange> heard;
    const auto take = [&] {
        const std::lock_guard lock(mutex);
        return std::exchange(heard, {});
    };
    // Every few seconds it looks at everything, whatever was announced: what is named is told apart from that.
    const auto hears = [&](const std::optional<std::set<std::string>> &targets) {
        std::vector<StoreChange> all;
        const auto isThere = [&] {
            for (StoreChange &change : take())
                all.push_back(std::move(change));
            return std::ranges::count(all, targets, &StoreChange::queuedFor) > 0;
        };
        const bool isHeard = QTest::qWaitFor(isThere, 10'000);
        const auto isOther = [&](const StoreChange &change) { return change.queuedFor && change.queuedFor != targets; };
        return isHeard && std::ranges::none_of(all, isOther);
    };
    // This one knows the queue, and would not look again by itself.
    QCOMPARE(hearing->claim(request(10)).get().deliveries.size(), 0u);
    hearing->onChanged([&](const StoreChange &change) {
        const std::lock_guard lock(mutex);
        heard.push_back(change);
    });
    QVERIFY(hears({})); // what was announced before it listened
    telling->acceptAndWait(one(newEvent("1", {"a", "b \"quoted\""})));
    QVERIFY(hears(std::set<std::string>{"a", "b \"quoted\""}));
    QCOMPARE(hearing->claim(request(10)).get().deliveries.size(), 0u);
    ClaimRequest told = request(10);
    told.changed = {"a", "nobody"};
    const ClaimResult claimed = hearing->claim(told).get();
    QCOMPARE(claimed.deliveries.size(), 1u);
    QCOMPARE(claimed.deliveries.at(0).target, std::string("a"));
    // What has no room in an announcement is everything.
    std::vector<std::string> many;
    for (int i = 0; i < 90; ++i)
        many.push_back(std::string(100, 'x') + std::to_string(i));
    telling->acceptAndWait(one(newEvent("2", many)));
    QVERIFY(hears({}));
    telling->intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    QVERIFY(hears({}));
    hearing->onChanged({});
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

void TestPostgresStore::aClaimWhoseEndIsNotHeardIsGivenBack()
{
    const std::string database = "test" + std::to_string(m_count);
    const auto store = open();
    store->acceptAndWait(manyEvents(3, {"a"}));
    // A commit waits for a standby that does not exist; when its connection is cut, it has happened all the same.
    m_server.sql(database, "ALTER SYSTEM SET synchronous_standby_names='nobody'");
    m_server.sql(database, "SELECT pg_reload_conf()");
    QTRY_COMPARE(m_server.sql(database, "SHOW synchronous_standby_names"), std::string("nobody"));
    std::future<ClaimResult> claimed = store->claim(request(2));
    const char *const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event='SyncRep'";
    bool isCut = false;
    QTRY_VERIFY((isCut = isCut || m_server.sql(database, cut) == "t"));
    QVERIFY(storeErrorOf([&] { claimed.get(); }));
    m_server.sql(database, "ALTER SYSTEM RESET synchronous_standby_names");
    m_server.sql(database, "SELECT pg_reload_conf()");
    QTRY_COMPARE(m_server.sql(database, "SHOW synchronous_standby_names"), std::string());
    QCOMPARE(m_server.sql(database, "SELECT COUNT(*) FROM delivery WHERE state='leased'"), std::string("2"));
    // The owner lives and renews, so nobody else would take them back.
    store->renew("me", kStart + 120s).get();
    QCOMPARE(store->claim(request(10)).get().deliveries.size(), 3u);
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

/// Two processes that know the same; then each finds out something.
void TestPostgresStore::aHoldOutlivesWhatOthersFindOut()
{
    const auto store = open();
    TargetHealth first{HealthRules()};
    TargetHealth second{HealthRules()};
    const auto failure = [](int status, const char *patience = nullptr) {
        Response response;
        response.status = status;
        response.errorClass = status >= 500 ? ErrorClass::Http5xx : ErrorClass::Http4xx;
        if (patience) response.headers.push_back({"Retry-After", patience});
        return response;
    };
    const auto keep = [&](TargetHealth &health) { store->keep(health.takeChanges(), {}).get(); };
    first.answered("a", failure(429, "3600"), kStart);
    keep(first);
    second.answered("a", failure(500), kStart + 1s);
    keep(second);
    TargetState state = store->targetStates().at(0);
    QCOMPARE(state.heldUntil, std::optional(kStart + 1h));
    QVERIFY2(state.reason.find("asks to wait") != std::string::npos, state.reason.c_str());
    QCOMPARE(state.failures, 1);
    // The breaker's short hold does not shorten it either, before or after the other is known.
    for (int i = 0; i < 9; ++i)
        second.answered("a", failure(500), kStart + 2s);
    keep(second);
    QCOMPARE(store->targetStates().at(0).heldUntil, std::optional(kStart + 1h));
    second.load(store->targetStates());
    QVERIFY(second.isBlocked("a", kStart + 59min));
    // What is gone stays so.
    first.answered("a", failure(410), kStart + 3s);
    keep(first);
    second.answered("a", failure(500), kStart + 2h);
    keep(second);
    QVERIFY(store->targetStates().at(0).disabled);
    QVERIFY(store->targetStates().at(0).reason.find("410") != std::string::npos);
    // And what a person enabled, though neither has heard of it.
    store->intervene(TargetIntervention{TargetIntervention::Kind::Enable, "a", kStart + 3h}).get();
    first.templateFailed("a", "no such filter", kStart + 3h);
    keep(first);
    state = store->targetStates().at(0);
    QVERIFY(!state.disabled);
    QVERIFY(!state.heldUntil);
}

void TestPostgresStore::othersHearOfHolds()
{
    const auto store = open();
    PostgresConnection ear(PostgresAddress::parse(m_spec), PostgresConnection::Use::Listen, {},
                           std::make_shared<PostgresSocket>());
    QVERIFY(ear.listen());
    QStringList heard;
    connect(ear.driver(), &QSqlDriver::notification, this,
            [&](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) { heard << payload.toString(); });
    TargetState failing;
    failing.target = "a";
    failing.failures = 1;
    failing.changedAt = kStart;
    store->keep({{{}, failing}}, {}).get(); // nothing that anybody would do differently
    TargetState held = failing;
    held.heldUntil = kStart + 1s;
    store->keep({{failing, held}}, {}).get(); // over before anybody has looked
    TargetState heldForLong = held;
    heldForLong.heldUntil = kStart + 1h;
    store->keep({{held, heldForLong}}, {}).get();
    TargetState disabled = heldForLong;
    disabled.disabled = true;
    store->keep({{heldForLong, disabled}}, {}).get();
    QTRY_COMPARE(heard.size(), 2);
    for (const QString &payload : heard)
        QVERIFY2(!payload.contains(u' '), qPrintable(payload)); // all there is is to be looked at again
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
