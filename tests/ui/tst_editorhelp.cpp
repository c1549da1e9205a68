// SPDX-License-Identifier: MIT
// Completion, values and help, in the window.
#include "ui/editor/codeeditor.h"
#include "ui/editor/completionlist.h"
#include "windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QTextBrowser>
#include <QTextDocumentFragment>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestEditorHelp : public QObject
{
    Q_OBJECT

private:
    static CompletionList *listOf(WindowFixture &desk)
    {
        auto *list = desk.window().findChild<CompletionList *>();
        return list && list->isVisible() ? list : nullptr;
    }
    static QStringList rowsOf(WindowFixture &desk)
    {
        QStringList rows;
        const CompletionList *list = listOf(desk);
        for (int row = 0; list && row < list->count(); ++row)
            rows += QString::fromStdString(list->item(row).label);
        return rows;
    }
    static void begin(WindowFixture &desk, const QString &text)
    {
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.editor()->setPlainText(text);
        desk.editor()->moveCursor(QTextCursor::End);
        desk.editor()->setFocus();
    }
    static QString hoverOf(WindowFixture &desk)
    {
        const auto *label = desk.window().findChild<QLabel *>(u"hoverText"_s);
        return label && label->isVisible() ? QTextDocumentFragment::fromHtml(label->text()).toPlainText() : QString();
    }

private Q_SLOTS:
    void completesMembersAfterADot()
    {
        WindowFixture desk;
        begin(desk, u"{{ reward"_s);
        QVERIFY(!listOf(desk));
        QTest::keyClicks(desk.editor(), u"."_s);
        QVERIFY(rowsOf(desk).contains(u"id"_s));
        QVERIFY(!rowsOf(desk).contains(u"reward"_s));
        QCOMPARE(listOf(desk)->chosen(), -1);
        QTest::keyClicks(desk.editor(), u"tim"_s);
        QCOMPARE(rowsOf(desk).value(0), u"timezone"_s);
        QTest::keyClick(desk.editor(), Qt::Key_Tab);
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward.timezone"_s);
        QVERIFY(!listOf(desk));
        desk.editor()->undo();
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward.tim"_s);
    }

    void enterIsNotStolen()
    {
        WindowFixture desk;
        begin(desk, u"{{ reward"_s);
        QTest::keyClicks(desk.editor(), u"."_s);
        QVERIFY(listOf(desk));
        QTest::keyClick(desk.editor(), Qt::Key_Return);
        QVERIFY(!listOf(desk));
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward.\n"_s);
        begin(desk, u"{{ reward"_s);
        QTest::keyClicks(desk.editor(), u"."_s);
        QTest::keyClick(desk.editor(), Qt::Key_Down);
        const QString first = rowsOf(desk).value(0);
        QTest::keyClick(desk.editor(), Qt::Key_Return);
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward."_s + first);
    }

    void escapeClosesTheListOnly()
    {
        WindowFixture desk;
        begin(desk, u"{{ reward"_s);
        desk.trigger("edit.find");
        desk.editor()->setFocus();
        QTest::keyClicks(desk.editor(), u"."_s);
        QVERIFY(listOf(desk));
        QTest::keyClick(desk.editor(), Qt::Key_Escape);
        QVERIFY(!listOf(desk));
        QVERIFY(desk.find<QLineEdit>("findText")->isVisible());
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward."_s);
    }

    void opensByKeyAndByItself()
    {
        WindowFixture desk;
        begin(desk, u""_s);
        QTest::keyClicks(desk.editor(), u"{{ "_s);
        QVERIFY(rowsOf(desk).contains(u"reward"_s));
        QTest::keyClicks(desk.editor(), u"'na"_s); // in a text
        QVERIFY(!listOf(desk));
        begin(desk, u"{{ reward.id|"_s);
        QTest::keyClick(&desk.window(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(rowsOf(desk).contains(u"json_encode"_s));
        QCOMPARE(listOf(desk)->chosen(), 0);
        const auto *help = desk.window().findChild<QLabel *>(u"completionHelp"_s);
        QVERIFY(help->text().contains(QString::fromStdString(listOf(desk)->item(0).help)));
        QTest::keyClicks(desk.editor(), u"json_e"_s);
        QTest::keyClick(desk.editor(), Qt::Key_Return);
        QCOMPARE(desk.editor()->toPlainText(), u"{{ reward.id|json_encode"_s);
        begin(desk, u"{\"a\""_s);
        QTest::keyClicks(desk.editor(), u".b"_s); // outside of Twig
        QVERIFY(!listOf(desk));
    }

    void functionsGetTheirBracketsAndTheMouseWorks()
    {
        WindowFixture desk;
        begin(desk, u"{{ ma"_s);
        QTest::keyClick(&desk.window(), Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(rowsOf(desk).value(0), u"max"_s);
        auto *view = listOf(desk)->findChild<QListView *>();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(0, 0)).center());
        QCOMPARE(desk.editor()->toPlainText(), u"{{ max()"_s);
        QTest::keyClicks(desk.editor(), u"1"_s);
        QCOMPARE(desk.editor()->toPlainText(), u"{{ max(1)"_s);
    }

    void tellsTheValueByKeyAndByMouse()
    {
        WindowFixture desk;
        QSignalSpy previewed(&desk.window(), &MainWindow::previewed);
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"a\": {{ reward.timezone|upper|json_encode|raw }}}"_s);
        QTRY_VERIFY(desk.payload().contains(u"\"AUSTRALIA"_s)); // each key is rendered: wait for the last
        desk.editor()->goTo(1, 27); // upper
        QTest::keyClick(&desk.window(), Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
        const QString text = hoverOf(desk);
        QVERIFY2(text.contains(u"reward.timezone|upper"_s) && text.contains(u"reward.timezone"_s), qPrintable(text));
        QVERIFY2(text.contains(u"|upper"_s) && text.contains(u"text"_s), qPrintable(text));
        QTest::keyClick(desk.editor(), Qt::Key_Escape);
        QCOMPARE(hoverOf(desk), QString());

        QTextCursor cursor = desk.editor()->textCursor();
        cursor.setPosition(12);
        const QPoint place = desk.editor()->cursorRect(cursor).center();
        QHelpEvent rest(QEvent::ToolTip, place, desk.editor()->viewport()->mapToGlobal(place));
        QApplication::sendEvent(desk.editor()->viewport(), &rest);
        QVERIFY2(hoverOf(desk).contains(u"samples"_s), qPrintable(hoverOf(desk)));
        QTest::mouseMove(desk.editor()->viewport(), place + QPoint(0, 200));
        QTRY_COMPARE(hoverOf(desk), QString());
    }

    void helpShowsThePageWithARunningExample()
    {
        WindowFixture desk;
        begin(desk, u"{{ email|default('x') }}"_s);
        desk.editor()->goTo(1, 12);
        QTest::keyClick(&desk.window(), Qt::Key_F1);
        auto *page = desk.window().findChild<QTextBrowser *>(u"helpPage"_s);
        QVERIFY(page && page->isVisible());
        QVERIFY2(page->toPlainText().startsWith(u"|default(default = '')"_s), qPrintable(page->toPlainText()));
        QVERIFY(page->toPlainText().contains(u"prints"_s));
        auto *search = desk.window().findChild<QLineEdit *>(u"helpSearch"_s);
        auto *list = desk.window().findChild<QListWidget *>(u"helpList"_s);
        QTest::keyClicks(search, u"number_f"_s);
        QVERIFY(page->toPlainText().startsWith(u"|number_format("_s));
        search->clear();
        QTest::keyClicks(search, u"divisible"_s);
        QVERIFY(page->toPlainText().startsWith(u"is divisible by"_s));
        search->clear();
        QVERIFY(list->count() > 100);
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(list->currentRow(), 1);
    }
};

QTEST_MAIN(TestEditorHelp)
#include "tst_editorhelp.moc"
