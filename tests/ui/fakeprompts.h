// SPDX-License-Identifier: MIT
#pragma once

#include "ui/shell/prompts.h"

namespace targetdesk {

/// Answers the window's questions with what the test has laid down, and remembers what was asked.
class FakePrompts : public Prompts
{
public:
    Unsaved unsavedChanges(QWidget *, const QStringList &names) override
    {
        asked.append(QStringLiteral("unsaved: ") + names.join(u','));
        return unsaved;
    }
    OnDisk changedOnDisk(QWidget *, const QString &name) override
    {
        asked.append(QStringLiteral("on disk: ") + name);
        return onDisk;
    }
    bool confirmDelete(QWidget *, const QString &name, const QStringList &reactions) override
    {
        asked.append(QStringLiteral("delete: ") + name + u" / " + reactions.join(u','));
        return remove;
    }
    std::optional<NewName> rename(QWidget *, const Workspace &, const Target &target) override
    {
        asked.append(QStringLiteral("rename: ") + QString::fromStdString(target.handle));
        return newName;
    }
    bool confirmProtectedSend(QWidget *, const QString &environment, const QString &) override
    {
        asked.append(QStringLiteral("protected: ") + environment);
        return sendProtected;
    }
    std::vector<DraftChoice> restoreDrafts(QWidget *, const std::vector<DraftOffer> &found) override
    {
        offers = found;
        return std::vector<DraftChoice>(found.size(), draft);
    }
    QString workspaceFolder(QWidget *, const QString &) override { return folder; }

    QStringList asked;
    Unsaved unsaved = Unsaved::Cancel;
    OnDisk onDisk = OnDisk::Cancel;
    bool remove = false;
    DraftChoice draft = DraftChoice::Later;
    std::vector<DraftOffer> offers;
    bool sendProtected = false;
    std::optional<NewName> newName;
    QString folder;
};

} // namespace targetdesk
