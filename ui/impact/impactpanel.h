// SPDX-License-Identifier: MIT
#pragma once

#include "ui/impact/impactrunner.h"
#include "ui/theme/statelabel.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace targetdesk {

/// What an edit would have changed in the last real deliveries: how many, which no longer go out, and which fields, with an
/// example each. A row leads to its deliveries.
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
    void focusFields();

Q_SIGNALS:
    /// Show these deliveries before and after the edit, the first one first.
    void deliveriesWanted(const std::vector<std::string> &ids);

private:
    void addRow(const QStringList &texts, const std::vector<std::string> &ids);
    void open(const QTreeWidgetItem *item);

    StateLabel *m_headline;
    QLabel *m_note; ///< what the numbers leave open
    QTreeWidget *m_fields;
};

/// “This edit changes 31 of the last 200 deliveries”, and what breaks.
QString impactHeadline(const Impact &impact);

} // namespace targetdesk
