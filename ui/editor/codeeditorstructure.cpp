// SPDX-License-Identifier: MIT
// CodeEditor's part for what it knows of a document's structure: folding, partners, matches, comments.
#include "editing/commenttoggle.h"
#include "ui/editor/brackets.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/documentfolds.h"
#include "ui/editor/documentstructure.h"
#include "ui/editor/documenttext.h"
#include "ui/editor/editorgutter.h"

#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace targetdesk {

void CodeEditor::enableTemplates()
{
    m_isForTemplates = true;
    takeDocument();
}

void CodeEditor::setDocument(QTextDocument *shown)
{
    QPlainTextEdit::setDocument(shown);
    m_matches.clear();
    m_autoClose.forget();
    takeDocument();
    setWhiteSpaceShown(m_showsWhiteSpace);
    Q_EMIT documentChanged();
}

void CodeEditor::takeDocument()
{
    for (QObject *before : {static_cast<QObject *>(m_structure), static_cast<QObject *>(m_folds)}) {
        if (before) disconnect(before, nullptr, this, nullptr);
    }
    m_structure = m_isForTemplates ? DocumentStructure::of(*document()) : nullptr;
    m_folds = m_isForTemplates ? DocumentFolds::of(*document()) : nullptr;
    if (!m_structure) return;
    const auto forget = [this] {
        m_structure = nullptr;
        m_folds = nullptr;
    };
    connect(m_structure, &QObject::destroyed, this, forget);
    connect(m_structure, &DocumentStructure::changed, this, [this] {
        updateSelections();
        m_gutter->update();
    });
    connect(m_folds, &DocumentFolds::changed, this, [this] {
        if (!textCursor().block().isVisible()) { // never in what cannot be seen
            QTextBlock block = textCursor().block();
            while (block.isValid() && !block.isVisible())
                block = block.previous();
            QTextCursor cursor = textCursor();
            cursor.setPosition(block.position() + block.length() - 1);
            setTextCursor(cursor);
        }
        viewport()->update();
        m_gutter->update();
    });
    layOutGutter();
    updateSelections();
}

void CodeEditor::foldAtCursor(bool fold)
{
    if (!m_folds) return;
    m_structure->structure();
    const int line = textCursor().blockNumber();
    if (!fold) {
        m_folds->setFolded(line, false);
    } else if (const Fold *around = m_folds->foldAround(line)) {
        // One that is folded already makes room for the one around it.
        const Fold *wanted = m_folds->isFolded(around->line) ? m_folds->foldAround(around->line - 1) : around;
        if (wanted && wanted->lastHidden >= line) around = wanted;
        m_folds->setFolded(around->line, true);
    }
}

void CodeEditor::revealCursor()
{
    if (m_folds && !textCursor().block().isVisible()) m_folds->reveal(textCursor().blockNumber());
}

void CodeEditor::setMatches(std::vector<SearchMatch> matches)
{
    m_matches = std::move(matches);
    updateSelections();
}

void CodeEditor::setWhiteSpaceShown(bool shown)
{
    m_showsWhiteSpace = shown;
    QTextOption option = document()->defaultTextOption();
    const bool isShown = option.flags().testFlag(QTextOption::ShowTabsAndSpaces);
    if (isShown == shown) return;
    option.setFlags(shown ? option.flags() | QTextOption::ShowTabsAndSpaces
                          : option.flags() & ~QTextOption::Flags(QTextOption::ShowTabsAndSpaces));
    document()->setDefaultTextOption(option);
    viewport()->update();
}

// Without a selection the whole line, without its indent; with one inside a line just that, else whole lines.
void CodeEditor::toggleComment()
{
    if (!m_isForTemplates || isReadOnly()) return;
    QTextCursor cursor = textCursor();
    int begin = cursor.selectionStart();
    int end = cursor.selectionEnd();
    const QTextBlock first = document()->findBlock(begin);
    QTextBlock last = document()->findBlock(end);
    if (last != first && last.position() == end) last = last.previous();
    if (begin == end || last != first) {
        begin = first.position();
        end = last.position() + last.length() - 1;
    }
    cursor.setPosition(begin);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    const QString before = cursor.selectedText().replace(QChar(QChar::ParagraphSeparator), u'\n');
    const QString after = QString::fromStdString(withCommentToggled(before.toStdString()));
    if (after == before) return;
    const bool wasSelection = textCursor().hasSelection();
    cursor.insertText(after);
    cursor.setPosition(wasSelection ? begin : begin + static_cast<int>(after.size()));
    if (wasSelection) cursor.setPosition(begin + static_cast<int>(after.size()), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void CodeEditor::replaceText(const QString &text)
{
    const QString before = rawTextOf(*document());
    const qsizetype shorter = std::min(before.size(), text.size());
    qsizetype same = 0;
    while (same < shorter && before[same] == text[same])
        ++same;
    if (same > 0 && before[same - 1].isHighSurrogate()) --same;
    qsizetype tail = 0;
    while (tail < shorter - same && before[before.size() - 1 - tail] == text[text.size() - 1 - tail])
        ++tail;
    if (tail > 0 && before[before.size() - tail].isLowSurrogate()) --tail;
    if (same == before.size() && same == text.size()) return;
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - same - tail));
}

QTextEdit::ExtraSelection CodeEditor::selectionOf(int from, int length, const QColor &background) const
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(document());
    const int last = document()->characterCount() - 1;
    selection.cursor.setPosition(std::clamp(from, 0, last));
    selection.cursor.setPosition(std::clamp(from + length, 0, last), QTextCursor::KeepAnchor);
    selection.format.setBackground(background);
    return selection;
}

void CodeEditor::updateSelections()
{
    QList<QTextEdit::ExtraSelection> selections;
    addMatches(selections);
    if (!isReadOnly()) addPartners(selections);
    addDimmed(selections);
    if (selections.isEmpty() && extraSelections().isEmpty()) return;
    setExtraSelections(selections);
}

// Only those in sight: there may be many thousand.
void CodeEditor::addMatches(QList<QTextEdit::ExtraSelection> &selections) const
{
    if (m_matches.empty()) return;
    const int first = firstVisibleBlock().position();
    const int last = cursorForPosition(QPoint(viewport()->width(), viewport()->height())).block().next().position() + 1;
    auto match = std::lower_bound(m_matches.begin(), m_matches.end(), first,
                                  [](const SearchMatch &one, int position) { return one.position + one.length < position; });
    for (; match != m_matches.end() && (match->position <= last || last <= 1); ++match)
        selections.append(selectionOf(match->position, match->length, m_theme.colours().match));
}

void CodeEditor::addPartners(QList<QTextEdit::ExtraSelection> &selections) const
{
    const auto add = [&](int from, int length) {
        QTextEdit::ExtraSelection selection = selectionOf(from, length, m_theme.colours().bracket);
        selection.format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        selection.format.setUnderlineColor(m_theme.colours().accent);
        selections.append(selection);
    };
    const int position = textCursor().position();
    if (!m_structure || !m_structure->isCurrent()) {
        const auto [first, second] = matchingBrackets(*document(), position);
        if (first < 0) return;
        add(first, 1);
        add(second, 1);
        return;
    }
    const Utf8Map &map = m_structure->lastMap();
    const std::size_t at = map.byteOf(position);
    for (const BracketPair &pair : m_structure->lastStructure().brackets()) {
        const bool touches = at == pair.open || at == pair.open + 1 || at == pair.close || at == pair.close + 1;
        if (!touches) continue;
        add(map.positionOf(pair.open), 1);
        add(map.positionOf(pair.close), 1);
        return;
    }
    for (const SourcePart &word : m_structure->lastStructure().tagsAt(at)) {
        const int from = map.positionOf(word.begin);
        add(from, map.positionOf(word.end) - from);
    }
}

// Behind a folded line: how many lines are hidden.
void CodeEditor::paintFolds(QPainter &painter)
{
    if (!m_folds) return;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF geometry = blockBoundingGeometry(block).translated(contentOffset());
        if (geometry.top() > viewport()->height()) break;
        const Fold *fold =
            block.isVisible() && m_folds->isFolded(block.blockNumber()) ? m_folds->foldAt(block.blockNumber()) : nullptr;
        const QTextLine line = fold ? block.layout()->lineAt(0) : QTextLine();
        if (!line.isValid()) continue;
        const QString text = tr("… %n line(s)", nullptr, fold->lastHidden - fold->firstHidden + 1);
        painter.setFont(font());
        const int width = painter.fontMetrics().horizontalAdvance(text) + 12;
        const QRectF box(geometry.left() + line.cursorToX(block.length() - 1) + 8, geometry.top() + line.y() - 1, width,
                         line.height() + 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colours().fold);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(m_theme.colours().text);
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

} // namespace targetdesk
