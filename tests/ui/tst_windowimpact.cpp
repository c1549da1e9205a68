// SPDX-License-Identifier: MIT
// What an edit would have changed in real deliveries.
#include "dispatch/sentpayloads.h"
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QTabWidget>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace targetdesk;

class TestWindowImpact : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *Handle = "sfmc-reward-issued";

    /// Three rewards that were delivered, and one that was refused.
    static void deliver(const std::string &spec)
    {
        const std::unique_ptr<Store> store = openStore(spec);
        const TimePoint now{std::chrono::milliseconds(1'772'420'400'000)};
        std::vector<NewEvent> events;
        for (int i = 0; i < 4; ++i) {
            NewEvent one;
            one.event.id = "evt_" + std::to_string(i);
            one.event.source = "test";
            one.event.name = "reward.issued";
            one.event.context = R"({"email": "a@example.com", "reward": {"id": )" + std::to_string(i) + R"(, "amount": 25}})";
            one.event.occurredAt = one.event.receivedAt = now;
            one.deliveries.push_back({"dlv_" + std::to_string(i), Handle, "all", {}, {}});
            events.push_back(std::move(one));
        }
        store->acceptAndWait(std::move(events));
        ClaimRequest claim;
        claim.owner = "me";
        claim.now = now;
        claim.leaseUntil = now + 60s;
        claim.limit = claim.maxPerTarget = 100;
        std::vector<SendStart> starts;
        std::vector<Settlement> ends;
        for (const ClaimedDelivery &claimed : store->claim(claim).get().deliveries) {
            starts.push_back({claimed.id, "{}"});
            Settlement end;
            end.id = claimed.id;
            end.state = claimed.id == "dlv_3" ? DeliveryState::Refused : DeliveryState::Delivered;
            end.attempt.emplace();
            end.attempt->startedAt = now;
            ends.push_back(std::move(end));
        }
        store->begin(std::move(starts), "me", now).get();
        store->settle(std::move(ends), "me", now).get();
    }

    static void edit(WindowFixture &desk, const QString &source)
    {
        desk.window().showTarget(Handle);
        desk.typeTemplate(source);
    }

private Q_SLOTS:
    void theLastDeliveriesAreRead()
    {
        const QTemporaryDir folder;
        const std::string spec = "sqlite:" + folder.path().toStdString() + "/queue.db";
        deliver(spec);
        const std::vector<SentPayload> sent = sentPayloads(*openStore(spec, StoreMode::ReadOnly), Handle, 2);
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].id, "dlv_2"); // the newest that was delivered
        QCOMPARE(sent[1].id, "dlv_1");
        QCOMPARE(sent[0].event, "reward.issued");
        QCOMPARE(sent[0].body, "{}");
        QCOMPARE(sent[0].at, 1'772'420'400);
        QVERIFY(sent[0].context.find("a@example.com") != std::string::npos);
        QVERIFY(sentPayloads(*openStore(spec, StoreMode::ReadOnly), "other").empty());
    }

    void anEditShowsItsFieldsAndASaveTellsThem()
    {
        WindowFixture desk;
        deliver(desk.storeSpec());
        edit(desk, u"{\"amount\": {{ reward.amount }}}"_s);
        desk.trigger("target.save");
        // All three were rendered to something else by the template of before.
        const auto *message = desk.find<QWidget>("messageText");
        QTRY_VERIFY(message->isVisible());
        QVERIFY2(desk.labelText("messageText").startsWith(u"Saved. This edit changes 3 of the last 3 deliveries"_s),
                 qPrintable(desk.labelText("messageText")));

        auto *tabs = desk.find<QTabWidget>("inspector");
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == u"Impact"_s) tabs->setCurrentIndex(i);
        desk.typeTemplate(u"{\"amount\": \"{{ reward.amount }}\", \"n\": {{ reward.id > 1 ? 'x' : 1 }}}"_s);
        QTRY_COMPARE(desk.labelText("impactHeadline").section(u':', 0, 0),
                     u"This edit changes 3 of the last 3 deliveries; 1 would no longer go out"_s);
        const auto *fields = desk.find<QTreeWidget>("impactFields");
        QCOMPARE(fields->topLevelItemCount(), 2);
        const QTreeWidgetItem *amount = fields->topLevelItem(0);
        QCOMPARE(amount->text(0), u"amount"_s);
        QCOMPARE(amount->text(1), u"2 of 3"_s);
        QCOMPARE(amount->text(2), u"25"_s);
        QCOMPARE(amount->text(3), u"\"25\""_s);
        QCOMPARE(fields->topLevelItem(1)->text(2), u"(not there)"_s);

        desk.typeTemplate(u"{\"amount\":   {{ reward.amount }}}"_s);
        QTRY_COMPARE(desk.labelText("impactHeadline"), u"This edit changes none of the last 3 deliveries"_s);

        desk.window().showTarget("klaviyo-reward-issued");
        QTRY_COMPARE(desk.labelText("impactHeadline"), u"Nothing is edited: deliveries would be as they were."_s);
    }

    void withoutDeliveriesItSaysSo()
    {
        WindowFixture desk;
        auto *tabs = desk.find<QTabWidget>("inspector");
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == u"Impact"_s) tabs->setCurrentIndex(i);
        edit(desk, u"{\"a\": 1}"_s);
        QTRY_VERIFY(desk.labelText("impactHeadline").startsWith(u"Nothing was delivered from here yet"_s));
        desk.trigger("target.save");
        QTest::qWait(100);
        QVERIFY(!desk.find<QWidget>("messageText")->isVisible());
    }
};

QTEST_MAIN(TestWindowImpact)
#include "tst_windowimpact.moc"
