// SPDX-License-Identifier: MIT
#include "editing/expressionshape.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace targetdesk {

using twig::Token;
using twig::TokenType;

namespace {

bool isOpen(const Token &token)
{
    return isSign(token, "(") || isSign(token, "[") || isSign(token, "{");
}

bool isClose(const Token &token)
{
    return isSign(token, ")") || isSign(token, "]") || isSign(token, "}");
}

bool isDot(const Token &token)
{
    return isSign(token, ".") || isSign(token, "?.");
}

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N> &names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 10> KeepingFilters = {"default", "sort",    "filter", "slice",  "reverse",
                                                             "merge",   "shuffle", "raw",    "escape", "e"};
constexpr std::array<std::string_view, 3> PickingFilters = {"first", "last", "find"};

/// Walks one expression from the left.
class ShapeReader
{
public:
    ShapeReader(std::span<const Token> tokens, const TemplateScope &scope, const SampleSet &samples)
        : m_tokens(tokens)
        , m_scope(scope)
        , m_samples(samples)
    {}

    Shape expression()
    {
        Shape shape = operand();
        while (m_at < m_tokens.size()) {
            const Token &token = m_tokens[m_at];
            if (isSign(token, "??") || isSign(token, "?:") || isSign(token, ":")) {
                ++m_at;
                join(shape, operand());
            } else if (isSign(token, "?")) { // the condition's value does not matter
                ++m_at;
                shape = operand();
            } else if (token.type == TokenType::Operator && !isOpen(token)) {
                ++m_at;
                operand();
                shape.clear();
            } else {
                break;
            }
        }
        return shape;
    }

private:
    static void join(Shape &shape, const Shape &more)
    {
        for (const SamplePlace &place : more) {
            if (std::find(shape.begin(), shape.end(), place) == shape.end()) shape.push_back(place);
        }
    }

    bool here(std::string_view sign) const { return m_at < m_tokens.size() && isSign(m_tokens[m_at], sign); }

    Shape operand()
    {
        if (m_at >= m_tokens.size()) return {};
        const Token &first = m_tokens[m_at];
        Shape shape;
        if (isSign(first, "(")) {
            const std::size_t behind = behindClosing(m_tokens, m_at);
            const std::size_t inner = m_at + 1;
            const std::size_t length = behind > inner ? behind - inner - (isClose(m_tokens[behind - 1]) ? 1 : 0) : 0;
            shape = ShapeReader(m_tokens.subspan(inner, length), m_scope, m_samples).expression();
            m_at = behind;
        } else if (isOpen(first)) {
            m_at = behindClosing(m_tokens, m_at);
        } else if (isName(first)) {
            ++m_at;
            if (here("("))
                m_at = behindClosing(m_tokens, m_at);
            else if (const LocalName *local = m_scope.find(first.text))
                shape = local->shape;
            else if (m_scope.seesContext)
                shape = m_samples.variable(first.text);
        } else {
            ++m_at;
        }
        return postfix(std::move(shape));
    }

    Shape postfix(Shape shape)
    {
        while (m_at < m_tokens.size()) {
            if (isDot(m_tokens[m_at]) && m_at + 1 < m_tokens.size()) {
                shape = m_samples.child(shape, m_tokens[m_at + 1].text);
                m_at += 2;
                if (here("(")) m_at = behindClosing(m_tokens, m_at);
            } else if (here("[")) {
                shape = bracket(shape);
            } else if (here("|") && m_at + 1 < m_tokens.size()) {
                shape = filter(shape);
            } else {
                break;
            }
        }
        return shape;
    }

    Shape bracket(const Shape &shape)
    {
        const std::size_t behind = behindClosing(m_tokens, m_at);
        const auto inner = m_tokens.subspan(m_at + 1, behind - m_at - 1);
        m_at = behind;
        const bool isSlice = std::any_of(inner.begin(), inner.end(), [](const Token &token) { return isSign(token, ":"); });
        if (isSlice) return shape;
        const bool isFixed = !inner.empty() && (inner[0].type == TokenType::String || inner[0].type == TokenType::Number);
        return isFixed ? m_samples.child(shape, inner[0].text) : m_samples.elements(shape);
    }

    Shape filter(const Shape &shape)
    {
        const std::string_view name = m_tokens[m_at + 1].text;
        m_at += 2;
        if (here("(")) m_at = behindClosing(m_tokens, m_at);
        if (isOneOf(name, KeepingFilters)) return shape;
        return isOneOf(name, PickingFilters) ? m_samples.elements(shape) : Shape();
    }

    std::span<const Token> m_tokens;
    const TemplateScope &m_scope;
    const SampleSet &m_samples;
    std::size_t m_at = 0;
};

} // namespace

std::size_t behindClosing(std::span<const Token> tokens, std::size_t open)
{
    int depth = 0;
    for (std::size_t at = open; at < tokens.size(); ++at) {
        if (isOpen(tokens[at])) ++depth;
        if (isClose(tokens[at]) && --depth == 0) return at + 1;
    }
    return tokens.size();
}

std::size_t operandBegin(std::span<const Token> tokens, std::size_t end)
{
    std::size_t begin = end;
    while (begin > 0) {
        std::size_t at = begin - 1;
        const bool isGroup = isSign(tokens[at], ")") || isSign(tokens[at], "]");
        if (isGroup) {
            int depth = 0;
            for (;; --at) {
                if (isClose(tokens[at])) ++depth;
                if (isOpen(tokens[at]) && --depth == 0) break;
                if (at == 0) return end;
            }
            // `f(…)` and `a[…]` go on to the left; `(…)` and `[…]` begin here
            const bool goesOn = at > 0 && (isName(tokens[at - 1]) || isSign(tokens[at - 1], ")") || isSign(tokens[at - 1], "]"));
            if (goesOn) {
                begin = at;
                continue;
            }
        } else if (!isName(tokens[at]) && tokens[at].type != TokenType::String && tokens[at].type != TokenType::Number) {
            return begin;
        }
        begin = at;
        if (at == 0 || !(isDot(tokens[at - 1]) || isSign(tokens[at - 1], "|"))) return begin;
        begin = at - 1;
    }
    return begin;
}

Shape shapeOf(std::span<const Token> expression, const TemplateScope &scope, const SampleSet &samples)
{
    return ShapeReader(expression, scope, samples).expression();
}

} // namespace targetdesk
