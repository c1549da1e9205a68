// SPDX-License-Identifier: MIT
// The tags that bring in other templates.
#include "twig/parser.h"

#include <utility>

namespace twig {

Node *Parser::parseEmbed(const Token &tag)
{
    Node *node = make(NodeKind::Embed, tag);
    Node *parent = parseExpression();
    Node *withArguments = parseIncludeArguments(node);
    Module module;
    module.parent = parent;
    Module *outer = std::exchange(m_module, &module);
    const Until until{{"endembed"}, "embed", tag.line};
    node->module = parseModule(&until);
    node->module->embedsParent = true;
    m_module = outer;
    node->module->index = static_cast<std::int32_t>(m_module->embedded.size());
    m_module->embedded.push_back(node->module);
    endOfBlock();
    return withArguments;
}

Node *Parser::parseExtends(const Token &tag)
{
    if (!m_module->blockStack.empty()) fail("Cannot use \"extend\" in a block.", tag);
    if (m_module->symbolScopes.size() > 1) fail("Cannot use \"extend\" in a macro.", tag);
    Node *parent = parseExpression();
    if (m_module->parent) fail("Multiple extends tags are forbidden.", *parent);
    m_module->parent = parent;
    endOfBlock();
    return make(NodeKind::Nothing, tag);
}

Node *Parser::parseFrom(const Token &tag)
{
    Node *node = make(NodeKind::Import, tag);
    Node *source = parseExpression();
    expect(TokenType::Name, "import");
    std::vector<std::pair<std::string_view, std::string_view>> targets;
    do {
        const Token &name = expect(TokenType::Name);
        std::string_view alias = name.text;
        if (nextIf(TokenType::Name, "as")) alias = expect(TokenType::Name).text;
        checkAssignable(alias, tag.line, name.begin, name.end);
        targets.emplace_back(name.text, alias);
    } while (nextIf(TokenType::Punctuation, ","));
    endOfBlock();
    node->symbol = m_module->symbols++;
    node->global = m_module->symbolScopes.size() == 1;
    for (const auto &[name, alias] : targets)
        addSymbol(alias, name, node->symbol);
    setChildren(node, {source});
    return node;
}

Node *Parser::parseImport(const Token &tag)
{
    Node *node = make(NodeKind::Import, tag);
    Node *source = parseExpression();
    expect(TokenType::Name, "as");
    const Token &alias = expect(TokenType::Name);
    checkAssignable(alias.text, tag.line, alias.begin, alias.end);
    endOfBlock();
    node->symbol = addSymbol(alias.text, {}, m_module->symbols++);
    node->global = m_module->symbolScopes.size() == 1;
    node->name = alias.text;
    setChildren(node, {source});
    return node;
}

Node *Parser::parseInclude(const Token &tag)
{
    Node *node = make(NodeKind::Include, tag);
    Node *name = parseExpression();
    setChildren(node, {name, nullptr});
    return parseIncludeArguments(node);
}

/// [ignore missing] [with variables] [only]; the variables become the last child.
Node *Parser::parseIncludeArguments(Node *node)
{
    if (nextIf(TokenType::Name, "ignore")) {
        expect(TokenType::Name, "missing");
        node->ignoreMissing = true;
    }
    Node *variables = nullptr;
    if (nextIf(TokenType::Name, "with")) variables = parseExpression();
    node->only = nextIf(TokenType::Name, "only");
    endOfBlock();
    if (node->kind == NodeKind::Embed)
        setChildren(node, {variables});
    else
        setChildren(node, {node->child(0), variables});
    return node;
}

Node *Parser::parseUse(const Token &tag)
{
    Node *name = parseExpression();
    if (!name->isConstant()) fail("The template references in a \"use\" statement must be a string.", current());
    std::vector<std::string_view> blocks;
    std::vector<std::string_view> aliases;
    if (nextIf(TokenType::Name, "with")) {
        do {
            const std::string_view block = expect(TokenType::Name).text;
            const std::string_view alias = nextIf(TokenType::Name, "as") ? expect(TokenType::Name).text : block;
            blocks.push_back(block);
            aliases.push_back(alias);
        } while (nextIf(TokenType::Punctuation, ","));
    }
    endOfBlock();
    m_module->traits.push_back({name, keep(blocks), keep(aliases)});
    return make(NodeKind::Nothing, tag);
}

} // namespace twig
