// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/sample.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <vector>

namespace targetdesk {

/// Keeps the edited copies of samples in a file, a moment after the last edit, until they are saved or discarded: they are there
/// again at the next start. User interface thread.
class CopyKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr int idleMs = 700;

    /// An empty folder: nothing is kept. `copies` is asked for what there is when the time has come.
    CopyKeeper(const std::filesystem::path &folder, std::function<std::vector<Sample>()> copies, QObject *parent = nullptr);
    /// Writes what was noted.
    ~CopyKeeper() override;

    /// Takes another folder; what was noted goes to the old one first.
    void setFolder(const std::filesystem::path &folder);
    void note();
    void flush();
    /// What lies there.
    std::vector<Sample> load();

Q_SIGNALS:
    void failed(const QString &why);

private:
    void write();

    std::filesystem::path m_folder;
    std::function<std::vector<Sample>()> m_copies;
    QTimer m_idle;
};

} // namespace targetdesk
