// SPDX-License-Identifier: MIT
#include "ui/preview/wherefrompanel.h"

#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int PathRole = Qt::UserRole + 1;

} // namespace

QString typeName(twig::TraceType type)
{
    switch (type) {
    case twig::TraceType::Undefined: return WhereFromPanel::tr("not there");
    case twig::TraceType::Null: return WhereFromPanel::tr("null");
    case twig::TraceType::Bool: return WhereFromPanel::tr("true or false");
    case twig::TraceType::Int: return WhereFromPanel::tr("whole number");
    case twig::TraceType::Float: return WhereFromPanel::tr("number");
    case twig::TraceType::String: return WhereFromPanel::tr("text");
    case twig::TraceType::Markup: return WhereFromPanel::tr("text, escaped");
    case twig::TraceType::List: return WhereFromPanel::tr("list");
    case twig::TraceType::Mapping: return WhereFromPanel::tr("object");
    case twig::TraceType::Object: break;
    }
    return WhereFromPanel::tr("special object");
}

QString valueText(const twig::TraceValue &value)
{
    const QString text = QString::fromStdString(value.text) + (value.isCut ? u"…"_s : QString());
    switch (value.type) {
    case twig::TraceType::Undefined: return WhereFromPanel::tr("(not there)");
    case twig::TraceType::Null: return u"null"_s;
    case twig::TraceType::String:
    case twig::TraceType::Markup: return u'"' + text + u'"';
    default: return text;
    }
}

WhereFromPanel::WhereFromPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_place(new QLabel)
    , m_expression(new QLabel)
    , m_jump(new QToolButton)
    , m_steps(new QTreeWidget)
    , m_nothing(new QLabel(tr("Point at a value of the payload, or put the cursor on one: here stands where it comes from.")))
    , m_pages(new QStackedWidget)
{
    setBackground(*this, QPalette::Base);
    m_place->setObjectName(u"originPlace"_s);
    setMuted(*m_place);
    m_expression->setObjectName(u"originExpression"_s);
    m_expression->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_expression->setTextFormat(Qt::PlainText);
    m_expression->setWordWrap(true);
    m_jump->setObjectName(u"originJump"_s);
    m_jump->setText(tr("Go to"));
    m_jump->setAccessibleName(tr("Go to the place in the template"));
    m_jump->setToolTip(tr("Put the template’s cursor there (Return in the payload)"));
    m_jump->setAutoRaise(true);
    m_steps->setObjectName(u"originSteps"_s);
    m_steps->setAccessibleName(tr("Where the value comes from, step by step"));
    m_steps->setColumnCount(3);
    m_steps->setHeaderLabels({tr("Step"), tr("Value"), tr("Type")});
    m_steps->setRootIsDecorated(false);
    m_steps->setIndentation(0);
    m_steps->setUniformRowHeights(true);
    m_steps->setAllColumnsShowFocus(true);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->header()->setStretchLastSection(true);
    m_nothing->setObjectName(u"originNothing"_s);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop);
    m_nothing->setContentsMargins(12, 10, 12, 10);
    setMuted(*m_nothing);

    auto *head = new QHBoxLayout;
    head->addWidget(m_place, 1);
    head->addWidget(m_jump);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 6, 8, 4);
    top->setSpacing(2);
    top->addLayout(head);
    top->addWidget(m_expression);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_steps, 1);
    layout->addStretch(); // a constant text has no steps
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(page);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    connect(m_jump, &QToolButton::clicked, this, &WhereFromPanel::jumpWanted);
    connect(m_steps, &QTreeWidget::itemActivated, this, &WhereFromPanel::activate);
}

void WhereFromPanel::show(const OriginView &view)
{
    if (view.origin) {
        showOrigin(view);
        m_pages->setCurrentIndex(1);
        return;
    }
    m_nothing->setText(view.path.empty()
                           ? tr("Point at a value of the payload, or put the cursor on one: here stands where it comes from.")
                           : tr("%1 is not printed by this template with this sample.").arg(QString::fromStdString(view.path)));
    m_pages->setCurrentIndex(0);
}

QTreeWidgetItem *WhereFromPanel::addRow(const QString &what, const QString &value, const QString &kind)
{
    auto *item = new QTreeWidgetItem({what, QString(value).replace(u'\n', u' '), kind});
    item->setToolTip(0, what);
    item->setToolTip(1, value);
    m_steps->addTopLevelItem(item);
    return item;
}

void WhereFromPanel::showOrigin(const OriginView &view)
{
    const Origin &origin = *view.origin;
    const QString place = tr("Line %1, column %2").arg(origin.line).arg(origin.column);
    const QString file = origin.isOwnTemplate ? QString() : u" · "_s + QString::fromStdString(origin.templateName);
    const QString times =
        view.printed > 1 ? u" · "_s + tr("%n time(s) in the payload", nullptr, static_cast<int>(view.printed)) : QString();
    m_place->setText(origin.isConstant ? QString(tr("Constant text of line %1").arg(origin.line) + file)
                                       : QString(place + file + times));
    m_expression->setText(origin.isConstant ? QString() : u"{{ "_s + QString::fromStdString(origin.expression) + u" }}"_s);
    m_expression->setVisible(!origin.isConstant && !origin.expression.empty());
    m_jump->setEnabled(origin.isOwnTemplate);
    m_steps->clear();
    for (const OriginTurn &turn : origin.turns) {
        addRow(QString::fromStdString(turn.variable), tr("item %1 of %2").arg(turn.number).arg(turn.count), tr("loop"));
    }
    for (const OriginPath &path : origin.paths) {
        const QString text = QString::fromStdString(path.path);
        QTreeWidgetItem *item = addRow(text, path.exists ? QString::fromStdString(path.value) : tr("(not there)"), tr("context"));
        item->setData(0, PathRole, text);
    }
    for (const OriginStep &step : origin.steps) {
        const QString what = QString::fromStdString(step.what).simplified();
        addRow(step.isSet ? tr("%1, set in line %2").arg(what).arg(step.line) : what, valueText(step.value),
               typeName(step.value.type));
    }
    m_steps->setVisible(m_steps->topLevelItemCount() > 0);
    m_steps->resizeColumnToContents(0);
    m_steps->setColumnWidth(0, std::min(m_steps->columnWidth(0), std::max(120, width() * 45 / 100)));
    m_steps->setColumnWidth(1, std::max(100, width() - m_steps->columnWidth(0) - 110));
}

void WhereFromPanel::activate(QTreeWidgetItem *item)
{
    const QString path = item->data(0, PathRole).toString();
    if (path.isEmpty())
        Q_EMIT jumpWanted();
    else
        Q_EMIT pathChosen(path);
}

} // namespace targetdesk
