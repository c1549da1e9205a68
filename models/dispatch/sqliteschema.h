// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlconnection.h"

#include <filesystem>

namespace targetdesk {

/// Brings the tables to this program's version, in one transaction; PRAGMA user_version holds the number. Throws StoreError
/// for another program's database and for a newer version.
void migrateSchema(SqlConnection &connection, const std::filesystem::path &file);
/// For a read-only connection: throws StoreError when the tables are not of this version.
void checkSchema(SqlConnection &connection, const std::filesystem::path &file);
/// Throws StoreError when `format` (PRAGMA user_version) is of a newer version than this one.
void refuseNewerFormat(int format, const std::filesystem::path &file);

} // namespace targetdesk
