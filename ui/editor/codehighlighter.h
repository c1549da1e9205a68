// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QHash>
#include <QTextCharFormat>

namespace targetdesk {

/// Colours a document by one of our definitions, in the colours of the theme; follows the theme live. The document owns it.
class CodeHighlighter : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT
public:
    /// Longer lines are shown plain: their layout alone is slow enough (reference: 128 KiB take half a second).
    static constexpr qsizetype maximumLineLength = 10'000;

    CodeHighlighter(QTextDocument *document, const KSyntaxHighlighting::Definition &definition, const Theme &theme);

    /// How a format of our definitions looks ("Key", "TwigTag", …).
    static QTextCharFormat formatOf(const QString &formatName, const Colours &colours);

protected:
    void highlightBlock(const QString &text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    const Theme &m_theme;
    QHash<int, QTextCharFormat> m_formats; ///< by the format's id
};

} // namespace targetdesk
