// SPDX-License-Identifier: MIT
#include "ui/preview/steppanel.h"

#include "ui/preview/wherefrompanel.h"
#include "ui/theme/parts.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr qsizetype LongestText = 120;

QString kindWord(twig::TraceSite::Kind kind)
{
    using Kind = twig::TraceSite::Kind;
    switch (kind) {
    case Kind::Print: return StepPanel::tr("printed");
    case Kind::Attribute: return StepPanel::tr("read");
    case Kind::Filter: return StepPanel::tr("filter");
    case Kind::Function: return StepPanel::tr("function");
    case Kind::Test: return StepPanel::tr("test");
    case Kind::Operator: return StepPanel::tr("operator");
    case Kind::Array: return StepPanel::tr("list or object");
    case Kind::Macro: return StepPanel::tr("macro");
    case Kind::Block: return StepPanel::tr("block");
    case Kind::Set: return StepPanel::tr("set");
    case Kind::Turn: return StepPanel::tr("loop");
    case Kind::Condition: break;
    }
    return StepPanel::tr("condition");
}

QToolButton *makeButton(const QString &id, Qt::ArrowType arrow, const QString &name)
{
    auto *button = new QToolButton;
    button->setObjectName(id);
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setAutoRepeat(true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

} // namespace

StepPanel::StepPanel(const Theme &, QWidget *parent)
    : QWidget(parent)
    , m_back(makeButton(u"stepBack"_s, Qt::LeftArrow, tr("Step back")))
    , m_slider(new QSlider(Qt::Horizontal))
    , m_forward(makeButton(u"stepForward"_s, Qt::RightArrow, tr("Step forward")))
    , m_place(new QLabel)
    , m_what(new QLabel)
    , m_variables(new QTreeWidget)
{
    setBackground(*this, QPalette::Base);
    m_slider->setObjectName(u"stepSlider"_s);
    m_slider->setAccessibleName(tr("Step of the render"));
    m_slider->setPageStep(10);
    m_place->setObjectName(u"stepPlace"_s);
    setMuted(*m_place);
    m_what->setObjectName(u"stepWhat"_s);
    m_what->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_what->setTextFormat(Qt::PlainText);
    m_what->setWordWrap(true);
    m_variables->setObjectName(u"stepVariables"_s);
    m_variables->setAccessibleName(tr("Variables at this step"));
    m_variables->setHeaderLabels({tr("Variable"), tr("Value"), tr("Type")});
    m_variables->setRootIsDecorated(false);
    m_variables->setIndentation(0);
    m_variables->setUniformRowHeights(true);
    m_variables->setFrameShape(QFrame::NoFrame);
    m_variables->setAllColumnsShowFocus(true);

    auto *row = new QHBoxLayout;
    row->addWidget(m_back);
    row->addWidget(m_slider, 1);
    row->addWidget(m_forward);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    head->setSpacing(4);
    head->addLayout(row);
    head->addWidget(m_place);
    head->addWidget(m_what);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_variables, 1);
    connect(m_back, &QToolButton::clicked, this, [this] { m_slider->setValue(m_slider->value() - 1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { m_slider->setValue(m_slider->value() + 1); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int index) { show(index, true); });
    setProvenance(nullptr);
}

void StepPanel::setProvenance(std::shared_ptr<const Provenance> provenance)
{
    m_provenance = std::move(provenance);
    const int count = m_provenance ? static_cast<int>(RenderSteps(*m_provenance).count()) : 0;
    for (QWidget *widget : {static_cast<QWidget *>(m_back), static_cast<QWidget *>(m_slider), static_cast<QWidget *>(m_forward)})
        widget->setEnabled(count > 0);
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setRange(0, std::max(0, count - 1));
    }
    if (count > 0) {
        show(m_slider->value(), false);
        return;
    }
    m_variables->clear();
    m_what->clear();
    m_place->setText(m_provenance ? tr("This template only prints its own text: there is nothing to step through.")
                                  : tr("There is no render to step through."));
}

void StepPanel::addRow(const QString &what, const QString &value, const QString &note)
{
    auto *item = new QTreeWidgetItem({what, QString(value).replace(u'\n', u' '), note});
    item->setToolTip(1, value);
    m_variables->addTopLevelItem(item);
}

void StepPanel::show(int index, bool byHand)
{
    const RenderSteps steps(*m_provenance);
    const RenderMoment moment = steps.at(static_cast<std::size_t>(index));
    const QLocale locale;
    QString place = tr("Step %1 of %2 · line %3 · %4 bytes printed")
                        .arg(locale.toString(index + 1), locale.toString(static_cast<qulonglong>(steps.count())),
                             locale.toString(moment.line), locale.toString(static_cast<qulonglong>(moment.printed)));
    if (!moment.isOwnTemplate) place += u" · "_s + QString::fromStdString(moment.templateName);
    if (steps.isCut()) place += u" · "_s + tr("only the beginning was recorded");
    m_place->setText(place);
    QString what = QString::fromStdString(moment.what).simplified();
    if (what.size() > LongestText) what = what.left(LongestText) + u'…';
    m_what->setText(kindWord(moment.kind) + u": "_s + what + u" → "_s + valueText(moment.value).simplified());
    m_variables->clear();
    for (const OriginTurn &turn : moment.turns)
        addRow(QString::fromStdString(turn.variable), tr("item %1 of %2").arg(turn.number).arg(turn.count), tr("loop"));
    for (const OriginStep &variable : moment.variables)
        addRow(QString::fromStdString(variable.what), valueText(variable.value), typeName(variable.value.type));
    m_variables->resizeColumnToContents(0);
    Q_EMIT stepShown(moment.source, moment.isOwnTemplate, moment.printed, byHand);
}

} // namespace targetdesk
