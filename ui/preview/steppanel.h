// SPDX-License-Identifier: MIT
#pragma once

#include "payload/rendersteps.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QLabel;
class QSlider;
class QToolButton;
class QTreeWidget;

namespace targetdesk {

/// Steps through a render with a slider: what the template did, the variables then, how far the payload was.
class StepPanel : public QWidget
{
    Q_OBJECT
public:
    explicit StepPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing: there is no render to step through. Keeps the step where it can.
    void setProvenance(std::shared_ptr<const Provenance> provenance);

Q_SIGNALS:
    /// Light this up: `isOwnTemplate` says whether the span is of the shown template.
    /// `byHand`: somebody went to it, else the render is another one.
    void stepShown(const TextSpan &source, bool isOwnTemplate, std::size_t printed, bool byHand);

private:
    void show(int index, bool byHand);
    void addRow(const QString &what, const QString &value, const QString &note);

    std::shared_ptr<const Provenance> m_provenance;
    QToolButton *m_back;
    QSlider *m_slider;
    QToolButton *m_forward;
    QLabel *m_place;
    QLabel *m_what;
    QTreeWidget *m_variables;
};

} // namespace targetdesk
