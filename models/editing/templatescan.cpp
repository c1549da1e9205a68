// SPDX-License-Identifier: MIT
#include "editing/templatescan.h"

#include "editing/islandend.h"
#include "twig/lexer.h"

#include <algorithm>

namespace targetdesk {

using twig::Token;
using twig::TokenType;

namespace {

constexpr auto npos = std::string_view::npos;

bool isOpening(TokenType type)
{
    return type == TokenType::BlockStart || type == TokenType::VariableStart;
}

bool opensInside(const Token &token, const Token &next)
{
    return isSign(token, "{") && next.begin == token.end && (isSign(next, "{") || isSign(next, "%"));
}

std::size_t orEnd(std::size_t found, std::size_t behind, std::size_t end)
{
    return found == npos ? end : found + behind;
}

std::string_view wordAt(std::string_view source, std::size_t at)
{
    std::size_t end = at;
    while (end < source.size() && ((source[end] >= 'a' && source[end] <= 'z') || source[end] == '_'))
        ++end;
    return source.substr(at, end - at);
}

/// Behind `{%`, a `-` or `~`, and white space.
std::size_t tagWordAt(std::string_view source, std::size_t begin)
{
    std::size_t at = begin + 2;
    if (at < source.size() && (source[at] == '-' || source[at] == '~')) ++at;
    while (at < source.size() && (source[at] == ' ' || source[at] == '\t' || source[at] == '\n'))
        ++at;
    return at;
}

std::size_t nextOpening(std::string_view source, std::size_t at)
{
    for (at = source.find('{', at); at != npos && at + 1 < source.size(); at = source.find('{', at + 1)) {
        const char next = source[at + 1];
        if (next == '{' || next == '%' || next == '#') return at;
    }
    return npos;
}

} // namespace

TemplateScan::TemplateScan(std::string_view source)
    : m_source("template", source)
{
    std::vector<std::string> deprecations;
    try {
        m_isComplete = readWhole(twig::Lexer(m_source, m_arena, deprecations).tokenize());
    } catch (const twig::Error &) {
        m_isComplete = false;
    }
    if (m_isComplete) return;
    m_tokens.clear();
    m_islands.clear();
    readPieces();
}

const Island *TemplateScan::islandAt(std::size_t offset) const
{
    auto after = std::upper_bound(m_islands.begin(), m_islands.end(), offset,
                                  [](std::size_t at, const Island &island) { return at < island.begin; });
    // Between two that touch, the first one's end belongs to it only while it is open.
    while (after != m_islands.begin()) {
        const Island &island = *--after;
        if (offset < island.end || (offset == island.end && !island.isClosed)) return &island;
        if (island.end <= offset) return nullptr;
    }
    return nullptr;
}

// The lexer leaves out comments and the tags around verbatim parts: they are in the gaps between its tokens. It takes what opens
// inside an island that is not closed for brackets; that is left to the parser. False then.
bool TemplateScan::readWhole(std::vector<Token> tokens)
{
    m_tokens = std::move(tokens);
    std::size_t behind = 0;
    bool isVerbatim = false;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const Token &token = m_tokens[i];
        if (token.begin > behind) readGap(behind, token.begin);
        isVerbatim = !m_islands.empty() && m_islands.back().kind == Island::Kind::Tag && m_islands.back().name == "verbatim" &&
                     m_islands.back().end <= token.begin;
        if (token.type == TokenType::Text && isVerbatim) {
            m_islands.push_back({Island::Kind::Verbatim, true, token.begin, token.end, i, 0, {}, token.begin});
        } else if (isOpening(token.type)) {
            std::size_t last = i + 1;
            while (m_tokens[last].type != TokenType::BlockEnd && m_tokens[last].type != TokenType::VariableEnd) {
                if (m_tokens[last].type == TokenType::Eof || opensInside(m_tokens[last], m_tokens[last + 1])) return false;
                ++last;
            }
            Island island;
            island.kind = token.type == TokenType::BlockStart ? Island::Kind::Tag : Island::Kind::Print;
            island.begin = token.begin;
            // The token reaches over the white space that the tag swallows.
            const std::string_view delimiter = island.kind == Island::Kind::Tag ? "%}" : "}}";
            island.end = orEnd(source().find(delimiter, m_tokens[last].begin), 2, m_tokens[last].end);
            addTokens(island, {}, 0);
            m_islands.back().firstToken = i + 1;
            m_islands.back().tokenCount = last - i - 1;
            if (island.kind == Island::Kind::Tag && last > i + 1 && m_tokens[i + 1].type == TokenType::Name) {
                m_islands.back().name = m_tokens[i + 1].text;
                m_islands.back().nameBegin = m_tokens[i + 1].begin;
            }
            i = last;
        }
        behind = m_tokens[i].end;
    }
    return true;
}

void TemplateScan::readGap(std::size_t begin, std::size_t end)
{
    for (std::size_t at = nextOpening(source(), begin); at != npos && at < end; at = nextOpening(source(), at)) {
        Island island;
        island.begin = at;
        if (source()[at + 1] == '#') {
            island.kind = Island::Kind::Comment;
            island.end = orEnd(source().find("#}", at + 2), 2, end);
        } else {
            island.kind = Island::Kind::Tag;
            island.end = orEnd(source().find("%}", at + 2), 2, end);
            island.nameBegin = tagWordAt(source(), at);
            island.name = wordAt(source(), island.nameBegin);
        }
        m_islands.push_back(island);
        at = island.end;
    }
}

void TemplateScan::addTokens(Island island, std::span<const Token> tokens, std::size_t shift)
{
    island.firstToken = m_tokens.size();
    for (Token token : tokens) {
        token.begin = static_cast<std::uint32_t>(std::min(token.begin + shift, island.end));
        token.end = static_cast<std::uint32_t>(std::min(token.end + shift, island.end));
        if (token.begin < token.end) m_tokens.push_back(token);
    }
    island.tokenCount = m_tokens.size() - island.firstToken;
    if (island.kind == Island::Kind::Tag && island.tokenCount > 0 && m_tokens[island.firstToken].type == TokenType::Name) {
        island.name = m_tokens[island.firstToken].text;
        island.nameBegin = m_tokens[island.firstToken].begin;
    }
    m_islands.push_back(island);
}

void TemplateScan::readPieces()
{
    std::size_t at = 0;
    while ((at = nextOpening(source(), at)) != npos) {
        if (source()[at + 1] == '#') {
            const std::size_t end = source().find("#}", at + 2);
            m_islands.push_back({Island::Kind::Comment, end != npos, at, orEnd(end, 2, source().size()), 0, 0, {}, at});
            at = m_islands.back().end;
        } else {
            at = readIsland(at);
        }
    }
}

std::size_t TemplateScan::readIsland(std::size_t begin)
{
    const IslandEnd found = findIslandEnd(source(), begin);
    Island island;
    island.kind = source()[begin + 1] == '%' ? Island::Kind::Tag : Island::Kind::Print;
    island.begin = begin;
    island.end = found.end;
    island.isClosed = found.isClosed;
    const std::size_t word = tagWordAt(source(), begin);
    if (island.kind == Island::Kind::Tag && island.isClosed && wordAt(source(), word) == "verbatim") {
        island.name = wordAt(source(), word);
        island.nameBegin = word;
        m_islands.push_back(island);
        return readVerbatim(begin, found.end);
    }
    const std::size_t inner = found.isClosed && !found.missing.empty() ? found.end - 2 : found.end;
    std::vector<Token> tokens = tokensOfPiece(std::string(source().substr(begin, inner - begin)) + found.missing);
    std::erase_if(tokens, [&](const Token &token) { return token.begin + begin >= inner; }); // what was only made up
    addTokens(island, tokens, begin);
    return std::max(found.end, begin + 2);
}

std::size_t TemplateScan::readVerbatim(std::size_t begin, std::size_t tagEnd)
{
    std::size_t close = source().find("{%", tagEnd);
    while (close != npos && wordAt(source(), tagWordAt(source(), close)) != "endverbatim")
        close = source().find("{%", close + 2);
    const std::size_t end = close == npos ? source().size() : close;
    m_islands.push_back({Island::Kind::Verbatim, close != npos, tagEnd, end, 0, 0, {}, tagEnd});
    if (close == npos) return end;
    Island island{Island::Kind::Tag, true, close, orEnd(source().find("%}", close), 2, source().size()), 0, 0, {}, 0};
    island.nameBegin = tagWordAt(source(), close);
    island.name = wordAt(source(), island.nameBegin);
    m_islands.push_back(island);
    return std::max(island.end, begin + 2);
}

// Up to an error use what is there: the piece is cut before it and tried again, a few times.
std::vector<Token> TemplateScan::tokensOfPiece(std::string piece)
{
    const std::string_view delimiter = piece[1] == '%' ? "%}" : "}}";
    for (int tries = 0; tries < 8; ++tries) {
        try {
            const twig::Source source("template", m_arena.copy(piece));
            std::vector<std::string> deprecations;
            std::vector<Token> tokens = twig::Lexer(source, m_arena, deprecations).tokenize();
            const auto last = std::find_if(tokens.begin(), tokens.end(), [](const Token &token) {
                return token.type == TokenType::BlockEnd || token.type == TokenType::VariableEnd;
            });
            std::vector<Token> inner(std::min(tokens.begin() + 1, last), last);
            for (Token &token : inner)
                token.text = m_arena.copy(token.text);
            return inner;
        } catch (const twig::Error &error) {
            const std::size_t cut = std::max<std::size_t>(error.span().offset, 2);
            const std::string head = piece.substr(0, cut);
            const IslandEnd open = findIslandEnd(head, 0);
            std::string next = open.isClosed ? head : head + open.missing;
            if (next.size() >= piece.size() && next == piece) next = std::string(piece, 0, 2).append(" ").append(delimiter);
            piece = std::move(next);
        }
    }
    return {};
}

} // namespace targetdesk
