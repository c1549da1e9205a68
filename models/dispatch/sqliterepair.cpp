// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "dispatch/counted.h"
#include "dispatch/sqlcheck.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"
#include "dispatch/tablecopy.h"
#include "dispatch/walcheck.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::chrono::milliseconds kWait{1000};

void removeWithSideFiles(const fs::path &file)
{
    std::error_code error;
    for (const char *suffix : {"", "-wal", "-shm"})
        fs::remove(file.string() + suffix, error);
}

/// Empty, for this user's eyes only (contexts are personal data); SQLite gives its side files the same permissions. One that a
/// run left behind which was killed is replaced.
fs::path privateFile(const fs::path &file, const fs::path &damaged)
{
    std::error_code error;
    if (fs::equivalent(file, damaged, error)) {
        throw StoreError(StoreError::Kind::Unavailable, damaged.string() + ": a file of this name is needed for the repair",
                         "name another new file with --to");
    }
    removeWithSideFiles(file);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        throw StoreError(StoreError::Kind::Unavailable, file.string() + ": cannot be made: " + std::strerror(errno),
                         "name a new file with --to in a folder that this user may write");
    }
    ::close(descriptor);
    return file;
}

/// Without the piece of a page at its end, whose missing rest SQLite would take for zeros.
void cutToPages(const fs::path &file)
{
    std::array<unsigned char, 18> head{};
    std::ifstream stream(file, std::ios::binary);
    // sqlite.org/fileformat2.html, 1.3.2: 1 stands for 65,536.
    if (!stream.read(reinterpret_cast<char *>(head.data()), head.size())) return;
    const std::uintmax_t pageSize = head[16] == 0 && head[17] == 1 ? 65'536u : head[16] * 256u + head[17];
    const std::uintmax_t size = fs::file_size(file);
    if (pageSize > 0 && size > pageSize) fs::resize_file(file, size - size % pageSize);
}

/// A copy of the damaged file and its log, for opening them may change them. Gone with the object.
class WorkingCopy
{
public:
    WorkingCopy(const fs::path &damaged, const fs::path &fresh)
        : m_file(privateFile(fresh.string() + ".part.damaged", damaged))
    {
        try {
            if (isLogAlone(damaged)) {
                beginFromLog(damaged);
            } else {
                fs::copy_file(damaged, m_file, fs::copy_options::overwrite_existing);
            }
            const fs::path log = damaged.string() + "-wal";
            if (fs::exists(log)) fs::copy_file(log, m_file.string() + "-wal", fs::copy_options::overwrite_existing);
            cutToPages(m_file);
        } catch (const fs::filesystem_error &error) {
            throw StoreError(StoreError::Kind::Unavailable, damaged.string() + ": cannot be copied: " + error.code().message(),
                             "the new store's folder needs room for a copy of the damaged one");
        }
    }
    ~WorkingCopy() { removeWithSideFiles(m_file); }
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

/// The new store under another name, until it is whole: what ends early leaves nothing that looks like a store.
class NewStore
{
public:
    NewStore(const fs::path &fresh, const fs::path &damaged)
        : m_fresh(fresh)
        , m_file(privateFile(fresh.string() + ".part", damaged))
    {}
    ~NewStore() { removeWithSideFiles(m_file); }
    NewStore(const NewStore &) = delete;
    NewStore &operator=(const NewStore &) = delete;

    const fs::path &file() const { return m_file; }
    /// To be called when nobody has it open any more.
    void keep() const
    {
        std::error_code error;
        fs::rename(m_file, m_fresh, error);
        if (!error) return;
        throw StoreError(StoreError::Kind::Unavailable,
                         m_fresh.string() + ": the new store cannot be named so: " + error.message(),
                         "name another new file with --to");
    }

private:
    fs::path m_fresh;
    fs::path m_file;
};

struct Table
{
    const char *name;
    const char *key;
    int since;                     ///< the first format that has it
    std::vector<std::string> ends; ///< see TableCopy
    const char *consequence = "";  ///< of rows that cannot be read
};

/// In the order in which they are copied. Of attempts nothing else tells how many there were.
std::vector<Table> tablesOfAStore()
{
    return {
        {"event",
         "seq",
         1,
         {"SELECT MAX(event_seq) FROM damaged.delivery",
          "SELECT MAX(seq) FROM damaged.event INDEXED BY sqlite_autoindex_event_1"}},
        {"delivery",
         "seq",
         1,
         {"SELECT MAX(delivery_seq) FROM damaged.attempt",
          "SELECT MAX(seq) FROM damaged.delivery INDEXED BY sqlite_autoindex_delivery_1"}},
        {"attempt", "delivery_seq", 1, {}},
        {"template", "seq", 5, {"SELECT MAX(seq) FROM damaged.template INDEXED BY sqlite_autoindex_template_1"}},
        {"target_state",
         "rowid",
         2,
         {"SELECT MAX(rowid) FROM damaged.target_state INDEXED BY sqlite_autoindex_target_state_1"},
         ": what was paused or disabled may flow again – see `targetdeskctl queue status` before `serve` starts"},
        {"notice", "seq", 2, {}},
    };
}

/// Deliveries without their event cannot be rendered, attempts without their delivery belong nowhere.
void removeOrphans(SqlConnection &connection, std::vector<std::string> &lost)
{
    const auto remove = [&](const char *sql, const char *one, const char *many) {
        connection.execute(sql);
        const std::int64_t count = numberOf(connection, "SELECT changes()");
        if (count > 0) lost.push_back(counted(count, one, many));
    };
    remove("DELETE FROM delivery WHERE event_seq NOT IN (SELECT seq FROM event)",
           "delivery is left out, for its event cannot be read", "deliveries are left out, for their events cannot be read");
    remove("DELETE FROM attempt WHERE delivery_seq NOT IN (SELECT seq FROM delivery)",
           "attempt is left out, for its delivery is not there", "attempts are left out, for their deliveries are not there");
}

StoreError notAStore(const fs::path &damaged)
{
    return {StoreError::Kind::NotAStore, damaged.string() + ": this is no store of targetdesk, or its first page is damaged",
            "name the damaged store with --store; of one whose first page is lost nothing can be read: take the last backup"};
}

StoreError nothingReadable(const fs::path &damaged)
{
    return {StoreError::Kind::Corrupt, damaged.string() + ": no row of it can be read",
            "keep the file, and take the last backup"};
}

/// As `damaged`. Gives back its format. SQLite blames the connection's own file, which is the new one, for what is wrong here.
int attach(SqlConnection &connection, const std::string &copyOfIt, const fs::path &damaged)
{
    // Without it SQLite refuses a file that is shorter than its first page says, and a list of tables that is damaged in part.
    connection.execute("PRAGMA writable_schema=ON");
    int format = 0;
    try {
        connection.execute(("ATTACH " + copyOfIt + " AS damaged").c_str());
        format = static_cast<int>(numberOf(connection, "PRAGMA damaged.user_version"));
    } catch (const StoreError &error) {
        if (error.kind() == StoreError::Kind::NotAStore) throw notAStore(damaged);
        if (error.kind() == StoreError::Kind::Corrupt) throw nothingReadable(damaged);
        throw;
    }
    refuseNewerFormat(format, damaged);
    return format;
}

void copyTables(SqlConnection &connection, int format, std::vector<std::string> &lost)
{
    for (Table &table : tablesOfAStore()) {
        TableCopy copy(connection, table.name, table.key, std::move(table.ends));
        copy.run();
        if (!copy.isThere() && format >= table.since)
            lost.push_back(std::string("no row of ") + table.name + " can be read" + table.consequence);
        for (const std::string &text : copy.lost())
            lost.push_back(text + table.consequence);
    }
    removeOrphans(connection, lost);
}

/// Into the new store, which `connection` has open.
RepairResult save(SqlConnection &connection, const std::string &copyOfIt, const fs::path &damaged)
{
    connection.execute("PRAGMA foreign_keys=OFF");
    const int format = attach(connection, copyOfIt, damaged);
    RepairResult result;
    copyTables(connection, format, result.lost);
    result.events = numberOf(connection, "SELECT COUNT(*) FROM main.event");
    result.deliveries = numberOf(connection, "SELECT COUNT(*) FROM main.delivery");
    result.attempts = numberOf(connection, "SELECT COUNT(*) FROM main.attempt");
    if (result.events == 0 && format == 0) throw notAStore(damaged);
    if (result.events == 0 && !result.lost.empty()) throw nothingReadable(damaged);
    connection.execute("UPDATE delivery SET settled_at=changed_at WHERE settled_at IS NULL AND due_at IS NULL"
                       " AND lease_until IS NULL");
    connection.execute("DETACH damaged");
    connection.value("PRAGMA wal_checkpoint(TRUNCATE)"); // what fails at the close is not told
    return result;
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
    const NewStore store(fresh, damaged);
    RepairResult result;
    {
        SqliteConnection connection(store.file(), SqliteConnection::Mode::ReadWrite, kWait);
        migrateSchema(connection, store.file());
        result = save(connection, copyOfIt.quoted(), damaged);
    }
    store.keep();
    return result;
}

} // namespace targetdesk
