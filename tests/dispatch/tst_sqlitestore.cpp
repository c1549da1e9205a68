// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "storefixture.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
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
    void aSecondProcessIsTurnedAway();
    void readsBesideARunningStore();
    void foreignAndDamagedFilesAreLeftAlone_data();
    void foreignAndDamagedFilesAreLeftAlone();
    void aNewerFormatIsRefused();
    void aFileThatCannotBeWrittenIsNamed();
    void aDiskThatTakesNothingFailsTheCallOnly();
    void besideARunningStore();
    void anOldFormatIsBroughtUpToDate();
    void aRepairedStoreKeepsWhatWaits();
    void aFileThatIsNotInItsPlaceEndsIt_data();
    void aFileThatIsNotInItsPlaceEndsIt();

private:
    std::filesystem::path file() const { return std::filesystem::path(m_folder->path().toStdString()) / "queue.db"; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

Intervention replay(std::vector<std::string> ids)
{
    Intervention intervention;
    intervention.selection.ids = std::move(ids);
    intervention.now = kStart + 1h;
    return intervention;
}

} // namespace

void TestSqliteStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
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
    if (error->kind() == StoreError::Kind::Corrupt)
        QVERIFY(std::string(error->what()).find("targetdeskctl store repair --store sqlite:" + file().string()) !=
                std::string::npos);
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

void TestSqliteStore::besideARunningStore()
{
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    store.claim(request(1)).get();
    store.settle({settlement("dlv_1a", DeliveryState::Refused, 400)}, "me", kStart).get();
    QVERIFY(store.claim(request(5, kStart + 1h)).get().deliveries.empty());
    {
        const std::unique_ptr<Store> beside = openStore(file().string(), StoreMode::Beside);
        QVERIFY(!QFile::exists(QString::fromStdString(store.wakeFile())));
        QCOMPARE(beside->intervene(replay({"dlv_1a"})).get().changed, 1);
        QVERIFY(QFile::exists(QString::fromStdString(store.wakeFile())));
    }
    // The running store does not know of it until it is told.
    ClaimRequest told = request(5, kStart + 1h);
    told.refresh = true;
    QCOMPARE(store.claim(told).get().deliveries.size(), 1u);
}

void TestSqliteStore::anOldFormatIsBroughtUpToDate()
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
        database.setDatabaseName(QString::fromStdString(file().string()));
        QVERIFY(database.open());
        QFile script(QFINDTESTDATA("stores/format1.sql"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        for (const QString &line : QString::fromUtf8(script.readAll()).split(QStringLiteral(";\n"), Qt::SkipEmptyParts)) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(line), qPrintable(query.lastError().text()));
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("old"));
    QCOMPARE(storeErrorOf([this] { openStore(file().string(), StoreMode::ReadOnly); })->kind(), StoreError::Kind::TooOld);
    const std::string backup = file().string() + ".format1";
    {
        SqliteStore store(file());
        QVERIFY(std::filesystem::exists(backup));
        QCOMPARE(store.recover(kStart + 1h, {}).returned, 1);
        QCOMPARE(store.intervene(replay({"dlv_refused"})).get().changed, 1);
        QCOMPARE(store.claim(request(5, kStart + 2h)).get().deliveries.size(), 3u);
        const std::vector<TargetCounts> counts = store.targetCounts();
        QCOMPARE(counts.size(), 4u);
        QCOMPARE(counts[1].counts, (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 1}}));
        QCOMPARE(store.delivery("dlv_done")->attempts.size(), 1u);
    }
    // The backup is the store of before, and opens as such.
    QCOMPARE(storeErrorOf([&] { openStore(backup, StoreMode::ReadOnly); })->kind(), StoreError::Kind::TooOld);
    const SqliteStore again(file());
    QVERIFY(again.delivery("dlv_ready"));
}

void TestSqliteStore::aRepairedStoreKeepsWhatWaits()
{
    {
        SqliteStore store(file());
        NewEvent event = newEvent("1", {"a"});
        event.deliveries[0].state = DeliveryState::Waiting;
        event.deliveries[0].dueAt = kStart + 24h;
        event.deliveries[0].scheduleKey = "reminder 7";
        store.acceptAndWait(one(event));
    }
    const std::filesystem::path fresh = file().string() + ".fresh";
    QCOMPARE(repairStore(file(), fresh).deliveries, 1);
    SqliteStore store(fresh);
    NewEvent redeemed = newEvent("2", {});
    redeemed.callOffs.push_back({"reminder 7", "redeemed"});
    QCOMPARE(store.acceptAndWait(one(redeemed)).calledOff.queued, 1);
    QCOMPARE(store.deliveries({}).at(0).state, DeliveryState::Cancelled);
}

void TestSqliteStore::aFileThatIsNotInItsPlaceEndsIt_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("what");
    for (const char *suffix : {"", "-wal"}) {
        for (const char *what : {"removed", "moved", "replaced"})
            QTest::addRow("queue.db%s %s", suffix, what) << QString::fromUtf8(suffix) << QString::fromUtf8(what);
    }
}

void TestSqliteStore::aFileThatIsNotInItsPlaceEndsIt()
{
    QFETCH(QString, suffix);
    QFETCH(QString, what);
    namespace fs = std::filesystem;
    const fs::path victim = file().string() + suffix.toStdString();
    const fs::path away = victim.string() + ".away";
    SqliteStore store(file());
    store.acceptAndWait(one(newEvent("1", {"a"})));
    QCOMPARE(store.claim(request(1)).get().deliveries.size(), 1u);
    if (what == u"removed") {
        fs::remove(victim);
    } else {
        fs::rename(victim, away);
    }
    if (what == u"replaced") fs::copy_file(away, victim);
    const auto error = storeErrorOf([&] { store.acceptAndWait(one(newEvent("2", {"a"}))); });
    QVERIFY(error);
    QCOMPARE(error->kind(), StoreError::Kind::Broken);
    QVERIFY2(error->cause().starts_with(victim.string() + ": the store's file was "), error->what());
    if (what != u"removed") {
        // To the end, also when it is back: nobody knows what happened to it meanwhile.
        fs::rename(away, victim);
        QVERIFY(storeErrorOf([&] { store.settle({settlement("dlv_1a", DeliveryState::Delivered, 200)}, "me", kStart).get(); }));
    }
}

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlitestore.moc"
