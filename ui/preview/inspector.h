// SPDX-License-Identifier: MIT
#pragma once

#include "ui/preview/provenancelink.h"
#include "ui/theme/theme.h"
#include "workspace/sample.h"

#include <QSplitter>

class QTabWidget;

namespace targetdesk {

class CodeEditor;
class ComparePanel;
class ContextPanel;
class ImpactPanel;
class PayloadPanel;
class RequestPanel;
class StepPanel;
class Syntax;
class WhereFromPanel;

/// What explains the payload, below it: where a value comes from, the context it was rendered with, the request it goes out in
/// and what it has different from another. Tabs; where it is high enough, where a value comes from stands below them for itself,
/// so that it is seen beside the context. What is hidden is not worked out.
class Inspector : public QSplitter
{
    Q_OBJECT
public:
    /// Editor and payload outlive the inspector.
    Inspector(const Theme &theme, const Syntax &syntax, CodeEditor &editor, PayloadPanel &payload, QWidget *parent = nullptr);

    ContextPanel &context() { return *m_context; }
    RequestPanel &request() { return *m_request; }
    ComparePanel &compare() { return *m_compare; }
    ImpactPanel &impact() { return *m_impact; }
    /// Previews should be rendered with PreviewRequest::explain.
    bool explains() const { return m_link->isActive(); }
    void showContext();
    void showComparison();
    void showImpact();
    /// The comparison shows these real deliveries, before and after the edit.
    void compareDeliveries(const std::vector<std::string> &ids);

Q_SIGNALS:
    void explainsChanged();
    /// The template's tab should come to the front.
    void templateWanted();
    /// Fill the request, or the other side of the comparison: it is shown, and the payload is another one.
    void requestWanted();
    void comparisonWanted();
    /// The impact on real deliveries is shown, and the payload is another one.
    void impactWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeOriginPane();
    void setOriginApart(bool apart);
    void takeResult();
    void fillShown();
    void insert(const std::string &path);

    CodeEditor &m_editor;
    PayloadPanel &m_payload;
    QTabWidget *m_tabs;
    QWidget *m_originPane;
    ProvenanceLink *m_link;
    WhereFromPanel *m_whereFrom;
    ContextPanel *m_context;
    RequestPanel *m_request;
    ComparePanel *m_compare;
    StepPanel *m_steps;
    ImpactPanel *m_impact;
    bool m_isOriginApart = false;
    bool m_originWasCurrent = true; ///< among the tabs, when it was taken out
};

} // namespace targetdesk
