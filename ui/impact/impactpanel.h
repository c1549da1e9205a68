// SPDX-License-Identifier: MIT
#pragma once

#include "ui/impact/impactrunner.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QTreeWidget;

namespace targetdesk {

/// What an edit would have changed in the last real deliveries: how many, and which fields, with an example each.
class ImpactPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ImpactPanel(const Theme &theme, QWidget *parent = nullptr);

    void showResult(const ImpactResult &result);
    /// Deliveries are being rendered; what is shown stays.
    void showBusy();
    /// Nothing is edited.
    void showUnchanged();

private:
    StateLabel *m_headline;
    QTreeWidget *m_fields;
};

/// “This edit changes 31 of the last 200 deliveries”, and what breaks.
QString impactHeadline(const Impact &impact);

} // namespace targetdesk
