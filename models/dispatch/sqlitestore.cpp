// SPDX-License-Identifier: MIT
#include "dispatch/sqlitestore.h"

#include "dispatch/filesystemkind.h"
#include "dispatch/sqlitecare.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"
#include "dispatch/sqlwriter.h"
#include "dispatch/storelock.h"
#include "dispatch/timepoint.h"
#include "dispatch/walcheck.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

/// Above this, checking the whole file would delay the restart by seconds.
constexpr std::uintmax_t kQuickCheckLimit = 64u * 1024 * 1024;

/// Makes the file for this user's eyes only (contexts are personal data); SQLite gives its side files the same permissions.
void makeFile(const fs::path &file)
{
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        throw StoreError(StoreError::Kind::Unavailable, file.string() + ": the store cannot be opened: " + std::strerror(errno),
                         "name a file that this user may write with --store sqlite:FILE");
    }
    ::close(descriptor);
}

void refuseNetwork(const fs::path &file)
{
    const std::string kind = networkFileSystemOf(file);
    if (kind.empty()) return;
    throw StoreError(StoreError::Kind::Unavailable,
                     file.string() + ": this folder is on another machine (" + kind + "), where SQLite's log is not safe",
                     "put the store on a local disk, or use PostgreSQL");
}

std::unique_ptr<SqliteConnection> openWriter(const fs::path &file, std::chrono::milliseconds busyTimeout, StoreMode mode)
{
    // A write-ahead log that is still there tells that the last run did not end well.
    const bool unclean = mode == StoreMode::ReadWrite && sizeOf(file.string() + "-wal") > 0;
    refuseDamagedLog(file);
    if (unclean && sizeOf(file) <= kQuickCheckLimit) {
        // Who can write would copy the log into the damaged file as it closes.
        SqliteConnection reader(file, SqliteConnection::Mode::ReadOnly, busyTimeout);
        const std::string verdict = reader.value("PRAGMA quick_check(1)");
        if (verdict != "ok") throw damagedStore(file, verdict);
    }
    auto connection = std::make_unique<SqliteConnection>(file, SqliteConnection::Mode::ReadWrite, busyTimeout);
    if (mode == StoreMode::ReadWrite) {
        migrateSchema(*connection, file);
    } else {
        checkSchema(*connection, file);
    }
    // SQLite opens a file that it may not write without a word, BEGIN IMMEDIATE included: better to hear of it now than at the
    // first event.
    connection->execute("DELETE FROM attempt WHERE FALSE");
    return connection;
}

} // namespace

SqliteStore::SqliteStore(const fs::path &file)
    : SqliteStore(file, Options())
{}

SqliteStore::SqliteStore(const fs::path &file, const Options &options)
    : m_file(file)
    , m_options(options)
    , m_reserve(file.string() + ".reserve", options.mode == StoreMode::ReadWrite ? options.reserveBytes : 0)
{
    refuseLogAlone(file);
    if (options.mode != StoreMode::ReadWrite) {
        std::error_code error;
        if (!fs::exists(file, error)) {
            throw StoreError(StoreError::Kind::Unavailable, file.string() + ": there is no store yet",
                             "start `targetdeskctl serve`, or name another store with --store sqlite:FILE");
        }
    }
    if (options.mode == StoreMode::ReadOnly) {
        read([&](SqlConnection &connection) { checkSchema(connection, file); });
        return;
    }
    if (options.mode == StoreMode::ReadWrite) {
        refuseNetwork(file);
        makeFile(file);
        m_lock = std::make_unique<StoreLock>(file);
    }
    SqlWriterOptions writing{.groupSize = options.groupSize, .groupWait = options.groupWait};
    writing.makeRoom = [this] { return m_reserve.letGo(); };
    startWriter([this] { return openWriter(m_file, m_options.busyTimeout, m_options.mode); }, std::move(writing));
    m_place.emplace(m_file); // before the first job
}

SqliteStore::~SqliteStore()
{
    // Before the lock is let go.
    stopWriter();
}

void SqliteStore::read(const Work &work) const
{
    SqliteConnection connection(m_file, SqliteConnection::Mode::ReadOnly, m_options.busyTimeout);
    work(connection);
}

bool SqliteStore::isLargerThan(SqlConnection &connection, std::int64_t bytes) const
{
    return usedBytes(connection) > bytes;
}

void SqliteStore::askForRoom()
{
    if (m_reserve.hold()) return;
    throw StoreError(StoreError::Kind::DiskFull,
                     m_file.string() + ": the disk is nearly full: no new events, what is here already goes out",
                     "free space; no restart is needed");
}

void SqliteStore::beforeCommit()
{
    if (m_place) m_place->check();
}

/// Changes the wake file, in mode Beside: the process that runs the store looks at it again.
void SqliteStore::committed()
{
    if (m_options.mode != StoreMode::Beside) return;
    std::ofstream(wakeFile(), std::ios::trunc) << isoText(systemNow()) << '\n';
}

std::string SqliteStore::wakeFile() const
{
    return m_file.string() + ".wake";
}

std::string SqliteStore::name() const
{
    return "sqlite:" + m_file.string();
}

} // namespace targetdesk
