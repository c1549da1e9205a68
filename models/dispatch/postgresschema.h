// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"

#include <string>

namespace targetdesk {

/// The format of the tables in the connection's first schema; 0: there are none of ours. Throws StoreError.
int postgresFormat(SqlConnection &connection);
/// Makes the tables, or brings them to this program's version, in one transaction that only one process at a time is in. Throws
/// StoreError for another program's tables and for a newer version. `place` is for messages.
void migratePostgres(SqlConnection &connection, const std::string &place);
/// Throws StoreError when the tables are not of this version.
void checkPostgresSchema(SqlConnection &connection, const std::string &place);

} // namespace targetdesk
