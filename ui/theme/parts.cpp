// SPDX-License-Identifier: MIT
#include "ui/theme/parts.h"

#include "ui/theme/deskstyle.h"

#include <QFormLayout>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <numeric>
#include <vector>

namespace targetdesk {

QLabel *makeHeading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    setMuted(*label);
    return label;
}

QLabel *makeTitle(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QFrame *makeLine(Qt::Orientation orientation)
{
    auto *line = new QFrame;
    line->setFrameShape(orientation == Qt::Horizontal ? QFrame::HLine : QFrame::VLine);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

void setMuted(QLabel &label)
{
    label.setForegroundRole(QPalette::PlaceholderText);
}

void alignLabels(QFormLayout &form)
{
    for (int row = 0; row < form.rowCount(); ++row) {
        const QLayoutItem *item = form.itemAt(row, QFormLayout::LabelRole);
        if (item && item->widget()) item->widget()->setMinimumHeight(DeskStyle::controlHeight);
    }
}

void setBackground(QWidget &widget, QPalette::ColorRole role)
{
    widget.setAutoFillBackground(true);
    widget.setBackgroundRole(role);
}

QToolButton *makeToolButton(const QString &id, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(id);
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    return button;
}

void fitColumns(QTreeView &view)
{
    constexpr int Least = 64, Most = 180, Usual = 300; // a view that was not shown yet has no width
    const int columns = view.model()->columnCount();
    std::vector<int> widths;
    for (int column = 0; column < columns; ++column) {
        const int content = static_cast<QAbstractItemView &>(view).sizeHintForColumn(column);
        widths.push_back(std::clamp(std::max(content, view.header()->sectionSizeHint(column)) + 8, Least, Most));
    }
    const auto excess = [&] { return std::accumulate(widths.begin(), widths.end(), -std::max(Usual, view.viewport()->width())); };
    for (auto widest = std::ranges::max_element(widths); excess() > 0 && *widest > Least;
         widest = std::ranges::max_element(widths))
        --*widest;
    for (int column = 0; column + 1 < columns; ++column) // the last one takes the rest
        view.setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
}

} // namespace targetdesk
