// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "ctlprocess.h"
#include "preloaded.h"
#include "recordeddisk.h"
#include "storefixture.h"
#include "testworkspace.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QtTest>

using namespace targetdesk;
using namespace targetdesk::storefixture;
namespace fs = std::filesystem;

namespace {

constexpr char kName[] = "queue.db";
constexpr int kEvents = 40;

/// A SQLite file as it is, without a Store.
class RawFile
{
public:
    using Rows = std::map<QString, std::vector<std::string>>; ///< by table
    using Columns = std::map<QString, QStringList>;           ///< by table

    explicit RawFile(const fs::path &file)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw")))
    {
        m_database.setDatabaseName(QString::fromStdString(file.string()));
        m_database.open();
    }
    ~RawFile()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));
    }
    RawFile(const RawFile &) = delete;
    RawFile &operator=(const RawFile &) = delete;

    /// What went wrong; empty: nothing.
    QString run(const QString &script) const
    {
        for (const QString &statement : script.split(QStringLiteral(";\n"), Qt::SkipEmptyParts)) {
            QSqlQuery query(m_database);
            if (!query.exec(statement)) return query.lastError().text();
        }
        return {};
    }
    std::string value(const char *sql) const
    {
        QSqlQuery query(m_database);
        return query.exec(QString::fromUtf8(sql)) && query.next() ? query.value(0).toString().toStdString() : std::string();
    }
    Columns columns() const
    {
        Columns columns;
        for (const QString &table : m_database.tables()) {
            const QSqlRecord record = m_database.record(table);
            for (int i = 0; i < record.count(); ++i)
                columns[table] << record.fieldName(i);
        }
        return columns;
    }
    Rows rows(const Columns &columns) const
    {
        Rows rows;
        for (const auto &[table, names] : columns) {
            const QString list = names.join(QStringLiteral(", "));
            QSqlQuery query(m_database);
            query.exec(QStringLiteral("SELECT ") + list + QStringLiteral(" FROM ") + table + QStringLiteral(" ORDER BY ") + list);
            std::vector<std::string> &texts = rows[table];
            while (query.next()) {
                std::string text;
                for (int i = 0; i < names.size(); ++i)
                    text += (query.isNull(i) ? "NULL" : query.value(i).toString().toStdString()) + "|";
                texts.push_back(std::move(text));
            }
        }
        return rows;
    }

private:
    QSqlDatabase m_database;
};

} // namespace

/// The process dies, or the power fails, while a store's tables are made or brought to a new format, and while a checkpoint
/// brings its log home: at each change of a file in turn. It opens again and has everything, and a backup is whole or has another
/// name.
class TestKillStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aMigration_data();
    void aMigration();
    void aMigrationWithoutPower_data() { aMigration_data(); }
    void aMigrationWithoutPower();
    void aCheckpoint();

private:
    void prepare(const QString &script);
    void dieEverywhere(int atLeast, const std::function<void()> &judge);
    void judgeMigration();
    fs::path folder() const { return fs::path(m_folder->path().toStdString()) / "store"; }
    fs::path original() const { return fs::path(m_folder->path().toStdString()) / "original"; }
    fs::path file() const { return folder() / kName; }
    std::vector<std::string> command() const;

    TestWorkspace m_workspace;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_format; ///< of the store before; "0": none
    RawFile::Columns m_columns;
    RawFile::Rows m_rows;
};

void TestKillStore::initTestCase()
{
    if (!fs::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
}

void TestKillStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    fs::create_directories(original());
}

/// An original in the format that this script makes; empty: none.
void TestKillStore::prepare(const QString &script)
{
    m_format = "0";
    m_columns.clear();
    m_rows.clear();
    if (script.isEmpty()) return;
    QFile file(script);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const RawFile raw(original() / kName);
    QCOMPARE(raw.run(QString::fromUtf8(file.readAll())), QString());
    m_format = raw.value("PRAGMA user_version");
    m_columns = raw.columns();
    m_rows = raw.rows(m_columns);
    QVERIFY(!m_rows.at(QStringLiteral("delivery")).empty());
}

/// What opens the store; only `serve` makes a new one.
std::vector<std::string> TestKillStore::command() const
{
    const std::string store = "sqlite:" + file().string();
    // Of a store of today nothing is to be migrated. Whoever wrote to it last puts the log into the file.
    if (fs::exists(original() / (std::string(kName) + "-wal"))) return {"queue", "pause", "a", "--store", store};
    if (!fs::is_empty(original())) return {"store", "migrate", "--store", store};
    return {"serve",       "--workspace", m_workspace.path("workspace").string(),
            "--store",     store,         "--listen",
            "127.0.0.1:0", "--reserve",   "0",
            "--quiet",     "--drain"};
}

/// On a copy of the original each time, until the program lives to its end.
void TestKillStore::dieEverywhere(int atLeast, const std::function<void()> &judge)
{
    // In the middle of a write; a long run also before each, which should be the end of the one before.
    std::vector<std::string> moments = {"half"};
    if (setting("TARGETDESK_KILL_LONG", 0) > 0) moments.emplace_back("before");
    for (const std::string &moment : moments) {
        int code = -1;
        int deaths = -1;
        for (int nth = 1; code != 0; ++nth, ++deaths) {
            fs::remove_all(folder());
            fs::copy(original(), folder());
            const Preloaded preloaded(SHIM, "TARGETDESK_DIE", "change:" + moment + ":" + std::to_string(nth) + ":.db");
            CtlProcess process(command());
            process.closeInput();
            code = process.wait();
            QVERIFY2(code <= 0 && !process.isRunning(), process.errors().c_str());
            judge();
            if (QTest::currentTestFailed()) qInfo("dead at change %d, %s", nth, moment.c_str());
            if (QTest::currentTestFailed()) return;
        }
        qInfo("%s: %d deaths", moment.c_str(), deaths);
        QVERIFY(deaths >= atLeast);
    }
}

void TestKillStore::aMigration_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("a new store") << QString();
    QTest::newRow("format 1") << QFINDTESTDATA("stores/format1.sql");
    QTest::newRow("format 2") << QFINDTESTDATA("stores/format2.sql");
}

/// It is opened once more, as at the next start.
void TestKillStore::judgeMigration()
{
    const fs::path backup = file().string() + ".format" + m_format;
    const auto error = storeErrorOf([this] { const SqliteStore store(file()); });
    QVERIFY2(!error, error ? error->what() : "");
    QCOMPARE(checkStore(file()).faults, std::vector<std::string>());
    QCOMPARE(RawFile(file()).rows(m_columns), m_rows);
    if (m_format == "0") return;
    const RawFile kept(backup);
    QCOMPARE(kept.value("PRAGMA user_version"), m_format);
    QCOMPARE(kept.value("PRAGMA integrity_check"), std::string("ok"));
    QCOMPARE(kept.rows(m_columns), m_rows);
}

void TestKillStore::aMigration()
{
    QFETCH(QString, script);
    prepare(script);
    dieEverywhere(30, [this] {
        // Before anything mends it: what has the backup's name is one.
        const fs::path backup = file().string() + ".format" + m_format;
        if (fs::exists(backup)) QCOMPARE(RawFile(backup).rows(m_columns), m_rows);
        judgeMigration();
    });
}

void TestKillStore::aMigrationWithoutPower()
{
    QFETCH(QString, script);
    prepare(script);
    fs::copy(original(), folder());
    const fs::path recording = fs::path(m_folder->path().toStdString()) / "recording";
    {
        const Preloaded preloaded(RECORDSHIM, "TARGETDESK_RECORD", recording.string());
        CtlProcess process(command());
        process.closeInput();
        QCOMPARE(process.wait(), 0);
    }
    RecordedDisk disk(original());
    int looks = 0;
    const auto judge = [&](RecordedDisk::Loss loss) {
        disk.writeTo(folder(), loss);
        judgeMigration();
        ++looks;
    };
    std::size_t count = 0;
    for (const RecordedChange &change : readRecording(recording)) {
        disk.apply(change);
        ++count;
        if (change.kind == RecordedChange::Kind::Said) continue;
        // A write changes what the disk may have begun with, anything else what it has for certain.
        const bool isWrite = change.kind == RecordedChange::Kind::Write || change.kind == RecordedChange::Kind::Truncate;
        judge(isWrite ? RecordedDisk::Loss::Some : RecordedDisk::Loss::Unsynced);
        if (QTest::currentTestFailed()) qInfo("no power after change %zu, of %s", count, change.file.c_str());
        if (QTest::currentTestFailed()) return;
    }
    QVERIFY(looks >= 30);
}

void TestKillStore::aCheckpoint()
{
    std::set<std::string> expected;
    {
        SqliteStore store(folder().parent_path() / kName);
        for (int n = 0; n < kEvents; ++n) {
            NewEvent event = newEvent(std::to_string(n), {"a"});
            event.event.context = R"({"text": ")" + std::string(5000, 'x') + "\"}";
            store.acceptAndWait(one(event));
            expected.insert(event.deliveries[0].id);
        }
        // While it is open, most of it is in the log.
        for (const char *suffix : {"", "-wal"})
            fs::copy_file(folder().parent_path() / (std::string(kName) + suffix), original() / (std::string(kName) + suffix));
    }
    QVERIFY(fs::file_size(original() / (std::string(kName) + "-wal")) > fs::file_size(original() / kName));
    dieEverywhere(kEvents, [&] {
        const auto error = storeErrorOf([this] { const SqliteStore store(file()); });
        QVERIFY2(!error, error ? error->what() : "");
        QCOMPARE(checkStore(file()).faults, std::vector<std::string>());
        DeliveryFilter filter;
        filter.limit = 2 * kEvents;
        std::set<std::string> found;
        for (const DeliveryRecord &record : openStore(file().string(), StoreMode::ReadOnly)->deliveries(filter)) {
            QCOMPARE(record.state, DeliveryState::Ready);
            found.insert(record.id);
        }
        QCOMPARE(found, expected);
    });
}

QTEST_GUILESS_MAIN(TestKillStore)
#include "tst_killstore.moc"
