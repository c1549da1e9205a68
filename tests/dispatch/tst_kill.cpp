// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

constexpr int kInFlight = 16;

const int kEvents = setting("TARGETDESK_KILL_EVENTS", 1000);
const int kKills = setting("TARGETDESK_KILLS", 8);

/// Times from the start of a process to the first request that comes of it, of those that live to see it.
class Recoveries
{
public:
    Recoveries() { m_clock.start(); }

    /// On the sink's thread.
    void requestCame()
    {
        if (!m_isAwaited) return;
        m_cameAt = m_clock.elapsed();
        m_isAwaited = false;
    }
    void begin()
    {
        QTest::qWait(10); // the sink is done with what the dead one sent
        m_beganAt = m_clock.elapsed();
        m_isAwaited = true;
    }
    void end()
    {
        if (!m_isAwaited) m_slowest = std::max(m_slowest, m_cameAt - m_beganAt);
    }
    /// Milliseconds; -1: none was seen.
    qint64 slowest() const { return m_slowest; }

private:
    QElapsedTimer m_clock;
    std::atomic<bool> m_isAwaited{false};
    std::atomic<qint64> m_cameAt{0};
    qint64 m_beganAt = 0;
    qint64 m_slowest = -1;
};

} // namespace

/// `kill -9` while `serve` takes and delivers events: what was acknowledged arrives, and what arrives twice was on the wire.
class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost_data();
    void nothingAcknowledgedIsLost();

private:
    std::vector<std::string> arguments() const;
    void feed(CtlProcess &process, bool byHttp);
    void takeAnswers(CtlProcess &process);

    std::optional<TestWorkspace> m_workspace;
    std::mutex m_mutex;                        ///< over what the sender's thread tells
    std::map<int, std::string> m_acknowledged; ///< event id by number
    std::atomic<int> m_underWay = 0;           ///< posts without an answer or an end yet
    std::vector<int> m_fed;                    ///< numbers, in the order of the running process's lines
    HttpSender m_sender;
};

std::vector<std::string> TestKill::arguments() const
{
    std::vector<std::string> all =
        serveArguments(m_workspace->path("workspace"), "sqlite:" + m_workspace->path("queue.db").string(), kInFlight);
    all.emplace_back("--quiet");
    return all;
}

/// Everything that was not acknowledged, for the sender cannot know whether it is there.
void TestKill::feed(CtlProcess &process, bool byHttp)
{
    m_fed.clear();
    std::string lines;
    const std::string url = byHttp ? process.address() : std::string();
    for (int n = 0; n < kEvents; ++n) {
        const std::lock_guard lock(m_mutex);
        if (m_acknowledged.contains(n)) continue;
        if (byHttp) {
            ++m_underWay;
            m_sender.send(requestFor("POST", url, keyedLine(n)), [this, n](const Response &response) {
                const std::lock_guard held(m_mutex);
                if (response.status == 202) m_acknowledged[n] = Json::parse(response.body).at("ids").at(0).get<std::string>();
                --m_underWay;
            });
        } else {
            m_fed.push_back(n);
            lines += keyedLine(n);
        }
    }
    process.write(lines);
}

void TestKill::takeAnswers(CtlProcess &process)
{
    QTRY_COMPARE_WITH_TIMEOUT(m_underWay.load(), 0, 60'000);
    for (const Json &answer : process.answers()) {
        const int line = answer.at("line").get<int>();
        m_acknowledged[m_fed.at(static_cast<std::size_t>(line - 1))] = answer.at("ids").at(0).get<std::string>();
    }
}

void TestKill::nothingAcknowledgedIsLost_data()
{
    QTest::addColumn<bool>("byHttp");
    QTest::newRow("standard input") << false;
    QTest::newRow("POST /events") << true;
}

void TestKill::nothingAcknowledgedIsLost()
{
    QFETCH(bool, byHttp);
    m_workspace.emplace();
    m_acknowledged.clear();
    Recoveries recoveries;
    Sink sink([&](const Sink::Received &) {
        recoveries.requestCame();
        return Sink::Answer{200, {}, {}, false, 5};
    });
    m_workspace->add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.lostAnswer = LostAnswer::Retry;
        target.delivery.retry.maxTries = 1000;
    });
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int kill = 0; kill < kKills; ++kill) {
        recoveries.begin();
        CtlProcess process(arguments());
        feed(process, byHttp);
        // From before the first acknowledgement to the middle of the deliveries; the queue is full either way.
        QTest::qWait(random.bounded(20, 250));
        process.kill();
        recoveries.end();
        takeAnswers(process);
    }
    const std::size_t beforeLast = sink.received().size();
    CtlProcess last(arguments());
    feed(last, byHttp);
    QTRY_COMPARE_WITH_TIMEOUT(last.answers().size(), m_fed.size(), 60'000);
    takeAnswers(last);
    last.kill();
    QCOMPARE(static_cast<int>(m_acknowledged.size()), kEvents);

    std::vector<std::string> draining = arguments();
    draining.push_back("--drain");
    recoveries.begin();
    CtlProcess drain(draining);
    drain.closeInput();
    QCOMPARE(drain.wait(120'000), 0);
    recoveries.end();

    const std::unique_ptr<Store> store = openStore(m_workspace->path("queue.db").string(), StoreMode::ReadOnly);
    QCOMPARE(store->counts(), (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, kEvents}}));
    DeliveryFilter filter;
    filter.limit = 2 * kEvents;
    std::set<std::string> stored;
    std::set<std::string> events;
    for (const DeliveryRecord &record : store->deliveries(filter)) {
        stored.insert(record.id);
        events.insert(record.eventId);
    }
    for (const auto &[number, id] : m_acknowledged)
        QVERIFY2(events.contains(id), id.c_str());

    std::set<std::string> arrived;
    std::map<std::string, std::string> bodies;
    for (const Sink::Received &request : sink.received()) {
        const std::string id = request.headers.at("webhook-id");
        arrived.insert(id);
        // One id, one payload, however often it comes.
        QCOMPARE(bodies.try_emplace(id, request.body).first->second, request.body);
    }
    QCOMPARE(arrived, stored);
    std::set<std::string> payloads;
    for (const auto &[id, body] : bodies)
        payloads.insert(body);
    QCOMPARE(static_cast<int>(payloads.size()), kEvents);

    if (recoveries.slowest() >= 0) // kill-long.sh reads this line
        qInfo("recovered after %lld ms at the slowest", static_cast<long long>(recoveries.slowest()));
    const int repeats = static_cast<int>(sink.received().size()) - kEvents;
    qInfo("%d of %d requests were repeats after %d kills; %d had come before the last one", repeats, kEvents + repeats,
          kKills + 1, static_cast<int>(beforeLast));
    QVERIFY(repeats <= (kKills + 1) * kInFlight);
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
