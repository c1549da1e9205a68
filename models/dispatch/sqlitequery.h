// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/preparedquery.h"

struct sqlite3;
struct sqlite3_stmt;

namespace targetdesk {

class SqliteConnection;

/// A query on the SQLite connection that Qt Sql opened, by SQLite's own functions: a delivery is some sixty values, and each
/// costs QSqlQuery a QVariant, a name made for its place, and two changes of encoding (tests/benchmarks/dispatch/README.md).
class SqliteQuery : public PreparedQuery
{
public:
    /// `sql` must not be empty; the connection must live longer.
    SqliteQuery(const SqliteConnection &connection, sqlite3 *handle, const char *sql);
    ~SqliteQuery() override;

    void bindText(int place, const std::string &text) override;
    void bindNumber(int place, std::int64_t number) override;
    void bindBlob(int place, const std::string &bytes) override;
    void bindNull(int place) override;
    int run() override;
    bool next() override;
    void finish() noexcept override;
    std::string text(int column) const override;
    std::int64_t number(int column) const override;
    std::string blob(int column) const override;
    bool isNull(int column) const override;

private:
    void check(int code) const;

    const SqliteConnection &m_connection;
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement = nullptr;
    bool m_isOver = false; ///< there are no more rows
};

} // namespace targetdesk
