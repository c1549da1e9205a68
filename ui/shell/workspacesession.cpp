// SPDX-License-Identifier: MIT
#include "ui/shell/workspacesession.h"

namespace targetdesk {

WorkspaceSession::WorkspaceSession(Workspace workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
{}

template <typename Change>
QString WorkspaceSession::tryTo(const Change &change)
{
    try {
        change();
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
    Q_EMIT changed();
    return {};
}

QString WorkspaceSession::save(const Target &target)
{
    return tryTo([&] { m_workspace.saveTarget(target); });
}

QString WorkspaceSession::create(const Target &target)
{
    if (m_workspace.target(target.handle)) {
        return tr("There is a target with the handle “%1” already.").arg(QString::fromStdString(target.handle));
    }
    return save(target);
}

QString WorkspaceSession::rename(const std::string &from, const std::string &to)
{
    return tryTo([&] { m_workspace.renameTarget(from, to); });
}

QString WorkspaceSession::remove(const std::string &handle)
{
    return tryTo([&] { m_workspace.removeTarget(handle); });
}

QString WorkspaceSession::open(const std::filesystem::path &folder)
{
    return tryTo([&] { m_workspace = Workspace::open(folder); });
}

} // namespace targetdesk
