// SPDX-License-Identifier: MIT
#include "ui/targets/targetdelegate.h"

#include "ui/targets/targetsmodel.h"
#include "ui/theme/icons.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace targetdesk {

TargetDelegate::TargetDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

QSize TargetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = option.fontMetrics.height() + (index.parent().isValid() ? 13 : 17);
    return {120, height};
}

void TargetDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(m_theme.colours().muted);
    const QRect rect = option.rect.adjusted(12, 6, -12, 0);
    const QString count = QString::number(index.model()->rowCount(index));
    const int countWidth = QFontMetrics(font).horizontalAdvance(count);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, count);
    painter->drawText(rect.adjusted(0, 0, -countWidth - 8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rect.width() - countWidth - 8));
}

void TargetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (!index.parent().isValid()) {
        paintGroup(painter, option, index);
        painter->restore();
        return;
    }
    const Colours &colours = m_theme.colours();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(selected && option.state.testFlag(QStyle::State_HasFocus) ? QPen(colours.accent, 1.5) : QPen(Qt::NoPen));
        painter->setBrush(selected ? colours.selected : colours.hover);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(6, 1, -6, -1), 6, 6);
    }
    const auto state = static_cast<TargetsModel::State>(index.data(TargetsModel::StateRole).toInt());
    const QColor mark = state == TargetsModel::State::Good      ? colours.success
                        : state == TargetsModel::State::Warning ? colours.warning
                        : state == TargetsModel::State::Error   ? colours.danger
                                                                : colours.muted;
    const QRect rect = option.rect.adjusted(14, 0, -14, 0);
    painter->drawPixmap(QPoint(rect.left(), rect.center().y() - 8),
                        iconPixmap(TargetsModel::stateIcon(state), mark, 18, painter->device()->devicePixelRatio()));

    QRect text = rect.adjusted(26, 0, 0, 0);
    QString words = index.data(TargetsModel::UnsavedRole).toBool() ? tr("unsaved")
                    : state == TargetsModel::State::Error || state == TargetsModel::State::Warning
                        ? index.data(TargetsModel::StateTextRole).toString()
                        : QString();
    if (!words.isEmpty()) {
        const int width = option.fontMetrics.horizontalAdvance(words);
        painter->setPen(index.data(TargetsModel::UnsavedRole).toBool() ? colours.warning : mark);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, words);
        text.adjust(0, 0, -width - 8, 0);
    }
    painter->setPen(colours.text);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace targetdesk
