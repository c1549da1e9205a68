// SPDX-License-Identifier: MIT
// What holds for the whole window: names for screen readers, ids and shortcuts, languages.
#include "ui/editor/codeeditor.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/targetspanel.h"
#include "windowfixture.h"

#include <QAccessible>
#include <QMenu>
#include <QTabBar>
#include <QTextBlock>
#include <QTranslator>
#include <QtTest>

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
        for (QWidget *widget : desk.window().findChildren<QWidget *>()) {
            const bool inner = widget->objectName().startsWith(u"qt_"_s) && !qobject_cast<QTabBar *>(widget);
            if (widget->focusPolicy() == Qt::NoFocus || inner || widget->focusProxy()) continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            ++checked;
            if (!interface || interface->text(QAccessible::Name).isEmpty()) nameless.append(describe(widget));
        }
        QVERIFY(checked > 25);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"; "_s)));
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
