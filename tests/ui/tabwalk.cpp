// SPDX-License-Identifier: MIT
#include "tabwalk.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollArea>
#include <QTextBrowser>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

TabWalk::TabWalk(QWidget &window)
    : m_window(window)
{}

bool TabWalk::takesTab(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && widget.isVisible() && widget.isEnabled() && !widget.focusProxy();
}

QString TabWalk::describe(const QWidget &widget)
{
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(&widget));
    return QString::fromLatin1(widget.metaObject()->className()) + u" '"_s + widget.objectName() + u"' \""_s +
           (interface ? interface->text(QAccessible::Name) : QString()) + u'"';
}

QList<QWidget *> TabWalk::stops() const
{
    QList<QWidget *> all;
    for (QWidget *widget : m_window.findChildren<QWidget *>())
        if (takesTab(*widget) && widget->window() == &m_window) all.append(widget);
    return all;
}

QString TabWalk::problemOfOrder(const QRect &from, const QRect &to)
{
    const bool isAbove = to.bottom() < from.top();
    const bool isBelow = to.top() > from.bottom();
    const bool isLeft = to.right() < from.left();
    const bool isRight = to.left() > from.right();
    if (isAbove && !isRight) return u"goes up"_s;
    if (isLeft && !isBelow) return u"goes left"_s;
    return {};
}

/// From the first widget of the window until it comes back there.
QList<QWidget *> TabWalk::lap(bool forward, QStringList &problems) const
{
    QWidget *first = m_window.nextInFocusChain();
    while (first != &m_window && !takesTab(*first))
        first = first->nextInFocusChain();
    first->setFocus(Qt::TabFocusReason);
    QList<QWidget *> walked = {first};
    const qsizetype enough = 2 * stops().size() + 50;
    for (qsizetype i = 0; i < enough; ++i) {
        QWidget *before = QApplication::focusWidget();
        if (!before) break;
        if (forward)
            QTest::keyClick(before, Qt::Key_Tab);
        else
            QTest::keyClick(before, Qt::Key_Backtab, Qt::ShiftModifier);
        QWidget *now = QApplication::focusWidget();
        if (now == before && qobject_cast<QTextBrowser *>(now)) continue; // from link to link
        if (now == before) {
            problems.append(u"Tab is caught in "_s + describe(*now));
            return walked;
        }
        if (now == first) return walked;
        if (now) walked.append(now);
    }
    problems.append(u"Tab does not come back to "_s + describe(*first));
    return walked;
}

void TabWalk::checkOrder(const QList<QWidget *> &lap, QStringList &problems) const
{
    // What is scrolled is where its area is, unless both are in it.
    const auto placeOf = [this](const QWidget *widget, const QWidget *other) {
        for (const QWidget *up = widget->parentWidget(); up && up != &m_window; up = up->parentWidget())
            if (qobject_cast<const QScrollArea *>(up) && up != other && !up->isAncestorOf(other)) widget = up;
        return QRect(widget->mapTo(&m_window, QPoint()), widget->size());
    };
    for (qsizetype i = 1; i < lap.size(); ++i) {
        const QWidget *from = lap[i - 1];
        const QWidget *to = lap[i];
        if (from->isAncestorOf(to)) continue;
        const QString problem = problemOfOrder(placeOf(from, to), placeOf(to, from));
        if (!problem.isEmpty()) problems.append(describe(*from) + u" → "_s + describe(*to) + u' ' + problem);
    }
}

QStringList TabWalk::problems() const
{
    QStringList found;
    lap(true, found); // a list that gets the focus chooses a row, which may switch buttons on
    if (!found.isEmpty()) return found;
    const QList<QWidget *> forward = lap(true, found);
    QList<QWidget *> backward = lap(false, found);
    for (QWidget *widget : stops()) {
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty()) found.append(describe(*widget) + u" has no name"_s);
        if (forward.count(widget) != 1) found.append(describe(*widget) + u" is reached %1 times"_s.arg(forward.count(widget)));
    }
    checkOrder(forward, found);
    std::reverse(backward.begin() + 1, backward.end());
    if (backward != forward) found.append(u"Shift+Tab takes another way than Tab"_s);
    return found;
}

} // namespace targetdesk
