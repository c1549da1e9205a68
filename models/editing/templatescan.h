// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/source.h"
#include "twig/token.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A tag, an output, a comment or a verbatim part of a template. Offsets are bytes of the source, ends exclusive.
struct Island
{
    enum class Kind : std::uint8_t {
        Print,   ///< {{ … }}
        Tag,     ///< {% … %}, the ones around a verbatim part too
        Comment, ///< {# … #}
        Verbatim ///< between {% verbatim %} and {% endverbatim %}
    };
    Kind kind = Kind::Print;
    bool isClosed = true; ///< false: one is still typing it
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t firstToken = 0; ///< in tokens(): those between the delimiters
    std::size_t tokenCount = 0;
    std::string_view name; ///< of a tag; empty while there is none
    std::size_t nameBegin = 0;
};

/// A template as the engine's own lexer cuts it, also while it is broken: then each island is read by itself, up to its error.
/// The source's line ends are `\n`. Immutable; may be shared between threads.
class TemplateScan
{
public:
    explicit TemplateScan(std::string_view source);
    TemplateScan(const TemplateScan &) = delete;
    TemplateScan &operator=(const TemplateScan &) = delete;

    std::string_view source() const { return m_source.code(); }
    /// False when the engine's lexer refuses the whole: parts of it were guessed.
    bool isComplete() const { return m_isComplete; }
    /// In order, not overlapping.
    const std::vector<Island> &islands() const { return m_islands; }
    std::span<const twig::Token> tokensOf(const Island &island) const
    {
        return std::span(m_tokens).subspan(island.firstToken, island.tokenCount);
    }
    /// The island around an offset, its delimiters included; null in the text outside.
    const Island *islandAt(std::size_t offset) const;

private:
    bool readWhole(std::vector<twig::Token> tokens);
    void readPieces();
    void readGap(std::size_t begin, std::size_t end);
    std::size_t readIsland(std::size_t begin);
    std::size_t readVerbatim(std::size_t begin, std::size_t tagEnd);
    void addTokens(Island island, std::span<const twig::Token> tokens, std::size_t shift);
    std::vector<twig::Token> tokensOfPiece(std::string piece);

    twig::Source m_source;
    twig::Arena m_arena;
    std::vector<twig::Token> m_tokens;
    std::vector<Island> m_islands;
    bool m_isComplete = true;
};

/// Operators and punctuation are one thing to an editor.
inline bool isSign(const twig::Token &token, std::string_view text)
{
    return (token.type == twig::TokenType::Operator || token.type == twig::TokenType::Punctuation) && token.text == text;
}
inline bool isName(const twig::Token &token)
{
    return token.type == twig::TokenType::Name;
}

} // namespace targetdesk
