// SPDX-License-Identifier: MIT
// MainWindow: preview, problems, test sends.
#include "ui/editor/codeeditor.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/problems/problemmarks.h"
#include "ui/problems/problemspanel.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"
#include "ui/targets/targetspanel.h"
#include "ui/testsend/receiverhost.h"
#include "ui/testsend/receiverpanel.h"
#include "ui/testsend/responsepanel.h"

#include <QAction>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// The first sample of an event that reaches the target, with the profile at the root where there is one.
const Sample *firstSample(const Workspace &workspace, const std::string &handle)
{
    const std::vector<std::string> events = workspace.eventsOf(handle);
    if (events.empty()) return nullptr;
    const Sample *first = nullptr;
    for (const Sample &sample : workspace.samples()) {
        if (!sameEvent(sample.event, events.front())) continue;
        if (!first || sample.name == "profile-root") first = &sample;
    }
    return first;
}

} // namespace

void MainWindow::requestPreview(bool atOnce)
{
    if (!m_document || m_centre->currentWidget() != m_page) return;
    if (atOnce) tellEditor();
    const auto sample = m_payload->samples().sample();
    if (!sample) {
        m_runner.clear();
        m_payload->showNothing(
            tr("There is no sample context to render with: put one at contexts/<event>/<name>.json in the workspace."));
        m_problems->setProblems({}, tr("Nothing was rendered: there is no sample."));
        clearStatus();
        return;
    }
    m_inspector->context().setDisplayZone(m_document->current().delivery.timezone);
    m_inspector->context().setSample(*sample);
    m_payload->expect();
    m_runner.request({m_document->current(), m_inspector->context().effective(*sample), m_inspector->explains(),
                      workspace().folder(), m_census},
                     atOnce);
}

void MainWindow::showPreview(const std::shared_ptr<const PreviewResult> &result)
{
    if (!m_document || result->request.target.handle != m_document->saved().handle) return;
    m_payload->show(result);
    tellEditor(*result);
    const Payload &payload = result->payload;
    m_page->editor().setMarks(marksOf(payload.problems, m_document->text(), result->request.target.templateSource));
    m_problems->setProblems(payload.problems, tr("No problems with the sample “%1” of %2.")
                                                  .arg(QString::fromStdString(result->request.sample.name),
                                                       QString::fromStdString(result->request.sample.event)));
    const int count = m_problems->count();
    m_bottom->setTabText(0, count == 0 ? tr("Problems") : tr("Problems (%1)").arg(count));
    const QLocale locale;
    m_sizeText->setText(payload.rendered ? tr("%1 bytes").arg(locale.toString(static_cast<qulonglong>(payload.text.size())))
                                         : QString());
    const QString milliseconds = locale.toString(static_cast<double>(payload.renderTime.count()) / 1e6, 'f', 2);
    m_timeText->setText(payload.rendered ? tr("rendered in %1 ms").arg(milliseconds) : QString());
    const Validity validity = validityOf(payload);
    m_validText->setState(validity.state, validity.text);
    noteState(*result);
    Q_EMIT previewed();
}

/// Nothing is rendered: what was said of the payload before is of something else.
void MainWindow::clearStatus()
{
    m_sizeText->clear();
    m_timeText->clear();
    m_validText->setState(StateLabel::State::Neutral, {});
}

void MainWindow::noteState(const PreviewResult &result)
{
    using State = TargetsModel::State;
    const auto &problems = result.payload.problems;
    const auto isError = [](const Problem &problem) { return problem.severity == Problem::Severity::Error; };
    const bool errors = !result.payload.isGood() || std::any_of(problems.begin(), problems.end(), isError);
    const int count = static_cast<int>(problems.size());
    const State state = errors ? State::Error : count > 0 ? State::Warning : State::Good;
    m_targets->model().setState(result.request.target.handle, state,
                                state == State::Good ? tr("valid JSON") : tr("%n problem(s)", nullptr, count));
}

void MainWindow::checkAllTargets()
{
    for (const Target &target : workspace().targets()) {
        const Sample *sample = firstSample(workspace(), target.handle);
        if (!sample) continue;
        m_runner.check({target, *sample, false, workspace().folder()}, [this](const PreviewResult &result) {
            const bool isShown = m_document && m_document->saved().handle == result.request.target.handle;
            // The shown one's state is its preview's, which may never have come if another one was shown soon.
            if (!isShown || !m_targets->model().hasState(result.request.target.handle)) noteState(result);
        });
    }
}

void MainWindow::showCursor()
{
    const CodeEditor &editor = m_page->editor();
    m_cursorText->setText(tr("Ln %1, Col %2").arg(editor.cursorLine()).arg(editor.cursorColumn()));
}

void MainWindow::goTo(const Problem &problem)
{
    if (problem.kind == Problem::Kind::Context) {
        m_actions->showInspector->setChecked(true);
        m_inspector->showContext();
        return;
    }
    // It is about no place of the template: what it says is in the list.
    if (problem.line <= 0) return m_bottom->setCurrentWidget(m_problems);
    m_page->showTab(TargetPage::TemplateTab);
    m_page->editor().goTo(problem.line, std::max(1, problem.column));
}

void MainWindow::send(bool toReceiver)
{
    if (!m_document || m_sender.isBusy()) return;
    const auto sample = m_payload->samples().sample();
    if (!sample) {
        m_messages->show(StateLabel::State::Error, tr("There is no sample to render with."));
        return;
    }
    TestSend order;
    order.target = m_document->current();
    order.sample = m_inspector->context().effective(*sample);
    if (const DeliveryEnvironment *environment = workspace().environment(m_topBar->environment()))
        order.environment = *environment;
    if (toReceiver) {
        if (const QString error = m_receiver->start(); !error.isEmpty()) {
            m_messages->show(StateLabel::State::Error, error);
            return;
        }
        order.receiver = m_receiver->address().toStdString();
    } else if (order.environment.isProtected &&
               !m_prompts.confirmProtectedSend(this, QString::fromStdString(order.environment.name),
                                               QString::fromStdString(order.target.url))) {
        return;
    }
    m_messages->hide();
    m_response->showSending();
    m_bottom->setCurrentWidget(m_response);
    m_sender.send(std::move(order));
    updateActions();
}

void MainWindow::showSent(const TestSendResult &result)
{
    m_response->show(result);
    updateActions();
    if (result.wasSent())
        m_lastSent[result.order.target.handle] = {{result.payload.text, result.payload.isJson},
                                                  QDateTime::currentSecsSinceEpoch()};
    if (!result.payload.isGood()) m_bottom->setCurrentWidget(m_problems);
    if (!result.wasSent())
        m_messages->show(StateLabel::State::Error, result.error);
    else if (!result.order.receiver.empty())
        m_receiverPanel->selectLast();
}

void MainWindow::updateActions()
{
    const bool any = m_document != nullptr && m_centre->currentWidget() == m_page;
    for (QAction *action : {m_actions->renameTarget, m_actions->deleteTarget, m_actions->goToLine, m_actions->showTemplate,
                            m_actions->showSettings, m_actions->copyPayload, m_actions->runMatrix, m_actions->startFromPayload}) {
        action->setEnabled(any);
    }
    for (QAction *action : m_actions->editing())
        action->setEnabled(any);
    m_actions->save->setEnabled(any && m_document->isModified());
    for (QAction *action : {m_actions->sendTest, m_actions->sendReal})
        action->setEnabled(any && !m_sender.isBusy());
}

} // namespace targetdesk
