// SPDX-License-Identifier: MIT
#include "ui/impact/impactpanel.h"

#include "ui/theme/parts.h"

#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

enum ImpactColumn { FieldOfImpact, CountOfImpact, WasOfImpact, WouldBeOfImpact };

QString exampleText(const std::string &json)
{
    return json.empty() ? ImpactPanel::tr("(not there)") : QString::fromStdString(json).simplified();
}

} // namespace

QString impactHeadline(const Impact &impact)
{
    if (impact.changed == 0) return ImpactPanel::tr("This edit changes none of the last %n deliveries", nullptr, impact.looked);
    QString text = ImpactPanel::tr("This edit changes %1 of the last %n deliveries", nullptr, impact.looked);
    if (text.contains(u"%1"_s)) text = text.arg(impact.changed); // of a single one there is nothing to count
    if (impact.broken > 0) {
        text += u"; "_s + ImpactPanel::tr("%n would no longer go out", nullptr, impact.broken);
        if (impact.problem) text += u": "_s + QString::fromStdString(impact.problem->what);
    }
    return text;
}

ImpactPanel::ImpactPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_headline(new StateLabel(theme))
    , m_fields(new QTreeWidget)
{
    setBackground(*this, QPalette::Base);
    m_headline->setObjectName(u"impactHeadline"_s);
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(8, 8, 8, 6);
    m_fields->setObjectName(u"impactFields"_s);
    m_fields->setAccessibleName(tr("Fields that the edit changes in real deliveries"));
    m_fields->setHeaderLabels({tr("Field"), tr("Deliveries"), tr("Was"), tr("Would be")});
    m_fields->setRootIsDecorated(false);
    m_fields->setIndentation(0);
    m_fields->setUniformRowHeights(true);
    m_fields->setAllColumnsShowFocus(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addWidget(m_fields, 1);
    showUnchanged();
}

void ImpactPanel::showUnchanged()
{
    m_headline->setState(StateLabel::State::Neutral, tr("Nothing is edited: deliveries would be as they were."));
    m_fields->clear();
    m_fields->hide();
}

void ImpactPanel::showBusy()
{
    m_headline->setState(StateLabel::State::Neutral, tr("The last deliveries are being rendered again …"));
}

void ImpactPanel::showResult(const ImpactResult &result)
{
    m_fields->clear();
    m_fields->setVisible(!result.impact.fields.empty());
    if (!result.whyNot.isEmpty()) {
        m_headline->setState(StateLabel::State::Neutral, result.whyNot);
        return;
    }
    const Impact &impact = result.impact;
    const StateLabel::State state = impact.broken > 0    ? StateLabel::State::Error
                                    : impact.changed > 0 ? StateLabel::State::Warning
                                                         : StateLabel::State::Good;
    m_headline->setState(state, impactHeadline(impact));
    for (const ImpactField &field : impact.fields) {
        const QString path = field.path.empty() ? tr("(all)") : QString::fromStdString(field.path);
        const QString count = tr("%1 of %2").arg(field.count).arg(impact.looked);
        auto *item = new QTreeWidgetItem({path, count, exampleText(field.example.before), exampleText(field.example.after)});
        for (int column = FieldOfImpact; column <= WouldBeOfImpact; ++column)
            item->setToolTip(column, item->text(column));
        m_fields->addTopLevelItem(item);
    }
    for (int column = FieldOfImpact; column < WouldBeOfImpact; ++column) {
        m_fields->resizeColumnToContents(column);
        m_fields->setColumnWidth(column, std::clamp(m_fields->columnWidth(column) + 8, 80, 180));
    }
}

} // namespace targetdesk
