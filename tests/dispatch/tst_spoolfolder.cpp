// SPDX-License-Identifier: MIT
#include "dispatch/spoolfolder.h"
#include "dispatch/sqlitestore.h"

#include "testworkspace.h"

#include <QtTest>

#include <fstream>
#include <mutex>

using namespace targetdesk;
namespace fs = std::filesystem;

/// Files with events that are put into a folder.
class TestSpoolFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesWhatIsThereAndWhatComes();
    void rejectsWithAReason_data();
    void rejectsWithAReason();
    void takenTwiceIsOneEvent();
    void aFileThatIsBeingWrittenIsLeftAlone();
    void namesThatAreTakenGetANumber();
    void aFolderThatCannotBeMadeIsNamed();

private:
    struct Line
    {
        TestWorkspace workspace;
        std::unique_ptr<SqliteStore> store;
        HttpSender sender;
        std::unique_ptr<Dispatcher> dispatcher;
        std::mutex mutex;
        std::vector<std::string> log;
    };
    fs::path folder() const { return m_line->workspace.path("spool"); }
    std::unique_ptr<SpoolFolder> open()
    {
        auto spool = std::make_unique<SpoolFolder>(*m_line->dispatcher, folder(), [this](const std::string &line) {
            const std::lock_guard lock(m_line->mutex);
            m_line->log.push_back(line);
        });
        spool->start();
        return spool;
    }
    void put(const std::string &name, const std::string &text) const
    {
        fs::create_directories(folder());
        std::ofstream(folder() / name) << text;
    }
    std::int64_t ready() const
    {
        const auto counts = m_line->store->counts();
        return counts.contains(DeliveryState::Ready) ? counts.at(DeliveryState::Ready) : 0;
    }
    std::unique_ptr<Line> m_line;
};

namespace {

const std::string kEvent = R"({"event": "event.sink", "context": {"n": 1}})";

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

void TestSpoolFolder::init()
{
    m_line = std::make_unique<Line>();
    m_line->workspace.add("sink", "http://127.0.0.1:9/x", "{}");
    m_line->store = std::make_unique<SqliteStore>(m_line->workspace.path("queue.db"));
    m_line->dispatcher = std::make_unique<Dispatcher>(*m_line->store, m_line->workspace.workspace(), DeliveryEnvironment(),
                                                      std::make_shared<MemorySecrets>(), m_line->sender);
}

void TestSpoolFolder::takesWhatIsThereAndWhatComes()
{
    put("before.json", kEvent);
    const auto spool = open();
    QTRY_VERIFY(fs::exists(folder() / "done" / "before.json"));
    put("after.jsonl", kEvent + "\n" + kEvent + "\n");
    QTRY_VERIFY(fs::exists(folder() / "done" / "after.jsonl"));
    put("list.tmp", "[" + kEvent + "]");
    fs::rename(folder() / "list.tmp", folder() / "list.json");
    QTRY_VERIFY(fs::exists(folder() / "done" / "list.json"));
    QCOMPARE(ready(), 4);
    put("notes.txt", kEvent);
    put(".hidden.json", kEvent);
    put("next.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "next.json"));
    QVERIFY(fs::exists(folder() / "notes.txt"));
    QVERIFY(fs::exists(folder() / ".hidden.json"));
    QCOMPARE(ready(), 5);
    QVERIFY(m_line->log.empty());
}

void TestSpoolFolder::rejectsWithAReason_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << QStringLiteral("{\n nonsense") << QStringLiteral("x.json:2:2: error: ");
    QTest::newRow("empty") << QString() << QStringLiteral("there is no event");
    QTest::newRow("no context") << QStringLiteral(R"({"event": "event.sink"})") << QStringLiteral("the event has no context");
    QTest::newRow("id for two") << QString::fromStdString(
                                       R"([{"event": "a", "id": 1, "context": {}}, {"event": "b", "id": 1, "context": {}}])")
                                << QStringLiteral("event 2 has an id that was used before");
}

void TestSpoolFolder::rejectsWithAReason()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto spool = open();
    put("x.json", text.toStdString());
    QTRY_VERIFY(fs::exists(folder() / "rejected" / "x.json"));
    const QString said = QString::fromStdString(contentOf(folder() / "rejected" / "x.json.reason.txt"));
    QVERIFY2(said.contains(reason), qPrintable(said));
    QCOMPARE(contentOf(folder() / "rejected" / "x.json"), text.toStdString());
    QCOMPARE(ready(), 0);
}

void TestSpoolFolder::takenTwiceIsOneEvent()
{
    const auto spool = open();
    put("x.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    // As if the program had ended between the commit and the move.
    fs::rename(folder() / "done" / "x.json", folder() / "x.json");
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    QCOMPARE(ready(), 1);
    // The same text under another name is another file, and so another event.
    put("y.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "y.json"));
    QCOMPARE(ready(), 2);
}

void TestSpoolFolder::aFileThatIsBeingWrittenIsLeftAlone()
{
    const auto spool = open();
    std::ofstream file(folder() / "slow.json");
    file << kEvent.substr(0, 20) << std::flush;
    QTest::qWait(200);
    QVERIFY(fs::exists(folder() / "slow.json"));
    file << kEvent.substr(20);
    file.close();
    QTRY_VERIFY(fs::exists(folder() / "done" / "slow.json"));
    QCOMPARE(ready(), 1);
}

void TestSpoolFolder::namesThatAreTakenGetANumber()
{
    const auto spool = open();
    put("x.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    put("x.json", R"({"event": "event.sink", "context": {"n": 2}})");
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json.2"));
    QCOMPARE(ready(), 2);
}

void TestSpoolFolder::aFolderThatCannotBeMadeIsNamed()
{
    std::ofstream(folder()) << "a file";
    try {
        open();
        QFAIL("opened");
    } catch (const std::exception &error) {
        QVERIFY2(std::string(error.what()).find("spool/done") != std::string::npos, error.what());
    }
}

QTEST_GUILESS_MAIN(TestSpoolFolder)
#include "tst_spoolfolder.moc"
