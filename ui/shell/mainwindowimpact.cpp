// SPDX-License-Identifier: MIT
// MainWindow: what an edit would have changed in real deliveries.
#include "ui/impact/deliverylog.h"
#include "ui/impact/impactpanel.h"
#include "ui/impact/sentreader.h"
#include "ui/preview/inspector.h"
#include "ui/problems/modeltext.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"

#include <QAction>
#include <QTimer>

#include <chrono>

namespace targetdesk {

void MainWindow::connectImpact()
{
    m_impactDelay->setSingleShot(true);
    m_impactDelay->setInterval(std::chrono::milliseconds(300)); // typing goes on: a run reads the store and renders 200 times
    connect(m_impactDelay, &QTimer::timeout, this, &MainWindow::runImpact);
    connect(m_inspector, &Inspector::impactWanted, this, &MainWindow::followImpact);
    connect(m_impact, &ImpactRunner::finished, this, &MainWindow::showImpact);
    connect(m_savedImpact, &ImpactRunner::finished, this, &MainWindow::tellImpact);
    connect(m_actions->showImpact, &QAction::triggered, this, [this] {
        m_actions->showInspector->setChecked(true);
        m_inspector->showImpact();
    });
    connect(m_sentReader, &SentReader::rendered, this, [this](const auto &answer) {
        ComparePanel &compare = m_inspector->compare();
        if (compare.delivery() != answer->question.delivery) return;
        if (!answer->payload) {
            compare.setOther(std::nullopt, answer->whyNot);
            return;
        }
        const Payload &after = answer->sides.after;
        const bool isJson = expectsJson(answer->question.edited);
        const QString why = after.problems.empty() ? QString() : inWindowsLanguage(after.problems.front().what);
        const QString time = sentTimeText(answer->payload->at);
        compare.setDelivery({answer->sides.before, isJson && Json::accept(answer->sides.before)},
                            after.rendered ? std::optional(ComparedPayload{after.text, isJson && after.isJson}) : std::nullopt,
                            tr("It would no longer go out: %1").arg(why),
                            answer->payload->isTimeOfSend ? tr("sent %1").arg(time)
                                                          : tr("made %1, the sending is not on record").arg(time));
    });
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
    if (m_document && m_document->saved().handle == m_savedImpactOf) return;
    m_shownImpact.reset();
    m_inspector->impact().showUnchanged();
}

void MainWindow::runImpact()
{
    if (!m_document || !m_document->isModified()) return;
    m_savedImpactOf.clear();
    m_inspector->impact().showBusy();
    m_impact->run({m_store, m_document->saved(), m_document->current()});
}

void MainWindow::showImpact(const std::shared_ptr<const ImpactResult> &result)
{
    if (!m_document || m_document->saved().handle != result->saved.handle) return;
    m_shownImpact = result;
    m_inspector->impact().showResult(*result);
}

// After saving, and only when something changes: saving never waits for it.
void MainWindow::tellImpact(const std::shared_ptr<const ImpactResult> &result)
{
    if (!m_document || m_document->saved().handle != result->saved.handle) return;
    if (!m_document->isModified()) { // else what is typed since is shown
        m_savedImpactOf = result->saved.handle;
        showImpact(result);
    }
    if (result->impact.changed == 0) return;
    m_messages->show(result->impact.broken() > 0 ? StateLabel::State::Error : StateLabel::State::Info,
                     tr("Saved. %1").arg(impactHeadline(result->impact)), {{tr("Show"), [this] { m_inspector->showImpact(); }}});
}

// With the edit as it is now; where there is none, with the one that the impact is shown of.
void MainWindow::renderDelivery()
{
    DeliveryQuestion question{m_store, m_inspector->compare().delivery(), m_document->saved(), m_document->current()};
    if (!m_document->isModified() && m_shownImpact) {
        question.saved = m_shownImpact->saved;
        question.edited = m_shownImpact->edited;
    }
    m_sentReader->render(std::move(question));
}

} // namespace targetdesk
