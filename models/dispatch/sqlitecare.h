// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/storereport.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace targetdesk {

class SqlConnection;

/// Reads the whole file, beside a running dispatcher if need be: SQLite's own check, foreign keys, and the rules of our own
/// tables. Throws StoreError when it cannot be opened at all.
StoreReport checkStore(const std::filesystem::path &file);
/// The format of its tables (PRAGMA user_version), whatever else is wrong. Throws StoreError.
int checkStoreFormat(const std::filesystem::path &file);
/// Writes the file anew, without free pages. Nobody else may use it. Throws StoreError.
void vacuumStore(const std::filesystem::path &file);

/// What repairStore() saved.
struct RepairResult
{
    std::int64_t events = 0;
    std::int64_t deliveries = 0;
    std::int64_t attempts = 0;
    std::vector<std::string> lost; ///< tables with rows that could not be read, in words
};
/// Copies every row that can still be read into a new store; `damaged` is only read. Throws StoreError when nothing can be.
RepairResult repairStore(const std::filesystem::path &damaged, const std::filesystem::path &fresh);

/// The store's size without free pages.
std::int64_t usedBytes(SqlConnection &connection);

} // namespace targetdesk
