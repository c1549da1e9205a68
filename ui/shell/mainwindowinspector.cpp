// SPDX-License-Identifier: MIT
// MainWindow: what explains the payload.
#include "delivery/requestpreview.h"
#include "ui/editor/codeeditor.h"
#include "ui/impact/deliverylog.h"
#include "ui/impact/sentreader.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/inspector.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/requestpanel.h"
#include "ui/preview/sampleselector.h"
#include "ui/preview/wantedpayloaddialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/messagebar.h"
#include "ui/shell/targetdocument.h"
#include "ui/shell/targetpage.h"
#include "ui/shell/topbar.h"

#include <QAction>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace targetdesk {

void MainWindow::connectInspector()
{
    connect(m_inspector, &Inspector::explainsChanged, this, [this] { requestPreview(true); });
    connect(m_inspector, &Inspector::templateWanted, this, [this] { m_page->showTab(TargetPage::TemplateTab); });
    connect(&m_inspector->context(), &ContextPanel::edited, this, [this] {
        m_copies.note();
        requestPreview(true);
    });
    connect(&m_inspector->context(), &ContextPanel::saveWanted, this, &MainWindow::saveSample);
    connect(m_inspector, &Inspector::requestWanted, this, &MainWindow::fillRequest);
    connect(m_inspector, &Inspector::comparisonWanted, this, &MainWindow::fillComparison);
    connect(m_sentReader, &SentReader::lastRead, this, [this](const auto &last) { showLastDelivery(*last); });
    connect(m_topBar, &TopBar::environmentChosen, this, &MainWindow::fillRequest);
    connect(&m_requests, &RequestMaker::made, this, [this](const auto &made) { showRequest(*made); });
    connect(m_actions->startFromPayload, &QAction::triggered, this, &MainWindow::startFromPayload);
    connect(m_actions->showContext, &QAction::triggered, this, [this] {
        m_actions->showInspector->setChecked(true);
        m_inspector->showContext();
    });
    connect(m_actions->showComparison, &QAction::triggered, this, [this] {
        m_actions->showInspector->setChecked(true);
        m_inspector->showComparison();
    });
    connect(m_actions->showInspector, &QAction::toggled, m_inspector, &QWidget::setVisible);
    m_actions->showInspector->setChecked(m_settings.value(u"preview/inspector"_s, true).toBool());
    m_inspector->setVisible(m_actions->showInspector->isChecked());
}

void MainWindow::saveSample(const Sample &sample)
{
    if (!Workspace::handleProblem(sample.name).empty()) {
        m_messages->show(StateLabel::State::Error, tr("“%1” is no name for a sample: use letters, digits, dash and underscore.")
                                                       .arg(QString::fromStdString(sample.name)));
        return;
    }
    if (workspace().sample(sample.event, sample.name)) {
        m_messages->show(StateLabel::State::Error,
                         tr("%1 has a sample “%2” already: take another name.")
                             .arg(QString::fromStdString(sample.event), QString::fromStdString(sample.name)));
        return;
    }
    if (const QString error = m_session.saveSample(sample); !error.isEmpty()) {
        m_messages->show(StateLabel::State::Error, tr("The sample was not saved: %1").arg(error));
        return;
    }
    m_inspector->context().forgetCopy();
    m_copies.note();
    m_messages->hide();
    m_payload->samples().choose(sample.event, sample.name);
}

// As it would go to the target's own address in the chosen environment.
void MainWindow::fillRequest()
{
    const auto result = m_payload->current();
    if (!m_document || !result || !result->payload.rendered) {
        m_requests.cancel();
        m_inspector->request().showNothing(tr("There is no payload to send."));
        return;
    }
    const DeliveryEnvironment *environment = workspace().environment(m_topBar->environment());
    m_requests.make({m_document->current(), environment ? *environment : DeliveryEnvironment(), result->payload.text,
                     result->request.sample.event, result->payload.isJson});
}

void MainWindow::showRequest(const MadeRequest &made)
{
    if (!made.whyNot.isEmpty()) {
        m_inspector->request().showNothing(made.whyNot);
        return;
    }
    QStringList notes;
    if (!made.preview.missing.empty()) {
        QStringList names;
        for (const std::string &name : made.preview.missing)
            names.append(QString::fromStdString(name));
        notes.append(tr("nobody provides %1").arg(names.join(u", "_s)));
    }
    if (!made.order.isJson) notes.append(tr("the payload is not JSON: it would not be sent"));
    m_inspector->request().show(made.preview.request, made.order.target, notes.join(u"; "_s));
}

// One step of the editor's undo.
void MainWindow::startFromPayload()
{
    const auto sample = m_payload->samples().sample();
    if (!m_document || !sample) return;
    auto *dialog = new WantedPayloadDialog(m_theme, m_syntax, m_inspector->context().effective(*sample).text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &WantedPayloadDialog::templateTaken, this, [this](const QString &text) {
        m_page->showTab(TargetPage::TemplateTab);
        QTextCursor cursor(m_page->editor().document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(text);
        m_page->editor().setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void MainWindow::fillComparison()
{
    ComparePanel &compare = m_inspector->compare();
    const auto sample = m_payload->samples().sample();
    if (!m_document || !sample) {
        compare.setOther(std::nullopt, tr("There is no payload to compare."));
        return;
    }
    std::vector<Sample> others;
    for (const Sample &one : workspace().samplesOf(sample->event)) {
        if (one.name != sample->name || one.event != sample->event) others.push_back(one);
    }
    compare.setSamples(others);
    switch (compare.with()) {
    case ComparePanel::With::Saved:
        compareRendered({m_document->saved(), m_inspector->context().effective(*sample), false, {}});
        break;
    case ComparePanel::With::Sample:
        if (compare.sample())
            compareRendered({m_document->current(), m_inspector->context().effective(*compare.sample()), false, {}});
        break;
    case ComparePanel::With::LastSent: compareWithLastSent(); break;
    case ComparePanel::With::Delivery: renderDelivery(); break;
    }
}

void MainWindow::compareRendered(PreviewRequest request)
{
    const std::string handle = m_document->saved().handle;
    const ComparePanel::With with = m_inspector->compare().with();
    m_runner.check(std::move(request), [this, handle, with](const PreviewResult &other) {
        ComparePanel &panel = m_inspector->compare();
        if (!m_document || m_document->saved().handle != handle || panel.with() != with) return;
        panel.setOther(other.payload.rendered ? std::optional(ComparedPayload{other.payload.text, other.payload.isJson})
                                              : std::nullopt,
                       tr("The other side does not render."));
    });
}

// What the window itself sent, else what the dispatcher did.
void MainWindow::compareWithLastSent()
{
    const std::string handle = m_document->saved().handle;
    const auto sent = m_lastSent.find(handle);
    if (sent == m_lastSent.end())
        m_sentReader->readLast(m_store, handle);
    else
        m_inspector->compare().setOther(sent->second.payload, {}, tr("test sent %1").arg(sentTimeText(sent->second.at)));
}

void MainWindow::showLastDelivery(const LastDelivery &last)
{
    ComparePanel &compare = m_inspector->compare();
    const bool isWanted = m_document && m_document->saved().handle == last.target;
    if (!isWanted || compare.with() != ComparePanel::With::LastSent) return;
    if (!last.payload) {
        compare.setOther(std::nullopt, tr("Nothing was sent since the window was opened. %1").arg(last.whyNot));
        return;
    }
    const bool isJson = expectsJson(m_document->saved()) && Json::accept(last.payload->body);
    compare.setOther(ComparedPayload{last.payload->body, isJson}, {}, tr("delivered %1").arg(sentTimeText(last.payload->at)));
}

} // namespace targetdesk
