// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/workspace.h"

#include <QHash>
#include <QSet>
#include <QStandardItemModel>

namespace targetdesk {

/// The targets of a workspace as a tree: platforms, and in each its targets by name. Shows values only; what a target's
/// state is, others find out.
class TargetsModel : public QStandardItemModel
{
    Q_OBJECT
public:
    enum Role { HandleRole = Qt::UserRole + 1, NameRole, StateRole, StateTextRole, UnsavedRole };
    /// What is known of a target's payload.
    enum class State { Unknown, Good, Warning, Error };

    explicit TargetsModel(QObject *parent = nullptr);

    /// Keeps the states of targets that are still there.
    void setWorkspace(const Workspace &workspace);
    void setState(const std::string &handle, State state, const QString &words);
    /// Something is known of its payload.
    bool hasState(const std::string &handle) const;
    void setUnsaved(const std::string &handle, bool unsaved);

    QModelIndex indexOf(const std::string &handle) const;  ///< invalid when there is none
    static std::string handleOf(const QModelIndex &index); ///< empty for a group

    /// "Klaviyo" for "klaviyo"; our word for targets without a platform.
    static QString platformName(const std::string &platform);
    /// A name without the platform that its group says already: "Klaviyo: reward issued" → "Reward issued".
    static QString shortName(const QString &name, const QString &platform);
    static QString stateIcon(State state);

private:
    void describe(QStandardItem &item) const;

    struct Known
    {
        State state = State::Unknown;
        QString words;
        bool unsaved = false;
    };
    QHash<QString, Known> m_known;
};

} // namespace targetdesk
