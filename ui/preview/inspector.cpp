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

#include <QApplication>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int leastHeight = 120;
constexpr int apartHeight = 340; ///< from which on the context has room above where a value comes from
constexpr int originHeight = 150;
} // namespace

Inspector::Inspector(const Theme &theme, const Syntax &syntax, CodeEditor &editor, PayloadPanel &payload, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_editor(editor)
    , m_payload(payload)
    , m_tabs(new QTabWidget)
    , m_originPane(new QWidget)
    , m_link(new ProvenanceLink(editor, payload, this))
    , m_whereFrom(new WhereFromPanel(theme))
    , m_context(new ContextPanel(theme, syntax))
    , m_request(new RequestPanel(theme, syntax))
    , m_compare(new ComparePanel(theme, syntax))
    , m_steps(new StepPanel(theme))
    , m_impact(new ImpactPanel(theme))
{
    m_tabs->setObjectName(u"inspector"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("What explains the payload"));
    m_tabs->setMinimumHeight(leastHeight);
    setBackground(*m_tabs, QPalette::Base);
    m_tabs->addTab(m_context, tr("Context"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_compare, tr("Compare"));
    m_tabs->addTab(m_steps, tr("Steps"));
    m_tabs->addTab(m_impact, tr("Impact"));
    m_tabs->insertTab(0, m_whereFrom, tr("Where from")); // last, so that Tab comes to it behind the others where it stands below
    m_tabs->setCurrentIndex(0);
    m_tabs->setTabToolTip(m_tabs->indexOf(m_impact), tr("What the edit would have changed in the last real deliveries"));
    makeOriginPane();
    addWidget(m_tabs);
    addWidget(m_originPane);
    setChildrenCollapsible(false);
    setStretchFactor(0, 1);
    setSizes({apartHeight - originHeight, originHeight});
    connect(m_link, &ProvenanceLink::changed, this, [this](const OriginView &view) {
        m_whereFrom->show(view);
        m_context->light(view.paths);
    });
    connect(m_link, &ProvenanceLink::templateWanted, this, &Inspector::templateWanted);
    connect(m_whereFrom, &WhereFromPanel::jumpWanted, m_link, &ProvenanceLink::goToCause);
    connect(m_whereFrom, &WhereFromPanel::pathChosen, this, [this](const QString &path) {
        m_tabs->setCurrentWidget(m_context);
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
    connect(m_tabs, &QTabWidget::currentChanged, this, &Inspector::fillShown);
    connect(&payload, &PayloadPanel::shown, this, &Inspector::takeResult);
}

void Inspector::makeOriginPane()
{
    QLabel *heading = makeHeading(tr("Where from"));
    heading->setContentsMargins(12, 8, 12, 0);
    auto *layout = new QVBoxLayout(m_originPane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading);
    m_originPane->setObjectName(u"originPane"_s);
    m_originPane->setMinimumHeight(leastHeight);
    setBackground(*m_originPane, QPalette::Base);
    m_originPane->hide();
}

void Inspector::setOriginApart(bool apart)
{
    m_isOriginApart = apart;
    QWidget *focus = m_whereFrom->isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
    if (apart) {
        m_originWasCurrent = m_tabs->currentWidget() == m_whereFrom;
        m_tabs->removeTab(m_tabs->indexOf(m_whereFrom));
        m_originPane->layout()->addWidget(m_whereFrom);
        m_whereFrom->QWidget::show();
    } else {
        m_tabs->insertTab(0, m_whereFrom, tr("Where from"));
        const bool isUntouched = m_originWasCurrent && m_tabs->currentWidget() == m_context;
        if (isUntouched || focus) m_tabs->setCurrentWidget(m_whereFrom);
    }
    m_originPane->setVisible(apart);
    if (focus) focus->setFocus(Qt::OtherFocusReason);
}

void Inspector::resizeEvent(QResizeEvent *event)
{
    // Before the room is shared out: what goes is not to be squeezed, for it comes back as it was.
    if (m_isOriginApart != (height() >= apartHeight)) setOriginApart(!m_isOriginApart);
    QSplitter::resizeEvent(event);
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
    if (m_tabs->currentWidget() == m_request) Q_EMIT requestWanted();
    const auto result = m_payload.current();
    if (m_tabs->currentWidget() == m_steps) m_steps->setProvenance(result ? result->provenance : nullptr);
    if (m_tabs->currentWidget() == m_impact) Q_EMIT impactWanted();
    if (m_tabs->currentWidget() != m_compare) return;
    m_compare->setPayload(result ? std::optional(ComparedPayload{result->payload.text, result->payload.isJson}) : std::nullopt);
    Q_EMIT comparisonWanted();
}

void Inspector::showContext()
{
    show();
    m_tabs->setCurrentWidget(m_context);
    m_context->focusTree();
}

void Inspector::showComparison()
{
    show();
    m_tabs->setCurrentWidget(m_compare);
    m_compare->focusChanges();
}

void Inspector::showImpact()
{
    show();
    m_tabs->setCurrentWidget(m_impact);
    m_impact->focusFields();
}

void Inspector::compareDeliveries(const std::vector<std::string> &ids)
{
    m_compare->setDeliveries(ids);
    if (m_tabs->currentWidget() == m_compare)
        fillShown();
    else
        m_tabs->setCurrentWidget(m_compare);
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
    QSplitter::showEvent(event);
    if (event->spontaneous() || m_link->isActive()) return;
    m_link->setActive(true);
    Q_EMIT explainsChanged();
}

void Inspector::hideEvent(QHideEvent *event)
{
    QSplitter::hideEvent(event);
    if (event->spontaneous()) return;
    m_link->setActive(false);
    Q_EMIT explainsChanged();
}

} // namespace targetdesk
