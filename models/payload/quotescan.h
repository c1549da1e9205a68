// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

namespace targetdesk {

/// Follows the quotes and brackets of Twig's expressions through a text, a character at a time.
class QuoteScan
{
public:
    /// Whether `c` belongs to a quoted text; its quotes do.
    bool isQuoted(char c)
    {
        if (m_quote == '\0') {
            if (c != '"' && c != '\'') return false;
            m_quote = c;
        } else if (m_isEscaped) {
            m_isEscaped = false;
        } else if (c == '\\') {
            m_isEscaped = true;
        } else if (c == m_quote) {
            m_quote = '\0';
        }
        return true;
    }

    /// For what is not quoted: how many brackets are open behind `c`. What was opened before the text is not counted.
    int depthAfter(char c)
    {
        if (c == '(' || c == '[' || c == '{') {
            ++m_depth;
        } else if (c == ')' || c == ']' || c == '}') {
            m_depth = std::max(0, m_depth - 1);
        }
        return m_depth;
    }
    int depth() const { return m_depth; }

private:
    char m_quote = '\0';
    bool m_isEscaped = false;
    int m_depth = 0;
};

} // namespace targetdesk
