// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/sqlqueue.h"

#include <set>
#include <string>
#include <utility>

namespace targetdesk {

/// The queue's statements for many rows at a time: each question to a server costs two system calls and a switch of processes at
/// either end, which is more than what it asks for.
class PostgresQueue : public SqlQueue
{
public:
    AcceptResult accept(SqlConnection &connection, const std::vector<NewEvent> &events) override;
    std::set<std::string> begin(SqlConnection &connection, const std::vector<SendStart> &starts, const std::string &owner,
                                TimePoint now) override;
    void settle(SqlConnection &connection, const std::vector<Settlement> &settlements, const std::string &owner,
                TimePoint now) override;
    void started() override;
    void flush(SqlConnection &connection) override;

protected:
    KnownKeys knownKeys(SqlConnection &connection, const std::vector<NewEvent> &events) override;
    void put(SqlConnection &connection, const NewEvent &event) override;
    void lease(SqlConnection &connection, const std::vector<Taken> &taken, const ClaimRequest &request) override;

private:
    using Chunk = std::vector<const Settlement *>;

    void settleChunk(SqlConnection &connection, const Chunk &chunk, const std::string &owner, TimePoint now);

    std::vector<const NewEvent *> m_pending; ///< accepted in this transaction, still to be written: their jobs keep them
    std::set<std::pair<std::string, std::string>> m_pendingKeys; ///< of these: source and idempotency key
};

} // namespace targetdesk
