// SPDX-License-Identifier: MIT
#include "ui/targets/targetspanel.h"

#include "ui/targets/targetdelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetsPanel::TargetsPanel(const Theme &theme, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit)
    , m_view(new QTreeView)
    , m_pages(new QStackedWidget)
    , m_emptyText(new QLabel)
{
    m_proxy.setSourceModel(&m_model);
    m_proxy.setRecursiveFilteringEnabled(true);
    m_proxy.setFilterRole(TargetsModel::NameRole);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_filter->setObjectName(u"targetFilter"_s);
    m_filter->setPlaceholderText(tr("Filter targets"));
    m_filter->setAccessibleName(tr("Filter targets"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);

    m_view->setObjectName(u"targetList"_s);
    m_view->setAccessibleName(tr("Targets"));
    m_view->setModel(&m_proxy);
    m_view->setItemDelegate(new TargetDelegate(theme, m_view));
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setItemsExpandable(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QTreeView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions({actions.create, actions.rename, actions.remove});
    setBackground(*m_view->viewport(), QPalette::Window);

    m_pages->addWidget(m_view);
    m_pages->addWidget(makeEmptyPage(actions));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(actions));
    layout->addWidget(m_pages, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text);
        m_view->expandAll();
        showState();
    });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_view->setFocus(); });
    connect(m_view, &QTreeView::activated, this, &TargetsPanel::targetActivated);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (!m_filling && current.isValid()) Q_EMIT targetSelected(TargetsModel::handleOf(current));
    });
}

QWidget *TargetsPanel::makeHead(const Actions &actions)
{
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->addWidget(makeHeading(tr("Targets")), 1);
    auto *create = new QToolButton;
    create->setDefaultAction(actions.create);
    create->setAccessibleName(actions.create->text());
    create->setAutoRaise(true);
    row->addWidget(create);
    layout->addLayout(row);
    layout->addWidget(m_filter);
    return head;
}

QWidget *TargetsPanel::makeEmptyPage(const Actions &actions)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 24, 16, 16);
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignHCenter);
    setMuted(*m_emptyText);
    auto *create = new QPushButton(tr("New target"));
    connect(create, &QPushButton::clicked, actions.create, &QAction::trigger);
    auto *clear = new QPushButton(tr("Clear the filter"));
    connect(clear, &QPushButton::clicked, m_filter, &QLineEdit::clear);
    m_createButton = create;
    m_clearButton = clear;
    layout->addWidget(m_emptyText);
    layout->addWidget(create, 0, Qt::AlignHCenter);
    layout->addWidget(clear, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

void TargetsPanel::setWorkspace(const Workspace &workspace)
{
    const std::string handle = selected();
    m_filling = true;
    m_model.setWorkspace(workspace);
    m_view->expandAll();
    m_filling = false;
    select(handle);
    showState();
}

void TargetsPanel::showState()
{
    const bool none = m_model.rowCount() == 0;
    const bool filteredOut = !none && m_proxy.rowCount() == 0;
    m_emptyText->setText(none ? tr("A target is a URL and a template for what is sent there.")
                              : tr("No target matches “%1”.").arg(m_filter->text()));
    m_createButton->setVisible(none);
    m_clearButton->setVisible(filteredOut);
    m_pages->setCurrentIndex(none || filteredOut ? 1 : 0);
}

void TargetsPanel::select(const std::string &handle)
{
    m_filling = true;
    const QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(handle));
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    } else {
        m_view->setCurrentIndex({});
    }
    m_filling = false;
}

std::string TargetsPanel::selected() const
{
    return TargetsModel::handleOf(m_view->currentIndex());
}

std::string TargetsPanel::firstHandle() const
{
    return TargetsModel::handleOf(m_model.index(0, 0, m_model.index(0, 0)));
}

void TargetsPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace targetdesk
