// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "testworkspace.h"

#include <QtTest>

#include <fstream>

using namespace targetdesk;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPage = 4096;

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

/// What other hands do to the file of a SQLite store, while `serve` runs and between two runs.
class TestStoreFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aFileThatIsGoneEndsTheTaking_data();
    void aFileThatIsGoneEndsTheTaking();
    void aNewStoreBesideTracesOfAnotherIsTold();
    void aDamagedPageIsFoundAfterAKill();

private:
    fs::path store() const { return m_workspace->path("queue.db"); }
    std::vector<std::string> serve() const
    {
        return serveArguments(m_workspace->path("workspace"), "sqlite:" + store().string(), 4);
    }
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestStoreFile::init()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{}; });
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->add("sink", m_sink->url("/x"), R"({"n": {{ n }}})");
}

void TestStoreFile::aFileThatIsGoneEndsTheTaking_data()
{
    QTest::addColumn<bool>("isRemoved");
    QTest::newRow("moved") << false;
    QTest::newRow("removed") << true;
}

void TestStoreFile::aFileThatIsGoneEndsTheTaking()
{
    QFETCH(bool, isRemoved);
    HttpSender sender;
    {
        CtlProcess process(serve());
        const std::string address = process.address();
        QVERIFY2(!address.empty(), process.errors().c_str());
        QCOMPARE(post(sender, address, eventText({.n = 1})).status, 202);
        QTRY_COMPARE(m_sink->received().size(), 1u);
        QCOMPARE(call(sender, "GET", besideEvents(address, "/healthz")).status, 200);
        const fs::path away = store().string() + ".away";
        isRemoved ? static_cast<void>(fs::remove(store())) : fs::rename(store(), away);
        const Response refused = post(sender, address, eventText({.n = 2}));
        QCOMPARE(refused.status, 503);
        QVERIFY2(!contains(refused.body, "queue.db"), refused.body.c_str()); // a sender need not know
        QTRY_VERIFY(contains(process.errors(), "queue.db: the store's file was removed or moved under the running program"));
        const Response health = call(sender, "GET", besideEvents(address, "/healthz"));
        QCOMPARE(health.status, 503);
        QVERIFY2(contains(health.body, "under the running program"), health.body.c_str());
        if (!isRemoved) fs::rename(away, store());
        QCOMPARE(post(sender, address, eventText({.n = 3})).status, 503);
        QCOMPARE(m_sink->received().size(), 1u);
        process.terminate();
        QVERIFY(process.wait() >= 0);
    }
    if (isRemoved) return;
    CtlProcess again(serve());
    const std::string address = again.address();
    QVERIFY2(!address.empty(), again.errors().c_str());
    QCOMPARE(post(sender, address, eventText({.n = 4})).status, 202);
    QTRY_COMPARE(m_sink->received().size(), 2u);
}

void TestStoreFile::aNewStoreBesideTracesOfAnotherIsTold()
{
    const std::string warning = "queue.db: a new store is made; an earlier one was here: ";
    {
        CtlProcess first(serve());
        QVERIFY(!first.address().empty());
        QVERIFY(!contains(first.errors(), warning));
        first.terminate();
        QCOMPARE(first.wait(), 0);
    }
    fs::remove(store());
    CtlProcess next(serve());
    QVERIFY(!next.address().empty());
    QVERIFY2(contains(next.errors(), "targetdeskctl: warning: " + store().parent_path().string() + "/" + warning),
             next.errors().c_str());
    QVERIFY2(contains(next.errors(), "queue.db.lock"), next.errors().c_str());
    QVERIFY(fs::exists(store()));
}

/// A start checks the whole file when the last run did not end well.
void TestStoreFile::aDamagedPageIsFoundAfterAKill()
{
    HttpSender sender;
    for (const bool isKilled : {false, true}) {
        CtlProcess process(serve());
        const std::string address = process.address();
        QVERIFY(!address.empty());
        for (int n = 0; n < 30; ++n)
            QCOMPARE(post(sender, address, eventText({.n = n, .textSize = isKilled ? 10u : 10'000u})).status, 202);
        isKilled ? process.kill() : process.terminate();
        process.wait();
    }
    const fs::path log = store().string() + "-wal";
    QVERIFY(fs::file_size(log) > 0);
    std::string damaged = contentOf(store());
    damaged.replace(damaged.size() / kPage / 2 * kPage, kPage, kPage, 'x');
    std::ofstream(store(), std::ios::binary | std::ios::trunc) << damaged;
    const std::string logBefore = contentOf(log);
    CtlProcess process(serve());
    QCOMPARE(process.wait(), 1);
    for (const std::string &part : {std::string("queue.db: the store is damaged ("), std::string("page "),
                                    "targetdeskctl store repair --store sqlite:" + store().string()})
        QVERIFY2(contains(process.errors(), part), process.errors().c_str());
    QVERIFY(contentOf(store()) == damaged);
    QVERIFY(contentOf(log) == logBefore);
}

QTEST_GUILESS_MAIN(TestStoreFile)
#include "tst_storefile.moc"
