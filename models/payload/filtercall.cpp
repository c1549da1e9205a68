// SPDX-License-Identifier: MIT
#include "payload/filtercall.h"

namespace targetdesk {

namespace {

using twig::TokenType;

bool isOpening(const twig::Token &token)
{
    return !token.is(TokenType::String) && (token.text == "(" || token.text == "[" || token.text == "{");
}

bool isClosing(const twig::Token &token)
{
    return !token.is(TokenType::String) && (token.text == ")" || token.text == "]" || token.text == "}");
}

bool isDot(const twig::Token &token)
{
    return !token.is(TokenType::String) && (token.text == "." || token.text == "?.");
}

// Back from the bar to where its path or text begins; the bar itself for anything else.
std::size_t operandStart(std::span<const twig::Token> tokens, std::size_t bar)
{
    for (std::size_t first = 0; first < bar; ++first) {
        const bool follows = first > 0 && (isDot(tokens[first - 1]) || tokens[first - 1].text == "|");
        if (follows) continue;
        if (tokens[first].is(TokenType::String) && first + 1 == bar) return first;
        if (tokens[first].is(TokenType::Name) && first + pathLength(tokens, first) == bar) return first;
    }
    return bar;
}

} // namespace

std::size_t behindBracket(std::span<const twig::Token> tokens, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        if (isOpening(tokens[i])) ++depth;
        if (isClosing(tokens[i]) && --depth == 0) return i + 1;
    }
    return tokens.size();
}

std::size_t pathLength(std::span<const twig::Token> tokens, std::size_t first)
{
    if (first >= tokens.size() || !tokens[first].is(TokenType::Name)) return 0;
    std::size_t at = first + 1;
    while (at < tokens.size()) {
        if (isDot(tokens[at]) && at + 1 < tokens.size()) {
            at += 2;
        } else if (!tokens[at].is(TokenType::String) && tokens[at].text == "[") {
            at = behindBracket(tokens, at);
        } else {
            break;
        }
    }
    return at - first;
}

std::optional<FilterCall> filterCall(const TemplateMap &map, const TemplatePart &part, std::string_view filter)
{
    const auto tokens = map.tokens(part);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i].is(TokenType::String) || tokens[i].text != "|" || !tokens[i + 1].is(TokenType::Name, filter)) continue;
        FilterCall call;
        call.bar = i;
        call.begin = map.begin(tokens[i]);
        call.nameEnd = call.end = map.end(tokens[i + 1]);
        const std::size_t start = operandStart(tokens, i);
        call.operandBegin = map.begin(tokens[start]);
        call.operandEnd = start == i ? call.operandBegin : map.end(tokens[i - 1]);
        if (i + 2 < tokens.size() && !tokens[i + 2].is(TokenType::String) && tokens[i + 2].text == "(") {
            const std::size_t behind = behindBracket(tokens, i + 2);
            call.hasParentheses = true;
            call.end = map.end(tokens[behind - 1]);
            std::size_t from = i + 3;
            for (std::size_t at = from; at < behind; ++at) {
                const bool isLast = at + 1 == behind;
                if (isOpening(tokens[at]))
                    at = behindBracket(tokens, at) - 1;
                else if ((isLast || (!tokens[at].is(TokenType::String) && tokens[at].text == ",")) && at > from) {
                    const std::size_t begin = map.begin(tokens[from]);
                    call.arguments.emplace_back(map.source().substr(begin, map.end(tokens[at - 1]) - begin));
                    from = at + 1;
                }
            }
        }
        return call;
    }
    return std::nullopt;
}

} // namespace targetdesk
