// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QObject>
#include <QString>

namespace targetdesk {

/// The workspace that the window has open. Changes go to disk at once; each returns why it failed, or nothing.
/// User interface thread (files are small and written directly).
class WorkspaceSession : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceSession(Workspace workspace, QObject *parent = nullptr);

    const Workspace &workspace() const { return m_workspace; }

    QString save(const Target &target);
    /// As save, for a handle that must be new.
    QString create(const Target &target);
    QString rename(const std::string &from, const std::string &to);
    QString remove(const std::string &handle);
    /// Reads the folder again, or another one.
    QString open(const std::filesystem::path &folder);

Q_SIGNALS:
    /// Targets, reactions or samples are other ones.
    void changed();

private:
    template <typename Change>
    QString tryTo(const Change &change);

    Workspace m_workspace;
};

} // namespace targetdesk
