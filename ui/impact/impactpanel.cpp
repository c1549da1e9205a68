// SPDX-License-Identifier: MIT
#include "ui/impact/impactpanel.h"

#include "ui/problems/modeltext.h"
#include "ui/theme/parts.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

enum ImpactColumn { FieldOfImpact, CountOfImpact, WasOfImpact, WouldBeOfImpact };
constexpr int IdsRole = Qt::UserRole; ///< of the first column: the deliveries of a row

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
    if (impact.broken() > 0) {
        text += u"; "_s + ImpactPanel::tr("%n would no longer go out", nullptr, impact.broken());
        if (impact.problem) text += u": "_s + inWindowsLanguage(impact.problem->what);
    }
    return text;
}

ImpactPanel::ImpactPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_headline(new StateLabel(theme))
    , m_note(new QLabel)
    , m_fields(new QTreeWidget)
{
    setBackground(*this, QPalette::Base);
    m_headline->setObjectName(u"impactHeadline"_s);
    m_headline->setWordWrap(true);
    m_headline->setContentsMargins(8, 8, 8, 6);
    m_note->setObjectName(u"impactNote"_s);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 0, 8, 6);
    setMuted(*m_note);
    m_note->hide();
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
    layout->addWidget(m_note);
    layout->addWidget(m_fields, 1);
    for (const auto signal : {&QTreeWidget::itemClicked, &QTreeWidget::itemActivated})
        connect(m_fields, signal, this, &ImpactPanel::open);
    showUnchanged();
}

void ImpactPanel::open(const QTreeWidgetItem *item)
{
    std::vector<std::string> ids;
    for (const QString &id : item->data(FieldOfImpact, IdsRole).toStringList())
        ids.push_back(id.toStdString());
    Q_EMIT deliveriesWanted(ids);
}

void ImpactPanel::focusFields()
{
    m_fields->setFocus(Qt::OtherFocusReason);
    if (!m_fields->currentItem()) m_fields->setCurrentItem(m_fields->topLevelItem(0));
}

void ImpactPanel::showUnchanged()
{
    m_note->hide();
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
    m_fields->setVisible(result.impact.changed > 0);
    m_note->setVisible(result.impact.untimed > 0);
    if (!result.whyNot.isEmpty()) {
        m_headline->setState(StateLabel::State::Neutral, result.whyNot);
        return;
    }
    const Impact &impact = result.impact;
    const StateLabel::State state = impact.broken() > 0  ? StateLabel::State::Error
                                    : impact.changed > 0 ? StateLabel::State::Warning
                                                         : StateLabel::State::Good;
    m_headline->setState(state, impactHeadline(impact));
    m_note->setText(tr("The log does not say when %n of them went out: they are rendered as of when they were made.", nullptr,
                       impact.untimed));
    const auto count = [&impact](const std::vector<std::string> &ids) {
        return tr("%1 of %2").arg(ids.size()).arg(impact.looked);
    };
    if (impact.broken() > 0) {
        const QString why = impact.problem ? inWindowsLanguage(impact.problem->what) : QString();
        addRow({tr("(would not go out)"), count(impact.brokenIds), tr("went out"), why}, impact.brokenIds);
    }
    for (const ImpactField &field : impact.fields) {
        const QString path = field.path.empty() ? tr("(all)") : QString::fromStdString(field.path);
        addRow({path, count(field.ids), exampleText(field.example.before), exampleText(field.example.after)}, field.ids);
    }
    fitColumns(*m_fields);
}

void ImpactPanel::addRow(const QStringList &texts, const std::vector<std::string> &ids)
{
    auto *item = new QTreeWidgetItem(texts);
    QStringList deliveries;
    for (const std::string &id : ids)
        deliveries.append(QString::fromStdString(id));
    item->setData(FieldOfImpact, IdsRole, deliveries);
    for (int column = FieldOfImpact; column <= WouldBeOfImpact; ++column)
        item->setToolTip(column, texts[column] + u'\n' + tr("A click or Enter shows the deliveries before and after the edit."));
    m_fields->addTopLevelItem(item);
}

} // namespace targetdesk
