// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QRect>
#include <QStringList>
#include <QWidget>

namespace targetdesk {

/// Walks a window by Tab and by Shift+Tab, as a person without a mouse does, and tells what they would miss.
class TabWalk
{
public:
    /// The window is shown, active, and has at least one widget that takes Tab.
    explicit TabWalk(QWidget &window);

    /// Widgets without a name, not reached, reached twice, or out of reading order; where Tab is caught. Empty: all is well.
    QStringList problems() const;
    /// Why the second widget does not follow the first one in reading order: lines downwards, columns rightwards. Empty: it does.
    static QString problemOfOrder(const QRect &from, const QRect &to);

private:
    static bool takesTab(const QWidget &widget);
    static QString describe(const QWidget &widget);
    QList<QWidget *> stops() const;
    QList<QWidget *> lap(bool forward, QStringList &problems) const;
    void checkOrder(const QList<QWidget *> &lap, QStringList &problems) const;

    QWidget &m_window;
};

} // namespace targetdesk
