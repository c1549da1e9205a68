// SPDX-License-Identifier: MIT
#pragma once

#include "history/localhistory.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QListWidget;
class QPushButton;

namespace targetdesk {

class DiffView;
class StateLabel;

/// The earlier versions of a target, newest first, and what the target has different from the chosen one.
class HistoryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Reads the versions of this target; `current` is what they are compared with. An empty folder: there is no history.
    void show(const std::filesystem::path &folder, const Target &current);

Q_SIGNALS:
    /// The target should be as it was then.
    void restoreRequested(const Target &version);

private:
    void showVersion();

    QListWidget *m_list;
    StateLabel *m_note;
    DiffView *m_diff;
    QPushButton *m_restore;
    std::filesystem::path m_folder;
    std::vector<LocalHistory::Version> m_versions;
    std::optional<KeptTarget> m_chosen;
    Target m_current;
};

} // namespace targetdesk
