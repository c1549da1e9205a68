// SPDX-License-Identifier: MIT
// Lexer's part for what stands inside tags: operators, names, numbers, strings.
#include "twig/lexer.h"

#include "twig/lexercharacters.h"
#include "twig/operators.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace twig {

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
