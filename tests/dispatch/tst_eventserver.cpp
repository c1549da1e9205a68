// SPDX-License-Identifier: MIT
#include "dispatch/eventserver.h"
#include "dispatch/sqlitestore.h"

#include "testworkspace.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtTest>

#include <set>

using namespace targetdesk;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int status = 0;
    Json body;
    QByteArray allow;
    std::string text;
    QByteArray retryAfter;
};

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

} // namespace

class TestEventServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void takesEventsInEachShape();
    void answersOnlyForWhatIsOnDisk();
    void oneBadEventRefusesAll();
    void theSameEventTwiceIsOne();
    void manyPostsOfOneEventAtOnceAreOne();
    void refusesLargeBodies();
    void tellsWhereEventsGo();
    void placesToListenAt();
    void theDoorWantsATokenOrASignature_data();
    void theDoorWantsATokenOrASignature();
    void aFullQueueRefuses();
    void metricsAndHealth();

private:
    void open(const FrontDoor &door);
    QNetworkReply *start(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers);
    Answer finish(QNetworkReply *reply);
    Answer send(const QByteArray &method, const QString &path, const QByteArray &body = {}, const Headers &headers = {});
    Answer post(const QByteArray &body, const Headers &headers = {}) { return send("POST", u"/events"_s, body, headers); }

    struct Line
    {
        TestWorkspace workspace;
        std::unique_ptr<SqliteStore> store;
        HttpSender sender;
        std::unique_ptr<Dispatcher> dispatcher;
        std::unique_ptr<EventServer> server;
    };
    std::unique_ptr<Line> m_line;
    QNetworkAccessManager m_network;
};

void TestEventServer::init()
{
    m_line = std::make_unique<Line>();
    m_line->workspace.add("sink", "http://127.0.0.1:9/x", "{}",
                          [](Target &target) { target.delivery.retry.firstDelay = std::chrono::hours(1); });
    m_line->store = std::make_unique<SqliteStore>(m_line->workspace.path("queue.db"));
    m_line->dispatcher = std::make_unique<Dispatcher>(*m_line->store, m_line->workspace.workspace(), DeliveryEnvironment(),
                                                      std::make_shared<MemorySecrets>(), m_line->sender);
    open({});
}

void TestEventServer::open(const FrontDoor &door)
{
    EventServer::Options options;
    options.maxBodyBytes = 2000;
    options.door = door;
    m_line->server = std::make_unique<EventServer>(*m_line->dispatcher, options);
    m_line->server->listen("127.0.0.1:0");
}

void TestEventServer::cleanup()
{
    m_network.clearConnectionCache();
    m_line.reset();
}

QNetworkReply *TestEventServer::start(const QByteArray &method, const QString &path, const QByteArray &body,
                                      const Headers &headers)
{
    QNetworkRequest request(QUrl(QString::fromStdString(m_line->server->url()) + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_ba);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    return m_network.sendCustomRequest(request, method, body);
}

Answer TestEventServer::finish(QNetworkReply *reply)
{
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, 20'000)) return {};
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.text = reply->readAll().toStdString();
    answer.retryAfter = reply->rawHeader("Retry-After");
    answer.body = Json::parse(answer.text, nullptr, false);
    answer.allow = reply->rawHeader("Allow");
    reply->deleteLater();
    return answer;
}

Answer TestEventServer::send(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers)
{
    return finish(start(method, path, body, headers));
}

void TestEventServer::takesEventsInEachShape()
{
    const QByteArray one = R"({"event": "event.sink", "context": {"n": 1}})";
    QCOMPARE(post(one).status, 202);
    QCOMPARE(post("[" + one + "," + one + "]").body["accepted"], Json(2));
    QCOMPARE(post(one + "\n" + one + "\n").body["ids"].size(), std::size_t{2});
    QCOMPARE(post(R"({"event": "event.sink", "profile_id": "p", "data": {}})").status, 202);
    QCOMPARE(post(R"({"id": 1})", {{"X-Omneo-Event", "event.sink"}}).status, 202);
    QCOMPARE(post("[]").body, (Json{{"accepted", 0}, {"ids", Json::array()}}));
    QCOMPARE(m_line->store->counts().at(DeliveryState::Ready), std::int64_t{7});
}

void TestEventServer::answersOnlyForWhatIsOnDisk()
{
    const Answer answer = post(R"({"event": "event.sink", "context": {"n": 18446744073709551617}})");
    const std::unique_ptr<Store> other = openStore(m_line->workspace.path("queue.db").string(), StoreMode::ReadOnly);
    const std::vector<DeliveryRecord> stored = other->deliveries({});
    QCOMPARE(stored.size(), std::size_t{1});
    QCOMPARE(Json(stored[0].eventId), answer.body["ids"][0]);
    QCOMPARE(other->delivery(stored[0].id)->context, std::string(R"({"n": 18446744073709551617})"));
}

void TestEventServer::oneBadEventRefusesAll()
{
    const Answer answer = post("[{\"event\": \"event.sink\", \"context\": {}},\n {\"event\": \"event.sink\"}]");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.body["error"]["line"], Json(2));
    QCOMPARE(answer.body["error"]["column"], Json(2));
    QVERIFY(answer.body["error"]["what"].get<std::string>().find("event 2") != std::string::npos);
    QVERIFY(!answer.body["error"]["remedy"].get<std::string>().empty());
    QVERIFY(m_line->store->counts().empty());
}

void TestEventServer::theSameEventTwiceIsOne()
{
    const QByteArray event = R"({"event": "event.sink", "id": "a", "context": {"n": 1}})";
    const Answer first = post(event);
    const Answer second = post(event);
    QCOMPARE(second.status, 202);
    QCOMPARE(second.body["ids"], first.body["ids"]);
    QCOMPARE(second.body["repeated"], Json(1));
    const Answer other = post(R"({"event": "event.sink", "id": "a", "context": {"n": 2}})");
    QCOMPARE(other.status, 409);
    QVERIFY(!other.body["error"]["remedy"].get<std::string>().empty());
    QCOMPARE(post(R"({"n": 1})", {{"X-Omneo-Event", "event.sink"}, {"Idempotency-Key", "a"}}).status, 202);
    QCOMPARE(m_line->store->deliveries({}).size(), std::size_t{1});
}

void TestEventServer::manyPostsOfOneEventAtOnceAreOne()
{
    std::vector<QNetworkReply *> replies;
    for (int i = 0; i < 50; ++i) {
        replies.push_back(start("POST", u"/events"_s, R"({"event": "event.sink", "id": "race", "context": {}})", {}));
    }
    std::set<std::string> ids;
    for (QNetworkReply *reply : replies) {
        const Answer answer = finish(reply);
        QCOMPARE(answer.status, 202);
        ids.insert(answer.body["ids"].dump());
    }
    QCOMPARE(ids.size(), std::size_t{1});
    QCOMPARE(m_line->store->deliveries({}).size(), std::size_t{1});
}

void TestEventServer::refusesLargeBodies()
{
    const QByteArray large = R"({"event": "event.sink", "context": {"text": ")" + QByteArray(3000, 'x') + R"("}})";
    QCOMPARE(post(large).status, 413);
    QVERIFY(m_line->store->counts().empty());
}

void TestEventServer::tellsWhereEventsGo()
{
    QCOMPARE(send("GET", u"/"_s).status, 404);
    QCOMPARE(send("POST", u"/event"_s, "{}").status, 404);
    const Answer get = send("GET", u"/events"_s);
    QCOMPARE(get.status, 405);
    QCOMPARE(get.allow, "POST"_ba);
    QCOMPARE(send("GET", u"/healthz"_s).status, 200);
    QCOMPARE(send("GET", u"/healthz"_s).body["status"], Json("ok"));
}

void TestEventServer::placesToListenAt()
{
    EventServer other(*m_line->dispatcher);
    for (const char *place : {"", "7080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "nowhere.example.com:80"}) {
        QVERIFY_THROWS_EXCEPTION(ListenError, other.listen(place));
    }
    QVERIFY_THROWS_EXCEPTION(ListenError, other.listen("127.0.0.1:" + std::to_string(m_line->server->port())));
}

void TestEventServer::theDoorWantsATokenOrASignature_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("signature");
    QTest::addColumn<int>("status");
    // printf '%s' BODY | openssl dgst -sha256 -hmac hush
    const QByteArray good = "94149d76f1f632805059a80d1f8b2e37365d45e54377b40f1209a861820af8ac";
    QTest::newRow("nothing") << QByteArray() << QByteArray() << 401;
    QTest::newRow("the token") << "Bearer new-token"_ba << QByteArray() << 202;
    QTest::newRow("the token of before") << "bearer old-token"_ba << QByteArray() << 202;
    QTest::newRow("another token") << "Bearer new-tokem"_ba << QByteArray() << 401;
    QTest::newRow("half a token") << "Bearer new"_ba << QByteArray() << 401;
    QTest::newRow("no token") << "Bearer "_ba << QByteArray() << 401;
    QTest::newRow("another scheme") << "Basic new-token"_ba << QByteArray() << 401;
    QTest::newRow("signed") << QByteArray() << good << 202;
    QTest::newRow("signed in capitals") << QByteArray() << good.toUpper() << 202;
    QTest::newRow("signed by another") << QByteArray() << QByteArray(64, '0') << 401;
    QTest::newRow("wrong token, but signed") << "Bearer x"_ba << good << 202;
}

void TestEventServer::theDoorWantsATokenOrASignature()
{
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, signature);
    QFETCH(int, status);
    FrontDoor door;
    door.tokens = {"new-token", "old-token"};
    door.signingSecrets = {"other", "hush"};
    open(door);
    Headers headers;
    if (!authorization.isEmpty()) headers.emplace_back("Authorization", authorization);
    if (!signature.isEmpty()) headers.emplace_back("X-Omneo-Hmac-SHA256", signature);
    const Answer answer = post(R"({"event": "event.sink", "context": {"n": 1}})", headers);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.text.find("token\"") == std::string::npos, true);
    QCOMPARE(m_line->store->counts().size(), status == 202 ? std::size_t{1} : std::size_t{0});
    QCOMPARE(send("GET", u"/healthz"_s).status, 200); // whoever asks
}

void TestEventServer::aFullQueueRefuses()
{
    FrontDoor door;
    door.maxQueued = 2;
    open(door);
    const QByteArray one = R"({"event": "event.sink", "context": {"n": 1}})";
    QCOMPARE(post("[" + one + "," + one + "]").status, 202);
    const Answer full = post(one);
    QCOMPARE(full.status, 429);
    QCOMPARE(full.retryAfter, "5"_ba);
    QCOMPARE(m_line->store->counts().at(DeliveryState::Ready), std::int64_t{2});
}

void TestEventServer::metricsAndHealth()
{
    FrontDoor door;
    door.tokens = {"t"};
    open(door);
    QCOMPARE(send("GET", u"/metrics"_s).status, 401);
    QCOMPARE(post(R"({"event": "event.sink", "context": {}, "id": "1"})", {{"Authorization", "Bearer t"}}).status, 202);
    QCOMPARE(post(R"({"event": "event.sink", "context": {}, "id": "1"})", {{"Authorization", "Bearer t"}}).status, 202);
    m_line->dispatcher->start();
    // Nothing listens at port 9: the try fails, and is counted.
    QTRY_VERIFY(send("GET", u"/metrics"_s, {}, {{"Authorization", "Bearer t"}})
                    .text.find("targetdesk_attempts_total{target=\"sink\",class=\"connect\"} 1") != std::string::npos);
    const std::string text = send("GET", u"/metrics"_s, {}, {{"Authorization", "Bearer t"}}).text;
    for (const char *line :
         {"\ntargetdesk_events_accepted_total 2\n", "\ntargetdesk_events_repeated_total 1\n", "\ntargetdesk_queued 1\n",
          "\ntargetdesk_store_up 1\n", "\ntargetdesk_attempt_seconds_count 1\n",
          "\n# TYPE targetdesk_attempt_seconds histogram\n", "\ntargetdesk_target_blocked{target=\"sink\"} 0\n"})
        QVERIFY2(text.find(line) != std::string::npos, (line + text).c_str());
}

QTEST_GUILESS_MAIN(TestEventServer)
#include "tst_eventserver.moc"
