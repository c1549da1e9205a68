// SPDX-License-Identifier: MIT
// Changes of a template that are proven before they are made: quick fixes, formatting; templates in and out, snippets.
#include "editing/templateforms.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/fixchooser.h"
#include "ui/editor/templatefixes.h"
#include "ui/editor/templatetools.h"
#include "ui/history/diffview.h"
#include "ui/problems/problemsmodel.h"
#include "ui/shell/targetpage.h"
#include "windowfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestEditorChanges : public QObject
{
    Q_OBJECT

private:
    /// Replaces the template in one step and waits for its preview.
    static void begin(WindowFixture &desk, const QString &text)
    {
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.editor()->setFocus();
        desk.editor()->replaceText(text);
        const EditorContext &context = desk.window().findChild<TargetPage *>()->tools().context();
        QTRY_VERIFY(context.rendered && QString::fromStdString(context.rendered->target.templateSource) == text);
    }
    static QListWidget *fixesOf(WindowFixture &desk)
    {
        auto *list = desk.window().findChild<QListWidget *>(u"fixList"_s);
        return list && list->isVisible() ? list : nullptr;
    }

private Q_SLOTS:
    void mendsTheProblemAtTheCursor()
    {
        WindowFixture desk;
        const QString broken = u"{\n  \"a\": {{ reward.timezone }}\n}"_s;
        begin(desk, broken);
        QVERIFY(!desk.problems().isEmpty());
        desk.editor()->goTo(2, 14);
        QTest::keyClick(&desk.window(), Qt::Key_Return, Qt::AltModifier);
        QListWidget *list = fixesOf(desk);
        QVERIFY(list && list->hasFocus());
        const auto *preview = desk.window().findChild<QLabel *>(u"fixPreview"_s);
        const QString diff = QTextDocumentFragment::fromHtml(preview->text()).toPlainText();
        QVERIFY2(diff.contains(u"−"_s) && diff.contains(u"+"_s) && diff.contains(u"json_encode"_s), qPrintable(diff));
        QTRY_VERIFY2(list->item(0)->text().contains(u"safe on all samples"_s), qPrintable(list->item(0)->text()));
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY2(desk.editor()->toPlainText().contains(u"{{ reward.timezone|json_encode|raw }}"_s),
                 qPrintable(desk.editor()->toPlainText()));
        QVERIFY(desk.editor()->hasFocus());
        desk.editor()->undo(); // one step
        QCOMPARE(desk.editor()->toPlainText(), broken);
    }

    void escapeLeavesTheTemplateAlone()
    {
        WindowFixture desk;
        const QString broken = u"{\"a\": {{ reward.timezone }}}"_s;
        begin(desk, broken);
        desk.editor()->goTo(1, 12);
        desk.trigger("edit.quickFix");
        QVERIFY(fixesOf(desk));
        QTest::keyClick(fixesOf(desk), Qt::Key_Escape);
        QVERIFY(!fixesOf(desk));
        QVERIFY(desk.editor()->hasFocus());
        QCOMPARE(desk.editor()->toPlainText(), broken);
        // What the schema misses is said, and mended, at the brace that opens.
        begin(desk, u"{\n  \"a\": 1\n}"_s);
        desk.editor()->goTo(3, 1);
        desk.trigger("edit.quickFix");
        QVERIFY(!fixesOf(desk));
        QCOMPARE(desk.labelText("editorNotice"), u"There is no quick fix on this line."_s);
    }

    void mendsAllThatIsSafe()
    {
        WindowFixture desk;
        const QString broken = u"{\n  \"a\": {{ reward.timezone }},\n  \"b\": {{ reward.timezone }}\n}"_s;
        begin(desk, broken);
        QTest::keyClick(&desk.window(), Qt::Key_Return, Qt::AltModifier | Qt::ShiftModifier);
        auto *diff = desk.find<DiffView>("fixAllDiff");
        QVERIFY(diff->hasFocus());
        QTest::keyClick(diff, Qt::Key_Return); // nothing is known yet
        QVERIFY(diff->isVisible());
        QTRY_VERIFY(desk.find<QPushButton>("fixAllApply")->isEnabled());
        QCOMPARE(desk.find<QListWidget>("fixAllTitles")->count(), 2);
        QVERIFY2(desk.labelText("fixAllWhat").startsWith(u"2 safe fix(es), tried on 4 "_s),
                 qPrintable(desk.labelText("fixAllWhat")));
        const QStringList lines = diff->toPlainText().split(u'\n');
        QCOMPARE(lines.filter(u"− "_s).size(), 2);
        QCOMPARE(lines.filter(u"json_encode"_s).size(), 2);
        QCOMPARE(desk.editor()->toPlainText(), broken);
        QTest::keyClick(diff, Qt::Key_Return);
        QVERIFY(!diff->isVisible());
        QVERIFY(desk.editor()->hasFocus());
        QVERIFY2(desk.labelText("editorNotice").contains(u"2 safe fix(es) made"_s), qPrintable(desk.labelText("editorNotice")));
        QCOMPARE(desk.editor()->toPlainText().count(u"json_encode"_s), 2);
        desk.editor()->undo(); // one step
        QCOMPARE(desk.editor()->toPlainText(), broken);
    }

    void allThatIsSafeIsLeftAlone()
    {
        WindowFixture desk;
        const QString broken = u"{\n  \"a\": {{ reward.timezone }}\n}"_s;
        begin(desk, broken);
        const int revision = desk.editor()->document()->revision();
        const auto open = [&desk] {
            desk.trigger("edit.fixAll");
            return QTest::qWaitFor([&desk] { return desk.find<QPushButton>("fixAllApply")->isEnabled(); });
        };
        const auto isOpen = [&desk] { return desk.find<DiffView>("fixAllDiff")->isVisible(); };
        QVERIFY(open());
        QTest::keyClick(desk.find<DiffView>("fixAllDiff"), Qt::Key_Escape);
        QVERIFY(!isOpen());
        QVERIFY(desk.editor()->hasFocus());
        QVERIFY(open());
        desk.find<QPushButton>("fixAllCancel")->setFocus();
        QTest::keyClick(desk.find<QPushButton>("fixAllCancel"), Qt::Key_Return);
        QVERIFY(!isOpen());
        QVERIFY(open());
        auto *filter = desk.find<QLineEdit>("targetFilter");
        QTest::mouseClick(filter, Qt::LeftButton);
        QVERIFY(!isOpen());
        QVERIFY(filter->hasFocus());
        QCOMPARE(desk.editor()->document()->revision(), revision);
        // What it would do is to a text that is no more.
        QVERIFY(open());
        desk.editor()->insertPlainText(u" "_s);
        QVERIFY(!isOpen());
        QVERIFY2(desk.labelText("editorNotice").contains(u"changed meanwhile"_s), qPrintable(desk.labelText("editorNotice")));
        QCOMPARE(desk.editor()->toPlainText(), QString(u' ' + broken));
        // Nor is there anything to show.
        begin(desk, u"{\"a\": 1}"_s);
        desk.trigger("edit.fixAll");
        QTRY_VERIFY(!isOpen());
        QVERIFY2(desk.labelText("editorNotice").startsWith(u"No fix is safe"_s), qPrintable(desk.labelText("editorNotice")));
    }

    void allThatIsSafeIsMadeByMouse()
    {
        WindowFixture desk;
        begin(desk, u"{\n  \"a\": {{ reward.timezone }}\n}"_s);
        desk.trigger("edit.fixAll");
        QTRY_VERIFY(desk.find<QPushButton>("fixAllApply")->isEnabled());
        QTest::mouseClick(desk.find<QPushButton>("fixAllApply"), Qt::LeftButton);
        QVERIFY(desk.editor()->toPlainText().contains(u"json_encode"_s));
        QVERIFY(desk.editor()->hasFocus());
    }

    void theListOfProblemsMendsThem()
    {
        WindowFixture desk;
        begin(desk, u"{\n  \"a\": {{ reward.timezone }},\n  \"b\": \"{{ reward.nothing }}\",\n  \"c\": {{ reward.name }}\n}"_s);
        auto *list = desk.find<QTreeView>("problemList");
        const QAbstractItemModel &model = *list->model();
        const auto rowOfLine = [&model](int line) {
            for (int row = 0; row < model.rowCount(); ++row)
                if (model.index(row, ProblemsModel::PlaceColumn).data().toString().startsWith(u"line %1,"_s.arg(line)))
                    return row;
            return -1;
        };
        QTRY_VERIFY(rowOfLine(2) >= 0);
        QVERIFY(!desk.find<QToolButton>("problemFix")->isEnabled()); // no row is chosen

        // By mouse: the row's own link.
        const QModelIndex link = model.index(rowOfLine(2), ProblemsModel::FixColumn);
        QCOMPARE(link.data().toString(), u"Fix"_s);
        QVERIFY(!link.data(Qt::AccessibleTextRole).toString().isEmpty());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(link).center());
        QVERIFY(fixesOf(desk) && fixesOf(desk)->hasFocus());
        QVERIFY2(fixesOf(desk)->item(0)->text().contains(u"reward.timezone"_s), qPrintable(fixesOf(desk)->item(0)->text()));
        QCOMPARE(desk.editor()->cursorLine(), 2);
        QTest::keyClick(fixesOf(desk), Qt::Key_Escape);
        QVERIFY(list->hasFocus());
        QTest::mouseClick(desk.find<QToolButton>("problemFix"), Qt::LeftButton);
        QVERIFY(fixesOf(desk));
        QTest::keyClick(fixesOf(desk), Qt::Key_Return);
        QVERIFY(desk.editor()->toPlainText().contains(u"reward.timezone|json_encode|raw"_s));

        // By keyboard: the focus stays in the list, on the row that comes next.
        QVERIFY(list->hasFocus());
        QTRY_VERIFY(rowOfLine(2) < 0 && rowOfLine(4) >= 0);
        QVERIFY(list->currentIndex().isValid());
        while (list->currentIndex().row() != rowOfLine(4))
            QTest::keyClick(list, list->currentIndex().row() < rowOfLine(4) ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY(desk.find<QToolButton>("problemFix")->isEnabled());
        QTest::keyClick(list, Qt::Key_Return, Qt::AltModifier);
        QVERIFY(fixesOf(desk));
        QTest::keyClick(fixesOf(desk), Qt::Key_Return);
        QVERIFY2(desk.editor()->toPlainText().contains(u"\"c\": {{ reward.definition.name|json_encode|raw }}"_s),
                 qPrintable(desk.editor()->toPlainText()));
    }

    void fixAllIsOfferedWhenSomethingIsSafe()
    {
        WindowFixture desk;
        auto *fixAll = desk.find<QToolButton>("problemFixAll");
        QSignalSpy found(&desk.window().findChild<TargetPage *>()->tools().fixes(), &TemplateFixes::safeFixesFound);
        QVERIFY(!fixAll->isEnabled());
        // A guess is not safe.
        begin(desk, u"{\n  \"a\": \"{{ campaign.amount }}\"\n}"_s);
        QVERIFY(!found.isEmpty() && !found.last().first().toBool());
        QVERIFY(fixAll->isVisible() && !fixAll->isEnabled());
        const QString broken = u"{\n  \"a\": {{ reward.timezone }}\n}"_s;
        begin(desk, broken);
        QTRY_VERIFY(fixAll->isEnabled());
        QTest::mouseClick(fixAll, Qt::LeftButton);
        QTRY_VERIFY(desk.find<QPushButton>("fixAllApply")->isEnabled());
        QCOMPARE(desk.editor()->toPlainText(), broken);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(desk.editor()->toPlainText().contains(u"json_encode"_s));
        QTRY_VERIFY(!fixAll->isEnabled());
    }

    void aGuessIsNotCalledSafe()
    {
        WindowFixture desk;
        std::filesystem::create_directories(desk.folder() / "schemas");
        std::ofstream(desk.folder() / "schemas" / "a.json") << R"({"properties": {"a": {"type": "string"}}})";
        desk.nameSchema("schemas/a.json");
        // The schema is looked at: this is JSON, and wrong.
        begin(desk, u"{\n  \"a\": {{ reward.id|json_encode|raw }}\n}"_s);
        QTRY_VERIFY(!desk.problems().isEmpty());
        desk.editor()->goTo(2, 12);
        desk.trigger("edit.quickFix");
        QVERIFY2(fixesOf(desk), qPrintable(desk.problems().join(u'\n')));
        QTRY_VERIFY2(!fixesOf(desk)->item(0)->text().contains(u"is being tried"_s), qPrintable(fixesOf(desk)->item(0)->text()));
        QVERIFY2(!fixesOf(desk)->item(0)->text().contains(u"nothing was wrong"_s), qPrintable(fixesOf(desk)->item(0)->text()));
        QTest::keyClick(fixesOf(desk), Qt::Key_Escape);
        // Another thing with the same name.
        begin(desk, u"{\n  \"a\": \"{{ campaign.amount }}\"\n}"_s);
        desk.editor()->goTo(2, 12);
        desk.trigger("edit.quickFix");
        QVERIFY(fixesOf(desk));
        QVERIFY2(fixesOf(desk)->item(0)->text().contains(u"reward.amount"_s), qPrintable(fixesOf(desk)->item(0)->text()));
        QTRY_VERIFY2(!fixesOf(desk)->item(0)->text().contains(u"is being tried"_s), qPrintable(fixesOf(desk)->item(0)->text()));
        QVERIFY2(!fixesOf(desk)->item(0)->text().contains(u"safe on all"_s), qPrintable(fixesOf(desk)->item(0)->text()));
    }

    void formatsWhatItCanProve()
    {
        WindowFixture desk;
        const QString untidy = u"{\n\"a\" :{{reward.timezone|json_encode|raw}},\n      \"b\":[1,2]\n}"_s;
        begin(desk, untidy);
        QTest::keyClick(&desk.window(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY2(desk.labelText("editorNotice").startsWith(u"Formatted"_s), qPrintable(desk.labelText("editorNotice")));
        QCOMPARE(desk.editor()->toPlainText(), u"{\n  \"a\": {{ reward.timezone|json_encode|raw }},\n  \"b\": [1, 2]\n}"_s);
        desk.editor()->undo();
        QCOMPARE(desk.editor()->toPlainText(), untidy);
        const QString broken = u"{\n\"a\" :{{reward.timezone}}\n}"_s;
        begin(desk, broken);
        desk.trigger("edit.format");
        QTRY_VERIFY2(desk.labelText("editorNotice").startsWith(u"Not formatted, because"_s),
                     qPrintable(desk.labelText("editorNotice")));
        QCOMPARE(desk.editor()->toPlainText(), broken);
    }

    void offersTheTemplateInsideAPaste()
    {
        WindowFixture desk;
        begin(desk, u"x"_s);
        desk.editor()->selectAll();
        const QString escaped = u"\"{\\\"a\\\": \\\"{{ b }}\\\"}\""_s;
        QApplication::clipboard()->setText(escaped);
        desk.trigger("edit.paste");
        QCOMPARE(desk.editor()->toPlainText(), escaped);
        QVERIFY(desk.labelText("editorNotice").contains(u"escaped template"_s));
        QTest::mouseClick(desk.find<QPushButton>("editorNoticeAction"), Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), u"{\"a\": \"{{ b }}\"}"_s);
        desk.editor()->undo();
        QCOMPARE(desk.editor()->toPlainText(), u"x"_s);
        desk.editor()->selectAll();
        QTest::keyClick(&desk.window(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.editor()->toPlainText(), u"{\"a\": \"{{ b }}\"}"_s);
        QApplication::clipboard()->setText(u"plain"_s);
        desk.editor()->selectAll();
        desk.trigger("edit.pasteUnescaped");
        QCOMPARE(desk.editor()->toPlainText(), u"plain"_s);
    }

    void copiesInEveryForm()
    {
        WindowFixture desk;
        const QString text = u"{\"a\": \"{{ reward.timezone }}\"}"_s;
        begin(desk, text);
        desk.trigger("edit.copyPlain");
        QCOMPARE(QApplication::clipboard()->text(), text);
        for (const char *id : {"edit.copyEscaped", "edit.copyApiBody", "edit.copyCurl"}) {
            desk.trigger(id);
            const auto found = templateInside(QApplication::clipboard()->text().toStdString());
            QVERIFY2(found && QString::fromStdString(found->source) == text, id);
        }
        QVERIFY(QApplication::clipboard()->text().startsWith(u"curl -X "_s));
    }

    void insertsSnippets()
    {
        WindowFixture desk;
        begin(desk, u"  "_s);
        desk.editor()->moveCursor(QTextCursor::End);
        QTest::keyClick(&desk.window(), Qt::Key_Period, Qt::ControlModifier);
        auto *menu = desk.editor()->findChild<QMenu *>(u"snippetMenu"_s);
        QVERIFY(menu && menu->isVisible());
        QAction *list = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(u"List with commas"_s)) list = action;
        }
        QVERIFY(list);
        menu->setActiveAction(list);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(desk.editor()->toPlainText().startsWith(u"  [\n    {% for item in items %}"_s));
        QCOMPARE(desk.editor()->textCursor().selectedText(), u"items"_s);
        QVERIFY(desk.editor()->toPlainText().endsWith(u"\n  ]"_s));
    }
};

QTEST_MAIN(TestEditorChanges)
#include "tst_editorchanges.moc"
