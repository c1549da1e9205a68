// SPDX-License-Identifier: MIT
#include "ui/problems/problemspanel.h"

#include "ui/theme/parts.h"
#include "ui/theme/statelabel.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

ProblemsPanel::ProblemsPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(theme)
    , m_view(new QTreeView)
    , m_none(new StateLabel(theme))
    , m_pages(new QStackedWidget)
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
    auto *none = new QWidget;
    setBackground(*none, QPalette::Base);
    auto *noneLayout = new QVBoxLayout(none);
    noneLayout->setContentsMargins(16, 12, 16, 12);
    noneLayout->addWidget(m_none);
    noneLayout->addStretch(1);
    m_pages->addWidget(none);
    m_pages->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_view, &QTreeView::activated, this, &ProblemsPanel::activate);
    connect(m_view, &QTreeView::clicked, this, &ProblemsPanel::activate);
}

void ProblemsPanel::setProblems(std::vector<Problem> problems, const QString &allGood)
{
    m_model.setProblems(std::move(problems));
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

void ProblemsPanel::activate(const QModelIndex &index)
{
    if (index.isValid()) Q_EMIT activated(m_model.problems().at(static_cast<std::size_t>(index.row())));
}

} // namespace targetdesk
