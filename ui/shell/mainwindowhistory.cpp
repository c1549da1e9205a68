// SPDX-License-Identifier: MIT
// MainWindow: what keeps every word: drafts, earlier versions, undo of renames and deletions, changes on disk.
#include "history/historyfolder.h"
#include "history/localhistory.h"
#include "ui/editor/codeeditor.h"
#include "ui/history/draftoffer.h"
#include "ui/history/historypanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"
#include "ui/targets/newtargetpanel.h"
#include "ui/targets/targetspanel.h"

#include <QApplication>
#include <QDateTime>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

KeptTarget keptNow(Target target)
{
    KeptTarget kept;
    kept.target = std::move(target);
    kept.at = QDateTime::currentMSecsSinceEpoch();
    return kept;
}

const std::string newTargetKey; // the panel of a new target has no handle of its own yet

} // namespace

std::filesystem::path MainWindow::historyFolderOf(const char *part) const
{
    if (m_stateFolder.empty()) return {};
    return historyFolder(m_stateFolder, workspace().folder()) / part;
}

void MainWindow::connectHistory()
{
    connect(&m_drafts, &DraftKeeper::kept, this, [this](const std::string &handle) {
        const auto it = m_documents.find(handle);
        // What was typed since is not kept yet.
        if (it == m_documents.end() || !it->second->isModified() || m_drafts.isNoted(handle)) return;
        it->second->setKept(true);
        if (it->second.get() == m_document) m_page->refresh();
    });
    connect(&m_drafts, &DraftKeeper::failed, this, [this](const QString &why) {
        m_messages->show(StateLabel::State::Warning, tr("Unsaved edits cannot be put aside: %1").arg(why));
    });
    connect(&m_copies, &CopyKeeper::failed, this, [this](const QString &why) {
        m_messages->show(StateLabel::State::Warning, tr("Edited contexts cannot be put aside: %1").arg(why));
    });
    connect(m_newTarget, &NewTargetPanel::edited, this, [this] {
        m_drafts.note(newTargetKey, [this] {
            KeptTarget draft = keptNow(m_newTarget->draft());
            draft.isNew = true;
            return draft;
        });
    });
    connect(&m_session, &WorkspaceSession::renamed, this, &MainWindow::takeName);
    connect(&m_session, &WorkspaceSession::restored, this, [this](const std::string &handle) {
        showTarget(handle);
        const auto edits = m_removedEdits.find(handle);
        if (edits == m_removedEdits.end()) return;
        m_document->takeOver(edits->second);
        m_page->setDocument(m_document);
        m_removedEdits.erase(edits);
    });
    connect(&m_session, &WorkspaceSession::undoFailed, this, [this](const QString &why) {
        m_messages->show(StateLabel::State::Error, tr("That cannot be undone any more: %1").arg(why));
    });
    connect(m_page, &TargetPage::tabShown, this, &MainWindow::showHistory);
    connect(&m_page->history(), &HistoryPanel::restoreRequested, this, [this](const Target &version) {
        if (!m_document) return;
        m_document->takeOver(version);
        m_page->setDocument(m_document);
        m_page->showTab(TargetPage::TemplateTab);
        m_page->editor().setFocus();
        m_messages->show(StateLabel::State::Good, tr("The earlier version is in the editor; save to keep it."));
    });
    connect(m_actions->showHistory, &QAction::triggered, this, [this] {
        m_page->showTab(TargetPage::HistoryTab);
        m_page->history().setFocus();
    });
}

void MainWindow::showHistory()
{
    if (m_document && m_page->tab() == TargetPage::HistoryTab)
        m_page->history().show(historyFolderOf("versions"), m_document->current());
}

void MainWindow::noteDraft(TargetDocument &document)
{
    if (document.isKept()) {
        document.setKept(false);
        if (&document == m_document) m_page->refresh();
    }
    const std::string handle = document.saved().handle;
    if (!document.isModified()) {
        m_drafts.drop(handle);
        return;
    }
    m_drafts.note(handle, [&document] {
        KeptTarget draft = keptNow(document.current());
        draft.base = fingerprint(document.saved());
        return draft;
    });
}

// Before the first save of a target here, its saved state is a version too.
void MainWindow::keepVersion(const Target &before, const Target &after)
{
    if (m_stateFolder.empty()) return;
    const LocalHistory history(historyFolderOf("versions"));
    try {
        if (history.versions(before.handle).empty()) history.add(keptNow(before));
        history.add(keptNow(after));
    } catch (const WorkspaceError &error) {
        m_messages->show(StateLabel::State::Warning,
                         tr("Saved, but not kept as a version: %1").arg(QString::fromUtf8(error.what())));
    }
    showHistory();
}

void MainWindow::keepRemoved(const TargetDocument &document)
{
    const std::string handle = document.saved().handle;
    if (document.isModified()) m_removedEdits[handle] = document.current();
    if (m_stateFolder.empty()) return;
    KeptTarget last = keptNow(document.current());
    last.wasRemoved = true;
    try {
        LocalHistory(historyFolderOf("versions")).add(last);
    } catch (const WorkspaceError &error) {
        m_messages->show(StateLabel::State::Warning, QString::fromUtf8(error.what()));
    }
}

/// Documents follow their targets to the new handle, with what is unsaved in them.
void MainWindow::takeName(const std::string &from, const WorkspaceSession::Naming &to)
{
    auto node = m_documents.extract(from);
    if (!node.empty()) {
        TargetDocument &document = *node.mapped();
        if (from != to.handle) m_drafts.drop(from);
        node.key() = to.handle;
        m_documents.insert(std::move(node));
        document.setName(to.name, to.handle);
        if (document.isModified()) noteDraft(document);
    }
    if (from == to.handle || m_stateFolder.empty()) return;
    try {
        LocalHistory(historyFolderOf("versions")).rename(from, to.handle);
    } catch (const WorkspaceError &error) {
        m_messages->show(StateLabel::State::Warning, QString::fromUtf8(error.what()));
    }
}

/// Edits that a crash left behind.
void MainWindow::offerDrafts()
{
    std::vector<WorkspaceProblem> problems;
    std::vector<DraftOffer> offers;
    for (KeptTarget &draft : m_drafts.drafts(problems)) {
        const Target *saved = draft.isNew ? nullptr : workspace().target(draft.target.handle);
        if (saved && fingerprint(*saved) == fingerprint(draft.target)) {
            m_drafts.drop(draft.target.handle);
            continue;
        }
        DraftOffer offer{std::move(draft), {}, false};
        if (saved) {
            offer.saved = *saved;
            offer.savedIsOther = fingerprint(*saved) != offer.draft.base;
        }
        offers.push_back(std::move(offer));
    }
    if (!problems.empty())
        m_messages->show(StateLabel::State::Warning,
                         tr("A draft could not be read: %1").arg(QString::fromStdString(problems.front().text())));
    if (offers.empty()) return;
    const std::vector<DraftChoice> choices = m_prompts.restoreDrafts(this, offers);
    for (std::size_t i = 0; i < offers.size() && i < choices.size(); ++i) {
        const std::string key = offers[i].draft.isNew ? newTargetKey : offers[i].draft.target.handle;
        if (choices[i] == DraftChoice::Discard) m_drafts.drop(key);
        if (choices[i] == DraftChoice::Restore) restoreDraft(offers[i]);
    }
}

void MainWindow::restoreDraft(const DraftOffer &offer)
{
    const Target &draft = offer.draft.target;
    if (offer.draft.isNew) {
        beginNewTarget();
        m_newTarget->fill(draft);
        return;
    }
    if (!offer.saved) {
        if (const QString error = m_session.create(draft); !error.isEmpty()) {
            m_messages->show(StateLabel::State::Error, error);
            return;
        }
        m_drafts.drop(draft.handle);
    }
    if (!showTarget(draft.handle)) return;
    m_document->takeOver(draft);
    m_page->setDocument(m_document);
}

/// Ctrl+Z where no text is being edited: the last rename or deletion.
bool MainWindow::undoInWorkspace(bool redo)
{
    QUndoStack &stack = m_session.undoStack();
    if (redo ? !stack.canRedo() : !stack.canUndo()) return false;
    const QString what = redo ? stack.redoText() : stack.undoText();
    m_messages->hide();
    redo ? stack.redo() : stack.undo();
    if (!m_messages->isVisible())
        m_messages->show(StateLabel::State::Good, redo ? tr("Done again: %1.").arg(what) : tr("Undone: %1.").arg(what));
    return true;
}

void MainWindow::tellChangedOnDisk(TargetDocument &document)
{
    const std::string handle = document.saved().handle;
    const QString name = QString::fromStdString(document.saved().name);
    const Target *onDisk = workspace().target(handle);
    const std::string told = onDisk ? fingerprint(*onDisk) : "deleted";
    if (m_toldOnDisk[handle] == told) return;
    m_toldOnDisk[handle] = told;
    const QString text =
        onDisk ? tr("“%1” was changed on disk. Your unsaved edits are still here.").arg(name)
               : tr("“%1” was deleted on disk. Your unsaved edits are still here: saving writes it again.").arg(name);
    m_messages->show(StateLabel::State::Warning, text,
                     {{tr("Keep mine"), [] {}}, {tr("Take what is on disk"), [this, handle] { takeFromDisk(handle); }}});
}

void MainWindow::takeFromDisk(const std::string &handle)
{
    const auto it = m_documents.find(handle);
    if (it == m_documents.end()) return;
    TargetDocument &document = *it->second;
    // What is dropped here is a version, too: the choice may have been a slip.
    if (const Target *onDisk = workspace().target(handle)) {
        keepVersion(document.saved(), document.current());
        document.reset(*onDisk);
        if (&document == m_document) m_page->setDocument(&document);
        return;
    }
    keepRemoved(document);
    m_removedEdits.erase(handle);
    m_drafts.drop(handle);
    if (&document == m_document) {
        m_document = nullptr;
        m_page->clearDocument();
    }
    m_documents.erase(it);
    takeWorkspace();
}

} // namespace targetdesk
