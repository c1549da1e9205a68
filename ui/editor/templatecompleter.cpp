// SPDX-License-Identifier: MIT
#include "ui/editor/templatecompleter.h"

#include "ui/editor/codeeditor.h"
#include "ui/editor/completionlist.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/islandtext.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr int page = 8;

bool isLetter(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool opensByItself(QChar typed, const QString &before)
{
    if (typed == u'.' || typed == u'|') return true;
    if (isLetter(typed)) { // not inside a text
        const bool single = before.count(u'\'') % 2 == 1;
        const bool twice = before.count(u'"') % 2 == 1;
        return !single && !twice;
    }
    if (typed != u' ') return false;
    const QString left = before.trimmed();
    return left.isEmpty() || left == u"-"_s || left == u"~"_s || left.endsWith(u" is"_s) || left.endsWith(u"|"_s);
}

} // namespace

TemplateCompleter::TemplateCompleter(const Theme &theme, CodeEditor &editor, const EditorContext &context)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_context(context)
{
    editor.installEventFilter(this);
    connect(&editor, &QPlainTextEdit::textChanged, this, &TemplateCompleter::afterTyping);
    connect(&editor, &CodeEditor::documentChanged, this, &TemplateCompleter::close);
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isOpen() && m_typed.isNull()) refresh(m_list->chosen() >= 0);
    });
}

bool TemplateCompleter::isOpen() const
{
    return m_list && m_list->isVisible() && m_begin >= 0;
}

void TemplateCompleter::complete()
{
    if (m_editor.isReadOnly() || !m_editor.structure()) return;
    refresh(true);
}

bool TemplateCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_editor) return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs = isOpen() && key->key() == Qt::Key_Escape;
        if (isOurs) event->accept();
        return isOurs;
    }
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
        if (isOpen() && plain && handleKey(key->key())) return true;
        m_typed = plain && key->text().size() == 1 && key->text()[0].isPrint() ? key->text()[0] : QChar();
        return false;
    }
    case QEvent::FocusOut: close(); return false;
    default: return false;
    }
}

// True: the editor does not get the key.
bool TemplateCompleter::handleKey(int key)
{
    const int row = m_list->chosen();
    switch (key) {
    case Qt::Key_Escape: close(); return true;
    case Qt::Key_Down: m_list->choose(row + 1); return true;
    case Qt::Key_Up:
        if (row < 0) break;
        m_list->choose(row - 1);
        return true;
    case Qt::Key_PageDown: m_list->choose(row + page); return true;
    case Qt::Key_PageUp: m_list->choose(row - page); return true;
    case Qt::Key_Tab: accept(std::max(0, row)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (row >= 0) {
            accept(row);
            return true;
        }
        break;
    default: return false;
    }
    close();
    return false;
}

void TemplateCompleter::afterTyping()
{
    const QChar typed = m_typed;
    m_typed = QChar();
    if (isOpen()) {
        refresh(m_list->chosen() >= 0);
        return;
    }
    if (typed.isNull() || m_editor.isReadOnly() || !m_editor.structure() || !m_editor.hasFocus()) return;
    const auto before = islandTextBefore(m_editor.textCursor());
    if (before && opensByItself(typed, *before)) refresh(false);
}

QString TemplateCompleter::typedWord() const
{
    QTextCursor cursor = m_editor.textCursor();
    const int at = cursor.position();
    if (m_begin > at) return {};
    cursor.setPosition(m_begin);
    cursor.setPosition(at, QTextCursor::KeepAnchor);
    return cursor.selectedText();
}

void TemplateCompleter::refresh(bool chooseFirst)
{
    DocumentStructure &structure = *m_editor.structure();
    const std::size_t offset = structure.map().byteOf(m_editor.textCursor().position());
    m_completions = completionsAt(structure.scan(), offset, *m_context.samples, m_context.extensions);
    m_begin = structure.map().positionOf(m_completions.begin);
    const QString word = typedWord();
    const auto items = m_completions.matching(word.toStdString());
    const bool isComplete = items.size() == 1 && items.front()->label == word.toStdString();
    if (items.empty() || (isComplete && !chooseFirst)) {
        close();
        return;
    }
    if (!m_list) {
        m_list = new CompletionList(m_theme, m_editor.window());
        connect(m_list, &CompletionList::clicked, this, &TemplateCompleter::accept);
    }
    m_list->setItems(items, m_context.samples->size());
    if (chooseFirst) m_list->choose(0);
    QTextCursor start = m_editor.textCursor();
    start.setPosition(m_begin);
    const QRect place = m_editor.cursorRect(start);
    m_list->showAt({m_editor.viewport()->mapTo(m_editor.window(), place.topLeft()), place.size()});
}

void TemplateCompleter::close()
{
    m_begin = -1;
    if (m_list) m_list->hide();
}

void TemplateCompleter::accept(int row)
{
    if (!isOpen() || row >= m_list->count()) return;
    const Completion item = m_list->item(row);
    const int end = m_editor.structure()->map().positionOf(m_completions.end);
    const QString text = QString::fromStdString(item.insert);
    QTextCursor cursor = m_editor.textCursor();
    cursor.beginEditBlock();
    cursor.setPosition(m_begin - (item.replacesDot ? 1 : 0));
    cursor.setPosition(std::max(end, cursor.anchor()), QTextCursor::KeepAnchor);
    close();
    cursor.insertText(text);
    const auto after = static_cast<int>(QString::fromStdString(item.insert.substr(0, item.caret)).size());
    cursor.setPosition(cursor.position() - static_cast<int>(text.size()) + after);
    cursor.endEditBlock();
    m_editor.setTextCursor(cursor);
}

} // namespace targetdesk
