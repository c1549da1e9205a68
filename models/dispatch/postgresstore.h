// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/postgresaddress.h"
#include "dispatch/serverclock.h"
#include "dispatch/sqlstore.h"

#include <memory>
#include <mutex>
#include <string>

namespace targetdesk {

class PostgresListener;
class PostgresSocket;

/// A PostgreSQL database that several processes, on several machines, share: each claims what no other has under its hands, and
/// hears of the others' events by NOTIFY. One connection writes, one reads, one listens.
/// A lease belongs to a process; it ends when it is not renewed, and at once when a process of the same machine finds that its
/// owner has ended. Leases are times of the server's clock. This machine's must agree with it to a few seconds: a start refuses
/// one that does not, and when it is set later, nothing is claimed until it is right again. A lost server fails calls, never the
/// store: each call tries again.
class PostgresStore : public SqlStore
{
public:
    struct Options
    {
        StoreMode mode = StoreMode::ReadWrite;
        int groupSize = 100;                    ///< jobs in a commit
        std::chrono::milliseconds groupWait{2}; ///< for more, while busy
    };

    /// Connects, makes or migrates the tables. Throws StoreError.
    PostgresStore(const PostgresAddress &address, const Options &options);
    explicit PostgresStore(const PostgresAddress &address);
    /// Finishes what was asked for, then disconnects.
    ~PostgresStore() override;

    bool isShared() const override { return true; }
    void onChanged(std::function<void(const StoreChange &change)> call) override;
    std::string wakeFile() const override { return {}; }
    std::string name() const override { return m_address.text(); }

protected:
    void read(const Work &work) const override;
    bool isLargerThan(SqlConnection &connection, std::int64_t bytes) const override;
    std::string leaseName(const std::string &owner) const override;
    bool isAbandoned(const std::string &leaseName, TimePoint until, TimePoint now) const override;
    bool mayDo(Chore chore, SqlConnection &connection) const override;
    std::chrono::milliseconds clockError(SqlConnection &connection, std::chrono::milliseconds base) const override;

private:
    PostgresAddress m_address;
    Options m_options;
    std::string m_self;                           ///< in announcements
    std::string m_mark;                           ///< of this process, in leases
    std::shared_ptr<PostgresSocket> m_readSocket; ///< of the reader
    mutable ServerClock m_clock;                  ///< of the writer's thread
    bool m_isRunning = false;                     ///< the writer has been connected; of its thread
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<SqlWriter> m_reader; ///< made when it is needed; guarded by m_mutex
    std::unique_ptr<PostgresListener> m_listener;
};

} // namespace targetdesk
