// SPDX-License-Identifier: MIT
#include "dispatch/sqliteschema.h"

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

constexpr int kNewest = 1;

int versionOf(SqliteConnection &connection)
{
    return std::stoi(connection.value("PRAGMA user_version"));
}

void refuseNewer(int version, const std::filesystem::path &file)
{
    if (version <= kNewest) return;
    throw StoreError(StoreError::Kind::TooNew,
                     file.string() + ": the store has format " + std::to_string(version) + ", this version knows up to " +
                         std::to_string(kNewest),
                     "use the newer targetdesk, or another store");
}

} // namespace

void migrateSchema(SqliteConnection &connection, const std::filesystem::path &file)
{
    const int version = versionOf(connection);
    refuseNewer(version, file);
    if (version == kNewest) return;
    if (connection.value("SELECT COUNT(*) FROM sqlite_schema") != "0") {
        throw StoreError(StoreError::Kind::NotAStore, file.string() + ": this database belongs to another program",
                         "name another file with --store; nothing was changed");
    }
    connection.begin();
    try {
        for (const char *sql : kVersion1)
            connection.execute(sql);
        connection.execute("PRAGMA user_version=1");
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void checkSchema(SqliteConnection &connection, const std::filesystem::path &file)
{
    const int version = versionOf(connection);
    refuseNewer(version, file);
    if (version == kNewest) return;
    throw StoreError(StoreError::Kind::NotAStore, file.string() + ": this is no store of targetdesk",
                     "name the right file with --store");
}

} // namespace targetdesk
