// SPDX-License-Identifier: MIT
#include "ui/shell/workspacesession.h"

#include "workspace/expectedpayloads.h"

#include <QUndoCommand>

namespace targetdesk {

// A command is pushed when it was done already: the first redo() does nothing. One that cannot be undone any more goes.
class WorkspaceSession::Rename : public QUndoCommand
{
public:
    Rename(WorkspaceSession &session, Naming from, Naming to)
        : QUndoCommand(tr("rename of “%1”").arg(QString::fromStdString(from.name)))
        , m_session(session)
        , m_from(std::move(from))
        , m_to(std::move(to))
    {}
    void undo() override { go(m_to, m_from); }
    void redo() override
    {
        if (m_wasDone) go(m_from, m_to);
        m_wasDone = true;
    }

private:
    void go(const Naming &from, const Naming &to)
    {
        const QString error = m_session.applyName(from.handle, to);
        if (error.isEmpty()) return;
        setObsolete(true);
        Q_EMIT m_session.undoFailed(error);
    }

    WorkspaceSession &m_session;
    Naming m_from;
    Naming m_to;
    bool m_wasDone = false;
};

class WorkspaceSession::Removal : public QUndoCommand
{
public:
    Removal(WorkspaceSession &session, const QString &name, RemovedTarget removed)
        : QUndoCommand(tr("deletion of “%1”").arg(name))
        , m_session(session)
        , m_removed(std::move(removed))
    {}
    void undo() override
    {
        finish(m_session.tryTo([this] { m_session.m_workspace.restoreTarget(m_removed); }));
        if (!isObsolete()) Q_EMIT m_session.restored(m_removed.handle);
    }
    void redo() override
    {
        if (m_wasDone) finish(m_session.tryTo([this] { m_removed = m_session.m_workspace.removeTarget(m_removed.handle); }));
        m_wasDone = true;
    }

private:
    void finish(const QString &error)
    {
        if (error.isEmpty()) return;
        setObsolete(true);
        Q_EMIT m_session.undoFailed(error);
    }

    WorkspaceSession &m_session;
    RemovedTarget m_removed;
    bool m_wasDone = false;
};

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

QString WorkspaceSession::applyName(const std::string &handle, const Naming &to)
{
    return tryTo([&] {
        m_workspace.renameTarget(handle, to.handle);
        const Target *target = m_workspace.target(to.handle);
        if (target && target->name != to.name) {
            Target named = *target;
            named.name = to.name;
            m_workspace.saveTarget(named);
        }
        Q_EMIT renamed(handle, to);
    });
}

QString WorkspaceSession::rename(const std::string &handle, const Naming &to)
{
    const Target *target = m_workspace.target(handle);
    const Naming from{handle, target ? target->name : std::string()};
    if (from == to) return {};
    const QString error = applyName(handle, to);
    if (error.isEmpty()) m_undoStack.push(new Rename(*this, from, to));
    return error;
}

QString WorkspaceSession::remove(const std::string &handle)
{
    const Target *target = m_workspace.target(handle);
    const QString name = QString::fromStdString(target ? target->name : handle);
    RemovedTarget removed;
    const QString error = tryTo([&] { removed = m_workspace.removeTarget(handle); });
    if (error.isEmpty()) m_undoStack.push(new Removal(*this, name, std::move(removed)));
    return error;
}

QString WorkspaceSession::saveSample(const Sample &sample)
{
    return tryTo([&] { m_workspace.saveSample(sample); });
}

QString WorkspaceSession::acceptPayload(const std::string &handle, const Sample &sample, const std::string &payload)
{
    try {
        ExpectedPayloads(m_workspace.folder()).write(handle, sample.event, sample.name, payload);
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

QString WorkspaceSession::open(const std::filesystem::path &folder)
{
    if (folder != m_workspace.folder()) m_undoStack.clear();
    return tryTo([&] { m_workspace = Workspace::open(folder); });
}

} // namespace targetdesk
