// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/prompts.h"
#include "ui/theme/theme.h"

namespace targetdesk {

/// The questions as dialogs.
class DialogPrompts : public Prompts
{
public:
    explicit DialogPrompts(const Theme &theme)
        : m_theme(theme)
    {}

    Unsaved unsavedChanges(QWidget *parent, const QStringList &names) override;
    OnDisk changedOnDisk(QWidget *parent, const QString &name) override;
    bool confirmDelete(QWidget *parent, const QString &name, const QStringList &reactions) override;
    std::optional<NewName> rename(QWidget *parent, const Workspace &workspace, const Target &target) override;
    bool confirmProtectedSend(QWidget *parent, const QString &environment, const QString &url) override;
    std::vector<DraftChoice> restoreDrafts(QWidget *parent, const std::vector<DraftOffer> &offers) override;
    QString workspaceFolder(QWidget *parent, const QString &current) override;

private:
    const Theme &m_theme;
};

} // namespace targetdesk
