// SPDX-License-Identifier: MIT
#include "ui/editor/autoclose.h"

#include "ui/editor/islandtext.h"

#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == QChar::ParagraphSeparator;
}

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

bool isInText(const QString &before, QChar quote)
{
    bool in = false;
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (before[i] == u'\\')
            ++i;
        else if (before[i] == quote)
            in = !in;
    }
    return in;
}

} // namespace

QChar AutoClose::at(int position) const
{
    const QTextDocument &document = *m_editor.document();
    return position < 0 || position >= document.characterCount() - 1 ? QChar() : document.characterAt(position);
}

bool AutoClose::isOurs(int position) const
{
    return std::any_of(m_closers.begin(), m_closers.end(), [&](const QTextCursor &one) { return one.position() == position; });
}

bool AutoClose::type(const QString &text)
{
    if (text.size() != 1 || m_editor.textCursor().hasSelection()) return false;
    return typeOver(text[0]) || open(text[0]);
}

bool AutoClose::typeOver(QChar typed)
{
    if (!u"}])\"'%#"_s.contains(typed)) return false;
    QTextCursor cursor = m_editor.textCursor();
    int closer = cursor.position();
    while (!at(closer).isNull() && isBlank(at(closer)))
        ++closer;
    if (at(closer) != typed || !isOurs(closer)) return false;
    if (closer != cursor.position() && !typeOverBlanks(typed, cursor.position(), closer)) return false;
    cursor = m_editor.textCursor();
    std::erase_if(m_closers, [&](const QTextCursor &one) { return one.position() == cursor.position(); });
    cursor.movePosition(QTextCursor::NextCharacter);
    m_editor.setTextCursor(cursor);
    return true;
}

// `{{ a | }}` and an empty line before the bracket: the blanks in between were made with the closer.
bool AutoClose::typeOverBlanks(QChar typed, int position, int closer)
{
    QTextCursor cursor = m_editor.textCursor();
    const QTextBlock line = cursor.block();
    const bool sameLine = m_editor.document()->findBlock(closer) == line;
    const bool emptyLine = QStringView(line.text()).left(position - line.position()).trimmed().isEmpty();
    if (typed == u'"' || typed == u'\'' || (!sameLine && (!emptyLine || line.blockNumber() == 0))) return false;
    int from = position;
    int to = closer;
    if (!sameLine) {
        from = line.position() - 1;
        to = m_editor.document()->findBlock(closer).position() - 1;
    } else if (!isBlank(at(position - 1))) {
        from = to;
    }
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setPosition(from + closer - to);
    m_editor.setTextCursor(cursor);
    return true;
}

bool AutoClose::open(QChar typed)
{
    const int position = m_editor.textCursor().position();
    if (typed == u' ') { // {{|}} → {{ | }}
        const QChar previous = at(position - 1);
        const bool opened = (previous == u'{' || previous == u'%' || previous == u'#') && at(position - 2) == u'{';
        const QChar next = at(position);
        if (!opened || !isOurs(position) || next != (previous == u'{' ? QChar(u'}') : previous)) return false;
        QTextCursor cursor = m_editor.textCursor();
        cursor.insertText(u"  "_s);
        cursor.movePosition(QTextCursor::PreviousCharacter);
        m_editor.setTextCursor(cursor);
        return true;
    }
    if ((typed == u'%' || typed == u'#') && at(position - 1) == u'{' && at(position) == u'}' && isOurs(position)) {
        insertPair(typed, typed);
        return true;
    }
    if (!isPaired(typed)) return false;
    insertPair(typed, typed == u'{' ? u'}' : typed == u'[' ? u']' : typed == u'(' ? u')' : typed);
    return true;
}

bool AutoClose::isPaired(QChar typed) const
{
    const int position = m_editor.textCursor().position();
    const QChar next = at(position);
    const bool free = next.isNull() || isBlank(next) || u"}]),:%\"'"_s.contains(next);
    if (!free || !u"{[(\"'"_s.contains(typed)) return false;
    if (typed == u'{' || typed == u'[') return true;
    const QTextCursor cursor = m_editor.textCursor();
    const auto island = islandTextBefore(cursor);
    const QString text = island ? *island : cursor.block().text().left(cursor.positionInBlock());
    if (typed == u'(') return island.has_value();
    if (typed == u'\'' && !island) return false;
    return !isWord(at(position - 1)) && at(position - 1) != u'\\' && !isInText(text, typed);
}

void AutoClose::insertPair(const QString &open, QChar close)
{
    QTextCursor cursor = m_editor.textCursor();
    cursor.beginEditBlock();
    cursor.insertText(open);
    cursor.insertText(close);
    cursor.endEditBlock();
    cursor.movePosition(QTextCursor::PreviousCharacter);
    m_editor.setTextCursor(cursor);
    std::erase_if(m_closers,
                  [](const QTextCursor &one) { return !u"}])\"'%#"_s.contains(one.document()->characterAt(one.position())); });
    m_closers.push_back(cursor);
}

bool AutoClose::backspace()
{
    QTextCursor cursor = m_editor.textCursor();
    const int position = cursor.position();
    if (cursor.hasSelection()) return false;
    const bool blanks = at(position - 1) == u' ' && at(position) == u' ' && isOurs(position + 1) &&
                        (at(position - 2) == u'{' || at(position - 2) == u'%' || at(position - 2) == u'#');
    const qsizetype kind = u"{[(\"'%#"_s.indexOf(at(position - 1));
    const bool pair = kind >= 0 && isOurs(position) && at(position) == u"}])\"'%#"_s[kind];
    if (!blanks && !pair) return false;
    cursor.setPosition(position - 1);
    cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    return true;
}

} // namespace targetdesk
