// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/orderwalk.h"
#include "dispatch/readydirectory.h"
#include "dispatch/replaypace.h"
#include "dispatch/sqlconnection.h"
#include "dispatch/sqlstatement.h"
#include "dispatch/store.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace targetdesk {

/// The statements that change the store, each inside the caller's transaction. Used on the writer's thread only.
class SqlQueue
{
public:
    virtual ~SqlQueue() = default;

    /// A transaction begins: the one before may have come to nothing.
    virtual void started() {}
    /// The transaction came to nothing: what its statements said of the queue is not so.
    void rolledBack()
    {
        m_isKnown = false;
        m_templates.clear();
    }
    /// To be called before the statements of others, and before the commit.
    virtual void flush(SqlConnection &) {}

    /// `events` must be kept until the transaction is over.
    virtual AcceptResult accept(SqlConnection &connection, const std::vector<NewEvent> &events);
    ClaimResult claim(SqlConnection &connection, const ClaimRequest &request);
    /// What a claim took that nobody heard of is queued again.
    void giveBack(SqlConnection &connection, const std::set<std::string> &ids, const std::string &owner, TimePoint now);
    virtual std::set<std::string> begin(SqlConnection &connection, const std::vector<SendStart> &starts, const std::string &owner,
                                        TimePoint now);
    virtual void settle(SqlConnection &connection, const std::vector<Settlement> &settlements, const std::string &owner,
                        TimePoint now);
    void renew(SqlConnection &connection, const std::string &owner, TimePoint until);
    /// Takes back the leases that `isAbandoned`.
    Recovery recover(SqlConnection &connection, TimePoint now, const std::set<std::string> &repeatable,
                     const std::function<bool(const std::string &owner, TimePoint until)> &isAbandoned);

    /// A delivery of `target` is queued for `due`.
    void noteQueued(const std::string &target, TimePoint due)
    {
        m_directory.add(target, due);
        m_walk.queued(target, due);
    }

protected:
    struct KnownKey
    {
        std::string id;
        bool sameContent = false;
    };
    /// Of a delivery whose try ended.
    struct Settled
    {
        std::string target;
        std::string orderKey; ///< others may wait for it; empty: none does
    };
    /// A delivery that is being claimed, or was.
    struct Taken
    {
        std::int64_t seq = 0;
        std::string id;
        std::string target;
        std::string orderKey;
    };
    /// Number of a delivery that is due, and when its turn comes.
    using Later = std::pair<std::int64_t, TimePoint>;
    /// What a claim found of one target.
    struct Picked
    {
        std::vector<Taken> taken;
        std::vector<Later> later;
    };
    using KnownKeys = std::vector<std::optional<KnownKey>>;

    /// Which of the events are in the store already, by their keys: in the order of `events`.
    virtual KnownKeys knownKeys(SqlConnection &connection, const std::vector<NewEvent> &events);
    /// Writes an event that is new, and its deliveries.
    virtual void put(SqlConnection &connection, const NewEvent &event);
    virtual void lease(SqlConnection &connection, const std::vector<Taken> &taken, const ClaimRequest &request);
    void noteSettled(SqlConnection &connection, const Settlement &settlement, const Settled &settled, TimePoint now);

private:
    void noteEnded(const Settled &ended, TimePoint now);
    void keepTemplate(SqlConnection &connection, const TemplateVersion &version, TimePoint now);
    void refresh(SqlConnection &connection);
    /// Of a delivery with this id, in m_taken, where it is put when it is not there; null: there is none.
    const Taken *takenOf(SqlConnection &connection, const std::string &id);
    bool settleOne(SqlConnection &connection, const Taken &taken, const Settlement &settlement, const std::string &owner,
                   TimePoint now);
    QueueDepth callOff(SqlConnection &connection, const std::vector<CallOff> &callOffs, TimePoint now);
    int claimOf(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                ClaimResult &result);
    void claimNext(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                   ClaimResult &result, Picked &picked);
    bool walkOn(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request, ClaimResult &result,
                Picked &picked);
    void pick(const SqlStatement &row, const std::string &target, const ClaimRequest &request, ClaimResult &result,
              Picked &picked);
    void putOff(SqlConnection &connection, const std::string &target, const std::vector<Later> &later);

    ReadyDirectory m_directory;
    std::shared_ptr<const std::map<std::string, int>> m_caps; ///< of the last claim
    OrderWalk m_walk;
    ReplayPace m_pace;
    bool m_isKnown = false;                       ///< the directory has seen the file
    std::map<std::string, TimePoint> m_templates; ///< versions that the store has, and when it was last told that they are used
    std::string m_lastTarget;                     ///< whose turn it was last
    /// What was leased here and is still to be settled, by id: its row is found by number then. Others are looked up.
    std::unordered_map<std::string, Taken> m_taken;
};

/// The earliest of a target's times that is later than `after`.
std::optional<TimePoint> earliestOf(SqlConnection &connection, const std::string &target, TimePoint after = TimePoint());
/// The numbers of the first and the last delivery that waits; none: an empty range.
std::pair<std::int64_t, std::int64_t> readQueuedRange(SqlConnection &connection);
/// Store::clockWasSet() for some of them.
void moveWaits(SqlConnection &connection, std::int64_t first, std::int64_t last, TimePoint before, std::chrono::milliseconds by);
/// A delivery's number; 0 when there is none with this id.
std::int64_t sequenceOf(SqlConnection &connection, const std::string &id);
/// Each target with something queued, and its earliest time: one look into the index per target, however deep its queue is.
void visitQueued(SqlConnection &connection, const std::function<void(const std::string &target, TimePoint due)> &visit);

} // namespace targetdesk
