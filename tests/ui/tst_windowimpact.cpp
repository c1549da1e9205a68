// SPDX-License-Identifier: MIT
// What an edit would have changed in real deliveries.
#include "../dispatch/testdelivery.h"
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestWindowImpact : public QObject
{
    Q_OBJECT

private:
    static constexpr const char *Handle = "sfmc-reward-issued";

    /// Three rewards that were delivered, and one that was refused.
    static void deliverRewards(const std::string &spec)
    {
        const std::unique_ptr<Store> store = openStore(spec);
        const TimePoint now{std::chrono::milliseconds(1'772'420'400'000)};
        for (int i = 0; i < 4; ++i) {
            TestDelivery one{std::to_string(i), Handle};
            one.context = R"({"email": "a@example.com", "reward": {"id": )" + std::to_string(i) + R"(, "amount": 25}})";
            one.body = R"({"amount": 24})";
            one.state = i == 3 ? DeliveryState::Refused : DeliveryState::Delivered;
            one.hasAttempt = i != 1;
            deliver(*store, one, now);
        }
    }

    static void edit(WindowFixture &desk, const QString &source)
    {
        desk.window().showTarget(Handle);
        desk.typeTemplate(source);
    }

    static QString shownTab(const WindowFixture &desk)
    {
        const auto *tabs = desk.find<QTabWidget>("inspector");
        return tabs->tabText(tabs->currentIndex());
    }

private Q_SLOTS:
    void anEditShowsItsFieldsAndASaveTellsThem()
    {
        WindowFixture desk;
        deliverRewards(desk.storeSpec());
        edit(desk, u"{\"amount\": {{ reward.amount }}}"_s);
        desk.trigger("target.save");
        // All three were rendered to something else by the template of before.
        const auto *message = desk.find<QWidget>("messageText");
        QTRY_VERIFY(message->isVisible());
        QVERIFY2(desk.labelText("messageText").startsWith(u"Saved. This edit changes 3 of the last 3 deliveries"_s),
                 qPrintable(desk.labelText("messageText")));

        desk.trigger("view.impact");
        desk.typeTemplate(u"{\"amount\": \"{{ reward.amount }}\", \"n\": {{ reward.id > 1 ? 'x' : 1 }}}"_s);
        QTRY_COMPARE(desk.labelText("impactHeadline").section(u':', 0, 0),
                     u"This edit changes 3 of the last 3 deliveries; 1 would no longer go out"_s);
        const auto *fields = desk.find<QTreeWidget>("impactFields");
        QCOMPARE(fields->topLevelItemCount(), 3);
        QCOMPARE(fields->topLevelItem(0)->text(0), u"(would not go out)"_s);
        QCOMPARE(fields->topLevelItem(0)->text(1), u"1 of 3"_s);
        QVERIFY(!fields->topLevelItem(0)->text(3).isEmpty());
        const QTreeWidgetItem *amount = fields->topLevelItem(1);
        QCOMPARE(amount->text(0), u"amount"_s);
        QCOMPARE(amount->text(1), u"2 of 3"_s);
        QCOMPARE(amount->text(2), u"25"_s);
        QCOMPARE(amount->text(3), u"\"25\""_s);
        QCOMPARE(fields->topLevelItem(2)->text(2), u"(not there)"_s);
        QVERIFY(desk.find<QLabel>("impactNote")->text().contains(u"when 1 of them went out"_s));
        QVERIFY(desk.find<QLabel>("impactNote")->isVisible());

        desk.typeTemplate(u"{\"amount\":   {{ reward.amount }}}"_s);
        QTRY_COMPARE(desk.labelText("impactHeadline"), u"This edit changes none of the last 3 deliveries"_s);

        desk.window().showTarget("klaviyo-reward-issued");
        QTRY_COMPARE(desk.labelText("impactHeadline"), u"Nothing is edited: deliveries would be as they were."_s);
    }

    void aRowLeadsToItsDeliveriesBeforeAndAfter()
    {
        WindowFixture desk;
        deliverRewards(desk.storeSpec());
        edit(desk, u"{\"amount\": {{ reward.amount }}}"_s);
        desk.trigger("target.save");
        desk.typeTemplate(u"{\"amount\": {{ reward.id > 1 ? 'x' : 26 }}}"_s);
        desk.trigger("view.impact");
        auto *fields = desk.find<QTreeWidget>("impactFields");
        QTRY_COMPARE(fields->topLevelItemCount(), 2);
        QTest::mouseClick(fields->viewport(), Qt::LeftButton, {}, fields->visualItemRect(fields->topLevelItem(1)).center());
        QCOMPARE(shownTab(desk), u"Compare"_s);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"1 difference(s) · made "_s),
                     qPrintable(desk.labelText("compareResult")));
        QVERIFY(desk.labelText("compareResult").endsWith(u"the sending is not on record (1 of 2)"_s));
        const auto *changes = desk.find<QTreeWidget>("compareFields");
        QCOMPARE(changes->topLevelItem(0)->text(2), u"25"_s);
        QCOMPARE(changes->topLevelItem(0)->text(3), u"26"_s);
        // What is typed on is what is compared.
        desk.typeTemplate(u"{\"amount\": {{ reward.id > 1 ? 'x' : 27 }}}"_s);
        QTRY_COMPARE(changes->topLevelItem(0) ? changes->topLevelItem(0)->text(3) : QString(), u"27"_s);
        QTest::mouseClick(desk.find<QToolButton>("compareLater"), Qt::LeftButton);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"1 difference(s) · sent "_s),
                     qPrintable(desk.labelText("compareResult")));
        QVERIFY(!desk.find<QToolButton>("compareLater")->isEnabled());

        // The one that breaks, by keys.
        desk.trigger("view.impact");
        QTRY_COMPARE(fields->topLevelItemCount(), 2);
        fields->setCurrentItem(fields->topLevelItem(0));
        fields->setFocus();
        QTest::keyClick(fields, Qt::Key_Return);
        QCOMPARE(shownTab(desk), u"Compare"_s);
        QTRY_COMPARE(desk.labelText("compareResult").section(u" · "_s, 0, 0), u"not both are JSON: compare by line"_s);
        QVERIFY(!desk.find<QToolButton>("compareLater")->isVisible());
        desk.typeTemplate(u"{% if %}"_s);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"It would no longer go out: "_s),
                     qPrintable(desk.labelText("compareResult")));
        auto *with = desk.find<QComboBox>("compareWith");
        QCOMPARE(with->currentText(), u"Of a real delivery"_s);
        desk.window().showTarget("klaviyo-reward-issued");
        QCOMPARE(with->currentText(), u"With the saved version"_s);
        QCOMPARE(with->findText(u"Of a real delivery"_s), -1);
    }

    void afterASaveTheRowsShowWhatTheSaveChanged()
    {
        WindowFixture desk;
        deliverRewards(desk.storeSpec());
        edit(desk, u"{\"amount\": {{ reward.amount }}}"_s);
        desk.trigger("target.save");
        QTRY_VERIFY(desk.find<QWidget>("messageText")->isVisible());
        desk.typeTemplate(u"{\"amount\": {{ reward.amount + 1 }}}"_s);
        desk.trigger("target.save");
        QTRY_VERIFY(desk.labelText("messageText").startsWith(u"Saved. This edit changes 3 of the last 3"_s));
        desk.trigger("view.impact");
        auto *fields = desk.find<QTreeWidget>("impactFields");
        QTRY_COMPARE(fields->topLevelItemCount(), 1);
        QCOMPARE(QApplication::focusWidget(), fields);
        QTest::keyClick(fields, Qt::Key_Return);
        const auto *changes = desk.find<QTreeWidget>("compareFields");
        QTRY_COMPARE(changes->topLevelItemCount(), 1);
        QCOMPARE(changes->topLevelItem(0)->text(2), u"25"_s);
        QCOMPARE(changes->topLevelItem(0)->text(3), u"26"_s);
    }

    void whatTheDispatcherSentLastIsComparedWith()
    {
        WindowFixture desk;
        deliverRewards(desk.storeSpec());
        edit(desk, u"{\"amount\": 25}"_s);
        auto *tabs = desk.find<QTabWidget>("inspector");
        tabs->setCurrentWidget(desk.find<QWidget>("compareFields")->parentWidget()->parentWidget());
        QCOMPARE(shownTab(desk), u"Compare"_s);
        auto *with = desk.find<QComboBox>("compareWith");
        with->setFocus();
        QTest::keyClick(with, Qt::Key_Down);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"1 difference(s) · delivered "_s),
                     qPrintable(desk.labelText("compareResult")));
        QCOMPARE(desk.find<QTreeWidget>("compareFields")->topLevelItem(0)->text(2), u"24"_s);
        desk.window().showTarget("klaviyo-reward-issued");
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"Nothing was sent since the window was opened."_s),
                     qPrintable(desk.labelText("compareResult")));
        QVERIFY(desk.labelText("compareResult").endsWith(u"has no delivery of this target."_s));
    }

    void withoutDeliveriesItSaysSo()
    {
        WindowFixture desk;
        desk.trigger("view.impact");
        edit(desk, u"{\"a\": 1}"_s);
        QTRY_VERIFY(desk.labelText("impactHeadline").startsWith(u"Nothing was delivered from here yet"_s));
        desk.trigger("target.save");
        QTest::qWait(100);
        QVERIFY(!desk.find<QWidget>("messageText")->isVisible());
    }
};

QTEST_MAIN(TestWindowImpact)
#include "tst_windowimpact.moc"
