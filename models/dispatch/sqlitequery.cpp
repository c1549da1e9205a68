// SPDX-License-Identifier: MIT
#include "dispatch/sqlitequery.h"

#include "dispatch/sqliteconnection.h"

#include <QString>

#include <sqlite3.h>

namespace targetdesk {

SqliteQuery::SqliteQuery(const SqliteConnection &connection, sqlite3 *handle, const char *sql)
    : m_connection(connection)
    , m_handle(handle)
{
    check(sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
}

SqliteQuery::~SqliteQuery()
{
    sqlite3_finalize(m_statement);
}

void SqliteQuery::check(int code) const
{
    if (code != SQLITE_OK) throw m_connection.failure(code, sqlite3_errmsg(m_handle));
}

void SqliteQuery::bindText(int place, const std::string &text)
{
    if (!QUtf8StringView(text).isValidUtf8()) return bindText(place, QString::fromStdString(text).toStdString());
    check(sqlite3_bind_text64(m_statement, place + 1, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteQuery::bindNumber(int place, std::int64_t number)
{
    check(sqlite3_bind_int64(m_statement, place + 1, number));
}

void SqliteQuery::bindBlob(int place, const std::string &bytes)
{
    check(sqlite3_bind_blob64(m_statement, place + 1, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

void SqliteQuery::bindNull(int place)
{
    check(sqlite3_bind_null(m_statement, place + 1));
}

int SqliteQuery::run()
{
    while (next()) {
    }
    return sqlite3_changes(m_handle);
}

bool SqliteQuery::next()
{
    if (m_isOver) return false; // SQLite would begin again
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    m_isOver = true;
    if (code != SQLITE_DONE) throw m_connection.failure(code, sqlite3_errmsg(m_handle));
    return false;
}

void SqliteQuery::finish() noexcept
{
    m_isOver = false;
    // Tells again what step() told.
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

std::string SqliteQuery::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))) : std::string();
}

std::int64_t SqliteQuery::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string SqliteQuery::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))) : std::string();
}

bool SqliteQuery::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

} // namespace targetdesk
