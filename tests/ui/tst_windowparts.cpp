// SPDX-License-Identifier: MIT
// What holds for the whole window: names for screen readers, ids and shortcuts, languages.
#include "ui/editor/codeeditor.h"
#include "ui/editor/helpwindow.h"
#include "ui/history/restoredialog.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/wantedpayloaddialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/renamedialog.h"
#include "ui/targets/targetspanel.h"
#include "ui/theme/icons.h"
#include "ui/theme/statelabel.h"
#include "windowfixture.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QFont>
#include <QImage>
#include <QMenu>
#include <QTabBar>
#include <QTextBlock>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>
#include <QtTest>

#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace targetdesk;

class TestWindowParts : public QObject
{
    Q_OBJECT

private:
    static QString describe(const QWidget *widget)
    {
        return QString::fromLatin1(widget->metaObject()->className()) + u" '"_s + widget->objectName() + u'\'';
    }

private Q_SLOTS:
    void everyFocusableWidgetHasAName()
    {
        WindowFixture desk;
        QStringList nameless;
        int checked = 0;
        const auto check = [&](const QWidget &window) {
            for (QWidget *widget : window.findChildren<QWidget *>()) {
                const bool inner = widget->objectName().startsWith(u"qt_"_s) && !qobject_cast<QTabBar *>(widget);
                if (widget->focusPolicy() == Qt::NoFocus || inner || widget->focusProxy()) continue;
                QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
                ++checked;
                if (!interface || interface->text(QAccessible::Name).isEmpty())
                    nameless.append(QString::fromLatin1(window.metaObject()->className()) + u": "_s + describe(widget));
            }
        };
        check(desk.window());
        QVERIFY(checked > 25);
        const Workspace &workspace = desk.window().workspace();
        const Theme theme(*qApp);
        const Syntax syntax;
        check(RenameDialog(workspace, workspace.targets().front()));
        check(RestoreDialog(theme, {}));
        check(WantedPayloadDialog(theme, syntax, "{}"));
        check(HelpWindow(theme, nullptr));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"; "_s)));
    }

    // Each state has its shape, whoever sees no colours.
    void statesDifferInShape()
    {
        using State = StateLabel::State;
        std::vector<QImage> shapes;
        for (const State state : {State::Neutral, State::Good, State::Info, State::Warning, State::Error}) {
            const QImage shape = iconPixmap(iconOf(state), Qt::black, 16, 1).toImage().convertToFormat(QImage::Format_Alpha8);
            for (const QImage &other : shapes)
                QVERIFY(shape != other);
            shapes.push_back(shape);
        }
    }

    // What has a colour or an icon of its own in a list says the same in words, or in its letters.
    void nothingInListsIsToldByColourAlone()
    {
        WindowFixture desk;
        QVERIFY(desk.window().showTarget("klaviyo-reward-issued"));
        desk.typeTemplate(u"{\"a\": {{ reward.timezone }}, \"b\": \"{{ nothing.at.all }}\"}"_s);
        QTRY_VERIFY(!desk.problems().isEmpty());
        desk.trigger("run.matrix");
        QTRY_VERIFY_WITH_TIMEOUT(!desk.find<QToolButton>("matrixCancel")->isVisible() &&
                                     desk.find<QTreeView>("matrixView")->model()->rowCount() > 0,
                                 60000);
        int coloured = 0;
        QStringList bare;
        const std::function<void(const QAbstractItemView &, const QModelIndex &)> check = [&](const QAbstractItemView &view,
                                                                                              const QModelIndex &parent) {
            const QAbstractItemModel &model = *view.model();
            for (int row = 0; row < model.rowCount(parent); ++row) {
                for (int column = 0; column < model.columnCount(parent); ++column) {
                    const QModelIndex index = model.index(row, column, parent);
                    const bool isMarked = index.data(Qt::ForegroundRole).isValid() || index.data(Qt::DecorationRole).isValid();
                    if (!isMarked) continue;
                    ++coloured;
                    const QFont font = index.data(Qt::FontRole).value<QFont>();
                    const bool says = !index.data(Qt::AccessibleTextRole).toString().isEmpty() ||
                                      !index.data(Qt::AccessibleDescriptionRole).toString().isEmpty() ||
                                      !index.data(Qt::ToolTipRole).toString().isEmpty() || font.italic() || font.bold() ||
                                      (index.data(Qt::DecorationRole).isValid() && !index.data().toString().isEmpty());
                    if (!says) bare.append(view.objectName() + u": "_s + index.data().toString());
                }
                check(view, model.index(row, 0, parent));
            }
        };
        for (const QAbstractItemView *view : desk.window().findChildren<QAbstractItemView *>()) {
            if (view->model()) check(*view, {});
        }
        QVERIFY(coloured > 20);
        QVERIFY2(bare.isEmpty(), qPrintable(bare.join(u"; "_s)));
    }

    void actionsHaveIdTextTipAndOwnShortcut()
    {
        WindowFixture desk;
        const auto *actions = desk.window().findChild<Actions *>();
        QVERIFY(actions);
        QSet<QString> ids;
        QSet<QString> keys;
        for (const QAction *action : actions->all()) {
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!ids.contains(action->objectName()), qPrintable(action->objectName()));
            ids.insert(action->objectName());
            QVERIFY2(!action->text().isEmpty() && !action->statusTip().isEmpty(), qPrintable(action->objectName()));
            const QString key = action->shortcut().toString();
            if (key.isEmpty()) continue;
            QVERIFY2(!keys.contains(key), qPrintable(action->objectName() + u' ' + key));
            keys.insert(key);
        }
        QVERIFY(ids.size() > 30);
    }

    void everyActionIsInAMenu()
    {
        WindowFixture desk;
        QSet<const QAction *> inMenus;
        for (const QMenu *menu : desk.window().findChildren<QMenu *>()) {
            for (const QAction *action : menu->actions())
                inMenus.insert(action);
        }
        for (const QAction *action : desk.window().findChild<Actions *>()->all()) {
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
        }
    }

    void f6WalksThePanes()
    {
        WindowFixture desk;
        desk.editor()->setFocus();
        QSet<const QWidget *> seen;
        for (int i = 0; i < 4; ++i) {
            desk.trigger("view.nextPane");
            seen.insert(QApplication::focusWidget());
        }
        QVERIFY(seen.size() >= 3);
    }

    void tabReachesEveryWidgetPaneByPane()
    {
        WindowFixture desk;
        const QWidget &window = desk.window();
        const QWidget *const panes[] = {window.findChild<TopBar *>(),     window.findChild<TargetsPanel *>(),
                                        window.findChild<TargetPage *>(), window.findChild<PayloadPanel *>(),
                                        window.findChild<Inspector *>(),  desk.find<QWidget>("bottomTabs")};
        const auto paneOf = [&panes](const QWidget *widget) {
            for (int i = 0; i < static_cast<int>(std::size(panes)); ++i)
                if (widget == panes[i] || panes[i]->isAncestorOf(widget)) return i;
            return -1;
        };
        const auto takesTab = [](const QWidget *widget) {
            return (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() && !widget->focusProxy();
        };
        QStringList order;
        QList<int> visits;
        QSet<const QWidget *> reached;
        const QWidget *const first = &desk.window();
        for (const QWidget *widget = first->nextInFocusChain(); widget != first; widget = widget->nextInFocusChain()) {
            if (!takesTab(widget)) continue;
            reached.insert(widget);
            order.append(QString::number(paneOf(widget)) + u' ' + describe(widget));
            if (visits.isEmpty() || visits.last() != paneOf(widget)) visits.append(paneOf(widget));
        }
        qInfo().noquote() << order.join(u'\n');
        for (const QWidget *widget : desk.window().findChildren<QWidget *>())
            if (takesTab(widget)) QVERIFY2(reached.contains(widget), qPrintable(describe(widget)));
        QCOMPARE(visits, QList<int>({0, 1, 2, 3, 4, 5}));
    }

    void longLinesAreShownPlain()
    {
        WindowFixture desk;
        desk.editor()->setPlainText(u"{\"a\": \""_s + QString(20'000, u'x') + u"\",\n\"b\": 1}"_s);
        const QTextBlock first = desk.editor()->document()->firstBlock();
        QVERIFY(first.layout()->formats().isEmpty());
        QTRY_VERIFY(!first.next().layout()->formats().isEmpty());
    }

    void speaksGerman()
    {
        QTranslator translator;
        QVERIFY(translator.load(QLocale(QLocale::German), u"targetdesk"_s, u"_"_s, u":/i18n"_s));
        qApp->installTranslator(&translator);
        {
            WindowFixture desk;
            QCOMPARE(desk.window().findChild<QAction *>(u"target.new"_s)->text(), u"&Neues Target …"_s);
            QCOMPARE(desk.find<QTabWidget>("bottomTabs")->tabText(0), u"Probleme"_s);
        }
        qApp->removeTranslator(&translator);
    }

    void changesThemeLive()
    {
        WindowFixture desk;
        desk.trigger("view.theme.dark");
        QCOMPARE(qApp->palette().color(QPalette::Base), darkColours().base);
        const auto lightness = [&desk] {
            const QImage picture = desk.window().grab().toImage();
            return picture.pixelColor(picture.width() / 2, picture.height() - 60).lightness();
        };
        QTRY_COMPARE(lightness(), darkColours().base.lightness());
        desk.trigger("view.theme.light");
        QTRY_COMPARE(lightness(), lightColours().base.lightness());
        desk.trigger("view.theme.system");
    }
};

QTEST_MAIN(TestWindowParts)
#include "tst_windowparts.moc"
