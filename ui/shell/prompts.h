// SPDX-License-Identifier: MIT
#pragma once

#include "ui/history/draftoffer.h"
#include "workspace/workspace.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

class QWidget;

namespace targetdesk {

/// Every question the window asks. An interface, so that tests answer without dialogs. User interface thread.
class Prompts
{
public:
    enum class Unsaved { Save, Discard, Cancel };
    enum class OnDisk { Overwrite, Reload, Cancel };
    struct NewName
    {
        std::string name;
        std::string handle;
    };

    virtual ~Prompts() = default;

    /// The window closes and these targets have unsaved changes.
    virtual Unsaved unsavedChanges(QWidget *parent, const QStringList &names) = 0;
    /// Saving would overwrite what somebody else wrote.
    virtual OnDisk changedOnDisk(QWidget *parent, const QString &name) = 0;
    /// True: delete. `reactions` still send to the target.
    virtual bool confirmDelete(QWidget *parent, const QString &name, const QStringList &reactions) = 0;
    /// Name and handle; shows the reactions that change with the handle. Nothing: leave it.
    virtual std::optional<NewName> rename(QWidget *parent, const Workspace &workspace, const Target &target) = 0;
    /// True: send to a protected environment.
    virtual bool confirmProtectedSend(QWidget *parent, const QString &environment, const QString &url) = 0;
    /// Unsaved edits were found at the start; one choice for each.
    virtual std::vector<DraftChoice> restoreDrafts(QWidget *parent, const std::vector<DraftOffer> &offers) = 0;
    /// A folder to open; empty: none.
    virtual QString workspaceFolder(QWidget *parent, const QString &current) = 0;
};

} // namespace targetdesk
