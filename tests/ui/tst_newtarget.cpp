// SPDX-License-Identifier: MIT
// What a new target starts from: each platform's templates, a copy, a small one, nothing; by keys and mouse.
#include "ui/editor/codeeditor.h"
#include "ui/targets/targetsmodel.h"
#include "windowfixture.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestNewTarget : public QObject
{
    Q_OBJECT

private:
    static QString read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static QLineEdit *field(const WindowFixture &desk, const char *name) { return desk.find<QLineEdit>(name); }

    /// Ctrl+N, Tab to the choice, and down to the start of that title.
    static bool chooseByKeys(WindowFixture &desk, const QString &title)
    {
        auto *starts = desk.find<QComboBox>("newTargetStart");
        if (!starts->isVisible()) QTest::keyClick(&desk.window(), Qt::Key_N, Qt::ControlModifier);
        for (int i = 0; i < 4 && QApplication::focusWidget() != starts; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget() != starts) return false;
        QTest::keyClick(starts, Qt::Key_Home);
        for (int i = 0; i < starts->count() && starts->currentText() != title; ++i)
            QTest::keyClick(starts, Qt::Key_Down);
        return starts->currentText() == title;
    }

private Q_SLOTS:
    void everyTemplateOfEveryPlatformIsOffered()
    {
        WindowFixture desk;
        desk.trigger("target.new");
        const auto *starts = desk.find<QComboBox>("newTargetStart");
        int presets = 0;
        const QDir folder(u":/targetdesk/presets"_s);
        for (const QString &platform : folder.entryList(QDir::Dirs)) {
            int offered = 0;
            const QString name = TargetsModel::platformName(platform.toStdString());
            QVERIFY(!name.isEmpty() && name != platform);
            for (int i = 0; i < starts->count(); ++i)
                offered += starts->itemText(i).startsWith(name + u": "_s) ? 1 : 0;
            const auto files = QDir(folder.filePath(platform)).entryList({u"*.json.twig"_s}, QDir::Files).size();
            QCOMPARE(offered, static_cast<int>(files));
            presets += offered;
        }
        QVERIFY(presets > 20);
        QCOMPARE(starts->count(), presets + 2 + static_cast<int>(desk.window().workspace().targets().size()));
    }

    void aStartOfEachPlatformRenders_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("handle");
        QTest::newRow("klaviyo") << u"Klaviyo: Reward issued"_s << u"klaviyo/reward-issued"_s << u"klaviyo-reward-issued-2"_s;
        QTest::newRow("sfmc") << u"Salesforce Marketing Cloud: Transactional email"_s << u"sfmc/transactional-email"_s
                              << u"salesforce-marketing-cloud-transactional-email"_s;
        QTest::newRow("campaign-monitor") << u"Campaign Monitor: Subscriber upsert"_s << u"campaign-monitor/subscriber-upsert"_s
                                          << u"campaign-monitor-subscriber-upsert"_s;
    }

    void aStartOfEachPlatformRenders()
    {
        QFETCH(QString, title);
        QFETCH(QString, file);
        QFETCH(QString, handle);
        WindowFixture desk;
        QVERIFY(chooseByKeys(desk, title));
        QCOMPARE(field(desk, "newTargetName")->text(), title);
        QCOMPARE(field(desk, "newTargetHandle")->text(), handle); // a free one
        QCOMPARE(desk.labelText("newTargetProblem"), QString());
        QCOMPARE(desk.labelText("statusValidity"), QString()); // nothing is rendered yet
        field(desk, "newTargetUrl")->setFocus();
        QTest::keyClicks(field(desk, "newTargetUrl"), u"https://example.com/x"_s);
        QTest::keyClick(field(desk, "newTargetUrl"), Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), desk.editor());
        const Target *made = desk.window().workspace().target(handle.toStdString());
        QVERIFY(made);
        QCOMPARE(QString::fromStdString(made->delivery.platform), file.section(u'/', 0, 0));
        QCOMPARE(made->url, std::string("https://example.com/x"));
        const QString preset = read(u":/targetdesk/presets/"_s + file + u".json.twig"_s);
        QVERIFY(!preset.isEmpty());
        QCOMPARE(desk.editor()->toPlainText(), preset);
        QCOMPARE(read(QString::fromStdString((desk.folder() / "targets").string()) + u'/' + handle + u".json.twig"_s), preset);
        desk.chooseSample(u"reward.issued"_s, u"profile-root"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"valid JSON"_s);
    }

    void theMouseChoosesACopy()
    {
        WindowFixture desk;
        desk.trigger("target.new");
        auto *starts = desk.find<QComboBox>("newTargetStart");
        const int row = starts->findText(u"Copy of Klaviyo: reward issued"_s);
        QVERIFY(row > 0);
        QTest::mouseClick(starts, Qt::LeftButton);
        QTRY_VERIFY(starts->view()->isVisible());
        const QModelIndex index = starts->model()->index(row, 0);
        starts->view()->scrollTo(index);
        const QPoint place = starts->view()->visualRect(index).center();
        QTest::mouseMove(starts->view()->viewport(), place);
        QTest::mouseClick(starts->view()->viewport(), Qt::LeftButton, {}, place);
        QTRY_COMPARE(starts->currentIndex(), row);
        const Target *original = desk.window().workspace().target("klaviyo-reward-issued");
        QCOMPARE(field(desk, "newTargetUrl")->text(), QString::fromStdString(original->url));
        QTest::mouseClick(desk.find<QPushButton>("newTargetCreate"), Qt::LeftButton);
        const Target *copy = desk.window().workspace().target("copy-of-klaviyo-reward-issued");
        QVERIFY(copy);
        original = desk.window().workspace().target("klaviyo-reward-issued");
        QCOMPARE(copy->templateSource, original->templateSource);
        QVERIFY(copy->delivery == original->delivery);
        QVERIFY(!copy->id);
    }

    void theProposalsFollowTheChoiceUntilOneTypes()
    {
        WindowFixture desk;
        QVERIFY(chooseByKeys(desk, u"Klaviyo: Tier attained"_s));
        QVERIFY(chooseByKeys(desk, u"Campaign Monitor: Tier attained"_s));
        QCOMPARE(field(desk, "newTargetName")->text(), u"Campaign Monitor: Tier attained"_s);
        QVERIFY(chooseByKeys(desk, u"Copy of Klaviyo: reward issued"_s));
        QVERIFY(!field(desk, "newTargetUrl")->text().isEmpty());
        QVERIFY(chooseByKeys(desk, u"Klaviyo: Tier attained"_s));
        QCOMPARE(field(desk, "newTargetUrl")->text(), QString());
        QVERIFY(chooseByKeys(desk, u"Nothing"_s));
        QCOMPARE(field(desk, "newTargetName")->text(), QString());
        field(desk, "newTargetName")->setFocus();
        QTest::keyClicks(field(desk, "newTargetName"), u"Mine"_s);
        QVERIFY(chooseByKeys(desk, u"Klaviyo: Tier attained"_s));
        QCOMPARE(field(desk, "newTargetName")->text(), u"Mine"_s);
        QCOMPARE(field(desk, "newTargetHandle")->text(), u"mine"_s);
    }

    void aChosenStartIsKeptForTheNextTime()
    {
        WindowFixture desk;
        QVERIFY(chooseByKeys(desk, u"Klaviyo: Tier attained"_s));
        desk.restart();
        desk.prompts().draft = DraftChoice::Restore;
        desk.window().offerDrafts();
        QCOMPARE(desk.prompts().offers.size(), std::size_t(1));
        QCOMPARE(field(desk, "newTargetName")->text(), u"Klaviyo: Tier attained"_s);
        // Without a URL there would be a file that is not read again.
        field(desk, "newTargetName")->setFocus();
        QTest::keyClick(field(desk, "newTargetName"), Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), field(desk, "newTargetUrl"));
        QVERIFY(desk.labelText("newTargetProblem").contains(u"URL"_s));
        QVERIFY(!std::filesystem::exists(desk.folder() / "targets" / "klaviyo-tier-attained-2.json"));
        QTest::keyClicks(field(desk, "newTargetUrl"), u"https://example.com/x"_s);
        QCOMPARE(desk.labelText("newTargetProblem"), QString());
        QTest::keyClick(field(desk, "newTargetUrl"), Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), desk.editor());
        const QString preset = read(u":/targetdesk/presets/klaviyo/tier-attained.json.twig"_s);
        QVERIFY(!preset.isEmpty());
        QCOMPARE(desk.editor()->toPlainText(), preset);
    }
};

QTEST_MAIN(TestNewTarget)
#include "tst_newtarget.moc"
