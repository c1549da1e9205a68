// SPDX-License-Identifier: MIT
#include "dispatch/eventserver.h"
#include "dispatch/sqlitestore.h"

#include "testworkspace.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtTest>

#include <functional>
#include <optional>
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

constexpr char kTrouble[] = "/var/lib/targetdesk/queue.db: input/output error";

/// Takes nothing while it is told so.
class BrokenStore : public SqliteStore
{
public:
    using SqliteStore::SqliteStore;

    void accept(std::vector<NewEvent> events, AcceptDone done) override
    {
        if (!trouble) {
            SqliteStore::accept(std::move(events), std::move(done));
            return;
        }
        done({}, std::make_exception_ptr(StoreError(*trouble, kTrouble, "look at the disk")));
    }

    std::optional<StoreError::Kind> trouble;
};

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
    void aBatchWithAKeyTwiceIsOne_data();
    void aBatchWithAKeyTwiceIsOne();
    void keysThatAreNone_data();
    void keysThatAreNone();
    void manyPostsOfOneEventAtOnceAreOne();
    void refusesLargeBodies();
    void refusesCompressedBodies();
    void tellsWhereEventsGo();
    void placesToListenAt();
    void theDoorWantsATokenOrASignature_data();
    void theDoorWantsATokenOrASignature();
    void theDoorSaysWhatItTakes();
    void aFullQueueRefuses();
    void refusalsAreCountedAndLogged();
    void sendersHearNothingOfTheStore_data();
    void sendersHearNothingOfTheStore();
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
        std::unique_ptr<BrokenStore> store;
        HttpSender sender;
        std::unique_ptr<Dispatcher> dispatcher;
        std::unique_ptr<EventServer> server;
    };
    std::function<void(const std::string &)> m_log;
    std::unique_ptr<Line> m_line;
    QNetworkAccessManager m_network;
};

void TestEventServer::init()
{
    m_line = std::make_unique<Line>();
    m_line->workspace.add("sink", "http://127.0.0.1:9/x", "{}",
                          [](Target &target) { target.delivery.retry.firstDelay = std::chrono::hours(1); });
    m_line->store = std::make_unique<BrokenStore>(m_line->workspace.path("queue.db"));
    m_line->dispatcher = std::make_unique<Dispatcher>(*m_line->store, m_line->workspace.workspace(), DeliveryEnvironment(),
                                                      std::make_shared<MemorySecrets>(), m_line->sender);
    open({});
}

void TestEventServer::open(const FrontDoor &door)
{
    EventServer::Options options;
    options.maxBodyBytes = 2000;
    options.door = door;
    options.log = m_log;
    m_line->server = std::make_unique<EventServer>(*m_line->dispatcher, options);
    m_line->server->listen("127.0.0.1:0");
}

void TestEventServer::cleanup()
{
    m_network.clearConnectionCache();
    m_line.reset();
    m_log = {};
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

void TestEventServer::aBatchWithAKeyTwiceIsOne_data()
{
    QTest::addColumn<QByteArray>("batch");
    QTest::addColumn<QByteArray>("other");
    const QByteArray a = R"({"event": "event.sink", "context": {"n": 1}})";
    const QByteArray b = R"({"event": "event.sink", "context": {"n": 2}})";
    const QByteArray c = R"({"event": "event.sink", "context": {"n": 3}})";
    QTest::newRow("an array") << "[" + a + "," + b + "]"
                              << "[" + a + "," + c + "]";
    QTest::newRow("JSON lines") << a + "\n" + b + "\n" << a + "\n" + c + "\n";
    QTest::newRow("lines and an array") << a + "\n" + b << "[" + a + "," + c + "]";
    QTest::newRow("an array of one") << "[" + a + "]"
                                     << "[" + b + "]";
}

void TestEventServer::aBatchWithAKeyTwiceIsOne()
{
    QFETCH(QByteArray, batch);
    QFETCH(QByteArray, other);
    const Headers key = {{"Idempotency-Key", "batch-7"}};
    const Answer first = post(batch, key);
    QCOMPARE(first.status, 202);
    const std::size_t count = first.body["ids"].size();
    const Answer second = post(batch, key);
    QCOMPARE(second.status, 202);
    QCOMPARE(second.body["ids"], first.body["ids"]);
    QCOMPARE(second.body["repeated"], Json(count));
    QCOMPARE(post(other, key).status, 409);
    QCOMPARE(m_line->store->deliveries({}).size(), count);
    QCOMPARE(post(other, {{"Idempotency-Key", "batch-8"}}).status, 202);
}

void TestEventServer::keysThatAreNone_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("the longest") << QByteArray(255, 'k') << 202 << QByteArray();
    QTest::newRow("too long") << QByteArray(256, 'k') << 400 << QByteArray("255 bytes");
    QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << 202 << QByteArray();
    QTest::newRow("Latin-1") << QByteArray("gr\xfc\xdf") << 400 << QByteArray("UTF-8");
}

void TestEventServer::keysThatAreNone()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    QFETCH(QByteArray, what);
    for (const char *body : {R"({"event": "event.sink", "context": {}})", R"([{"event": "event.sink", "context": {}}])"}) {
        const Answer answer = post(body, {{"Idempotency-Key", key}});
        QCOMPARE(answer.status, status);
        QVERIFY2(answer.text.find(what.toStdString()) != std::string::npos, answer.text.c_str());
    }
    QCOMPARE(m_line->store->counts().empty(), status != 202);
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
    const Answer answer = post(large);
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.body["error"]["what"], Json("the body has more than 2000 bytes"));
    QVERIFY(m_line->store->counts().empty());
}

void TestEventServer::refusesCompressedBodies()
{
    const QByteArray event = R"({"event": "event.sink", "context": {}})";
    const Answer answer = post("\x1f\x8b\x08", {{"Content-Encoding", "gzip"}});
    QCOMPARE(answer.status, 415);
    QVERIFY2(answer.text.find("Content-Encoding") != std::string::npos, answer.text.c_str());
    QCOMPARE(post(event, {{"Content-Encoding", "identity"}}).status, 202);
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

void TestEventServer::theDoorSaysWhatItTakes()
{
    FrontDoor door;
    door.tokens = {"t"};
    open(door);
    std::string remedy = post("{}").body["error"]["remedy"];
    QVERIFY2(remedy.find("Bearer") != std::string::npos && remedy.find("sign") == std::string::npos, remedy.c_str());
    door = {};
    door.signingSecrets = {"s"};
    open(door);
    remedy = post("{}").body["error"]["remedy"];
    QVERIFY2(remedy.find("Bearer") == std::string::npos && remedy.find("sign") != std::string::npos, remedy.c_str());
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

void TestEventServer::sendersHearNothingOfTheStore_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("full") << static_cast<int>(StoreError::Kind::DiskFull) << 507;
    QTest::newRow("away") << static_cast<int>(StoreError::Kind::Unavailable) << 503;
}

/// Its path, or its server's name and user, are nobody's business out there; who runs it finds them in the log and in /healthz.
void TestEventServer::sendersHearNothingOfTheStore()
{
    QFETCH(int, kind);
    QFETCH(int, status);
    m_line->store->trouble = static_cast<StoreError::Kind>(kind);
    const Answer answer = post(R"({"event": "event.sink", "context": {}})");
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.text.find("queue.db") == std::string::npos, answer.text.c_str());
    QVERIFY2(answer.text.find("send it again later") != std::string::npos, answer.text.c_str());
    QVERIFY2(send("GET", u"/healthz"_s).text.find(kTrouble) != std::string::npos, "healthz");
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

void TestEventServer::refusalsAreCountedAndLogged()
{
    std::vector<Json> lines;
    m_log = [&lines](const std::string &line) { lines.push_back(Json::parse(line)); };
    open({});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(post("[]x").status, 400);
    QCOMPARE(post("{}", {{"Content-Encoding", "br"}}).status, 415);
    QCOMPARE(send("GET", u"/events"_s).status, 405);
    const std::string text = send("GET", u"/metrics"_s).text;
    for (const char *line : {"\n# TYPE targetdesk_requests_refused_total counter\n", "refused_total{status=\"400\"} 3\n",
                             "refused_total{status=\"405\"} 1\n", "refused_total{status=\"415\"} 1\n"})
        QVERIFY2(text.find(line) != std::string::npos, (line + text).c_str());
    // The first of a status at once, the others within seconds.
    QVERIFY(lines.size() >= 3);
    QCOMPARE(lines[0]["status"], Json(400));
    QCOMPARE(lines[0]["level"], Json("warning"));
    QVERIFY(!lines[0]["text"].get<std::string>().empty());
    m_line->store->trouble = StoreError::Kind::Unavailable;
    QCOMPARE(post(R"({"event": "event.sink", "context": {}})").status, 503);
    QVERIFY(lines.back()["text"].get<std::string>().find(kTrouble) != std::string::npos);
    const auto told = [&lines] {
        std::int64_t count = 0;
        for (const Json &line : lines)
            count += line["status"] == 400 ? 1 + line.value("left_out", 0) : 0;
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(told(), std::int64_t{3}, 20'000);
}

QTEST_GUILESS_MAIN(TestEventServer)
#include "tst_eventserver.moc"
