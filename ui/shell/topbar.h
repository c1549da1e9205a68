// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/statelabel.h"
#include "workspace/workspace.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace targetdesk {

class Actions;

/// The line above everything: which workspace, which environment, and the send button.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(const Theme &theme, const Actions &actions, QWidget *parent = nullptr);

    /// Keeps the chosen environment when it is still there.
    void setWorkspace(const Workspace &workspace);
    std::string environment() const;
    void setEnvironment(const QString &name);
    void focusEnvironment();

Q_SIGNALS:
    void environmentChosen();

private:
    void showProtection();

    QLabel *m_workspace;
    QComboBox *m_environment;
    StateLabel *m_protection;
    QPushButton *m_send;
    std::vector<DeliveryEnvironment> m_environments;
};

} // namespace targetdesk
