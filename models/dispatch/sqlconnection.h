// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/storeerror.h"

#include <QSqlDatabase>

#include <map>
#include <memory>
#include <string>

class QSqlError;

namespace targetdesk {

class PreparedQuery;

/// Whose SQL a connection speaks. Statements are written so that both understand them; where that cannot be, callers choose.
enum class SqlDialect { Sqlite, PostgreSql };

/// One Qt Sql connection. Belongs to the thread that made it, as Qt demands. Functions throw StoreError.
class SqlConnection
{
public:
    virtual ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    virtual SqlDialect dialect() const = 0;
    /// The server is gone: nothing works any more, a new connection may.
    virtual bool isLost() const { return false; }

    /// Runs one SQL text without result.
    void execute(const char *sql);
    /// The first column of the first row; empty without one.
    std::string value(const char *sql);

    /// Starts a transaction in which what was read may be written without a surprise.
    virtual void begin() = 0;
    virtual void commit();
    virtual void rollback() noexcept;
    /// Something of `target` was queued: other processes hear of it with the commit, where there are others.
    virtual void announce(const std::string &target) { static_cast<void>(target); }
    /// Something else changed that others must know: they look at everything.
    virtual void announceAll() {}

    /// A prepared query, kept for the next time; `sql` must be a literal.
    PreparedQuery &prepared(const char *sql);
    /// The error of a query as ours.
    virtual StoreError failure(const QSqlError &error) const = 0;

protected:
    /// Adds a database of this Qt driver; it is for the derived class to open it.
    explicit SqlConnection(const QString &driver);
    QSqlDatabase &database() { return m_database; }
    const QSqlDatabase &database() const { return m_database; }
    virtual std::unique_ptr<PreparedQuery> prepare(const char *sql) = 0;
    /// For a driver whose connection cannot be closed before.
    void forgetPrepared();

private:
    QString m_name;
    QSqlDatabase m_database;
    std::map<const char *, std::unique_ptr<PreparedQuery>> m_prepared;
};

} // namespace targetdesk
