// SPDX-License-Identifier: MIT
#include "dispatch/postgresaddress.h"
#include "dispatch/postgresconnection.h"
#include "dispatch/postgressocket.h"

#include "ctlbench.h"

#include <QFile>
#include <QtTest>

#include <atomic>

using namespace targetdesk;

namespace {

std::string line(int n)
{
    return R"({"event": "event.a", "context": {"n": )" + std::to_string(n) + "}}\n";
}

} // namespace

/// What an operator types about a store.
class TestOperatorStore : public QObject, private CtlBench
{
    Q_OBJECT

public:
    ~TestOperatorStore() override { m_sink.reset(); } // its thread reads the members below

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void anEmptyFileBecomesAStoreWithoutABackup();
    void oneIsNoPlural();
    void theStoreIsCheckedAndShrunk();
    void aDamagedStoreIsRepaired();
    void oldEventsAreForgotten();
    void aPostgresStoreHasNoSize();
    void forgettingWaitsForItsTurn();

private:
    std::string file() const { return m_store.substr(std::string_view("sqlite:").size()); }

    std::atomic<bool> m_answers{true};
};

void TestOperatorStore::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    const std::string why = reset(isPostgres, [this](const Sink::Received &) {
        return m_answers ? Sink::Answer() : Sink::Answer{0, {}, {}, true};
    });
    if (!why.empty()) QSKIP(why.c_str());
    m_answers = true;
    m_workspace->add("a", m_sink->url("/a"), R"({"n": {{ n }}})");
}

void TestOperatorStore::anEmptyFileBecomesAStoreWithoutABackup()
{
    if (m_kinds.isPostgres()) QSKIP("a PostgreSQL store has no file");
    QFile empty(QString::fromStdString(file()));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    const Outcome migrated = run({"store", "migrate"});
    QCOMPARE(migrated.output, file() + ": format 6, was empty\n");
    QVERIFY(!QFile::exists(empty.fileName() + QStringLiteral(".format0")));
}

void TestOperatorStore::oneIsNoPlural()
{
    deliver(line(1));
    const Outcome check = run({"store", "check"});
    QVERIFY2(check.output.find("\n1 event, 1 delivery, 1 attempt: all is well\n") != std::string::npos, check.output.c_str());
    QCOMPARE(run({"store", "prune", "--older-than", "0s", "--force"}).output, std::string("1 event forgotten\n"));
}

void TestOperatorStore::theStoreIsCheckedAndShrunk()
{
    std::string lines;
    for (int n = 0; n < 300; ++n)
        lines += line(n);
    deliver(lines);
    const Outcome check = run({"store", "check", "--json"});
    QCOMPARE(check.code, 0);
    QCOMPARE(check.json().at("deliveries"), Json(300));
    QCOMPARE(check.json().at("faults"), Json::array());
    QCOMPARE(run({"store", "migrate", "--json"}).json(), Json({{"format_before", 6}, {"format", 6}, {"backup", nullptr}}));
    const Outcome pruned = run({"store", "prune", "--older-than", "0s", "--force", "--json"});
    QCOMPARE(pruned.json().at("events"), Json(300));
    if (m_kinds.isPostgres()) {
        const Outcome vacuum = run({"store", "vacuum"});
        QCOMPARE(vacuum.code, 2);
        QVERIFY2(vacuum.errors.find("PostgreSQL frees pages by itself") != std::string::npos, vacuum.errors.c_str());
        return;
    }
    const Json sizes = run({"store", "vacuum", "--json"}).json();
    QVERIFY2(sizes.at("bytes") < sizes.at("bytes_before"), sizes.dump().c_str());
    // While somebody runs it, it is not vacuumed, but checked.
    CtlProcess running(serve());
    QVERIFY(!running.address().empty());
    const Outcome busy = run({"store", "vacuum"});
    QCOMPARE(busy.code, 1);
    QVERIFY2(busy.errors.find("in use by") != std::string::npos, busy.errors.c_str());
    QVERIFY2(busy.errors.find("stop that one first") != std::string::npos, busy.errors.c_str());
    QVERIFY2(busy.errors.find("emit") == std::string::npos, busy.errors.c_str());
    QCOMPARE(run({"store", "check"}).code, 0);
    // There is nothing to migrate, and nobody needs to be stopped for that.
    const Outcome current = run({"store", "migrate"});
    QCOMPARE(current.code, 0);
    QVERIFY2(current.output.find("format 6 already, nothing to do") != std::string::npos, current.output.c_str());
}

void TestOperatorStore::aDamagedStoreIsRepaired()
{
    if (m_kinds.isPostgres()) QSKIP("a PostgreSQL store has no file of ours: the server's own tools save it");
    std::string lines;
    for (int n = 0; n < 400; ++n)
        lines += line(n);
    deliver(lines);
    QFile store(QString::fromStdString(file()));
    QVERIFY(store.open(QIODevice::ReadWrite));
    const QByteArray before = store.readAll();
    // A page in the middle is overwritten.
    QVERIFY(store.seek(before.size() / 2 / 4096 * 4096));
    store.write(QByteArray(4096, 'x'));
    store.close();
    QVERIFY(store.open(QIODevice::ReadOnly));
    const QByteArray damaged = store.readAll();
    store.close();

    const Outcome check = run({"store", "check"});
    QCOMPARE(check.code, 1);
    QVERIFY2((check.output + check.errors).find("repair") != std::string::npos, (check.output + check.errors).c_str());
    const Json checked = run({"store", "check", "--json"}).json();
    QCOMPARE(checked.at("good"), Json(false));
    for (const char *counted : {"events", "deliveries", "attempts"})
        QCOMPARE(checked.at(counted), Json()); // nobody could count them
    const std::string fresh = m_workspace->path("fresh.db").string();
    const Outcome repair = run({"store", "repair", "--to", fresh, "--json"});
    const Json saved = repair.json();
    QVERIFY2(saved.at("deliveries").get<int>() > 200, repair.output.c_str());
    QVERIFY(saved.at("deliveries").get<int>() <= 400);
    QVERIFY(store.open(QIODevice::ReadOnly));
    QCOMPARE(store.readAll(), damaged); // only read
    QVERIFY(!QFile::exists(QString::fromStdString(fresh + ".damaged")));
    CtlProcess again({"store", "check", "--store", "sqlite:" + fresh});
    QCOMPARE(again.wait(), 0);
    QCOMPARE(run({"store", "repair", "--to", fresh}).code, 1); // nothing is overwritten
}

void TestOperatorStore::oldEventsAreForgotten()
{
    deliver(line(1) + line(2));
    m_answers = false;
    deliver(line(3)); // unknown: never forgotten
    m_answers = true;
    QCOMPARE(run({"store", "prune", "--older-than", "1h", "--json"}).json().at("events"), Json(0));
    QTest::qWait(1100);
    CtlProcess running(serve({"--keep", "1s"}));
    QVERIFY(!running.address().empty());
    QTRY_COMPARE(run({"deliveries", "list", "--json"}).json().size(), 1u);
    QCOMPARE(run({"deliveries", "list", "--json"}).json().at(0).at("state"), Json("unknown"));
}

void TestOperatorStore::aPostgresStoreHasNoSize()
{
    if (!m_kinds.isPostgres()) QSKIP("an SQLite store has one");
    for (const std::vector<std::string> &arguments :
         {serve({"--keep", "90d", "--max-size", "500"}),
          std::vector<std::string>{"store", "prune", "--older-than", "90d", "--max-size", "500", "--store", m_store}}) {
        CtlProcess process(arguments);
        QCOMPARE(process.wait(), 2);
        QVERIFY2(process.errors().find("leave out --max-size") != std::string::npos, process.errors().c_str());
        QVERIFY(process.errors().find("postgresql://") == std::string::npos); // it might hold a password
    }
}

void TestOperatorStore::forgettingWaitsForItsTurn()
{
    if (!m_kinds.isPostgres()) QSKIP("an SQLite store has one process");
    deliver(line(1) + line(2));
    PostgresConnection other(PostgresAddress::parse(m_store), PostgresConnection::Use::Write, "other",
                             std::make_shared<PostgresSocket>());
    other.begin();
    other.value("SELECT 1 FROM pg_advisory_xact_lock(8386109769549898855)");
    CtlProcess prune({"store", "prune", "--older-than", "0s", "--force", "--json", "--store", m_store});
    QTest::qWait(1500);
    QVERIFY(prune.isRunning());
    other.rollback();
    QCOMPARE(prune.wait(), 0);
    QCOMPARE(Json::parse(prune.output()).at("events"), Json(2));
}

QTEST_GUILESS_MAIN(TestOperatorStore)
#include "tst_operatorstore.moc"
