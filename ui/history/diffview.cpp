// SPDX-License-Identifier: MIT
#include "ui/history/diffview.h"

#include "ui/editor/codehighlighter.h"
#include "ui/theme/colours.h"

#include <QFontDatabase>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

// A line may differ in nothing else.
void showTrailingSpace(QString &text)
{
    for (qsizetype i = text.size() - 1; i >= 0 && (text[i] == u' ' || text[i] == u'\t'); --i)
        text[i] = text[i] == u' ' ? u'·' : u'→';
}

} // namespace

DiffView::DiffView(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    connect(&theme, &Theme::changed, this, &DiffView::refresh);
}

void DiffView::compare(const std::string &before, const std::string &after)
{
    m_lines = withoutLongSame(textDiff(before, after));
    refresh();
}

void DiffView::refresh()
{
    clear();
    const Colours &colours = m_theme.colours();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    bool first = true;
    for (const DiffLine &line : m_lines) {
        QTextBlockFormat format;
        QString sign = u"  "_s;
        if (line.kind == DiffLine::Kind::Added) {
            sign = u"+ "_s;
            format.setBackground(colours.added);
        } else if (line.kind == DiffLine::Kind::Removed) {
            sign = u"− "_s;
            format.setBackground(colours.removed);
        } else if (line.before == 0) {
            sign = u"⋯"_s;
        }
        if (!first) cursor.insertBlock();
        first = false;
        cursor.setBlockFormat(format);
        QString text = QString::fromStdString(line.text);
        // Longer lines cost the layout too much, and nobody reads them here.
        if (text.size() > CodeHighlighter::maximumLineLength) text = text.left(CodeHighlighter::maximumLineLength) + u'…';
        if (line.kind != DiffLine::Kind::Same) showTrailingSpace(text);
        cursor.insertText(sign + text);
    }
    if (m_lines.empty()) cursor.insertText(tr("Nothing is different."));
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

} // namespace targetdesk
