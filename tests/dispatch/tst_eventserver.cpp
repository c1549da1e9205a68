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

private:
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
    m_line->workspace.add("sink", "http://127.0.0.1:9/x", "{}");
    m_line->store = std::make_unique<SqliteStore>(m_line->workspace.path("queue.db"));
    m_line->dispatcher = std::make_unique<Dispatcher>(*m_line->store, m_line->workspace.workspace(), DeliveryEnvironment(),
                                                      std::make_shared<MemorySecrets>(), m_line->sender);
    EventServer::Options options;
    options.maxBodyBytes = 2000;
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
    answer.body = Json::parse(reply->readAll().toStdString(), nullptr, false);
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

QTEST_GUILESS_MAIN(TestEventServer)
#include "tst_eventserver.moc"
