// SPDX-License-Identifier: MIT
#pragma once

#include <QTextCursor>

#include <vector>

class QPlainTextEdit;

namespace targetdesk {

/// Closes brackets, quotes and Twig's delimiters while one types, and lets one type over what it closed. What a person types
/// blindly comes out as typed. Belongs to one editor, which outlives it.
class AutoClose
{
public:
    explicit AutoClose(QPlainTextEdit &editor)
        : m_editor(editor)
    {}

    /// True when the character was dealt with.
    bool type(const QString &text);
    /// Backspace between two that were made together takes both.
    bool backspace();
    /// Another document is shown.
    void forget() { m_closers.clear(); }

private:
    QChar at(int position) const;
    bool isOurs(int position) const;
    bool typeOver(QChar typed);
    bool typeOverBlanks(QChar typed, int position, int closer);
    bool open(QChar typed);
    bool isPaired(QChar typed) const;
    void insertPair(const QString &open, QChar close);

    QPlainTextEdit &m_editor;
    std::vector<QTextCursor> m_closers; ///< before each character that was inserted
};

} // namespace targetdesk
