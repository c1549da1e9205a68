// SPDX-License-Identifier: MIT
#include "ui/editor/documentfolds.h"

#include "ui/editor/documentstructure.h"
#include "ui/editor/spacedlayout.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace targetdesk {

DocumentFolds *DocumentFolds::of(QTextDocument &document)
{
    if (auto *known = document.findChild<DocumentFolds *>(Qt::FindDirectChildrenOnly)) return known;
    return new DocumentFolds(document, *DocumentStructure::of(document));
}

DocumentFolds::DocumentFolds(QTextDocument &document, DocumentStructure &structure)
    : QObject(&document)
    , m_document(document)
    , m_structure(structure)
{
    connect(&structure, &DocumentStructure::changed, this, &DocumentFolds::apply);
}

const Fold *DocumentFolds::foldAt(int line) const
{
    const auto &folds = m_structure.lastStructure().folds();
    const auto found =
        std::lower_bound(folds.begin(), folds.end(), line, [](const Fold &fold, int wanted) { return fold.line < wanted; });
    return found != folds.end() && found->line == line ? &*found : nullptr;
}

const Fold *DocumentFolds::foldAround(int line) const
{
    const Fold *innermost = nullptr;
    for (const Fold &fold : m_structure.lastStructure().folds()) {
        if (fold.line > line) break;
        if (fold.line == line || fold.lastHidden >= line) innermost = &fold;
    }
    return innermost;
}

bool DocumentFolds::isFolded(int line) const
{
    return std::any_of(m_folded.begin(), m_folded.end(), [line](const QTextCursor &at) { return at.blockNumber() == line; });
}

void DocumentFolds::setFolded(int line, bool folded)
{
    if (isFolded(line) == folded || (folded && !foldAt(line))) return;
    if (folded)
        m_folded.emplace_back(m_document.findBlockByNumber(line));
    else
        std::erase_if(m_folded, [line](const QTextCursor &at) { return at.blockNumber() == line; });
    apply();
}

void DocumentFolds::foldAll()
{
    m_folded.clear();
    for (const Fold &fold : m_structure.structure().folds())
        m_folded.emplace_back(m_document.findBlockByNumber(fold.line));
    apply();
}

void DocumentFolds::unfoldAll()
{
    m_folded.clear();
    apply();
}

void DocumentFolds::reveal(int line)
{
    const auto hides = [&](const QTextCursor &at) {
        const Fold *fold = foldAt(at.blockNumber());
        return fold && fold->firstHidden <= line && line <= fold->lastHidden;
    };
    if (std::erase_if(m_folded, hides) > 0) apply();
}

// Only lines that change are laid out again. Not by markContentsDirty(): the highlighter would run over all of them.
void DocumentFolds::apply()
{
    std::erase_if(m_folded, [this](const QTextCursor &at) { return !foldAt(at.blockNumber()); });
    std::vector<std::pair<int, int>> hidden;
    for (const QTextCursor &at : m_folded) {
        const Fold *fold = foldAt(at.blockNumber());
        hidden.emplace_back(fold->firstHidden, fold->lastHidden);
    }
    std::sort(hidden.begin(), hidden.end());
    int firstChanged = -1;
    int lastChanged = -1;
    int until = -1; // the last line that is hidden by what began above
    auto next = hidden.begin();
    for (QTextBlock block = m_document.firstBlock(); block.isValid(); block = block.next()) {
        const int line = block.blockNumber();
        for (; next != hidden.end() && next->first <= line; ++next)
            until = std::max(until, next->second);
        const bool isVisible = line > until;
        if (block.isVisible() == isVisible) continue;
        block.setVisible(isVisible);
        if (firstChanged < 0) firstChanged = line;
        lastChanged = line;
    }
    if (firstChanged < 0) return;
    const QTextBlock from = m_document.findBlockByNumber(std::max(0, firstChanged - 1));
    const QTextBlock to = m_document.findBlockByNumber(lastChanged);
    if (auto *layout = qobject_cast<SpacedLayout *>(m_document.documentLayout()))
        layout->layOutAgain(from.position(), to.position() + to.length() - from.position());
    Q_EMIT changed();
}

} // namespace targetdesk
