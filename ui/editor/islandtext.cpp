// SPDX-License-Identifier: MIT
#include "ui/editor/islandtext.h"

#include <QTextBlock>
#include <QTextCursor>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {
constexpr int linesLookedAt = 30;
constexpr int lineLength = 10'000; // of longer ones only what is near
} // namespace

std::optional<QString> islandTextBefore(const QTextCursor &cursor)
{
    QTextBlock block = cursor.block();
    QString text = block.text().left(cursor.positionInBlock()).right(lineLength);
    for (int i = 0; i < linesLookedAt; ++i) {
        const qsizetype opened = std::max(text.lastIndexOf("{{"_L1), text.lastIndexOf("{%"_L1));
        const qsizetype closed = std::max(text.lastIndexOf("}}"_L1), text.lastIndexOf("%}"_L1));
        if (opened > closed) return text.mid(opened + 2);
        block = block.previous();
        if (closed >= 0 || !block.isValid()) break;
        text.prepend(block.text().right(lineLength) + u'\n');
    }
    return std::nullopt;
}

} // namespace targetdesk
