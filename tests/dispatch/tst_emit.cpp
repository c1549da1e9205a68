// SPDX-License-Identifier: MIT
#include "ctlbench.h"

#include <QtTest>

#include <fstream>

using namespace targetdesk;

/// The command emit, and what `deliveries` says of what it sent.
class TestEmit : public QObject, private CtlBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void emitPostsToARunningServe();
    void emitDeliversFromAStore();
    void emitSaysWhatIsWrongWithAContext();
    void emitShowsWhatAServeWants_data();
    void emitShowsWhatAServeWants();
    void emitSaysWhatIsWrongWithItsArguments();
    void deliveriesAreListedAndShown();

private:
    std::string contextFile(const std::string &text) const;
};

void TestEmit::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = resetWithGoodAndBad(isPostgres); !why.empty()) QSKIP(why.c_str());
}

std::string TestEmit::contextFile(const std::string &text) const
{
    const std::string file = m_workspace->path("context.json").string();
    std::ofstream(file) << text;
    return file;
}

void TestEmit::emitPostsToARunningServe()
{
    CtlProcess process(serve());
    const std::string address = process.address();
    CtlProcess emit({"emit", "event.good", "--context", contextFile(R"({"n": 18446744073709551617})"), "--to", address});
    QCOMPARE(emit.wait(), 0);
    QCOMPARE(emit.answers().at(0)["accepted"], Json(1));
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{1}, 20'000);
    QCOMPARE(m_sink->received()[0].body, std::string(R"({"n": 18446744073709551617})"));
    process.kill();
    CtlProcess late({"emit", "event.good", "--context", contextFile("{}"), "--to", address});
    QCOMPARE(late.wait(), 5);
    QVERIFY(late.errors().find("serve") != std::string::npos);
}

void TestEmit::emitDeliversFromAStore()
{
    const std::string context = contextFile(R"({"n": 1})");
    const std::string workspace = m_workspace->path("workspace").string();
    CtlProcess good({"emit", "event.good", "--context", context, "--workspace", workspace, "--store", m_store, "--drain"});
    QCOMPARE(good.wait(), 0);
    QVERIFY2(good.output().find("delivered") != std::string::npos, good.output().c_str());
    CtlProcess bad({"emit", "event.bad", "--context", context, "--workspace", workspace, "--store", m_store, "--drain"});
    QCOMPARE(bad.wait(), 5);
    QVERIFY(bad.output().find("refused") != std::string::npos);
}

void TestEmit::emitSaysWhatIsWrongWithAContext()
{
    const std::string file = contextFile("{\"n\": 1,\n}");
    CtlProcess emit({"emit", "event.good", "--context", file});
    QCOMPARE(emit.wait(), 2);
    QVERIFY2(emit.errors().find(file + ":2:1: error: ") != std::string::npos, emit.errors().c_str());
}

void TestEmit::emitShowsWhatAServeWants_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("a token") << QStringLiteral("--token-secret");
    QTest::newRow("a signature") << QStringLiteral("--signature-secret");
}

void TestEmit::emitShowsWhatAServeWants()
{
    QFETCH(QString, option);
    const auto withSecret = [](QProcess &process) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TARGETDESK_SECRET_DOOR"), QStringLiteral("hush-hush"));
        environment.insert(QStringLiteral("TARGETDESK_SECRET_OTHER"), QStringLiteral("something"));
        process.setProcessEnvironment(environment);
    };
    std::vector<std::string> arguments = serve();
    arguments.insert(arguments.end(), {option.toStdString(), "door"});
    CtlProcess process(arguments, withSecret);
    const std::vector<std::string> plain = {"emit", "event.good",     "--context", contextFile(R"({"n": 1})"),
                                            "--to", process.address()};
    CtlProcess without(plain);
    QCOMPARE(without.wait(), 5);
    QVERIFY2(without.errors().find("401") != std::string::npos, without.errors().c_str());
    QVERIFY2(without.errors().find(option.toStdString() + " NAME") != std::string::npos, without.errors().c_str());
    const auto with = [&](const char *name) {
        std::vector<std::string> all = plain;
        all.insert(all.end(), {option.toStdString(), name});
        CtlProcess emit(all, withSecret);
        const int code = emit.wait();
        if (emit.errors().find("hush") != std::string::npos) return -2;
        return code;
    };
    QCOMPARE(with("door"), 0);
    QCOMPARE(with("other"), 5);
    QCOMPARE(with("nobody"), 2);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{1}, 20'000);
}

void TestEmit::emitSaysWhatIsWrongWithItsArguments()
{
    const std::string folder = m_workspace->path("workspace").string();
    CtlProcess inFolder({"emit", "event.good", "--context", folder});
    QCOMPARE(inFolder.wait(), 2);
    QVERIFY2(inFolder.errors().find(folder + ": is a folder") != std::string::npos, inFolder.errors().c_str());
    CtlProcess nameless({"emit", "", "--context", contextFile("{}")});
    QCOMPARE(nameless.wait(), 2);
    QVERIFY2(nameless.errors().find("the event has no name") != std::string::npos, nameless.errors().c_str());
    QVERIFY2(nameless.errors().find("X-Omneo-Event") == std::string::npos, nameless.errors().c_str());
}

void TestEmit::deliveriesAreListedAndShown()
{
    const std::string workspace = m_workspace->path("workspace").string();
    for (const char *event : {"event.good", "event.bad"}) {
        CtlProcess emit(
            {"emit", event, "--context", contextFile(R"({"n": 1})"), "--workspace", workspace, "--store", m_store, "--drain"});
        QVERIFY(emit.wait() >= 0);
    }
    CtlProcess list({"deliveries", "list", "--store", m_store, "--json"});
    QCOMPARE(list.wait(), 0);
    const Json deliveries = Json::parse(list.output());
    QCOMPARE(deliveries.size(), std::size_t{2});
    QCOMPARE(deliveries[0]["state"], Json("refused"));
    QCOMPARE(deliveries[0]["last_status"], Json(400));

    CtlProcess filtered({"deliveries", "list", "--store", m_store, "--state", "delivered"});
    QCOMPARE(filtered.wait(), 0);
    QVERIFY(filtered.output().find("event.good") != std::string::npos);
    QVERIFY(filtered.output().find("event.bad") == std::string::npos);

    CtlProcess shown({"deliveries", "show", deliveries[0]["id"].get<std::string>(), "--store", m_store});
    QCOMPARE(shown.wait(), 0);
    QVERIFY2(shown.output().find("no email") != std::string::npos, shown.output().c_str());

    CtlProcess missing({"deliveries", "show", "dlv_none", "--store", m_store});
    QCOMPARE(missing.wait(), 2);
    CtlProcess badState({"deliveries", "list", "--store", m_store, "--state", "lost"});
    QCOMPARE(badState.wait(), 2);
    CtlProcess noStore({"deliveries", "list", "--store", "sqlite:" + m_workspace->path("none.db").string()});
    QCOMPARE(noStore.wait(), 1);
}

QTEST_GUILESS_MAIN(TestEmit)
#include "tst_emit.moc"
