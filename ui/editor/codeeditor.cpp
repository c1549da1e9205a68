// SPDX-License-Identifier: MIT
#include "ui/editor/codeeditor.h"

#include "ui/editor/documenttext.h"
#include "ui/editor/editorgutter.h"
#include "ui/editor/spacedlayout.h"

#include <QFontDatabase>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    for (const QFont::Tag tag : {QFont::Tag("liga"), QFont::Tag("calt"), QFont::Tag("dlig")})
        font.setFeature(tag, 0);
    return font;
}

} // namespace

CodeEditor::CodeEditor(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_gutter(new EditorGutter(*this))
    , m_autoClose(*this)
{
    setFont(codeFont());
    m_firstSize = font().pointSizeF();
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(NoWrap);
    setCursorWidth(2);
    setDocument(makeDocument(this));
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::layOutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
        if (dy != 0 && !m_dimmed.empty()) updateSelections();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_matches.empty()) updateSelections();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        revealCursor();
        updateSelections();
        viewport()->update();
        m_gutter->update();
    });
    connect(&theme, &Theme::changed, this, [this] {
        setStale(m_stale);
        updateSelections();
        m_gutter->update();
    });
    layOutGutter();
}

QTextDocument *CodeEditor::makeDocument(QObject *parent)
{
    auto *document = new QTextDocument(parent);
    document->setDocumentLayout(new SpacedLayout(document));
    document->setDefaultFont(codeFont());
    document->setDocumentMargin(6);
    return document;
}

void CodeEditor::setMarks(std::vector<EditorMark> marks)
{
    m_marks = std::move(marks);
    viewport()->update();
    m_gutter->update();
}

void CodeEditor::goTo(int line, int column)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(positionOf(*document(), line, column));
    setTextCursor(cursor);
    revealCursor();
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

int CodeEditor::cursorLine() const
{
    return textCursor().blockNumber() + 1;
}

int CodeEditor::cursorColumn() const
{
    return columnOf(*document(), textCursor().position());
}

void CodeEditor::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

void CodeEditor::zoom(int steps)
{
    QFont changed = font();
    changed.setPointSizeF(steps == 0 ? m_firstSize : std::clamp(changed.pointSizeF() + steps, 6.0, 40.0));
    setFont(changed);
    document()->setDefaultFont(changed);
    layOutGutter();
    Q_EMIT fontChanged();
}

void CodeEditor::layOutGutter()
{
    const int width = m_gutter->neededWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect rect = contentsRect();
    m_gutter->setGeometry(rect.left(), rect.top(), width, rect.height());
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
    if (!m_dimmed.empty()) updateSelections();
}

void CodeEditor::paintCurrentLine(QPainter &painter)
{
    if (isReadOnly()) return;
    const QRectF row = blockBoundingGeometry(textCursor().block()).translated(contentOffset());
    painter.fillRect(QRectF(0, row.top(), viewport()->width(), row.height()), m_theme.colours().currentLine);
}

// The taller rows would show as stripes in a selection over several lines: fill them whole, Qt paints the text on top.
void CodeEditor::paintSelection(QPainter &painter)
{
    const QTextCursor cursor = textCursor();
    if (!cursor.hasSelection()) return;
    const QColor colour = palette().color(QPalette::Highlight);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF geometry = blockBoundingGeometry(block).translated(contentOffset());
        if (geometry.top() > viewport()->height() || block.position() > cursor.selectionEnd()) break;
        const int from = std::max(cursor.selectionStart(), block.position()) - block.position();
        const int to = std::min(cursor.selectionEnd() - block.position(), block.length());
        if (to <= from && block.length() > 1) continue;
        const QTextLayout *layout = block.layout();
        qreal y = geometry.top();
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            const qreal height = geometry.height() / layout->lineCount();
            const int begin = std::max(from, line.textStart());
            const int end = std::min(to, line.textStart() + line.textLength());
            if (begin <= end && begin < to) {
                const qreal x = line.cursorToX(begin);
                const qreal newline = to > line.textStart() + line.textLength() ? 6 : 0;
                painter.fillRect(QRectF(geometry.left() + x, y, line.cursorToX(end) - x + newline, height), colour);
            }
            y += height;
        }
    }
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        painter.setClipRect(event->rect());
        paintCurrentLine(painter);
        paintLights(painter, true);
        paintSelection(painter);
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    paintLights(painter, false);
    paintFolds(painter);
    paintMarks(painter);
    if (m_stale) {
        QColor veil = m_theme.colours().base;
        veil.setAlphaF(0.55F);
        painter.fillRect(event->rect(), veil);
    }
}

// Qt's own wave underline is a thin dotted line in many fonts: draw one that is seen.
void CodeEditor::paintMarks(QPainter &painter)
{
    const Colours &colours = m_theme.colours();
    painter.setRenderHint(QPainter::Antialiasing);
    for (auto mark = m_marks.rbegin(); mark != m_marks.rend(); ++mark) { // the first is the worst: on top
        const QTextBlock block = document()->findBlock(mark->position);
        const QRectF geometry = blockBoundingGeometry(block).translated(contentOffset());
        if (!block.isValid() || !geometry.intersects(viewport()->rect())) continue;
        const int from = mark->position - block.position();
        const int to = std::min(from + std::max(1, mark->length), std::max(from + 1, block.length() - 1));
        const QTextLine line = block.layout()->lineForTextPosition(from);
        if (!line.isValid()) continue;
        const qreal left = geometry.left() + line.cursorToX(from);
        const qreal right = std::max(left + fontMetrics().averageCharWidth(), geometry.left() + line.cursorToX(to));
        const qreal y = geometry.top() + line.y() + line.ascent() + 3;
        QPainterPath path(QPointF(left, y));
        for (qreal x = left; x < right; x += 4) {
            path.quadTo(x + 1, y - 3, x + 2, y);
            path.quadTo(x + 3, y + 3, x + 4, y);
        }
        painter.setPen(QPen(mark->severity == EditorMark::Severity::Error     ? colours.danger
                            : mark->severity == EditorMark::Severity::Warning ? colours.warning
                                                                              : colours.info,
                            1.4));
        painter.drawPath(path);
    }
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier) && event->angleDelta().y() != 0) {
        zoom(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showMarkAt(help->pos(), help->globalPos());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

std::vector<EditorMark> CodeEditor::marksAt(int position) const
{
    std::vector<EditorMark> marks;
    for (const EditorMark &mark : m_marks) {
        if (position >= mark.position && position <= mark.position + std::max(1, mark.length)) marks.push_back(mark);
    }
    return marks;
}

void CodeEditor::showMarkAt(const QPoint &viewportPosition, const QPoint &globalPosition)
{
    const QPoint point = snapped(viewportPosition).toPoint();
    const QTextCursor at = cursorForPosition(point);
    if (m_isForTemplates) {
        const bool isOnText = std::abs(cursorRect(at).center().x() - point.x()) <= 2 * fontMetrics().averageCharWidth();
        // Between two characters the nearer one is meant, the left one is under the mouse.
        if (isOnText) Q_EMIT hovered(point.x() < cursorRect(at).left() ? std::max(0, at.position() - 1) : at.position());
        return;
    }
    const std::vector<EditorMark> marks = marksAt(at.position());
    if (marks.empty())
        QToolTip::hideText();
    else
        QToolTip::showText(globalPosition, u"<qt>"_s + marks.front().text.toHtmlEscaped() + u"</qt>"_s, viewport());
}

} // namespace targetdesk
