// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <chrono>
#include <filesystem>

namespace targetdesk {

/// One SQLite file (WAL, synchronous=FULL), written by one thread that gathers what is waiting into one commit: at most 100
/// jobs, at most 2 ms of waiting, none when it was idle (dispatch.md 6.3: the sync is what costs).
/// One process at a time runs it: a lock on FILE.lock, which the kernel drops when the process ends, however it ends. Others may
/// read, and intervene in mode Beside; FILE.wake tells the one that runs it.
/// A disk that is full or a file that cannot be written fails the call, never the store: it works again when the cause is gone.
class SqliteStore : public Store
{
public:
    struct Options
    {
        StoreMode mode = StoreMode::ReadWrite;
        int groupSize = 100;                         ///< jobs in a commit
        std::chrono::milliseconds groupWait{2};      ///< for more, while busy
        std::chrono::milliseconds busyTimeout{5000}; ///< for another connection's write lock
    };

    /// Opens or makes the file, migrates its tables. Throws StoreError.
    SqliteStore(const std::filesystem::path &file, const Options &options);
    explicit SqliteStore(const std::filesystem::path &file);
    /// Finishes what was asked for, then closes.
    ~SqliteStore() override;

    void accept(std::vector<NewEvent> events, AcceptDone done) override;
    std::future<ClaimResult> claim(ClaimRequest request) override;
    std::future<std::set<std::string>> begin(std::vector<SendStart> starts, std::string owner, TimePoint now) override;
    std::future<void> settle(std::vector<Settlement> settlements, std::string owner, TimePoint now) override;
    std::future<void> keep(std::vector<TargetState> states, std::vector<Notice> notices) override;
    std::future<InterventionResult> intervene(Intervention intervention) override;
    std::future<void> intervene(TargetIntervention intervention) override;
    std::future<PruneResult> prune(PruneRequest request) override;
    Recovery recover(TimePoint now, const std::set<std::string> &repeatable) override;
    std::map<DeliveryState, std::int64_t> counts() const override;
    std::vector<DeliveryRecord> deliveries(const DeliveryFilter &filter) const override;
    std::optional<DeliveryDetail> delivery(const std::string &id) const override;
    std::vector<SentRecord> sent(const std::string &target, int limit) const override;
    std::vector<TargetState> targetStates() const override;
    std::vector<Notice> notices(int limit) const override;
    std::vector<TargetCounts> targetCounts() const override;
    std::int64_t queuedCount() const override;
    std::optional<TimePoint> oldestDue() const override;
    std::string wakeFile() const override;
    std::string name() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace targetdesk
