// SPDX-License-Identifier: MIT
// The front door with a store that is slow to tell numbers.
#include "dispatch/eventserver.h"
#include "dispatch/sqlitestore.h"

#include "rawclient.h"
#include "testworkspace.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>

using namespace targetdesk;

namespace {

/// Tells how targets stand when it is let.
class SlowStore : public SqliteStore
{
public:
    using SqliteStore::SqliteStore;

    std::vector<TargetState> targetStates() const override
    {
        std::unique_lock lock(m_mutex);
        ++m_asked;
        m_changed.wait(lock, [this] { return !m_isHeld; });
        return SqliteStore::targetStates();
    }
    void hold(bool isHeld)
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = isHeld;
        m_changed.notify_all();
    }
    int asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    mutable int m_asked = 0;
    bool m_isHeld = false;
};

} // namespace

class TestSlowNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_line.reset(); }
    void aSlowStoreHoldsUpNoEvents();

private:
    struct Line
    {
        TestWorkspace workspace;
        std::unique_ptr<SlowStore> store;
        HttpSender sender;
        std::unique_ptr<Dispatcher> dispatcher;
        std::unique_ptr<EventServer> server;
    };
    std::unique_ptr<Line> m_line;
};

void TestSlowNumbers::init()
{
    m_line = std::make_unique<Line>();
    m_line->store = std::make_unique<SlowStore>(m_line->workspace.path("queue.db"));
    m_line->dispatcher = std::make_unique<Dispatcher>(*m_line->store, m_line->workspace.workspace(), DeliveryEnvironment(),
                                                      std::make_shared<MemorySecrets>(), m_line->sender);
    m_line->server = std::make_unique<EventServer>(*m_line->dispatcher);
    m_line->server->listen("127.0.0.1:0");
}

void TestSlowNumbers::aSlowStoreHoldsUpNoEvents()
{
    SlowStore &store = *m_line->store;
    store.hold(true);
    const auto port = m_line->server->port();
    std::vector<std::unique_ptr<RawClient>> curious;
    for (int i = 0; i < 6; ++i) {
        curious.push_back(std::make_unique<RawClient>(port));
        QVERIFY(curious.back()->send(get("/metrics")));
        QTRY_COMPARE(store.asked(), 1);
    }
    RawClient sender(port);
    QVERIFY(sender.send(post(R"({"event": "x", "context": {}})")));
    QVERIFY(sender.hears("HTTP/1.1 202 "));
    RawClient doctor(port);
    QVERIFY(doctor.send(get("/healthz")));
    QVERIFY(doctor.hears("HTTP/1.1 200 "));
    QCOMPARE(store.asked(), 1);
    for (const auto &client : curious)
        QVERIFY(client->answer().isEmpty());
    store.hold(false);
    for (const auto &client : curious) {
        QVERIFY(client->hears("HTTP/1.1 200 "));
        QVERIFY(client->hears("targetdesk_events_accepted_total 1"));
    }
    // Those who asked while the first was waiting share one answer.
    QCOMPARE(store.asked(), 2);
}

QTEST_GUILESS_MAIN(TestSlowNumbers)
#include "tst_slownumbers.moc"
