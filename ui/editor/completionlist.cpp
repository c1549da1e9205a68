// SPDX-License-Identifier: MIT
#include "ui/editor/completionlist.h"

#include "ui/editor/hovertext.h"
#include "ui/theme/parts.h"

#include <QAccessible>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int rowsShown = 9;
constexpr int entryHeight = 26;
constexpr int listWidth = 460;
enum Role { DetailRole = Qt::UserRole, SamplesRole, IsMissingRole };

/// Name left, value or signature and the samples right.
class RowPainter : public QStyledItemDelegate
{
public:
    RowPainter(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {listWidth, entryHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = m_theme.colours();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, colours.selected);
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), colours.accent);
        }
        QRect rest = option.rect.adjusted(10, 0, -10, 0);
        painter->setFont(option.font);
        const QString samples = index.data(SamplesRole).toString();
        painter->setPen(index.data(IsMissingRole).toBool() ? colours.warning : colours.muted);
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, samples);
        if (!samples.isEmpty()) rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(samples) - 12);
        const QString name = index.data().toString();
        painter->setPen(colours.text);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(name, Qt::ElideRight, rest.width()));
        rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(name) + 16);
        painter->setPen(colours.muted);
        if (rest.width() > 20)
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                              option.fontMetrics.elidedText(index.data(DetailRole).toString(), Qt::ElideRight, rest.width()));
    }

private:
    const Theme &m_theme;
};

} // namespace

class CompletionList::Model : public QAbstractListModel
{
public:
    Model(const std::vector<Completion> &items, QObject *parent)
        : QAbstractListModel(parent)
        , m_items(items)
    {}

    int samples = 0;
    void reset(const std::function<void()> &change)
    {
        beginResetModel();
        change();
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_items.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const Completion &item = m_items[static_cast<std::size_t>(index.row())];
        switch (role) {
        case Qt::DisplayRole: return QString::fromStdString(item.label);
        case Qt::AccessibleTextRole: return QString(QString::fromStdString(item.label) + u", "_s + symbolWord(item.detail));
        case DetailRole: return symbolWord(item.detail);
        case SamplesRole: return item.samples < 0 ? QString() : u"%1/%2"_s.arg(item.samples).arg(samples);
        case IsMissingRole: return item.samples >= 0 && item.samples < samples;
        default: return {};
        }
    }

private:
    const std::vector<Completion> &m_items;
};

CompletionList::CompletionList(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_model(new Model(m_items, this))
    , m_view(new QListView)
    , m_help(new QLabel)
{
    setObjectName(u"completions"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_view->setObjectName(u"completionList"_s);
    m_view->setAccessibleName(tr("Completions"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setItemDelegate(new RowPainter(theme, m_view));
    m_view->setModel(m_model);
    m_help->setObjectName(u"completionHelp"_s);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setWordWrap(true);
    m_help->setMargin(8);
    setMuted(*m_help);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeLine(Qt::Horizontal));
    layout->addWidget(m_help);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex &index) { Q_EMIT clicked(index.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompletionList::showHelp);
    hide();
}

void CompletionList::setItems(const std::vector<const Completion *> &items, int samples)
{
    m_model->reset([&] {
        std::vector<Completion> copies;
        for (const Completion *item : items)
            copies.push_back(*item);
        m_items = std::move(copies);
        m_model->samples = samples;
    });
    showHelp();
}

int CompletionList::count() const
{
    return static_cast<int>(m_items.size());
}

int CompletionList::chosen() const
{
    return m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
}

void CompletionList::choose(int row)
{
    m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, count() - 1)), 0));
    QAccessibleEvent event(m_view, QAccessible::Focus);
    event.setChild(chosen());
    QAccessible::updateAccessibility(&event);
}

void CompletionList::showHelp()
{
    if (m_items.empty()) return;
    const int row = chosen();
    const Completion &shown = item(std::max(0, row));
    QStringList parts;
    const bool isCallable = shown.kind == Completion::Kind::Filter || shown.kind == Completion::Kind::Function ||
                            shown.kind == Completion::Kind::Test || shown.kind == Completion::Kind::Tag;
    if (isCallable) parts += QString::fromStdString(shown.detail);
    if (!shown.help.empty()) parts += symbolWord(shown.help);
    if (shown.samples >= 0)
        parts += tr("%1, in %2 of %n sample(s)", nullptr, m_model->samples).arg(symbolWord(shown.detail)).arg(shown.samples);
    if (row < 0) parts += tr("Tab inserts, ↓ chooses");
    m_help->setText(parts.join(u" – "_s));
}

void CompletionList::showAt(const QRect &place)
{
    const int rows = std::min(rowsShown, count());
    m_help->setFixedWidth(listWidth);
    const int height = rows * entryHeight + m_help->heightForWidth(listWidth) + 5;
    const int left = std::clamp(place.left(), 0, std::max(0, parentWidget()->width() - listWidth - 4));
    const bool isBelow = place.bottom() + 4 + height <= parentWidget()->height() || place.top() < height;
    setGeometry(left, isBelow ? place.bottom() + 4 : place.top() - 4 - height, listWidth + 2, height);
    raise();
    show();
}

} // namespace targetdesk
