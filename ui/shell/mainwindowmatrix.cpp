// SPDX-License-Identifier: MIT
// MainWindow: the coverage matrix.
#include "payload/acceptedpayload.h"
#include "ui/matrix/matrixpanel.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"

#include <QAction>

namespace targetdesk {

void MainWindow::connectMatrix()
{
    MatrixPanel &matrix = m_page->matrix();
    connect(m_actions->runMatrix, &QAction::triggered, this, &MainWindow::runMatrix);
    connect(&matrix, &MatrixPanel::runWanted, this, &MainWindow::runMatrix);
    connect(&matrix, &MatrixPanel::causeWanted, this, [this](const auto &result) { showCause(*result); });
    connect(&matrix, &MatrixPanel::acceptWanted, this, &MainWindow::acceptPayloads);
}

void MainWindow::runMatrix()
{
    if (!m_document) return;
    m_page->showTab(TargetPage::CoverageTab);
    m_page->matrix().run(workspace(), m_document->current(), m_inspector->context().copies());
}

// The sample is chosen, a nasty one as a copy of it, and the cursor goes to the first problem.
void MainWindow::showCause(const CheckResult &result)
{
    if (!m_document || result.what.target != m_document->saved().handle) return;
    m_payload->samples().choose(result.what.sampleEvent, result.what.sample);
    if (!result.badContext.empty()) m_inspector->context().setCopy(result.badContext);
    if (result.problems.empty())
        m_page->showTab(TargetPage::TemplateTab);
    else
        goTo(result.problems.front());
}

void MainWindow::acceptPayloads(const std::vector<std::shared_ptr<const CheckResult>> &results)
{
    if (!m_document) return;
    const bool isJson = expectsJson(m_document->current());
    for (const auto &result : results) {
        const Sample *sample = workspace().sample(result->what.sampleEvent, result->what.sample);
        if (!sample) continue;
        const QString error = m_session.acceptPayload(result->what.target, *sample, acceptedForm(result->payload, isJson));
        if (!error.isEmpty()) {
            m_messages->show(StateLabel::State::Error, tr("The payload was not kept: %1").arg(error));
            return;
        }
        m_page->matrix().setAccepted(*result);
    }
}

} // namespace targetdesk
