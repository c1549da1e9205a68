// SPDX-License-Identifier: MIT
#include "ui/editor/helpwindow.h"

#include "editing/symbolhelp.h"
#include "ui/editor/hovertext.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

/// Where it begins with what was typed comes first, then names that have it, then the help.
int rankOf(const twig::SymbolInfo &symbol, const QString &wanted)
{
    const QString name = text(symbol.name);
    if (name.compare(wanted, Qt::CaseInsensitive) == 0) return 0;
    if (name.startsWith(wanted, Qt::CaseInsensitive)) return 1;
    if (name.contains(wanted, Qt::CaseInsensitive)) return 2;
    return text(symbol.help).contains(wanted, Qt::CaseInsensitive) ? 3 : -1;
}

} // namespace

HelpWindow::HelpWindow(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
    , m_page(new QTextBrowser)
{
    setObjectName(u"templateHelp"_s);
    setWindowTitle(tr("Twig help"));
    m_search->setObjectName(u"helpSearch"_s);
    m_search->setAccessibleName(tr("Search in help"));
    m_search->setPlaceholderText(tr("Tag, filter, function, test, or a word"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(u"helpList"_s);
    m_list->setAccessibleName(tr("Symbols"));
    m_page->setObjectName(u"helpPage"_s);
    m_page->setAccessibleName(tr("Help page"));
    m_page->setOpenLinks(false);
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    auto *parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(left);
    parts->addWidget(m_page);
    parts->setSizes({240, 480});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(parts);
    resize(760, 520);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::fill);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpWindow::showPage);
    connect(&theme, &Theme::changed, this, &HelpWindow::showPage);
    fill();
}

void HelpWindow::begin(const twig::SymbolInfo *symbol)
{
    m_search->clear();
    fill();
    for (int row = 0; symbol && row < m_list->count(); ++row) {
        const auto index = m_list->item(row)->data(Qt::UserRole).toULongLong();
        if (&twig::symbols()[index] == symbol) m_list->setCurrentRow(row);
    }
    show();
    raise();
    activateWindow();
    m_search->setFocus(Qt::OtherFocusReason);
}

void HelpWindow::fill()
{
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < twig::symbols().size(); ++i) {
        const int rank = rankOf(twig::symbols()[i], m_search->text().trimmed());
        if (rank >= 0) found.emplace_back(rank, i);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    m_list->clear();
    for (const auto &[rank, index] : found) {
        const twig::SymbolInfo &symbol = twig::symbols()[index];
        auto *item = new QListWidgetItem(text(symbol.name) + u"  "_s + symbolWord(kindName(symbol.kind)), m_list);
        item->setToolTip(text(symbol.help));
        item->setData(Qt::UserRole, static_cast<qulonglong>(index));
    }
    m_list->setCurrentRow(0);
}

void HelpWindow::showPage()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_page->setHtml(item ? helpPage(twig::symbols()[item->data(Qt::UserRole).toULongLong()], m_theme.colours())
                         : tr("Nothing is called so."));
}

// The arrows walk the list while one types.
bool HelpWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace targetdesk
