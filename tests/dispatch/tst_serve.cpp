// SPDX-License-Identifier: MIT
#include "dispatch/store.h"

#include "ctlbench.h"
#include "servecalls.h"

#include <QTcpServer>
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

std::string goodLine(int n)
{
    return eventText({n, "event.good"}) + "\n";
}

} // namespace

/// The command serve: its streams and signals, its store and its workspace.
class TestServe : public QObject, private CtlBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { StoreKinds::addKinds(); }
    void init();
    void linesAreAnsweredOneByOne();
    void aSecondOneOnTheStoreIsTurnedAway();
    void endsGracefullyWhenAsked();
    void endsGracefullyUnderLoad();
    void requestsThatTakeTooLongAreNotWaitedFor();
    void aSecondSignalEndsItAtOnce();
    void privateAddressesAreBlockedUnlessAllowed();
    void aPauseOfTheWholeProcessSendsNothingTwice();
    void anAnswerThatCameDuringAPauseCounts_data();
    void anAnswerThatCameDuringAPauseCounts();
    void aSealedSecretIsSentAndNowhereElse();
    void readsTheWorkspaceAgainWhenAsked();
    void aFileThatCannotBeReadStaysAsItWas();
    void limitsThatAreNoneAreRefused_data();
    void limitsThatAreNoneAreRefused();
    void whatCannotBeServedLeavesNoStore_data();
    void whatCannotBeServedLeavesNoStore();
};

void TestServe::init()
{
    QFETCH_GLOBAL(bool, isPostgres);
    if (const std::string why = resetWithGoodAndBad(isPostgres); !why.empty()) QSKIP(why.c_str());
}

void TestServe::linesAreAnsweredOneByOne()
{
    CtlProcess process(serve({"--drain"}));
    process.write(goodLine(1) + "{\"event\": \"event.good\"}\n\n" + goodLine(2) +
                  R"({"event": "event.bad", "context": {"n": 3}})");
    process.closeInput();
    QCOMPARE(process.wait(), 1);
    const std::vector<Json> answers = process.answers();
    QCOMPARE(answers.size(), std::size_t{4});
    std::map<int, Json> byLine;
    for (const Json &answer : answers)
        byLine[answer["line"].get<int>()] = answer;
    QVERIFY(byLine[1].contains("ids"));
    QCOMPARE(byLine[2]["error"]["line"], Json(2));
    QVERIFY(byLine[4].contains("ids"));
    QVERIFY(byLine[5].contains("ids"));
    QCOMPARE(m_sink->received().size(), std::size_t{3});
    // One line of JSON per attempt.
    QVERIFY(process.errors().find(R"("state":"refused")") != std::string::npos);
}

void TestServe::aSecondOneOnTheStoreIsTurnedAway()
{
    if (m_kinds.isPostgres()) QSKIP("a PostgreSQL store is there for several at once (tst_killpostgres)");
    CtlProcess first(serve());
    QVERIFY(!first.address().empty());
    CtlProcess second(serve());
    QCOMPARE(second.wait(), 1);
    QVERIFY2(second.errors().find("in use by process") != std::string::npos, second.errors().c_str());
    // A lock that was left behind means nothing.
    first.kill();
    CtlProcess third(serve());
    QVERIFY(!third.address().empty());
}

void TestServe::endsGracefullyWhenAsked()
{
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    process.write(goodLine(1));
    QTRY_COMPARE_WITH_TIMEOUT(process.answers().size(), std::size_t{1}, 20'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    const std::unique_ptr<Store> reader = openStore(m_store, StoreMode::ReadOnly);
    QVERIFY(!reader->counts().contains(DeliveryState::Leased));
}

void TestServe::endsGracefullyUnderLoad()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 20}; });
    m_workspace->add("good", m_sink->url("/good"), "{}");
    {
        CtlProcess process(serve({"--grace", "20"}));
        QVERIFY(!process.address().empty());
        std::string lines;
        for (int n = 0; n < 500; ++n)
            lines += goodLine(n);
        process.write(lines);
        QTRY_VERIFY_WITH_TIMEOUT(m_sink->received().size() > 20, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(process.answers().size(), std::size_t{500}, 20'000);
        process.terminate();
        QCOMPARE(process.wait(), 0);
        QVERIFY(m_sink->received().size() < 500);
        const auto counts = openStore(m_store, StoreMode::ReadOnly)->counts();
        QVERIFY(!counts.contains(DeliveryState::Leased) && !counts.contains(DeliveryState::Unknown));
    }
    CtlProcess rest(serve({"--drain"}));
    rest.closeInput();
    QCOMPARE(rest.wait(), 0);
    // Each once: what was on the wire was waited for, and the rest was given back unsent.
    QCOMPARE(m_sink->received().size(), std::size_t{500});
    QCOMPARE(m_sink->counts().size(), std::size_t{500});
}

void TestServe::requestsThatTakeTooLongAreNotWaitedFor()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 60'000}; });
    m_workspace->add("good", m_sink->url("/good"), "{}",
                     [](Target &target) { target.delivery.timeout = std::chrono::minutes(2); });
    CtlProcess process(serve({"--grace", "1"}));
    QVERIFY(!process.address().empty());
    process.write(goodLine(1));
    QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
    process.terminate();
    QCOMPARE(process.wait(20'000), 0);
    // The receiver may have acted on it, so it is left to a person: that is known at once, and at the next start.
    const DeliveryRecord record = openStore(m_store, StoreMode::ReadOnly)->deliveries({}).at(0);
    QCOMPARE(record.state, DeliveryState::Unknown);
    QCOMPARE(record.tries, 1);
    QVERIFY2(process.errors().find(R"("class":"cancelled")") != std::string::npos, process.errors().c_str());
    CtlProcess next(serve({"--drain"}));
    next.closeInput();
    QCOMPARE(next.wait(), 0);
    QCOMPARE(m_sink->received().size(), std::size_t{1});
    QCOMPARE(openStore(m_store, StoreMode::ReadOnly)->counts(),
             (std::map<DeliveryState, std::int64_t>{{DeliveryState::Unknown, 1}}));
}

void TestServe::aSecondSignalEndsItAtOnce()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 60'000}; });
    m_workspace->add("good", m_sink->url("/good"), "{}",
                     [](Target &target) { target.delivery.timeout = std::chrono::minutes(2); });
    {
        CtlProcess process(serve({"--grace", "300"}));
        QVERIFY(!process.address().empty());
        process.write(goodLine(1));
        QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
        process.terminate();
        QTest::qWait(1'000);
        QVERIFY(process.isRunning());
        process.terminate();
        process.wait(20'000);
        QVERIFY(!process.isRunning());
    }
    // As after a crash: the next start finds what was on the wire.
    CtlProcess next(serve({"--drain"}));
    next.closeInput();
    QCOMPARE(next.wait(), 0);
    QCOMPARE(openStore(m_store, StoreMode::ReadOnly)->counts(),
             (std::map<DeliveryState, std::int64_t>{{DeliveryState::Unknown, 1}}));
}

void TestServe::privateAddressesAreBlockedUnlessAllowed()
{
    // A spelling of this machine's own address, which its URL does not admit to.
    std::string url = m_sink->url("/inside");
    url.replace(url.find("127.0.0.1"), 9, "0x7f.1");
    m_workspace->add("inside", url, "{}", [](Target &target) { target.delivery.retry.maxTries = 1; });
    std::size_t rounds = 0;
    const auto classWith = [this, &rounds](const std::vector<std::string> &more) {
        std::vector<std::string> arguments = {"--drain"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        CtlProcess process(serve(arguments));
        process.write(R"({"event": "event.inside", "context": {}})"
                      "\n");
        process.closeInput();
        if (process.wait() != 0) return std::string("it did not end");
        const std::unique_ptr<Store> opened = openStore(m_store, StoreMode::ReadOnly);
        const std::vector<DeliveryRecord> records = opened->deliveries({});
        return records.size() == ++rounds ? opened->delivery(records[0].id)->attempts.at(0).errorClass
                                          : std::string("no delivery");
    };
    QCOMPARE(classWith({}), std::string("blocked-address"));
    QCOMPARE(classWith({"--allow-addresses", "192.168.0.0/16"}), std::string("blocked-address"));
    QVERIFY(m_sink->received().empty());
    QCOMPARE(classWith({"--allow-addresses", "127.0.0.0/8"}), std::string());
    QCOMPARE(classWith({"--any-address"}), std::string());
    QCOMPARE(m_sink->received().size(), std::size_t{2});
}

/// As a laptop that sleeps, or a machine that is moved.
void TestServe::aPauseOfTheWholeProcessSendsNothingTwice()
{
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 20}; });
    m_workspace->add("good", m_sink->url("/good"), "{}");
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    std::string lines;
    for (int n = 0; n < 300; ++n)
        lines += goodLine(n);
    process.write(lines);
    for (int pause = 0; pause < 3; ++pause) {
        QTRY_VERIFY_WITH_TIMEOUT(m_sink->received().size() > static_cast<std::size_t>(30 * (pause + 1)), 20'000);
        process.signal(SIGSTOP);
        QTest::qWait(1000);
        process.signal(SIGCONT);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->counts().size(), std::size_t{300}, 60'000);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(m_sink->received().size(), std::size_t{300});
    const auto counts = openStore(m_store, StoreMode::ReadOnly)->counts();
    QCOMPARE(counts, (std::map<DeliveryState, std::int64_t>{{DeliveryState::Delivered, 300}}));
}

void TestServe::anAnswerThatCameDuringAPauseCounts_data()
{
    QTest::addColumn<bool>("mayRepeat");
    QTest::addColumn<bool>("isFirstByte");
    QTest::newRow("parked, whole answer") << false << false;
    QTest::newRow("sent again, whole answer") << true << false;
    QTest::newRow("sent again, first byte") << true << true;
}

/// The time that the receiver had is long over, and its answer lies in the socket.
void TestServe::anAnswerThatCameDuringAPauseCounts()
{
    QFETCH(const bool, mayRepeat);
    QFETCH(const bool, isFirstByte);
    m_sink = std::make_unique<Sink>([](const Sink::Received &) { return Sink::Answer{200, {}, {}, false, 0, true}; });
    m_workspace->add("good", m_sink->url("/good"), "{}", [&](Target &target) {
        target.delivery.lostAnswer = mayRepeat ? LostAnswer::Retry : LostAnswer::Park;
        target.delivery.timeout = isFirstByte ? 60s : 4s;
        if (isFirstByte) target.delivery.connection.firstByteTimeout = 4s;
    });
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    process.write(goodLine(1));
    QTRY_COMPARE(m_sink->received().size(), std::size_t{1});
    process.signal(SIGSTOP);
    m_sink->releaseNext();
    QTest::qWait(5'000);
    process.signal(SIGCONT);
    const auto record = [this] { return openStore(m_store, StoreMode::ReadOnly)->deliveries({}).at(0); };
    QTRY_COMPARE(record().state, DeliveryState::Delivered);
    QCOMPARE(record().tries, 1);
    QCOMPARE(record().lastStatus, 200);
    process.terminate();
    QCOMPARE(process.wait(), 0);
    QCOMPARE(m_sink->received().size(), std::size_t{1});
}

void TestServe::aSealedSecretIsSentAndNowhereElse()
{
    const std::string canary = "pk_live_canary_0451";
    // A receiver that repeats what it was sent, in its answer's head and body.
    m_sink = std::make_unique<Sink>([](const Sink::Received &request) {
        const std::string key = request.headers.at("x-api-key");
        const int status = request.path == "/bad" ? 400 : 200;
        return Sink::Answer{status, "X-Echo: " + key + "\r\nSet-Cookie: " + key + "\r\n", R"({"you_sent": ")" + key + "\"}"};
    });
    for (const char *handle : {"good", "bad"}) {
        m_workspace->add(handle, m_sink->url(std::string("/") + handle), "{}", [](Target &target) {
            target.delivery.headers = {{"X-Api-Key", "{{ secrets.api_key }}"}};
        });
    }
    const std::string home = m_workspace->path("home").string();
    qputenv("HOME", home.c_str());
    qputenv("XDG_DATA_HOME", home.c_str());
    qputenv("XDG_CONFIG_HOME", home.c_str());
    CtlProcess key({"secret", "key"});
    QCOMPARE(key.wait(), 0);
    CtlProcess set({"secret", "set", "api_key"});
    set.write(canary + "\n");
    set.closeInput();
    QCOMPARE(set.wait(), 0);

    std::string told;
    {
        CtlProcess process(serve());
        const std::string address = process.address();
        process.write(goodLine(1) + R"({"event": "event.bad", "context": {"n": 2}})" + "\n");
        QTRY_COMPARE(m_sink->received().size(), std::size_t{2});
        QCOMPARE(m_sink->received().at(0).headers.at("x-api-key"), canary);
        HttpSender sender;
        told += call(sender, "GET", besideEvents(address, "/metrics")).body;
        CtlProcess list({"deliveries", "list", "--store", m_store, "--json"});
        QCOMPARE(list.wait(), 0);
        told += list.output();
        // The write-ahead log is still there.
        process.kill();
        told += process.output() + process.errors();
    }
    QVERIFY(told.find("event.bad") != std::string::npos || told.find("bad") != std::string::npos);
    QVERIFY(told.find(canary) == std::string::npos);
    int files = 0;
    for (const std::filesystem::path &folder : {m_workspace->path(""), m_kinds.folder()}) {
        for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            ++files;
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::string content{std::istreambuf_iterator<char>(stream), {}};
            QVERIFY2(content.find(canary) == std::string::npos, entry.path().c_str());
        }
    }
    QVERIFY(files > 5);
}

void TestServe::readsTheWorkspaceAgainWhenAsked()
{
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    m_workspace->add("late", m_sink->url("/late"), "{}");
    process.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(process.errors().find("read again") != std::string::npos, 20'000);
    process.write("{\"event\": \"event.late\", \"context\": {}}\n");
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{1}, 20'000);
    QCOMPARE(m_sink->received()[0].path, std::string("/late"));
}

void TestServe::aFileThatCannotBeReadStaysAsItWas()
{
    CtlProcess process(serve());
    QVERIFY(!process.address().empty());
    std::ofstream(m_workspace->path("workspace") / "targets" / "good.json") << R"({"name": "go)";
    process.signal(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(process.errors().find("read again") != std::string::npos, 20'000);
    QVERIFY(process.errors().find("good.json: stays as it was until it can be read") != std::string::npos);
    process.write(goodLine(1));
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->received().size(), std::size_t{1}, 20'000);
}

void TestServe::limitsThatAreNoneAreRefused_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("a negative queue") << QStringLiteral("--max-queue") << QStringLiteral("-5");
    QTest::newRow("bodies of nothing") << QStringLiteral("--max-body") << QStringLiteral("0");
    QTest::newRow("negative bodies") << QStringLiteral("--max-body") << QStringLiteral("-1");
}

void TestServe::limitsThatAreNoneAreRefused()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    std::vector<std::string> arguments = serve();
    arguments.insert(arguments.end(), {option.toStdString(), value.toStdString()});
    CtlProcess process(arguments);
    QCOMPARE(process.wait(20'000), 2);
    QVERIFY2(process.errors().find(option.toStdString()) != std::string::npos, process.errors().c_str());
}

void TestServe::whatCannotBeServedLeavesNoStore_data()
{
    QTest::addColumn<bool>("isPort");
    QTest::addColumn<int>("code");
    QTest::newRow("an occupied port") << true << 1;
    QTest::newRow("a missing secret") << false << 2;
}

void TestServe::whatCannotBeServedLeavesNoStore()
{
    QFETCH(bool, isPort);
    QFETCH(int, code);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const std::filesystem::path file = m_workspace->path("unused.db");
    std::vector<std::string> arguments = {
        "serve", "--workspace", m_workspace->path("workspace").string(), "--store", "sqlite:" + file.string(), "--listen"};
    arguments.push_back("127.0.0.1:" + std::to_string(isPort ? other.serverPort() : 0));
    if (!isPort) arguments.insert(arguments.end(), {"--token-secret", "nobody"});
    CtlProcess process(arguments);
    QCOMPARE(process.wait(20'000), code);
    QVERIFY2(process.errors().find(isPort ? "cannot listen" : "'nobody'") != std::string::npos, process.errors().c_str());
    QVERIFY(!std::filesystem::exists(file));
}

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
