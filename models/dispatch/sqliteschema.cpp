// SPDX-License-Identifier: MIT
#include "dispatch/sqliteschema.h"

#include "dispatch/sqliteconnection.h"

#include <array>

namespace targetdesk {

namespace {

// Times are milliseconds since 1970, UTC. `due_at` is set exactly while a delivery is queued (ready or waiting), so that the
// queue's indexes hold the queue and nothing else. `sending_at` is set from just before a request goes out until its answer
// is written down.
constexpr std::array kVersion1 = {
    "CREATE TABLE event("
    " seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, idem_key TEXT, name TEXT NOT NULL,"
    " context BLOB NOT NULL, occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX event_key ON event(source, idem_key) WHERE idem_key IS NOT NULL",
    "CREATE TABLE delivery("
    " seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event_seq INTEGER NOT NULL REFERENCES event(seq), target TEXT NOT NULL,"
    " reaction TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN"
    " ('ready','leased','waiting','delivered','refused','exhausted','cancelled','unknown')),"
    " tries INTEGER NOT NULL DEFAULT 0, due_at INTEGER, lease_owner TEXT, lease_until INTEGER, sending_at INTEGER, body BLOB,"
    " last_status INTEGER NOT NULL DEFAULT 0, error_class TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',"
    " created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL)",
    "CREATE INDEX delivery_event ON delivery(event_seq)",
    "CREATE INDEX delivery_due ON delivery(due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX delivery_target_due ON delivery(target, due_at) WHERE due_at IS NOT NULL",
    "CREATE INDEX delivery_leased ON delivery(lease_until) WHERE lease_until IS NOT NULL",
    "CREATE INDEX delivery_failed ON delivery(state, seq) WHERE state IN ('refused','exhausted','cancelled','unknown')",
    "CREATE TABLE attempt("
    " delivery_seq INTEGER NOT NULL REFERENCES delivery(seq), number INTEGER NOT NULL, started_at INTEGER NOT NULL,"
    " dns_us INTEGER NOT NULL, connect_us INTEGER NOT NULL, tls_us INTEGER NOT NULL, first_byte_us INTEGER NOT NULL,"
    " total_us INTEGER NOT NULL, status INTEGER NOT NULL, error_class TEXT NOT NULL, error TEXT NOT NULL,"
    " remote_address TEXT NOT NULL, reused INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY(delivery_seq, number)) WITHOUT ROWID",
};

// Since version 2: `settled_at` is set exactly while a delivery is final, so that one index holds what is over and the others
// what is not; `tries_before` are tries that a replay does not count; `order_key` keeps deliveries of one profile in order.
constexpr std::array kVersion2 = {
    "ALTER TABLE delivery ADD COLUMN order_key TEXT",
    "ALTER TABLE delivery ADD COLUMN tries_before INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE delivery ADD COLUMN settled_at INTEGER",
    "UPDATE delivery SET settled_at=changed_at"
    " WHERE state IN ('delivered','refused','exhausted','cancelled','unknown')",
    "DROP INDEX delivery_failed",
    "DROP INDEX delivery_due", // the directory of targets in memory asks by target
    "CREATE INDEX delivery_settled ON delivery(target, state, seq) WHERE settled_at IS NOT NULL",
    "CREATE INDEX delivery_order ON delivery(target, order_key, seq) WHERE order_key IS NOT NULL AND settled_at IS NULL",
    "CREATE TABLE target_state("
    " target TEXT PRIMARY KEY, paused INTEGER NOT NULL DEFAULT 0, disabled INTEGER NOT NULL DEFAULT 0,"
    " opened INTEGER NOT NULL DEFAULT 0, held_until INTEGER, failures INTEGER NOT NULL DEFAULT 0, failing_since INTEGER,"
    " reason TEXT NOT NULL DEFAULT '', changed_at INTEGER NOT NULL)",
    "CREATE TABLE notice("
    " seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL)",
};

// Since version 3: by `schedule_key` what waits for its time is called off, or replaced by what a newer event says.
constexpr std::array kVersion3 = {
    "ALTER TABLE delivery ADD COLUMN schedule_key TEXT",
    "CREATE INDEX delivery_schedule ON delivery(schedule_key) WHERE schedule_key IS NOT NULL AND settled_at IS NULL",
    "CREATE INDEX delivery_scheduled ON delivery(due_at) WHERE state='waiting' AND tries=0",
};

// Since version 4: a target whose template cannot be rendered says since when.
constexpr std::array kVersion4 = {
    "ALTER TABLE target_state ADD COLUMN broken_since INTEGER",
    "ALTER TABLE target_state ADD COLUMN broken_reason TEXT NOT NULL DEFAULT ''",
};

// Since version 5: what a delivery is rendered with when its turn comes (TemplateVersion), each version once; `used_at` is not
// older than its newest delivery but for an hour (sqlretention.h).
constexpr std::array kVersion5 = {
    "ALTER TABLE delivery ADD COLUMN template TEXT",
    "CREATE TABLE template(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text BLOB NOT NULL, used_at INTEGER NOT NULL)",
};

// Since version 6: `redacted` is 1 when `body` is not what was sent, 0 when it is, and null while there is none, or of a row
// from before, about which nothing is known.
constexpr std::array kVersion6 = {
    "ALTER TABLE delivery ADD COLUMN redacted INTEGER",
};

constexpr int kNewest = 6;

int versionOf(SqlConnection &connection)
{
    return std::stoi(connection.value("PRAGMA user_version"));
}

template <typename Statements>
void runAll(SqlConnection &connection, const Statements &statements)
{
    for (const char *sql : statements)
        connection.execute(sql);
}

/// A consistent copy beside the file; an earlier one of the same version stays (it is the older, and perhaps the better, state).
void backUp(SqlConnection &connection, const std::filesystem::path &file, int version)
{
    const std::string copy = file.string() + ".format" + std::to_string(version);
    std::error_code error;
    if (std::filesystem::is_regular_file(copy, error)) return;
    // Whole or not at all: half a copy would be taken for one at the next start.
    const std::string part = copy + ".part";
    std::filesystem::remove(part, error);
    connection.execute(("VACUUM INTO " + quotedForSql(part)).c_str());
    std::filesystem::permissions(part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    std::filesystem::rename(part, copy, error);
    if (error) {
        throw StoreError(StoreError::Kind::ReadOnly,
                         file.string() + ": the backup before a change of format cannot be named " + copy,
                         "make room for it, or move the file away that is in its place; nothing was changed");
    }
}

} // namespace

void refuseNewerFormat(int format, const std::filesystem::path &file)
{
    if (format <= kNewest) return;
    throw StoreError(StoreError::Kind::TooNew,
                     file.string() + ": the store has format " + std::to_string(format) + ", this version knows up to " +
                         std::to_string(kNewest),
                     "use the newer targetdesk, or another store");
}

void migrateSchema(SqlConnection &connection, const std::filesystem::path &file)
{
    const int version = versionOf(connection);
    refuseNewerFormat(version, file);
    if (version == kNewest) return;
    const bool isNew = version == 0;
    if (isNew && connection.value("SELECT COUNT(*) FROM sqlite_schema") != "0") {
        throw StoreError(StoreError::Kind::NotAStore, file.string() + ": this database belongs to another program",
                         "name another file with --store; nothing was changed");
    }
    if (!isNew) backUp(connection, file, version);
    connection.begin();
    try {
        if (version < 1) runAll(connection, kVersion1);
        if (version < 2) runAll(connection, kVersion2);
        if (version < 3) runAll(connection, kVersion3);
        if (version < 4) runAll(connection, kVersion4);
        if (version < 5) runAll(connection, kVersion5);
        if (version < 6) runAll(connection, kVersion6);
        connection.execute(("PRAGMA user_version=" + std::to_string(kNewest)).c_str());
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void checkSchema(SqlConnection &connection, const std::filesystem::path &file)
{
    const int version = versionOf(connection);
    refuseNewerFormat(version, file);
    if (version == kNewest) return;
    if (version > 0) {
        throw StoreError(StoreError::Kind::TooOld,
                         file.string() + ": the store has format " + std::to_string(version) + ", this version reads " +
                             std::to_string(kNewest),
                         "`targetdeskctl store migrate --store sqlite:" + file.string() +
                             "` brings it up to date, after a backup");
    }
    throw StoreError(StoreError::Kind::NotAStore, file.string() + ": this is no store of targetdesk",
                     "name the right file with --store");
}

} // namespace targetdesk
