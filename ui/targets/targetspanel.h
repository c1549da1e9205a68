// SPDX-License-Identifier: MIT
#pragma once

#include "ui/targets/targetsmodel.h"
#include "ui/theme/theme.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace targetdesk {

/// The left side of the window: filter box, the targets by platform, and what to do when there are none.
class TargetsPanel : public QWidget
{
    Q_OBJECT
public:
    /// The actions are the window's; the panel shows them where they belong.
    struct Actions
    {
        QAction *create;
        QAction *rename;
        QAction *remove;
    };

    TargetsPanel(const Theme &theme, const Actions &actions, QWidget *parent = nullptr);

    TargetsModel &model() { return m_model; }
    void setWorkspace(const Workspace &workspace);
    void select(const std::string &handle);
    std::string selected() const;
    /// The first target as listed; empty when there is none.
    std::string firstHandle() const;
    void focusFilter();

Q_SIGNALS:
    /// Another target became the current one; empty: none.
    void targetSelected(const std::string &handle);
    /// Return or double click on a target: the person wants to edit it.
    void targetActivated();

private:
    void showState();
    QWidget *makeHead(const Actions &actions);
    QWidget *makeEmptyPage(const Actions &actions);

    TargetsModel m_model;
    QSortFilterProxyModel m_proxy;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QStackedWidget *m_pages;
    QLabel *m_emptyText;
    QWidget *m_createButton;
    QWidget *m_clearButton;
    bool m_filling = false;
};

} // namespace targetdesk
