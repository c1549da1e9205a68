// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace targetdesk {

/// Name and handle of a target, and which reactions change with the handle.
class RenameDialog : public QDialog
{
    Q_OBJECT
public:
    /// The workspace outlives the dialog.
    RenameDialog(const Workspace &workspace, const Target &target, QWidget *parent = nullptr);

    std::string name() const;
    std::string handle() const;

private:
    void check();

    const Workspace &m_workspace;
    const std::string m_oldHandle;
    QLineEdit *m_name;
    QLineEdit *m_handle;
    QLabel *m_effect;
    QPushButton *m_accept;
};

} // namespace targetdesk
