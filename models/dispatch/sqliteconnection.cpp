// SPDX-License-Identifier: MIT
#include "dispatch/sqliteconnection.h"

#include <QSqlError>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

// SQLite's primary result codes, as QSqlError::nativeErrorCode() gives them (sqlite.org/rescode.html).
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kReadOnly = 8;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kCannotOpen = 14;
constexpr int kNotADatabase = 26;
// Of these, all of the code: a sync failed (IOERR_FSYNC, IOERR_DIR_FSYNC). Qt asks for extended codes.
constexpr int kSyncFailed = 10 | (4 << 8);
constexpr int kFolderSyncFailed = 10 | (5 << 8);

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
    database().setDatabaseName(QString::fromStdString(file.string()));
    QString options = u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(busyTimeout.count());
    if (mode == Mode::ReadOnly) options += u";QSQLITE_OPEN_READONLY"_s;
    database().setConnectOptions(options);
    if (!database().open()) throw failure(database().lastError());
    if (mode == Mode::ReadWrite) {
        // Of a new file only: pages that retention frees can be given back in small steps.
        execute("PRAGMA auto_vacuum=INCREMENTAL");
        if (value("PRAGMA journal_mode=WAL") != "wal") {
            throw StoreError(StoreError::Kind::Unavailable,
                             file.string() + ": this file system cannot keep SQLite's write-ahead log",
                             "put the store on a local disk");
        }
        execute("PRAGMA synchronous=FULL");
        execute("PRAGMA journal_size_limit=67108864");
    }
    execute("PRAGMA foreign_keys=ON");
}

void SqliteConnection::begin()
{
    execute("BEGIN IMMEDIATE");
}

StoreError SqliteConnection::failure(const QSqlError &error) const
{
    const std::string file = m_file.string();
    const std::string detail = error.databaseText().isEmpty() ? error.text().toStdString() : error.databaseText().toStdString();
    using Kind = StoreError::Kind;
    const int code = error.nativeErrorCode().toInt();
    if (code == kSyncFailed || code == kFolderSyncFailed) {
        return {Kind::Broken, file + ": the disk did not confirm what was written (" + detail + "): the last changes may be lost",
                "nothing is taken any more; look at the disk and the system's log, run `targetdeskctl store check`, start again"};
    }
    switch (code & 0xff) {
    case kBusy:
    case kLocked:
        return {Kind::Busy, file + ": another program holds the store's write lock",
                "close it (a database browser?), then try again"};
    case kReadOnly:
        return {Kind::ReadOnly, file + ": the store cannot be written",
                "give this user write permission on the file and its folder"};
    case kFull:
        return {Kind::DiskFull, file + ": the disk is full; nothing of this was stored", "free space; no restart is needed"};
    case kCorrupt: return damagedStore(m_file, detail);
    case kNotADatabase:
        return {Kind::NotAStore, file + ": this is not a SQLite database, or its first page is damaged",
                "name the right file with --store; nothing was changed"};
    case kCannotOpen:
        return {Kind::Unavailable, file + ": the store cannot be opened (" + detail + ")",
                "the folder must exist, and file and folder must be writable for this user"};
    default: return {Kind::Unavailable, file + ": the store failed: " + detail, "check the disk and the system's log"};
    }
}

} // namespace targetdesk
