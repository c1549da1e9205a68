// SPDX-License-Identifier: MIT
#pragma once

#include "ui/preview/provenancelink.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace targetdesk {

/// Where a value of the payload comes from: its line and expression, the loop's turn, the context's values that went in, and
/// what each step made of them.
class WhereFromPanel : public QWidget
{
    Q_OBJECT
public:
    explicit WhereFromPanel(const Theme &theme, QWidget *parent = nullptr);

    void show(const OriginView &view);

Q_SIGNALS:
    void jumpWanted();
    void pathChosen(const QString &path); ///< a row with a path of the context was activated

private:
    void showOrigin(const OriginView &view);
    QTreeWidgetItem *addRow(const QString &what, const QString &value, const QString &kind);
    void activate(QTreeWidgetItem *item);

    const Theme &m_theme;
    QLabel *m_place;
    QLabel *m_expression;
    QToolButton *m_jump;
    QTreeWidget *m_steps;
    QLabel *m_nothing;
    QStackedWidget *m_pages;
};

/// "text", "whole number", … for people.
QString typeName(twig::TraceType type);
/// A value with its type's notation: texts in quotes, what is not there in words.
QString valueText(const twig::TraceValue &value);

} // namespace targetdesk
