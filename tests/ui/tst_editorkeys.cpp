// SPDX-License-Identifier: MIT
// The editor's and the preview's commands by their keys, in the whole window.
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

/// By whatever key the action has: one that a layout cannot type would fail here, too.
void press(WindowFixture &desk, const QKeySequence &keys)
{
    QTest::keySequence(&desk.window(), keys);
}

} // namespace

class TestEditorKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesToALine()
    {
        WindowFixture desk;
        desk.prepare(u"{\n  \"a\": 1,\n  \"b\": {{ reward.id }}\n}"_s);
        desk.editor()->setFocus();
        press(desk, QKeySequence(u"Ctrl+G"_s));
        auto *line = desk.find<QLineEdit>("goToLine");
        QVERIFY(line->isVisible() && line->hasFocus());
        QTest::keyClicks(line, u"3:5"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(desk.editor()->cursorLine(), 3);
        QCOMPARE(desk.editor()->cursorColumn(), 5);
        QVERIFY(desk.editor()->hasFocus());
        QVERIFY2(desk.find<QLabel>("statusCursor")->text().contains(u"3"_s),
                 qPrintable(desk.find<QLabel>("statusCursor")->text()));
        press(desk, QKeySequence(u"Ctrl+G"_s));
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!line->isVisible());
        QCOMPARE(desk.editor()->cursorLine(), 3);
    }

    void zooms()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\": 1, \"b\": {{ reward.id }}}"_s);
        const auto size = [&desk] { return desk.editor()->font().pointSizeF(); };
        const qreal normal = size();
        press(desk, QKeySequence(u"Ctrl++"_s));
        const qreal larger = size();
        QVERIFY(larger > normal);
        press(desk, QKeySequence(u"Ctrl+-"_s));
        press(desk, QKeySequence(u"Ctrl+-"_s));
        QVERIFY(size() < normal);
        press(desk, QKeySequence(u"Ctrl+0"_s));
        QCOMPARE(size(), normal);
        QWheelEvent wheel({10, 10}, desk.editor()->viewport()->mapToGlobal(QPointF(10, 10)), {}, {0, 120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(desk.editor()->viewport(), &wheel);
        QVERIFY(size() > normal);
    }

    void commentsAndFolds()
    {
        WindowFixture desk;
        const QString text = u"{\n  \"a\": {\n    \"b\": {{ reward.id }}\n  }\n}"_s;
        desk.prepare(text);
        desk.editor()->setFocus();
        desk.editor()->goTo(3, 5);
        press(desk, QKeySequence(u"Ctrl+/"_s));
        QVERIFY2(desk.editor()->toPlainText().contains(u"{# \"b\""_s), qPrintable(desk.editor()->toPlainText()));
        press(desk, QKeySequence(u"Ctrl+/"_s));
        QCOMPARE(desk.editor()->toPlainText(), text);
        desk.editor()->goTo(2, 3);
        const auto hidden = [&desk] {
            int count = 0;
            for (QTextBlock block = desk.editor()->document()->firstBlock(); block.isValid(); block = block.next())
                count += block.isVisible() ? 0 : 1;
            return count;
        };
        QCOMPARE(hidden(), 0);
        press(desk, QKeySequence(u"Ctrl+Shift+["_s));
        QVERIFY(hidden() > 0);
        press(desk, QKeySequence(u"Ctrl+Shift+]"_s));
        QCOMPARE(hidden(), 0);
    }

    void thePayloadIsCopiedAsItIsSent()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\":{{ reward.id }}}"_s);
        QVERIFY(desk.payload().contains(u'\n')); // pretty
        QTest::mouseClick(desk.find<QToolButton>("payloadRaw"), Qt::LeftButton);
        QVERIFY(desk.payload().startsWith(u"{\"a\":"_s) && !desk.payload().contains(u'\n'));
        const QString raw = desk.payload();
        QTest::mouseClick(desk.find<QToolButton>("payloadPretty"), Qt::LeftButton);
        QApplication::clipboard()->clear();
        press(desk, QKeySequence(u"Ctrl+Shift+C"_s));
        QCOMPARE(QApplication::clipboard()->text(), raw);
        QApplication::clipboard()->clear();
        QTest::mouseClick(desk.find<QToolButton>("payloadCopy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), raw);
        QVERIFY2(desk.find<QLabel>("statusSize")->text().startsWith(QString::number(raw.size())),
                 qPrintable(desk.find<QLabel>("statusSize")->text()));
        QVERIFY(desk.find<QLabel>("statusTime")->text().contains(u" ms"_s));
    }

    void ctrlDCompares()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
        desk.editor()->setFocus();
        press(desk, QKeySequence(u"Ctrl+D"_s));
        auto *tabs = desk.find<QTabWidget>("inspector");
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Compare"_s);
        QVERIFY(tabs->isAncestorOf(QApplication::focusWidget()));
    }

    void aProblemIsExplainedWhereItIs()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"a\": {{ reward.timezone }}}"_s);
        QTRY_VERIFY(!desk.problems().isEmpty());
        desk.editor()->setFocus();
        desk.editor()->goTo(1, 10);
        desk.trigger("edit.showValue");
        const auto *label = desk.window().findChild<QLabel *>(u"hoverText"_s);
        QVERIFY(label && label->isVisible());
        const QString said = QTextDocumentFragment::fromHtml(label->text()).toPlainText();
        QVERIFY2(said.contains(u"An expression outside quotes printed text."_s), qPrintable(said));
        QVERIFY2(said.contains(u"Alt+Enter"_s), qPrintable(said));
    }

    void aSlowRenderIsSaidToBeOfBefore()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
        desk.editor()->selectAll();
        // Ends by its time limit, after two seconds.
        desk.editor()->insertPlainText(
            u"{% for i in 1..2000 %}{% for j in 1..2000 %}{% set x = (i * j) ~ 'x' %}{% endfor %}{% endfor %}{\"a\": 1}"_s);
        const auto *view = desk.find<CodeEditor>("payloadView");
        QTRY_VERIFY(view->isStale());
        QVERIFY(desk.payload().contains(u"\"a\""_s));
        QTRY_VERIFY_WITH_TIMEOUT(desk.labelText("payloadValidity") != u"rendering …"_s, 20'000);
    }
};

QTEST_MAIN(TestEditorKeys)
#include "tst_editorkeys.moc"
