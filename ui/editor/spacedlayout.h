// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextDocumentLayout>

namespace targetdesk {

/// Qt's layout of plain text with 1.35 line height, which QPlainTextDocumentLayout does not offer: each line is moved to the
/// middle of a taller row.
class SpacedLayout : public QPlainTextDocumentLayout
{
    Q_OBJECT
public:
    static constexpr qreal lineHeight = 1.35;

    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;
    QRectF blockBoundingRect(const QTextBlock &block) const override;
};

} // namespace targetdesk
