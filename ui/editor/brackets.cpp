// SPDX-License-Identifier: MIT
#include "ui/editor/brackets.h"

#include <QString>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace targetdesk {

std::pair<int, int> matchingBrackets(const QTextDocument &document, int position, int reach)
{
    static const QString open = u"{[("_s;
    static const QString close = u"}])"_s;
    for (const int at : {position - 1, position}) {
        if (at < 0 || at >= document.characterCount() - 1) continue;
        const QChar here = document.characterAt(at);
        const bool forward = open.contains(here);
        if (!forward && !close.contains(here)) continue;
        const QChar partner = forward ? close[open.indexOf(here)] : open[close.indexOf(here)];
        int depth = 0;
        const int step = forward ? 1 : -1;
        for (int i = at, left = reach; i >= 0 && i < document.characterCount() - 1 && left > 0; i += step, --left) {
            const QChar c = document.characterAt(i);
            if (c == here) ++depth;
            if (c == partner && --depth == 0) return {at, i};
        }
        return {-1, -1};
    }
    return {-1, -1};
}

} // namespace targetdesk
