// SPDX-License-Identifier: MIT
#pragma once

#include "ui/testsend/receivermodel.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace targetdesk {

class CodeEditor;
class Syntax;

/// What the local receiver got: the list at the left, the chosen request at the right.
class ReceiverPanel : public QWidget
{
    Q_OBJECT
public:
    /// The host and the actions are the window's.
    ReceiverPanel(const Theme &theme, const Syntax &syntax, const ReceiverHost &host, QAction *toggle, QAction *clear,
                  QWidget *parent = nullptr);

    void selectLast();

private:
    void showState();
    void showRequest(const QModelIndex &index);

    const ReceiverHost &m_host;
    ReceiverModel m_model;
    StateLabel *m_state;
    QTreeView *m_view;
    CodeEditor *m_detail;
    QStackedWidget *m_pages;
};

} // namespace targetdesk
