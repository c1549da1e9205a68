// SPDX-License-Identifier: MIT
// What was really sent, as the store tells it.
#include "dispatch/sentpayloads.h"
#include "testdelivery.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace std::chrono_literals;
using namespace targetdesk;

class TestSentPayloads : public QObject
{
    Q_OBJECT

private:
    static constexpr TimePoint Start{std::chrono::milliseconds(1'772'420'400'000)};

private Q_SLOTS:
    void whatWasDeliveredIsReadTheNewestFirst()
    {
        const QTemporaryDir folder;
        const std::string spec = "sqlite:" + folder.path().toStdString() + "/queue.db";
        {
            const std::unique_ptr<Store> store = openStore(spec);
            TestDelivery first{"1", "shop", R"({"id": 18446744073709551617})", "{\"first\": true}", DeliveryState::Waiting};
            deliver(*store, first, Start + 1500ms);
            first.state = DeliveryState::Delivered;
            first.body.reset(); // the second try sends what the first one did
            endDue(*store, first, Start + 10s);
            deliver(*store, {"2", "shop", "{}", "{}", DeliveryState::Refused}, Start + 20s);
            deliver(*store, {"3", "other"}, Start + 30s);
            deliver(*store, {"4", "shop", "{}", "{\"fourth\": \"\xc3\xa4\"}", DeliveryState::Delivered, false}, Start + 40s);
            accept(*store, {"5", "shop"}, Start + 50s);
        }
        const std::unique_ptr<Store> store = openStore(spec, StoreMode::ReadOnly);
        const std::vector<SentPayload> sent = sentPayloads(*store, "shop");
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].id, "dlv_4");
        QCOMPARE(sent[0].body, "{\"fourth\": \"\xc3\xa4\"}");
        QCOMPARE(sent[0].at, 1'772'420'440);
        QVERIFY(!sent[0].isTimeOfSend);
        QCOMPARE(sent[1].id, "dlv_1");
        QCOMPARE(sent[1].event, "reward.issued");
        QCOMPARE(sent[1].context, R"({"id": 18446744073709551617})");
        QCOMPARE(sent[1].body, "{\"first\": true}");
        QCOMPARE(sent[1].at, 1'772'420'401); // of the first try, in whole seconds
        QVERIFY(sent[1].isTimeOfSend);
        QCOMPARE(sentPayloads(*store, "shop", 1).size(), std::size_t{1});
        QCOMPARE(sentPayloads(*store, "shop", 1).front().id, "dlv_4");
        QVERIFY(sentPayloads(*store, "nobody").empty());

        QCOMPARE(sentPayload(*store, "dlv_1")->at, 1'772'420'401);
        QCOMPARE(sentPayload(*store, "dlv_1")->body, sent[1].body);
        QVERIFY(!sentPayload(*store, "dlv_4")->isTimeOfSend);
        QCOMPARE(sentPayload(*store, "dlv_4")->at, sent[0].at);
        QVERIFY(!sentPayload(*store, "dlv_5").has_value()); // not rendered yet
        QVERIFY(!sentPayload(*store, "dlv_9").has_value());
    }
};

QTEST_GUILESS_MAIN(TestSentPayloads)
#include "tst_sentpayloads.moc"
