// SPDX-License-Identifier: MIT
#include "ui/editor/textsearch.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace targetdesk {

TextSearch::TextSearch(const SearchOptions &options)
    : m_options(options)
{
    QString pattern = options.regularExpression ? options.text : QRegularExpression::escape(options.text);
    if (options.wholeWord) pattern = u"\\b(?:"_s + pattern + u")\\b"_s;
    m_pattern.setPattern(pattern);
    QRegularExpression::PatternOptions flags =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!options.caseSensitive) flags |= QRegularExpression::CaseInsensitiveOption;
    m_pattern.setPatternOptions(flags);
}

QString TextSearch::error() const
{
    if (m_options.text.isEmpty() || m_pattern.isValid()) return {};
    const qsizetype wrapped = m_options.wholeWord ? 5 : 0;
    return QCoreApplication::translate("TextSearch", "The pattern is wrong at character %1: %2")
        .arg(std::clamp<qsizetype>(m_pattern.patternErrorOffset() - wrapped, 0, m_options.text.size()) + 1)
        .arg(m_pattern.errorString());
}

std::vector<SearchMatch> TextSearch::matches(const QString &text) const
{
    std::vector<SearchMatch> found;
    if (m_options.text.isEmpty() || !m_pattern.isValid()) return found;
    auto all = m_pattern.globalMatch(text);
    while (all.hasNext()) {
        const QRegularExpressionMatch match = all.next();
        if (match.capturedLength() > 0)
            found.push_back({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
    return found;
}

QString TextSearch::replacement(const QString &text, const SearchMatch &match, const QString &with) const
{
    if (!m_options.regularExpression) return with;
    const QRegularExpressionMatch groups = m_pattern.match(text, match.position);
    QString out;
    for (qsizetype i = 0; i < with.size(); ++i) {
        const bool special = (with[i] == u'\\' || with[i] == u'$') && i + 1 < with.size();
        const QChar next = special ? with[i + 1] : QChar();
        if (special && next >= u'0' && next <= u'9') {
            out += groups.captured(next.digitValue());
        } else if (with[i] == u'\\' && next == u'n') {
            out += u'\n';
        } else if (with[i] == u'\\' && next == u't') {
            out += u'\t';
        } else if (special && (next == u'\\' || next == u'$')) {
            out += next;
        } else {
            out += with[i];
            continue;
        }
        ++i;
    }
    return out;
}

} // namespace targetdesk
