// SPDX-License-Identifier: MIT
#include "payload/templatemap.h"

#include "twig/error.h"
#include "twig/lexer.h"

#include <algorithm>

namespace targetdesk {

struct TemplateMap::Private
{
    twig::Source source;
    twig::Arena arena;
    std::vector<twig::Token> tokens;

    explicit Private(std::string_view text)
        : source("", text)
    {}
};

TemplateMap::TemplateMap(std::string_view source)
    : d(std::make_unique<Private>(source))
{
    try {
        std::vector<std::string> deprecations;
        d->tokens = twig::Lexer(d->source, d->arena, deprecations).tokenize();
    } catch (const twig::Error &) {
        d->tokens.clear();
    }
    collect();
    match();
    nest();
}

TemplateMap::~TemplateMap() = default;

std::string_view TemplateMap::source() const
{
    return d->source.text();
}

void TemplateMap::collect()
{
    using twig::TokenType;
    for (std::uint32_t i = 0; i < d->tokens.size(); ++i) {
        const twig::Token &first = d->tokens[i];
        const bool isTag = first.is(TokenType::BlockStart);
        if (!isTag && !first.is(TokenType::VariableStart) && !first.is(TokenType::Text)) continue;
        TemplatePart part;
        part.begin = part.innerBegin = begin(first);
        part.end = part.innerEnd = end(first);
        if (!first.is(TokenType::Text)) {
            part.kind = isTag ? TemplatePart::Kind::Tag : TemplatePart::Kind::Print;
            part.firstToken = i + 1;
            const TokenType closing = isTag ? TokenType::BlockEnd : TokenType::VariableEnd;
            while (i + 1 < d->tokens.size() && !d->tokens[i + 1].is(closing))
                ++i;
            part.tokenCount = i + 1 - part.firstToken;
            if (i + 1 >= d->tokens.size()) return;
            ++i;
            // The closing delimiter's token reaches over the white space that it swallows.
            const std::string_view closes = isTag ? "%}" : "}}";
            part.end = source().find(closes, begin(d->tokens[i])) + closes.size();
            const auto inside = tokens(part);
            part.innerBegin = inside.empty() ? part.end : begin(inside.front());
            part.innerEnd = inside.empty() ? part.end : end(inside.back());
            if (isTag && !inside.empty()) part.tag = inside.front().text;
        }
        m_parts.push_back(part);
    }
}

// `set` and `block` may have no end: an end tag closes the nearest of its name, what is open inside has none.
void TemplateMap::match()
{
    std::vector<int> open;
    for (int i = 0; i < static_cast<int>(m_parts.size()); ++i) {
        const TemplatePart &one = m_parts[static_cast<std::size_t>(i)];
        if (one.kind != TemplatePart::Kind::Tag) continue;
        if (!one.tag.starts_with("end")) {
            open.push_back(i);
            continue;
        }
        const auto opening =
            std::find_if(open.rbegin(), open.rend(), [&](int other) { return part(other).tag == one.tag.substr(3); });
        if (opening == open.rend()) continue;
        m_parts[static_cast<std::size_t>(*opening)].endTag = i;
        open.erase(std::next(opening).base(), open.end());
    }
}

void TemplateMap::nest()
{
    std::vector<int> open;
    for (int i = 0; i < static_cast<int>(m_parts.size()); ++i) {
        TemplatePart &one = m_parts[static_cast<std::size_t>(i)];
        one.parent = open.empty() ? -1 : open.back();
        if (one.endTag >= 0) open.push_back(i);
        if (!open.empty() && part(open.back()).endTag == i) open.pop_back();
    }
}

int TemplateMap::at(std::size_t offset) const
{
    const auto next = std::upper_bound(m_parts.begin(), m_parts.end(), offset,
                                       [](std::size_t wanted, const TemplatePart &part) { return wanted < part.begin; });
    if (next == m_parts.begin() || offset >= std::prev(next)->end) return -1;
    return static_cast<int>(std::prev(next) - m_parts.begin());
}

int TemplateMap::loopAround(int index) const
{
    for (int tag = part(index).parent; tag >= 0; tag = part(tag).parent)
        if (part(tag).tag == "for" && index < bodyEnd(tag)) return tag;
    return -1;
}

int TemplateMap::bodyEnd(int tag) const
{
    const int end = part(tag).endTag;
    for (int i = tag + 1; i < end; ++i) {
        const TemplatePart &one = part(i);
        if (one.kind == TemplatePart::Kind::Tag && one.parent == tag && (one.tag == "else" || one.tag == "elseif")) return i;
    }
    return end;
}

std::span<const twig::Token> TemplateMap::tokens(const TemplatePart &part) const
{
    return std::span(d->tokens).subspan(part.firstToken, part.tokenCount);
}

std::size_t TemplateMap::begin(const twig::Token &token) const
{
    return d->source.originalSpan(token.begin, token.begin).offset;
}

std::size_t TemplateMap::end(const twig::Token &token) const
{
    return d->source.originalSpan(token.end, token.end).offset;
}

std::string_view TemplateMap::text(const TemplatePart &part) const
{
    return source().substr(part.begin, part.end - part.begin);
}

std::string_view TemplateMap::inner(const TemplatePart &part) const
{
    return source().substr(part.innerBegin, part.innerEnd - part.innerBegin);
}

std::string TemplateMap::printedAt(std::size_t offset) const
{
    const int index = at(offset);
    return index >= 0 && part(index).kind == TemplatePart::Kind::Print ? std::string(inner(part(index))) : std::string();
}

bool TemplateMap::isSpace(std::size_t from, std::size_t to) const
{
    return from >= to || source().substr(from, to - from).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace targetdesk
