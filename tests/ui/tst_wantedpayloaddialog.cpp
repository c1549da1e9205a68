// SPDX-License-Identifier: MIT
// A template is made from an example of the payload that is wanted.
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>
#include <QWindow>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestWantedPayloadDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTemplateIsMadeFromTheWantedPayload()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        desk.trigger("target.fromPayload");
        auto *example = desk.find<CodeEditor>("wantedExample");
        QVERIFY(!desk.find<QPushButton>("wantedTake")->isEnabled());
        QTRY_COMPARE(QApplication::focusWidget(), example);
        for (const char *name : {"wantedExample", "wantedFields", "wantedTemplate"})
            QVERIFY2(!desk.find<QWidget>(name)->accessibleName().isEmpty(), name);
        QGuiApplication::clipboard()->setText(u"{\n  \"firstName\": \"Jo\",\n  \"rewardId\": 1,\n  \"channel\": \"mail\"\n}\n"_s);
        example->paste();
        QCOMPARE(desk.find<QTreeWidget>("wantedFields")->topLevelItemCount(), 3);
        QCOMPARE(desk.find<QComboBox>("wantedFrom.firstName")->currentText(), u"first_name"_s);
        QCOMPARE(desk.find<QComboBox>("wantedFrom.rewardId")->currentText(), u"reward.id"_s);
        auto *channel = desk.find<QComboBox>("wantedFrom.channel");
        QCOMPARE(channel->currentIndex(), 0);
        QVERIFY(desk.labelText("wantedState").startsWith(u"2 of 3"_s));
        channel->setCurrentIndex(channel->findText(u"last_name"_s));
        QVERIFY(desk.find<CodeEditor>("wantedTemplate")->toPlainText().contains(u"last_name"_s));
        QTest::mouseClick(desk.find<QPushButton>("wantedTake"), Qt::LeftButton);
        QTRY_VERIFY2(desk.payload().contains(u"\"firstName\": \"Zo"_s), qPrintable(desk.payload()));
        QCOMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        desk.editor()->undo();
        QCOMPARE(desk.editor()->toPlainText(), u"{\"id\": {{ reward.id }}}"_s);
    }

    void aListOfTheWantedPayloadRepeatsAndValuesAreDragged()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        desk.trigger("target.fromPayload");
        auto *example = desk.find<CodeEditor>("wantedExample");
        QTRY_COMPARE(QApplication::focusWidget(), example);
        QGuiApplication::clipboard()->setText(u"{\n  \"tags\": [\"a\", \"b\"],\n  \"channel\": \"mail\"\n}\n"_s);
        example->paste();
        auto *fields = desk.find<QTreeWidget>("wantedFields");
        auto *tags = desk.find<QComboBox>("wantedFrom.tags");
        const int rows = fields->topLevelItemCount();
        const int list = tags->currentIndex() > 0 ? 0 : 1;
        tags->setCurrentIndex(list); // a choice for the list changes which rows there are
        QTRY_VERIFY(fields->topLevelItemCount() != rows);
        QCOMPARE(desk.find<CodeEditor>("wantedTemplate")->toPlainText().contains(u"{% for "_s), list == 1);

        if (QGuiApplication::platformName() == u"offscreen"_s) QSKIP("nothing can be dragged here; on a display it is");
        auto *leaves = desk.find<QListWidget>("wantedLeaves");
        const QList<QListWidgetItem *> found = leaves->findItems(u"last_name"_s, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        leaves->scrollToItem(found.first());
        const int row = fields->topLevelItemCount() - 1;
        QWindow *window = leaves->window()->windowHandle();
        const auto inWindow = [](const QAbstractItemView *view, const QRect &rect) {
            return view->viewport()->mapTo(view->window(), rect.center());
        };
        const QPoint from = inWindow(leaves, leaves->visualItemRect(found.first()));
        const QPoint to = inWindow(fields, fields->visualRect(fields->model()->index(row, 0)));
        QTest::mousePress(window, Qt::LeftButton, {}, from);
        // A drag has an event loop of its own: what comes next is asked for before it begins.
        QTimer::singleShot(200, window, [window, to] { QTest::mouseMove(window, to); });
        QTimer::singleShot(400, window, [window, to] { QTest::mouseRelease(window, Qt::LeftButton, {}, to); });
        QTest::mouseMove(window, from + QPoint(30, 0));
        QTRY_COMPARE(desk.find<QComboBox>("wantedFrom.channel")->currentText(), u"last_name"_s);
        QVERIFY(desk.find<CodeEditor>("wantedTemplate")->toPlainText().contains(u"last_name"_s));
    }
};

QTEST_MAIN(TestWantedPayloadDialog)
#include "tst_wantedpayloaddialog.moc"
