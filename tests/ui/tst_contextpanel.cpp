// SPDX-License-Identifier: MIT
// The context beside the payload: looked at, searched, dragged, edited; by keys and mouse.
#include "previewprobes.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QTimer>
#include <QToolButton>
#include <QWindow>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestContextPanel : public QObject
{
    Q_OBJECT

private:
    /// From one view to an editor, by the mouse; where the platform cannot drag, by the events that a drag ends in.
    static void drag(QAbstractItemView &view, const QPoint &from, CodeEditor &editor, const QPoint &to)
    {
        if (QGuiApplication::platformName() == u"offscreen"_s) {
            const std::unique_ptr<QMimeData> data(view.model()->mimeData({view.indexAt(from)}));
            QDragEnterEvent enter(to, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QDragMoveEvent move(to, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            QDropEvent drop(to, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
            for (QDropEvent *event : {static_cast<QDropEvent *>(&enter), static_cast<QDropEvent *>(&move), &drop})
                QApplication::sendEvent(editor.viewport(), event);
            return;
        }
        QWindow *window = view.window()->windowHandle();
        const QPoint begin = view.viewport()->mapTo(view.window(), from);
        const QPoint end = editor.viewport()->mapTo(view.window(), to);
        QTest::mousePress(window, Qt::LeftButton, {}, begin);
        // A drag has an event loop of its own: what comes next is asked for before it begins.
        QTimer::singleShot(200, window, [window, end] { QTest::mouseMove(window, end); });
        QTimer::singleShot(400, window, [window, end] { QTest::mouseRelease(window, Qt::LeftButton, {}, end); });
        QTest::mouseMove(window, begin + QPoint(30, 0));
    }

private Q_SLOTS:
    void theContextLightsBothAndInserts()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}, \"x\": }"_s.replace(u"\"x\": "_s, u"\"x\": 1"_s));
        desk.trigger("view.context");
        auto *tree = desk.find<QTreeView>("contextTree");
        QCOMPARE(QApplication::focusWidget(), tree);
        tree->setCurrentIndex(contextIndex(desk, "reward.id"));
        QTRY_COMPARE(litIn(*desk.editor()), QStringList{u"reward.id"_s});
        QCOMPARE(litIn(*payloadView(desk)).size(), 1);
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), desk.editor());
        QCOMPARE(desk.editor()->cursorColumn(), 11);

        putCursor(*desk.editor(), u"1}"_s);
        tree->setCurrentIndex(contextIndex(desk, "last_name"));
        QTest::mouseClick(desk.find<QToolButton>("contextInsert"), Qt::LeftButton);
        QVERIFY2(desk.editor()->toPlainText().contains(u"\"x\": {{ last_name|json_encode|raw }}1}"_s),
                 qPrintable(desk.editor()->toPlainText()));
        desk.trigger("edit.undo");
        putCursor(*desk.editor(), u"reward.id"_s);
        tree->setCurrentIndex(contextIndex(desk, "email"));
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Insert);
        QVERIFY(desk.editor()->toPlainText().contains(u"{{ emailreward.id }}"_s));
    }

    void aLeafIsDraggedIntoTheTemplate_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a value of its own") << u"{\"id\": 1, \"name\":   }"_s
                                            << u"{\"id\": 1, \"name\": {{ last_name|json_encode|raw }}  }"_s;
        QTest::newRow("within a text") << u"{\"id\": 1, \"name\": \"\"}"_s << u"{\"id\": 1, \"name\": \"{{ last_name }}\"}"_s;
        QTest::newRow("within an expression") << u"{\"id\": 1, \"name\":{{  }}}"_s << u"{\"id\": 1, \"name\":{{ last_name }}}"_s;
    }

    void aLeafIsDraggedIntoTheTemplate()
    {
        QFETCH(QString, before);
        QFETCH(QString, expected);
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        desk.editor()->selectAll();
        desk.editor()->insertPlainText(before);
        desk.trigger("view.context");
        auto *tree = desk.find<QTreeView>("contextTree");
        const QModelIndex leaf = contextIndex(desk, "last_name");
        tree->scrollTo(leaf);
        QTextCursor place(desk.editor()->document());
        place.setPosition(static_cast<int>(expected.indexOf(u"last_name"_s)) - (before.contains(u"{{"_s) ? 0 : 3));
        // Low in the row, where there is no text any more.
        const QPoint to = desk.editor()->cursorRect(place).bottomLeft() + QPoint(1, 2);
        drag(*tree, tree->visualRect(leaf).center(), *desk.editor(), to);
        QTRY_COMPARE(desk.editor()->toPlainText(), expected);
        QCOMPARE(QApplication::focusWidget(), desk.editor());
        desk.editor()->undo();
        QCOMPARE(desk.editor()->toPlainText(), before);
    }

    // Where no template is, a leaf is its path.
    void aLeafIsDraggedIntoAField()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        const QModelIndex leaf = contextIndex(desk, "reward.id");
        const std::unique_ptr<QMimeData> data(leaf.model()->mimeData({leaf}));
        QCOMPARE(data->text(), u"reward.id"_s);
        QCOMPARE(leaf.model()->supportedDragActions(), Qt::CopyAction);
    }

    void searchingTheContextLeavesWhatFits()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ reward.id }}}"_s);
        desk.trigger("view.context");
        auto *search = desk.find<QLineEdit>("contextSearch");
        search->setFocus();
        QTest::keyClicks(search, u"reward.id"_s);
        const QAbstractItemModel *model = desk.find<QTreeView>("contextTree")->model();
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->index(0, 0).data().toString(), u"reward"_s);
        QVERIFY(contextIndex(desk, "reward.id").isValid());
        QVERIFY(!contextIndex(desk, "email").isValid());
    }

    void theContextModelKeepsTheRulesOfModels()
    {
        Theme theme(*qApp);
        ContextModel model(theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContext("{\"a\": [1, {\"b\": null}], \"odd key\": \"x\\ny\", \"c\": {}}");
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex b = model.indexOf("a[1].b");
        QVERIFY(b.isValid());
        QCOMPARE(model.path(b), "a[1].b");
        QCOMPARE(b.siblingAtColumn(ContextModel::ValueColumn).data().toString(), u"null"_s);
        QCOMPARE(b.parent().parent(), model.indexOf("a"));
        model.setLit({"a[0]"});
        model.setContext("not JSON");
        QCOMPARE(model.rowCount(), 0);
        model.setContext("{}");
        QCOMPARE(model.rowCount(), 0);
    }

    void aNastyCopyIsRenderedKeptAndSaved()
    {
        WindowFixture desk;
        desk.prepare(u"{\"name\": \"{{ last_name }}\"}"_s);
        desk.trigger("view.context");
        desk.find<QTreeView>("contextTree")->setCurrentIndex(contextIndex(desk, "last_name"));
        auto *menu = desk.find<QMenu>("nastyMenu");
        Q_EMIT menu->aboutToShow(); // a shown menu would grab the keyboard, which offscreen cannot
        QAction *quote = menu->findChild<QAction *>(u"nasty.quote"_s);
        QVERIFY(quote);
        quote->trigger();
        QTRY_COMPARE(desk.labelText("payloadValidity"), u"not JSON"_s);
        QVERIFY(desk.labelText("contextCopyState").contains(u"awkward"_s));
        desk.chooseSample(u"reward.issued"_s, u"sparse"_s);
        QVERIFY(!desk.find<QToolButton>("contextSaveCopy")->isVisible());
        desk.chooseSample(u"reward.issued"_s, u"awkward"_s);
        QVERIFY(desk.find<QToolButton>("contextSaveCopy")->isVisible());
        QTest::mouseClick(desk.find<QToolButton>("contextSaveCopy"), Qt::LeftButton);
        auto *name = desk.find<QLineEdit>("contextCopyName");
        QCOMPARE(QApplication::focusWidget(), name);
        QTest::keyClicks(name, u"quoted"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(desk.find<QComboBox>("sampleName")->currentText(), u"quoted"_s);
        QVERIFY(std::filesystem::exists(desk.folder() / "contexts" / "reward.issued" / "quoted.json"));
        QVERIFY(!desk.find<QToolButton>("contextSaveCopy")->isVisible());
    }

    void theContextIsEditedAsTextAndDiscarded()
    {
        WindowFixture desk;
        desk.prepare(u"{\"id\": {{ fresh|default(1) }}}"_s);
        const QString before = desk.payload();
        desk.trigger("view.context");
        QTest::mouseClick(desk.find<QToolButton>("contextAsText"), Qt::LeftButton);
        auto *text = desk.find<CodeEditor>("contextText");
        text->setFocus();
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text, u"{\"fresh\": 77}"_s);
        QTRY_VERIFY2(desk.payload().contains(u"77"_s), qPrintable(desk.payload()));
        QTest::mouseClick(desk.find<QToolButton>("contextDiscardCopy"), Qt::LeftButton);
        QTRY_COMPARE(desk.payload(), before);
        QVERIFY(text->toPlainText().contains(u"last_name"_s));
    }
};

QTEST_MAIN(TestContextPanel)
#include "tst_contextpanel.moc"
