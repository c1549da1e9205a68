// SPDX-License-Identifier: MIT
#include "twig/lexer.h"

#include "twig/lexercharacters.h"

#include <algorithm>
#include <cstdlib>

namespace twig {

std::string_view tokenTypeName(TokenType type)
{
    switch (type) {
    case TokenType::Eof: return "end of template";
    case TokenType::Text: return "text";
    case TokenType::BlockStart: return "begin of statement block";
    case TokenType::VariableStart: return "begin of print statement";
    case TokenType::BlockEnd: return "end of statement block";
    case TokenType::VariableEnd: return "end of print statement";
    case TokenType::Name: return "name";
    case TokenType::Number: return "number";
    case TokenType::String: return "string";
    case TokenType::Operator: return "operator";
    case TokenType::Punctuation: return "punctuation";
    case TokenType::InterpolationStart: return "begin of string interpolation";
    case TokenType::InterpolationEnd: return "end of string interpolation";
    }
    return "";
}

Lexer::Lexer(const Source &source, Arena &arena, std::vector<std::string> &deprecations)
    : m_source(source)
    , m_arena(arena)
    , m_deprecations(deprecations)
    , m_code(source.code())
{}

std::vector<Token> Lexer::tokenize()
{
    m_tokens.reserve(16 + m_code.size() / 6);
    while (m_cursor < m_code.size()) {
        switch (m_state) {
        case State::Data: lexData(); break;
        case State::Block:
        case State::Variable:
            if (!m_brackets.empty() || !lexEnd(m_state)) lexExpression();
            break;
        case State::String: lexStringState(); break;
        case State::Interpolation: lexInterpolation(); break;
        }
    }
    const auto end = static_cast<std::uint32_t>(m_code.size());
    push(TokenType::Eof, end, end);
    if (!m_brackets.empty()) {
        const Bracket &bracket = m_brackets.back();
        fail(std::string("Unclosed \"") + (bracket.open == '#' ? "#{" : std::string(1, bracket.open)) + "\".", bracket.line,
             bracket.offset);
    }
    return std::move(m_tokens);
}

void Lexer::fail(const std::string &message, int line, std::uint32_t offset) const
{
    const auto end = std::min<std::uint32_t>(offset + 1, static_cast<std::uint32_t>(m_code.size()));
    throw Error(ErrorKind::Syntax, message)
        .withPlace(m_source.name(), line, m_source.column(offset), m_source.originalSpan(offset, end));
}

// Twig prints the byte; one that is the start of a character is shown whole.
std::string Lexer::characterAt(std::size_t at) const
{
    return std::string(m_code.substr(at, 1));
}

void Lexer::push(TokenType type, std::uint32_t begin, std::uint32_t end, std::string_view text)
{
    m_tokens.push_back({type, m_line, begin, end, text, Value()});
}

void Lexer::pushText(std::uint32_t begin, std::uint32_t end)
{
    if (begin < end) push(TokenType::Text, begin, end, m_code.substr(begin, end - begin));
}

void Lexer::moveTo(std::size_t cursor)
{
    m_line += static_cast<int>(std::count(m_code.begin() + static_cast<std::ptrdiff_t>(m_cursor),
                                          m_code.begin() + static_cast<std::ptrdiff_t>(cursor), '\n'));
    m_cursor = cursor;
}

std::size_t Lexer::skipSpace(std::size_t at) const
{
    while (at < m_code.size() && isSpace(m_code[at]))
        ++at;
    return at;
}

std::size_t Lexer::skipLineSpace(std::size_t at) const
{
    while (at < m_code.size() && isLineSpace(m_code[at]))
        ++at;
    return at;
}

/// Behind "-%}", "~%}" or "%}" at `at` with the white space that each swallows; npos when none is there. `block`: a new line
/// right behind goes too.
std::size_t Lexer::skipTagEnd(std::size_t at, char close, bool block) const
{
    const char control = at < m_code.size() && (m_code[at] == '-' || m_code[at] == '~') ? m_code[at] : '\0';
    const std::size_t mark = control ? at + 1 : at;
    if (mark + 1 >= m_code.size() || m_code[mark] != close || m_code[mark + 1] != '}') return std::string_view::npos;
    const std::size_t behind = mark + 2;
    if (control == '-') return skipSpace(behind);
    if (control == '~') return skipLineSpace(behind);
    return block && behind < m_code.size() && m_code[behind] == '\n' ? behind + 1 : behind;
}

void Lexer::lexData()
{
    const auto begin = static_cast<std::uint32_t>(m_cursor);
    std::size_t at = m_cursor;
    while (true) {
        at = m_code.find('{', at);
        if (at == std::string_view::npos || at + 1 >= m_code.size()) {
            pushText(begin, static_cast<std::uint32_t>(m_code.size()));
            m_cursor = m_code.size();
            return;
        }
        const char next = m_code[at + 1];
        if (next == '{' || next == '%' || next == '#') break;
        ++at;
    }
    std::size_t end = at;
    std::size_t behind = at + 2;
    if (behind < m_code.size() && (m_code[behind] == '-' || m_code[behind] == '~')) {
        const bool all = m_code[behind] == '-';
        while (end > begin && (all ? isTrimmed(m_code[end - 1]) : isLineSpace(m_code[end - 1])))
            --end;
        ++behind;
    }
    pushText(begin, static_cast<std::uint32_t>(end));
    m_tagOffset = static_cast<std::uint32_t>(at);
    const char kind = m_code[at + 1];
    moveTo(behind);
    if (kind == '#') {
        lexComment();
    } else if (kind == '%') {
        if (!lexVerbatim() && !lexLine()) lexTagStart();
    } else {
        push(TokenType::VariableStart, m_tagOffset, static_cast<std::uint32_t>(m_cursor));
        m_states.push_back(m_state);
        m_state = State::Variable;
        m_tagLine = m_line;
    }
}

void Lexer::lexTagStart()
{
    push(TokenType::BlockStart, m_tagOffset, static_cast<std::uint32_t>(m_cursor));
    m_states.push_back(m_state);
    m_state = State::Block;
    m_tagLine = m_line;
}

void Lexer::lexComment()
{
    std::size_t at = m_cursor;
    while (true) {
        at = m_code.find("#}", at);
        if (at == std::string_view::npos) fail("Unclosed comment.", m_line, m_tagOffset);
        const bool controlled = at > m_cursor && (m_code[at - 1] == '-' || m_code[at - 1] == '~');
        moveTo(skipTagEnd(controlled ? at - 1 : at, '#', true));
        return;
    }
}

bool Lexer::lexVerbatim()
{
    static constexpr std::string_view Word = "verbatim";
    const std::size_t at = skipSpace(m_cursor);
    if (m_code.substr(at, Word.size()) != Word) return false;
    const std::size_t end = skipTagEnd(skipSpace(at + Word.size()), '%', false);
    if (end == std::string_view::npos) return false;
    const std::uint32_t opened = m_tagOffset;
    moveTo(end);
    lexRawData(opened);
    return true;
}

void Lexer::lexRawData(std::uint32_t opened)
{
    static constexpr std::string_view Word = "endverbatim";
    const std::size_t begin = m_cursor;
    for (std::size_t at = m_cursor; (at = m_code.find("{%", at)) != std::string_view::npos; ++at) {
        std::size_t word = at + 2;
        const char control = word < m_code.size() && (m_code[word] == '-' || m_code[word] == '~') ? m_code[word] : '\0';
        word = skipSpace(control ? word + 1 : word);
        if (m_code.substr(word, Word.size()) != Word) continue;
        const std::size_t behind = skipTagEnd(skipSpace(word + Word.size()), '%', false);
        if (behind == std::string_view::npos) continue;
        std::size_t end = at;
        while (control && end > begin && (control == '-' ? isTrimmed(m_code[end - 1]) : isLineSpace(m_code[end - 1])))
            --end;
        moveTo(behind);
        pushText(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
        return;
    }
    fail("Unexpected end of file: Unclosed \"verbatim\" block.", m_line, opened);
}

bool Lexer::lexLine()
{
    static constexpr std::string_view Word = "line";
    std::size_t at = skipSpace(m_cursor);
    if (m_code.substr(at, Word.size()) != Word) return false;
    const std::size_t number = skipSpace(at + Word.size());
    at = number;
    while (at < m_code.size() && isDigit(m_code[at]))
        ++at;
    if (number == m_cursor + Word.size() || at == number || !isSpace(m_code[number - 1])) return false;
    const std::size_t mark = skipSpace(at);
    if (m_code.substr(mark, 2) != "%}") return false;
    moveTo(mark + 2);
    m_line = std::atoi(std::string(m_code.substr(number, std::min<std::size_t>(at - number, 9))).c_str());
    return true;
}

bool Lexer::lexEnd(State state)
{
    const bool block = state == State::Block;
    const std::size_t mark = skipSpace(m_cursor);
    std::size_t end = skipTagEnd(mark, block ? '%' : '}', block);
    if (end == std::string_view::npos) return false;
    // A trim mark of a block swallows one more line end than \s* leaves: none. Nothing to do.
    push(block ? TokenType::BlockEnd : TokenType::VariableEnd, static_cast<std::uint32_t>(mark), static_cast<std::uint32_t>(end));
    moveTo(end);
    m_state = m_states.back();
    m_states.pop_back();
    return true;
}

} // namespace twig
