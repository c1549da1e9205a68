// SPDX-License-Identifier: MIT
#pragma once

#include "history/draftjournal.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

namespace targetdesk {

/// Puts unsaved edits aside a moment after the last key, and every few seconds while somebody types without a pause. User
/// interface thread; the disk is written on a thread of its own. What was noted is written before this object goes.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr int idleMs = 1000;
    static constexpr int mostMs = 4000; ///< after the first key that is not kept yet

    /// An empty folder: nothing is kept.
    explicit DraftKeeper(const std::filesystem::path &folder, QObject *parent = nullptr);
    ~DraftKeeper() override;

    /// Takes another folder; what was noted goes to the old one first.
    void setFolder(const std::filesystem::path &folder);
    /// Something changed: `draft` is asked for what to keep when the time has come. Replaces what was noted under the handle.
    void note(const std::string &handle, std::function<KeptTarget()> draft);
    /// Something changed that is not being written yet.
    bool isNoted(const std::string &handle) const { return m_noted.contains(handle); }
    /// It was saved or dropped: the draft goes at once.
    void drop(const std::string &handle);
    /// Writes what was noted, now, and waits for it.
    void flush();
    /// What lies there. Waits for what is being written.
    std::vector<KeptTarget> drafts(std::vector<WorkspaceProblem> &problems);

Q_SIGNALS:
    /// Everything noted until a moment ago is on disk.
    void kept(const std::string &handle);
    void failed(const QString &why);

private:
    void write();

    std::filesystem::path m_folder;
    std::map<std::string, std::function<KeptTarget()>> m_noted;
    QTimer m_idle;
    QTimer m_most;
    QThreadPool m_pool; ///< one thread, so that writes keep their order
};

} // namespace targetdesk
