// SPDX-License-Identifier: MIT
#include "ui/editor/documenttext.h"

#include <QTextBlock>
#include <QTextDocument>

namespace targetdesk {

LineEnding lineEndingOf(const std::string &source)
{
    bool any = false;
    for (std::size_t at = source.find('\n'); at != std::string::npos; at = source.find('\n', at + 1)) {
        if (at == 0 || source[at - 1] != '\r') return LineEnding::Lf;
        any = true;
    }
    return any ? LineEnding::CrLf : LineEnding::Lf;
}

std::string sourceOf(const QTextDocument &document, LineEnding lineEnding)
{
    QString text = document.toRawText();
    text.replace(QChar(QChar::ParagraphSeparator), QLatin1StringView(lineEnding == LineEnding::CrLf ? "\r\n" : "\n"));
    return text.toStdString();
}

QString rawTextOf(const QTextDocument &document)
{
    QString text = document.toRawText();
    text.replace(QChar(QChar::ParagraphSeparator), u'\n');
    return text;
}

int positionOf(const QTextDocument &document, int line, int column)
{
    const QTextBlock block = document.findBlockByNumber(std::max(0, line - 1));
    if (!block.isValid()) return std::max(0, document.characterCount() - 1);
    const QString text = block.text();
    qsizetype at = 0;
    for (int left = column - 1; left > 0 && at < text.size(); --left) {
        at += text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
    }
    return block.position() + static_cast<int>(at);
}

int columnOf(const QTextDocument &document, int position)
{
    const QTextBlock block = document.findBlock(position);
    const QStringView before = QStringView(block.text()).left(position - block.position());
    return 1 + static_cast<int>(std::count_if(before.begin(), before.end(), [](QChar c) { return !c.isLowSurrogate(); }));
}

} // namespace targetdesk
