// SPDX-License-Identifier: MIT
#include "delivery/httpsender.h"
#include "platforms/receiver.h"
#include "workspace/json.h"

#include <QtTest>

#include <atomic>
#include <future>

using namespace targetdesk;
using namespace std::chrono_literals;

namespace {

Request requestTo(const Receiver &receiver, const std::string &path)
{
    Request request;
    request.url = receiver.address() + path;
    request.headers = {{"Content-Type", "application/json", false}, {"X-Note", "caf\xc3\xa9", false}};
    request.body = "{\"a\":1}";
    request.timeout = 20s;
    return request;
}

ScriptedAnswer status(int status)
{
    ScriptedAnswer answer;
    answer.status = status;
    return answer;
}

} // namespace

class TestReceiver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsARequestWhole()
    {
        const auto before = std::chrono::system_clock::now();
        std::atomic<int> observed = 0;
        Receiver receiver(0, "127.0.0.1", [&](const ReceivedCall &) { ++observed; });
        HttpSender sender;
        const Response response = sender.sendAndWait(requestTo(receiver, "/sink/some/place?x=1&y=%20"));
        QCOMPARE(response.status, 200);
        const Json echo = Json::parse(response.body);
        QCOMPARE(echo["path"], "/some/place");
        QCOMPARE(echo["bytes"], 7);
        const std::vector<ReceivedCall> calls = receiver.calls();
        QCOMPARE(calls.size(), 1U);
        QCOMPARE(calls[0].method, "POST");
        QCOMPARE(calls[0].path, "/sink/some/place");
        QCOMPARE(calls[0].query, "x=1&y=%20");
        QCOMPARE(calls[0].body, "{\"a\":1}");
        QCOMPARE(calls[0].answer, response.body);
        QVERIFY(calls[0].time >= before && calls[0].time <= std::chrono::system_clock::now());
        const auto note = std::find_if(calls[0].headers.begin(), calls[0].headers.end(),
                                       [](const auto &header) { return QByteArray(header.first.c_str()).toLower() == "x-note"; });
        QVERIFY(note != calls[0].headers.end());
        QCOMPARE(note->second, "caf\xc3\xa9");
        QTRY_COMPARE(observed.load(), 1);
        receiver.clear();
        QVERIFY(receiver.calls().empty());
    }

    void scriptedAnswersComeFirstAndOnce()
    {
        Receiver receiver;
        ScriptedAnswer busy = status(429);
        busy.headers = {{"Retry-After", "7"}};
        busy.body = "slow down";
        receiver.script("/sink/a", {status(500), status(500), busy});
        HttpSender sender;
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/b")).status, 200);
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/a")).status, 500);
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/a")).status, 500);
        const Response third = sender.sendAndWait(requestTo(receiver, "/sink/a"));
        QCOMPARE(third.status, 429);
        QCOMPARE(third.body, "slow down");
        QCOMPARE(third.retryAfter(), 7s);
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/a")).status, 200);
    }

    void aDelayedAnswerHoldsUpNobodyElse()
    {
        Receiver receiver;
        ScriptedAnswer late = status(200);
        late.delay = 1500ms;
        receiver.script("/sink/late", {late});
        HttpSender sender;
        std::promise<void> ended;
        std::atomic<bool> lateEnded = false;
        sender.send(requestTo(receiver, "/sink/late"), [&](const Response &response) {
            lateEnded = response.status == 200;
            ended.set_value();
        });
        QTRY_COMPARE(receiver.calls().size(), 1U);
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/now")).status, 200);
        QVERIFY(!lateEnded);
        ended.get_future().wait();
        QVERIFY(lateEnded);
    }

    void aDroppedRequestIsALostAnswer()
    {
        Receiver receiver;
        ScriptedAnswer drop;
        drop.drop = true;
        receiver.script("/sink", {drop});
        HttpSender sender;
        const Response lost = sender.sendAndWait(requestTo(receiver, "/sink/x"));
        QCOMPARE(lost.status, 0);
        QCOMPARE(errorClassName(lost.errorClass), "reset");
        QVERIFY(lost.isAnswerLost());
        QCOMPARE(receiver.calls().size(), 1U);
        QCOMPARE(receiver.calls()[0].status, 0);
        QCOMPARE(sender.sendAndWait(requestTo(receiver, "/sink/x")).status, 200);
        // Dropped on a connection that is kept from the request before.
        receiver.script("/sink", {drop});
        QVERIFY(sender.sendAndWait(requestTo(receiver, "/sink/x")).isAnswerLost());
        QCOMPARE(receiver.calls().size(), 3U);
    }

    void goesWhileAnswersAreOwed()
    {
        HttpSender sender;
        std::promise<Response> promise;
        {
            Receiver receiver;
            ScriptedAnswer late = status(200);
            late.delay = 60s;
            receiver.script("/sink", {late});
            sender.send(requestTo(receiver, "/sink/x"), [&](Response response) { promise.set_value(std::move(response)); });
            QTRY_COMPARE(receiver.calls().size(), 1U);
        }
        QVERIFY(!promise.get_future().get().isSuccess());
    }

    void countsWhatManySendAtOnce()
    {
        const Receiver receiver;
        HttpSender sender;
        std::atomic<int> good = 0;
        std::vector<std::future<void>> ends;
        for (int i = 0; i < 200; ++i) {
            auto end = std::make_shared<std::promise<void>>();
            ends.push_back(end->get_future());
            sender.send(requestTo(receiver, "/sink/" + std::to_string(i)), [&good, end](const Response &response) {
                good += response.isSuccess() ? 1 : 0;
                end->set_value();
            });
        }
        for (std::future<void> &end : ends)
            end.wait();
        QCOMPARE(good.load(), 200);
        QCOMPARE(receiver.calls().size(), 200U);
    }

    void knowsItsSimulators()
    {
        for (const char *path : {"/api/events", "/klaviyo/api/events", "/v2/token", "/sfmc/v2/token", "/interaction/v1/events",
                                 "/api/v3.3/subscribers/x.json", "/campaign-monitor/x"}) {
            QVERIFY2(Receiver::isSimulated(path), path);
        }
        for (const char *path : {"/", "/sink/api/events", "/other"})
            QVERIFY2(!Receiver::isSimulated(path), path);
    }

    void anAddressThatCannotBeHadIsNamed()
    {
        const Receiver first;
        for (const auto &[port, host, said] : std::vector<std::tuple<std::uint16_t, std::string, std::string>>{
                 {first.port(), "127.0.0.1", "127.0.0.1:" + std::to_string(first.port()) + ": cannot listen: "},
                 {0, "nowhere", "'nowhere' is not an IP address"}}) {
            std::string problem;
            try {
                const Receiver second(port, host);
            } catch (const ReceiverError &error) {
                problem = error.what();
            }
            QVERIFY2(problem.find(said) != std::string::npos, problem.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestReceiver)
#include "tst_receiver.moc"
