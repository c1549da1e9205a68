// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/store.h"

#include <chrono>
#include <functional>
#include <memory>

namespace targetdesk {

class SqlConnection;
class SqlQueue;
class SqlWriter;
struct SqlWriterOptions;

/// What stores in an SQL database have in common: one thread writes, in groups, and the statements are the same.
class SqlStore : public Store
{
public:
    ~SqlStore() override;

    void accept(std::vector<NewEvent> events, AcceptDone done) override;
    std::future<ClaimResult> claim(ClaimRequest request) override;
    std::future<std::set<std::string>> begin(std::vector<SendStart> starts, std::string owner, TimePoint now) override;
    std::future<void> settle(std::vector<Settlement> settlements, std::string owner, TimePoint now) override;
    std::future<void> keep(std::vector<TargetChange> changes, std::vector<Notice> notices) override;
    std::future<InterventionResult> intervene(Intervention intervention) override;
    std::future<void> intervene(TargetIntervention intervention) override;
    std::future<PruneResult> prune(PruneRequest request) override;
    std::future<void> renew(std::string owner, TimePoint until) override;
    Recovery recover(TimePoint now, const std::set<std::string> &repeatable) override;
    void clockWasSet(TimePoint before, std::chrono::milliseconds by) override;
    std::optional<NewestEvent> newestEvent() const override;
    std::map<DeliveryState, std::int64_t> counts() const override;
    std::vector<DeliveryRecord> deliveries(const DeliveryFilter &filter) const override;
    std::optional<DeliveryDetail> delivery(const std::string &id) const override;
    std::map<std::string, DeliveryStanding> standings(const std::vector<std::string> &ids) const override;
    std::optional<std::string> templateText(const std::string &version) const override;
    std::vector<SentRecord> sent(const std::string &target, int limit) const override;
    std::vector<TargetState> targetStates() const override;
    std::vector<Notice> notices(int limit) const override;
    std::vector<TargetCounts> targetCounts() const override;
    QueueDepth queueDepth() const override;
    std::optional<TimePoint> oldestDue() const override;

protected:
    using Work = std::function<void(SqlConnection &)>;

    SqlStore();
    explicit SqlStore(std::unique_ptr<SqlQueue> queue);
    /// Opens the connection that writes, on a thread of its own; the rest is as for SqlWriter. Throws what `open` throws.
    void startWriter(std::function<std::unique_ptr<SqlConnection>()> open, SqlWriterOptions options);
    /// Does what was asked for, and closes. To be called by the derived destructor: jobs call back until then.
    void stopWriter();
    /// Calls `work` in one consistent state of the database; waits.
    virtual void read(const Work &work) const = 0;
    /// Whether the store is larger than this.
    virtual bool isLargerThan(SqlConnection &connection, std::int64_t bytes) const = 0;
    /// Throws StoreError when there is no room for more events, though perhaps for what is on its way. On the writer's thread.
    virtual void askForRoom() {}
    /// Throws StoreError when nothing may be committed any more. On the writer's thread, before each commit.
    virtual void beforeCommit() {}
    /// On the writer's thread, after a commit.
    virtual void committed() {}
    /// How the database knows the owner of leases.
    virtual std::string leaseName(const std::string &owner) const { return owner; }
    /// The lease is nobody's any more.
    virtual bool isAbandoned(const std::string &leaseName, TimePoint until, TimePoint now) const = 0;
    /// What is to be added to a time of this machine's clock, told when that stood at `base` (systemClockBase()), to be a time of
    /// the store's, which leases are.
    virtual std::chrono::milliseconds clockError(SqlConnection &, std::chrono::milliseconds base) const
    {
        static_cast<void>(base);
        return std::chrono::milliseconds(0);
    }
    enum class Chore { Recover, Prune };
    /// False: another process is about to do it. Inside the transaction that would.
    virtual bool mayDo(Chore chore, SqlConnection &connection) const = 0;

    /// Throws StoreError when clockError() is more than some seconds.
    void refuseWrongClock(SqlConnection &connection, std::chrono::milliseconds base) const;

private:
    SqlWriter &writer();
    std::chrono::milliseconds correction(SqlConnection &connection, std::chrono::milliseconds base) const;
    template <typename Result>
    std::future<Result> submit(std::function<Result(SqlConnection &)> work);
    std::future<void> change(Work work);
    template <typename Result>
    Result readAs(const std::function<Result(SqlConnection &)> &question) const;

    // Both used on the writer's thread only.
    std::unique_ptr<SqlQueue> m_queue;
    std::set<std::string> m_unheard; ///< ids of claims whose commit failed, or did not: its answer was lost
    std::unique_ptr<SqlWriter> m_writer;
};

} // namespace targetdesk
