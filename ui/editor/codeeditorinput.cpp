// SPDX-License-Identifier: MIT
// CodeEditor's keys and mouse.
#include "ui/editor/codeeditor.h"

#include "editing/templatestructure.h"
#include "ui/editor/documentstructure.h"

#include <QDragMoveEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QTextBlock>

#include <memory>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int indentWidth = 2;

qsizetype leadingSpaces(const QString &text)
{
    qsizetype count = 0;
    while (count < text.size() && text[count] == u' ')
        ++count;
    return count;
}

} // namespace

// Ctrl+Return is the window's "Test send"; the text edit would take it for a line break.
bool CodeEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isReturn && key->modifiers().testFlag(Qt::ControlModifier)) {
            event->ignore();
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isReadOnly() || !plain) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: indentNewLine(); return;
    case Qt::Key_Tab:
        if (textCursor().hasSelection())
            indentSelection(true);
        else
            textCursor().insertText(QString(indentWidth - textCursor().positionInBlock() % indentWidth, u' '));
        return;
    case Qt::Key_Backtab: indentSelection(false); return;
    case Qt::Key_Backspace:
        if ((m_isForTemplates && m_autoClose.backspace()) || deleteIndent()) return;
        break;
    default:
        if ((m_isForTemplates && m_autoClose.type(event->text())) || closeBracket(event->text())) return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (m_isForTemplates && !event->text().isEmpty() && event->text().front().isLetter()) outdentClosingTag();
}

/// The cursor stands right behind a tag that opens a part, or goes on with one.
bool CodeEditor::isBehindOpeningTag() const
{
    if (!m_structure) return false;
    const TemplateScan &scan = m_structure->scan();
    const std::size_t here = m_structure->map().byteOf(textCursor().selectionStart());
    for (const Island &island : scan.islands()) {
        if (island.end > here) return false;
        const std::string_view between = scan.source().substr(island.end, here - island.end);
        if (island.kind != Island::Kind::Tag || between.find_first_not_of(" \t") != std::string_view::npos) continue;
        return opensPart(scan, island) || island.name == "else" || island.name == "elseif";
    }
    return false;
}

// `{% endif %}` and `{% else %}` as the first thing of a line go back one step when their name is complete.
void CodeEditor::outdentClosingTag()
{
    static const QRegularExpression expression(u"^( *)\\{%[-~]?\\s*(end[a-z]+|else)$"_s);
    const QTextCursor cursor = textCursor();
    const QRegularExpressionMatch match = expression.match(cursor.block().text().left(cursor.positionInBlock()));
    if (!match.hasMatch() || !isEndTag(match.captured(2).toStdString())) return;
    QTextBlock above = cursor.block().previous();
    while (above.isValid() && above.text().trimmed().isEmpty())
        above = above.previous();
    // Only a line that was indented with the one above: who set it elsewhere knows why.
    const qsizetype indent = match.capturedLength(1);
    if (!above.isValid() || indent < indentWidth) return;
    static const QRegularExpression opening(u"\\{%[-~]?\\s*[a-z]+[^%]*%\\}\\s*$"_s);
    const qsizetype aboveIndent = leadingSpaces(above.text());
    const bool isRightBelow = opening.match(above.text()).hasMatch() && aboveIndent + indentWidth == indent;
    if (aboveIndent != indent && !isRightBelow) return;
    QTextCursor edit(cursor.block());
    edit.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, indentWidth);
    edit.removeSelectedText();
}

QString CodeEditor::pathFormat()
{
    return u"application/x-targetdesk-context-path"_s;
}

void CodeEditor::insertFromMimeData(const QMimeData *source)
{
    if (m_isForTemplates && source->hasFormat(pathFormat())) {
        Q_EMIT pathDropped(QString::fromUtf8(source->data(pathFormat())));
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
    if (m_isForTemplates && source->hasText()) Q_EMIT pasted(source->text());
}

void CodeEditor::indentNewLine()
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QString line = cursor.block().text();
    const QString before = line.left(cursor.positionInBlock());
    const QString after = line.mid(cursor.positionInBlock());
    const QString indent(std::min(leadingSpaces(line), before.size()), u' ');
    const QChar last = before.trimmed().isEmpty() ? QChar() : before.trimmed().back();
    const QChar next = after.trimmed().isEmpty() ? QChar() : after.trimmed().front();
    const bool opens = last == u'{' || last == u'[' || last == u'(' || (m_isForTemplates && last == u'}' && isBehindOpeningTag());
    cursor.insertText(u'\n' + indent + (opens ? QString(indentWidth, u' ') : QString()));
    if (opens && (next == u'}' || next == u']' || next == u')')) {
        const int position = cursor.position();
        cursor.insertText(u'\n' + indent);
        cursor.setPosition(position);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEditor::indentSelection(bool in)
{
    QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    if (last > first && document()->findBlockByNumber(last).position() == cursor.selectionEnd()) --last;
    cursor.beginEditBlock();
    for (int i = first; i <= last; ++i) {
        const QTextBlock block = document()->findBlockByNumber(i);
        QTextCursor edit(block);
        if (in) {
            if (!block.text().isEmpty()) edit.insertText(QString(indentWidth, u' '));
            continue;
        }
        const auto spaces = std::min<qsizetype>(indentWidth, leadingSpaces(block.text()));
        edit.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, static_cast<int>(spaces));
        edit.removeSelectedText();
    }
    cursor.endEditBlock();
}

// A closing bracket as the first thing of a line goes back one step.
bool CodeEditor::closeBracket(const QString &typed)
{
    if (typed != u"}"_s && typed != u"]"_s) return false;
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    if (cursor.hasSelection() || before.size() < indentWidth || leadingSpaces(before) != before.size()) return false;
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, indentWidth);
    cursor.insertText(typed);
    cursor.endEditBlock();
    setTextCursor(cursor);
    return true;
}

bool CodeEditor::deleteIndent()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    if (cursor.hasSelection() || before.isEmpty() || leadingSpaces(before) != before.size() || before.size() % indentWidth != 0)
        return false;
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, indentWidth);
    cursor.removeSelectedText();
    return true;
}

// Rows are taller than their text, and Qt takes a click between two texts for the start or the end of a line.
QPointF CodeEditor::snapped(const QPointF &position) const
{
    QTextBlock block = firstVisibleBlock();
    while (block.isValid()) {
        const QRectF geometry = blockBoundingGeometry(block).translated(contentOffset());
        if (position.y() < geometry.bottom() && geometry.height() > 0) {
            const QTextLayout *layout = block.layout();
            const qreal row = geometry.height() / std::max(1, layout->lineCount());
            const int line =
                std::clamp(static_cast<int>((position.y() - geometry.top()) / row), 0, std::max(0, layout->lineCount() - 1));
            return {position.x(), geometry.top() + row * (line + 0.5)};
        }
        block = block.next();
    }
    return position;
}

namespace {

std::unique_ptr<QMouseEvent> movedTo(const QMouseEvent &event, const QPointF &position)
{
    return std::make_unique<QMouseEvent>(event.type(), position, event.scenePosition(), event.globalPosition(), event.button(),
                                         event.buttons(), event.modifiers(), event.pointingDevice());
}

} // namespace

void CodeEditor::mousePressEvent(QMouseEvent *event)
{
    QPlainTextEdit::mousePressEvent(movedTo(*event, snapped(event->position())).get());
}

void CodeEditor::mouseMoveEvent(QMouseEvent *event)
{
    const bool dragging = event->buttons().testFlag(Qt::LeftButton);
    const bool inside = viewport()->rect().contains(event->position().toPoint());
    if (dragging && inside)
        QPlainTextEdit::mouseMoveEvent(movedTo(*event, snapped(event->position())).get());
    else
        QPlainTextEdit::mouseMoveEvent(event);
}

void CodeEditor::mouseDoubleClickEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseDoubleClickEvent(movedTo(*event, snapped(event->position())).get());
}

void CodeEditor::dragMoveEvent(QDragMoveEvent *event)
{
    QDragMoveEvent moved(snapped(event->position()).toPoint(), event->possibleActions(), event->mimeData(), event->buttons(),
                         event->modifiers());
    moved.setDropAction(event->dropAction());
    QPlainTextEdit::dragMoveEvent(&moved);
    event->setDropAction(moved.dropAction());
    event->setAccepted(moved.isAccepted());
}

void CodeEditor::dropEvent(QDropEvent *event)
{
    QDropEvent moved(snapped(event->position()), event->possibleActions(), event->mimeData(), event->buttons(),
                     event->modifiers());
    moved.setDropAction(event->dropAction());
    QPlainTextEdit::dropEvent(&moved);
    event->setDropAction(moved.dropAction());
    event->setAccepted(moved.isAccepted());
}

} // namespace targetdesk
