// SPDX-License-Identifier: MIT
// stripTags() of text.h: the state machine of PHP's strip_tags.
#include "twig/php/text.h"
#include "twig/php/unicode.h"

namespace twig::php {
namespace {

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Goes through the text byte by byte; what is in a tag is kept aside until it is known whether the tag is allowed.
class TagStripper
{
public:
    TagStripper(std::string_view text, std::string_view allowed)
        : m_text(text)
        , m_allowed(lowerBytes(allowed))
        , m_keeps(!allowed.empty())
    {}

    std::string run()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            // PHP passes NUL bytes over in every state.
            if (c == '\0') continue;
            switch (m_state) {
            case State::Text: inText(c); break;
            case State::Tag: inTag(c); break;
            case State::Php: inPhp(c); break;
            case State::Declaration: inDeclaration(c); break;
            case State::Comment: inComment(c); break;
            }
        }
        return std::move(m_out);
    }

private:
    enum class State { Text, Tag, Php, Declaration, Comment };

    char before(std::size_t distance) const { return m_at >= distance ? m_text[m_at - distance] : '\0'; }
    bool spaceFollows() const { return m_at + 1 < m_text.size() && isSpace(m_text[m_at + 1]); }
    void keep(char c)
    {
        if (m_keeps) m_tag += c;
    }

    void inText(char c)
    {
        if (c == '<') {
            // "a < b" is no tag.
            if (spaceFollows()) {
                m_out += c;
                return;
            }
            m_last = '<';
            m_state = State::Tag;
            m_tag.clear();
            keep('<');
        } else if (c == '>' && m_depth > 0) {
            --m_depth;
        } else {
            m_out += c;
        }
    }

    /// A quote opens, and closes unless one of the other kind is open.
    void toggleQuote(char c)
    {
        if (m_quote == '\0') {
            m_quote = c;
        } else if (m_quote == c) {
            m_quote = '\0';
        }
    }

    void leave()
    {
        m_state = State::Text;
        m_quote = '\0';
        m_isXml = false;
    }

    void inTag(char c)
    {
        switch (c) {
        case '<':
            if (m_quote != '\0') return;
            if (spaceFollows()) break;
            ++m_depth;
            return;
        case '>': closeTag(); return;
        case '"':
        case '\'': toggleQuote(c); break;
        case '!':
            if (before(1) != '<') break;
            m_state = State::Declaration;
            m_last = c;
            return;
        case '?':
            if (before(1) != '<') break;
            m_state = State::Php;
            m_parentheses = 0;
            return;
        default: break;
        }
        keep(c);
    }

    void closeTag()
    {
        if (m_depth > 0) {
            --m_depth;
            return;
        }
        if (m_quote != '\0') return;
        m_last = '>';
        if (m_isXml && before(1) == '-') return;
        leave();
        keep('>');
        if (m_keeps && isAllowed()) m_out += m_tag;
    }

    void inPhp(char c)
    {
        const bool inString = m_last == '"' || m_last == '\'';
        switch (c) {
        case '(':
        case ')':
            if (inString) break;
            m_parentheses += c == '(' ? 1 : -1;
            m_last = c;
            break;
        case '>':
            if (m_depth > 0) {
                --m_depth;
            } else if (m_quote == '\0' && m_parentheses == 0 && m_last != '"' && before(1) == '?') {
                leave();
            }
            break;
        case '"':
        case '\'':
            if (before(1) == '\\') break;
            m_last = m_last == c ? '\0' : m_last != '\\' ? c : m_last;
            toggleQuote(c);
            break;
        case 'l':
        case 'L':
            // "<?xml" is a tag as any other, but not at the very begin.
            if (m_at > 4 && lowerBytes(m_text.substr(m_at - 4, 4)) == "<?xm") {
                m_state = State::Tag;
                m_isXml = true;
            }
            break;
        default: break;
        }
    }

    void inDeclaration(char c)
    {
        switch (c) {
        case '>':
            if (m_depth > 0) {
                --m_depth;
            } else if (m_quote == '\0') {
                leave();
            }
            break;
        case '"':
        case '\'':
            if (before(1) != '\\') toggleQuote(c);
            break;
        case '-':
            if (m_at >= 2 && before(1) == '-' && before(2) == '!') m_state = State::Comment;
            break;
        case 'e':
        case 'E':
            // "<!DOCTYPE" is read as a tag, with its quotes.
            if (m_at > 6 && lowerBytes(m_text.substr(m_at - 6, 6)) == "doctyp") m_state = State::Tag;
            break;
        default: break;
        }
    }

    void inComment(char c)
    {
        if (c == '>' && m_quote == '\0' && before(1) == '-' && before(2) == '-') leave();
    }

    /// "<a href=…>", "</a>" and "<a/>" all ask for "<a>" in the list.
    bool isAllowed() const
    {
        std::string name;
        bool begun = false;
        for (std::size_t i = 0; i < m_tag.size() && m_tag[i] != '>'; ++i) {
            const char c = m_tag[i];
            if (c == '<') {
                name += c;
            } else if (!isSpace(c)) {
                begun = true;
                const bool outside = i > 0 && m_tag[i - 1] != '<' && i + 1 < m_tag.size() && m_tag[i + 1] != '>';
                if (c != '/' || outside) name += c;
            } else if (begun) {
                break;
            }
        }
        return m_allowed.find(lowerBytes(name) + '>') != std::string::npos;
    }

    std::string_view m_text;
    std::string m_allowed;
    bool m_keeps;
    std::string m_out;
    std::string m_tag;
    std::size_t m_at = 0;
    State m_state = State::Text;
    char m_last = '\0';
    char m_quote = '\0';
    bool m_isXml = false; ///< a tag that began with "<?xml"
    int m_depth = 0;
    int m_parentheses = 0;
};

} // namespace

std::string stripTags(std::string_view text, std::string_view allowed)
{
    return TagStripper(text, allowed).run();
}

} // namespace twig::php
