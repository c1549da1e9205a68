// SPDX-License-Identifier: MIT
#pragma once

#include "dispatch/postgresaddress.h"
#include "dispatch/sqlconnection.h"

#include <memory>
#include <set>
#include <string>

namespace targetdesk {

class PostgresSocket;

/// A connection to a PostgreSQL server.
class PostgresConnection : public SqlConnection
{
public:
    enum class Use {
        Write, ///< READ COMMITTED: claims skip what others hold, everything else waits for them
        Read,  ///< each transaction sees one state and changes nothing
        Listen
    };

    /// Connects, and sees to UTF-8, UTC, durable commits and time limits. `sender` marks the notifications that commits send.
    /// `socket` is told of the connection's. Throws StoreError.
    PostgresConnection(const PostgresAddress &address, Use use, std::string sender,
                       std::shared_ptr<PostgresSocket> socket = nullptr);
    ~PostgresConnection() override;

    SqlDialect dialect() const override { return SqlDialect::PostgreSql; }
    bool isLost() const override;
    void begin() override;
    /// With what was announced as `NOTIFY targetdesk, 'SENDER ["target", …]'`, or 'SENDER' alone, which stands for everything.
    void commit() override;
    void rollback() noexcept override;
    void announce(const std::string &target) override { m_announced.insert(target); }
    void announceAll() override { m_announcesAll = true; }
    /// By SQLSTATE (PostgreSQL's manual, appendix A).
    StoreError failure(const QSqlError &error) const override;

    /// From now on the driver's signal notification() tells of commits that queued something; the thread needs an event loop.
    bool listen();
    QSqlDriver *driver() const { return database().driver(); }

protected:
    std::unique_ptr<PreparedQuery> prepare(const char *sql) override;

private:
    std::string m_place;
    Use m_use;
    std::string m_sender;
    /// Let go before the connection closes, also when it was opened in vain.
    struct Socket
    {
        std::shared_ptr<PostgresSocket> of;
        ~Socket();
    };
    Socket m_socket;
    std::string announcement() const;
    void forgetAnnounced();

    std::set<std::string> m_announced; ///< targets
    bool m_announcesAll = false;
    mutable bool m_mustReconnect = false; ///< connected, but to a server that does not take writes any more
};

} // namespace targetdesk
