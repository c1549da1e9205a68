// SPDX-License-Identifier: MIT
#include "payload/outputwalk.h"

#include <cctype>

namespace targetdesk {

namespace {

/// Whether the author is inside a JSON text, after what was printed so far.
class AuthorState
{
public:
    bool isInText() const { return m_inText; }

    void follow(std::string_view text)
    {
        for (const char c : text) {
            if (m_escaped) {
                m_escaped = false;
            } else if (m_inText && c == '\\') {
                m_escaped = true;
            } else if (c == '"') {
                m_inText = !m_inText;
            }
        }
    }

    /// A value came after a backslash of the template (`"\{{ x }}"`): its first character is the escape's.
    bool takeEscape()
    {
        const bool escaped = m_escaped;
        m_escaped = false;
        return escaped;
    }

private:
    bool m_inText = false;
    bool m_escaped = false;
};

// Length of the escape at the front, 0 when it is none.
std::size_t escapeLength(std::string_view text)
{
    if (text.size() < 2) return 0;
    if (text[1] != 'u') return std::string_view("\"\\/bfnrt").find(text[1]) == std::string_view::npos ? 0 : 2;
    if (text.size() < 6) return 0;
    for (std::size_t i = 2; i < 6; ++i) {
        if (std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return 0;
    }
    return 6;
}

std::optional<BadValue> badIn(std::string_view value, std::size_t from)
{
    for (std::size_t i = from; i < value.size();) {
        const char c = value[i];
        if (c == '"') return BadValue{BadValue::Kind::Quote, nullptr, i};
        if (static_cast<unsigned char>(c) < 0x20) return BadValue{BadValue::Kind::Control, nullptr, i};
        std::size_t step = 1;
        if (c == '\\') {
            step = escapeLength(value.substr(i));
            if (step == 0) return BadValue{BadValue::Kind::Backslash, nullptr, i};
        }
        i += step;
    }
    return std::nullopt;
}

} // namespace

std::optional<BadValue> firstBadValue(std::string_view output, const std::vector<twig::OutputPiece> &pieces, std::size_t limit)
{
    AuthorState state;
    for (const twig::OutputPiece &piece : pieces) {
        if (piece.begin > limit) break;
        const std::string_view text = output.substr(piece.begin, piece.end - piece.begin);
        if (piece.literal || !state.isInText()) {
            state.follow(text);
            continue;
        }
        const std::size_t from = !text.empty() && state.takeEscape() ? 1 : 0;
        std::optional<BadValue> bad = badIn(text, from);
        if (!bad || piece.begin + bad->offset > limit) continue;
        bad->piece = &piece;
        bad->offset += piece.begin;
        return bad;
    }
    return std::nullopt;
}

} // namespace targetdesk
