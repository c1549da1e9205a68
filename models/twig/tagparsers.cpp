// SPDX-License-Identifier: MIT
// One function per tag, after Twig's TokenParser classes.
#include "twig/callable.h"
#include "twig/library.h"
#include "twig/parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace twig {

Node *Parser::parseTag(const Token &tag)
{
    using Function = Node *(Parser::*)(const Token &);
    static constexpr std::pair<std::string_view, Function> Tags[] = {
        {"set", &Parser::parseSet},     {"if", &Parser::parseIf},           {"for", &Parser::parseFor},
        {"block", &Parser::parseBlock}, {"include", &Parser::parseInclude}, {"extends", &Parser::parseExtends},
        {"macro", &Parser::parseMacro}, {"import", &Parser::parseImport},   {"from", &Parser::parseFrom},
        {"with", &Parser::parseWith},   {"apply", &Parser::parseApply},     {"do", &Parser::parseDo},
        {"embed", &Parser::parseEmbed}, {"use", &Parser::parseUse},         {"autoescape", &Parser::parseAutoEscape},
        {"types", &Parser::parseTypes}, {"guard", &Parser::parseGuard},     {"deprecated", &Parser::parseDeprecated},
        {"flush", &Parser::parseFlush}, {"sandbox", &Parser::parseSandbox},
    };
    if (m_library && m_library->find(SymbolInfo::Kind::Tag, tag.text)) return parseOwnTag(tag);
    for (const auto &[name, function] : Tags)
        if (name == tag.text) return (this->*function)(tag);
    fail("Unknown \"" + std::string(tag.text) + "\" tag.", tag);
}

Node *Parser::parseApply(const Token &tag)
{
    Node *apply = make(NodeKind::Apply, tag);
    Node *chain = make(NodeKind::Local, tag);
    do {
        chain = parseFilter(chain);
    } while (nextIf(TokenType::Operator, "|"));
    endOfBlock();
    const Until until{{"endapply"}, "apply"};
    Node *body = parseBody(&until, true);
    endOfBlock();
    setChildren(apply, {body, chain});
    return apply;
}

Node *Parser::parseAutoEscape(const Token &tag)
{
    Node *node = make(NodeKind::AutoEscape, tag);
    node->value = Value::string("html");
    if (!test(TokenType::BlockEnd)) {
        const Node *strategy = parseExpression();
        if (!strategy->isConstant()) fail("An escaping strategy must be a string or false.", current());
        node->value = strategy->value;
    }
    endOfBlock();
    const Until until{{"endautoescape"}, "autoescape"};
    Node *body = parseBody(&until, true);
    endOfBlock();
    setChildren(node, {body});
    return node;
}

Node *Parser::parseBlock(const Token &tag)
{
    const std::string_view name = expect(TokenType::Name).text;
    for (const BlockNode &block : m_module->blocks) {
        if (block.name == name)
            fail("The block '" + std::string(name) + "' has already been defined line " + std::to_string(block.line) + ".",
                 current());
    }
    const std::size_t index = m_module->blocks.size();
    m_module->blocks.push_back({name, nullptr, tag.line});
    m_module->symbolScopes.emplace_back();
    m_module->blockStack.push_back(name);
    Node *body = nullptr;
    if (test(TokenType::BlockEnd)) {
        next();
        const Until until{{"endblock"}, "block"};
        body = parseBody(&until, true);
        if (test(TokenType::Name)) {
            const std::string_view given = next().text;
            if (given != name)
                fail("Expected endblock for block \"" + std::string(name) + "\" (but \"" + std::string(given) + "\" given).",
                     current());
        }
    } else {
        body = parsePrint();
        body->line = tag.line;
    }
    endOfBlock();
    m_module->blocks[index].body = body;
    m_module->blockStack.pop_back();
    m_module->symbolScopes.pop_back();
    Node *reference = make(NodeKind::BlockReference, tag);
    reference->name = name;
    return reference;
}

Node *Parser::parseDeprecated(const Token &tag)
{
    Node *node = make(NodeKind::Deprecated, tag);
    Node *message = parseExpression();
    Node *package = nullptr;
    Node *version = nullptr;
    while (test(TokenType::Name)) {
        const Token &option = next();
        expect(TokenType::Operator, "=");
        if (option.text == "package")
            package = parseExpression();
        else if (option.text == "version")
            version = parseExpression();
        else
            fail("Unknown \"" + std::string(option.text) + "\" option.", current());
    }
    endOfBlock();
    setChildren(node, {message, package, version});
    return node;
}

Node *Parser::parseDo(const Token &tag)
{
    Node *node = make(NodeKind::Do, tag);
    Node *expression = parseExpression();
    endOfBlock();
    setChildren(node, {expression});
    return node;
}

Node *Parser::parseFlush(const Token &tag)
{
    endOfBlock();
    return make(NodeKind::Nothing, tag);
}

/// Names separated by commas, which may be names of operators.
std::vector<Node *> Parser::parseTargets()
{
    std::vector<Node *> targets;
    do {
        const Token &token = current();
        const char first = token.text.empty() ? '\0' : token.text[0];
        if (token.is(TokenType::Operator) && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')))
            next();
        else
            expect(TokenType::Name, {}, "Only variables can be assigned to");
        checkAssignable(token.text, token.line, token.begin, token.end);
        targets.push_back(nameNode(token.text, token));
    } while (nextIf(TokenType::Punctuation, ","));
    return targets;
}

Node *Parser::parseFor(const Token &tag)
{
    Node *node = make(NodeKind::For, tag);
    const std::vector<Node *> targets = parseTargets();
    expect(TokenType::Operator, "in");
    Node *sequence = parseExpression();
    endOfBlock();
    const Until fork{{"else", "endfor"}, "for"};
    Node *body = parseBody(&fork, false);
    Node *otherwise = nullptr;
    if (next().text == "else") {
        endOfBlock();
        const Until end{{"endfor"}, "for"};
        otherwise = parseBody(&end, true);
    }
    endOfBlock();
    if (targets.size() > 1) {
        node->extraName = targets[0]->name;
        node->name = targets[1]->name;
    } else {
        node->extraName = "_key";
        node->name = targets[0]->name;
    }
    setChildren(node, {sequence, body, otherwise});
    return node;
}

Node *Parser::parseGuard(const Token &)
{
    const Token &type = expect(TokenType::Name);
    if (type.text != "function" && type.text != "filter" && type.text != "test")
        fail("Supported guard types are function, filter and test, \"" + std::string(type.text) + "\" given.", type);
    const auto kind = type.text == "function" ? SymbolInfo::Kind::Function
                      : type.text == "filter" ? SymbolInfo::Kind::Filter
                                              : SymbolInfo::Kind::Test;
    std::string name(expect(TokenType::Name).text);
    if (kind == SymbolInfo::Kind::Test && test(TokenType::Name)) name += ' ' + std::string(next().text);
    const bool exists = findKnown(kind, name) != nullptr;
    endOfBlock();
    const Until fork{{"else", "endguard"}, "guard"};
    const bool ignored = std::exchange(m_ignoreUnknown, m_ignoreUnknown || !exists);
    Node *body = parseBody(&fork, false);
    m_ignoreUnknown = ignored;
    Node *otherwise = make(NodeKind::Nothing, current());
    if (next().text == "else") {
        endOfBlock();
        const Until end{{"endguard"}, "guard"};
        otherwise = parseBody(&end, true);
    }
    endOfBlock();
    Node *chosen = make(NodeKind::Body, type);
    setChildren(chosen, {exists ? body : otherwise});
    return chosen;
}

Node *Parser::parseIf(const Token &tag)
{
    Node *node = make(NodeKind::If, tag);
    std::vector<Node *> parts{parseExpression()};
    endOfBlock();
    const Until fork{{"elseif", "else", "endif"}, "if"};
    const Until end{{"endif"}, "if"};
    parts.push_back(parseBody(&fork, false));
    while (true) {
        const std::string_view word = next().text;
        if (word == "endif") break;
        if (word == "else") {
            endOfBlock();
            parts.push_back(parseBody(&end, false));
        } else {
            parts.push_back(parseExpression());
            endOfBlock();
            parts.push_back(parseBody(&fork, false));
        }
    }
    endOfBlock();
    setChildren(node, parts);
    return node;
}

Node *Parser::parseMacro(const Token &tag)
{
    const std::string_view name = expect(TokenType::Name).text;
    expect(TokenType::Operator, "(", "A list of arguments must begin with an opening parenthesis");
    std::vector<std::string_view> parameters;
    std::vector<Node *> defaults;
    while (!test(TokenType::Punctuation, ")")) {
        if (!parameters.empty()) {
            expect(TokenType::Punctuation, ",", "Arguments must be separated by a comma");
            if (test(TokenType::Punctuation, ")")) break;
        }
        const Token &parameter = expect(TokenType::Name, {}, "An argument must be a name");
        checkAssignable(parameter.text, current().line, parameter.begin, parameter.end);
        if (test(TokenType::Operator, "=")) {
            const Token &equals = next();
            Node *value = parseExpression();
            if (!isConstantExpression(value))
                fail("A default value for an argument must be a constant (a boolean, a string, a number, a sequence, or a "
                     "mapping).",
                     equals);
            defaults.push_back(value);
        } else {
            defaults.push_back(constant(Value::null(), current()));
            defaults.back()->implicit = true;
        }
        parameters.push_back(parameter.text);
    }
    expect(TokenType::Punctuation, ")", "A list of arguments must be closed by a parenthesis");
    endOfBlock();
    m_module->symbolScopes.emplace_back();
    const Until until{{"endmacro"}, "macro"};
    Node *body = parseBody(&until, true);
    if (test(TokenType::Name)) {
        const std::string_view given = next().text;
        if (given != name)
            fail("Expected endmacro for macro \"" + std::string(name) + "\" (but \"" + std::string(given) + "\" given).",
                 current());
    }
    m_module->symbolScopes.pop_back();
    endOfBlock();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i] == "varargs")
            fail("The argument \"varargs\" in macro \"" + std::string(name) +
                     "\" cannot be defined because the variable \"varargs\" is reserved for arbitrary arguments.",
                 *defaults[i]);
    }
    std::erase_if(m_module->macros, [&](const MacroNode &macro) { return macro.name == name; });
    m_module->macros.push_back({name, keep(parameters), keep(defaults), body, tag.line});
    return make(NodeKind::Nothing, tag);
}

/// {% name a, b %}, with a body up to {% endname %} if it has one.
Node *Parser::parseOwnTag(const Token &tag)
{
    Node *node = make(NodeKind::OwnTag, tag);
    node->name = tag.text;
    node->callable = m_library->find(SymbolInfo::Kind::Tag, tag.text);
    std::vector<Node *> parts;
    while (!test(TokenType::BlockEnd)) {
        if (!parts.empty()) expect(TokenType::Punctuation, ",", "Arguments must be separated by a comma");
        parts.push_back(parseExpression());
    }
    endOfBlock();
    const Callable &callable = *node->callable;
    if (parts.size() < callable.required() || (parts.size() > callable.arguments.size() && !callable.isVariadic()))
        fail("The \"" + std::string(tag.text) + "\" tag takes " + std::to_string(callable.required()) +
                 (callable.arguments.size() > callable.required() ? " or more" : "") + " arguments, " +
                 std::to_string(parts.size()) + " given.",
             tag);
    if (callable.own->hasBody) {
        const std::string_view end = m_arena.copy("end" + std::string(tag.text));
        const Until until{{end}, tag.text};
        parts.insert(parts.begin(), parseBody(&until, true));
        endOfBlock();
    }
    setChildren(node, parts);
    return node;
}

bool Parser::isConstantExpression(const Node *node) const
{
    if (!node) return true;
    const bool mayBe = node->kind == NodeKind::Constant || node->kind == NodeKind::Array ||
                       (node->kind == NodeKind::Unary && (node->op == Op::Negate || node->op == Op::Plus));
    return mayBe &&
           std::all_of(node->all().begin(), node->all().end(), [this](const Node *child) { return isConstantExpression(child); });
}

/// Twig looks at the children of the body: a single text or block passes, as it has none.
Node *Parser::parseSandbox(const Token &tag)
{
    deprecate("Since twig/twig 3.15: The \"sandbox\" tag is deprecated in \"" + m_source.name() + "\" at line " +
              std::to_string(tag.line) + ".");
    Node *node = make(NodeKind::Sandbox, tag);
    endOfBlock();
    const Until until{{"endsandbox"}, "sandbox"};
    Node *body = parseBody(&until, true);
    endOfBlock();
    if (body->kind != NodeKind::Include) {
        for (const Node *child : body->all()) {
            if (!child || child->kind == NodeKind::Include || (child->kind == NodeKind::Text && isOnlySpace(child->name)))
                continue;
            fail("Only \"include\" tags are allowed within a \"sandbox\" section.", *child);
        }
    }
    setChildren(node, {body});
    return node;
}

Node *Parser::parseSet(const Token &tag)
{
    Node *node = make(NodeKind::Set, tag);
    std::vector<Node *> parts = parseTargets();
    const std::size_t names = parts.size();
    if (nextIf(TokenType::Operator, "=")) {
        do {
            parts.push_back(parseExpression());
        } while (nextIf(TokenType::Punctuation, ","));
        endOfBlock();
        if (parts.size() != names * 2)
            fail("When using set, you must have the same number of variables and assignments.", current());
    } else {
        node->capture = true;
        if (names > 1) fail("When using set with a block, you cannot have a multi-target.", current());
        endOfBlock();
        const Until until{{"endset"}, "set"};
        parts.push_back(parseBody(&until, true));
        endOfBlock();
    }
    setChildren(node, parts);
    return node;
}

Node *Parser::parseTypes(const Token &tag)
{
    const bool enclosed = nextIf(TokenType::Punctuation, "{");
    bool first = true;
    while (!test(TokenType::Punctuation, "}") && !test(TokenType::BlockEnd)) {
        if (!first) {
            expect(TokenType::Punctuation, ",", "A type string must be followed by a comma");
            if (test(TokenType::Punctuation, "}") || test(TokenType::BlockEnd)) break;
        }
        first = false;
        expect(TokenType::Name);
        if (!nextIf(TokenType::Operator, "?:")) {
            nextIf(TokenType::Operator, "?");
            expect(TokenType::Punctuation, ":", "A type name must be followed by a colon (:)");
        }
        expect(TokenType::String);
    }
    if (enclosed) expect(TokenType::Punctuation, "}", "An opened mapping is not properly closed");
    endOfBlock();
    return make(NodeKind::Nothing, tag);
}

Node *Parser::parseWith(const Token &tag)
{
    Node *node = make(NodeKind::With, tag);
    Node *variables = nullptr;
    if (!test(TokenType::BlockEnd)) {
        variables = parseExpression();
        node->only = nextIf(TokenType::Name, "only");
    }
    endOfBlock();
    const Until until{{"endwith"}, "with"};
    Node *body = parseBody(&until, true);
    endOfBlock();
    setChildren(node, {body, variables});
    return node;
}

} // namespace twig
