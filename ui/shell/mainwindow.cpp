// SPDX-License-Identifier: MIT
// Layout and connections; what the commands do is in mainwindowtargets.cpp and mainwindowpreview.cpp.
#include "ui/shell/mainwindow.h"

#include "ui/editor/codeeditor.h"
#include "ui/impact/sentreader.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/problems/problemspanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/keyoffer.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/newtargetpanel.h"
#include "ui/targets/targetspanel.h"
#include "ui/testsend/receiverhost.h"
#include "ui/testsend/receiverpanel.h"
#include "ui/testsend/responsepanel.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// The widget of a pane that had the focus last, else the first one that takes it; null where none does.
QWidget *stopIn(const QWidget &pane)
{
    const auto takes = [&pane](const QWidget *widget) {
        return pane.isAncestorOf(widget) && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
    };
    if (QWidget *last = pane.focusWidget(); last && takes(last)) return last;
    const QWidget *window = pane.window(); // a pane itself may stand behind what is in it
    for (QWidget *widget = window->nextInFocusChain(); widget != window; widget = widget->nextInFocusChain())
        if (takes(widget)) return widget;
    return nullptr;
}

} // namespace

MainWindow::MainWindow(Workspace workspace, const Services &services)
    : m_theme(services.theme)
    , m_prompts(services.prompts)
    , m_settings(services.settings)
    , m_stateFolder(services.stateFolder)
    , m_session(std::move(workspace))
    , m_sender(services.secrets)
    , m_requests(services.secrets)
    , m_keyOffer(services.keys ? new KeyOffer(*services.keys, this) : nullptr)
    , m_store(services.store)
    , m_impact(new ImpactRunner(this))
    , m_savedImpact(new ImpactRunner(this))
    , m_impactDelay(new QTimer(this))
    , m_sentReader(new SentReader(this))
    , m_drafts(historyFolderOf("drafts"))
    , m_copies(historyFolderOf("copies"), [this] { return m_inspector->context().copies(); })
    , m_actions(new Actions(*this))
    , m_topBar(new TopBar(m_theme, *m_actions))
    , m_messages(new MessageBar(m_theme))
    , m_targets(new TargetsPanel(m_theme, {m_actions->newTarget, m_actions->renameTarget, m_actions->deleteTarget}))
    , m_page(new TargetPage(m_theme))
    , m_newTarget(new NewTargetPanel(m_theme))
    , m_noTarget(new QLabel(tr("Choose a target at the left, or make one with Ctrl+N.")))
    , m_centre(new QStackedWidget)
    , m_payload(new PayloadPanel(m_theme, m_syntax))
    , m_inspector(new Inspector(m_theme, m_syntax, m_page->editor(), *m_payload))
    , m_problems(new ProblemsPanel(m_theme))
    , m_response(new ResponsePanel(m_theme, m_syntax))
    , m_receiver(new ReceiverHost(this))
    , m_receiverPanel(new ReceiverPanel(m_theme, m_syntax, *m_receiver, m_actions->toggleReceiver, m_actions->clearReceiver))
    , m_bottom(new QTabWidget)
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_work(new QSplitter(Qt::Horizontal))
    , m_side(new QSplitter(Qt::Vertical))
    , m_rows(new QSplitter(Qt::Vertical))
    , m_cursorText(new QLabel)
    , m_sizeText(new QLabel)
    , m_timeText(new QLabel)
    , m_validText(new StateLabel(m_theme))
{
    setWindowIcon(QIcon(u":/targetdesk/icons/targetdesk.svg"_s));
    m_actions->fillMenus(*menuBar());
    layOut();
    makeStatusBar();
    connectTargets();
    connectEditing();
    connectPreview();
    connectSending();
    connectKeyOffer();
    connectView();
    connectHistory();
    connectInspector();
    connectMatrix();
    connectImpact();
    connectWatching();
    restoreSizes();
    m_inspector->context().setCopies(m_copies.load());
    takeWorkspace();
    watch();
    checkAllTargets();
    if (m_document) m_page->editor().setFocus();
}

// The documents go before the editor that shows one of them. The inspector would ask for a preview when it is hidden.
MainWindow::~MainWindow()
{
    m_inspector->disconnect(this);
    m_page->clearDocument();
}

void MainWindow::layOut()
{
    auto *noTarget = static_cast<QLabel *>(m_noTarget);
    noTarget->setAlignment(Qt::AlignCenter);
    setMuted(*noTarget);
    setBackground(*noTarget, QPalette::Base);
    m_centre->addWidget(m_noTarget);
    m_centre->addWidget(m_page);
    m_centre->addWidget(m_newTarget);
    setBackground(*m_page, QPalette::Base);
    setBackground(*m_payload, QPalette::Base);

    m_work->addWidget(m_centre);
    m_side->addWidget(m_payload);
    m_side->addWidget(m_inspector);
    m_work->addWidget(m_side);
    m_rows->addWidget(m_work);
    m_rows->addWidget(makeBottom());
    m_columns->addWidget(m_targets);
    m_columns->addWidget(m_rows);
    for (QSplitter *splitter : {m_columns, m_work, m_side, m_rows})
        splitter->setChildrenCollapsible(false);
    m_targets->setMinimumWidth(180);
    m_centre->setMinimumWidth(300);
    m_payload->setMinimumWidth(310);
    m_inspector->setMinimumHeight(120);
    m_bottom->setMinimumHeight(90);
    m_columns->setSizes({270, 1010});
    m_work->setSizes({580, 430});
    m_side->setSizes({320, 220});
    m_side->setStretchFactor(0, 1);
    m_side->setStretchFactor(1, 1);
    m_rows->setSizes({540, 200});
    m_columns->setStretchFactor(1, 1);
    m_work->setStretchFactor(0, 3);
    m_work->setStretchFactor(1, 2);
    m_rows->setStretchFactor(0, 1);

    auto *all = new QWidget;
    auto *layout = new QVBoxLayout(all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(m_messages);
    layout->addWidget(m_columns, 1);
    setCentralWidget(all);
    resize(1280, 800);
}

QWidget *MainWindow::makeBottom()
{
    m_bottom->setObjectName(u"bottomTabs"_s);
    m_bottom->setDocumentMode(true);
    m_bottom->tabBar()->setAccessibleName(tr("Results"));
    m_bottom->tabBar()->setDrawBase(false);
    m_bottom->addTab(m_problems, tr("Problems"));
    m_bottom->addTab(m_response, tr("Response"));
    m_bottom->addTab(m_receiverPanel, tr("Receiver"));
    setBackground(*m_bottom, QPalette::Base);
    return m_bottom;
}

void MainWindow::makeStatusBar()
{
    m_validText->setObjectName(u"statusValidity"_s);
    m_cursorText->setObjectName(u"statusCursor"_s);
    m_sizeText->setObjectName(u"statusSize"_s);
    m_timeText->setObjectName(u"statusTime"_s);
    statusBar()->setSizeGripEnabled(false);
    for (QLabel *label : {m_cursorText, m_sizeText, m_timeText}) {
        setMuted(*label);
        label->setContentsMargins(8, 2, 8, 2);
        statusBar()->addPermanentWidget(label);
    }
    m_validText->setContentsMargins(8, 2, 12, 2);
    m_validText->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    statusBar()->addPermanentWidget(m_validText);
}

void MainWindow::connectTargets()
{
    connect(m_targets, &TargetsPanel::targetSelected, this, &MainWindow::showTarget);
    connect(m_targets, &TargetsPanel::targetActivated, this, [this] { m_page->editor().setFocus(); });
    connect(m_newTarget, &NewTargetPanel::created, this, &MainWindow::createTarget);
    connect(m_newTarget, &NewTargetPanel::cancelled, this, [this] {
        m_drafts.drop({});
        if (!m_document || !showTarget(m_document->saved().handle)) showNoTarget();
        m_targets->focusFilter();
    });
    connect(&m_session, &WorkspaceSession::changed, this, &MainWindow::takeWorkspace);
    connect(&m_page->settings(), &SettingsPanel::edited, this, [this] {
        if (m_document) m_document->setDraft(m_page->settings().target());
    });
    connect(m_actions->newTarget, &QAction::triggered, this, &MainWindow::beginNewTarget);
    connect(m_actions->openWorkspace, &QAction::triggered, this, &MainWindow::openWorkspace);
    connect(m_actions->reloadWorkspace, &QAction::triggered, this, &MainWindow::readAgain);
    connect(m_actions->save, &QAction::triggered, this, [this] {
        if (m_document) save(*m_document);
    });
    connect(m_actions->saveAll, &QAction::triggered, this, &MainWindow::saveAll);
    connect(m_actions->renameTarget, &QAction::triggered, this, &MainWindow::renameTarget);
    connect(m_actions->deleteTarget, &QAction::triggered, this, &MainWindow::deleteTarget);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectPreview()
{
    connect(&m_runner, &PreviewRunner::finished, this, &MainWindow::showPreview);
    connect(&m_payload->samples(), &SampleSelector::chosen, this, [this] { requestPreview(true); });
    connect(m_actions->chooseEvent, &QAction::triggered, &m_payload->samples(), &SampleSelector::focusEvent);
    connect(m_actions->nextSample, &QAction::triggered, this, [this] { m_payload->samples().step(1); });
    connect(m_actions->previousSample, &QAction::triggered, this, [this] { m_payload->samples().step(-1); });
    connect(m_problems, &ProblemsPanel::activated, this, &MainWindow::goTo);
    connect(m_actions->nextProblem, &QAction::triggered, this, [this] { m_problems->activateNext(1); });
    connect(m_actions->previousProblem, &QAction::triggered, this, [this] { m_problems->activateNext(-1); });
    connect(m_actions->prettyPayload, &QAction::toggled, m_payload, &PayloadPanel::setPretty);
    connect(m_payload, &PayloadPanel::prettyChanged, m_actions->prettyPayload, &QAction::setChecked);
    connect(m_actions->copyPayload, &QAction::triggered, m_payload, &PayloadPanel::copy);
    connect(&m_page->editor(), &QPlainTextEdit::cursorPositionChanged, this, &MainWindow::showCursor);
}

void MainWindow::connectSending()
{
    connect(m_actions->sendTest, &QAction::triggered, this, [this] { send(true); });
    connect(m_actions->sendReal, &QAction::triggered, this, [this] { send(false); });
    connect(&m_sender, &TestSender::finished, this, [this](const auto &result) { showSent(*result); });
    connect(m_actions->chooseEnvironment, &QAction::triggered, m_topBar, &TopBar::focusEnvironment);
    connect(m_actions->toggleReceiver, &QAction::triggered, this, [this](bool on) {
        if (!on)
            m_receiver->stop();
        else if (const QString error = m_receiver->start(); !error.isEmpty())
            m_messages->show(StateLabel::State::Error, error);
    });
    connect(m_actions->clearReceiver, &QAction::triggered, m_receiver, &ReceiverHost::clear);
    connect(m_receiver, &ReceiverHost::changed, this, [this] {
        m_actions->toggleReceiver->setChecked(m_receiver->isRunning());
        const auto count = m_receiver->requests().size();
        m_bottom->setTabText(2, count == 0 ? tr("Receiver") : tr("Receiver (%1)").arg(count));
    });
}

void MainWindow::connectView()
{
    const std::pair<QAction *, const char *> edits[] = {{m_actions->undo, "undo"},   {m_actions->redo, "redo"},
                                                        {m_actions->cut, "cut"},     {m_actions->copy, "copy"},
                                                        {m_actions->paste, "paste"}, {m_actions->selectAll, "selectAll"}};
    for (const auto &[action, slot] : edits) {
        connect(action, &QAction::triggered, this, [this, slot = slot] {
            QWidget *focus = QApplication::focusWidget();
            const QByteArray signature = QByteArray(slot) + "()";
            const bool takes = focus && focus->metaObject()->indexOfMethod(signature) >= 0;
            if (takes)
                QMetaObject::invokeMethod(focus, slot);
            else if (signature == "undo()" || signature == "redo()")
                undoInWorkspace(signature == "redo()");
        });
    }
    connect(m_actions->goToLine, &QAction::triggered, m_page, &TargetPage::askForLine);
    connect(m_actions->showTemplate, &QAction::triggered, this, [this] {
        m_page->showTab(TargetPage::TemplateTab);
        m_page->editor().setFocus();
    });
    connect(m_actions->showSettings, &QAction::triggered, this, [this] {
        m_page->showTab(TargetPage::SettingsTab);
        m_page->settings().setFocus();
    });
    connect(m_actions->findTarget, &QAction::triggered, m_targets, &TargetsPanel::focusFilter);
    connect(m_actions->nextPane, &QAction::triggered, this, [this] { movePaneFocus(1); });
    connect(m_actions->previousPane, &QAction::triggered, this, [this] { movePaneFocus(-1); });
    const std::pair<QAction *, int> zooms[] = {{m_actions->zoomIn, 1}, {m_actions->zoomOut, -1}, {m_actions->zoomReset, 0}};
    for (const auto &[action, steps] : zooms) {
        connect(action, &QAction::triggered, this, [this, by = steps] {
            m_page->editor().zoom(by);
            m_payload->zoom(by);
        });
    }
    connect(m_actions->themeSystem, &QAction::triggered, this, [this] { setTheme(Theme::Mode::System); });
    connect(m_actions->themeLight, &QAction::triggered, this, [this] { setTheme(Theme::Mode::Light); });
    connect(m_actions->themeDark, &QAction::triggered, this, [this] { setTheme(Theme::Mode::Dark); });
    connect(m_actions->about, &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Target Desk"),
                           tr("Target Desk %1\nEdits, previews and sends Omneo targets.\nMIT licence.")
                               .arg(QCoreApplication::applicationVersion()));
    });
    (m_theme.mode() == Theme::Mode::Light  ? m_actions->themeLight
     : m_theme.mode() == Theme::Mode::Dark ? m_actions->themeDark
                                           : m_actions->themeSystem)
        ->setChecked(true);
}

void MainWindow::setTheme(Theme::Mode mode)
{
    m_theme.setMode(mode);
    m_settings.setValue(u"theme"_s, Theme::nameOf(mode));
}

// Tab belongs to the editors, so F6 walks the panes, and goes to where one was in each.
void MainWindow::movePaneFocus(int step)
{
    const QList<QWidget *> panes = {m_topBar, m_messages, m_targets, m_centre, m_payload, m_inspector, m_bottom};
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = step > 0 ? -1 : 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus && panes[i]->isAncestorOf(focus)) at = i;
    }
    for (qsizetype i = 1; i <= panes.size(); ++i) {
        QWidget *stop = stopIn(*panes[(at + i * step + 2 * panes.size()) % panes.size()]);
        if (!stop) continue;
        stop->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

void MainWindow::restoreSizes()
{
    restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray());
    m_columns->restoreState(m_settings.value(u"window/columns"_s).toByteArray());
    m_work->restoreState(m_settings.value(u"window/work"_s).toByteArray());
    m_side->restoreState(m_settings.value(u"window/side"_s).toByteArray());
    m_inspector->restoreState(m_settings.value(u"window/inspector"_s).toByteArray());
    m_rows->restoreState(m_settings.value(u"window/rows"_s).toByteArray());
    m_actions->prettyPayload->setChecked(m_settings.value(u"preview/pretty"_s, true).toBool());
}

void MainWindow::rememberSizes()
{
    m_settings.setValue(u"window/geometry"_s, saveGeometry());
    m_settings.setValue(u"window/columns"_s, m_columns->saveState());
    m_settings.setValue(u"window/work"_s, m_work->saveState());
    m_settings.setValue(u"window/side"_s, m_side->saveState());
    m_settings.setValue(u"window/inspector"_s, m_inspector->saveState());
    m_settings.setValue(u"window/rows"_s, m_rows->saveState());
    m_settings.setValue(u"preview/inspector"_s, m_actions->showInspector->isChecked());
    m_settings.setValue(u"preview/pretty"_s, m_payload->isPretty());
    m_settings.setValue(u"window/target"_s, QString::fromStdString(m_targets->selected()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QStringList names;
    for (const auto &[handle, document] : m_documents) {
        if (document->isModified()) names.append(QString::fromStdString(document->saved().name));
    }
    if (!names.isEmpty()) {
        const Prompts::Unsaved answer = m_prompts.unsavedChanges(this, names);
        if (answer == Prompts::Unsaved::Cancel || (answer == Prompts::Unsaved::Save && !saveAll())) {
            event->ignore();
            return;
        }
    }
    // Saved, or dropped on purpose: there is nothing to offer at the next start.
    for (const auto &[handle, document] : m_documents)
        m_drafts.drop(handle);
    rememberSizes();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) m_readAgain.start();
}

} // namespace targetdesk
