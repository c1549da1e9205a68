// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/storeerror.h"
#include "dispatch/timepoint.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

class QSqlError;

namespace targetdesk {

/// One Qt Sql connection to a SQLite file. Belongs to the thread that made it, as Qt demands.
class SqliteConnection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens the file and sets WAL, synchronous=FULL, foreign keys. Throws StoreError.
    SqliteConnection(const std::filesystem::path &file, Mode mode, std::chrono::milliseconds busyTimeout);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    /// Runs one SQL text without result. Throws StoreError.
    void execute(const char *sql);
    /// The first column of the first row; empty without one.
    std::string value(const char *sql);

    /// BEGIN IMMEDIATE: QSqlDatabase::transaction() is deferred and fails when it comes to write (dispatch.md 10).
    void begin();
    void commit();
    void rollback() noexcept;

    /// A prepared query, kept for the next time; `sql` must be a literal.
    QSqlQuery &prepared(const char *sql);
    /// The error of a query as ours.
    StoreError failure(const QSqlError &error) const;

private:
    std::filesystem::path m_file;
    QString m_name;
    QSqlDatabase m_database;
    std::map<const char *, QSqlQuery> m_prepared;
};

/// One run of a prepared query; finishes it at the end of its life, for an unfinished one keeps the write lock.
class SqliteStatement
{
public:
    SqliteStatement(SqliteConnection &connection, const char *sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    SqliteStatement &bind(const std::string &text);
    SqliteStatement &bind(std::int64_t number);
    SqliteStatement &bind(TimePoint time);
    SqliteStatement &bind(const std::optional<TimePoint> &time);
    /// Bytes as they are: no detour over UTF-16.
    SqliteStatement &bindBlob(const std::string &bytes);
    SqliteStatement &bindBlob(const std::optional<std::string> &bytes);
    SqliteStatement &bindNull();

    /// Runs it; returns the number of rows changed. Throws StoreError.
    int run();
    /// Runs it the first time; false at the end. Throws StoreError.
    bool next();

    std::string text(int column) const;
    std::int64_t number(int column) const;
    TimePoint time(int column) const;
    std::optional<TimePoint> optionalTime(int column) const;
    std::string blob(int column) const;
    bool isNull(int column) const;

private:
    SqliteConnection &m_connection;
    QSqlQuery &m_query;
    int m_position = 0;
    bool m_ran = false;
};

} // namespace targetdesk
