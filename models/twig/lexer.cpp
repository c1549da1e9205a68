// SPDX-License-Identifier: MIT
#include "twig/lexer.h"

#include "twig/operators.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace twig {

namespace {

// PCRE's \s.
bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// What PHP's rtrim() takes off.
bool isTrimmed(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' || c == '\x0B';
}

bool isLineSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\0' || c == '\x0B';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x7F;
}

int hexDigit(char c)
{
    if (isDigit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

char closing(char open)
{
    return open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : open;
}

} // namespace

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

void Lexer::lexExpression()
{
    const std::size_t at = skipSpace(m_cursor);
    if (at != m_cursor) {
        moveTo(at);
        if (m_cursor >= m_code.size())
            fail(std::string("Unclosed \"") + (m_state == State::Block ? "block" : "variable") + "\".", m_tagLine, m_tagOffset);
    }
    if (lexOperator()) return;
    const char c = m_code[m_cursor];
    const auto begin = static_cast<std::uint32_t>(m_cursor);
    if (isNameStart(c)) {
        std::size_t end = m_cursor + 1;
        while (end < m_code.size() && (isNameStart(m_code[end]) || isDigit(m_code[end])))
            ++end;
        push(TokenType::Name, begin, static_cast<std::uint32_t>(end), m_code.substr(begin, end - begin));
        m_cursor = end;
        return;
    }
    if (lexNumber()) return;
    if (std::string_view("()[]{}?:.,|").find(c) != std::string_view::npos) {
        checkBracket(c);
        push(TokenType::Punctuation, begin, begin + 1, m_code.substr(begin, 1));
        ++m_cursor;
        return;
    }
    if (lexString()) return;
    if (c == '"') {
        m_brackets.push_back({'"', m_line, begin});
        m_states.push_back(m_state);
        m_state = State::String;
        ++m_cursor;
        return;
    }
    if (c == '#') {
        m_cursor = std::min(m_code.find('\n', m_cursor), m_code.size());
        return;
    }
    fail("Unexpected character \"" + characterAt(m_cursor) + "\".", m_line, begin);
}

bool Lexer::lexOperator()
{
    std::string_view name;
    const std::size_t length = matchOperator(m_code, m_cursor, name);
    if (!length) return false;
    if (name == "(" || name == "[") checkBracket(name[0]);
    push(TokenType::Operator, static_cast<std::uint32_t>(m_cursor), static_cast<std::uint32_t>(m_cursor + length), name);
    moveTo(m_cursor + length);
    return true;
}

bool Lexer::lexNumber()
{
    const auto digits = [this](std::size_t at) {
        // [0-9]+(_[0-9]+)*
        while (at < m_code.size() && (isDigit(m_code[at]) || (m_code[at] == '_' && at > 0 && isDigit(m_code[at - 1]) &&
                                                              at + 1 < m_code.size() && isDigit(m_code[at + 1]))))
            ++at;
        return at;
    };
    if (!isDigit(m_code[m_cursor])) return false;
    const std::size_t begin = m_cursor;
    std::size_t end = digits(begin);
    bool isInteger = true;
    if (end + 1 < m_code.size() && m_code[end] == '.' && isDigit(m_code[end + 1])) {
        end = digits(end + 1);
        isInteger = false;
    }
    if (end < m_code.size() && (m_code[end] == 'e' || m_code[end] == 'E')) {
        std::size_t exponent = end + 1;
        if (exponent < m_code.size() && (m_code[exponent] == '+' || m_code[exponent] == '-')) ++exponent;
        if (exponent < m_code.size() && isDigit(m_code[exponent])) {
            end = digits(exponent);
            isInteger = false;
        }
    }
    std::string text(m_code.substr(begin, end - begin));
    text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
    push(TokenType::Number, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
         m_code.substr(begin, end - begin));
    std::int64_t integer = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), integer);
    m_tokens.back().number =
        isInteger && parsed.ec == std::errc() ? Value::integer(integer) : Value::real(std::strtod(text.c_str(), nullptr));
    m_cursor = end;
    return true;
}

/// A string that ends without an interpolation in it.
bool Lexer::lexString()
{
    const char quote = m_code[m_cursor];
    if (quote != '"' && quote != '\'') return false;
    std::size_t at = m_cursor + 1;
    bool escaped = false;
    while (at < m_code.size() && m_code[at] != quote) {
        if (quote == '"' && m_code[at] == '#') return false;
        if (m_code[at] == '\\') {
            escaped = true;
            ++at;
        }
        ++at;
    }
    if (at >= m_code.size()) return false;
    const std::string_view inner = m_code.substr(m_cursor + 1, at - m_cursor - 1);
    const std::string_view text = escaped ? unescape(inner, quote) : inner;
    push(TokenType::String, static_cast<std::uint32_t>(m_cursor), static_cast<std::uint32_t>(at + 1), text);
    moveTo(at + 1);
    return true;
}

void Lexer::lexStringState()
{
    const std::size_t begin = m_cursor;
    if (m_code.substr(begin, 2) == "#{") {
        m_brackets.push_back({'#', m_line, static_cast<std::uint32_t>(begin)});
        push(TokenType::InterpolationStart, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + 2));
        moveTo(skipSpace(begin + 2));
        m_states.push_back(m_state);
        m_state = State::Interpolation;
        return;
    }
    std::size_t at = begin;
    while (at < m_code.size() && m_code[at] != '"') {
        if (m_code[at] == '#' && at + 1 < m_code.size() && m_code[at + 1] == '{') break;
        if (m_code[at] == '\\') {
            if (at + 1 >= m_code.size()) break;
            ++at;
        }
        ++at;
    }
    if (at > begin) {
        push(TokenType::String, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at),
             unescape(m_code.substr(begin, at - begin), '"'));
        moveTo(at);
    } else if (m_code[at] == '"') {
        m_brackets.pop_back();
        m_state = m_states.back();
        m_states.pop_back();
        ++m_cursor;
    } else {
        fail("Unexpected character \"" + characterAt(at) + "\".", m_line, static_cast<std::uint32_t>(at));
    }
}

void Lexer::lexInterpolation()
{
    if (!m_brackets.empty() && m_brackets.back().open == '#') {
        const std::size_t at = skipSpace(m_cursor);
        if (at < m_code.size() && m_code[at] == '}') {
            m_brackets.pop_back();
            push(TokenType::InterpolationEnd, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1));
            moveTo(at + 1);
            m_state = m_states.back();
            m_states.pop_back();
            return;
        }
    }
    lexExpression();
}

void Lexer::checkBracket(char bracket)
{
    const auto at = static_cast<std::uint32_t>(m_cursor);
    if (bracket == '(' || bracket == '[' || bracket == '{') {
        m_brackets.push_back({bracket, m_line, at});
    } else if (bracket == ')' || bracket == ']' || bracket == '}') {
        if (m_brackets.empty()) fail(std::string("Unexpected \"") + bracket + "\".", m_line, at);
        const Bracket open = m_brackets.back();
        m_brackets.pop_back();
        if (closing(open.open) != bracket)
            fail(std::string("Unclosed \"") + (open.open == '#' ? "#{" : std::string(1, open.open)) + "\".", open.line,
                 open.offset);
    }
}

void Lexer::deprecateEscape(char character, std::size_t position)
{
    m_deprecations.push_back(std::string("Since twig/twig 3.12: Character \"") + character +
                             "\" should not be escaped; the \"\\\" character is ignored in Twig 3 but will not be in Twig 4. "
                             "Please remove the extra \"\\\" character at position " +
                             std::to_string(position) + " in \"" + m_source.name() + "\" at line " + std::to_string(m_line) +
                             ".");
}

std::string_view Lexer::unescape(std::string_view text, char quote)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i >= text.size()) {
            out += '\\';
            break;
        }
        const char c = text[i];
        static constexpr std::string_view Letters = "fnrtv";
        static constexpr std::string_view Controls = "\f\n\r\t\v";
        if (const std::size_t known = Letters.find(c); known != std::string_view::npos) {
            out += Controls[known];
        } else if (c == '\\') {
            out += c;
        } else if (c == '\'' || c == '"') {
            if (c != quote) deprecateEscape(c, i + 1);
            out += c;
        } else if (c == '#' && i + 1 < text.size() && text[i + 1] == '{') {
            out += "#{";
            ++i;
        } else if (c == 'x' && i + 1 < text.size() && hexDigit(text[i + 1]) >= 0) {
            int code = hexDigit(text[++i]);
            if (i + 1 < text.size() && hexDigit(text[i + 1]) >= 0) code = code * 16 + hexDigit(text[++i]);
            out += static_cast<char>(code);
        } else if (c >= '0' && c <= '7') {
            int code = c - '0';
            for (int more = 0; more < 2 && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '7'; ++more)
                code = code * 8 + text[++i] - '0';
            out += static_cast<char>(code & 0xFF);
        } else {
            deprecateEscape(c, i + 1);
            out += c;
        }
    }
    return m_arena.copy(out);
}

} // namespace twig
