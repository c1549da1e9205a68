// SPDX-License-Identifier: MIT
#pragma once

#include "delivery/keysources.h"
#include "delivery/secretsource.h"
#include "ui/editor/syntax.h"
#include "ui/history/copykeeper.h"
#include "ui/history/draftkeeper.h"
#include "ui/impact/impactrunner.h"
#include "ui/preview/comparepanel.h"
#include "ui/preview/previewrunner.h"
#include "ui/preview/requestmaker.h"
#include "ui/shell/prompts.h"
#include "ui/shell/workspacesession.h"
#include "ui/testsend/testsender.h"
#include "ui/theme/statelabel.h"

#include <QFileSystemWatcher>
#include <QMainWindow>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace targetdesk {

struct CheckResult;
struct LastDelivery;
class Actions;
class Inspector;
class KeyOffer;
class MessageBar;
class NewTargetPanel;
class PathCensus;
class PayloadPanel;
class ProblemsPanel;
class ReceiverHost;
class ReceiverPanel;
class ResponsePanel;
class SentReader;
class TargetDocument;
class TargetPage;
class TargetsPanel;
class TopBar;

/// The window: lays out the panels and joins them. What a target, a payload or a delivery is, the models know.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// What the window is given; everything outlives it.
    struct Services
    {
        Theme &theme;
        Prompts &prompts;
        QSettings &settings;
        std::shared_ptr<const SecretSource> secrets;
        /// Where drafts and versions are kept, outside of every workspace; empty: nowhere.
        std::filesystem::path stateFolder = {};
        /// The delivery log that the impact of edits is measured with, as for openStore(); read only. Empty: none.
        std::string store = {};
        /// Where the key of sealed secrets comes from, so that one can be made; nothing: that is not offered.
        std::optional<KeySources> keys = {};
    };

    MainWindow(Workspace workspace, const Services &services);
    ~MainWindow() override;

    /// Shows a target for editing; false when there is none of that handle.
    bool showTarget(const std::string &handle);
    const Workspace &workspace() const { return m_session.workspace(); }
    /// Asks what to do with the edits that a crash left behind. To be called once the window is shown.
    void offerDrafts();
    /// Offers to keep a key in the keychain, where the workspace's secrets need one and there is none.
    void offerKey();

Q_SIGNALS:
    /// The preview of what is being edited is up to date.
    void previewed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    QWidget *makeBottom();
    void makeStatusBar();
    void connectTargets();
    void connectPreview();
    void connectSending();
    void connectKeyOffer();
    void connectView();
    void connectInspector();
    void connectMatrix();
    void connectImpact();
    void followImpact();
    void runImpact();
    void showImpact(const std::shared_ptr<const ImpactResult> &result);
    void tellImpact(const std::shared_ptr<const ImpactResult> &result);
    void renderDelivery();
    void saveSample(const Sample &sample);
    void fillRequest();
    void showRequest(const MadeRequest &made);
    void fillComparison();
    void compareWithLastSent();
    void showLastDelivery(const LastDelivery &last);
    void compareRendered(PreviewRequest request);
    void startFromPayload();

    // mainwindowmatrix.cpp
    void runMatrix();
    void showCause(const CheckResult &result, int column);
    void acceptPayloads(const std::vector<std::shared_ptr<const CheckResult>> &results);
    void restoreSizes();
    void rememberSizes();
    void movePaneFocus(int step);
    void setTheme(Theme::Mode mode);

    // mainwindowediting.cpp
    void connectEditing();
    void fix(const Problem &problem);
    void tellEditor();
    void tellEditor(const PreviewResult &result);

    // mainwindowtargets.cpp
    TargetDocument *documentOf(const std::string &handle);
    void beginNewTarget();
    void createTarget(const Target &target);
    bool save(TargetDocument &document);
    bool saveAll();
    void renameTarget();
    void deleteTarget();
    void takeWorkspace();
    void openWorkspace();
    void showNoTarget();
    void describeModified(TargetDocument &document);
    void connectWatching();
    void watch();
    void readAgain();
    void showWorkspaceProblems();

    // mainwindowhistory.cpp
    std::filesystem::path historyFolderOf(const char *part) const;
    void connectHistory();
    void showHistory();
    void noteDraft(TargetDocument &document);
    void keepVersion(const Target &before, const Target &after);
    void keepRemoved(const TargetDocument &document);
    void takeName(const std::string &from, const WorkspaceSession::Naming &to);
    void restoreDraft(const DraftOffer &offer);
    bool undoInWorkspace(bool redo);
    void tellChangedOnDisk(TargetDocument &document);
    void takeFromDisk(const std::string &handle);

    // mainwindowpreview.cpp
    void requestPreview(bool atOnce);
    void showPreview(const std::shared_ptr<const PreviewResult> &result);
    void clearStatus();
    void checkAllTargets();
    void showCursor();
    void goTo(const Problem &problem);
    void noteState(const PreviewResult &result);
    void send(bool toReceiver);
    void showSent(const TestSendResult &result);
    void updateActions();

    Theme &m_theme;
    Prompts &m_prompts;
    QSettings &m_settings;
    Syntax m_syntax;
    std::filesystem::path m_stateFolder;
    WorkspaceSession m_session;
    std::shared_ptr<const PathCensus> m_census; ///< of the session's workspace
    PreviewRunner m_runner;
    TestSender m_sender;
    RequestMaker m_requests;
    KeyOffer *m_keyOffer; ///< null: nothing is offered
    std::string m_store;
    ImpactRunner *m_impact;      ///< of what is being edited
    ImpactRunner *m_savedImpact; ///< of what was saved last: typing on does not cancel it
    QTimer *m_impactDelay;
    SentReader *m_sentReader;
    std::shared_ptr<const ImpactResult> m_shownImpact; ///< null: none is shown
    std::string m_savedImpactOf;                       ///< the target whose save the panel shows; empty: it shows an edit
    struct LastSent
    {
        ComparedPayload payload;
        std::int64_t at = 0; ///< seconds since 1970, UTC
    };
    std::map<std::string, LastSent> m_lastSent;                         ///< by handle: what this window sent
    std::map<std::string, std::unique_ptr<TargetDocument>> m_documents; ///< by handle, those that were opened
    TargetDocument *m_document = nullptr;                               ///< the shown one
    std::map<std::string, std::string> m_toldOnDisk;                    ///< by handle: the change on disk that was told last
    std::string m_removing;                                             ///< the handle that is being deleted
    std::map<std::string, Target> m_removedEdits; ///< by handle: unsaved edits of targets that were deleted, for undo
    DraftKeeper m_drafts;                         ///< asks the documents, so it goes before them
    CopyKeeper m_copies;                          ///< of edited contexts
    QFileSystemWatcher m_watcher;
    QTimer m_readAgain;

    Actions *m_actions;
    TopBar *m_topBar;
    MessageBar *m_messages;
    TargetsPanel *m_targets;
    TargetPage *m_page;
    NewTargetPanel *m_newTarget;
    QWidget *m_noTarget;
    QStackedWidget *m_centre;
    PayloadPanel *m_payload;
    Inspector *m_inspector;
    ProblemsPanel *m_problems;
    ResponsePanel *m_response;
    ReceiverHost *m_receiver;
    ReceiverPanel *m_receiverPanel;
    QTabWidget *m_bottom;
    QSplitter *m_columns;
    QSplitter *m_work;
    QSplitter *m_side;
    QSplitter *m_rows;
    QLabel *m_cursorText;
    QLabel *m_sizeText;
    QLabel *m_timeText;
    StateLabel *m_validText;
};

} // namespace targetdesk
