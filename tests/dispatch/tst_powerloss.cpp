// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "preloaded.h"
#include "recordeddisk.h"
#include "sink.h"
#include "testworkspace.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

constexpr int kLosses = 6;
constexpr int kEventsEach = 300;
constexpr int kInFlight = 16;

/// Enough for the log to be brought home and begun anew while it runs: the events alone fill it, before the last is sent.
constexpr int kRecordedEvents = 150;
constexpr std::size_t kRecordedContext = 30'000;
/// Moments between two syncs that are looked at; a long run looks at all.
const int kLooks = setting("TARGETDESK_POWER_LOOKS", 100);

/// What the world outside knows.
struct Known
{
    std::set<std::string> acknowledged; ///< events
    std::set<std::string> sent;         ///< deliveries
    std::string said;                   ///< the beginning of a line

    void add(const RecordedChange &change)
    {
        if (change.kind == RecordedChange::Kind::Sent) sent.insert(change.bytes);
        if (change.kind != RecordedChange::Kind::Said) return;
        said += change.bytes;
        for (std::size_t end = 0; (end = said.find('\n')) != std::string::npos; said.erase(0, end + 1))
            acknowledged.insert(Json::parse(said.substr(0, end)).at("ids").at(0).get<std::string>());
    }
};

} // namespace

/// The power fails: the process is gone, and so is every byte that was not synced. What was acknowledged is there all the same.
class TestPowerLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingAcknowledgedIsLost();
    void everyMomentHasWhatWasSaidBefore();

private:
    void losePower() const;
    std::vector<RecordedChange> recordARun();

    TestWorkspace m_workspace;
    fs::path m_store = m_workspace.path("queue.db");
    fs::path m_synced = m_workspace.path("synced");
    fs::path m_recorded = m_workspace.path("recorded");
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

/// `serve` takes events and delivers them; every change of its store's files is on record.
std::vector<RecordedChange> TestPowerLoss::recordARun()
{
    const Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    m_workspace.add("sink", sink.url("/x"), R"({"n": {{ n }}})");
    const fs::path recording = m_workspace.path("recording");
    std::unique_ptr<CtlProcess> process;
    {
        const Preloaded preloaded(RECORDSHIM, "TARGETDESK_RECORD", recording.string());
        process = std::make_unique<CtlProcess>(std::vector<std::string>{
            "serve", "--workspace", m_workspace.path("workspace").string(), "--store",
            "sqlite:" + (m_recorded / m_store.filename()).string(), "--listen", "127.0.0.1:0", "--quiet", "--drain"});
    }
    for (int n = 0; n < kRecordedEvents; ++n) {
        process->write(R"({"event": "event.sink", "context": {"n": )" + std::to_string(n) + R"(, "text": ")" +
                       std::string(kRecordedContext, 'x') + "\"}}\n");
    }
    process->closeInput();
    if (process->wait(120'000) != 0) qWarning("%s", process->errors().c_str());
    return readRecording(recording);
}

/// Whenever the power fails, what is left is a whole store: with every event that was acknowledged by then, and with the trace of
/// every request that was on the wire, so that none is taken for one that was never sent.
void TestPowerLoss::everyMomentHasWhatWasSaidBefore()
{
    fs::create_directories(m_recorded);
    openStore((m_recorded / m_store.filename()).string());
    RecordedDisk disk(m_recorded);
    const std::vector<RecordedChange> changes = recordARun();
    Known known;
    const auto look = [&](RecordedDisk::Loss loss) {
        disk.writeTo(m_workspace.path("left"), loss);
        const fs::path file = m_workspace.path("left") / m_store.filename();
        QCOMPARE(checkStore(file).faults, std::vector<std::string>());
        DeliveryFilter filter;
        filter.limit = 2 * kRecordedEvents;
        std::set<std::string> stored;
        std::set<std::string> tried;
        for (const DeliveryRecord &record : openStore(file.string(), StoreMode::ReadOnly)->deliveries(filter)) {
            stored.insert(record.eventId);
            if (record.tries > 0) tried.insert(record.id);
        }
        QVERIFY(std::ranges::includes(stored, known.acknowledged));
        QVERIFY(std::ranges::includes(tried, known.sent));
    };
    using Kind = RecordedChange::Kind;
    const std::size_t step = std::max<std::size_t>(1, changes.size() / static_cast<std::size_t>(kLooks));
    std::map<Kind, int> count;
    bool cameHome = false; // the log, while there was more to come
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const RecordedChange &change = changes[i];
        ++count[change.kind];
        if (change.kind == Kind::Sync && change.file == m_store.filename().string() && known.sent.size() < kRecordedEvents)
            cameHome = true;
        const bool isWrite = change.kind == Kind::Write || change.kind == Kind::Truncate;
        // Just before the disk has more for certain, when most has been said of what it has.
        if (!isWrite && change.kind != Kind::Said && change.kind != Kind::Sent) look(RecordedDisk::Loss::Unsynced);
        disk.apply(change);
        known.add(change);
        if (isWrite && i % step == 0) look(RecordedDisk::Loss::Some);
        if (QTest::currentTestFailed()) qInfo("no power at change %zu, of %s", i, change.file.c_str());
        if (QTest::currentTestFailed()) return;
    }
    look(RecordedDisk::Loss::Unsynced);
    qInfo("%d writes, %d syncs, %zu acknowledged, %zu sent", count[Kind::Write], count[Kind::Sync], known.acknowledged.size(),
          known.sent.size());
    QCOMPARE(known.acknowledged.size(), std::size_t{kRecordedEvents});
    QCOMPARE(known.sent.size(), std::size_t{kRecordedEvents});
    QVERIFY(cameHome);
}

QTEST_GUILESS_MAIN(TestPowerLoss)
#include "tst_powerloss.moc"
