// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"

#include "storefixture.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

#include <sys/stat.h>

using namespace targetdesk;
using namespace targetdesk::storefixture;
namespace fs = std::filesystem;

namespace {

constexpr int kRows = 2'500;

/// Ends of a b-tree of a SQLite file (sqlite.org/fileformat2.html, 1.6), for damage where it hurts.
class Pages
{
public:
    explicit Pages(fs::path file)
        : m_file(std::move(file))
    {
        std::ifstream stream(m_file, std::ios::binary);
        m_bytes.assign(std::istreambuf_iterator<char>(stream), {});
        m_size = number(16, 2);
    }
    std::size_t firstLeaf(std::size_t page) const
    {
        while (byte(at(page)) == 5)
            page = number(at(page) + number(at(page) + 12, 2), 4);
        return page;
    }
    std::size_t lastLeaf(std::size_t page) const
    {
        while (byte(at(page)) == 5)
            page = number(at(page) + 8, 4);
        return page;
    }
    int rows(std::size_t leaf) const { return static_cast<int>(number(at(leaf) + 3, 2)); }
    void clear(std::size_t page) const
    {
        std::fstream stream(m_file, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(static_cast<std::streamoff>(at(page)));
        const std::string nothing(m_size, '\0');
        stream.write(nothing.data(), static_cast<std::streamsize>(nothing.size()));
    }

private:
    std::size_t at(std::size_t page) const { return (page - 1) * m_size; }
    unsigned byte(std::size_t offset) const { return static_cast<unsigned char>(m_bytes.at(offset)); }
    std::size_t number(std::size_t offset, int length) const
    {
        std::size_t value = 0;
        for (int i = 0; i < length; ++i)
            value = value << 8 | byte(offset + static_cast<std::size_t>(i));
        return value;
    }

    fs::path m_file;
    std::string m_bytes;
    std::size_t m_size = 0;
};

std::size_t rootOf(const fs::path &file, const std::string &name)
{
    SqliteConnection connection(file, SqliteConnection::Mode::ReadOnly, 1s);
    return std::stoul(connection.value(("SELECT rootpage FROM sqlite_schema WHERE name='" + name + "'").c_str()));
}

bool tells(const RepairResult &result, const std::string &text)
{
    return std::any_of(result.lost.begin(), result.lost.end(),
                       [&text](const std::string &lost) { return lost.find(text) != std::string::npos; });
}

std::string told(const RepairResult &result)
{
    std::string all;
    for (const std::string &lost : result.lost)
        all += lost + '\n';
    return all;
}

} // namespace

/// What `store repair` saves of a damaged file, and what it says of the rest.
class TestStoreRepair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aDamagedEndIsToldAndTheRestIsKept_data();
    void aDamagedEndIsToldAndTheRestIsKept();
    void anEndThatNothingTellsOfIsAGuess();
    void aDamagedBeginningIsTold();
    void whatAPersonPausedStaysPaused();
    void pausesThatAreLostAreTold();
    void anOlderFormatIsRepairedIntoThisOne();
    void aFileThatWasCutOffKeepsItsRest_data();
    void aFileThatWasCutOffKeepsItsRest();
    void aTableThatIsNotNamedAnyMoreIsTold();
    void whatCannotBeSavedLeavesNothing_data();
    void whatCannotBeSavedLeavesNothing();
    void theNewStoreIsPrivate();
    void theDamagedFileMayHaveAnyName();

private:
    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "queue.db"; }
    fs::path fresh() const { return file().string() + ".fresh"; }
    /// Events with the numbers from `first` on, each with so many deliveries.
    void fill(std::int64_t first, int deliveries) const
    {
        SqliteConnection connection(file(), SqliteConnection::Mode::ReadWrite, 1s);
        migrateSchema(connection, file());
        const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first) +
                                    " UNION ALL SELECT i+1 FROM n WHERE i<" + std::to_string(first + kRows - 1) + ") ";
        connection.execute((numbers + "INSERT INTO event SELECT i, 'evt_'||i, 'test', NULL, 'reward.issued',"
                                      " CAST('{\"n\": '||i||'}' AS BLOB), 1, 2 FROM n")
                               .c_str());
        if (deliveries > 0) {
            connection.execute((numbers + "INSERT INTO delivery(seq, id, event_seq, target, reaction, state, due_at, created_at,"
                                          " changed_at) SELECT i, 'dlv_'||i, i, 'a', 'all', 'ready', 1, 2, 3 FROM n")
                                   .c_str());
        }
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStoreRepair::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestStoreRepair::aDamagedEndIsToldAndTheRestIsKept_data()
{
    QTest::addColumn<qint64>("first");
    QTest::newRow("young") << qint64{1};
    QTest::newRow("around a million") << qint64{999'501};
    QTest::newRow("beyond three millions") << qint64{3'000'001};
}

void TestStoreRepair::aDamagedEndIsToldAndTheRestIsKept()
{
    QFETCH(qint64, first);
    fill(first, 1);
    const Pages pages(file());
    const std::size_t leaf = pages.lastLeaf(rootOf(file(), "event"));
    const int rows = pages.rows(leaf);
    QVERIFY(rows > 1 && rows < kRows / 2);
    pages.clear(leaf);
    const RepairResult result = repairStore(file(), fresh());
    QCOMPARE(result.events, kRows - rows);
    QCOMPARE(result.deliveries, kRows - rows);
    QVERIFY2(tells(result, "about " + std::to_string(rows) + " rows of event cannot be read"), told(result).c_str());
    QVERIFY2(tells(result, std::to_string(rows) + " deliveries are left out"), told(result).c_str());
    QCOMPARE(result.lost.size(), std::size_t{2});
    const SqliteStore store(fresh());
    QCOMPARE(store.counts().at(DeliveryState::Ready), std::int64_t{kRows - rows});
}

void TestStoreRepair::anEndThatNothingTellsOfIsAGuess()
{
    fill(999'501, 0);
    const Pages pages(file());
    const std::size_t leaf = pages.lastLeaf(rootOf(file(), "event"));
    const int rows = pages.rows(leaf);
    const std::size_t index = rootOf(file(), "sqlite_autoindex_event_1");
    pages.clear(leaf);
    pages.clear(index);
    const RepairResult result = repairStore(file(), fresh());
    QCOMPARE(result.events, kRows - rows);
    QVERIFY2(tells(result, "the end of event cannot be read: nobody knows how many rows came after number " +
                               std::to_string(999'500 + kRows - rows)),
             told(result).c_str());
}

void TestStoreRepair::aDamagedBeginningIsTold()
{
    fill(3'000'001, 1);
    const Pages pages(file());
    const std::size_t leaf = pages.firstLeaf(rootOf(file(), "event"));
    const int rows = pages.rows(leaf);
    pages.clear(leaf);
    const RepairResult result = repairStore(file(), fresh());
    QCOMPARE(result.events, kRows - rows);
    QCOMPARE(result.deliveries, kRows - rows);
    QVERIFY2(tells(result, "no row of event before number " + std::to_string(3'000'001 + rows) + " can be read"),
             told(result).c_str());
}

void TestStoreRepair::whatAPersonPausedStaysPaused()
{
    TargetState enabled;
    enabled.target = "b";
    TargetState disabled = enabled;
    disabled.disabled = true;
    disabled.reason = "it answered 410";
    disabled.changedAt = kStart;
    std::vector<TargetState> before;
    {
        SqliteStore store(file());
        store.acceptAndWait(one(newEvent("1", {"a"})));
        store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
        store.keep({TargetChange{enabled, disabled}}, {{kStart, "disabled", "b", "it answered 410"}}).get();
        before = store.targetStates();
        QCOMPARE(before.size(), std::size_t{2});
    }
    QVERIFY(repairStore(file(), fresh()).lost.empty());
    const SqliteStore store(fresh());
    QVERIFY(store.targetStates() == before);
    QVERIFY(store.notices(10) == (std::vector<Notice>{{kStart, "disabled", "b", "it answered 410"}}));
}

void TestStoreRepair::pausesThatAreLostAreTold()
{
    {
        SqliteStore store(file());
        store.acceptAndWait(one(newEvent("1", {"a"})));
        store.intervene(TargetIntervention{TargetIntervention::Kind::Pause, "a", kStart}).get();
    }
    const Pages pages(file());
    pages.clear(rootOf(file(), "target_state"));
    const RepairResult result = repairStore(file(), fresh());
    QCOMPARE(result.deliveries, 1);
    QVERIFY2(tells(result, "row of target_state cannot be read: what was paused or disabled may flow again"),
             told(result).c_str());
}

void TestStoreRepair::anOlderFormatIsRepairedIntoThisOne()
{
    {
        SqliteConnection connection(file(), SqliteConnection::Mode::ReadWrite, 1s);
        QFile script(QFINDTESTDATA("stores/format1.sql"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        for (const QString &line : QString::fromUtf8(script.readAll()).split(QStringLiteral(";\n"), Qt::SkipEmptyParts))
            connection.execute(line.toUtf8().constData());
    }
    const RepairResult result = repairStore(file(), fresh());
    QVERIFY2(result.lost.empty(), told(result).c_str());
    QVERIFY(result.events > 0 && result.deliveries > 0 && result.attempts > 0);
    const SqliteStore store(fresh());
    QVERIFY(store.delivery("dlv_ready"));
    QCOMPARE(store.delivery("dlv_done")->attempts.size(), std::size_t{1});
}

void TestStoreRepair::aFileThatWasCutOffKeepsItsRest_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("mostLost");
    QTest::newRow("the last page") << 4'096 << 100;
    QTest::newRow("a piece of it") << 1'000 << 100;
    QTest::newRow("the last twenty pages") << 20 * 4'096 << 1'200;
}

void TestStoreRepair::aFileThatWasCutOffKeepsItsRest()
{
    QFETCH(int, bytes);
    QFETCH(int, mostLost);
    fill(1, 1);
    fs::resize_file(file(), fs::file_size(file()) - static_cast<std::uintmax_t>(bytes));
    const RepairResult result = repairStore(file(), fresh());
    QVERIFY2(result.events >= kRows - mostLost, std::to_string(result.events).c_str());
    QVERIFY2(result.deliveries >= kRows - mostLost, std::to_string(result.deliveries).c_str());
    QVERIFY2((result.deliveries == kRows) == result.lost.empty(), told(result).c_str());
    const StoreReport report = checkStore(fresh());
    QVERIFY2(report.faults.empty(), report.faults.empty() ? "" : report.faults.front().c_str());
    // No row is made up of what is not there.
    SqliteConnection connection(fresh(), SqliteConnection::Mode::ReadOnly, 1s);
    QCOMPARE(connection.value("SELECT COUNT(*) FROM event WHERE id<>'evt_'||seq OR CAST(context AS TEXT)<>'{\"n\": '||seq||'}'"),
             std::string("0"));
}

/// A line in SQLite's list of tables that makes no sense.
void TestStoreRepair::aTableThatIsNotNamedAnyMoreIsTold()
{
    fill(1, 1);
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    std::string first(4'096, '\0');
    stream.read(first.data(), static_cast<std::streamsize>(first.size()));
    const std::size_t at = first.find("CREATE TABLE template(");
    QVERIFY(at != std::string::npos);
    stream.seekp(static_cast<std::streamoff>(at));
    stream << "CREATE TXXXX";
    stream.close();
    const RepairResult result = repairStore(file(), fresh());
    QCOMPARE(result.events, kRows);
    QVERIFY2(tells(result, "no row of template can be read"), told(result).c_str());
}

void TestStoreRepair::whatCannotBeSavedLeavesNothing_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<int>("kind");
    QTest::newRow("only its first page is there") << QStringLiteral("cut") << static_cast<int>(StoreError::Kind::Corrupt);
    QTest::newRow("another program's") << QStringLiteral("foreign") << static_cast<int>(StoreError::Kind::NotAStore);
    QTest::newRow("no database") << QStringLiteral("text") << static_cast<int>(StoreError::Kind::NotAStore);
    QTest::newRow("a newer format") << QStringLiteral("newer") << static_cast<int>(StoreError::Kind::TooNew);
}

void TestStoreRepair::whatCannotBeSavedLeavesNothing()
{
    QFETCH(QString, damage);
    QFETCH(int, kind);
    if (damage == u"foreign") {
        SqliteConnection connection(file(), SqliteConnection::Mode::ReadWrite, 1s);
        connection.execute("CREATE TABLE song(title TEXT)");
    } else if (damage == u"text") {
        std::ofstream(file()) << std::string(20'000, 'x');
    } else {
        fill(1, 1);
    }
    if (damage == u"cut") fs::resize_file(file(), 4'096);
    if (damage == u"newer") {
        SqliteConnection connection(file(), SqliteConnection::Mode::ReadWrite, 1s);
        connection.execute("ALTER TABLE event ADD COLUMN later TEXT");
        connection.execute("PRAGMA user_version=7");
    }
    const auto error = storeErrorOf([this] { repairStore(file(), fresh()); });
    QVERIFY(error);
    QCOMPARE(static_cast<int>(error->kind()), kind);
    QVERIFY2(error->cause().starts_with(file().string() + ": "), error->what());
    QVERIFY2(std::string(error->what()).find("store repair") == std::string::npos, error->what());
    for (const fs::directory_entry &entry : fs::directory_iterator(file().parent_path()))
        QVERIFY2(!entry.path().filename().string().starts_with("queue.db.fresh"), entry.path().c_str());
}

void TestStoreRepair::theNewStoreIsPrivate()
{
    fill(1, 1);
    fs::permissions(file(), fs::perms(0644));
    const mode_t before = ::umask(022);
    repairStore(file(), fresh());
    ::umask(before);
    QCOMPARE(static_cast<int>(fs::status(fresh()).permissions()), 0600);
    SqliteStore store(fresh());
    store.acceptAndWait(one(newEvent("99999", {"a"})));
    QCOMPARE(static_cast<int>(fs::status(fresh().string() + "-wal").permissions()), 0600);
}

/// Who puts it aside under another name wants the new one in its place.
void TestStoreRepair::theDamagedFileMayHaveAnyName()
{
    fill(1, 1);
    const fs::path aside = file().string() + ".damaged";
    fs::rename(file(), aside);
    QCOMPARE(repairStore(aside, file()).events, kRows);
    QVERIFY(fs::exists(aside));
}

QTEST_GUILESS_MAIN(TestStoreRepair)
#include "tst_storerepair.moc"
