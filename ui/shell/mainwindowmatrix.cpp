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

#include <algorithm>
#include <optional>

namespace targetdesk {

namespace {

/// Of the problems that a column marks; none: of any.
std::optional<Problem::Kind> kindOf(int column)
{
    switch (column) {
    case MatrixModel::RendersColumn: return Problem::Kind::Template;
    case MatrixModel::JsonColumn: return Problem::Kind::NotJson;
    case MatrixModel::SchemaColumn: return Problem::Kind::Schema;
    case MatrixModel::BlanksColumn: return Problem::Kind::SilentBlank;
    case MatrixModel::ExpectedColumn: return Problem::Kind::Expected;
    default: return std::nullopt;
    }
}

} // namespace

void MainWindow::connectMatrix()
{
    MatrixPanel &matrix = m_page->matrix();
    connect(m_actions->runMatrix, &QAction::triggered, this, &MainWindow::runMatrix);
    connect(&matrix, &MatrixPanel::runWanted, this, &MainWindow::runMatrix);
    connect(&matrix, &MatrixPanel::causeWanted, this, [this](const auto &result, int column) { showCause(*result, column); });
    connect(&matrix, &MatrixPanel::acceptWanted, this, &MainWindow::acceptPayloads);
}

void MainWindow::runMatrix()
{
    if (!m_document) return;
    m_page->showTab(TargetPage::CoverageTab);
    m_page->matrix().run(workspace(), m_document->current(), m_inspector->context().copies());
}

// The sample is chosen, a nasty one as a copy of it, and the cursor goes to the first problem that the column tells of.
void MainWindow::showCause(const CheckResult &result, int column)
{
    if (!m_document || result.what.target != m_document->saved().handle) return;
    m_payload->samples().choose(result.what.sampleEvent, result.what.sample);
    const Sample *sample = workspace().sample(result.what.sampleEvent, result.what.sample);
    ContextPanel &context = m_inspector->context();
    if (!result.badContext.empty())
        context.tryText(result.badContext);
    else if (sample && !result.what.isDraft && context.effective(*sample).text != sample->text)
        context.tryText(sample->text);
    const auto kind = kindOf(column);
    const auto cause = std::ranges::find_if(result.problems, [&](const Problem &one) { return kind && one.kind == *kind; });
    if (result.problems.empty())
        m_page->showTab(TargetPage::TemplateTab);
    else
        goTo(cause == result.problems.end() ? result.problems.front() : *cause);
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
