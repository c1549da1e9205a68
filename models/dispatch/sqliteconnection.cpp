// SPDX-License-Identifier: MIT
#include "dispatch/sqliteconnection.h"

#include "dispatch/sqlitequery.h"
#include "dispatch/sqlstatement.h"
#include "dispatch/walcheck.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int kCheckpointPages = 1000; ///< SQLite's own

/// After a commit. SQLite's own hook does the same and keeps what became of it to itself: a disk that does not confirm what goes
/// into the file would go unnoticed, and be asked again at each commit.
int checkpoint(void *isUnconfirmed, sqlite3 *database, const char *schema, int pages)
{
    if (pages < kCheckpointPages) return SQLITE_OK;
    const int code = sqlite3_wal_checkpoint_v2(database, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_WRITE) *static_cast<bool *>(isUnconfirmed) = true;
    return SQLITE_OK; // readers, a full disk: later
}

} // namespace

std::string quotedForSql(std::string text)
{
    for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2))
        text.insert(at, 1, '\'');
    return "'" + text + "'";
}

StoreError damagedStore(const std::filesystem::path &file, const std::string &detail)
{
    return {StoreError::Kind::Corrupt, file.string() + ": the store is damaged (" + detail + ")",
            "keep the file, save what can be read with `targetdeskctl store repair --store sqlite:" + file.string() +
                " --to NEW-FILE`, and go on with the new one"};
}

SqliteConnection::SqliteConnection(const std::filesystem::path &file, Mode mode, std::chrono::milliseconds busyTimeout)
    : SqlConnection(u"QSQLITE"_s)
    , m_file(file)
{
    if (!database().isValid()) {
        throw StoreError(StoreError::Kind::Unavailable, "Qt's SQLite driver is missing", "install libqt6sql6-sqlite");
    }
    refuseLogAlone(file);
    database().setDatabaseName(QString::fromStdString(file.string()));
    QString options = u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(busyTimeout.count());
    if (mode == Mode::ReadOnly) options += u";QSQLITE_OPEN_READONLY"_s;
    database().setConnectOptions(options);
    if (!database().open()) throw failure(database().lastError());
    if (value("SELECT sqlite_source_id()") != sqlite3_sourceid()) {
        throw StoreError(StoreError::Kind::Unavailable, "Qt's SQLite driver has another SQLite than this program",
                         "use the Qt of the distribution, whose driver is built with the system's SQLite");
    }
    if (mode == Mode::ReadWrite) configure();
    execute("PRAGMA foreign_keys=ON");
}

SqliteConnection::~SqliteConnection()
{
    forgetPrepared();
}

void SqliteConnection::configure()
{
    // Of a new file only: pages that retention frees can be given back in small steps.
    execute("PRAGMA auto_vacuum=INCREMENTAL");
    if (value("PRAGMA journal_mode=WAL") != "wal") {
        throw StoreError(StoreError::Kind::Unavailable,
                         m_file.string() + ": this file system cannot keep SQLite's write-ahead log",
                         "put the store on a local disk");
    }
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA journal_size_limit=67108864");
    // They guard against other hands: SQLite makes a table of the eight states each time it compares one with them.
    execute("PRAGMA ignore_check_constraints=ON");
    sqlite3_wal_hook(handle(), &checkpoint, &m_isUnconfirmed);
}

/// As QSqlDriver::handle() documents it for QSQLITE.
sqlite3 *SqliteConnection::handle() const
{
    return *static_cast<sqlite3 *const *>(database().driver()->handle().constData());
}

void SqliteConnection::begin()
{
    SqlStatement(*this, "BEGIN IMMEDIATE").run();
}

void SqliteConnection::commit()
{
    SqlStatement(*this, "COMMIT").run();
    if (m_isUnconfirmed) throw failure(SQLITE_IOERR_FSYNC, "of what a checkpoint wrote");
}

std::unique_ptr<PreparedQuery> SqliteConnection::prepare(const char *sql)
{
    return std::make_unique<SqliteQuery>(*this, handle(), sql);
}

StoreError SqliteConnection::failure(const QSqlError &error) const
{
    const QString detail = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    return failure(error.nativeErrorCode().toInt(), detail.toStdString());
}

StoreError SqliteConnection::failure(int code, const std::string &detail) const
{
    const std::string file = m_file.string();
    using Kind = StoreError::Kind;
    // Qt asks for extended codes.
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
        return {Kind::Broken, file + ": the disk did not confirm what was written (" + detail + "): the last changes may be lost",
                "nothing is taken any more; look at the disk and the system's log, run `targetdeskctl store check`, start again"};
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Kind::Busy, file + ": another program holds the store's write lock",
                "close it (a database browser?), then try again"};
    case SQLITE_READONLY:
        return {Kind::ReadOnly, file + ": the store cannot be written",
                "give this user write permission on the file and its folder"};
    case SQLITE_FULL:
        return {Kind::DiskFull, file + ": the disk is full; nothing of this was stored", "free space; no restart is needed"};
    case SQLITE_CORRUPT: return damagedStore(m_file, detail);
    case SQLITE_NOTADB:
        return {Kind::NotAStore, file + ": this is not a SQLite database, or its first page is damaged",
                "name the right file with --store; nothing was changed"};
    case SQLITE_CANTOPEN:
        return {Kind::Unavailable, file + ": the store cannot be opened (" + detail + ")",
                "the folder must exist, and file and folder must be writable for this user"};
    default: return {Kind::Unavailable, file + ": the store failed: " + detail, "check the disk and the system's log"};
    }
}

} // namespace targetdesk
