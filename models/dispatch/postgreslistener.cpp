// SPDX-License-Identifier: MIT
#include "dispatch/postgreslistener.h"

#include "dispatch/postgresconnection.h"
#include "dispatch/postgressocket.h"
#include "dispatch/stallguard.h"
#include "workspace/json.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QRandomGenerator>
#include <QSqlDriver>
#include <QThread>
#include <QTimer>
#include <QVariant>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace targetdesk {

namespace {

constexpr std::chrono::milliseconds kSafetyPoll = 5s;
/// Announcements of a busy queue come with each commit: so many are one call.
constexpr std::chrono::milliseconds kGather = 50ms;
constexpr std::chrono::milliseconds kFirstWait = 250ms;
constexpr std::chrono::milliseconds kLongestWait = 5s;
/// The server is silent: what it is asked here takes no time.
constexpr std::chrono::milliseconds kStuckAfter = 8s;

const StoreChange kNothing{std::set<std::string>()};

/// Lives on the listener's thread.
class Ear : public QObject
{
public:
    Ear(const PostgresAddress &address, const std::string &self, std::function<void(const StoreChange &)> call)
        : m_address(address)
        , m_self(self)
        , m_call(std::move(call))
    {
        m_gather.setSingleShot(true);
        m_retry.setSingleShot(true);
        connect(&m_gather, &QTimer::timeout, this, [this] { m_call(std::exchange(m_change, kNothing)); });
        connect(&m_retry, &QTimer::timeout, this, [this] { open(); });
        connect(&m_poll, &QTimer::timeout, this, [this] { poll(); });
        // The driver reads on from a socket that the server has closed, so whoever wakes this thread looks at the connection.
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (m_connection && m_connection->isLost()) lose();
        });
        m_poll.start(kSafetyPoll);
        open();
    }

private:
    void open()
    {
        try {
            const StallGuard::Watch watch(&m_guard);
            m_connection =
                std::make_unique<PostgresConnection>(m_address, PostgresConnection::Use::Listen, std::string(), m_socket);
            if (!m_connection->listen()) return lose();
        } catch (const StoreError &) {
            return lose(); // whoever writes says so
        }
        connect(m_connection->driver(), &QSqlDriver::notification, this,
                [this](const QString &, QSqlDriver::NotificationSource, const QVariant &payload) {
                    hear(payload.toString().toStdString());
                });
        m_wait = kFirstWait;
        // What was announced before is not told again.
        gather({});
    }

    void hear(const std::string &payload)
    {
        const std::size_t end = payload.find(' ');
        if (payload.substr(0, end) == m_self) return;
        StoreChange change;
        const Json targets = end == std::string::npos ? Json() : Json::parse(payload.substr(end), nullptr, false);
        if (targets.is_array()) {
            change = kNothing;
            for (const Json &target : targets)
                if (target.is_string()) change.queuedFor->insert(target.get<std::string>());
        }
        gather(change);
    }

    void gather(const StoreChange &change)
    {
        m_change.add(change);
        if (!m_gather.isActive()) m_gather.start(kGather);
    }

    void lose()
    {
        m_connection.reset();
        const auto jitter = std::chrono::milliseconds(QRandomGenerator::global()->bounded(static_cast<int>(m_wait.count()) + 1));
        m_retry.start(m_wait + jitter);
        m_wait = std::min(2 * m_wait, kLongestWait);
    }

    /// Asks the server something, for a connection may be dead without a sign.
    void poll()
    {
        if (m_connection) {
            try {
                const StallGuard::Watch watch(&m_guard);
                m_connection->value("SELECT 1");
            } catch (const StoreError &) {
                lose();
            }
        }
        m_call({});
    }

    PostgresAddress m_address;
    std::string m_self;
    std::function<void(const StoreChange &)> m_call;
    StoreChange m_change = kNothing; ///< what was heard and not told yet
    std::shared_ptr<PostgresSocket> m_socket = std::make_shared<PostgresSocket>();
    StallGuard m_guard{kStuckAfter, [this] { m_socket->shut(); }};
    std::unique_ptr<PostgresConnection> m_connection;
    QTimer m_gather;
    QTimer m_retry;
    QTimer m_poll;
    std::chrono::milliseconds m_wait = kFirstWait;
};

} // namespace

PostgresListener::PostgresListener(const PostgresAddress &address, std::string self,
                                   std::function<void(const StoreChange &change)> call)
    : m_thread(QThread::create([address, self = std::move(self), call = std::move(call)] {
        QEventLoop loop; // makes the thread's event dispatcher
        const Ear ear(address, self, call);
        loop.exec();
    }))
{
    m_thread->start();
}

PostgresListener::~PostgresListener()
{
    // Every event loop of the thread, also one that is not running yet.
    m_thread->requestInterruption();
    m_thread->quit();
    m_thread->wait();
}

} // namespace targetdesk
