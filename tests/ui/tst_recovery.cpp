// SPDX-License-Identifier: MIT
// Never lose a word: drafts, a killed program, earlier versions, undo of renames and deletions, changes on disk.
#include "history/draftjournal.h"
#include "history/historyfolder.h"
#include "history/localhistory.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/editorcontext.h"
#include "ui/editor/templatetools.h"
#include "ui/history/restoredialog.h"
#include "ui/shell/targetpage.h"
#include "windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace Qt::StringLiterals;
using namespace targetdesk;

namespace {

constexpr const char *childArgument = "--type-and-wait";
constexpr const char *handle = "klaviyo-reward-issued";

std::vector<KeptTarget> draftsOf(const WindowFixture &desk)
{
    std::vector<WorkspaceProblem> problems;
    return DraftJournal(historyFolder(desk.stateFolder(), desk.folder()) / "drafts").drafts(problems);
}

QString read(const std::filesystem::path &file)
{
    QFile f(QString::fromStdString(file.string()));
    return f.open(QIODevice::ReadOnly) ? QString::fromUtf8(f.readAll()) : QString();
}

void write(const std::filesystem::path &file, const QString &text)
{
    std::ofstream(file, std::ios::binary) << text.toStdString();
}

QPushButton *choice(const WindowFixture &desk, const QString &text)
{
    for (QPushButton *button : desk.find<QWidget>("messageBar")->findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible()) return button;
    }
    return nullptr;
}

/// The other program of the test: somebody types, and then the power goes.
int typeAndWait(const QString &place)
{
    WindowFixture desk(place);
    if (!desk.window().showTarget(handle)) return 1;
    QTest::keyClicks(desk.editor(), u"{# typed before the crash #}"_s);
    if (!QTest::qWaitFor([&] { return desk.labelText("unsavedMark") == u"unsaved, draft kept"_s; }, 15000)) return 2;
    std::puts("kept");
    std::fflush(stdout);
    QTest::qWait(60000);
    return 3;
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPauseKeepsADraft()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"abc"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        QTRY_COMPARE(desk.labelText("unsavedMark"), u"unsaved, draft kept"_s);
        QCOMPARE(draftsOf(desk).size(), std::size_t(1));
        QVERIFY(draftsOf(desk)[0].target.templateSource.starts_with("abc"));
        QTest::keyClicks(desk.editor(), u"d"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        desk.trigger("target.save");
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
        QTRY_VERIFY(draftsOf(desk).empty());
    }

    void anEditedContextIsThereAtTheNextStart()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        const auto edit = [&desk](const QString &typed) {
            desk.trigger("view.context");
            auto *asText = desk.find<QToolButton>("contextAsText");
            if (!asText->isChecked()) QTest::mouseClick(asText, Qt::LeftButton);
            auto *text = desk.find<CodeEditor>("contextText");
            text->setFocus();
            QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(text, typed);
        };
        edit(u"{\"first_name\": \"typed\"}"_s);
        QTRY_VERIFY(desk.find<QWidget>("contextCopyState")->isVisible());
        // What the editor offers and tries its changes on is the copy, too.
        const EditorContext &context = desk.window().findChild<TargetPage *>()->tools().context();
        QTRY_VERIFY(
            std::ranges::any_of(context.allSamples, [](const Sample &one) { return one.text == R"({"first_name": "typed"})"; }));
        desk.restart();
        QVERIFY(desk.window().showTarget(handle));
        QVERIFY(desk.labelText("contextCopyState").startsWith(u"Edited copy"_s));
        QCOMPARE(desk.find<CodeEditor>("contextText")->toPlainText(), u"{\"first_name\": \"typed\"}"_s);
        QTest::mouseClick(desk.find<QToolButton>("contextDiscardCopy"), Qt::LeftButton);
        desk.restart();
        QVERIFY(desk.window().showTarget(handle));
        QVERIFY(!desk.find<QWidget>("contextCopyState")->isVisible());
    }

    void undoingAllDropsTheDraft()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"x"_s);
        QTRY_COMPARE(draftsOf(desk).size(), std::size_t(1));
        desk.trigger("edit.undo");
        QTRY_VERIFY(draftsOf(desk).empty());
    }

    void aKilledProgramLosesNothing()
    {
        const QTemporaryDir place;
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(childArgument), place.path()});
        QVERIFY(program.waitForReadyRead(60000));
        QCOMPARE(program.readAllStandardOutput().trimmed(), QByteArray("kept"));
        program.kill();
        QVERIFY(program.waitForFinished());

        WindowFixture desk(place.path());
        QVERIFY(desk.window().showTarget(handle));
        QVERIFY(!desk.editor()->toPlainText().contains(u"typed before the crash"_s));
        desk.window().offerDrafts();
        QCOMPARE(desk.prompts().offers.size(), std::size_t(1));
        QVERIFY(desk.prompts().offers[0].saved && !desk.prompts().offers[0].savedIsOther);
        QCOMPARE(draftsOf(desk).size(), std::size_t(1)); // "later"
        desk.prompts().draft = DraftChoice::Restore;
        desk.window().offerDrafts();
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# typed before the crash #}"_s));
        QVERIFY(desk.labelText("unsavedMark").startsWith(u"unsaved"_s));
        desk.trigger("edit.undo");
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
    }

    void aDiscardedDraftIsNotOfferedAgain()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"abc"_s);
        desk.restart();
        QVERIFY(desk.window().showTarget(handle));
        desk.prompts().draft = DraftChoice::Discard;
        desk.window().offerDrafts();
        QCOMPARE(desk.prompts().offers.size(), std::size_t(1));
        desk.prompts().offers.clear();
        desk.window().offerDrafts();
        QVERIFY(desk.prompts().offers.empty());
        QVERIFY(!desk.editor()->toPlainText().startsWith(u"abc"_s));
    }

    void aDraftOfAChangedTargetSaysSo()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"abc"_s);
        desk.restart();
        write(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig", u"{}"_s);
        desk.restart();
        desk.window().offerDrafts();
        QCOMPARE(desk.prompts().offers.size(), std::size_t(1));
        QVERIFY(desk.prompts().offers[0].savedIsOther);
    }

    void aDraftOfADeletedTargetMakesItAgain()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        desk.restart();
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json");
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig");
        desk.restart();
        desk.prompts().draft = DraftChoice::Restore;
        desk.window().offerDrafts();
        QVERIFY(read(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig").startsWith(u"{# mine #}"_s));
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
    }

    void aNewTargetIsKeptBeforeItIsMade()
    {
        WindowFixture desk;
        desk.trigger("target.new");
        QTRY_COMPARE(QApplication::focusWidget(), desk.find<QLineEdit>("newTargetName"));
        QTest::keyClicks(QApplication::focusWidget(), u"Half done"_s);
        desk.restart();
        desk.prompts().draft = DraftChoice::Restore;
        desk.window().offerDrafts();
        QCOMPARE(desk.find<QLineEdit>("newTargetName")->text(), u"Half done"_s);
        QCOMPARE(desk.find<QLineEdit>("newTargetHandle")->text(), u"half-done"_s);
        QTest::keyClicks(desk.find<QLineEdit>("newTargetUrl"), u"https://example.com/x"_s);
        QTest::keyClick(desk.find<QLineEdit>("newTargetUrl"), Qt::Key_Return);
        QTRY_VERIFY(std::filesystem::exists(desk.folder() / "targets" / "half-done.json"));
        QTRY_VERIFY(draftsOf(desk).empty());
    }

    void everySaveIsAVersion()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        const QString first = desk.editor()->toPlainText();
        desk.typeTemplate(u"{\"v\": 1}"_s);
        desk.trigger("target.save");
        desk.typeTemplate(u"{\"v\": 2}"_s);
        desk.trigger("target.save");
        desk.trigger("view.history");
        auto *versions = desk.find<QListWidget>("versionList");
        QCOMPARE(versions->count(), 3);
        QVERIFY(!desk.find<QPushButton>("restoreVersion")->isEnabled());
        QTest::keyClick(versions, Qt::Key_Down);
        const QString diff = desk.find<QPlainTextEdit>("versionDiff")->toPlainText();
        QVERIFY2(diff.contains(u"− {\"v\": 1}"_s) && diff.contains(u"+ {\"v\": 2}"_s), qPrintable(diff));
        QTest::keyClick(versions, Qt::Key_End);
        QTest::mouseClick(desk.find<QPushButton>("restoreVersion"), Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), first);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        desk.trigger("edit.undo");
        QCOMPARE(desk.editor()->toPlainText(), u"{\"v\": 2}"_s);
    }

    void aDeletionCanBeUndone()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        const QString before = read(desk.folder() / "targets" / "klaviyo-reward-issued.json");
        QTest::keyClicks(desk.editor(), u"{# unsaved #}"_s);
        desk.prompts().remove = true;
        desk.trigger("target.delete");
        QVERIFY(!desk.window().workspace().target(handle));
        QVERIFY(choice(desk, u"Undo"_s));
        QTest::mouseClick(choice(desk, u"Undo"_s), Qt::LeftButton);
        QCOMPARE(read(desk.folder() / "targets" / "klaviyo-reward-issued.json"), before);
        QVERIFY(desk.window().workspace().target(handle));
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# unsaved #}"_s));
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
    }

    void aRenameCanBeUndoneAndDoneAgain()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("sfmc-reward-issued"));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        const std::string name = desk.window().workspace().target("sfmc-reward-issued")->name;
        desk.prompts().newName = Prompts::NewName{"Reward to SFMC", "sfmc-reward"};
        desk.trigger("target.rename");
        QVERIFY(desk.window().workspace().target("sfmc-reward"));
        desk.find<QTreeView>("targetList")->setFocus();
        desk.trigger("edit.undo");
        QVERIFY(!desk.window().workspace().target("sfmc-reward"));
        QCOMPARE(desk.window().workspace().target("sfmc-reward-issued")->name, name);
        QCOMPARE(desk.window().workspace().reactionsUsing("sfmc-reward-issued").size(), std::size_t(1));
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        desk.find<QTreeView>("targetList")->setFocus();
        desk.trigger("edit.redo");
        QVERIFY(desk.window().workspace().target("sfmc-reward"));
        QTRY_COMPARE(draftsOf(desk).size(), std::size_t(1));
        QCOMPARE(draftsOf(desk)[0].target.handle, std::string("sfmc-reward"));
    }

    void whatCannotBeUndoneSaysWhy()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        desk.prompts().remove = true;
        desk.trigger("target.delete");
        write(desk.folder() / "targets" / "klaviyo-reward-issued.json", u"{}"_s);
        desk.find<QTreeView>("targetList")->setFocus();
        desk.trigger("edit.undo");
        const QString text = desk.labelText("messageText");
        QVERIFY2(text.contains(u"cannot be undone"_s) && text.contains(u"klaviyo-reward-issued"_s), qPrintable(text));
        QCOMPARE(read(desk.folder() / "targets" / "klaviyo-reward-issued.json"), u"{}"_s);
    }

    void aChangeOnDiskIsToldAndChosen()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        const auto file = desk.folder() / "targets" / "klaviyo-reward-issued.json.twig";
        write(file, u"{\"other\": 1}"_s);
        desk.trigger("workspace.reload");
        QVERIFY(choice(desk, u"Keep mine"_s));
        QTest::mouseClick(choice(desk, u"Keep mine"_s), Qt::LeftButton);
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        desk.trigger("workspace.reload");
        QVERIFY(!choice(desk, u"Keep mine"_s)); // told once
        write(file, u"{\"other\": 2}"_s);
        desk.trigger("workspace.reload");
        QTest::mouseClick(choice(desk, u"Take what is on disk"_s), Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), u"{\"other\": 2}"_s);
        desk.trigger("view.history");
        QVERIFY(desk.find<QListWidget>("versionList")->count() > 0); // what was dropped can be taken back
    }

    // Another program writes into the file that is there; nobody presses F5.
    void aChangeOfWhatIsNotEditedIsTakenByItself()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        write(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig", u"{\"other\": 1}"_s);
        QTRY_COMPARE(desk.editor()->toPlainText(), u"{\"other\": 1}"_s);
        QTRY_VERIFY2(desk.payload().contains(u"\"other\": 1"_s), qPrintable(desk.payload()));
        write(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig", u"{\"other\": 2}"_s);
        QTRY_COMPARE(desk.editor()->toPlainText(), u"{\"other\": 2}"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"saved"_s);
        QVERIFY(!desk.find<QWidget>("messageBar")->isVisible());

        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json");
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig");
        QTRY_VERIFY(!desk.window().workspace().target(handle));
        QVERIFY(!choice(desk, u"Keep mine"_s)); // there is nothing to keep
        QVERIFY(!desk.editor()->toPlainText().contains(u"other"_s));
    }

    void aSampleThatChangesOnDiskIsRenderedAgain()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": {{ first_name|json_encode|raw }}}"_s);
        write(desk.folder() / "contexts" / "reward.issued" / "awkward.json", u"{\"first_name\": \"Elsewhere\"}"_s);
        desk.trigger("workspace.reload");
        QTRY_VERIFY2(desk.payload().contains(u"Elsewhere"_s), qPrintable(desk.payload()));
    }

    void theBarOfAChangeOnDiskIsAnsweredByKeys()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        desk.editor()->setFocus();
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        const auto file = desk.folder() / "targets" / "klaviyo-reward-issued.json.twig";
        const auto goToBar = [&desk] {
            for (int i = 0; i < 7 && !desk.find<QWidget>("messageBar")->isAncestorOf(QApplication::focusWidget()); ++i)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        };
        write(file, u"{\"other\": 1}"_s);
        QTRY_VERIFY(choice(desk, u"Keep mine"_s));
        goToBar();
        QCOMPARE(QApplication::focusWidget(), choice(desk, u"Keep mine"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(!desk.find<QWidget>("messageBar")->isVisible());
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        QVERIFY(desk.labelText("unsavedMark").startsWith(u"unsaved"_s));
        write(file, u"{\"other\": 2}"_s);
        QTRY_VERIFY(choice(desk, u"Keep mine"_s));
        goToBar();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), choice(desk, u"Take what is on disk"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(desk.editor()->toPlainText(), u"{\"other\": 2}"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"saved"_s);
    }

    // Closing the bar decides nothing: the edits stay, and saving asks.
    void theBarOfAChangeOnDiskIsClosed()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        const auto file = desk.folder() / "targets" / "klaviyo-reward-issued.json.twig";
        write(file, u"{\"other\": 1}"_s);
        QTRY_VERIFY(desk.find<QWidget>("messageBar")->isVisible());
        QTest::mouseClick(desk.find<QToolButton>("messageClose"), Qt::LeftButton);
        QVERIFY(!desk.find<QWidget>("messageBar")->isVisible());
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        desk.trigger("target.save");
        QCOMPARE(desk.prompts().asked, QStringList{u"on disk: Klaviyo: reward issued"_s});
        QCOMPARE(read(file), u"{\"other\": 1}"_s);
    }

    void theBarSpeaksOfATargetThatIsNotShown()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        QVERIFY(desk.window().showTarget("sfmc-reward-issued"));
        const QString shown = desk.editor()->toPlainText();
        write(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig", u"{\"other\": 1}"_s);
        QTRY_VERIFY(choice(desk, u"Take what is on disk"_s));
        QVERIFY2(desk.labelText("messageText").contains(u"Klaviyo: reward issued"_s), qPrintable(desk.labelText("messageText")));
        QTest::mouseClick(choice(desk, u"Take what is on disk"_s), Qt::LeftButton);
        QCOMPARE(desk.editor()->toPlainText(), shown);
        QVERIFY(desk.window().showTarget(handle));
        QCOMPARE(desk.editor()->toPlainText(), u"{\"other\": 1}"_s);
    }

    void aDeletionOnDiskIsTaken()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json");
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig");
        QTRY_VERIFY(choice(desk, u"Take what is on disk"_s));
        QTest::mouseClick(choice(desk, u"Take what is on disk"_s), Qt::LeftButton);
        QVERIFY(!desk.window().showTarget(handle));
        QVERIFY(desk.editor()->isVisible() && !desk.editor()->toPlainText().contains(u"mine"_s));
        const LocalHistory history(historyFolder(desk.stateFolder(), desk.folder()) / "versions");
        const auto versions = history.versions(handle);
        QVERIFY(!versions.empty()); // the choice may have been a slip
        QVERIFY(history.read(versions.front()).target.templateSource.starts_with("{# mine #}"));
    }

    void editsOfATargetDeletedOnDiskStay()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget(handle));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json");
        std::filesystem::remove(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig");
        desk.trigger("workspace.reload");
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        desk.trigger("target.save");
        QVERIFY(read(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig").startsWith(u"{# mine #}"_s));
    }

    void theRestoreDialogIsDrivenByKeys()
    {
        Theme theme(*qApp);
        Target saved;
        saved.handle = "a";
        saved.name = "A";
        saved.templateSource = "{\"x\": 1}\n";
        Target edited = saved;
        edited.templateSource = "{\"x\": 2}\n";
        Target fresh = edited;
        fresh.handle = "b";
        fresh.name = "B";
        RestoreDialog dialog(theme, {{{edited, 1, false, false, {}}, saved, false}, {{fresh, 2, true, false, {}}, {}, false}});
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        const QString diff = dialog.findChild<QPlainTextEdit *>(u"restoreDiff"_s)->toPlainText();
        QVERIFY2(diff.contains(u"− {\"x\": 1}"_s) && diff.contains(u"+ {\"x\": 2}"_s), qPrintable(diff));
        auto *list = dialog.findChild<QListWidget *>(u"restoreList"_s);
        QCOMPARE(QApplication::focusWidget(), list);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(dialog.findChild<QPushButton *>(u"restoreDiscard"_s), Qt::Key_Space);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY(dialog.choices() == std::vector({DraftChoice::Restore, DraftChoice::Discard}));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale::c());
    if (argc == 3 && qstrcmp(argv[1], childArgument) == 0) return typeAndWait(QString::fromLocal8Bit(argv[2]));
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
