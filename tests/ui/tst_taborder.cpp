// SPDX-License-Identifier: MIT
// Every part of the window is reached by Tab: each widget once, in reading order, and back by Shift+Tab; panes by F6.
#include "tabwalk.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/helpwindow.h"
#include "ui/history/restoredialog.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/wantedpayloaddialog.h"
#include "ui/shell/dialogprompts.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/renamedialog.h"
#include "ui/targets/targetspanel.h"
#include "windowfixture.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestTabOrder : public QObject
{
    Q_OBJECT

private:
    static void choosePart(const WindowFixture &desk, int part) { desk.find<QTabBar>("targetTabs")->setCurrentIndex(part); }
    static void explain(const WindowFixture &desk, int tab) { desk.find<QTabWidget>("inspector")->setCurrentIndex(tab); }
    static void result(const WindowFixture &desk, int tab) { desk.find<QTabWidget>("bottomTabs")->setCurrentIndex(tab); }

    using Prepare = std::function<void(WindowFixture &)>;
    static void row(const char *name, Prepare prepare) { QTest::newRow(name) << prepare; }

    static void addPartsOfTheTarget()
    {
        row("template", [](WindowFixture &) {});
        row("find and replace", [](WindowFixture &desk) { desk.trigger("edit.replace"); });
        row("paste notice", [](WindowFixture &desk) {
            QGuiApplication::clipboard()->setText(u"\"{\\\"a\\\": \\\"{{ b }}\\\"}\""_s);
            desk.editor()->setFocus();
            desk.trigger("edit.selectAll");
            desk.trigger("edit.paste");
            QTRY_VERIFY(desk.find<QWidget>("editorNotice")->isVisible());
        });
        row("coverage, empty", [](WindowFixture &desk) { choosePart(desk, TargetPage::CoverageTab); });
        row("coverage", [](WindowFixture &desk) {
            desk.trigger("run.matrix");
            QTRY_VERIFY_WITH_TIMEOUT(!desk.find<QToolButton>("matrixCancel")->isVisible() &&
                                         desk.find<QTreeView>("matrixView")->model()->rowCount() > 0,
                                     60000);
        });
        row("settings", [](WindowFixture &desk) { choosePart(desk, TargetPage::SettingsTab); });
        row("settings, all groups open, OAuth2", [](WindowFixture &desk) {
            choosePart(desk, TargetPage::SettingsTab);
            auto *kind = desk.find<QComboBox>("settingAuthentication");
            kind->setCurrentIndex(kind->count() - 1);
            Q_EMIT kind->activated(kind->currentIndex());
            for (QToolButton *head : desk.find<QWidget>("targetSettings")->findChildren<QToolButton *>())
                if (head->isCheckable()) head->setChecked(true);
        });
        row("history, empty", [](WindowFixture &desk) { choosePart(desk, TargetPage::HistoryTab); });
        row("history", [](WindowFixture &desk) {
            desk.typeTemplate(u"{\"a\": 1}"_s);
            desk.trigger("target.save");
            desk.typeTemplate(u"{\"a\": 2}"_s);
            choosePart(desk, TargetPage::HistoryTab);
        });
        row("new target", [](WindowFixture &desk) {
            desk.trigger("target.new");
            QTest::keyClicks(desk.find<QLineEdit>("newTargetName"), u"Fresh"_s);
        });
        row("no target", [](WindowFixture &desk) {
            std::filesystem::remove_all(desk.folder() / "targets");
            std::filesystem::create_directory(desk.folder() / "targets");
            desk.trigger("workspace.reload");
            QVERIFY(!desk.editor()->isVisible());
        });
        row("message with choices", [](WindowFixture &desk) {
            QTest::keyClicks(desk.editor(), u"x"_s);
            QFile file(QString::fromStdString((desk.folder() / "targets" / "klaviyo-reward-issued.json.twig").string()));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{}");
            file.close();
            desk.trigger("workspace.reload");
            QVERIFY(desk.find<QWidget>("messageBar")->isVisible());
        });
    }

    static void addPartsOfThePreview()
    {
        row("raw payload", [](WindowFixture &desk) { desk.trigger("view.prettyPayload"); });
        row("nothing explains", [](WindowFixture &desk) { desk.trigger("view.inspector"); });
        row("where from", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id|upper|json_encode|raw }}}"_s);
            explain(desk, 0);
            desk.editor()->goTo(1, 12);
            QTRY_VERIFY(desk.find<QToolButton>("originJump")->isVisible());
        });
        row("context", [](WindowFixture &desk) { desk.trigger("view.context"); });
        row("context as text, edited", [](WindowFixture &desk) {
            desk.trigger("view.context");
            desk.find<QToolButton>("contextAsText")->click();
            auto *text = desk.find<CodeEditor>("contextText");
            text->setFocus();
            QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(text, u"{\"first_name\": \"typed\"}"_s);
            desk.find<QToolButton>("contextSaveCopy")->click();
            QVERIFY(desk.find<QLineEdit>("contextCopyName")->isVisible());
        });
        row("request", [](WindowFixture &desk) { explain(desk, 2); });
        row("differences", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
            desk.trigger("view.compare");
        });
        row("differences by line", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
            desk.trigger("view.compare");
            desk.find<QToolButton>("compareByLine")->click();
        });
        row("steps", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id }}, \"b\": {{ email|json_encode|raw }}}"_s);
            explain(desk, 4);
            QTRY_VERIFY(desk.find<QToolButton>("stepForward")->isEnabled());
            QTest::mouseClick(desk.find<QToolButton>("stepForward"), Qt::LeftButton);
        });
        row("impact, none", [](WindowFixture &desk) { desk.trigger("view.impact"); });
    }

    static void addResults()
    {
        row("response, none", [](WindowFixture &desk) { result(desk, 1); });
        row("receiver, none", [](WindowFixture &desk) { result(desk, 2); });
        row("response", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
            desk.trigger("run.sendTest");
            QTRY_VERIFY_WITH_TIMEOUT(desk.find<CodeEditor>("answerView")->isVisible(), 15000);
        });
        row("receiver", [](WindowFixture &desk) {
            desk.prepare(u"{\"a\": {{ reward.id }}}"_s);
            desk.trigger("run.sendTest");
            QTRY_VERIFY_WITH_TIMEOUT(desk.find<CodeEditor>("answerView")->isVisible(), 15000);
            result(desk, 2);
            QTRY_VERIFY(desk.find<QTreeView>("receiverList")->isVisible());
        });
    }

private Q_SLOTS:
    // The rule of the walk itself: a step up stays in the column only when it goes to the next one.
    void readingOrderIsTold_data()
    {
        QTest::addColumn<QRect>("from");
        QTest::addColumn<QRect>("to");
        QTest::addColumn<bool>("isInOrder");
        QTest::newRow("right") << QRect(0, 0, 10, 10) << QRect(20, 0, 10, 10) << true;
        QTest::newRow("left") << QRect(20, 0, 10, 10) << QRect(0, 0, 10, 10) << false;
        QTest::newRow("next line") << QRect(20, 0, 10, 10) << QRect(0, 20, 10, 10) << true;
        QTest::newRow("line before") << QRect(0, 20, 10, 10) << QRect(5, 0, 10, 10) << false;
        QTest::newRow("next column") << QRect(0, 20, 10, 10) << QRect(20, 0, 10, 10) << true;
    }

    void readingOrderIsTold()
    {
        QFETCH(QRect, from);
        QFETCH(QRect, to);
        QFETCH(bool, isInOrder);
        QCOMPARE(TabWalk::problemOfOrder(from, to).isEmpty(), isInOrder);
    }

    void everyPartIsWalkedByTab_data()
    {
        QTest::addColumn<std::function<void(WindowFixture &)>>("prepare");
        addPartsOfTheTarget();
        addPartsOfThePreview();
        addResults();
    }

    void everyPartIsWalkedByTab()
    {
        QFETCH(Prepare, prepare);
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTest::keyClick(&desk.window(), Qt::Key_M, Qt::ControlModifier);
        prepare(desk);
        if (QTest::currentTestFailed()) return;
        const QStringList problems = TabWalk(desk.window()).problems();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    // Tab is text there until one says otherwise; F6 leads out either way.
    void editorsTakeTabUntilTold()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.trigger("view.context");
        desk.find<QToolButton>("contextAsText")->click();
        for (auto *editor : {desk.editor(), desk.find<CodeEditor>("contextText")}) {
            QVERIFY2(editor->accessibleDescription().contains(u"F6"_s) && editor->accessibleDescription().contains(u"Ctrl+M"_s),
                     qPrintable(editor->accessibleDescription()));
            editor->setFocus();
            const QString before = editor->toPlainText();
            QTest::keyClick(editor, Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), editor);
            QVERIFY(editor->toPlainText() != before);
            QTest::keyClick(editor, Qt::Key_F6);
            QVERIFY(QApplication::focusWidget() != editor);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
            QCOMPARE(QApplication::focusWidget(), editor);

            QTest::keyClick(editor, Qt::Key_M, Qt::ControlModifier);
            const QString text = editor->toPlainText();
            QTest::keyClick(editor, Qt::Key_Tab);
            QVERIFY(QApplication::focusWidget() != editor);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
            QCOMPARE(QApplication::focusWidget(), editor);
            QCOMPARE(editor->toPlainText(), text);
            QTest::keyClick(editor, Qt::Key_M, Qt::ControlModifier);
        }
        QTest::keyClick(desk.editor(), Qt::Key_M, Qt::ControlModifier);
        desk.restart();
        QVERIFY(desk.editor()->tabChangesFocus());
    }

    void f6GoesRoundAllPanesAndBack()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.editor()->setFocus();
        const QList<const QWidget *> panes = {desk.window().findChild<TargetPage *>(), desk.window().findChild<PayloadPanel *>(),
                                              desk.window().findChild<Inspector *>(),  desk.find<QWidget>("bottomTabs"),
                                              desk.window().findChild<TopBar *>(),     desk.window().findChild<TargetsPanel *>(),
                                              desk.window().findChild<TargetPage *>()};
        for (qsizetype at = 1; at < panes.size(); ++at) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            QVERIFY2(panes[at]->isAncestorOf(QApplication::focusWidget()), qPrintable(QString::number(at)));
        }
        QCOMPARE(QApplication::focusWidget(), desk.editor()); // where one was in that pane
        for (qsizetype at = panes.size() - 2; at >= 0; --at) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
            QVERIFY2(panes[at]->isAncestorOf(QApplication::focusWidget()), qPrintable(QString::number(at)));
        }
        QCOMPARE(QApplication::focusWidget(), desk.editor());
    }

    void dialogsAreWalkedByTab_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("rename") << 0;
        QTest::newRow("restore") << 1;
        QTest::newRow("wanted payload") << 2;
        QTest::newRow("help") << 3;
    }

    void dialogsAreWalkedByTab()
    {
        QFETCH(int, which);
        WindowFixture desk;
        const Theme theme(*qApp);
        const Syntax syntax;
        std::unique_ptr<QDialog> dialog;
        const Target target = desk.window().workspace().targets().front();
        const DraftOffer offer{{target, 1, false, false, {}}, target, true};
        switch (which) {
        case 0: dialog = std::make_unique<RenameDialog>(desk.window().workspace(), target); break;
        case 1: dialog = std::make_unique<RestoreDialog>(theme, std::vector{offer, offer}); break;
        case 2: dialog = std::make_unique<WantedPayloadDialog>(theme, syntax, R"({"first_name": "a", "id": 1})"); break;
        default: dialog = std::make_unique<HelpWindow>(theme, nullptr);
        }
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
        if (which == 2)
            dialog->findChild<CodeEditor *>(u"wantedExample"_s)->setPlainText(u"{\"firstName\": \"Jo\", \"id\": 1, \"c\": 2}"_s);
        const QStringList problems = TabWalk(*dialog).problems();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }

    void questionsAreWalkedByTabAndLeftByEscape_data()
    {
        QTest::addColumn<std::function<bool(DialogPrompts &)>>("isCancelled");
        using Ask = std::function<bool(DialogPrompts &)>;
        QTest::newRow("unsaved") << Ask([](DialogPrompts &prompts) {
            return prompts.unsavedChanges(nullptr, {u"a"_s, u"b"_s}) == Prompts::Unsaved::Cancel;
        });
        QTest::newRow("on disk") << Ask(
            [](DialogPrompts &prompts) { return prompts.changedOnDisk(nullptr, u"a"_s) == Prompts::OnDisk::Cancel; });
        QTest::newRow("delete") << Ask([](DialogPrompts &prompts) { return !prompts.confirmDelete(nullptr, u"a"_s, {}); });
        QTest::newRow("protected") << Ask(
            [](DialogPrompts &prompts) { return !prompts.confirmProtectedSend(nullptr, u"live"_s, u"https://example.com"_s); });
    }

    void questionsAreWalkedByTabAndLeftByEscape()
    {
        QFETCH(std::function<bool(DialogPrompts &)>, isCancelled);
        const Theme theme(*qApp);
        DialogPrompts prompts(theme);
        QStringList problems = {u"was not shown"_s};
        QTimer::singleShot(0, this, [&problems] {
            QWidget *box = QApplication::activeModalWidget();
            if (!box || !QTest::qWaitForWindowActive(box)) return;
            problems = TabWalk(*box).problems();
            QTest::keyClick(box, Qt::Key_Escape);
        });
        QVERIFY(isCancelled(prompts));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }
};

QTEST_MAIN(TestTabOrder)
#include "tst_taborder.moc"
