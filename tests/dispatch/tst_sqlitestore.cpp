// SPDX-License-Identifier: MIT
#include "storefixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fstream>
#include <thread>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace targetdesk;
using namespace targetdesk::storefixture;
using namespace std::chrono_literals;

class TestSqliteStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void acceptIsSeenByOthersWhenItReturns();
    void anEventThatCannotBeStoredLeavesNothingAndHarmsNobody();
    void sameKeyIsStoredOnce();
    void sameKeyWithOtherContentIsAConflict();
    void manyAtOnceShareCommits();
    void targetsTakeTurns();
    void claimsHonourDueTimesAndCaps();
    void aDeliveryIsLedThroughItsLife();
    void aLeaseOfAnotherIsNotSettled();
    void recoverTellsSentFromUnsent();
    void aSecondProcessIsTurnedAway();
    void readsBesideARunningStore();
    void filtersDeliveries();
    void foreignAndDamagedFilesAreLeftAlone_data();
    void foreignAndDamagedFilesAreLeftAlone();
    void aNewerFormatIsRefused();
    void aFileThatCannotBeWrittenIsNamed();
    void aDiskThatTakesNothingFailsTheCallOnly();

private:
    std::filesystem::path file() const { return std::filesystem::path(m_folder->path().toStdString()) / "queue.db"; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSqliteStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSqliteStore::acceptIsSeenByOthersWhenItReturns()
{
    SqliteStore store(file());
    const AcceptResult result = store.acceptAndWait(one(newEvent("1", {"a", "b"})));
    QCOMPARE(result.ids, std::vector<std::string>{"evt_1"});

    const std::unique_ptr<Store> other = openStore("sqlite:" + file().string(), StoreMode::ReadOnly);
    const std::optional<DeliveryDetail> detail = other->delivery("dlv_1b");
    QVERIFY(detail);
    QCOMPARE(detail->context, std::string(R"({"id": 18446744073709551617, "n": 1})"));
    QCOMPARE(detail->record.event, std::string("reward.issued"));
    QCOMPARE(detail->record.dueAt, std::optional(kStart));
    QVERIFY(!detail->body);
    QVERIFY(!other->delivery("dlv_none"));
}

void TestSqliteStore::anEventThatCannotBeStoredLeavesNothingAndHarmsNobody()
{
    SqliteStore store(file());
    // The same delivery id twice: the second insert fails after the first event is in.
    std::vector<NewEvent> broken = one(newEvent("1", {"a"}));
    broken.push_back(newEvent("2", {"b"}));
    broken[1].deliveries[0].id = broken[0].deliveries[0].id;
    std::promise<bool> failed;
    std::promise<std::size_t> good;
    store.accept(std::move(broken),
                 [&failed](const AcceptResult &, std::exception_ptr error) { failed.set_value(error != nullptr); });
    store.accept(one(newEvent("3", {"c"})),
                 [&good](const AcceptResult &result, std::exception_ptr) { good.set_value(result.ids.size()); });
    QVERIFY(failed.get_future().get());
    QCOMPARE(good.get_future().get(), std::size_t{1});
    const std::vector<DeliveryRecord> kept = store.deliveries({});
    QCOMPARE(kept.size(), std::size_t{1});
    QCOMPARE(kept[0].id, std::string("dlv_3c"));
}

void TestSqliteStore::sameKeyIsStoredOnce()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"}, "key")));
    NewEvent again = newEvent("1", {"a"}, "key");
    again.event.id = "evt_9";
    again.deliveries[0].id = "dlv_9";
    const AcceptResult result = store.acceptAndWait(one(again));
    QCOMPARE(result.ids, std::vector<std::string>{"evt_1"});
    QCOMPARE(result.repeated, std::size_t{1});
    QCOMPARE(store.deliveries({}).size(), std::size_t{1});

    again.event.source = "elsewhere";
    QCOMPARE(store.acceptAndWait(one(again)).ids, std::vector<std::string>{"evt_9"});
}

void TestSqliteStore::sameKeyWithOtherContentIsAConflict()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"}, "key")));
    std::vector<NewEvent> events = one(newEvent("2", {"a"}));
    events.push_back(newEvent("3", {"a"}, "key"));
    const AcceptResult result = store.acceptAndWait(std::move(events));
    QCOMPARE(result.conflict, std::optional<std::size_t>(1));
    QCOMPARE(store.deliveries({}).size(), std::size_t{1});

    std::vector<NewEvent> inOneCall = one(newEvent("4", {"a"}, "new"));
    inOneCall.push_back(newEvent("5", {"a"}, "new"));
    QCOMPARE(store.acceptAndWait(std::move(inOneCall)).conflict, std::optional<std::size_t>(1));
}

void TestSqliteStore::manyAtOnceShareCommits()
{
    SqliteStore store(file());
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&store, &done, t] {
            for (int i = 0; i < 50; ++i) {
                store.acceptAndWait(one(newEvent(std::to_string(t * 1000 + i), {"a"})));
                ++done;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.load(), 200);
    QCOMPARE(store.counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Ready, 200}}));
}

void TestSqliteStore::targetsTakeTurns()
{
    SqliteStore store(file());
    std::vector<NewEvent> events;
    for (int i = 0; i < 50; ++i)
        events.push_back(newEvent(std::to_string(100 + i), {"big"}));
    events.push_back(newEvent("200", {"small"}));
    events.push_back(newEvent("201", {"tiny"}));
    store.acceptAndWait(std::move(events));
    const ClaimResult result = store.claim(request(8)).get();
    std::map<std::string, int> taken;
    for (const ClaimedDelivery &delivery : result.deliveries)
        ++taken[delivery.target];
    QCOMPARE(taken, (std::map<std::string, int>{{"big", 6}, {"small", 1}, {"tiny", 1}}));
    QCOMPARE(result.deliveries[0].id, std::string("dlv_100big"));
    QCOMPARE(result.nextDue, std::optional(kStart));
}

void TestSqliteStore::claimsHonourDueTimesAndCaps()
{
    SqliteStore store(file());
    std::vector<NewEvent> events;
    for (int i = 0; i < 5; ++i)
        events.push_back(newEvent(std::to_string(i), {"a"}));
    store.acceptAndWait(std::move(events));
    QVERIFY(store.claim(request(10, kStart - 1ms)).get().deliveries.empty());

    ClaimRequest capped = request(10);
    capped.maxPerTarget = 3;
    capped.held = {{"a", 1}};
    const ClaimResult first = store.claim(capped).get();
    QCOMPARE(first.deliveries.size(), std::size_t{2});

    Settlement later = settlement(first.deliveries[0].id, DeliveryState::Waiting, 503);
    later.dueAt = kStart + 10s;
    store.begin({{later.id, std::nullopt}}, "me", kStart).get();
    store.settle({later}, "me", kStart).get();
    QCOMPARE(store.claim(request(10)).get().deliveries.size(), std::size_t{3});
    QCOMPARE(store.claim(request(10)).get().nextDue, std::optional(kStart + 10s));
    const ClaimResult retry = store.claim(request(10, kStart + 10s)).get();
    QCOMPARE(retry.deliveries.size(), std::size_t{1});
    QCOMPARE(retry.deliveries[0].tries, 1);
    QVERIFY(!retry.nextDue);
}

void TestSqliteStore::aDeliveryIsLedThroughItsLife()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    const ClaimedDelivery claimed = store.claim(request(1)).get().deliveries.at(0);
    QCOMPARE(claimed.eventId, std::string("evt_1"));
    QVERIFY(!claimed.body);
    QVERIFY(store.begin({{claimed.id, R"({"x":1})"}}, "me", kStart).get().empty());
    QCOMPARE(store.delivery(claimed.id)->record.state, DeliveryState::Leased);
    store.settle({settlement(claimed.id, DeliveryState::Refused, 400)}, "me", kStart + 1s).get();

    const DeliveryDetail detail = *store.delivery(claimed.id);
    QCOMPARE(detail.record.state, DeliveryState::Refused);
    QCOMPARE(detail.record.tries, 1);
    QCOMPARE(detail.record.changedAt, kStart + 1s);
    QCOMPARE(detail.body, std::optional<std::string>(R"({"x":1})"));
    QCOMPARE(detail.attempts.size(), std::size_t{1});
    QCOMPARE(detail.attempts[0].status, 400);
    QCOMPARE(detail.attempts[0].timings.total, 1234us);
    QCOMPARE(detail.attempts[0].responseHeaders[0].second, std::string("text/plain"));
    QCOMPARE(detail.attempts[0].responseBody, std::string("no"));
}

void TestSqliteStore::aLeaseOfAnotherIsNotSettled()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    store.claim(request(1, kStart, "first")).get();
    QCOMPARE(store.begin({{"dlv_1a", std::nullopt}}, "second", kStart).get(), std::set<std::string>{"dlv_1a"});
    store.settle({settlement("dlv_1a", DeliveryState::Delivered, 200)}, "second", kStart).get();
    const DeliveryDetail detail = *store.delivery("dlv_1a");
    QCOMPARE(detail.record.state, DeliveryState::Leased);
    QCOMPARE(detail.attempts.size(), std::size_t{1});
}

void TestSqliteStore::recoverTellsSentFromUnsent()
{
    {
        SqliteStore store(file());
        store.acceptAndWait(one(newEvent("1", {"again", "never", "unsent"})));
        store.claim(request(10)).get();
        store.begin({{"dlv_1again", "b"}, {"dlv_1never", "b"}}, "me", kStart).get();
    }
    SqliteStore store(file());
    const Recovery recovery = store.recover(kStart + 5s, {"again"});
    QCOMPARE(recovery.returned, std::int64_t{2});
    QCOMPARE(recovery.inDoubt, std::int64_t{1});
    QCOMPARE(recovery.unknown, std::int64_t{1});
    QCOMPARE(store.delivery("dlv_1again")->record.state, DeliveryState::Ready);
    QCOMPARE(store.delivery("dlv_1again")->attempts.at(0).errorClass, std::string("interrupted"));
    QCOMPARE(store.delivery("dlv_1unsent")->record.state, DeliveryState::Ready);
    QCOMPARE(store.delivery("dlv_1unsent")->record.tries, 0);
    QCOMPARE(store.delivery("dlv_1never")->record.state, DeliveryState::Unknown);
    QVERIFY(!store.delivery("dlv_1never")->record.reason.empty());
    QCOMPARE(store.recover(kStart + 6s, {}).returned, std::int64_t{0});
}

void TestSqliteStore::aSecondProcessIsTurnedAway()
{
    const SqliteStore store(file());
    // flock() belongs to the open file, so a second open in this process stands for another process.
    const auto error = storeErrorOf([this] { const SqliteStore second(file()); });
    QVERIFY(error);
    QCOMPARE(error->kind(), StoreError::Kind::InUse);
    QVERIFY(std::string(error->what()).find(std::to_string(::getpid())) != std::string::npos);
}

void TestSqliteStore::readsBesideARunningStore()
{
    QCOMPARE(storeErrorOf([this] { openStore(file().string(), StoreMode::ReadOnly); })->kind(), StoreError::Kind::Unavailable);
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    const std::unique_ptr<Store> reader = openStore(file().string(), StoreMode::ReadOnly);
    QCOMPARE(reader->counts().at(DeliveryState::Ready), std::int64_t{1});
    QCOMPARE(storeErrorOf([&reader] { reader->acceptAndWait(one(newEvent("2", {}))); })->kind(), StoreError::Kind::ReadOnly);
}

void TestSqliteStore::filtersDeliveries()
{
    SqliteStore store(file());
    std::vector<NewEvent> events = one(newEvent("1", {"a", "b"}));
    events.push_back(newEvent("2", {"a"}));
    events[1].event.name = "tier.achieved";
    events[1].deliveries[0].state = DeliveryState::Refused;
    events[1].deliveries[0].reason = "no such target";
    store.acceptAndWait(std::move(events));
    const auto ids = [&store](const DeliveryFilter &filter) {
        std::vector<std::string> result;
        for (const DeliveryRecord &record : store.deliveries(filter))
            result.push_back(record.id);
        return result;
    };
    QCOMPARE(ids({}), (std::vector<std::string>{"dlv_2a", "dlv_1b", "dlv_1a"}));
    QCOMPARE(ids({{DeliveryState::Refused}, {}, {}, 100}), std::vector<std::string>{"dlv_2a"});
    QCOMPARE(ids({{}, "reward.issued", "a", 100}), std::vector<std::string>{"dlv_1a"});
    QCOMPARE(ids({{}, {}, {}, 1}), std::vector<std::string>{"dlv_2a"});
    QCOMPARE(ids({{}, {}, {}, 100, "evt_1"}), (std::vector<std::string>{"dlv_1b", "dlv_1a"}));
}

void TestSqliteStore::foreignAndDamagedFilesAreLeftAlone_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("kind");
    QTest::newRow("text file") << QByteArray("This is a letter to nobody in particular, longer than a header.\n").repeated(20)
                               << -1 << static_cast<int>(StoreError::Kind::NotAStore);
    QTest::newRow("header") << QByteArray(16, 'x') << 0 << static_cast<int>(StoreError::Kind::NotAStore);
    QTest::newRow("first page") << QByteArray(3900, 'x') << 100 << static_cast<int>(StoreError::Kind::Corrupt);
}

void TestSqliteStore::foreignAndDamagedFilesAreLeftAlone()
{
    QFETCH(QByteArray, damage);
    QFETCH(int, offset);
    QFETCH(int, kind);
    if (offset < 0) {
        std::ofstream(file(), std::ios::binary) << damage.toStdString();
    } else {
        {
            SqliteStore store(file());
            store.acceptAndWait(one(newEvent("1", {"a"})));
        }
        std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(offset);
        stream.write(damage.data(), damage.size());
    }
    const auto bytes = [this] {
        std::ifstream stream(file(), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const std::string before = bytes();
    const auto error = storeErrorOf([this] { const SqliteStore store(file()); });
    QVERIFY(error);
    QCOMPARE(static_cast<int>(error->kind()), kind);
    QVERIFY(std::string(error->what()).find("queue.db") != std::string::npos);
    QVERIFY(bytes() == before);
}

void TestSqliteStore::aNewerFormatIsRefused()
{
    {
        const SqliteStore store(file());
    }
    {
        std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(63); // the last byte of user_version (sqlite.org/fileformat2.html, 1.3)
        stream.put(99);
    }
    QCOMPARE(storeErrorOf([this] { const SqliteStore store(file()); })->kind(), StoreError::Kind::TooNew);
}

void TestSqliteStore::aFileThatCannotBeWrittenIsNamed()
{
    {
        const SqliteStore store(file());
    }
    namespace fs = std::filesystem;
    fs::permissions(file(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    fs::permissions(file().parent_path(), fs::perms::all);
    fs::permissions(file().string() + ".lock", fs::perms::all);
    std::optional<StoreError> error;
    // Root may write everything, so a thread of its own becomes nobody: the system call, unlike libc's, changes one thread.
    std::thread([this, &error] {
        if (::geteuid() == 0 && ::syscall(SYS_setresuid, -1, 65534, -1) != 0) return;
        error = storeErrorOf([this] { const SqliteStore store(file()); });
    }).join();
    QVERIFY(error);
    QCOMPARE(error->kind(), StoreError::Kind::ReadOnly);
}

void TestSqliteStore::aDiskThatTakesNothingFailsTheCallOnly()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    // A limit on file sizes stands for a disk without room: writes fail half way.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = std::filesystem::file_size(file().string() + "-wal") + 5000;
    NewEvent large = newEvent("2", {"a"});
    large.event.context = R"({"text": ")" + std::string(100'000, 'x') + R"("})";
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto error = storeErrorOf([&] { store.acceptAndWait(one(large)); });
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(error);
    QVERIFY(!store.delivery("dlv_2a"));
    QCOMPARE(store.acceptAndWait(one(large)).ids, std::vector<std::string>{"evt_2"});
    QCOMPARE(store.counts().at(DeliveryState::Ready), std::int64_t{2});
}

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlitestore.moc"
