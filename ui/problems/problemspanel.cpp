// SPDX-License-Identifier: MIT
#include "ui/problems/problemspanel.h"

#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

ProblemsPanel::ProblemsPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(theme)
    , m_view(new QTreeView)
    , m_fix(makeToolButton(u"problemFix"_s, tr("Fix…"), tr("Show what mends the chosen problem (Alt+Enter)")))
    , m_fixAll(makeToolButton(u"problemFixAll"_s, tr("Fix all…"), {}))
    , m_none(new StateLabel(theme))
    , m_pages(new QStackedWidget)
{
    auto *none = new QWidget;
    setBackground(*none, QPalette::Base);
    auto *noneLayout = new QVBoxLayout(none);
    noneLayout->setContentsMargins(16, 12, 16, 12);
    noneLayout->addWidget(m_none);
    noneLayout->addStretch(1);
    m_pages->addWidget(none);
    m_pages->addWidget(makeList());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connectList();
    setHasSafeFixes(false);
    updateFix();
}

QWidget *ProblemsPanel::makeList()
{
    m_view->setObjectName(u"problemList"_s);
    m_view->setAccessibleName(tr("Problems"));
    m_view->setModel(&m_model);
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setUniformRowHeights(true);
    m_view->setHeaderHidden(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(true);
    m_fix->setAccessibleName(tr("Fix the chosen problem"));
    m_fixAll->setAccessibleName(tr("Fix all problems that can be fixed safely"));
    auto *buttons = new QVBoxLayout;
    buttons->setContentsMargins(8, 6, 8, 6);
    buttons->setSpacing(4);
    buttons->addWidget(m_fix);
    buttons->addWidget(m_fixAll);
    buttons->addStretch(1);
    for (QToolButton *button : {m_fix, m_fixAll})
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *page = new QWidget;
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeLine(Qt::Vertical));
    layout->addLayout(buttons);
    return page;
}

void ProblemsPanel::connectList()
{
    connect(m_view, &QTreeView::activated, this, &ProblemsPanel::activate);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ProblemsModel::FixColumn && m_model.hasFixes(index.row()))
            fixCurrent();
        else
            activate(index);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProblemsPanel::updateFix);
    connect(m_fix, &QToolButton::clicked, this, &ProblemsPanel::fixCurrent);
    connect(m_fixAll, &QToolButton::clicked, this, &ProblemsPanel::fixAllWanted);
}

void ProblemsPanel::setProblems(std::vector<Problem> problems, const QString &allGood)
{
    // One who mends one after the other by keyboard goes on where the mended one was.
    const int row = m_view->hasFocus() ? m_view->currentIndex().row() : -1;
    m_model.setProblems(std::move(problems));
    if (row >= 0 && m_model.rowCount() > 0) m_view->setCurrentIndex(m_model.index(std::min(row, m_model.rowCount() - 1), 0));
    updateFix();
    m_none->setState(StateLabel::State::Good, allGood);
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
    for (int column = 0; column < ProblemsModel::TextColumn; ++column)
        m_view->resizeColumnToContents(column);
}

void ProblemsPanel::activateNext(int step)
{
    const int rows = m_model.rowCount();
    if (rows == 0) return;
    const int row = m_view->currentIndex().isValid() ? (m_view->currentIndex().row() + step + rows) % rows : 0;
    const QModelIndex index = m_model.index(row, 0);
    m_view->setCurrentIndex(index);
    activate(index);
}

void ProblemsPanel::fixCurrent()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid()) return;
    const Problem problem = m_model.problems().at(static_cast<std::size_t>(index.row()));
    Q_EMIT fixWanted(problem);
}

void ProblemsPanel::setHasSafeFixes(bool has)
{
    m_fixAll->setEnabled(has);
    m_fixAll->setToolTip(has ? tr("Show what all safe fixes change, then make them (Alt+Shift+Enter)")
                             : tr("No fix is known to be safe on all samples"));
}

void ProblemsPanel::updateFix()
{
    m_fix->setEnabled(m_model.hasFixes(m_view->currentIndex().row()));
}

void ProblemsPanel::activate(const QModelIndex &index)
{
    if (index.isValid()) Q_EMIT activated(m_model.problems().at(static_cast<std::size_t>(index.row())));
}

} // namespace targetdesk
