// SPDX-License-Identifier: MIT
// What explains the payload: where its values come from, its context, its request, its differences; by keys and mouse.
#include "ui/editor/bytepositions.h"
#include "ui/preview/inspector.h"

#include "previewprobes.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestPreview : public QObject
{
    Q_OBJECT

private:
    static QStringList steps(const WindowFixture &desk)
    {
        QStringList rows;
        const auto *tree = desk.find<QTreeWidget>("originSteps");
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            rows.append(tree->topLevelItem(i)->text(0) + u" = "_s + tree->topLevelItem(i)->text(1));
        return rows;
    }

    static void showTab(const WindowFixture &desk, const QString &name)
    {
        auto *tabs = desk.find<QTabWidget>("inspector");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == name) tabs->setCurrentIndex(i);
        }
        QCOMPARE(tabs->tabText(tabs->currentIndex()), name);
    }

private Q_SLOTS:
    void pointingAtAValueLightsItsExpressionAndItsLeaf()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": {{ first_name|upper|json_encode|raw }}, \"reward\": {{ reward.id }}}"_s);
        CodeEditor &view = *payloadView(desk);
        QTest::mouseMove(view.viewport(), pointAt(view, u"ZO"_s));
        QTRY_COMPARE(litIn(*desk.editor()), QStringList{u"first_name|upper|json_encode|raw"_s});
        QCOMPARE(litIn(view).size(), 1);
        QVERIFY2(litIn(view).constFirst().startsWith(u"\"ZO"_s), qPrintable(litIn(view).constFirst()));
        QCOMPARE(desk.find<QLabel>("originExpression")->text(), u"{{ first_name|upper|json_encode|raw }}"_s);
        QVERIFY2(desk.find<QLabel>("originPlace")->text().startsWith(u"Line 1, column "_s),
                 qPrintable(desk.find<QLabel>("originPlace")->text()));
        const QStringList rows = steps(desk);
        QVERIFY2(rows.value(0).startsWith(u"first_name = \"Zo"_s), qPrintable(rows.join(u'\n')));
        QVERIFY2(rows.value(1).startsWith(u"|upper = \"ZO"_s), qPrintable(rows.join(u'\n')));
        QVERIFY2(rows.value(2).startsWith(u"|json_encode = "_s), qPrintable(rows.join(u'\n')));
        QVERIFY(contextIndex(desk, "first_name").data(Qt::BackgroundRole).isValid());
        QVERIFY(!contextIndex(desk, "last_name").data(Qt::BackgroundRole).isValid());
        // Away again: what the cursor is on counts.
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(view.viewport(), &leave);
        QVERIFY(litIn(*desk.editor()).isEmpty() || litIn(*desk.editor()) != QStringList{u"first_name|upper|json_encode|raw"_s});
    }

    void contextAndOriginAreSeenAtOnceWhereThereIsRoom()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": {{ first_name|upper|json_encode|raw }}}"_s);
        auto *tabs = desk.find<QTabWidget>("inspector");
        const auto *origin = desk.find<QLabel>("originExpression");
        const auto *tree = desk.find<QTreeView>("contextTree");
        QCOMPARE(tabs->count(), 6);
        desk.editor()->goTo(1, 15); // the cursor stays there, while a pointer leaves what moves away under it
        QTRY_VERIFY(origin->isVisible() && !tree->isVisible());
        desk.window().resize(1280, 1300);
        QTRY_VERIFY(origin->isVisible() && tree->isVisible());
        QCOMPARE(tabs->count(), 5);
        QVERIFY(origin->mapTo(&desk.window(), QPoint()).y() > tree->mapTo(&desk.window(), QPoint()).y());
        desk.find<QTreeWidget>("originSteps")->setFocus();

        // Its height is kept over a restart.
        auto *splitter = desk.window().findChild<Inspector *>();
        QSplitterHandle *handle = splitter->handle(1);
        const int before = splitter->sizes().at(1);
        QTest::mousePress(handle, Qt::LeftButton, {}, handle->rect().center());
        const QPoint above = handle->rect().center() - QPoint(0, 60);
        QMouseEvent move(QEvent::MouseMove, above, handle->mapToGlobal(above), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(handle, &move);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->rect().center());
        const int dragged = splitter->sizes().at(1);
        QVERIFY(dragged > before);

        // Back among the tabs, the focus with it.
        desk.window().resize(1280, 800);
        QTRY_COMPARE(tabs->count(), 6);
        QVERIFY(origin->isVisible() && !tree->isVisible());
        QVERIFY(desk.find<QTreeWidget>("originSteps")->hasFocus());
        desk.window().resize(1280, 1300);
        QTRY_COMPARE(tabs->count(), 5);
        desk.prompts().unsaved = Prompts::Unsaved::Discard;
        desk.window().close();
        desk.restart();
        desk.window().resize(1280, 1300);
        splitter = desk.window().findChild<Inspector *>();
        QTRY_VERIFY(std::abs(splitter->sizes().at(1) - dragged) <= 2); // shared out anew, so rounded
    }

    void clickingAValueJumpsAndReturnTakesTheFocusAlong()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\": 1,\n\"reward\": {{ reward.id }},\n\"b\": 2}"_s);
        CodeEditor &view = *payloadView(desk);
        const QString id = view.toPlainText().section(u"\"reward\": "_s, 1).section(u',', 0, 0);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, id));
        QCOMPARE(desk.editor()->cursorLine(), 2);
        QCOMPARE(desk.editor()->cursorColumn(), 14);
        view.setFocus();
        putCursor(view, u"\"b\""_s);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), desk.editor());
        QCOMPARE(desk.editor()->cursorLine(), 3);
    }

    void theTemplatesCursorLightsWhatItPrinted()
    {
        WindowFixture desk;
        desk.prepare(u"{\"n\": [{% for i in [7, 8, 9] %}{{ i }}{{ loop.last ? '' : ',' }}{% endfor %}]}"_s);
        putCursor(*desk.editor(), u" i }}"_s);
        QTest::keyClick(desk.editor(), Qt::Key_Right);
        QTRY_COMPARE(litIn(*payloadView(desk)), (QStringList{u"7"_s, u"8"_s, u"9"_s}));
        QCOMPARE(litIn(*desk.editor()), QStringList{u"i"_s});
        QVERIFY(desk.find<QLabel>("originPlace")->text().contains(u"3 time"_s));
        CodeEditor &view = *payloadView(desk);
        view.setFocus();
        putCursor(view, u"8"_s);
        QCOMPARE(steps(desk).value(0), u"i = item 2 of 3"_s);
        QCOMPARE(litIn(view), QStringList{u"8"_s});
    }

    void constantTextIsDimmedAndLeavesThatAreNotReadToo()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": {{ first_name|json_encode|raw }}}"_s);
        const CodeEditor &view = *payloadView(desk);
        QStringList dimmed;
        for (const EditorSpan &span : view.dimmed())
            dimmed.append(view.toPlainText().mid(span.position, span.length).simplified());
        QCOMPARE(dimmed, (QStringList{u"{ \"name\":"_s, u"}"_s}));
        QVERIFY(!contextIndex(desk, "first_name").data(Qt::FontRole).value<QFont>().italic());
        QVERIFY(contextIndex(desk, "last_name").data(Qt::FontRole).value<QFont>().italic());
        QVERIFY(contextIndex(desk, "last_name").data(Qt::ToolTipRole).toString().contains(u"does not read"_s));
        QVERIFY(desk.find<QLabel>("contextCount")->text().startsWith(u"1 of "_s));
    }

    void hiddenItCostsNothing()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        QTest::keyClick(&desk.window(), Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!desk.find<QTabWidget>("inspector")->isVisible());
        QTRY_VERIFY(payloadView(desk)->dimmed().empty());
        QVERIFY(payloadView(desk)->lights().empty() && desk.editor()->lights().empty());
        QTest::keyClick(&desk.window(), Qt::Key_F4);
        QVERIFY(desk.find<QTabWidget>("inspector")->isVisible());
        QTRY_VERIFY(!payloadView(desk)->dimmed().empty());
    }

    void theRequestIsShownWithoutSecretsAndCopied()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        showTab(desk, u"Request"_s);
        auto *view = desk.find<CodeEditor>("requestPreview");
        QTRY_VERIFY(view->toPlainText().contains(u"X-Omneo-Event: reward.issued"_s));
        QVERIFY(view->toPlainText().startsWith(u"POST "_s));
        QVERIFY2(view->toPlainText().contains(u"Authorization: ••••"_s), qPrintable(view->toPlainText()));
        auto *form = desk.find<QComboBox>("requestForm");
        form->setFocus();
        QTest::keyClick(form, Qt::Key_Down);
        QVERIFY2(view->toPlainText().contains(u"curl --request 'POST'"_s), qPrintable(view->toPlainText()));
        QVERIFY(view->toPlainText().contains(u"\"$AUTHORIZATION\""_s));
        QTest::mouseClick(desk.find<QToolButton>("requestCopy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), view->toPlainText());
        form->setCurrentIndex(3);
        QVERIFY(view->toPlainText().contains(u"\"handle\": \"klaviyo-reward-issued\""_s));
    }

    void differencesByFieldAndByLine()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}, \"kept\": 1}"_s);
        desk.trigger("target.save");
        showTab(desk, u"Compare"_s);
        QTRY_COMPARE(desk.labelText("compareResult"), u"no difference to a receiver"_s);
        desk.typeTemplate(u"{\"id\": {{ reward.id }}, \"kept\": 2, \"new\": true}"_s);
        QTRY_COMPARE(desk.labelText("compareResult"), u"2 difference(s)"_s);
        const auto *fields = desk.find<QTreeWidget>("compareFields");
        QCOMPARE(fields->topLevelItem(0)->text(0), u"kept"_s);
        QCOMPARE(fields->topLevelItem(0)->text(2), u"1"_s);
        QCOMPARE(fields->topLevelItem(0)->text(3), u"2"_s);
        QCOMPARE(fields->topLevelItem(1)->text(1), u"added"_s);
        // A change leads to its value in the payload, and from there to the template.
        QTest::mouseClick(fields->viewport(), Qt::LeftButton, {}, fields->visualItemRect(fields->topLevelItem(1)).center());
        QCOMPARE(payloadView(desk)->textCursor().selectedText(), u"true"_s);
        QTest::mouseClick(desk.find<QToolButton>("compareByLine"), Qt::LeftButton);
        const QString lines = desk.find<CodeEditor>("compareLines")->toPlainText();
        QVERIFY2(lines.contains(u"-   \"kept\": 1"_s) && lines.contains(u"+   \"kept\": 2,"_s), qPrintable(lines));
        QTest::mouseClick(desk.find<QToolButton>("compareByLine"), Qt::LeftButton);
        auto *with = desk.find<QComboBox>("compareWith");
        with->setFocus();
        QTest::keyClick(with, Qt::Key_Down);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"Nothing was sent"_s),
                     qPrintable(desk.labelText("compareResult")));
        desk.trigger("run.sendTest");
        QTRY_VERIFY_WITH_TIMEOUT(desk.labelText("responseState").startsWith(u"200"_s) ||
                                     desk.labelText("responseState").contains(u"accepted"_s),
                                 15000);
        desk.typeTemplate(u"{\"id\": {{ reward.id }}, \"kept\": 2, \"new\": false}"_s);
        QTRY_VERIFY2(desk.labelText("compareResult").startsWith(u"1 difference(s) · test sent "_s),
                     qPrintable(desk.labelText("compareResult")));
        QTest::keyClick(with, Qt::Key_Down);
        QTRY_VERIFY(desk.labelText("compareResult").contains(u"difference"_s));
        QVERIFY(with->currentText().contains(u"sample"_s));
    }

    void aMissingPathSaysWhichEventsHaveIt()
    {
        WindowFixture desk;
        desk.prepare(u"{\"a\": \"{{ tier.name }}\"}"_s);
        QTRY_VERIFY2(desk.problems().join(u' ').contains(u"(events that have tier.name: benefit.issued"_s),
                     qPrintable(desk.problems().join(u' ')));
    }

    void typingBesideStepsKeepsTheEditorsPlace()
    {
        WindowFixture desk;
        desk.prepare(u"[{{ 1 }},"_s + QString(u"\n"_s).repeated(200) + u"{{ 2 }}]"_s);
        showTab(desk, u"Steps"_s);
        desk.editor()->setFocus();
        QTest::keyClick(desk.editor(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(desk.editor(), Qt::Key_Left);
        const int place = desk.editor()->verticalScrollBar()->value();
        QVERIFY(place > 100);
        QSignalSpy previewed(&desk.window(), &MainWindow::previewed);
        QTest::keyClicks(desk.editor(), u" "_s);
        QTRY_VERIFY(!previewed.isEmpty());
        QVERIFY(std::abs(desk.editor()->verticalScrollBar()->value() - place) <= 1);
    }

    void stepsThroughTheRender()
    {
        WindowFixture desk;
        desk.prepare(
            u"{% set n = 2 %}{\"a\": {{ n * 3 }}, \"b\": [{% for i in [7, 8] %}{{ i }}{{ loop.last ? '' : ',' }}{% endfor %}]}"_s);
        showTab(desk, u"Steps"_s);
        auto *slider = desk.find<QSlider>("stepSlider");
        QVERIFY(slider->maximum() > 5);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        QVERIFY2(desk.find<QLabel>("stepPlace")->text().startsWith(u"Step 1 of "_s),
                 qPrintable(desk.find<QLabel>("stepPlace")->text()));
        QSet<QString> seen;
        bool multiplied = false;
        bool second = false;
        for (int i = 0; i < slider->maximum(); ++i) {
            QTest::keyClick(slider, Qt::Key_Right);
            const QString what = desk.find<QLabel>("stepWhat")->text();
            seen.insert(what.section(u':', 0, 0));
            const auto *variables = desk.find<QTreeWidget>("stepVariables");
            if (what.startsWith(u"operator: n * 3"_s)) {
                multiplied = true;
                QVERIFY(what.endsWith(u"→ 6"_s));
                QCOMPARE(litIn(*desk.editor()), QStringList{u"n * 3"_s});
                QCOMPARE(variables->topLevelItem(0)->text(0) + u'=' + variables->topLevelItem(0)->text(1), u"n=2"_s);
                QVERIFY(litIn(*payloadView(desk)).constFirst().startsWith(u"{"_s));
            }
            second = second || variables->topLevelItem(0)->text(1) == u"item 2 of 2"_s;
        }
        QVERIFY(multiplied && second);
        QVERIFY(seen.contains(u"loop"_s) && seen.contains(u"printed"_s));
        QCOMPARE(slider->value(), slider->maximum());
        QTest::mouseClick(desk.find<QToolButton>("stepBack"), Qt::LeftButton);
        QCOMPARE(slider->value(), slider->maximum() - 1);
    }

    void theSchemaOfTheTargetCounts()
    {
        WindowFixture desk;
        std::filesystem::create_directories(desk.folder() / "schemas");
        QFile schema(QString::fromStdString((desk.folder() / "schemas" / "reward.json").string()));
        QVERIFY(schema.open(QIODevice::WriteOnly));
        schema.write("{\"properties\": {\"id\": {\"type\": \"string\"}}}");
        schema.close();
        desk.nameSchema("schemas/reward.json");
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.chooseSample(u"reward.issued"_s, u"awkward"_s);
        desk.typeTemplate(u"{\"id\": 5}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"against the schema"_s);
        QCOMPARE(desk.labelText("statusValidity"), u"against the schema"_s);
        QVERIFY(!desk.problems().isEmpty());
        desk.typeTemplate(u"{\"id\": \"5\"}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
    }

    void theFirstEditIsSeen()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        desk.editor()->selectAll();
        desk.editor()->insertPlainText(u"{\"pasted\": 1}"_s);
        QTRY_VERIFY2(desk.payload().contains(u"pasted"_s), qPrintable(desk.payload()));
    }

    void bytesAndPositions()
    {
        const QString text = u"a\u00e4\r\n\U0001F600b"_s;
        const QByteArray bytes = text.toUtf8();
        const BytePositions places(text);
        QCOMPARE(places.position(0), 0);
        QCOMPARE(places.position(1), 1);
        QCOMPARE(places.position(3), 2);
        QCOMPARE(places.position(5), 3);
        QCOMPARE(places.position(9), 5);
        QCOMPARE(places.position(static_cast<std::size_t>(bytes.size())), 6);
        QCOMPARE(places.position(100), 6);
        QCOMPARE(places.byte(2), std::size_t(3));
        QCOMPARE(places.byte(3), std::size_t(5));
        QCOMPARE(places.byte(5), std::size_t(9));
        QCOMPARE(places.byte(6), std::size_t(10));
        QCOMPARE(BytePositions().position(4), 0);
    }
};

QTEST_MAIN(TestPreview)
#include "tst_preview.moc"
