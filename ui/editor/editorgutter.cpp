// SPDX-License-Identifier: MIT
#include "ui/editor/editorgutter.h"

#include "ui/editor/documentfolds.h"
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
constexpr int arrowSize = 12;
} // namespace

EditorGutter::EditorGutter(CodeEditor &editor)
    : QWidget(&editor)
    , m_editor(editor)
{}

int EditorGutter::neededWidth() const
{
    const auto digits = std::max<qsizetype>(2, QString::number(m_editor.blockCount()).size());
    return inset + markSize + m_editor.fontMetrics().horizontalAdvance(u'9') * static_cast<int>(digits) + 3 * inset + foldWidth();
}

int EditorGutter::foldWidth() const
{
    return m_editor.folds() ? arrowSize : 0;
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
            const qreal left = width() - 2 * inset - foldWidth() - painter.fontMetrics().horizontalAdvance(number);
            if (line.isValid()) painter.drawText(QPointF(left, top + line.y() + line.ascent()), number);
            if (const EditorMark *mark = markOfBlock(block.position(), block.length())) paintMark(painter, *mark, top, height);
            if (m_editor.folds() && m_editor.folds()->foldAt(block.blockNumber())) {
                const bool folded = m_editor.folds()->isFolded(block.blockNumber());
                painter.drawPixmap(QPointF(width() - foldWidth() - inset / 2, top + (height - arrowSize) / 2),
                                   iconPixmap(folded ? u"chevron-right"_s : u"chevron-down"_s,
                                              folded ? colours.accent : colours.muted, arrowSize, devicePixelRatioF()));
            }
        }
        top += height;
        block = block.next();
    }
}

void EditorGutter::paintMark(QPainter &painter, const EditorMark &mark, qreal top, qreal height) const
{
    const Colours &colours = m_editor.m_theme.colours();
    const bool error = mark.severity == EditorMark::Severity::Error;
    const bool warning = mark.severity == EditorMark::Severity::Warning;
    const QColor colour = error ? colours.danger : warning ? colours.warning : colours.info;
    const QString name = error ? u"error"_s : warning ? u"warning"_s : u"info"_s;
    painter.drawPixmap(QPointF(inset, top + (height - markSize) / 2), iconPixmap(name, colour, markSize, devicePixelRatioF()));
}

void EditorGutter::mousePressEvent(QMouseEvent *event)
{
    const QTextCursor cursor = m_editor.cursorForPosition(m_editor.snapped({0, event->position().y()}).toPoint());
    DocumentFolds *folds = m_editor.folds();
    if (folds && event->position().x() >= width() - foldWidth() - inset && folds->foldAt(cursor.blockNumber())) {
        folds->setFolded(cursor.blockNumber(), !folds->isFolded(cursor.blockNumber()));
        return;
    }
    m_editor.goTo(cursor.blockNumber() + 1, 1);
}

} // namespace targetdesk
