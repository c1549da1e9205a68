// SPDX-License-Identifier: MIT
#include "postgrestest.h"

#include "dispatch/processmark.h"

#include <atomic>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

/// Who holds what of several stores on one PostgreSQL, and until when.
class TestPostgresLeases : public PostgresTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { nextDatabase(); }
    void severalNeverClaimTheSame();
    void aStaleOwnerCannotSettle();
    void leasesLastAsLongAsTheyAreRenewed();
    void leasesAreTimesOfTheServersClock();
    void aServersClockThatIsSetEndsNoLease();
    void endedProcessesAreKnown();
    void aClaimWhoseEndIsNotHeardIsGivenBack();

private:
    /// Gives the database a clock of its own, for connections that are made from now on; and sets it.
    void takeOverClock();
    void setServersClock(const std::string &interval);
};

void TestPostgresLeases::takeOverClock()
{
    sql("CREATE TABLE clock_error(by INTERVAL); INSERT INTO clock_error VALUES('0')");
    sql("CREATE FUNCTION public.clock_timestamp() RETURNS TIMESTAMPTZ LANGUAGE sql VOLATILE AS"
        " 'SELECT pg_catalog.clock_timestamp() + by FROM public.clock_error'");
    m_spec += (m_spec.find('?') == std::string::npos ? "?" : "&") + std::string("options=-csearch_path%3Dpublic,pg_catalog");
}

/// Every connection ends: a new one asks for the time at once.
void TestPostgresLeases::setServersClock(const std::string &interval)
{
    sql("UPDATE clock_error SET by='" + interval + "'");
    sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname=current_database() AND "
        "pid<>pg_backend_pid()");
}

void TestPostgresLeases::severalNeverClaimTheSame()
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

void TestPostgresLeases::aStaleOwnerCannotSettle()
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

void TestPostgresLeases::leasesLastAsLongAsTheyAreRenewed()
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

void TestPostgresLeases::leasesAreTimesOfTheServersClock()
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

void TestPostgresLeases::aServersClockThatIsSetEndsNoLease()
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

void TestPostgresLeases::endedProcessesAreKnown()
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

void TestPostgresLeases::aClaimWhoseEndIsNotHeardIsGivenBack()
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

QTEST_GUILESS_MAIN(TestPostgresLeases)
#include "tst_postgresleases.moc"
