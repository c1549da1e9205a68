// SPDX-License-Identifier: MIT
#pragma once

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace targetdesk {

/// What to look for.
struct SearchOptions
{
    QString text;
    bool caseSensitive = false;
    bool wholeWord = false;
    bool regularExpression = false;
};

struct SearchMatch
{
    int position = 0;
    int length = 0;
    bool operator==(const SearchMatch &) const = default;
};

/// Finds and replaces in a text. `^` and `$` are the ends of lines. A value.
class TextSearch
{
public:
    explicit TextSearch(const SearchOptions &options = {});

    /// Why the pattern is none, and where; empty when it is good.
    QString error() const;
    /// All of them, none of length 0; empty when there is nothing to look for.
    std::vector<SearchMatch> matches(const QString &text) const;
    /// What replaces a match: with a regular expression `$1` … `$9` and `\1` stand for its groups, `\n` for a line's end.
    QString replacement(const QString &text, const SearchMatch &match, const QString &with) const;

private:
    SearchOptions m_options;
    QRegularExpression m_pattern;
};

} // namespace targetdesk
