// SPDX-License-Identifier: MIT
#include "ui/problems/modeltext.h"

#include "workspace/jsonscanner.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace targetdesk {

namespace {

/// Sentences are put into sentences; deeper than this nothing is.
constexpr int MostLevels = 4;

struct Pattern
{
    const char *source = nullptr;
    QString start; ///< before the first place that differs
    qsizetype letters = 0;
    QRegularExpression expression;
};

std::vector<Pattern> compiled(const std::vector<const char *> &sources)
{
    static const QRegularExpression place(u"%([1-9])"_s);
    std::vector<Pattern> patterns;
    for (const char *source : sources) {
        const QString text = QString::fromUtf8(source);
        Pattern pattern{source, text.section(place, 0, 0), 0, {}};
        QString expression;
        qsizetype at = 0;
        for (auto found = place.globalMatch(text); found.hasNext();) {
            const auto one = found.next();
            expression +=
                QRegularExpression::escape(text.mid(at, one.capturedStart() - at)) + u"(?<p%1>.+?)"_s.arg(one.captured(1));
            at = one.capturedEnd();
            pattern.letters -= 2;
        }
        expression += QRegularExpression::escape(text.mid(at));
        pattern.letters += text.size();
        pattern.expression.setPattern(QRegularExpression::anchoredPattern(expression));
        pattern.expression.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
        patterns.push_back(std::move(pattern));
    }
    // The one that says most of a text itself is the one that wrote it.
    std::stable_sort(patterns.begin(), patterns.end(), [](const Pattern &a, const Pattern &b) { return a.letters > b.letters; });
    return patterns;
}

const std::vector<Pattern> &sentencePatterns()
{
    static const std::vector<Pattern> patterns = compiled(modelSentences());
    return patterns;
}

const std::vector<Pattern> &wordPatterns()
{
    static const std::vector<Pattern> patterns = compiled(modelWords());
    return patterns;
}

QString withCase(QString text, bool isUpper)
{
    if (!text.isEmpty()) text[0] = isUpper ? text[0].toUpper() : text[0].toLower();
    return text;
}

std::optional<QString> translated(const QString &text, const std::vector<Pattern> &patterns, int level);
std::optional<QString> translatedSentence(const QString &text, int level);

// `a number, "x" or null`: only words of ours and JSON, for a template's own text may have an `or`, too.
std::optional<QString> choice(const QString &text, int level)
{
    const qsizetype last = text.lastIndexOf(" or "_L1);
    if (last < 0) return std::nullopt;
    QStringList parts = text.left(last).split(u", "_s);
    parts.append(text.mid(last + 4));
    for (QString &part : parts) {
        if (const auto word = translated(part, wordPatterns(), level + 1))
            part = *word;
        else if (JsonScanner(part.toStdString()).scan())
            return std::nullopt;
    }
    const QString end = parts.takeLast();
    return QCoreApplication::translate("ModelText", "%1 or %2").arg(parts.join(u", "_s), end);
}

QString inside(const QString &text, int level)
{
    if (const auto listed = choice(text, level)) return *listed;
    if (const auto word = translated(text, wordPatterns(), level)) return *word;
    return translatedSentence(text, level).value_or(text);
}

std::optional<QString> translated(const QString &text, const std::vector<Pattern> &patterns, int level)
{
    if (level > MostLevels) return std::nullopt;
    for (const Pattern &pattern : patterns) {
        if (!text.startsWith(pattern.start)) continue;
        const auto match = pattern.expression.match(text);
        if (!match.hasMatch()) continue;
        const QString wanted = QCoreApplication::translate("ModelText", pattern.source);
        QString result;
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const bool isPlace = wanted[i] == u'%' && i + 1 < wanted.size() && wanted[i + 1] >= u'1' && wanted[i + 1] <= u'9';
            if (!isPlace) {
                result += wanted[i];
                continue;
            }
            result += inside(match.captured(u"p"_s + wanted[++i]), level + 1);
        }
        return result;
    }
    return std::nullopt;
}

// The title of a fix is also a remedy, then with a small letter.
std::optional<QString> translatedSentence(const QString &text, int level)
{
    if (auto found = translated(text, sentencePatterns(), level)) return found;
    if (const auto found = translated(withCase(text, true), sentencePatterns(), level)) return withCase(*found, false);
    return std::nullopt;
}

} // namespace

QString inWindowsLanguage(const std::string &english)
{
    const QString text = QString::fromStdString(english);
    return translatedSentence(text, 0).value_or(text);
}

bool hasModelPattern(const std::string &english)
{
    return translatedSentence(QString::fromStdString(english), 0).has_value();
}

} // namespace targetdesk
