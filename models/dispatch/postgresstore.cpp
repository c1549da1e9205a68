// SPDX-License-Identifier: MIT
#include "dispatch/postgresstore.h"

#include "dispatch/postgresconnection.h"
#include "dispatch/postgreslistener.h"
#include "dispatch/postgresqueue.h"
#include "dispatch/postgresschema.h"
#include "dispatch/postgressocket.h"
#include "dispatch/processmark.h"
#include "dispatch/sqlwriter.h"

#include <QUuid>

#include <utility>

namespace targetdesk {

namespace {

constexpr char kMarkSeparator = '@';
/// A transaction of the queue's takes milliseconds, and waits five seconds for a lock at most; a question has its own limit of
/// thirty. Beyond that the server is silent.
constexpr std::chrono::seconds kWriteStuckAfter{8};
constexpr std::chrono::seconds kReadStuckAfter{35};

/// A standby, or a server that was made read-only, answers everything that an empty queue asks. It is better to hear of it now
/// than at the next event.
void refuseReadOnlyServer(SqlConnection &connection)
{
    connection.execute("UPDATE delivery SET state=state WHERE FALSE");
}

} // namespace

PostgresStore::PostgresStore(const PostgresAddress &address)
    : PostgresStore(address, Options())
{}

PostgresStore::PostgresStore(const PostgresAddress &address, const Options &options)
    : SqlStore(std::make_unique<PostgresQueue>())
    , m_address(address)
    , m_options(options)
    , m_self(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
    , m_mark(ownProcessMark())
    , m_readSocket(std::make_shared<PostgresSocket>())
{
    if (options.mode == StoreMode::ReadOnly) {
        read([this](SqlConnection &connection) { checkPostgresSchema(connection, name()); });
        return;
    }
    SqlWriterOptions writing{.groupSize = options.groupSize, .groupWait = options.groupWait, .stuckAfter = kWriteStuckAfter};
    const auto socket = std::make_shared<PostgresSocket>();
    // Who writes in vain asks in vain, too.
    writing.interrupt = [socket, reading = m_readSocket] {
        socket->shut();
        reading->shut();
    };
    startWriter(
        [this, socket] {
            auto connection = std::make_unique<PostgresConnection>(m_address, PostgresConnection::Use::Write, m_self, socket);
            m_clock.askAgain();
            if (m_options.mode == StoreMode::Beside) {
                checkPostgresSchema(*connection, name());
            } else {
                // Later the leases are to be kept, whatever the clock says.
                if (!std::exchange(m_isRunning, true)) refuseWrongClock(*connection, systemClockBase());
                migratePostgres(*connection, name());
                refuseReadOnlyServer(*connection);
            }
            return connection;
        },
        std::move(writing));
}

PostgresStore::~PostgresStore()
{
    m_listener.reset();
    stopWriter();
}

void PostgresStore::onChanged(std::function<void(const StoreChange &change)> call)
{
    m_listener.reset();
    if (call) m_listener = std::make_unique<PostgresListener>(m_address, m_self, std::move(call));
}

void PostgresStore::read(const Work &work) const
{
    std::promise<void> promise;
    std::future<void> future = promise.get_future();
    SqlWriter::Job job;
    job.work = work;
    job.done = [&promise](std::exception_ptr error) {
        if (error) {
            promise.set_exception(error);
        } else {
            promise.set_value();
        }
    };
    {
        const std::lock_guard lock(m_mutex);
        if (!m_reader) {
            const auto socket = m_readSocket;
            SqlWriterOptions options{.groupSize = 1, .stuckAfter = kReadStuckAfter}; // one question, one state
            options.interrupt = [socket] { socket->shut(); };
            m_reader = std::make_unique<SqlWriter>(
                [this, socket] {
                    return std::make_unique<PostgresConnection>(m_address, PostgresConnection::Use::Read, m_self, socket);
                },
                options);
        }
        m_reader->submit(std::move(job));
    }
    future.get();
}

bool PostgresStore::isLargerThan(SqlConnection &, std::int64_t) const
{
    // Deleted rows give their room back when PostgreSQL sees fit, so size tells nothing about what is kept.
    throw StoreError(StoreError::Kind::Unavailable, name() + ": a PostgreSQL store cannot be kept to a size",
                     "give an age instead: --keep 90d, or `store prune --older-than 90d`");
}

std::string PostgresStore::leaseName(const std::string &owner) const
{
    return owner + kMarkSeparator + m_mark;
}

bool PostgresStore::isAbandoned(const std::string &leaseName, TimePoint until, TimePoint now) const
{
    if (until < now && !m_clock.wasSetLately()) return true;
    const std::size_t separator = leaseName.find(kMarkSeparator);
    return separator != std::string::npos && isEndedProcess(leaseName.substr(separator + 1));
}

std::chrono::milliseconds PostgresStore::clockError(SqlConnection &connection, std::chrono::milliseconds base) const
{
    return m_clock.error(connection, base);
}

bool PostgresStore::mayDo(Chore chore, SqlConnection &connection) const
{
    if (chore == Chore::Recover) refuseReadOnlyServer(connection);
    // A number each: every busy process recovers each second or two, and whoever forgets would hardly have its turn.
    return connection.value(chore == Chore::Recover
                                ? "SELECT CASE WHEN pg_try_advisory_xact_lock(8386109769549898854) THEN 1 ELSE 0 END"
                                : "SELECT CASE WHEN pg_try_advisory_xact_lock(8386109769549898855) THEN 1 ELSE 0 END") == "1";
}

} // namespace targetdesk
