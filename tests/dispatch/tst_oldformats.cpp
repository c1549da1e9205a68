// SPDX-License-Identifier: MIT
#include "dispatch/sqlitecare.h"
#include "dispatch/sqliteconnection.h"
#include "dispatch/store.h"

#include "ctlprocess.h"
#include "servecalls.h"
#include "sink.h"
#include "storekinds.h"
#include "testworkspace.h"

#include <QFile>
#include <QtTest>

using namespace targetdesk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::string kScheme = "sqlite:";

} // namespace

/// A store as an earlier version left it: `store migrate` keeps a copy and brings it up to date, and what was queued in it goes
/// out. stores/ has one of each format.
class TestOldFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void whatWasQueuedIsDelivered_data() { formats(); }
    void whatWasQueuedIsDelivered();
    void withoutABackupNothingIsChanged_data() { formats(); }
    void withoutABackupNothingIsChanged();

private:
    static void formats();
    void make(int format);
    void migrate(int format);
    fs::path file() const { return m_store.substr(kScheme.size()); }
    fs::path backup(int format) const { return file().string() + ".format" + std::to_string(format); }

    StoreKinds m_kinds;
    std::string m_store;
};

void TestOldFormats::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = m_kinds.next(isPostgres); !why.empty()) QSKIP(why.c_str());
    m_store = m_kinds.spec();
}

void TestOldFormats::formats()
{
    QTest::addColumn<int>("format");
    for (int format = 1; format <= 5; ++format)
        QTest::addRow("format %d", format) << format;
}

void TestOldFormats::make(int format)
{
    const std::string name = (m_kinds.isPostgres() ? "stores/postgresql" : "stores/format") + std::to_string(format) + ".sql";
    QFile script(QFINDTESTDATA(name.c_str()));
    QVERIFY2(script.open(QIODevice::ReadOnly), name.c_str());
    const QString text = QString::fromUtf8(script.readAll());
    if (m_kinds.isPostgres()) {
        m_kinds.sql(text.toStdString());
        QCOMPARE(m_kinds.sql("SELECT format FROM targetdesk_store"), std::to_string(format));
        return;
    }
    SqliteConnection connection(file(), SqliteConnection::Mode::ReadWrite, 5s);
    for (const QString &statement : text.split(QStringLiteral(";\n"), Qt::SkipEmptyParts))
        connection.execute(statement.toUtf8().constData());
    QCOMPARE(connection.value("PRAGMA user_version"), std::to_string(format));
}

void TestOldFormats::migrate(int format)
{
    CtlProcess list({"deliveries", "list", "--store", m_store});
    QCOMPARE(list.wait(), 1);
    QVERIFY2(list.errors().find("targetdeskctl store migrate") != std::string::npos, list.errors().c_str());
    CtlProcess migrate({"store", "migrate", "--store", m_store, "--json"});
    QVERIFY2(migrate.wait() == 0, migrate.errors().c_str());
    const Json report = Json::parse(migrate.output());
    QCOMPARE(report.at("format_before").get<int>(), format);
    QVERIFY2(report.at("format").get<int>() > 5, report.dump().c_str());
    CtlProcess check({"store", "check", "--store", m_store});
    QVERIFY2(check.wait() == 0, check.output().c_str());
}

void TestOldFormats::whatWasQueuedIsDelivered()
{
    QFETCH(const int, format);
    if (m_kinds.isPostgres() && format < 2) QSKIP("PostgreSQL stores begin with format 2");
    make(format);
    if (!QTest::currentTestFailed()) migrate(format);
    if (QTest::currentTestFailed()) return;
    std::map<std::string, std::string> expected = {{"dlv_ready", format < 5 ? R"({"n": 1})" : R"({"kept": 1})"},
                                                   {"dlv_leased", R"({"n": 1})"}};
    if (format >= 2) expected["dlv_waiting"] = R"({"n":2})"; // its bytes were there
    if (format >= 3) expected["dlv_scheduled"] = R"({"n": 2})";

    const Sink sink([](const Sink::Received &) { return Sink::Answer{}; });
    TestWorkspace workspace;
    for (const char *handle : {"a", "b", "c", "d", "e"})
        workspace.add(handle, sink.url("/x"), R"({"n": {{ n }}})");
    std::vector<std::string> arguments = serveArguments(workspace.path("workspace"), m_store, 4);
    arguments.emplace_back("--drain");
    CtlProcess serve(arguments);
    serve.write(eventText({.n = 3, .name = "event.a"}) + "\n");
    serve.closeInput();
    QVERIFY2(serve.wait() == 0, serve.errors().c_str());
    std::map<std::string, std::string> arrived;
    std::string newest;
    for (const Sink::Received &request : sink.received()) {
        const std::string id = request.headers.at("webhook-id");
        (expected.contains(id) ? arrived[id] : newest) = request.body;
    }
    QCOMPARE(arrived, expected);
    QCOMPARE(newest, std::string(R"({"n": 3})"));
    QCOMPARE(sink.received().size(), expected.size() + 1);

    const std::unique_ptr<Store> store = openStore(m_store, StoreMode::ReadOnly);
    for (const auto &[id, body] : expected)
        QCOMPARE(store->delivery(id)->record.state, DeliveryState::Delivered);
    QCOMPARE(store->delivery("dlv_refused")->record.state, DeliveryState::Refused);
    QCOMPARE(store->delivery("dlv_done")->attempts.size(), 1u);
    if (format >= 2) QCOMPARE(store->delivery("dlv_waiting")->record.tries, 4);
    if (m_kinds.isPostgres()) return;
    // What is kept is the store of before, whole.
    QVERIFY(fs::exists(backup(format)));
    QCOMPARE(checkStoreFormat(backup(format)), format);
    const std::unique_ptr<Store> kept = openStore(kScheme + backup(format).string());
    QCOMPARE(kept->delivery("dlv_ready")->record.state, DeliveryState::Ready);
    QCOMPARE(kept->deliveries({}).size(), store->deliveries({}).size() - 1);
}

void TestOldFormats::withoutABackupNothingIsChanged()
{
    QFETCH(const int, format);
    if (m_kinds.isPostgres()) QSKIP("pg_dump makes the copies of a PostgreSQL store");
    make(format);
    if (QTest::currentTestFailed()) return;
    // There is something in its way that is not ours to remove.
    const fs::path inTheWay = backup(format).string() + ".part";
    fs::create_directories(inTheWay / "of somebody");
    CtlProcess migrate({"store", "migrate", "--store", m_store});
    QCOMPARE(migrate.wait(), 1);
    QVERIFY2(migrate.errors().find(file().string()) != std::string::npos, migrate.errors().c_str());
    QCOMPARE(checkStoreFormat(file()), format);
    QVERIFY(!fs::exists(backup(format)));
    fs::remove_all(inTheWay);
    CtlProcess again({"store", "migrate", "--store", m_store});
    QCOMPARE(again.wait(), 0);
    QVERIFY(checkStoreFormat(file()) > 5);
}

QTEST_GUILESS_MAIN(TestOldFormats)
#include "tst_oldformats.moc"
