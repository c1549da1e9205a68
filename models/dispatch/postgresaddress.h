// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

namespace targetdesk {

/// Where a PostgreSQL store is, as `--store` says it: `postgresql://USER@HOST:PORT/DATABASE?sslmode=verify-full`. A value, never
/// with a password: libpq takes that from PGPASSWORD or ~/.pgpass, and what is left out from PGHOST, PGUSER and the like.
struct PostgresAddress
{
    std::string host; ///< name, address or the folder of a Unix socket; empty: libpq's own default
    int port = -1;    ///< -1: the default
    std::string user;
    std::string database;
    std::map<std::string, std::string> options; ///< libpq's, by name (PostgreSQL's manual, 34.1.2)

    /// Whether the text is of this kind at all.
    static bool matches(const std::string &spec);
    /// Throws StoreError.
    static PostgresAddress parse(const std::string &spec);
    /// For messages, and for parse() again.
    std::string text() const;
    /// The options in the form of QSqlDatabase::setConnectOptions(), with limits for a server that is silent.
    std::string connectOptions() const;
};

} // namespace targetdesk
