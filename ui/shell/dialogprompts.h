// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/prompts.h"

namespace targetdesk {

/// The questions as dialogs.
class DialogPrompts : public Prompts
{
public:
    Unsaved unsavedChanges(QWidget *parent, const QStringList &names) override;
    OnDisk changedOnDisk(QWidget *parent, const QString &name) override;
    bool confirmDelete(QWidget *parent, const QString &name, const QStringList &reactions) override;
    std::optional<NewName> rename(QWidget *parent, const Workspace &workspace, const Target &target) override;
    bool confirmProtectedSend(QWidget *parent, const QString &environment, const QString &url) override;
    QString workspaceFolder(QWidget *parent, const QString &current) override;
};

} // namespace targetdesk
