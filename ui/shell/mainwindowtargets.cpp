// SPDX-License-Identifier: MIT
// MainWindow: opening, making, saving, renaming and deleting targets.
#include "payload/pathcensus.h"
#include "ui/editor/codeeditor.h"
#include "ui/matrix/matrixpanel.h"
#include "ui/preview/comparepanel.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/problems/problemspanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/newtargetpanel.h"
#include "ui/targets/reactionuse.h"
#include "ui/targets/targetspanel.h"

#include <QSettings>
#include <QStackedWidget>

#include <set>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetDocument *MainWindow::documentOf(const std::string &handle)
{
    if (const auto it = m_documents.find(handle); it != m_documents.end()) return it->second.get();
    const Target *target = workspace().target(handle);
    if (!target) return nullptr;
    auto document = std::make_unique<TargetDocument>(*target, m_syntax, m_theme);
    TargetDocument *shown = document.get();
    connect(shown, &TargetDocument::changed, this, [this, shown] {
        noteDraft(*shown);
        if (shown != m_document) return;
        m_page->matrix().markOutdated();
        requestPreview(false);
    });
    connect(shown, &TargetDocument::modifiedChanged, this, [this, shown] {
        noteDraft(*shown);
        describeModified(*shown);
    });
    m_documents[handle] = std::move(document);
    watch();
    return shown;
}

bool MainWindow::showTarget(const std::string &handle)
{
    TargetDocument *document = documentOf(handle);
    if (!document) return false;
    if (document != m_document) {
        m_page->matrix().clear();
        m_inspector->compare().setDeliveries({});
    }
    m_document = document;
    m_page->setDocument(document);
    m_centre->setCurrentWidget(m_page);
    m_targets->select(handle);
    m_payload->samples().setTarget(workspace(), handle);
    describeModified(*document);
    showHistory();
    showCursor();
    updateActions();
    requestPreview(true);
    return true;
}

void MainWindow::showNoTarget()
{
    m_document = nullptr;
    m_runner.clear();
    m_centre->setCurrentWidget(m_noTarget);
    m_payload->showNothing(tr("The payload of the chosen target appears here."));
    m_problems->setProblems({}, tr("No target is chosen."));
    clearStatus();
    updateActions();
}

void MainWindow::beginNewTarget()
{
    m_messages->hide();
    m_runner.clear();
    m_payload->showNothing(tr("The payload of the new target will appear here."));
    clearStatus();
    m_centre->setCurrentWidget(m_newTarget);
    m_newTarget->begin(workspace());
    updateActions();
}

void MainWindow::createTarget(const Target &target)
{
    const QString error = m_session.create(target);
    if (!error.isEmpty()) {
        m_newTarget->showProblem(error);
        return;
    }
    m_drafts.drop({});
    showTarget(target.handle);
    m_page->showTab(TargetPage::TemplateTab);
    m_page->editor().setFocus(Qt::OtherFocusReason);
}

bool MainWindow::save(TargetDocument &document)
{
    const std::string handle = document.saved().handle;
    const QString name = QString::fromStdString(document.saved().name);
    const Target *onDisk = workspace().target(handle);
    if (m_session.workspace().changedOnDisk(handle) || (onDisk && !(*onDisk == document.saved()))) {
        const Prompts::OnDisk answer = m_prompts.changedOnDisk(this, name);
        if (answer == Prompts::OnDisk::Cancel) return false;
        if (answer == Prompts::OnDisk::Reload) {
            readAgain();
            if (const Target *read = workspace().target(handle)) document.reset(*read);
            if (&document == m_document) m_page->setDocument(&document);
            return true;
        }
    }
    const Target target = document.current();
    const QString error = m_session.save(target);
    if (!error.isEmpty()) {
        m_messages->show(StateLabel::State::Error, tr("“%1” was not saved: %2").arg(name, error));
        return false;
    }
    const Target before = document.saved();
    document.setSaved(target);
    noteDraft(document);
    describeModified(document);
    m_messages->hide();
    keepVersion(before, target);
    m_savedImpact->run({m_store, before, target});
    return true;
}

bool MainWindow::saveAll()
{
    std::vector<TargetDocument *> modified;
    for (const auto &[handle, document] : m_documents) {
        if (document->isModified()) modified.push_back(document.get());
    }
    bool all = true;
    for (TargetDocument *document : modified)
        all = save(*document) && all;
    return all;
}

// Only name and handle go to disk: unsaved edits stay unsaved, and stay.
void MainWindow::renameTarget()
{
    if (!m_document) return;
    const std::string from = m_document->saved().handle;
    const auto answer = m_prompts.rename(this, workspace(), m_document->saved());
    if (!answer) return;
    const QString error = m_session.rename(from, {answer->handle, answer->name});
    if (!error.isEmpty()) m_messages->show(StateLabel::State::Error, tr("The target was not renamed: %1").arg(error));
    showTarget(m_document->saved().handle);
}

void MainWindow::deleteTarget()
{
    if (!m_document) return;
    const std::string handle = m_document->saved().handle;
    const QString name = QString::fromStdString(m_document->saved().name);
    if (!m_prompts.confirmDelete(this, name, reactionsInWords(workspace(), handle))) return;
    keepRemoved(*m_document);
    m_removing = handle;
    const QString error = m_session.remove(handle);
    m_removing.clear();
    if (!error.isEmpty()) {
        m_removedEdits.erase(handle);
        m_messages->show(StateLabel::State::Error, tr("“%1” was not deleted: %2").arg(name, error));
        return;
    }
    m_drafts.drop(handle);
    m_messages->show(StateLabel::State::Info, tr("“%1” was deleted.").arg(name),
                     {{tr("Undo"), [this] { undoInWorkspace(false); }}});
}

/// The session's workspace is another one than before: shows it, and keeps what is being edited.
void MainWindow::takeWorkspace()
{
    m_census = std::make_shared<const PathCensus>(workspace());
    m_topBar->setWorkspace(workspace());
    m_targets->setWorkspace(workspace());
    setWindowTitle(tr("%1[*] – Target Desk").arg(QString::fromStdString(workspace().name())));
    for (auto it = m_documents.begin(); it != m_documents.end();) {
        TargetDocument &document = *it->second;
        const Target *onDisk = workspace().target(it->first);
        if (!onDisk && document.isModified() && it->first != m_removing) {
            tellChangedOnDisk(document);
            ++it;
            continue;
        }
        if (!onDisk) {
            if (m_document == &document) {
                m_document = nullptr;
                m_page->clearDocument();
            }
            it = m_documents.erase(it);
            continue;
        }
        if (!document.isModified() && !(*onDisk == document.saved())) {
            document.reset(*onDisk);
            if (m_document == &document) m_page->setDocument(&document);
        } else if (document.isModified() && !(*onDisk == document.saved())) {
            tellChangedOnDisk(document);
        }
        m_targets->model().setUnsaved(it->first, document.isModified());
        ++it;
    }
    if (m_document) {
        m_targets->select(m_document->saved().handle);
        m_payload->samples().setTarget(workspace(), m_document->saved().handle);
        requestPreview(false); // its sample may be another one now, or its schema
    } else if (m_centre->currentWidget() != m_newTarget) {
        const std::string remembered = m_settings.value(u"window/target"_s).toString().toStdString();
        const bool shown = showTarget(remembered) || (!workspace().targets().empty() && showTarget(m_targets->firstHandle()));
        if (!shown) showNoTarget();
    }
    showWorkspaceProblems();
}

void MainWindow::showWorkspaceProblems()
{
    const auto &problems = workspace().problems();
    if (problems.empty() || m_messages->asks()) return; // the offer to undo, or to choose, would be gone
    const QString first = QString::fromStdString(problems.front().text());
    const QString more =
        problems.size() > 1 ? tr(" (and %n more file(s))", nullptr, static_cast<int>(problems.size()) - 1) : QString();
    m_messages->show(StateLabel::State::Warning, tr("A file was left alone: %1").arg(first) + more);
}

void MainWindow::openWorkspace()
{
    const QString folder = m_prompts.workspaceFolder(this, QString::fromStdString(workspace().folder().string()));
    if (folder.isEmpty()) return;
    QStringList names;
    for (const auto &[handle, document] : m_documents) {
        if (document->isModified()) names.append(QString::fromStdString(document->saved().name));
    }
    if (!names.isEmpty()) {
        const Prompts::Unsaved answer = m_prompts.unsavedChanges(this, names);
        if (answer == Prompts::Unsaved::Cancel || (answer == Prompts::Unsaved::Save && !saveAll())) return;
    }
    try {
        Workspace::open(folder.toStdString());
    } catch (const std::exception &error) {
        m_messages->show(StateLabel::State::Error, QString::fromUtf8(error.what()));
        return;
    }
    showNoTarget();
    m_page->clearDocument();
    m_drafts.flush();
    for (const auto &[handle, document] : m_documents)
        m_drafts.drop(handle); // saved, or dropped on purpose
    m_documents.clear();
    m_removedEdits.clear();
    m_lastSent.clear();
    m_copies.flush();
    m_inspector->context().setCopies({});
    m_session.open(folder.toStdString());
    m_drafts.setFolder(historyFolderOf("drafts"));
    m_copies.setFolder(historyFolderOf("copies"));
    m_inspector->context().setCopies(m_copies.load());
    requestPreview(true);
    m_settings.setValue(u"workspace"_s, folder);
    watch();
    checkAllTargets();
    offerDrafts();
    offerKey();
}

void MainWindow::describeModified(TargetDocument &document)
{
    m_targets->model().setUnsaved(document.saved().handle, document.isModified());
    if (&document != m_document) return;
    m_page->refresh();
    setWindowModified(document.isModified());
    updateActions();
}

// A file that changes on disk is picked up; a burst of changes is read once. A folder tells of files that come, go or are
// replaced; some editors write into the file that is there, so those of the opened targets are watched themselves.
void MainWindow::watch()
{
    const std::filesystem::path &folder = workspace().folder();
    QStringList wanted;
    const auto want = [&wanted](const std::filesystem::path &path) {
        std::error_code none;
        if (std::filesystem::exists(path, none)) wanted.append(QString::fromStdString(path.string()));
    };
    for (const char *part : {"targets", "reactions", "environments", "contexts"})
        want(folder / part);
    std::set<std::filesystem::path> events;
    for (const Sample &sample : workspace().samples())
        events.insert(sample.file.parent_path());
    for (const std::filesystem::path &event : events)
        want(event);
    for (const auto &[handle, document] : m_documents) {
        want(folder / "targets" / (handle + ".json"));
        want(folder / "targets" / (handle + ".json.twig"));
    }
    QStringList gone;
    for (const QString &path : m_watcher.directories() + m_watcher.files())
        if (!wanted.removeOne(path)) gone.append(path);
    if (!gone.isEmpty()) m_watcher.removePaths(gone);
    if (!wanted.isEmpty()) m_watcher.addPaths(wanted);
}

void MainWindow::connectWatching()
{
    m_readAgain.setSingleShot(true);
    m_readAgain.setInterval(300);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_readAgain, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_readAgain, qOverload<>(&QTimer::start));
    connect(&m_readAgain, &QTimer::timeout, this, &MainWindow::readAgain);
}

void MainWindow::readAgain()
{
    const QString error = m_session.open(workspace().folder());
    if (!error.isEmpty()) m_messages->show(StateLabel::State::Error, error);
    watch(); // a file that was replaced is another one
}

} // namespace targetdesk
