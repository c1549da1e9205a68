// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "sink.h"
#include "testworkspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <set>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

constexpr int kLosses = 6;
constexpr int kEventsEach = 300;
constexpr int kInFlight = 16;

} // namespace

/// The power fails: the process is gone, and so is every byte that was not synced. What was acknowledged is there all the same.
class TestPowerLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingAcknowledgedIsLost();

private:
    void losePower() const;

    TestWorkspace m_workspace;
    fs::path m_store = m_workspace.path("queue.db");
    fs::path m_synced = m_workspace.path("synced");
};

void TestPowerLoss::initTestCase()
{
    if (!fs::exists(SHIM)) QSKIP("the shim is not built (sanitizers do not go with LD_PRELOAD)");
    fs::create_directories(m_synced);
}

/// Puts the last synced state of each file in the place of the file.
void TestPowerLoss::losePower() const
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const fs::path file = m_store.string() + suffix;
        const fs::path kept = m_synced / file.filename();
        fs::remove(file);
        if (fs::exists(kept)) fs::copy_file(kept, file);
    }
}

void TestPowerLoss::nothingAcknowledgedIsLost()
{
    Sink sink([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 2}; });
    m_workspace.add("sink", sink.url("/x"), R"({"n": {{ n }}})", [](Target &target) {
        target.delivery.lostAnswer = LostAnswer::Retry;
        target.delivery.retry.maxTries = 1000;
    });
    const std::vector<std::string> arguments = {"serve",
                                                "--workspace",
                                                m_workspace.path("workspace").string(),
                                                "--store",
                                                "sqlite:" + m_store.string(),
                                                "--listen",
                                                "127.0.0.1:0",
                                                "--max-in-flight",
                                                std::to_string(kInFlight),
                                                "--quiet",
                                                "--max-per-target",
                                                std::to_string(kInFlight)};
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    std::set<std::string> acknowledged;
    qputenv("LD_PRELOAD", SHIM);
    qputenv("TARGETDESK_SYNCED", m_synced.string().c_str());
    for (int loss = 0; loss < kLosses; ++loss) {
        CtlProcess process(arguments);
        for (int n = 0; n < kEventsEach; ++n) {
            const std::string number = std::to_string(loss * kEventsEach + n);
            process.write(R"({"event": "event.sink", "id": ")" + number + R"(", "context": {"n": )" + number + "}}\n");
        }
        // From the first acknowledgements to the middle of the deliveries.
        QTRY_VERIFY_WITH_TIMEOUT(!process.answers().empty(), 20'000);
        QTest::qWait(random.bounded(0, 150));
        process.kill();
        for (const Json &answer : process.answers())
            acknowledged.insert(answer.at("ids").at(0).get<std::string>());
        losePower();
        const StoreReport report = checkStore(m_store);
        QVERIFY2(report.faults.empty(), report.faults.empty() ? "" : report.faults.front().c_str());
    }
    std::vector<std::string> draining = arguments;
    draining.push_back("--drain");
    CtlProcess drain(draining);
    drain.closeInput();
    QCOMPARE(drain.wait(120'000), 0);
    qunsetenv("LD_PRELOAD");

    const std::unique_ptr<Store> store = openStore(m_store.string(), StoreMode::ReadOnly);
    DeliveryFilter filter;
    filter.limit = kLosses * kEventsEach;
    std::set<std::string> stored;
    std::set<std::string> ids;
    for (const DeliveryRecord &record : store->deliveries(filter)) {
        QCOMPARE(record.state, DeliveryState::Delivered);
        stored.insert(record.eventId);
        ids.insert(record.id);
    }
    for (const std::string &id : acknowledged)
        QVERIFY2(stored.contains(id), id.c_str());
    const std::map<std::string, int> counts = sink.counts();
    for (const std::string &id : ids)
        QVERIFY2(counts.contains(id), id.c_str());
    qInfo("%zu acknowledged, %zu stored, %zu requests", acknowledged.size(), stored.size(), sink.received().size());
    QVERIFY(acknowledged.size() > kLosses);
}

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
