// SPDX-License-Identifier: MIT
#include "ui/editor/editorgutter.h"

#include "ui/theme/icons.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int markSize = 14;
constexpr int inset = 4;
} // namespace

EditorGutter::EditorGutter(CodeEditor &editor)
    : QWidget(&editor)
    , m_editor(editor)
{}

int EditorGutter::neededWidth() const
{
    const auto digits = std::max<qsizetype>(2, QString::number(m_editor.blockCount()).size());
    return inset + markSize + m_editor.fontMetrics().horizontalAdvance(u'9') * static_cast<int>(digits) + 3 * inset;
}

const EditorMark *EditorGutter::markOfBlock(int position, int length) const
{
    const EditorMark *worst = nullptr;
    for (const EditorMark &mark : m_editor.marks()) {
        if (mark.position < position || mark.position >= position + length) continue;
        if (!worst || mark.severity < worst->severity) worst = &mark;
    }
    return worst;
}

void EditorGutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Colours &colours = m_editor.m_theme.colours();
    painter.fillRect(event->rect(), colours.base);
    painter.setFont(m_editor.font());
    const int current = m_editor.textCursor().blockNumber();
    QTextBlock block = m_editor.firstVisibleBlock();
    qreal top = m_editor.blockBoundingGeometry(block).translated(m_editor.contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = m_editor.blockBoundingRect(block).height();
        if (block.isVisible() && top + height >= event->rect().top()) {
            const bool isCurrent = block.blockNumber() == current && !m_editor.isReadOnly();
            if (isCurrent) painter.fillRect(QRectF(0, top, width(), height), colours.currentLine);
            painter.setPen(isCurrent ? colours.text : colours.muted);
            const QTextLine line = block.layout()->lineAt(0);
            const QString number = QString::number(block.blockNumber() + 1);
            const qreal left = width() - 2 * inset - painter.fontMetrics().horizontalAdvance(number);
            if (line.isValid()) painter.drawText(QPointF(left, top + line.y() + line.ascent()), number);
            if (const EditorMark *mark = markOfBlock(block.position(), block.length())) {
                const bool error = mark->severity == EditorMark::Severity::Error;
                const QColor colour = error                                             ? colours.danger
                                      : mark->severity == EditorMark::Severity::Warning ? colours.warning
                                                                                        : colours.info;
                const QString name = error                                             ? u"error"_s
                                     : mark->severity == EditorMark::Severity::Warning ? u"warning"_s
                                                                                       : u"info"_s;
                painter.drawPixmap(QPointF(inset, top + (height - markSize) / 2),
                                   iconPixmap(name, colour, markSize, devicePixelRatioF()));
            }
        }
        top += height;
        block = block.next();
    }
}

void EditorGutter::mousePressEvent(QMouseEvent *event)
{
    const QTextCursor cursor = m_editor.cursorForPosition(QPoint(0, event->position().toPoint().y()));
    m_editor.goTo(cursor.blockNumber() + 1, 1);
}

} // namespace targetdesk
