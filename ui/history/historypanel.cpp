// SPDX-License-Identifier: MIT
#include "ui/history/historypanel.h"

#include "ui/history/diffview.h"
#include "ui/history/targettext.h"
#include "ui/theme/statelabel.h"
#include "workspace/workspaceproblem.h"

#include <QDateTime>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

HistoryPanel::HistoryPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_note(new StateLabel(theme))
    , m_diff(new DiffView(theme))
    , m_restore(new QPushButton(tr("Restore")))
{
    m_list->setObjectName(u"versionList"_s);
    m_list->setAccessibleName(tr("Saved versions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_diff->setObjectName(u"versionDiff"_s);
    m_diff->setAccessibleName(tr("What changed since this version"));
    m_restore->setObjectName(u"restoreVersion"_s);
    m_restore->setToolTip(tr("Put this version into the editor"));
    m_note->setObjectName(u"historyNote"_s);
    m_note->setWordWrap(true);
    auto *right = new QWidget;
    auto *rows = new QVBoxLayout(right);
    rows->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->addWidget(m_note, 1);
    head->addWidget(m_restore);
    rows->addLayout(head);
    rows->addWidget(m_diff, 1);
    auto *columns = new QSplitter;
    columns->addWidget(m_list);
    columns->addWidget(right);
    columns->setStretchFactor(1, 1);
    columns->setSizes({180, 420});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, &HistoryPanel::showVersion);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (m_chosen) Q_EMIT restoreRequested(m_chosen->target);
    });
}

void HistoryPanel::show(const std::filesystem::path &folder, const Target &current)
{
    m_folder = folder;
    m_current = current;
    m_versions = folder.empty() ? std::vector<LocalHistory::Version>() : LocalHistory(folder).versions(current.handle);
    m_list->clear();
    for (const LocalHistory::Version &version : m_versions)
        m_list->addItem(locale().toString(QDateTime::fromMSecsSinceEpoch(version.at), QLocale::ShortFormat));
    if (m_versions.empty())
        showVersion();
    else
        m_list->setCurrentRow(0);
}

void HistoryPanel::showVersion()
{
    m_chosen.reset();
    m_restore->setEnabled(false);
    m_diff->clear();
    const int row = m_list->currentRow();
    if (row < 0 || static_cast<std::size_t>(row) >= m_versions.size()) {
        m_note->setState(StateLabel::State::Neutral, tr("Each time you save, the version is kept here."));
        return;
    }
    try {
        m_chosen = LocalHistory(m_folder).read(m_versions[static_cast<std::size_t>(row)]);
    } catch (const WorkspaceError &error) {
        m_note->setState(StateLabel::State::Error, QString::fromUtf8(error.what()));
        return;
    }
    // A version that was kept under another handle, before a rename, is still a version of this target.
    m_chosen->target.handle = m_current.handle;
    const std::string then = textOf(m_chosen->target);
    const std::string now = textOf(m_current);
    m_note->setState(StateLabel::State::Neutral,
                     then == now ? tr("The target is as in this version.") : tr("From this version to what you see now:"));
    m_diff->compare(then, now);
    m_restore->setEnabled(then != now);
}

} // namespace targetdesk
