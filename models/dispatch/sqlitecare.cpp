// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "dispatch/sqlcheck.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"
#include "dispatch/sqlstatement.h"
#include "dispatch/storelock.h"
#include "dispatch/walcheck.h"

#include <functional>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::chrono::milliseconds kPatience{5000};

void addRows(std::vector<std::string> &faults, SqlConnection &connection, const char *sql,
             const std::function<std::string(const SqlStatement &)> &describe)
{
    try {
        SqlStatement select(connection, sql);
        while (select.next())
            faults.push_back(describe(select));
    } catch (const StoreError &error) {
        faults.push_back(error.what());
    }
}

fs::path required(const fs::path &file)
{
    refuseLogAlone(file);
    std::error_code error;
    if (fs::exists(file, error)) return file;
    throw StoreError(StoreError::Kind::Unavailable, file.string() + ": there is no such store",
                     "name the right file with --store");
}

} // namespace

StoreReport checkStore(const fs::path &file)
{
    SqliteConnection connection(required(file), SqliteConnection::Mode::ReadOnly, kPatience);
    StoreReport report;
    report.format = static_cast<int>(numberOf(connection, "PRAGMA user_version"));
    const std::int64_t pageSize = numberOf(connection, "PRAGMA page_size");
    report.bytes = pageSize * numberOf(connection, "PRAGMA page_count");
    report.freeBytes = pageSize * numberOf(connection, "PRAGMA freelist_count");
    addRows(report.faults, connection, "PRAGMA integrity_check", [](const SqlStatement &row) { return row.text(0); });
    std::erase(report.faults, "ok");
    try {
        refuseDamagedLog(file);
    } catch (const StoreError &error) {
        report.faults.emplace_back(error.what());
    }
    if (!report.faults.empty()) return report;
    checkSchema(connection, file);
    addRows(report.faults, connection, "PRAGMA foreign_key_check", [](const SqlStatement &row) {
        return "row " + row.text(1) + " of " + row.text(0) + " belongs to a row of " + row.text(2) + " that is not there";
    });
    checkRows(connection, report);
    return report;
}

int checkStoreFormat(const fs::path &file)
{
    SqliteConnection connection(required(file), SqliteConnection::Mode::ReadOnly, kPatience);
    return static_cast<int>(numberOf(connection, "PRAGMA user_version"));
}

void vacuumStore(const fs::path &file)
{
    const StoreLock lock(required(file));
    refuseDamagedLog(file);
    SqliteConnection connection(file, SqliteConnection::Mode::ReadWrite, kPatience);
    checkSchema(connection, file);
    connection.execute("VACUUM");
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::int64_t usedBytes(SqlConnection &connection)
{
    const std::int64_t pages = numberOf(connection, "PRAGMA page_count") - numberOf(connection, "PRAGMA freelist_count");
    return pages * numberOf(connection, "PRAGMA page_size");
}

} // namespace targetdesk
