// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextDocumentLayout>

namespace targetdesk {

/// Qt's layout of plain text with 1.35 line height, which QPlainTextDocumentLayout does not offer: each line is moved to the
/// middle of a taller row. Very long lines are broken into rows: laying out, painting and measuring them as one takes Qt half a
/// second for 128 KiB, at every key.
class SpacedLayout : public QPlainTextDocumentLayout
{
    Q_OBJECT
public:
    static constexpr qreal lineHeight = 1.35;
    static constexpr int longLine = 10'000; ///< characters; longer ones are broken
    static constexpr int brokenRow = 120; ///< characters in a row of those

    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;
    QRectF blockBoundingRect(const QTextBlock &block) const override;
    /// After lines were hidden or shown; the text is the same.
    void layOutAgain(int position, int length);

protected:
    void documentChanged(int from, int removed, int added) override;

private:
    void layOutLong(QTextBlock block) const;

    int m_blockCount = 0; ///< after the last change
};

} // namespace targetdesk
