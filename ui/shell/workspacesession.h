// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace targetdesk {

/// The workspace that the window has open. Changes go to disk at once; each returns why it failed, or nothing. Renames and
/// removals can be undone. User interface thread (files are small and written directly).
class WorkspaceSession : public QObject
{
    Q_OBJECT
public:
    /// What a target is called.
    struct Naming
    {
        std::string handle;
        std::string name;
        bool operator==(const Naming &) const = default;
    };

    explicit WorkspaceSession(Workspace workspace, QObject *parent = nullptr);

    const Workspace &workspace() const { return m_workspace; }
    QUndoStack &undoStack() { return m_undoStack; }

    QString save(const Target &target);
    /// As save, for a handle that must be new.
    QString create(const Target &target);
    /// Handle and name; both on disk before it returns.
    QString rename(const std::string &handle, const Naming &to);
    QString remove(const std::string &handle);
    QString saveSample(const Sample &sample);
    /// Keeps a payload as the expected one of a sample. Nothing of the workspace changes.
    QString acceptPayload(const std::string &handle, const Sample &sample, const std::string &payload);
    /// Reads the folder again, or another one; what was done in another one cannot be undone.
    QString open(const std::filesystem::path &folder);

Q_SIGNALS:
    /// Targets, reactions or samples are other ones.
    void changed();
    /// Comes before changed().
    void renamed(const std::string &from, const targetdesk::WorkspaceSession::Naming &to);
    /// A removed target was put back. Comes after changed().
    void restored(const std::string &handle);
    /// Undoing or redoing was not possible.
    void undoFailed(const QString &why);

private:
    class Rename;
    class Removal;

    template <typename Change>
    QString tryTo(const Change &change);
    QString applyName(const std::string &handle, const Naming &to);

    Workspace m_workspace;
    QUndoStack m_undoStack;
};

} // namespace targetdesk
