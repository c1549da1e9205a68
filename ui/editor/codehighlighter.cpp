// SPDX-License-Identifier: MIT
#include "ui/editor/codehighlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>

using namespace Qt::StringLiterals;

namespace targetdesk {

CodeHighlighter::CodeHighlighter(QTextDocument *document, const KSyntaxHighlighting::Definition &definition, const Theme &theme)
    : SyntaxHighlighter(document)
    , m_theme(theme)
{
    setDefinition(definition);
    connect(&theme, &Theme::changed, this, [this] {
        m_formats.clear();
        rehighlight();
    });
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    // Without its text a long line still hands the state of the line before it to the line after it.
    SyntaxHighlighter::highlightBlock(text.size() > maximumLineLength ? QString() : text);
}

void CodeHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    auto it = m_formats.constFind(format.id());
    if (it == m_formats.constEnd()) it = m_formats.insert(format.id(), formatOf(format.name(), m_theme.colours()));
    if (it->propertyCount() > 0) setFormat(offset, length, *it);
}

QTextCharFormat CodeHighlighter::formatOf(const QString &formatName, const Colours &colours)
{
    static const QHash<QString, QColor Colours::*> foregrounds = {
        {u"Key"_s, &Colours::codeKey},
        {u"String"_s, &Colours::codeString},
        {u"Escape"_s, &Colours::codeNumber},
        {u"Number"_s, &Colours::codeNumber},
        {u"Literal"_s, &Colours::codeNumber},
        {u"Punctuation"_s, &Colours::muted},
        {u"TwigDelimiter"_s, &Colours::codeTag},
        {u"TwigTag"_s, &Colours::codeTag},
        {u"TwigOperator"_s, &Colours::codeTag},
        {u"TwigFilter"_s, &Colours::codeFilter},
        {u"TwigFunction"_s, &Colours::codeFilter},
        {u"TwigTest"_s, &Colours::codeFilter},
        {u"TwigString"_s, &Colours::codeString},
        {u"TwigNumber"_s, &Colours::codeNumber},
        {u"TwigLiteral"_s, &Colours::codeNumber},
        {u"TwigVariable"_s, &Colours::text},
        {u"TwigUnknown"_s, &Colours::danger},
        {u"TwigPlain"_s, &Colours::text},
        {u"Comment"_s, &Colours::codeComment},
    };
    QTextCharFormat format;
    if (const auto it = foregrounds.constFind(formatName); it != foregrounds.constEnd())
        format.setForeground(colours.*it.value());
    if (formatName.startsWith("Twig"_L1)) format.setBackground(colours.island);
    if (formatName == u"Comment"_s) format.setFontItalic(true);
    return format;
}

} // namespace targetdesk
