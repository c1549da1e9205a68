// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "dispatch/sqlcheck.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"
#include "dispatch/tablecopy.h"
#include "dispatch/walcheck.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::chrono::milliseconds kWait{1000};

/// A copy of the damaged file and its log, for opening them may change them. Gone with the object.
class WorkingCopy
{
public:
    WorkingCopy(const fs::path &damaged, const fs::path &fresh)
        : m_file(fresh.string() + ".damaged")
    {
        try {
            if (isLogAlone(damaged)) {
                beginFromLog(damaged);
            } else {
                fs::copy_file(damaged, m_file, fs::copy_options::overwrite_existing);
            }
            const fs::path log = damaged.string() + "-wal";
            if (fs::exists(log)) fs::copy_file(log, m_file.string() + "-wal", fs::copy_options::overwrite_existing);
        } catch (const fs::filesystem_error &error) {
            throw StoreError(StoreError::Kind::Unavailable, damaged.string() + ": cannot be copied: " + error.code().message(),
                             "the new store's folder needs room for a copy of the damaged one");
        }
    }
    ~WorkingCopy()
    {
        std::error_code error;
        for (const char *suffix : {"", "-wal", "-shm"})
            fs::remove(m_file.string() + suffix, error);
    }
    WorkingCopy(const WorkingCopy &) = delete;
    WorkingCopy &operator=(const WorkingCopy &) = delete;

    std::string quoted() const { return quotedForSql(m_file.string()); }

private:
    void beginFromLog(const fs::path &damaged) const
    {
        const std::string page = firstPageOfWal(damaged.string() + "-wal");
        if (page.empty()) {
            throw StoreError(StoreError::Kind::Corrupt,
                             damaged.string() + ": the store's file is gone or empty, and its log alone cannot be read",
                             "look for a copy of the file; its log, " + damaged.filename().string() + "-wal, belongs beside it");
        }
        std::ofstream stream(m_file, std::ios::binary | std::ios::trunc);
        stream << page;
        stream.close();
        if (!stream) throw fs::filesystem_error("write", m_file, std::error_code(errno, std::generic_category()));
    }

    fs::path m_file;
};

struct Table
{
    const char *name;
    const char *key;
    std::vector<std::string> ends; ///< see TableCopy
    const char *consequence = "";  ///< of rows that cannot be read
};

/// In the order in which they are copied. Of attempts nothing else tells how many there were.
std::vector<Table> tablesOfAStore()
{
    return {
        {"event",
         "seq",
         {"SELECT MAX(event_seq) FROM damaged.delivery",
          "SELECT MAX(seq) FROM damaged.event INDEXED BY sqlite_autoindex_event_1"}},
        {"delivery",
         "seq",
         {"SELECT MAX(delivery_seq) FROM damaged.attempt",
          "SELECT MAX(seq) FROM damaged.delivery INDEXED BY sqlite_autoindex_delivery_1"}},
        {"attempt", "delivery_seq", {}},
        {"template", "seq", {"SELECT MAX(seq) FROM damaged.template INDEXED BY sqlite_autoindex_template_1"}},
        {"target_state",
         "rowid",
         {"SELECT MAX(rowid) FROM damaged.target_state INDEXED BY sqlite_autoindex_target_state_1"},
         ": what was paused or disabled may flow again – see `targetdeskctl queue status` before `serve` starts"},
        {"notice", "seq", {}},
    };
}

/// Deliveries without their event cannot be rendered, attempts without their delivery belong nowhere.
void removeOrphans(SqlConnection &connection, std::vector<std::string> &lost)
{
    const auto remove = [&](const char *sql, const char *what) {
        connection.execute(sql);
        const std::int64_t count = numberOf(connection, "SELECT changes()");
        if (count > 0) lost.push_back(std::to_string(count) + what);
    };
    remove("DELETE FROM delivery WHERE event_seq NOT IN (SELECT seq FROM event)",
           " deliveries are left out, for their events cannot be read");
    remove("DELETE FROM attempt WHERE delivery_seq NOT IN (SELECT seq FROM delivery)",
           " attempts are left out, for their deliveries are not there");
}

} // namespace

RepairResult repairStore(const fs::path &damaged, const fs::path &fresh)
{
    std::error_code error;
    if (!fs::exists(damaged, error) && !isLogAlone(damaged)) {
        throw StoreError(StoreError::Kind::Unavailable, damaged.string() + ": there is no such store",
                         "name the damaged file with --store");
    }
    if (fs::exists(fresh, error)) {
        throw StoreError(StoreError::Kind::Unavailable, fresh.string() + ": there is a file already",
                         "name a new one: nothing is overwritten");
    }
    const WorkingCopy copyOfIt(damaged, fresh);
    SqliteConnection connection(fresh, SqliteConnection::Mode::ReadWrite, kWait);
    migrateSchema(connection, fresh);
    connection.execute("PRAGMA foreign_keys=OFF");
    connection.execute(("ATTACH " + copyOfIt.quoted() + " AS damaged").c_str());
    RepairResult result;
    for (Table &table : tablesOfAStore()) {
        TableCopy copy(connection, table.name, table.key, std::move(table.ends));
        copy.run();
        for (const std::string &lost : copy.lost())
            result.lost.push_back(lost + table.consequence);
    }
    removeOrphans(connection, result.lost);
    result.events = numberOf(connection, "SELECT COUNT(*) FROM main.event");
    result.deliveries = numberOf(connection, "SELECT COUNT(*) FROM main.delivery");
    result.attempts = numberOf(connection, "SELECT COUNT(*) FROM main.attempt");
    if (result.events == 0) {
        throw StoreError(StoreError::Kind::Corrupt, damaged.string() + ": no row of it can be read",
                         "keep the file, and take the last backup");
    }
    connection.execute("UPDATE delivery SET settled_at=changed_at WHERE settled_at IS NULL AND due_at IS NULL"
                       " AND lease_until IS NULL");
    connection.execute("DETACH damaged");
    return result;
}

} // namespace targetdesk
