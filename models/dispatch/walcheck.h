// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace targetdesk {

/// In bytes; 0: there is no such file.
std::uintmax_t sizeOf(const std::filesystem::path &file);

/// A place in SQLite's write-ahead log where SQLite stops reading at a start, without a word, although more was written behind
/// it.
struct WalDamage
{
    std::uintmax_t offset = 0; ///< of the first frame that is not what it was, in bytes
    /// A transaction that was synced, and so perhaps acknowledged, lies behind it. Else it may as well be the last one, cut off
    /// by a power loss before its sync: then nothing is lost.
    bool isAcknowledged = false;
    bool operator==(const WalDamage &) const = default;
};

/// Reads the log (sqlite.org/fileformat2.html, 4) of a store that nobody runs, before SQLite opens it. Nothing: it ends as a log
/// may end, also in the middle of a frame, or before frames that an earlier use of the file left; or it cannot be read. A log
/// that was cut off cannot be told from a shorter one.
std::optional<WalDamage> damageOfWal(const std::filesystem::path &log);

/// Throws StoreError when the log of this store has such damage before what was acknowledged, and for certain: a log that
/// somebody is writing to is looked at twice. To be called before SQLite opens the store to write, for SQLite would then put the
/// rest away.
void refuseDamagedLog(const std::filesystem::path &store);

/// The log has pages, and the store's file is gone or empty. SQLite, even to read, would remove the log and begin anew.
bool isLogAlone(const std::filesystem::path &store);
/// Throws StoreError when the log is alone. To be called before SQLite opens the store.
void refuseLogAlone(const std::filesystem::path &store);
/// The database's first page as the log has it, with which SQLite reads the rest of the log; empty: it has none.
std::string firstPageOfWal(const std::filesystem::path &log);

} // namespace targetdesk
