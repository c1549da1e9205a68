// SPDX-License-Identifier: MIT
#include "dispatch/spoolfile.h"
#include "dispatch/spoolfolder.h"
#include "dispatch/sqlitestore.h"

#include "onlookers.h"
#include "testworkspace.h"

#include <QtTest>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <mutex>

#include <sys/resource.h>

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
    void theSameNameAndBytesAgainAreAnotherEvent();
    void linksAreTaken_data();
    void linksAreTaken();
    void whatTheKernelDoesNotTellOfIsFound();
    void aFolderThatIsReplacedIsGoneOnWith();
    void aFolderThatIsGoneIsToldUntilItIsBack();
    void aFileThatIsBeingWrittenIsLeftAlone();
    void othersThatComeDoNotHurryIt_data();
    void othersThatComeDoNotHurryIt();
    void whatTheSystemDoesNotTellOfRests();
    void whatIsWrittenWhileItIsStoredIsTold();
    void whatIsReplacedWhileItIsStoredIsTakenNext();
    void aLockedStoreGetsItLater();
    void aFullStoreGetsItLater();
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

        void forgetLog()
        {
            const std::lock_guard lock(mutex);
            log.clear();
        }
    };
    /// In place of the one that init() opened, with so much patience for who holds it.
    void openStore(std::chrono::milliseconds patience);
    fs::path folder() const { return m_line->workspace.path("spool"); }
    std::unique_ptr<SpoolFolder> open(std::chrono::milliseconds every = std::chrono::minutes(1))
    {
        auto spool = std::make_unique<SpoolFolder>(*m_line->dispatcher, folder(), [this](const std::string &line) {
            const std::lock_guard lock(m_line->mutex);
            m_line->log.push_back(line);
        });
        spool->start(every);
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
    bool wasLogged(const char *text) const
    {
        const std::lock_guard lock(m_line->mutex);
        return std::any_of(m_line->log.begin(), m_line->log.end(),
                           [text](const std::string &line) { return line.find(text) != std::string::npos; });
    }
    fs::path storeFile() const { return m_line->workspace.path("queue.db"); }
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
    openStore(std::chrono::seconds(5));
}

void TestSpoolFolder::openStore(std::chrono::milliseconds patience)
{
    m_line->dispatcher.reset();
    m_line->store.reset();
    SqliteStore::Options options;
    options.busyTimeout = patience;
    m_line->store = std::make_unique<SqliteStore>(storeFile(), options);
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
    QVERIFY(wasLogged("x.json: 1 of its 1 event known already"));
    // The same text under another name is another file, and so another event.
    put("y.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "y.json"));
    QCOMPARE(ready(), 2);
}

void TestSpoolFolder::theSameNameAndBytesAgainAreAnotherEvent()
{
    const auto spool = open();
    for (const char *name : {"x.json", "x.json.2", "x.json.3"}) {
        put("x.json", kEvent);
        QTRY_VERIFY(fs::exists(folder() / "done" / name));
    }
    QCOMPARE(ready(), 3);
    QVERIFY(m_line->log.empty());
}

void TestSpoolFolder::linksAreTaken_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("hard") << QStringLiteral("hard");
    QTest::newRow("hard, the other name removed") << QStringLiteral("moved");
    QTest::newRow("symbolic") << QStringLiteral("symbolic");
}

void TestSpoolFolder::linksAreTaken()
{
    QFETCH(QString, kind);
    const auto spool = open();
    const fs::path there = m_line->workspace.path("written.json");
    std::ofstream(there) << kEvent;
    if (kind == u"symbolic") {
        fs::create_symlink(there, folder() / "x.json");
    } else {
        fs::create_hard_link(there, folder() / "x.json");
    }
    if (kind == u"moved") fs::remove(there);
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    QCOMPARE(ready(), 1);
    QVERIFY(m_line->log.empty());
}

void TestSpoolFolder::whatTheKernelDoesNotTellOfIsFound()
{
    const auto spool = open(std::chrono::milliseconds(300));
    // The close of a file that was opened elsewhere is told elsewhere.
    const fs::path there = m_line->workspace.path("written.json");
    std::ofstream file(there);
    file << kEvent.substr(0, 10) << std::flush;
    fs::create_hard_link(there, folder() / "x.json");
    QTest::qWait(1'000);
    QVERIFY(fs::exists(folder() / "x.json"));
    file << kEvent.substr(10);
    file.close();
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    QCOMPARE(ready(), 1);
    // A folder above that is moved is not told either.
    const fs::path above = m_line->workspace.path("above");
    fs::create_directories(above / "spool");
    SpoolFolder other(*m_line->dispatcher, above / "spool", [this](const std::string &line) {
        const std::lock_guard lock(m_line->mutex);
        m_line->log.push_back(line);
    });
    other.start(std::chrono::milliseconds(300));
    fs::rename(above, above.string() + ".old");
    QTRY_VERIFY(wasLogged("no file is taken until it is there again"));
    fs::rename(above.string() + ".old", above);
    QTRY_VERIFY(wasLogged("what has its name now is watched"));
}

void TestSpoolFolder::aFolderThatIsReplacedIsGoneOnWith()
{
    const auto spool = open();
    fs::rename(folder(), folder().string() + ".old");
    put("x.json", kEvent); // makes the folder
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    put("y.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "y.json"));
    QCOMPARE(ready(), 2);
    QVERIFY(wasLogged("what has its name now is watched"));
    // What is put into the old one is nobody's.
    std::ofstream(folder().string() + ".old/z.json") << kEvent;
    QTest::qWait(200);
    QCOMPARE(ready(), 2);
}

void TestSpoolFolder::aFolderThatIsGoneIsToldUntilItIsBack()
{
    const auto spool = open();
    fs::remove_all(folder());
    QTRY_VERIFY(wasLogged("no file is taken until it is there again"));
    QVERIFY(!fs::exists(folder()));
    const auto trouble = [this] { return m_line->dispatcher->metrics().trouble(systemNow()); };
    QVERIFY2(trouble().starts_with("spool: " + folder().string() + ": "), trouble().c_str());
    // Others that come and go beside it do not matter.
    std::ofstream(folder().string() + ".other") << "x";
    QTest::qWait(100);
    put("x.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    QVERIFY(wasLogged("what has its name now is watched"));
    QCOMPARE(trouble(), std::string());
    fs::remove_all(folder());
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

void TestSpoolFolder::othersThatComeDoNotHurryIt_data()
{
    QTest::addColumn<bool>("isThereBefore");
    QTest::newRow("comes") << false;
    QTest::newRow("there at the start") << true;
}

void TestSpoolFolder::othersThatComeDoNotHurryIt()
{
    QFETCH(bool, isThereBefore);
    fs::create_directories(folder());
    std::unique_ptr<SpoolFolder> spool;
    if (!isThereBefore) spool = open();
    std::ofstream file(folder() / "slow.jsonl");
    file << kEvent << '\n' << std::flush;
    if (isThereBefore) spool = open();
    put("other.json", kEvent);
    QTRY_VERIFY(fs::exists(folder() / "done" / "other.json"));
    QVERIFY(fs::exists(folder() / "slow.jsonl"));
    file << kEvent << '\n';
    file.close();
    QTRY_VERIFY(fs::exists(folder() / "done" / "slow.jsonl"));
    QCOMPARE(ready(), 3);
    QVERIFY(m_line->log.empty());
}

void TestSpoolFolder::whatTheSystemDoesNotTellOfRests()
{
    put("old.json", kEvent);
    put("young.json", kEvent);
    fs::permissions(folder().parent_path(), fs::perms(0755));
    fs::create_directories(folder() / "done");
    fs::create_directories(folder() / "rejected");
    const auto now = fs::file_time_type::clock::now();
    fs::last_write_time(folder() / "old.json", now - std::chrono::minutes(1));
    fs::last_write_time(folder() / "young.json", now);
    std::unique_ptr<SpoolFolder> spool;
    {
        const AsNobody nobody;
        if (!nobody.isDone()) QSKIP("a file of another user's is needed, so this must run as root");
        QCOMPARE(SpoolFile(folder() / "old.json").writers(), SpoolFile::Writers::Unknown);
        spool = open();
    }
    QTRY_VERIFY(fs::exists(folder() / "done" / "old.json"));
    QVERIFY(fs::exists(folder() / "young.json"));
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(folder() / "done" / "young.json"), 30'000);
    QCOMPARE(ready(), 2);
}

void TestSpoolFolder::whatIsWrittenWhileItIsStoredIsTold()
{
    openStore(std::chrono::minutes(1)); // so that it is not refused, and read anew
    const auto spool = open();
    {
        const StoreHold hold(storeFile());
        Reads reads(folder());
        put("x.jsonl", kEvent + "\n");
        QTRY_VERIFY(reads.wasRead("x.jsonl"));
        std::ofstream(folder() / "x.jsonl", std::ios::app) << kEvent << '\n';
    }
    QTRY_VERIFY(!fs::exists(folder() / "x.jsonl"));
    QTRY_VERIFY(fs::exists(folder() / "rejected" / "x.jsonl"));
    QVERIFY(contentOf(folder() / "rejected" / "x.jsonl.reason.txt").find("was written to after its first ") != std::string::npos);
    QCOMPARE(ready(), 1);
}

void TestSpoolFolder::whatIsReplacedWhileItIsStoredIsTakenNext()
{
    openStore(std::chrono::minutes(1));
    const auto spool = open();
    {
        const StoreHold hold(storeFile());
        Reads reads(folder());
        put("x.json", kEvent);
        QTRY_VERIFY(reads.wasRead("x.json"));
        put("next.tmp", R"({"event": "event.sink", "context": {"n": 2}})");
        fs::rename(folder() / "next.tmp", folder() / "x.json");
        QVERIFY(!fs::exists(folder() / "done" / "x.json"));
    }
    QTRY_VERIFY(fs::exists(folder() / "done" / "x.json"));
    QCOMPARE(contentOf(folder() / "done" / "x.json"), R"({"event": "event.sink", "context": {"n": 2}})");
    QCOMPARE(ready(), 2);
    QVERIFY(!fs::exists(folder() / "x.json"));
}

void TestSpoolFolder::aLockedStoreGetsItLater()
{
    const auto spool = open();
    const std::vector<std::string> names = {"x.json", "y.json", "z.jsonl"};
    const auto all = [&](const auto &isSo) { return std::ranges::all_of(names, isSo); };
    {
        const StoreHold hold(storeFile());
        put("x.json", kEvent);
        put("y.json", kEvent);
        put("z.jsonl", kEvent + "\n" + kEvent + "\n");
        const auto isRefused = [&](const std::string &name) { return wasLogged((name + ": not taken yet: ").c_str()); };
        QTRY_VERIFY_WITH_TIMEOUT(all(isRefused), 60'000);
        // And once more, by itself.
        m_line->forgetLog();
        QTRY_VERIFY_WITH_TIMEOUT(all(isRefused), 60'000);
        QVERIFY(all([&](const std::string &name) { return fs::exists(folder() / name); }));
        QCOMPARE(ready(), 0);
    }
    QTRY_VERIFY_WITH_TIMEOUT(all([&](const std::string &name) { return fs::exists(folder() / "done" / name); }), 60'000);
    QTest::qWait(6'000); // longer than it takes until it looks again
    QCOMPARE(ready(), 4);
    QVERIFY(fs::is_empty(folder() / "rejected"));
}

void TestSpoolFolder::aFullStoreGetsItLater()
{
    const auto spool = open();
    // A limit on file sizes stands for a disk without room.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = fs::file_size(storeFile().string() + "-wal") + 5'000;
    put("x.json", R"({"event": "event.sink", "context": {"text": ")" + std::string(100'000, 'x') + R"("}})");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const bool waits = QTest::qWaitFor([this] { return wasLogged("x.json: not taken yet: "); }, 30'000);
    const bool isThere = fs::exists(folder() / "x.json");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(waits && isThere);
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(folder() / "done" / "x.json"), 30'000);
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
