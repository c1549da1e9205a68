// SPDX-License-Identifier: MIT
// The window from end to end: what a person does with keys, and that nothing is lost on the way.
#include "ui/editor/codeeditor.h"
#include "windowfixture.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QTabWidget>
#include <QTreeView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestWindow : public QObject
{
    Q_OBJECT

private:
    static QString read(const std::filesystem::path &file)
    {
        QFile f(QString::fromStdString(file.string()));
        return f.open(QIODevice::ReadOnly) ? QString::fromUtf8(f.readAll()) : QString();
    }

    static void write(const std::filesystem::path &file, const QString &text)
    {
        QFile f(QString::fromStdString(file.string()));
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(text.toUtf8());
    }

private Q_SLOTS:
    // The story of the product: make, type, see, break, see why, mend, send, find.
    void createsTypesBreaksAndSendsByKeyboard()
    {
        WindowFixture desk;
        MainWindow &window = desk.window();
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), desk.find<QLineEdit>("newTargetName"));
        QTest::keyClicks(QApplication::focusWidget(), u"Sink: hello"_s);
        QCOMPARE(desk.find<QLineEdit>("newTargetHandle")->text(), u"sink-hello"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), desk.find<QLineEdit>("newTargetUrl"));
        QTest::keyClicks(QApplication::focusWidget(), u"https://example.com/hello"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), desk.editor());
        QVERIFY(std::filesystem::exists(desk.folder() / "targets" / "sink-hello.json.twig"));

        desk.chooseSample(u"reward.issued"_s, u"awkward"_s);
        desk.typeTemplate(u"{\"first_name\": {{ first_name|json_encode|raw }}, \"reward\": {{ reward.id }}}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        QTRY_VERIFY2(desk.payload().contains(u"\"first_name\": \"Zo\\u00eb \\\"Zo\\\"\""_s), qPrintable(desk.payload()));
        QCOMPARE(desk.problems(), QStringList());

        desk.typeTemplate(u"{\"first_name\": \"{{ first_name }}\", \"reward\": {{ reward.id }}}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
        QTRY_VERIFY(!desk.problems().isEmpty());
        const QString problem = desk.problems().constFirst();
        QVERIFY2(problem.contains(u"line 1, column 20"_s), qPrintable(problem));
        QVERIFY2(problem.contains(u"first_name"_s), qPrintable(problem));
        QVERIFY(!desk.editor()->marks().empty());
        const EditorMark mark = desk.editor()->marks().front();
        QCOMPARE(desk.editor()->toPlainText().mid(mark.position, mark.length), u"first_name"_s);

        QTest::keyClick(desk.editor(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_F8);
        QCOMPARE(desk.editor()->cursorColumn(), 20);

        QTest::keyClick(desk.editor(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(desk.labelText("responseState").startsWith(u"Nothing was sent"_s));

        desk.typeTemplate(u"{\"first_name\": {{ first_name|json_encode|raw }}}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        QTest::keyClick(desk.editor(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelText("responseState"), u"200, accepted"_s, 15000);
        const QAbstractItemModel *received = desk.find<QTreeView>("receiverList")->model();
        QTRY_COMPARE(received->rowCount(), 1);
        QCOMPARE(received->index(0, 2).data().toString(), u"/sink/sink-hello"_s);
        QTRY_VERIFY(desk.find<CodeEditor>("receivedView")->toPlainText().contains(u"Zo\\u00eb"_s));

        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(desk.labelText("unsavedMark"), u"saved"_s);
        QCOMPARE(read(desk.folder() / "targets" / "sink-hello.json.twig"),
                 u"{\"first_name\": {{ first_name|json_encode|raw }}}"_s);
    }

    void keepsTheLastGoodPayloadGreyed()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        const QString good = desk.payload();
        QTest::keyClick(desk.editor(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClicks(desk.editor(), u"{{ nope("_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"does not render"_s);
        QCOMPARE(desk.payload(), good);
        QVERIFY(desk.find<CodeEditor>("payloadView")->isStale());
        desk.trigger("edit.undo");
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        QVERIFY(!desk.find<CodeEditor>("payloadView")->isStale());
    }

    void sendsEveryPlatformToItsSimulator()
    {
        WindowFixture desk;
        int received = 0;
        for (const char *handle : {"klaviyo-reward-issued", "sfmc-reward-issued", "campaign-monitor-reward-issued"}) {
            QVERIFY(desk.window().showTarget(handle));
            QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
            desk.trigger("run.sendTest");
            QTRY_VERIFY_WITH_TIMEOUT(desk.labelText("responseState").endsWith(u", accepted"_s), 15000);
            const QAbstractItemModel *list = desk.find<QTreeView>("receiverList")->model();
            QTRY_VERIFY(list->rowCount() > received);
            received = list->rowCount();
            const QString path = list->index(0, 2).data().toString();
            QVERIFY2(!path.startsWith(u"/sink"_s), qPrintable(path));
        }
    }

    void asksBeforeItSendsToAProtectedEnvironment()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        auto *environments = desk.find<QComboBox>("environment");
        environments->setCurrentText(u"production"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
        desk.trigger("run.sendReal");
        QCOMPARE(desk.prompts().asked, QStringList{u"protected: production"_s});
        QCOMPARE(desk.labelText("responseState"), QString());
    }

    void renamesWithoutLosingEdits()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("sfmc-reward-issued"));
        QTest::keyClicks(desk.editor(), u"{# mine #}"_s);
        desk.prompts().newName = Prompts::NewName{"Reward to SFMC", "sfmc-reward"};
        desk.trigger("target.rename");
        QVERIFY(!desk.window().workspace().target("sfmc-reward-issued"));
        QVERIFY(desk.window().workspace().target("sfmc-reward"));
        QCOMPARE(desk.window().workspace().target("sfmc-reward")->name, "Reward to SFMC");
        QCOMPARE(desk.window().workspace().reactionsUsing("sfmc-reward").size(), std::size_t(1));
        QVERIFY(desk.editor()->toPlainText().startsWith(u"{# mine #}"_s));
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        QVERIFY(!read(desk.folder() / "targets" / "sfmc-reward.json.twig").startsWith(u"{# mine #}"_s));
    }

    void deletesWhenConfirmed()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-tier-attained"));
        desk.trigger("target.delete");
        QVERIFY(desk.window().workspace().target("klaviyo-tier-attained"));
        QVERIFY2(desk.prompts().asked.constFirst().contains(u"on tier.achieved"_s),
                 qPrintable(desk.prompts().asked.constFirst()));
        desk.prompts().remove = true;
        desk.trigger("target.delete");
        QVERIFY(!desk.window().workspace().target("klaviyo-tier-attained"));
        QVERIFY(!std::filesystem::exists(desk.folder() / "targets" / "klaviyo-tier-attained.json"));
        QVERIFY(!desk.editor()->toPlainText().isEmpty());
    }

    void undoingEverythingMakesItClean()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTest::keyClicks(desk.editor(), u"x"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        desk.trigger("edit.undo");
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
        auto *url = desk.find<QLineEdit>("settingUrl");
        const QString before = url->text();
        desk.trigger("view.settings");
        url->setFocus();
        QTest::keyClicks(url, u"/x"_s);
        QCOMPARE(desk.labelText("unsavedMark"), u"unsaved"_s);
        QTest::keyClick(url, Qt::Key_Backspace);
        QTest::keyClick(url, Qt::Key_Backspace);
        QCOMPARE(url->text(), before);
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
    }

    void anEditStaysWhileAnotherTargetIsShown()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QTest::keyClicks(desk.editor(), u"abc"_s);
        QVERIFY(desk.window().showTarget("sfmc-reward-issued"));
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        QVERIFY(desk.editor()->toPlainText().startsWith(u"abc"_s));
        desk.trigger("edit.undo");
        QVERIFY(!desk.editor()->toPlainText().startsWith(u"abc"_s));
    }

    void picksUpChangesOnDiskAndAsksBeforeItOverwritesThem()
    {
        WindowFixture desk;
        const auto file = desk.folder() / "targets" / "klaviyo-reward-issued.json.twig";
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        write(file, u"{\"theirs\": 1}"_s);
        desk.trigger("workspace.reload");
        QCOMPARE(desk.editor()->toPlainText(), u"{\"theirs\": 1}"_s);

        desk.typeTemplate(u"{\"mine\": 1}"_s);
        write(file, u"{\"theirs\": 2}"_s);
        desk.trigger("target.save");
        QCOMPARE(desk.prompts().asked, QStringList{u"on disk: Klaviyo: reward issued"_s});
        QCOMPARE(read(file), u"{\"theirs\": 2}"_s);
        QCOMPARE(desk.editor()->toPlainText(), u"{\"mine\": 1}"_s);
        desk.prompts().onDisk = Prompts::OnDisk::Overwrite;
        desk.trigger("target.save");
        QCOMPARE(read(file), u"{\"mine\": 1}"_s);
        QCOMPARE(desk.labelText("unsavedMark"), QStringLiteral("saved"));
    }

    void closingAsksForUnsavedChanges()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"kept\": true}"_s);
        QVERIFY(!desk.window().close());
        QVERIFY(desk.window().isVisible());
        desk.prompts().unsaved = Prompts::Unsaved::Save;
        QVERIFY(desk.window().close());
        QCOMPARE(read(desk.folder() / "targets" / "klaviyo-reward-issued.json.twig"), u"{\"kept\": true}"_s);
        desk.restart();
        QCOMPARE(desk.editor()->toPlainText(), u"{\"kept\": true}"_s);
    }

    void aHandleThatIsTakenIsRefusedAtOnce()
    {
        WindowFixture desk;
        desk.trigger("target.new");
        QTest::keyClicks(desk.find<QLineEdit>("newTargetName"), u"Klaviyo: reward issued"_s);
        QVERIFY(desk.labelText("newTargetProblem").contains(u"klaviyo-reward-issued"_s));
        QTest::keyClick(desk.find<QLineEdit>("newTargetName"), Qt::Key_Return);
        QVERIFY(desk.find<QLineEdit>("newTargetName")->isVisible());
        QTest::keyClick(desk.find<QLineEdit>("newTargetName"), Qt::Key_Escape);
        QTRY_VERIFY(desk.editor()->isVisible());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
