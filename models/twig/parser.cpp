// SPDX-License-Identifier: MIT
#include "twig/parser.h"

#include "twig/callable.h"
#include "twig/library.h"
#include "twig/parsernesting.h"
#include "twig/php/numbers.h"
#include "twig/stackguard.h"
#include "twig/suggestions.h"

#include <algorithm>
#include <utility>

namespace twig {

namespace {

std::string valueOf(const Token &token)
{
    if (!token.is(TokenType::Number)) return std::string(token.text);
    return token.number.isInt() ? std::to_string(token.number.intValue()) : php::doubleToString(token.number.doubleValue());
}

} // namespace

bool isOnlySpace(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

Parser::Parser(const Source &source, Arena &arena, std::vector<Token> tokens, std::vector<std::string> &deprecations,
               ExtensionSet extensions, const Library *library)
    : m_source(source)
    , m_arena(arena)
    , m_tokens(std::move(tokens))
    , m_deprecations(deprecations)
    , m_extensions(extensions)
    , m_library(library)
    , m_tags(tagNames(extensions))
    , m_stackLevels(static_cast<int>(std::min<std::size_t>(StackGuard::room() / StackPerLevel, 100'000)))
{
    if (!library) return;
    const std::vector<std::string_view> own = library->names(SymbolInfo::Kind::Tag);
    m_tags.insert(m_tags.end(), own.begin(), own.end());
}

ModuleNode *Parser::parse()
{
    Module module;
    m_module = &module;
    return parseModule(nullptr);
}

template <typename T>
std::span<const T> Parser::keep(const std::vector<T> &items)
{
    if (items.empty()) return {};
    T *copy = m_arena.allocateArray<T>(items.size());
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
}

/// The body of a template, or of an embed up to its closing tag, into m_module.
ModuleNode *Parser::parseModule(const Until *until)
{
    Node *body = parseBody(until, until != nullptr);
    if (m_module->parent) {
        body = filterBody(body, false);
        if (!body) body = make(NodeKind::Body, 1, 0, 0);
    }
    auto *module = m_arena.create<ModuleNode>();
    module->body = body;
    module->parent = m_module->parent;
    module->blocks = keep(m_module->blocks);
    module->macros = keep(m_module->macros);
    module->traits = keep(m_module->traits);
    module->embedded = keep(m_module->embedded);
    module->symbols = m_module->symbols;
    return module;
}

const Token &Parser::next()
{
    const Token &token = m_tokens[m_position];
    if (m_position + 1 >= m_tokens.size()) fail("Unexpected end of template.", token);
    ++m_position;
    return token;
}

bool Parser::nextIf(TokenType type, std::string_view value)
{
    if (!test(type, value)) return false;
    next();
    return true;
}

const Token &Parser::expect(TokenType type, std::string_view value, std::string_view message)
{
    const Token &token = current();
    if (token.type != type || (!value.empty() && token.text != value)) {
        std::string text;
        if (!message.empty()) text.append(message).append(". ");
        text.append("Unexpected token \"").append(tokenTypeName(token.type)).append("\"");
        const std::string got = valueOf(token);
        if (!got.empty() && got != "0") text.append(" of value \"").append(got).append("\"");
        text.append(" (\"").append(tokenTypeName(type)).append("\" expected");
        if (!value.empty()) text.append(" with value \"").append(value).append("\"");
        fail(text + ").", token);
    }
    next();
    return token;
}

void Parser::fail(const std::string &message, int line, std::uint32_t begin, std::uint32_t end) const
{
    throw Error(ErrorKind::Syntax, message)
        .withPlace(m_source.name(), line, m_source.column(begin), m_source.originalSpan(begin, end));
}

void Parser::fail(const std::string &message, const Token &token) const
{
    fail(message, token.line, token.begin, token.end);
}

void Parser::fail(const std::string &message, const Node &node) const
{
    fail(message, node.line, node.begin, node.end);
}

Node *Parser::make(NodeKind kind, int line, std::uint32_t begin, std::uint32_t end)
{
    Node *node = m_arena.create<Node>();
    node->kind = kind;
    node->line = line;
    node->begin = begin;
    node->end = end;
    return node;
}

void Parser::setChildren(Node *node, std::span<Node *const> children)
{
    node->children = m_arena.allocateArray<Node *>(children.size());
    node->count = static_cast<std::uint32_t>(children.size());
    int depth = 0;
    for (std::size_t i = 0; i < children.size(); ++i) {
        node->children[i] = children[i];
        if (!children[i]) continue;
        depth = std::max(depth, static_cast<int>(children[i]->depth));
        if (children[i]->end > node->end) node->end = children[i]->end;
        if (children[i]->begin < node->begin && children[i]->end > 0) node->begin = children[i]->begin;
    }
    const int deepest = std::min(DeepestExpression, m_stackLevels);
    if (depth >= deepest) {
        throw Error(ErrorKind::Limit, "The expression has more than " + std::to_string(deepest) + " levels.")
            .withPlace(m_source.name(), node->line, m_source.column(node->begin), m_source.originalSpan(node->begin, node->end));
    }
    node->depth = static_cast<std::uint16_t>(depth + 1);
}

Node *Parser::constant(Value value, const Token &token)
{
    Node *node = make(NodeKind::Constant, token);
    node->value = value;
    return node;
}

Node *Parser::nameNode(std::string_view name, const Token &token)
{
    Node *node = make(NodeKind::Name, token);
    node->name = name;
    return node;
}

Node *Parser::parseBody(const Until *until, bool dropNeedle)
{
    const Nesting nesting(*this);
    const Token &first = current();
    std::vector<Node *> nodes;
    while (!test(TokenType::Eof)) {
        if (test(TokenType::Text)) {
            const Token &token = next();
            Node *text = make(NodeKind::Text, token);
            text->name = token.text;
            nodes.push_back(text);
            continue;
        }
        if (test(TokenType::VariableStart)) {
            next();
            nodes.push_back(parsePrint());
            expect(TokenType::VariableEnd);
            continue;
        }
        expect(TokenType::BlockStart);
        const Token &tag = current();
        if (!tag.is(TokenType::Name)) fail("A block must start with a tag name.", tag);
        if (until && std::find(until->tags.begin(), until->tags.end(), tag.text) != until->tags.end()) {
            if (dropNeedle) next();
            break;
        }
        if (std::find(m_tags.begin(), m_tags.end(), tag.text) == m_tags.end()) {
            if (!until) fail("Unknown \"" + std::string(tag.text) + "\" tag." + suggestions(tag.text, m_tags), tag);
            fail("Unexpected \"" + std::string(tag.text) + "\" tag (expecting closing tag for the \"" +
                     std::string(until->owner) + "\" tag defined near line " +
                     std::to_string(until->line ? until->line : first.line) + ").",
                 tag);
        }
        next();
        Node *node = parseTag(tag);
        node->tag = tag.text;
        nodes.push_back(node);
    }
    if (nodes.size() == 1) return nodes[0];
    Node *body = make(NodeKind::Body, first.line, first.begin, first.begin);
    setChildren(body, nodes);
    return body;
}

/// The node spans the expression with the parentheses around it, as the token before that says where it is, for messages.
Node *Parser::parsePrint()
{
    Node *print = make(NodeKind::Print, m_tokens[m_position - 1]);
    print->begin = current().begin;
    Node *expression = parseExpression();
    print->end = m_tokens[m_position - 1].end;
    setChildren(print, {expression});
    return print;
}

/// What remains of a template that extends another; null when nothing. As Parser::filterBodyNodes().
Node *Parser::filterBody(Node *node, bool nested)
{
    const bool isOutput = node->kind == NodeKind::Print || node->kind == NodeKind::Include || node->kind == NodeKind::Embed ||
                          node->kind == NodeKind::Apply || node->kind == NodeKind::OwnTag;
    if ((node->kind == NodeKind::Text && !isOnlySpace(node->name)) || isOutput) {
        if (node->kind == NodeKind::Text && node->name.substr(0, 3) == "\xEF\xBB\xBF") {
            const std::string_view rest = node->name.substr(3);
            if (rest.empty() || isOnlySpace(rest)) return nullptr;
        }
        fail("A template that extends another one cannot include content outside Twig blocks. Did you forget to put the content "
             "inside a {% block %} tag?",
             *node);
    }
    if (node->kind == NodeKind::Set) return node;
    if (node->kind == NodeKind::BlockReference) {
        if (nested) fail("A block definition cannot be nested under non-capturing nodes.", *node);
        return nullptr;
    }
    if (node->kind == NodeKind::Text) return nullptr;
    const bool isStatement = node->kind == NodeKind::Body || node->kind == NodeKind::If || node->kind == NodeKind::For ||
                             node->kind == NodeKind::With || node->kind == NodeKind::AutoEscape ||
                             node->kind == NodeKind::Sandbox;
    if (!isStatement) return node;
    nested = nested || node->kind != NodeKind::Body;
    for (std::uint32_t i = 0; i < node->count; ++i) {
        if (!node->children[i]) continue;
        if (Node *kept = filterBody(node->children[i], nested))
            node->children[i] = kept;
        else
            node->children[i] = make(NodeKind::Nothing, node->children[i]->line, node->begin, node->begin);
    }
    return node;
}

const Parser::ImportedSymbol *Parser::findSymbol(std::string_view alias, bool isTemplate) const
{
    const auto in = [&](const SymbolScope &scope) -> const ImportedSymbol * {
        for (auto symbol = scope.rbegin(); symbol != scope.rend(); ++symbol)
            if (symbol->alias == alias && symbol->macro.empty() == isTemplate) return &*symbol;
        return nullptr;
    };
    if (const ImportedSymbol *found = in(m_module->symbolScopes.back())) return found;
    return in(m_module->symbolScopes.front());
}

std::int32_t Parser::addSymbol(std::string_view alias, std::string_view macro, std::int32_t symbol)
{
    m_module->symbolScopes.back().push_back({alias, macro, symbol, m_module->symbolScopes.size() == 1});
    return symbol;
}

// Used by the parsers in other files.
template std::span<Node *const> Parser::keep(const std::vector<Node *> &);
template std::span<const std::string_view> Parser::keep(const std::vector<std::string_view> &);

} // namespace twig
