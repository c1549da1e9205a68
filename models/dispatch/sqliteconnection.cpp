// SPDX-License-Identifier: MIT
#include "dispatch/sqliteconnection.h"

#include <QSqlError>
#include <QVariant>

#include <atomic>

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

QString nextConnectionName()
{
    static std::atomic<int> number{0};
    return u"targetdesk-store-"_s + QString::number(++number);
}

} // namespace

SqliteConnection::SqliteConnection(const std::filesystem::path &file, Mode mode, std::chrono::milliseconds busyTimeout)
    : m_file(file)
    , m_name(nextConnectionName())
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
    try {
        if (!m_database.isValid()) {
            throw StoreError(StoreError::Kind::Unavailable, "Qt's SQLite driver is missing", "install libqt6sql6-sqlite");
        }
        m_database.setDatabaseName(QString::fromStdString(file.string()));
        QString options = u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(busyTimeout.count());
        if (mode == Mode::ReadOnly) options += u";QSQLITE_OPEN_READONLY"_s;
        m_database.setConnectOptions(options);
        if (!m_database.open()) throw failure(m_database.lastError());
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
    } catch (...) {
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
        throw;
    }
}

SqliteConnection::~SqliteConnection()
{
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

void SqliteConnection::execute(const char *sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromUtf8(sql))) throw failure(query.lastError());
}

std::string SqliteConnection::value(const char *sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(QString::fromUtf8(sql))) throw failure(query.lastError());
    return query.next() ? query.value(0).toString().toStdString() : std::string();
}

void SqliteConnection::begin()
{
    SqliteStatement(*this, "BEGIN IMMEDIATE").run();
}

void SqliteConnection::commit()
{
    SqliteStatement(*this, "COMMIT").run();
}

void SqliteConnection::rollback() noexcept
{
    // Fails when SQLite has rolled back already, which is just as well.
    QSqlQuery query(m_database);
    query.exec(u"ROLLBACK"_s);
}

QSqlQuery &SqliteConnection::prepared(const char *sql)
{
    const auto found = m_prepared.find(sql);
    if (found != m_prepared.end()) return found->second;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromUtf8(sql))) throw failure(query.lastError());
    return m_prepared.emplace(sql, std::move(query)).first->second;
}

StoreError SqliteConnection::failure(const QSqlError &error) const
{
    const std::string file = m_file.string();
    const std::string detail = error.databaseText().isEmpty() ? error.text().toStdString() : error.databaseText().toStdString();
    using Kind = StoreError::Kind;
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case kBusy:
    case kLocked:
        return {Kind::Busy, file + ": another program holds the store's write lock",
                "close it (a database browser?), then try again"};
    case kReadOnly:
        return {Kind::ReadOnly, file + ": the store cannot be written",
                "give this user write permission on the file and its folder"};
    case kFull:
        return {Kind::DiskFull, file + ": the disk is full; nothing of this was stored", "free space; no restart is needed"};
    case kCorrupt:
        return {Kind::Corrupt, file + ": the store is damaged (" + detail + ")",
                "keep the file, save what is left with `sqlite3 FILE .recover`, and start with another store meanwhile"};
    case kNotADatabase:
        return {Kind::NotAStore, file + ": this is not a SQLite database, or its first page is damaged",
                "name the right file with --store; nothing was changed"};
    case kCannotOpen:
        return {Kind::Unavailable, file + ": the store cannot be opened (" + detail + ")",
                "the folder must exist, and file and folder must be writable for this user"};
    default: return {Kind::Unavailable, file + ": the store failed: " + detail, "check the disk and the system's log"};
    }
}

SqliteStatement::SqliteStatement(SqliteConnection &connection, const char *sql)
    : m_connection(connection)
    , m_query(connection.prepared(sql))
{}

SqliteStatement::~SqliteStatement()
{
    m_query.finish();
}

SqliteStatement &SqliteStatement::bind(const std::string &text)
{
    m_query.bindValue(m_position++, QString::fromStdString(text));
    return *this;
}

SqliteStatement &SqliteStatement::bind(std::int64_t number)
{
    m_query.bindValue(m_position++, QVariant::fromValue<qlonglong>(number));
    return *this;
}

SqliteStatement &SqliteStatement::bind(TimePoint time)
{
    return bind(static_cast<std::int64_t>(time.time_since_epoch().count()));
}

SqliteStatement &SqliteStatement::bind(const std::optional<TimePoint> &time)
{
    return time ? bind(*time) : bindNull();
}

SqliteStatement &SqliteStatement::bindBlob(const std::string &bytes)
{
    m_query.bindValue(m_position++, QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return *this;
}

SqliteStatement &SqliteStatement::bindBlob(const std::optional<std::string> &bytes)
{
    return bytes ? bindBlob(*bytes) : bindNull();
}

SqliteStatement &SqliteStatement::bindNull()
{
    m_query.bindValue(m_position++, QVariant());
    return *this;
}

int SqliteStatement::run()
{
    if (!m_query.exec()) throw m_connection.failure(m_query.lastError());
    return m_query.numRowsAffected();
}

bool SqliteStatement::next()
{
    if (!m_ran) {
        m_ran = true;
        if (!m_query.exec()) throw m_connection.failure(m_query.lastError());
    }
    if (m_query.next()) return true;
    if (m_query.lastError().isValid()) throw m_connection.failure(m_query.lastError());
    return false;
}

std::string SqliteStatement::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

std::int64_t SqliteStatement::number(int column) const
{
    return m_query.value(column).toLongLong();
}

TimePoint SqliteStatement::time(int column) const
{
    return TimePoint(std::chrono::milliseconds(number(column)));
}

std::optional<TimePoint> SqliteStatement::optionalTime(int column) const
{
    if (isNull(column)) return std::nullopt;
    return time(column);
}

std::string SqliteStatement::blob(int column) const
{
    return m_query.value(column).toByteArray().toStdString();
}

bool SqliteStatement::isNull(int column) const
{
    return m_query.value(column).isNull();
}

} // namespace targetdesk
