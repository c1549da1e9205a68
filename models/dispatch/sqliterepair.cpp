// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"

#include "dispatch/sqliteconnection.h"
#include "dispatch/sqliteschema.h"

#include <string>

namespace fs = std::filesystem;

namespace targetdesk {

namespace {

constexpr std::chrono::milliseconds kWait{1000};
/// Rows are asked for one number at a time beyond a damaged page; after so many in a row that cannot be read, the rest is given
/// up.
constexpr std::int64_t kLongestGap = 100'000;

const char *const kEventColumns = "seq, id, source, idem_key, name, context, occurred_at, received_at";
const char *const kDeliveryColumns =
    "seq, id, event_seq, target, reaction, state, tries, due_at, lease_owner, lease_until, sending_at, body, last_status,"
    " error_class, reason, created_at, changed_at";
const char *const kSince2 = ", order_key, tries_before, settled_at";
const char *const kSince3 = ", schedule_key";
const char *const kSince5 = ", template";
const char *const kSince6 = ", redacted";
const char *const kTemplateColumns = "seq, id, text, used_at";
const char *const kAttemptColumns =
    "delivery_seq, number, started_at, dns_us, connect_us, tls_us, first_byte_us, total_us, status, error_class, error,"
    " remote_address, reused, headers, body";

/// Copies the rows of one table, in ranges that are halved where one cannot be read, down to a single row.
class TableCopy
{
public:
    TableCopy(SqliteConnection &connection, std::string table, std::string key, std::string columns)
        : m_connection(connection)
        , m_table(std::move(table))
        , m_key(std::move(key))
        , m_columns(std::move(columns))
    {}

    std::int64_t copied() const { return m_copied; }
    std::int64_t unread() const { return m_unread; }

    void range(std::int64_t first, std::int64_t last)
    {
        if (first > last || m_gap > kLongestGap) return;
        if (copy(first, last)) {
            m_gap = 0;
            return;
        }
        if (first == last) {
            ++m_unread;
            ++m_gap;
            return;
        }
        const std::int64_t middle = first + (last - first) / 2;
        range(first, middle);
        range(middle + 1, last);
    }

private:
    bool copy(std::int64_t first, std::int64_t last)
    {
        const std::string sql = "INSERT OR IGNORE INTO main." + m_table + "(" + m_columns + ") SELECT " + m_columns +
                                " FROM damaged." + m_table + " WHERE " + m_key + " BETWEEN " + std::to_string(first) + " AND " +
                                std::to_string(last);
        try {
            m_connection.execute(sql.c_str());
            m_copied += std::stoll(m_connection.value("SELECT changes()"));
            return true;
        } catch (const StoreError &) {
            return false;
        }
    }

    SqliteConnection &m_connection;
    std::string m_table;
    std::string m_key;
    std::string m_columns;
    std::int64_t m_copied = 0;
    std::int64_t m_unread = 0;
    std::int64_t m_gap = 0;
};

/// The largest number that an index still tells, or a guess beyond it.
std::int64_t largestOf(SqliteConnection &connection, const std::string &table, const std::string &key)
{
    try {
        const std::string text = connection.value(("SELECT MAX(" + key + ") FROM damaged." + table).c_str());
        return text.empty() ? 0 : std::stoll(text);
    } catch (const StoreError &) {
        return 1'000'000;
    }
}

/// A copy of the damaged file and its log, for opening them may change them. Gone with the object.
class WorkingCopy
{
public:
    WorkingCopy(const fs::path &damaged, const fs::path &fresh)
        : m_file(fresh.string() + ".damaged")
    {
        try {
            fs::copy_file(damaged, m_file, fs::copy_options::overwrite_existing);
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
    fs::path m_file;
};

} // namespace

RepairResult repairStore(const fs::path &damaged, const fs::path &fresh)
{
    std::error_code error;
    if (!fs::exists(damaged, error)) {
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
    const int format = std::atoi(connection.value("PRAGMA damaged.user_version").c_str());
    // A first page that cannot be read says nothing: then it is taken for the newest.
    std::string columns = kDeliveryColumns;
    if (format != 1) columns += kSince2;
    if (format != 1 && format != 2) columns += kSince3;
    const bool hasTemplates = format < 1 || format >= 5;
    if (hasTemplates) columns += kSince5;
    if (format < 1 || format >= 6) columns += kSince6;
    RepairResult result;
    const auto copy = [&](const char *table, const char *key, const std::string &names) {
        TableCopy rows(connection, table, key, names);
        rows.range(0, largestOf(connection, table, key));
        if (rows.unread() > 0)
            result.lost.push_back("about " + std::to_string(rows.unread()) + " rows of " + table + " cannot be read");
        return rows.copied();
    };
    result.events = copy("event", "seq", kEventColumns);
    result.deliveries = copy("delivery", "seq", columns);
    result.attempts = copy("attempt", "delivery_seq", kAttemptColumns);
    if (hasTemplates) copy("template", "seq", kTemplateColumns);
    if (result.events + result.deliveries == 0) {
        throw StoreError(StoreError::Kind::Corrupt, damaged.string() + ": no row of it can be read",
                         "keep the file, and take the last backup");
    }
    // Deliveries without their event cannot be rendered, attempts without their delivery belong nowhere.
    connection.execute("DELETE FROM delivery WHERE event_seq NOT IN (SELECT seq FROM event)");
    connection.execute("DELETE FROM attempt WHERE delivery_seq NOT IN (SELECT seq FROM delivery)");
    connection.execute("UPDATE delivery SET settled_at=changed_at WHERE settled_at IS NULL AND due_at IS NULL"
                       " AND lease_until IS NULL");
    connection.execute("DETACH damaged");
    return result;
}

} // namespace targetdesk
