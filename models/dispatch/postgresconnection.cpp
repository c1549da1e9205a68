// SPDX-License-Identifier: MIT
#include "dispatch/postgresconnection.h"

#include "dispatch/postgresquery.h"
#include "dispatch/postgressocket.h"
#include "dispatch/sqlstatement.h"
#include "workspace/json.h"

#include <QSqlDriver>
#include <QSqlError>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// NOTIFY's own limit (PostgreSQL's manual, NOTIFY: "shorter than 8000 bytes").
constexpr std::size_t kMostPayload = 8000;

/// The first line of what the server or libpq said: the rest would quote rows.
std::string firstLine(const QSqlError &error)
{
    const QString text = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    std::string line = text.trimmed().section(u'\n', 0, 0).toStdString();
    const std::string label = "ERROR:  ";
    return line.starts_with(label) ? line.substr(label.size()) : line;
}

} // namespace

PostgresConnection::PostgresConnection(const PostgresAddress &address, Use use, std::string sender,
                                       std::shared_ptr<PostgresSocket> socket)
    : SqlConnection(u"QPSQL"_s)
    , m_place(address.text())
    , m_use(use)
    , m_sender(std::move(sender))
    , m_socket{std::move(socket)}
{
    if (!database().isValid()) {
        throw StoreError(StoreError::Kind::Unavailable, m_place + ": Qt's PostgreSQL driver is missing",
                         "install libqt6sql6-psql");
    }
    if (!address.host.empty()) database().setHostName(QString::fromStdString(address.host));
    if (address.port > 0) database().setPort(address.port);
    if (!address.user.empty()) database().setUserName(QString::fromStdString(address.user));
    if (!address.database.empty()) database().setDatabaseName(QString::fromStdString(address.database));
    database().setConnectOptions(QString::fromStdString(address.connectOptions()));
    if (!database().open()) {
        throw StoreError(
            StoreError::Kind::Unavailable,
            m_place + ": the PostgreSQL server cannot be used: " + firstLine(database().lastError()),
            "is it running, do host, port, database and user exist, and is the password in PGPASSWORD or ~/.pgpass?");
    }
    if (m_socket.of) m_socket.of->take(*driver());
    if (value("SHOW server_encoding") != "UTF8") {
        throw StoreError(StoreError::Kind::NotAStore, m_place + ": the database is not in UTF-8",
                         "make another one with `createdb --encoding=UTF8 --template=template0`");
    }
    execute("SET client_min_messages=warning");
    execute("SET TIME ZONE 'UTC'");
    execute("SET statement_timeout='30s'");
    execute("SET lock_timeout='5s'");
    // Made for long questions; ours are short and many, and what it compiles it compiles again each time.
    execute("SET jit=off");
    // One of ours that was cut off from us holds its locks for so long.
    execute("SET idle_in_transaction_session_timeout='10s'");
    if (use == Use::Write) {
        // An acknowledged event is on disk, whatever the server's default; stronger settings (remote_apply) stay.
        execute("SELECT set_config('synchronous_commit', 'on', false)"
                " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
        // Each statement of the queue has its index, in the order that it wants; a plan that was made while the tables were small
        // would scan or sort the whole queue later, for four rows.
        execute("SET enable_seqscan=off");
        execute("SET enable_bitmapscan=off");
        execute("SET enable_sort=off");
        execute("SET enable_hashjoin=off");
        execute("SET enable_mergejoin=off");
    } else {
        execute("SET default_transaction_read_only=on");
    }
}

PostgresConnection::~PostgresConnection() = default;

PostgresConnection::Socket::~Socket()
{
    if (of) of->release();
}

bool PostgresConnection::isLost() const
{
    return m_mustReconnect || !database().isOpen();
}

void PostgresConnection::begin()
{
    forgetAnnounced();
    execute(m_use == Use::Write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresConnection::commit()
{
    if (m_announcesAll || !m_announced.empty())
        SqlStatement(*this, "SELECT pg_notify('targetdesk', ?)").bind(announcement()).next();
    forgetAnnounced();
    SqlConnection::commit();
}

void PostgresConnection::rollback() noexcept
{
    forgetAnnounced();
    if (!isLost()) SqlConnection::rollback();
}

std::string PostgresConnection::announcement() const
{
    // Handles are short; a queue that grows for so many targets at once is worth a look at all of it.
    constexpr std::size_t kMostTargets = 100;
    if (m_announcesAll || m_announced.size() > kMostTargets) return m_sender;
    std::string named = m_sender + ' ' + Json(m_announced).dump(-1, ' ', false, Json::error_handler_t::replace);
    return named.size() < kMostPayload ? named : m_sender;
}

void PostgresConnection::forgetAnnounced()
{
    m_announced.clear();
    m_announcesAll = false;
}

StoreError PostgresConnection::failure(const QSqlError &error) const
{
    using Kind = StoreError::Kind;
    const std::string state = error.nativeErrorCode().toStdString();
    const std::string detail = firstLine(error);
    if (state == "23505" || state == "40001" || state == "40P01")
        return {Kind::Raced, m_place + ": another process was quicker (" + detail + ")", "try again"};
    if (state == "55P03" || state == "57014") {
        return {Kind::Busy, m_place + ": the database is held up by another connection (" + detail + ")",
                "look into pg_stat_activity who holds the locks, then try again"};
    }
    if (state.starts_with("53") && state != "53300")
        return {Kind::DiskFull, m_place + ": the server is out of room; nothing of this was stored (" + detail + ")",
                "free disk space or memory there; no restart is needed"};
    if (state == "25006") {
        m_mustReconnect = true;
        return {Kind::Unavailable, m_place + ": the server takes no changes (" + detail + ")",
                "make it the primary, end its default_transaction_read_only, or name the primary in the address (with"
                " target_session_attrs=read-write); nothing acknowledged is lost, and no restart is needed"};
    }
    if (state == "42501") {
        return {Kind::ReadOnly, m_place + ": this user may not do that (" + detail + ")",
                "grant the user the rights on the tables of targetdesk, and CREATE on the schema for the first start"};
    }
    if (state == "XX001" || state == "XX002") {
        return {Kind::Corrupt, m_place + ": the database is damaged (" + detail + ")",
                "keep it as it is and restore the server's last backup elsewhere"};
    }
    if (isLost() || state.starts_with("08") || state.starts_with("57P")) {
        m_mustReconnect = true;
        return {Kind::Unavailable, m_place + ": the connection to the server is lost (" + detail + ")",
                "nothing acknowledged is lost; it is tried again as soon as the server is there"};
    }
    return {Kind::Unavailable, m_place + ": the store failed: " + detail, "look into the server's log"};
}

std::unique_ptr<PreparedQuery> PostgresConnection::prepare(const char *sql)
{
    return std::make_unique<PostgresQuery>(*this, database(), sql);
}

bool PostgresConnection::listen()
{
    return database().driver()->subscribeToNotification(u"targetdesk"_s);
}

} // namespace targetdesk
