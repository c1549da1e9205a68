// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/readydirectory.h"
#include "dispatch/sqlconnection.h"
#include "dispatch/store.h"

#include <functional>

namespace targetdesk {

/// The statements that change the store, each inside the caller's transaction. Used on the writer's thread only.
class SqlQueue
{
public:
    AcceptResult accept(SqlConnection &connection, const std::vector<NewEvent> &events);
    ClaimResult claim(SqlConnection &connection, const ClaimRequest &request);
    /// What a claim took that nobody heard of is queued again.
    void giveBack(SqlConnection &connection, const std::set<std::string> &ids, const std::string &owner, TimePoint now);
    std::set<std::string> begin(SqlConnection &connection, const std::vector<SendStart> &starts, const std::string &owner,
                                TimePoint now);
    void settle(SqlConnection &connection, const std::vector<Settlement> &settlements, const std::string &owner, TimePoint now);
    void renew(SqlConnection &connection, const std::string &owner, TimePoint until);
    /// Takes back the leases that `isAbandoned`.
    Recovery recover(SqlConnection &connection, TimePoint now, const std::set<std::string> &repeatable,
                     const std::function<bool(const std::string &owner, TimePoint until)> &isAbandoned);

    /// A delivery of `target` is queued for `due` by other hands.
    void noteQueued(const std::string &target, TimePoint due) { m_directory.add(target, due); }

private:
    void refresh(SqlConnection &connection);
    std::int64_t settleOne(SqlConnection &connection, const Settlement &settlement, const std::string &owner, TimePoint now);
    std::int64_t callOff(SqlConnection &connection, const std::vector<CallOff> &callOffs, TimePoint now);
    int claimOf(SqlConnection &connection, const std::string &target, int limit, const ClaimRequest &request,
                ClaimResult &result);

    ReadyDirectory m_directory;
    bool m_isKnown = false;   ///< the directory has seen the file
    std::string m_lastTarget; ///< whose turn it was last
};

/// Each target with something queued, and its earliest time: one look into the index per target, however deep its queue is.
void visitQueued(SqlConnection &connection, const std::function<void(const std::string &target, TimePoint due)> &visit);

} // namespace targetdesk
