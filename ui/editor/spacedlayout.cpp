// SPDX-License-Identifier: MIT
#include "ui/editor/spacedlayout.h"

#include <QTextBlock>
#include <QTextLayout>

#include <cmath>

namespace targetdesk {

QRectF SpacedLayout::blockBoundingRect(const QTextBlock &block) const
{
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (!block.isValid() || !block.isVisible() || rect.isNull()) return rect;
    const QTextLayout *layout = block.layout();
    qreal y = 0;
    for (int i = 0; i < layout->lineCount(); ++i) {
        QTextLine line = layout->lineAt(i);
        const qreal row = std::ceil(line.height() * lineHeight);
        line.setPosition(QPointF(line.position().x(), y + std::floor((row - line.height()) / 2)));
        y += row;
    }
    rect.setHeight(y);
    return rect;
}

} // namespace targetdesk
