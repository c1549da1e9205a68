// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/source.h"
#include "twig/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// Cuts a source into tokens as Twig\Lexer does. The tokens point into the source and the arena.
class Lexer
{
public:
    /// `deprecations` gets what Twig would trigger_deprecation().
    Lexer(const Source &source, Arena &arena, std::vector<std::string> &deprecations);

    /// \throws Error (Syntax)
    std::vector<Token> tokenize();

private:
    enum class State { Data, Block, Variable, String, Interpolation };
    struct Bracket
    {
        char open; ///< ( [ { " or # for an interpolation
        int line;
        std::uint32_t offset;
    };

    void lexData();
    void lexComment();
    void lexTagStart();
    bool lexVerbatim();
    bool lexLine();
    void lexRawData(std::uint32_t opened);
    bool lexEnd(State state);
    void lexExpression();
    bool lexOperator();
    bool lexNumber();
    bool lexString();
    void lexStringState();
    void lexInterpolation();

    void checkBracket(char bracket);
    void push(TokenType type, std::uint32_t begin, std::uint32_t end, std::string_view text = {});
    void pushText(std::uint32_t begin, std::uint32_t end);
    void moveTo(std::size_t cursor);
    std::size_t skipTagEnd(std::size_t at, char close, bool block) const;
    std::size_t skipSpace(std::size_t at) const;
    std::size_t skipLineSpace(std::size_t at) const;
    std::string_view unescape(std::string_view text, char quote);
    void deprecateEscape(char character, std::size_t position);
    [[noreturn]] void fail(const std::string &message, int line, std::uint32_t offset) const;
    std::string characterAt(std::size_t at) const;

    const Source &m_source;
    Arena &m_arena;
    std::vector<std::string> &m_deprecations;
    std::string_view m_code;
    std::vector<Token> m_tokens;
    std::vector<State> m_states;
    std::vector<Bracket> m_brackets;
    State m_state = State::Data;
    std::size_t m_cursor = 0;
    int m_line = 1;
    int m_tagLine = 1; ///< where the current tag began
    std::uint32_t m_tagOffset = 0;
};

} // namespace twig
