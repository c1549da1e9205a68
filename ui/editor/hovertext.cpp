// SPDX-License-Identifier: MIT
#include "ui/editor/hovertext.h"

#include "editing/symbolhelp.h"
#include "editing/symboltext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

constexpr qsizetype LongestValue = 80;

QString words(const char *text)
{
    return QCoreApplication::translate("HoverText", text);
}

QString escaped(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped();
}

QString code(std::string_view text)
{
    return u"<code>"_s + escaped(text).replace(u'\n', u"<br>"_s).replace(u"  "_s, u"&nbsp; "_s) + u"</code>"_s;
}

QString coloured(const QString &html, const QColor &colour)
{
    return u"<span style=\"color:%1\">%2</span>"_s.arg(colour.name(), html);
}

/// A whole object would push the rest of the chain away; "Where from" has it all.
std::string shown(const std::string &text)
{
    const QString all = QString::fromStdString(text);
    return all.size() <= LongestValue ? text : QString(all.left(LongestValue - 1) + u'…').toStdString();
}

QString stepRow(const Hover::Step &step, const Colours &colours)
{
    QString values;
    for (const TracedValues::Value &value : step.values) {
        if (!values.isEmpty()) values += u"<br>"_s;
        values +=
            code(value.text.empty() ? "–" : shown(value.text)) + u"&nbsp; "_s + coloured(symbolWord(value.type), colours.muted);
        if (value.turns > 1)
            values += coloured(u", "_s + words(QT_TRANSLATE_NOOP("HoverText", "turn %1 of %2")).arg(value.turn).arg(value.turns),
                               colours.muted);
    }
    if (step.count > step.values.size() && step.count > 1)
        values +=
            u"<br>"_s + coloured(words(QT_TRANSLATE_NOOP("HoverText", "ran %1 times")).arg(static_cast<qulonglong>(step.count)),
                                 colours.muted);
    return u"<tr><td style=\"padding-right:16px\">%1</td><td>%2</td></tr>"_s.arg(code(step.expression), values);
}

QString samplesLine(const Hover &hover, const Colours &colours)
{
    if (hover.path.empty() || hover.samples == 0) return {};
    if (hover.samplesWith == hover.samples)
        return u"<p>"_s +
               coloured(words(QT_TRANSLATE_NOOP("HoverText", "In all %1 samples.")).arg(hover.samples), colours.muted) +
               u"</p>"_s;
    QStringList missing;
    for (const std::string &name : hover.missingIn) {
        if (missing.size() < 4) missing += escaped(name);
    }
    QString names = missing.join(u", "_s);
    if (hover.missingIn.size() > 4) names += u", …"_s;
    const QString line = words(QT_TRANSLATE_NOOP("HoverText", "In %1 of %2 samples; not in %3."))
                             .arg(hover.samplesWith)
                             .arg(hover.samples)
                             .arg(names);
    return u"<p>"_s + coloured(u"▲ "_s + line, colours.warning) + u"</p>"_s;
}

} // namespace

QString symbolWord(std::string_view english)
{
    static constexpr const char *Words[] = {
        QT_TRANSLATE_NOOP("SymbolWords", "tag"),
        QT_TRANSLATE_NOOP("SymbolWords", "filter"),
        QT_TRANSLATE_NOOP("SymbolWords", "function"),
        QT_TRANSLATE_NOOP("SymbolWords", "test"),
        QT_TRANSLATE_NOOP("SymbolWords", "operator"),
        QT_TRANSLATE_NOOP("SymbolWords", "item of the loop"),
        QT_TRANSLATE_NOOP("SymbolWords", "key of the loop"),
        QT_TRANSLATE_NOOP("SymbolWords", "the loop"),
        QT_TRANSLATE_NOOP("SymbolWords", "variable"),
        QT_TRANSLATE_NOOP("SymbolWords", "argument"),
        QT_TRANSLATE_NOOP("SymbolWords", "parameter"),
        QT_TRANSLATE_NOOP("SymbolWords", "imported macros"),
        QT_TRANSLATE_NOOP("SymbolWords", "macro"),
        QT_TRANSLATE_NOOP("SymbolWords", "object"),
        QT_TRANSLATE_NOOP("SymbolWords", "mapping"),
        QT_TRANSLATE_NOOP("SymbolWords", "list"),
        QT_TRANSLATE_NOOP("SymbolWords", "text"),
        QT_TRANSLATE_NOOP("SymbolWords", "text, not to be escaped"),
        QT_TRANSLATE_NOOP("SymbolWords", "whole number"),
        QT_TRANSLATE_NOOP("SymbolWords", "number"),
        QT_TRANSLATE_NOOP("SymbolWords", "true or false"),
        QT_TRANSLATE_NOOP("SymbolWords", "not there"),
        QT_TRANSLATE_NOOP("SymbolWords", "Which turn it is, from 1."),
        QT_TRANSLATE_NOOP("SymbolWords", "Which turn it is, from 0."),
        QT_TRANSLATE_NOOP("SymbolWords", "True in the first turn."),
        QT_TRANSLATE_NOOP("SymbolWords", "True in the last turn: guards a comma."),
        QT_TRANSLATE_NOOP("SymbolWords", "How many turns there are."),
        QT_TRANSLATE_NOOP("SymbolWords", "How many turns are left, the last is 1."),
        QT_TRANSLATE_NOOP("SymbolWords", "How many turns are left, the last is 0."),
        QT_TRANSLATE_NOOP("SymbolWords", "The variables around the loop."),
        QT_TRANSLATE_NOOP("SymbolWords", "What else to print."),
    };
    for (const char *word : Words)
        if (english == word) return QCoreApplication::translate("SymbolWords", word);
    return QString::fromUtf8(english.data(), static_cast<qsizetype>(english.size()));
}

QString hoverText(const std::vector<EditorMark> &marks, const std::optional<Hover> &hover, const Colours &colours)
{
    QString html;
    for (const EditorMark &mark : marks) {
        const bool error = mark.severity == EditorMark::Severity::Error;
        const bool warning = mark.severity == EditorMark::Severity::Warning;
        const QString sign = error ? u"✕ "_s : warning ? u"▲ "_s : u"ⓘ "_s;
        html += u"<p>"_s +
                coloured(sign, error     ? colours.danger
                               : warning ? colours.warning
                                         : colours.info) +
                mark.text.toHtmlEscaped();
        if (!mark.meaning.isEmpty()) html += u"<br>"_s + coloured(mark.meaning.toHtmlEscaped(), colours.muted);
        if (mark.hasFix)
            html +=
                u"<br>"_s + coloured(words(QT_TRANSLATE_NOOP("HoverText", "Alt+Enter shows ways to mend it.")), colours.muted);
        html += u"</p>"_s;
    }
    if (!hover) return html;
    if (!hover->steps.empty()) {
        html += u"<table cellspacing=\"0\" cellpadding=\"2\">"_s;
        for (const Hover::Step &step : hover->steps)
            html += stepRow(step, colours);
        html += u"</table>"_s;
    }
    html += samplesLine(*hover, colours);
    if (hover->symbol) {
        html += u"<p><b>"_s + code(signatureOf(*hover->symbol)) + u"</b><br>"_s + escaped(hover->symbol->help) + u"</p>"_s;
    }
    return html;
}

QString helpPage(const twig::SymbolInfo &symbol, const Colours &colours)
{
    QString html = u"<h3>"_s + code(signatureOf(symbol)) + u"</h3><p>"_s + escaped(symbol.help) + u"</p><p>"_s +
                   coloured(symbolWord(kindName(symbol.kind)), colours.muted);
    if (symbol.extension != twig::Extension::Core)
        html += coloured(u", "_s +
                             words(QT_TRANSLATE_NOOP("HoverText", "extension %1")).arg(escaped(extensionName(symbol.extension))),
                         colours.muted);
    html += u"</p>"_s;
    if (!symbol.arguments.empty()) {
        html += u"<h4>"_s + words(QT_TRANSLATE_NOOP("HoverText", "Arguments")) + u"</h4><table cellpadding=\"3\">"_s;
        for (const twig::ArgumentInfo &argument : symbol.arguments) {
            const QString note = argument.variadic ? words(QT_TRANSLATE_NOOP("HoverText", "any number"))
                                 : argument.defaultValue.empty()
                                     ? words(QT_TRANSLATE_NOOP("HoverText", "required"))
                                     : words(QT_TRANSLATE_NOOP("HoverText", "default %1")).arg(code(argument.defaultValue));
            html += u"<tr><td>%1</td><td>%2</td></tr>"_s.arg(code(argument.name), coloured(note, colours.muted));
        }
        html += u"</table>"_s;
    }
    if (symbol.example.empty()) return html;
    const ExampleOutput output = exampleOutput(symbol);
    html += u"<h4>"_s + words(QT_TRANSLATE_NOOP("HoverText", "Example")) + u"</h4><p>"_s + code(symbol.example) + u"</p><h4>"_s +
            words(QT_TRANSLATE_NOOP("HoverText", "prints")) + u"</h4><p>"_s;
    if (!output.error.empty())
        html += coloured(escaped(output.error), colours.danger);
    else
        html +=
            output.text.empty() ? coloured(words(QT_TRANSLATE_NOOP("HoverText", "nothing")), colours.muted) : code(output.text);
    return html + u"</p>"_s;
}

} // namespace targetdesk
