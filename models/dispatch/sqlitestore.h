// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/diskreserve.h"
#include "dispatch/sqlstore.h"
#include "dispatch/storeplace.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace targetdesk {

class StoreLock;

/// One SQLite file (WAL, synchronous=FULL), written by one thread that gathers what is waiting into one commit: at most 100
/// jobs, at most 2 ms of waiting, none when it was idle (dispatch.md 6.3: the sync is what costs).
/// One process at a time runs it: a lock on FILE.lock, which the kernel drops when the process ends, however it ends. Others may
/// read, and intervene in mode Beside; FILE.wake tells the one that runs it.
/// A disk that is full or a file that cannot be written fails the call, never the store: it works again when the cause is gone.
/// A full disk takes no new events while what came before still goes out, by the reserve. A disk that fails, and who removes,
/// moves or replaces the open file, ends it: Broken.
class SqliteStore : public SqlStore
{
public:
    struct Options
    {
        StoreMode mode = StoreMode::ReadWrite;
        int groupSize = 100;                         ///< jobs in a commit
        std::chrono::milliseconds groupWait{2};      ///< for more, while busy
        std::chrono::milliseconds busyTimeout{5000}; ///< for another connection's write lock
        std::int64_t reserveBytes = 0;               ///< on the disk, for the deliveries of what came before it was full
    };

    /// Opens or makes the file, migrates its tables. Throws StoreError.
    SqliteStore(const std::filesystem::path &file, const Options &options);
    explicit SqliteStore(const std::filesystem::path &file);
    /// Finishes what was asked for, then closes.
    ~SqliteStore() override;

    std::string wakeFile() const override;
    std::string name() const override;

protected:
    void read(const Work &work) const override;
    bool isLargerThan(SqlConnection &connection, std::int64_t bytes) const override;
    void beforeCommit() override;
    void committed() override;
    void askForRoom() override;
    /// Of all leases: the lock file says that nobody else runs the store.
    bool isAbandoned(const std::string &, TimePoint, TimePoint) const override { return true; }
    bool mayDo(Chore, SqlConnection &) const override { return true; }

private:
    std::filesystem::path m_file;
    Options m_options;
    std::unique_ptr<StoreLock> m_lock;
    DiskReserve m_reserve; ///< of the writer's thread
    std::optional<StorePlace> m_place;
};

} // namespace targetdesk
