// SPDX-License-Identifier: MIT
// CodeEditor: stretches that are lit because they belong together with something shown elsewhere, and dimmed ones.
#include "ui/editor/codeeditor.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <cstdlib>

namespace targetdesk {

void CodeEditor::setLights(std::vector<EditorSpan> lights)
{
    if (lights == m_lights) return;
    m_lights = std::move(lights);
    viewport()->update();
}

void CodeEditor::setDimmed(std::vector<EditorSpan> dimmed)
{
    if (dimmed == m_dimmed) return;
    m_dimmed = std::move(dimmed);
    updateSelections();
}

int CodeEditor::positionUnder(const QPoint &viewportPosition) const
{
    const QPoint point = snapped(viewportPosition).toPoint();
    const QTextCursor cursor = cursorForPosition(point);
    // The cursor goes to the nearest end of a line: beyond the text nothing is meant.
    const QRect place = cursorRect(cursor);
    const bool isBeside = std::abs(point.x() - place.center().x()) > 2 * fontMetrics().averageCharWidth();
    if (isBeside || point.y() < place.top() - place.height() || point.y() > place.bottom() + place.height()) return -1;
    const bool isBefore = point.x() < place.left() && !cursor.atBlockStart();
    return isBefore ? cursor.position() - 1 : cursor.position();
}

void CodeEditor::reveal(int position)
{
    const int shown = std::clamp(position, 0, document()->characterCount() - 1);
    QTextCursor place(document());
    place.setPosition(shown);
    if (viewport()->rect().contains(cursorRect(place))) return;
    const int line = place.blockNumber();
    const int rows = viewport()->height() / std::max(1, cursorRect(place).height());
    verticalScrollBar()->setValue(std::max(0, line - rows / 3));
    const QRect rect = cursorRect(place);
    if (rect.left() < 0 || rect.right() > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + rect.left() - viewport()->width() / 3);
}

// A fill behind the text and a frame over it (Twig's own background covers the fill): not told by colour alone. Only what is in
// view is laid out.
void CodeEditor::paintLights(QPainter &painter, bool behindText)
{
    if (m_lights.empty()) return;
    const Colours &colours = m_theme.colours();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(behindText ? QPen(Qt::NoPen) : QPen(colours.accent, 1));
    painter.setBrush(behindText ? QBrush(colours.bracket) : QBrush(Qt::NoBrush));
    for (const EditorSpan &light : m_lights) {
        const int end = light.position + light.length;
        for (QTextBlock block = document()->findBlock(light.position); block.isValid() && block.position() <= end;
             block = block.next()) {
            const QRectF geometry = blockBoundingGeometry(block).translated(contentOffset());
            if (geometry.top() > viewport()->height()) break;
            if (geometry.bottom() < 0) continue;
            const int from = std::max(0, light.position - block.position());
            const int to = std::min(end - block.position(), block.length() - 1);
            const QTextLine line = block.layout()->lineForTextPosition(from);
            if (!line.isValid() || (to <= from && light.length > 0)) continue;
            const qreal left = geometry.left() + line.cursorToX(from);
            const qreal right = std::max(left + 3, geometry.left() + line.cursorToX(to));
            painter.drawRoundedRect(QRectF(left - 0.5, geometry.top() + line.y() + 0.5, right - left + 1, line.height()), 3, 3);
        }
    }
    painter.restore();
}

// The spans may be thousands, so only those in view become selections.
void CodeEditor::addDimmed(QList<QTextEdit::ExtraSelection> &selections) const
{
    if (m_dimmed.empty()) return;
    const int first = firstVisibleBlock().position();
    const int last = cursorForPosition(QPoint(viewport()->width(), viewport()->height())).position();
    QTextCharFormat format;
    format.setForeground(m_theme.colours().muted);
    auto span = std::lower_bound(m_dimmed.begin(), m_dimmed.end(), first,
                                 [](const EditorSpan &one, int position) { return one.position + one.length <= position; });
    for (; span != m_dimmed.end() && span->position <= last; ++span) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        const int end = document()->characterCount() - 1;
        selection.cursor.setPosition(std::clamp(std::max(first, span->position), 0, end));
        selection.cursor.setPosition(std::clamp(std::min(last, span->position + span->length), 0, end), QTextCursor::KeepAnchor);
        selection.format = format;
        selections.append(selection);
    }
}

} // namespace targetdesk
