// SPDX-License-Identifier: MIT
// The coverage matrix, by keys and mouse.
#include "ui/editor/codeeditor.h"
#include "ui/matrix/matrixmodel.h"
#include "windowfixture.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestMatrix : public QObject
{
    Q_OBJECT

private:
    static QTreeView *view(const WindowFixture &desk) { return desk.find<QTreeView>("matrixView"); }

    static void waitUntilDone(const WindowFixture &desk)
    {
        QTRY_VERIFY_WITH_TIMEOUT(!desk.find<QToolButton>("matrixCancel")->isVisible() && view(desk)->model()->rowCount() > 0,
                                 60000);
    }

    /// The row of a sample, in a column.
    static QModelIndex cell(const WindowFixture &desk, const QString &sample, int column)
    {
        const QAbstractItemModel *model = view(desk)->model();
        for (int group = 0; group < model->rowCount(); ++group) {
            const QModelIndex parent = model->index(group, 0);
            for (int row = 0; row < model->rowCount(parent); ++row) {
                if (model->index(row, 0, parent).data().toString() == sample) return model->index(row, column, parent);
            }
        }
        return {};
    }

    static void click(const WindowFixture &desk, const QModelIndex &index)
    {
        view(desk)->scrollTo(index);
        QTest::mouseClick(view(desk)->viewport(), Qt::LeftButton, {}, view(desk)->visualRect(index).center());
    }

private Q_SLOTS:
    void f7ChecksEverySampleAndAcceptsPayloads()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.find<QCheckBox>("matrixNasty")->setChecked(false);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        QVERIFY(view(desk)->isVisible());
        waitUntilDone(desk);
        const QAbstractItemModel *model = view(desk)->model();
        QCOMPARE(model->index(0, 0).data().toString(), u"reward.issued"_s);
        QCOMPARE(model->rowCount(model->index(0, 0)), 4);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::RendersColumn).data().toString(), u"yes"_s);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::JsonColumn).data().toString(), u"yes"_s);
        QVERIFY(!cell(desk, u"awkward"_s, MatrixModel::JsonColumn).data(Qt::DecorationRole).isNull());
        QVERIFY(
            cell(desk, u"awkward"_s, MatrixModel::JsonColumn).data(Qt::AccessibleTextRole).toString().startsWith(u"JSON: "_s));
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::ExpectedColumn).data().toString(), u"new"_s);
        QVERIFY2(desk.labelText("matrixSummary").startsWith(u"4 pass"_s), qPrintable(desk.labelText("matrixSummary")));
        QVERIFY2(desk.find<QLabel>("matrixCoverage")->text().contains(u"branches ran"_s),
                 qPrintable(desk.find<QLabel>("matrixCoverage")->text()));

        click(desk, cell(desk, u"awkward"_s, MatrixModel::SampleColumn));
        QTest::mouseClick(desk.find<QToolButton>("matrixAccept"), Qt::LeftButton);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::ExpectedColumn).data().toString(), u"yes"_s);
        const auto file = desk.folder() / "targets" / "klaviyo-reward-issued.expected" / "reward.issued" / "awkward.json";
        QVERIFY(std::filesystem::exists(file));
        QTest::mouseClick(desk.find<QToolButton>("matrixAcceptAll"), Qt::LeftButton);
        QCOMPARE(cell(desk, u"sparse"_s, MatrixModel::ExpectedColumn).data().toString(), u"yes"_s);
        QVERIFY(!desk.find<QToolButton>("matrixAcceptAll")->isEnabled());

        // Another payload than the accepted one, and accepted in its turn.
        desk.trigger("view.template");
        desk.typeTemplate(u"{\"mine\": {{ reward.id|default(0)|json_encode|raw }}}"_s);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::ExpectedColumn).data().toString(), u"no"_s);
        QVERIFY(desk.labelText("matrixSummary").contains(u"4 fail"_s));
        click(desk, cell(desk, u"awkward"_s, MatrixModel::SampleColumn));
        QTest::mouseClick(desk.find<QToolButton>("matrixAccept"), Qt::LeftButton);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::ExpectedColumn).data().toString(), u"yes"_s);
    }

    void anEditMakesItOutOfDate()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.find<QCheckBox>("matrixNasty")->setChecked(false);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        QVERIFY(desk.find<QToolButton>("matrixAcceptAll")->isEnabled());
        desk.trigger("view.template");
        QTest::keyClicks(desk.editor(), u" "_s);
        QVERIFY2(desk.labelText("matrixSummary").contains(u"earlier text"_s), qPrintable(desk.labelText("matrixSummary")));
        QVERIFY(!desk.find<QToolButton>("matrixAcceptAll")->isEnabled());
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        QVERIFY(desk.labelText("matrixSummary").startsWith(u"4 pass"_s));
        QVERIFY(desk.find<QToolButton>("matrixAcceptAll")->isEnabled());
    }

    void aNastyCellSetsAnEditedCopyAside()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"name\": \"{{ first_name ?? profile.first_name ?? '' }}\"}"_s);
        desk.chooseSample(u"reward.issued"_s, u"profile-root"_s);
        desk.trigger("view.context");
        QTest::mouseClick(desk.find<QToolButton>("contextAsText"), Qt::LeftButton);
        auto *text = desk.find<CodeEditor>("contextText");
        text->setFocus();
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        const QString mine = u"{\"first_name\": \"Mine\"}"_s;
        QTest::keyClicks(text, mine);
        QTRY_VERIFY(desk.payload().contains(u"Mine"_s));
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        click(desk, cell(desk, u"profile-root, with a quote"_s, MatrixModel::JsonColumn));
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
        QVERIFY2(desk.labelText("contextCopyState").contains(u"set aside"_s), qPrintable(desk.labelText("contextCopyState")));
        QTest::mouseClick(desk.find<QToolButton>("contextDiscardCopy"), Qt::LeftButton);
        QCOMPARE(text->toPlainText(), mine);
        QTRY_VERIFY(desk.payload().contains(u"Mine"_s));
    }

    void aCellOpensItsCauseWithItsSample()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.chooseSample(u"reward.issued"_s, u"sparse"_s);
        desk.editor()->selectAll();
        desk.editor()->insertPlainText(u"{\"a\": 1,\n\"name\": \"{{ first_name ?? profile.first_name ?? '' }}\"}"_s);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        const QModelIndex bad = cell(desk, u"awkward"_s, MatrixModel::JsonColumn);
        QCOMPARE(bad.data().toString(), u"no"_s);
        QVERIFY(cell(desk, u"awkward"_s, MatrixModel::NoteColumn).data().toString().startsWith(u"line 2: "_s));
        click(desk, bad);
        QVERIFY(desk.editor()->isVisible());
        QCOMPARE(desk.find<QComboBox>("sampleName")->currentText(), u"awkward"_s);
        QCOMPARE(desk.editor()->cursorLine(), 2);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);

        // A nasty sample becomes a copy that is not saved; Return does what a click does.
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        const QModelIndex nasty = cell(desk, u"profile-root, with a quote"_s, MatrixModel::JsonColumn);
        QVERIFY(nasty.isValid());
        QCOMPARE(nasty.data().toString(), u"no"_s);
        view(desk)->setFocus();
        view(desk)->setCurrentIndex(nasty);
        QTest::keyClick(view(desk), Qt::Key_Return);
        QVERIFY(desk.editor()->isVisible());
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
        QVERIFY(desk.labelText("contextCopyState").contains(u"profile-root"_s));
    }

    void anEditedCopyHasARowOfItsOwn()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": \"{{ last_name }}\"}"_s);
        desk.find<QCheckBox>("matrixNasty")->setChecked(false);
        desk.trigger("view.context");
        QTest::mouseClick(desk.find<QToolButton>("contextAsText"), Qt::LeftButton);
        auto *text = desk.find<CodeEditor>("contextText");
        text->setFocus();
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text, u"{\"last_name\": \"a \\\"b\\\"\"}"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        waitUntilDone(desk);
        QCOMPARE(cell(desk, u"awkward"_s, MatrixModel::RendersColumn).data().toString(), u"yes"_s);
        const QModelIndex edited = cell(desk, u"awkward, edited copy"_s, MatrixModel::JsonColumn);
        QVERIFY(edited.isValid());
        QCOMPARE(edited.data().toString(), u"no"_s);
        click(desk, cell(desk, u"awkward, edited copy"_s, MatrixModel::SampleColumn));
        QVERIFY(!desk.find<QToolButton>("matrixAccept")->isEnabled());
        desk.chooseSample(u"reward.issued"_s, u"sparse"_s);
        click(desk, edited);
        QVERIFY(desk.editor()->isVisible());
        QCOMPARE(desk.find<QComboBox>("sampleName")->currentText(), u"awkward"_s);
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
    }

    void itTellsHowFarItIs()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        const auto *bar = desk.find<QProgressBar>("matrixProgress");
        const auto *said = desk.find<QLabel>("matrixCoverage");
        QList<int> values;
        QStringList texts;
        connect(bar, &QProgressBar::valueChanged, &desk.window(), [&](int value) {
            if (bar->maximum() == 0) return; // it is not counted yet
            values.append(value);
            if (texts.isEmpty() || texts.last() != said->text()) texts.append(said->text());
        });
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        QVERIFY(bar->isVisible());
        waitUntilDone(desk);
        const QStringList told = {u"0 of 4 sample(s) checked"_s, u"1 of 4 sample(s) checked"_s, u"2 of 4 sample(s) checked"_s,
                                  u"3 of 4 sample(s) checked"_s};
        QCOMPARE(texts.mid(0, 4), told);
        QVERIFY(std::ranges::is_sorted(values));
        QCOMPARE(values.constFirst(), 0);
        QCOMPARE(values.constLast(), bar->maximum());
        QVERIFY(values.size() > 8); // the nasty samples move it, too
        QVERIFY(!bar->isVisible());
        QVERIFY(said->text().contains(u"branches ran"_s));
    }

    void itIsCancelled()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"n\": [{% for i in 1..20000 %}{% for j in 1..200 %}{{ i * j }},{% endfor %}{% endfor %}0]}"_s);
        QTest::keyClick(&desk.window(), Qt::Key_F7);
        auto *cancel = desk.find<QToolButton>("matrixCancel");
        QVERIFY(cancel->isVisible());
        QTRY_COMPARE(desk.find<QLabel>("matrixCoverage")->text(), u"0 of 4 sample(s) checked"_s);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!cancel->isVisible(), 30000);
        QVERIFY(desk.find<QToolButton>("matrixRun")->isVisible());
    }

    void theModelKeepsTheRulesOfModels()
    {
        Theme theme(*qApp);
        MatrixModel model(theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const char *event : {"a", "b", "a"}) {
            auto result = std::make_shared<CheckResult>();
            result->what.event = event;
            result->what.sample = "s";
            result->marks.expected = CheckMark::New;
            model.add(result);
        }
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 2);
        QCOMPARE(model.countNew(), 3);
        model.setAccepted(model.index(1, 0, model.index(0, 0)));
        QCOMPARE(model.countNew(), 2);
        QCOMPARE(model.rows().size(), std::size_t(3));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestMatrix)
#include "tst_matrix.moc"
