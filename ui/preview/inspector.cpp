// SPDX-License-Identifier: MIT
#include "ui/preview/inspector.h"

#include "payload/pathinsertion.h"
#include "ui/editor/bytepositions.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/documenttext.h"
#include "ui/impact/impactpanel.h"
#include "ui/preview/comparepanel.h"
#include "ui/preview/contextpanel.h"
#include "ui/preview/payloadpanel.h"
#include "ui/preview/requestpanel.h"
#include "ui/preview/steppanel.h"
#include "ui/preview/wherefrompanel.h"
#include "ui/theme/parts.h"

#include <QTabBar>

using namespace Qt::StringLiterals;

namespace targetdesk {

Inspector::Inspector(const Theme &theme, const Syntax &syntax, CodeEditor &editor, PayloadPanel &payload, QWidget *parent)
    : QTabWidget(parent)
    , m_editor(editor)
    , m_payload(payload)
    , m_link(new ProvenanceLink(editor, payload, this))
    , m_whereFrom(new WhereFromPanel(theme))
    , m_context(new ContextPanel(theme, syntax))
    , m_request(new RequestPanel(theme, syntax))
    , m_compare(new ComparePanel(theme, syntax))
    , m_steps(new StepPanel(theme))
    , m_impact(new ImpactPanel(theme))
{
    setObjectName(u"inspector"_s);
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    tabBar()->setAccessibleName(tr("What explains the payload"));
    setBackground(*this, QPalette::Base);
    addTab(m_whereFrom, tr("Where from"));
    addTab(m_context, tr("Context"));
    addTab(m_request, tr("Request"));
    addTab(m_compare, tr("Compare"));
    addTab(m_steps, tr("Steps"));
    addTab(m_impact, tr("Impact"));
    setTabToolTip(indexOf(m_impact), tr("What the edit would have changed in the last real deliveries"));
    connect(m_link, &ProvenanceLink::changed, this, [this](const OriginView &view) {
        m_whereFrom->show(view);
        m_context->light(view.paths);
    });
    connect(m_link, &ProvenanceLink::templateWanted, this, &Inspector::templateWanted);
    connect(m_whereFrom, &WhereFromPanel::jumpWanted, m_link, &ProvenanceLink::goToCause);
    connect(m_whereFrom, &WhereFromPanel::pathChosen, this, [this](const QString &path) {
        setCurrentWidget(m_context);
        m_context->select(path.toStdString());
        m_context->focusTree();
    });
    connect(m_context, &ContextPanel::pathChosen, m_link, &ProvenanceLink::choosePath);
    connect(m_context, &ContextPanel::pathActivated, m_link, &ProvenanceLink::goToCause);
    connect(m_context, &ContextPanel::insertWanted, this, &Inspector::insert);
    connect(&editor, &CodeEditor::pathDropped, this, [this](const QString &path) { insert(path.toStdString()); });
    connect(m_compare, &ComparePanel::withChanged, this, &Inspector::fillShown);
    connect(m_compare, &ComparePanel::pathChosen, this, [this](const QString &path) { m_payload.goToPath(path.toStdString()); });
    connect(m_impact, &ImpactPanel::deliveriesWanted, this, &Inspector::compareDeliveries);
    connect(m_steps, &StepPanel::stepShown, m_link, &ProvenanceLink::showStep);
    connect(this, &QTabWidget::currentChanged, this, &Inspector::fillShown);
    connect(&payload, &PayloadPanel::shown, this, &Inspector::takeResult);
}

void Inspector::takeResult()
{
    const auto result = m_payload.current();
    m_context->setProvenance(result ? result->provenance : nullptr);
    fillShown();
}

void Inspector::fillShown()
{
    if (!isVisible()) return;
    if (currentWidget() == m_request) Q_EMIT requestWanted();
    const auto result = m_payload.current();
    if (currentWidget() == m_steps) m_steps->setProvenance(result ? result->provenance : nullptr);
    if (currentWidget() == m_impact) Q_EMIT impactWanted();
    if (currentWidget() != m_compare) return;
    m_compare->setPayload(result ? std::optional(ComparedPayload{result->payload.text, result->payload.isJson}) : std::nullopt);
    Q_EMIT comparisonWanted();
}

void Inspector::showContext()
{
    show();
    setCurrentWidget(m_context);
    m_context->focusTree();
}

void Inspector::showComparison()
{
    show();
    setCurrentWidget(m_compare);
    m_compare->focusChanges();
}

void Inspector::showImpact()
{
    show();
    setCurrentWidget(m_impact);
    m_impact->focusFields();
}

void Inspector::compareDeliveries(const std::vector<std::string> &ids)
{
    m_compare->setDeliveries(ids);
    if (currentWidget() == m_compare)
        fillShown();
    else
        setCurrentWidget(m_compare);
    m_compare->focusChanges();
}

void Inspector::insert(const std::string &path)
{
    const auto result = m_payload.current();
    QTextCursor cursor = m_editor.textCursor();
    const std::string source = sourceOf(*m_editor.document(), LineEnding::Lf);
    const std::size_t offset = BytePositions(QString::fromStdString(source)).byte(cursor.selectionStart());
    Q_EMIT templateWanted();
    cursor.insertText(QString::fromStdString(insertionOf(path, source, offset, !result || expectsJson(result->request.target))));
    m_editor.setTextCursor(cursor);
    m_editor.setFocus(Qt::OtherFocusReason);
}

void Inspector::showEvent(QShowEvent *event)
{
    QTabWidget::showEvent(event);
    if (event->spontaneous() || m_link->isActive()) return;
    m_link->setActive(true);
    Q_EMIT explainsChanged();
}

void Inspector::hideEvent(QHideEvent *event)
{
    QTabWidget::hideEvent(event);
    if (event->spontaneous()) return;
    m_link->setActive(false);
    Q_EMIT explainsChanged();
}

} // namespace targetdesk
