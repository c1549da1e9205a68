// SPDX-License-Identifier: MIT
// MainWindow: what an edit would have changed in real deliveries.
#include "ui/impact/impactpanel.h"
#include "ui/preview/inspector.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"

#include <QTimer>

#include <chrono>

namespace targetdesk {

void MainWindow::connectImpact()
{
    m_impactDelay->setSingleShot(true);
    m_impactDelay->setInterval(std::chrono::milliseconds(300)); // typing goes on: a run reads the store and renders 200 times
    connect(m_impactDelay, &QTimer::timeout, this, &MainWindow::runImpact);
    connect(m_inspector, &Inspector::impactWanted, this, &MainWindow::followImpact);
    connect(m_impact, &ImpactRunner::finished, this, [this](const auto &result) {
        if (m_document && m_document->saved().handle == result->target) m_inspector->impact().showResult(*result);
    });
    connect(m_savedImpact, &ImpactRunner::finished, this, [this](const auto &result) { tellImpact(*result); });
}

void MainWindow::followImpact()
{
    if (m_document && m_document->isModified()) {
        m_impactDelay->start();
        return;
    }
    m_impactDelay->stop();
    m_impact->cancel();
    // What a save changed stays to be read until the next edit.
    if (!m_document || m_document->saved().handle != m_savedImpactOf) m_inspector->impact().showUnchanged();
}

void MainWindow::runImpact()
{
    if (!m_document || !m_document->isModified()) return;
    m_savedImpactOf.clear();
    m_inspector->impact().showBusy();
    m_impact->run({m_store, m_document->saved(), m_document->current()});
}

// After saving, and only when something changes: saving never waits for it.
void MainWindow::tellImpact(const ImpactResult &result)
{
    if (!m_document || m_document->saved().handle != result.target) return;
    if (!m_document->isModified()) { // else what is typed since is shown
        m_savedImpactOf = result.target;
        m_inspector->impact().showResult(result);
    }
    if (result.impact.changed == 0) return;
    m_messages->show(result.impact.broken > 0 ? StateLabel::State::Error : StateLabel::State::Info,
                     tr("Saved. %1").arg(impactHeadline(result.impact)), {{tr("Show"), [this] { m_inspector->showImpact(); }}});
}

} // namespace targetdesk
