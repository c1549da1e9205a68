// SPDX-License-Identifier: MIT
#include "ui/editor/spacedlayout.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace targetdesk {

QRectF SpacedLayout::blockBoundingRect(const QTextBlock &block) const
{
    // Qt lays out what has no rows yet, as one.
    if (block.isValid() && block.length() > longLine && block.layout()->lineCount() == 0) layOutLong(block);
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

void SpacedLayout::layOutLong(QTextBlock block) const
{
    QTextLayout *layout = block.layout();
    QTextOption option = document()->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAnywhere);
    layout->setTextOption(option);
    layout->beginLayout();
    qreal y = 0;
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setNumColumns(brokenRow);
        line.setPosition({document()->documentMargin(), y});
        y += line.height();
    }
    layout->endLayout();
    block.setLineCount(block.isVisible() ? layout->lineCount() : 0);
}

// A key in a long line: Qt would lay it out as one row first.
void SpacedLayout::documentChanged(int from, int removed, int added)
{
    QTextBlock block = document()->findBlock(from);
    const bool isInside =
        block.isValid() && block.length() > longLine && block.contains(from + added) && document()->blockCount() == m_blockCount;
    m_blockCount = document()->blockCount();
    if (!isInside) {
        QPlainTextDocumentLayout::documentChanged(from, removed, added);
        return;
    }
    const int rows = block.layout()->lineCount();
    block.clearLayout();
    layOutLong(block);
    if (rows != block.layout()->lineCount()) Q_EMIT documentSizeChanged(documentSize());
    Q_EMIT updateBlock(block);
}

void SpacedLayout::layOutAgain(int position, int length)
{
    const QTextBlock end = document()->findBlock(position + length);
    for (QTextBlock block = document()->findBlock(position); block.isValid() && block != end; block = block.next())
        block.setLineCount(block.isVisible() ? std::max(1, block.layout()->lineCount()) : 0);
    documentChanged(position, length, length);
    Q_EMIT documentSizeChanged(documentSize());
    Q_EMIT update();
}

} // namespace targetdesk
