// SPDX-License-Identifier: MIT
#include "dispatch/sqlitestore.h"

#include "line.h"
#include "sink.h"
#include "storekinds.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUrl>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

/// Does not wait long for a lock, where that can be chosen.
std::unique_ptr<Store> openImpatient(StoreKinds &kinds)
{
    if (kinds.isPostgres()) return kinds.open();
    SqliteStore::Options options;
    options.busyTimeout = 20ms;
    return std::make_unique<SqliteStore>(kinds.spec().substr(std::string_view("sqlite:").size()), options);
}

/// Another program that keeps the store's tables to itself as long as it lives.
class Intruder
{
public:
    explicit Intruder(StoreKinds &kinds)
        : m_database(QSqlDatabase::addDatabase(kinds.isPostgres() ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE"), kName))
    {
        const QUrl place(QString::fromStdString(kinds.spec()));
        m_database.setHostName(place.host());
        m_database.setPort(place.port());
        m_database.setUserName(place.userName());
        m_database.setDatabaseName(kinds.isPostgres() ? place.path().mid(1) : place.path());
        m_isHolding = m_database.open() &&
                      (kinds.isPostgres() ? does("BEGIN") && does("LOCK TABLE delivery, event") : does("BEGIN IMMEDIATE"));
    }
    ~Intruder()
    {
        does("ROLLBACK");
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(kName);
    }
    Intruder(const Intruder &) = delete;
    Intruder &operator=(const Intruder &) = delete;

    bool isHolding() const { return m_isHolding; }

private:
    bool does(const char *sql) { return QSqlQuery(m_database).exec(QString::fromUtf8(sql)); }

    static inline const QString kName = QStringLiteral("other");
    QSqlDatabase m_database;
    bool m_isHolding = false;
};

} // namespace

/// The dispatcher and its store: what a start finds there, what an end leaves, and a lock.
class TestDispatcherStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void whatWasLeftIsTakenUpAtTheNextStart();
    void stopGivesBackWhatDidNotGoOut();
    void aServerWithoutRoomForEventsDeliversWhatItHas();
    void aStoreThatIsLockedDelaysButLosesNothing();
    void whatIsRepeatedIsNotCounted();

private:
    StoreKinds m_kinds;
};

void TestDispatcherStore::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestDispatcherStore::whatWasLeftIsTakenUpAtTheNextStart()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("again", sink.url("/x"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Retry; });
    workspace.add("never", sink.url("/x"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    {
        // Another run got as far as sending both.
        const std::unique_ptr<Store> opened = m_kinds.open();
        Store &store = *opened;
        NewEvent event;
        event.event = eventFor("again");
        event.event.id = "evt_1";
        event.deliveries = {{"dlv_again", "again", "r", {}, {}}, {"dlv_never", "never", "r", {}, {}}};
        store.acceptAndWait({event});
        ClaimRequest request;
        request.owner = "before";
        request.now = systemNow();
        // PostgreSQL takes a lease of a process that lives, as this one does, for a lease until it runs out.
        request.leaseUntil = m_kinds.isPostgres() ? request.now - 1s : request.now + 60s;
        request.limit = 2;
        QCOMPARE(store.claim(request).get().deliveries.size(), std::size_t{2});
        store.begin({{"dlv_again", "{}"}, {"dlv_never", "{}"}}, "before", request.now).get();
    }
    Line line(m_kinds.spec(), workspace);
    const Recovery recovery = line.dispatcher.start();
    QCOMPARE(recovery.inDoubt, std::int64_t{1});
    QCOMPARE(recovery.unknown, std::int64_t{1});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.counts(), (std::map<std::string, int>{{"dlv_again", 1}}));
    QCOMPARE(line.detail("again").record.state, DeliveryState::Delivered);
    QCOMPARE(line.detail("never").record.state, DeliveryState::Unknown);
}

void TestDispatcherStore::aServerWithoutRoomForEventsDeliversWhatItHas()
{
    if (!m_kinds.isPostgres()) QSKIP("tst_brokendisk has that of SQLite");
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 20}; });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), "{}", [](Target &target) { target.delivery.flow.maxInFlight = 1; });
    Line line(m_kinds.spec(), workspace);
    line.dispatcher.start();
    line.dispatcher.accept(std::vector<Event>(30, eventFor("good")));
    m_kinds.sql("CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100';"
                " END $$ LANGUAGE plpgsql; CREATE TRIGGER full_disk BEFORE INSERT ON event EXECUTE FUNCTION full_disk()");
    // Senders do not give up, and their events share commits with the ends of deliveries.
    std::atomic<int> refused = 0;
    std::atomic<int> taken = 0;
    std::jthread senders([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            try {
                line.dispatcher.accept({eventFor("good")});
                ++taken;
            } catch (const StoreError &error) {
                if (error.kind() == StoreError::Kind::DiskFull) ++refused;
            }
        }
    });
    QVERIFY(line.dispatcher.drain(kPatience));
    senders.request_stop();
    senders.join();
    QCOMPARE(sink.received().size(), std::size_t{30});
    QVERIFY2(refused > 30, std::to_string(refused).c_str());
    QCOMPARE(taken.load(), 0);
    m_kinds.sql("DROP TRIGGER full_disk ON event");
    line.dispatcher.accept({eventFor("good")});
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(line.store.counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 31}}));
}

void TestDispatcherStore::stopGivesBackWhatDidNotGoOut()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 150}; });
    TestWorkspace workspace;
    workspace.add("slow", sink.url("/x"), "{}", [](Target &target) { target.delivery.lostAnswer = LostAnswer::Park; });
    DispatcherOptions options;
    options.maxInFlight = 4;
    options.maxPerTarget = 2;
    Line line(m_kinds.spec(), workspace, options);
    std::vector<Event> events(12, eventFor("slow"));
    line.dispatcher.start();
    line.dispatcher.accept(std::move(events));
    QTRY_VERIFY(!sink.received().empty());
    line.dispatcher.stop(10s);
    const std::map<DeliveryState, std::int64_t> counts = line.store.counts();
    QVERIFY(!counts.contains(DeliveryState::Leased));
    QVERIFY(!counts.contains(DeliveryState::Unknown));
    QCOMPARE(counts.at(DeliveryState::Delivered), static_cast<std::int64_t>(sink.received().size()));
    QCOMPARE(counts.at(DeliveryState::Delivered) + counts.at(DeliveryState::Ready), std::int64_t{12});
}

void TestDispatcherStore::aStoreThatIsLockedDelaysButLosesNothing()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 300}; });
    TestWorkspace workspace;
    workspace.add("good", sink.url("/x"), "{}");
    const std::unique_ptr<Store> opened = openImpatient(m_kinds);
    Store &store = *opened;
    HttpSender sender;
    std::atomic<int> troubles{0};
    DispatcherOptions options;
    options.storeRetry = 1s;
    options.log = [&](const std::string &line) { troubles += Json::parse(line)["what"] == "store" ? 1 : 0; };
    Dispatcher dispatcher(store, workspace.workspace(), {}, std::make_shared<MemorySecrets>(), sender, options);
    dispatcher.start();
    dispatcher.accept({eventFor("good")});
    QTRY_COMPARE(sink.received().size(), std::size_t{1});
    {
        // Somebody else takes the write lock while the answer is on its way.
        const Intruder intruder(m_kinds);
        QVERIFY(intruder.isHolding());
        QTRY_VERIFY_WITH_TIMEOUT(troubles > 0, 30'000);
        try {
            dispatcher.accept({eventFor("good")});
            QFAIL("an event was acknowledged that cannot be stored");
        } catch (const StoreError &error) {
            QCOMPARE(error.kind(), StoreError::Kind::Busy);
        }
    }
    QVERIFY(dispatcher.drain(kPatience));
    QCOMPARE(store.counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 1}}));
    QCOMPARE(sink.received().size(), std::size_t{1});
}

/// One event of a batch is known already: the queue's length is that of the others.
void TestDispatcherStore::whatIsRepeatedIsNotCounted()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    workspace.add("a", sink.url("/a"), "{}");
    workspace.add("later", sink.url("/later"), "{}");
    workspace.listen("event.both", "a");
    ReactionSchedule tomorrow;
    tomorrow.modify = "+1 day";
    workspace.listen("event.both", "later", tomorrow);
    Line line(m_kinds.spec(), workspace);
    const auto keyed = [](const std::string &name, const std::string &key) {
        Event event = eventFor(name);
        event.idempotencyKey = key;
        return event;
    };
    line.dispatcher.accept({keyed("both", "1")});
    QCOMPARE(line.dispatcher.metrics().queued(), 2);
    const AcceptResult result = line.dispatcher.accept(
        {keyed("both", "1"), keyed("both", "2"), keyed("a", "3"), keyed("both", "2"), keyed("nobody", "4")});
    QCOMPARE(result.repeated, std::size_t{2});
    QCOMPARE(line.dispatcher.metrics().queued(), 5);
    QCOMPARE(line.dispatcher.metrics().backlog(), 3);
    line.dispatcher.start();
    QVERIFY(line.dispatcher.drain(kPatience));
    QCOMPARE(sink.received().size(), std::size_t{3});
    QCOMPARE(line.dispatcher.metrics().queued(), 2);
    QCOMPARE(line.dispatcher.metrics().backlog(), 0);
}

QTEST_GUILESS_MAIN(TestDispatcherStore)
#include "tst_dispatcherstore.moc"
