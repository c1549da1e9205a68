// SPDX-License-Identifier: MIT
#pragma once

#include "ui/problems/problemsmodel.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;
class QTreeView;

namespace targetdesk {

class StateLabel;

/// The list of problems, and what mends them. The same ones as the wavy lines in the editor, for those who do not see them.
class ProblemsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemsPanel(const Theme &theme, QWidget *parent = nullptr);

    /// `allGood` is what to say when there are none.
    void setProblems(std::vector<Problem> problems, const QString &allGood);
    int count() const { return m_model.rowCount(); }
    /// Goes round from the one that was activated last; nothing when there are none.
    void activateNext(int step);
    /// Asks for the fixes of the current row.
    void fixCurrent();
    /// Whether "Fix all" has anything to do.
    void setHasSafeFixes(bool has);

Q_SIGNALS:
    void activated(const Problem &problem);
    void fixWanted(const Problem &problem);
    void fixAllWanted();

private:
    QWidget *makeList();
    void connectList();
    void activate(const QModelIndex &index);
    void updateFix();

    ProblemsModel m_model;
    QTreeView *m_view;
    QToolButton *m_fix;
    QToolButton *m_fixAll;
    StateLabel *m_none;
    QStackedWidget *m_pages;
};

} // namespace targetdesk
