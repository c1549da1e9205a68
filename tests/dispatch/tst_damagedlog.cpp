// SPDX-License-Identifier: MIT
#include "dispatch/sqliteconnection.h"
#include "dispatch/store.h"
#include "dispatch/walcheck.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "testworkspace.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHeader = 32;
constexpr std::size_t kFrame = 24 + 4096;

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

std::size_t frames(const std::string &log)
{
    return (log.size() - kHeader) / kFrame;
}

bool isCommit(const std::string &log, std::size_t frame)
{
    return log.compare(kHeader + frame * kFrame + 4, 4, std::string(4, '\0')) != 0;
}

/// As a bad sector would leave it.
std::string withoutPage(std::string log, std::size_t frame)
{
    return log.replace(kHeader + frame * kFrame + 24, 4096, 4096, '\0');
}

} // namespace

/// SQLite's log after an unclean end: damage in it that SQLite would pass over, and ends that are none.
class TestDamagedLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void damageBeforeACommitIsFound();
    void theLastTransactionMayBeCutOff();
    void framesOfAnEarlierUseAreNoDamage();
    void whatWasRolledBackIsNoDamage();
    void serveRefusesAndRepairSavesTheRest();
    void serveWarnsWhereItCannotKnow();
    void aLogWithoutItsFileIsKept_data();
    void aLogWithoutItsFileIsKept();
    void aLogOfNothingCannotBeRepaired();

private:
    fs::path path(const char *name) const { return fs::path(m_folder->path().toStdString()) / name; }
    std::unique_ptr<SqliteConnection> openDatabase() const
    {
        auto connection =
            std::make_unique<SqliteConnection>(path("a.db"), SqliteConnection::Mode::ReadWrite, std::chrono::milliseconds(1'000));
        connection->execute("CREATE TABLE t(i INTEGER PRIMARY KEY, text TEXT)");
        return connection;
    }
    /// Transactions of several pages each.
    static void fill(SqliteConnection &connection, int transactions)
    {
        for (int i = 0; i < transactions; ++i)
            connection.execute("INSERT INTO t(text) VALUES(hex(randomblob(8000)))");
    }
    std::optional<WalDamage> damageOf(const std::string &log) const
    {
        write(path("copy-wal"), log);
        return damageOfWal(path("copy-wal"));
    }
    /// A run of `serve` that was killed after so many events were acknowledged.
    void killAfter(int events);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestDamagedLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestDamagedLog::damageBeforeACommitIsFound()
{
    const auto connection = openDatabase();
    fill(*connection, 5);
    const std::string log = contentOf(path("a.db-wal"));
    QVERIFY(!damageOf(log));
    std::size_t lastBefore = frames(log) - 2; // the commit before the last transaction
    while (!isCommit(log, lastBefore))
        --lastBefore;
    for (std::size_t frame = 0; frame <= lastBefore; ++frame) {
        const auto damage = damageOf(withoutPage(log, frame));
        QVERIFY2(damage && damage->isAcknowledged, std::to_string(frame).c_str());
        QCOMPARE(damage->offset, kHeader + frame * kFrame);
        // Its header, with the checksum that the next one goes on from.
        const auto header = damageOf(std::string(log).replace(kHeader + frame * kFrame, 24, 24, 'x'));
        QVERIFY2(header && (header->isAcknowledged || frame == lastBefore), std::to_string(frame).c_str());
    }
}

void TestDamagedLog::theLastTransactionMayBeCutOff()
{
    const auto connection = openDatabase();
    fill(*connection, 5);
    const std::string log = contentOf(path("a.db-wal"));
    const std::size_t last = frames(log) - 1;
    QVERIFY(!isCommit(log, last - 1));
    QVERIFY(!isCommit(log, last - 2));
    // Any length: that is a shorter log.
    for (std::size_t length = 0; length < log.size(); length += 1'000)
        QVERIFY(!damageOf(log.substr(0, length)));
    QVERIFY(!damageOf(withoutPage(log, last)));
    // A page of it that did not reach the disk, while those behind it did.
    const auto hole = damageOf(withoutPage(log, last - 2));
    QVERIFY(hole && !hole->isAcknowledged);
    QCOMPARE(hole->offset, kHeader + (last - 2) * kFrame);
}

void TestDamagedLog::framesOfAnEarlierUseAreNoDamage()
{
    const auto connection = openDatabase();
    fill(*connection, 10);
    const std::size_t before = contentOf(path("a.db-wal")).size();
    connection->execute("PRAGMA wal_checkpoint(RESTART)");
    fill(*connection, 2);
    const std::string log = contentOf(path("a.db-wal"));
    QCOMPARE(log.size(), before); // begun anew at its front
    QVERIFY(!damageOf(log));
    const auto damage = damageOf(withoutPage(log, 0));
    QVERIFY(damage && damage->isAcknowledged);
}

void TestDamagedLog::whatWasRolledBackIsNoDamage()
{
    const auto connection = openDatabase();
    connection->execute("PRAGMA cache_size=10"); // pages go to the log before the commit
    fill(*connection, 2);
    connection->begin();
    fill(*connection, 50);
    connection->rollback();
    const std::size_t rolledBack = contentOf(path("a.db-wal")).size();
    fill(*connection, 2);
    const std::string log = contentOf(path("a.db-wal"));
    QCOMPARE(log.size(), rolledBack);
    QVERIFY(!damageOf(log));
}

void TestDamagedLog::killAfter(int events)
{
    m_workspace = std::make_unique<TestWorkspace>();
    CtlProcess process(serveArguments(m_workspace->path("workspace"), "sqlite:" + path("queue.db").string(), 1));
    const std::string address = process.address();
    QVERIFY(!address.empty());
    HttpSender sender;
    for (int n = 0; n < events; ++n)
        QCOMPARE(post(sender, address, eventText({.n = n, .textSize = 10'000})).status, 202);
    process.kill();
}

void TestDamagedLog::serveRefusesAndRepairSavesTheRest()
{
    killAfter(10);
    const fs::path log = path("queue.db-wal");
    const std::string damaged = withoutPage(contentOf(log), frames(contentOf(log)) / 2);
    write(log, damaged);
    CtlProcess process(serveArguments(m_workspace->path("workspace"), "sqlite:" + path("queue.db").string(), 1));
    QCOMPARE(process.wait(), 1);
    const std::string place =
        "queue.db-wal: the store's log is damaged at byte " + std::to_string(kHeader + frames(damaged) / 2 * kFrame) + ": ";
    QVERIFY2(process.errors().find(place) != std::string::npos, process.errors().c_str());
    QVERIFY(contentOf(log) == damaged);
    for (const std::vector<std::string> &command :
         {std::vector<std::string>{"store", "check"}, {"store", "vacuum"}, {"queue", "pause", "sink"}}) {
        std::vector<std::string> arguments = command;
        arguments.insert(arguments.end(), {"--store", "sqlite:" + path("queue.db").string()});
        CtlProcess other(arguments);
        QCOMPARE(other.wait(), 1);
        QVERIFY2((other.output() + other.errors()).find(place) != std::string::npos, command.back().c_str());
        QVERIFY(contentOf(log) == damaged);
    }
    CtlProcess repair({"store", "repair", "--store", "sqlite:" + path("queue.db").string(), "--to", path("fresh.db").string()});
    QVERIFY2(repair.wait() == 0, repair.errors().c_str());
    QVERIFY(contentOf(log) == damaged);
    CtlProcess next(serveArguments(m_workspace->path("workspace"), "sqlite:" + path("fresh.db").string(), 1));
    QVERIFY2(!next.address().empty(), next.errors().c_str());
}

void TestDamagedLog::serveWarnsWhereItCannotKnow()
{
    killAfter(3);
    const fs::path log = path("queue.db-wal");
    const std::string whole = contentOf(log);
    std::size_t frame = frames(whole) - 2;
    QVERIFY(!isCommit(whole, frame));
    write(log, withoutPage(whole, frame));
    CtlProcess process(serveArguments(m_workspace->path("workspace"), "sqlite:" + path("queue.db").string(), 1));
    QVERIFY2(!process.address().empty(), process.errors().c_str());
    const std::string warning =
        "warning: " + log.string() + ": the last change is cut off at byte " + std::to_string(kHeader + frame * kFrame) + " ";
    QVERIFY2(process.errors().find(warning) != std::string::npos, process.errors().c_str());
}

void TestDamagedLog::aLogWithoutItsFileIsKept_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("deleted") << false;
    QTest::newRow("emptied") << true;
}

// A young store is in its log alone.
void TestDamagedLog::aLogWithoutItsFileIsKept()
{
    QFETCH(bool, isThere);
    killAfter(5);
    const fs::path file = path("queue.db");
    const std::string log = contentOf(path("queue.db-wal"));
    fs::remove(file);
    if (isThere) write(file, {});
    const std::string spec = "sqlite:" + file.string();
    for (std::vector<std::string> command : {serveArguments(m_workspace->path("workspace"), spec, 1),
                                             {"deliveries", "list", "--store", spec},
                                             {"queue", "status", "--store", spec},
                                             {"queue", "pause", "sink", "--store", spec},
                                             {"store", "check", "--store", spec},
                                             {"store", "migrate", "--store", spec},
                                             {"store", "vacuum", "--store", spec}}) {
        CtlProcess process(command);
        const std::string name = command[0] + " " + command[1];
        QVERIFY2(process.wait() == 1, name.c_str());
        const std::string said = process.output() + process.errors();
        QVERIFY2(said.find("queue.db: the store's file is gone or empty, but its log, queue.db-wal") != std::string::npos,
                 (name + ": " + said).c_str());
        QVERIFY2(contentOf(path("queue.db-wal")) == log, name.c_str());
        QCOMPARE(fs::exists(file), isThere);
    }
    CtlProcess repair({"store", "repair", "--store", spec, "--to", path("fresh.db").string()});
    QVERIFY2(repair.wait() == 0, repair.errors().c_str());
    QVERIFY(contentOf(path("queue.db-wal")) == log);
    QVERIFY2(repair.output().find("5 events") != std::string::npos, repair.output().c_str());
}

void TestDamagedLog::aLogOfNothingCannotBeRepaired()
{
    write(path("queue.db-wal"), std::string(10'000, 'x'));
    CtlProcess repair({"store", "repair", "--store", "sqlite:" + path("queue.db").string(), "--to", path("fresh.db").string()});
    QCOMPARE(repair.wait(), 1);
    QVERIFY2(repair.errors().find("its log alone cannot be read") != std::string::npos, repair.errors().c_str());
    QVERIFY(!fs::exists(path("fresh.db")));
}

QTEST_GUILESS_MAIN(TestDamagedLog)
#include "tst_damagedlog.moc"
