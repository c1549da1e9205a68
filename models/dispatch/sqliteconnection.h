// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"

#include <chrono>
#include <filesystem>
#include <string>

struct sqlite3;

namespace targetdesk {

/// A text as SQL has it, where no value can be bound: `it's` is `'it''s'`.
std::string quotedForSql(std::string text);

/// That a store's file is damaged, as SQLite says in `detail`, and how to save what can be read.
StoreError damagedStore(const std::filesystem::path &file, const std::string &detail);

/// A connection to a SQLite file.
class SqliteConnection : public SqlConnection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens the file and sets WAL, synchronous=FULL, foreign keys. Throws StoreError.
    SqliteConnection(const std::filesystem::path &file, Mode mode, std::chrono::milliseconds busyTimeout);

    ~SqliteConnection() override;

    SqlDialect dialect() const override { return SqlDialect::Sqlite; }
    /// BEGIN IMMEDIATE: QSqlDatabase::transaction() is deferred and fails when it comes to write (dispatch.md 10).
    void begin() override;
    /// Throws, too, when the change is there, and the checkpoint that followed it was not confirmed by the disk.
    void commit() override;
    StoreError failure(const QSqlError &error) const override;
    /// Of a result code of SQLite, extended or not, and the text that goes with it.
    StoreError failure(int code, const std::string &detail) const;

protected:
    std::unique_ptr<PreparedQuery> prepare(const char *sql) override;

private:
    void configure();
    sqlite3 *handle() const;

    std::filesystem::path m_file;
    bool m_isUnconfirmed = false; ///< a checkpoint wrote what the disk did not take
};

} // namespace targetdesk
