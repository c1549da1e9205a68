// SPDX-License-Identifier: MIT
// Parser's part for filters, functions, tests, attributes and their arguments.
#include "twig/argumentextractor.h"
#include "twig/callable.h"
#include "twig/lexercharacters.h"
#include "twig/library.h"
#include "twig/parser.h"
#include "twig/suggestions.h"

#include <algorithm>

namespace twig {

/// Of the extensions that this environment has; null when there is none.
const Callable *Parser::findKnown(SymbolInfo::Kind kind, std::string_view name) const
{
    if (const Callable *own = m_library ? m_library->find(kind, name) : nullptr) return own;
    const Callable *found = findCallable(kind, name);
    return found && m_extensions.has(found->extension) ? found : nullptr;
}

void Parser::deprecateUse(const Callable &callable, std::string_view name, int line)
{
    const std::string_view kind = callable.kind == SymbolInfo::Kind::Filter     ? "Filter"
                                  : callable.kind == SymbolInfo::Kind::Function ? "Function"
                                                                                : "Test";
    std::string text = "Since " + std::string(callable.deprecatedIn) + ' ' + std::string(callable.deprecatedSince) + ": Twig " +
                       std::string(kind) + " \"" + std::string(name) + "\" is deprecated";
    if (!callable.alternative.empty()) text += "; use \"" + std::string(callable.alternative) + "\" instead";
    deprecate(text + " in " + m_source.name() + " at line " + std::to_string(line) + ".");
}

const Callable *Parser::callable(SymbolInfo::Kind kind, std::string_view name, const Token &token)
{
    const Callable *found = findKnown(kind, name);
    const std::string_view kindName = kind == SymbolInfo::Kind::Filter     ? "filter"
                                      : kind == SymbolInfo::Kind::Function ? "function"
                                                                           : "test";
    if (!found) {
        if (m_ignoreUnknown) return nullptr;
        std::vector<std::string_view> names;
        for (const Callable *known : callables(kind))
            if (m_extensions.has(known->extension)) names.push_back(known->name);
        if (m_library) {
            const std::vector<std::string_view> own = m_library->names(kind);
            names.insert(names.end(), own.begin(), own.end());
        }
        fail("Unknown \"" + std::string(name) + "\" " + std::string(kindName) + "." + suggestions(name, names), token);
    }
    if (!found->deprecatedSince.empty()) deprecateUse(*found, name, token.line);
    return found;
}

Parser::NamedArguments Parser::parseArguments(bool opening)
{
    NamedArguments arguments;
    if (opening) expect(TokenType::Operator, "(", "A list of arguments must begin with an opening parenthesis");
    bool hasSpread = false;
    while (!test(TokenType::Punctuation, ")")) {
        if (!arguments.values.empty()) {
            expect(TokenType::Punctuation, ",", "Arguments must be separated by a comma");
            if (test(TokenType::Punctuation, ")")) break;
        }
        Node *value = parseExpression();
        if (value->kind == NodeKind::Unary && value->op == Op::Spread)
            hasSpread = true;
        else if (hasSpread)
            fail("Normal arguments must be placed before argument unpacking.", current());
        std::string_view name;
        if (value->kind == NodeKind::Assign) {
            name = value->name;
            value = value->child(0);
        } else if (test(TokenType::Punctuation, ":")) {
            const Token &colon = next();
            if (value->kind != NodeKind::Name)
                fail("A parameter name must be a string, \"" + classText(*value) + "\" given.", colon);
            name = value->name;
            value = parseExpression();
        }
        if (!name.empty()) {
            arguments.anyNamed = true;
            const auto same = std::find(arguments.names.begin(), arguments.names.end(), name);
            if (same != arguments.names.end()) {
                arguments.values[static_cast<std::size_t>(same - arguments.names.begin())] = value;
                continue;
            }
        }
        arguments.values.push_back(value);
        arguments.names.push_back(name);
    }
    expect(TokenType::Punctuation, ")", "A list of arguments must be closed by a parenthesis");
    return arguments;
}

/// The arguments of a macro or a method, as an array.
Node *Parser::argumentArray(bool opening, const Token &token)
{
    const NamedArguments arguments = parseArguments(opening);
    Node *array = make(NodeKind::Array, token.line, token.begin, token.begin);
    std::vector<Node *> parts;
    std::int64_t index = -1;
    for (std::size_t i = 0; i < arguments.values.size(); ++i) {
        const std::string_view name = arguments.names[i];
        parts.push_back(constant(name.empty() ? Value::integer(++index) : Value::string(name), token));
        parts.push_back(arguments.values[i]);
    }
    array->sequence = !arguments.anyNamed;
    setChildren(array, parts);
    return array;
}

void Parser::setArguments(Node *call, Node *value, const NamedArguments &arguments)
{
    std::vector<Node *> children;
    if (value) children.push_back(value);
    children.insert(children.end(), arguments.values.begin(), arguments.values.end());
    setChildren(call, children);
    if (arguments.anyNamed) call->argumentNames = keep(arguments.names).data();
}

Node *Parser::parseFilter(Node *left)
{
    const Token &name = expect(TokenType::Name);
    NamedArguments arguments;
    if (test(TokenType::Operator, "(")) arguments = parseArguments(true);
    Node *node = make(NodeKind::Filter, name);
    node->name = name.text;
    node->callable = callable(SymbolInfo::Kind::Filter, name.text, name);
    setArguments(node, left, arguments);
    return node;
}

Node *Parser::parseFunction(Node *left, const Token &token)
{
    if (left->kind != NodeKind::Name) fail("Function name must be an identifier.", token);
    if (const ImportedSymbol *symbol = findSymbol(left->name, false)) {
        const ImportedSymbol found = *symbol;
        return macroCall(found.symbol, found.global, found.macro, argumentArray(false, token), *left);
    }
    NamedArguments arguments = parseArguments(false);
    // Twig's line is the parenthesis's, but the name is what a reader looks for.
    Token name = token;
    name.begin = left->begin;
    name.end = left->end;
    const Callable *function = callable(SymbolInfo::Kind::Function, left->name, name);
    if (function &&
        (function->builtin == Builtin::Parent || function->builtin == Builtin::Block || function->builtin == Builtin::Attribute))
        return parseSpecialFunction(*function, arguments, token, *left);
    Node *node = make(NodeKind::Function, token.line, left->begin, left->end);
    node->name = left->name;
    node->callable = function;
    setArguments(node, nullptr, arguments);
    return node;
}

/// parent(), block() and attribute() become nodes of their own.
Node *Parser::parseSpecialFunction(const Callable &function, NamedArguments &given, const Token &token, const Node &name)
{
    if (function.builtin == Builtin::Parent) {
        if (m_module->blockStack.empty()) fail("Calling the \"parent\" function outside of a block is forbidden.", token);
        if (!m_module->parent && m_module->traits.empty())
            fail("Calling the \"parent\" function on a template that does not call \"extends\" or \"use\" is forbidden.", token);
        Node *node = make(NodeKind::Parent, token.line, name.begin, name.end);
        node->name = m_module->blockStack.back();
        return node;
    }
    ArgumentExtractor extractor(m_arena, function, function.name);
    for (std::size_t i = 0; i < given.values.size(); ++i)
        extractor.add(given.names[i], given.values[i]);
    std::vector<Node *> ordered;
    try {
        ordered = extractor.extract(name);
    } catch (const ArgumentExtractor::Problem &problem) {
        if (problem.place) fail(problem.message, *problem.place);
        fail(problem.message, token);
    }
    const bool isBlock = function.builtin == Builtin::Block;
    Node *node = make(isBlock ? NodeKind::BlockCall : NodeKind::Attribute, token.line, name.begin, name.end);
    node->extraName = function.name;
    if (!isBlock && ordered.size() > 2 && ordered[2]->kind != NodeKind::Array)
        deprecate("Since twig/twig 3.15: Not passing a \"Twig\\Node\\Expression\\ArrayExpression\" instance as the \"arguments\" "
                  "argument of the \"Twig\\Node\\Expression\\GetAttrExpression\" constructor is deprecated (\"" +
                  classText(*ordered[2]) + "\" given).");
    if (!isBlock && ordered.size() > 2)
        setChildren(node, {ordered[0], ordered[1], ordered[2]});
    else
        setChildren(node, {ordered[0], ordered.size() > 1 ? ordered[1] : nullptr});
    return node;
}

Node *Parser::macroCall(std::int32_t symbol, bool global, std::string_view macro, Node *arguments, const Node &place)
{
    Node *node = make(NodeKind::MacroCall, place.line, place.begin, place.end);
    node->symbol = symbol;
    node->global = global;
    node->name = macro;
    setChildren(node, {arguments});
    return node;
}

Node *Parser::parseAttribute(Node *left, const Token &op)
{
    const Token &token = current();
    Node *attribute = nullptr;
    if (nextIf(TokenType::Operator, "(")) {
        attribute = parseExpression();
        expect(TokenType::Punctuation, ")");
    } else {
        next();
        if (token.is(TokenType::Number)) {
            attribute = constant(token.number, token);
        } else if (token.is(TokenType::Name) || (token.is(TokenType::Operator) && isNameStart(token.text.front()))) {
            attribute = constant(Value::string(token.text), token);
        } else {
            fail("Expected name or number, got value \"" + std::string(token.text) + "\" of type \"" +
                     std::string(tokenTypeName(token.type)) + "\".",
                 token);
        }
    }
    const bool isCall = test(TokenType::Operator, "(");
    Node *arguments = isCall ? argumentArray(true, current()) : nullptr;
    if (left->kind == NodeKind::Name && attribute->isConstant() && attribute->value.isString() &&
        isNameText(attribute->value.text())) {
        const ImportedSymbol *symbol = findSymbol(left->name, true);
        if (symbol || left->name == "_self") {
            const std::int32_t number = symbol ? symbol->symbol : -1;
            const bool global = symbol && symbol->global;
            if (!arguments) {
                arguments = make(NodeKind::Array, token.line, token.begin, token.begin);
                arguments->sequence = true;
            }
            return macroCall(number, global, attribute->value.text(), arguments, *left);
        }
    }
    Node *node = make(NodeKind::Attribute, token.line, left->begin, token.end);
    node->access = isCall ? Access::Method : Access::Any;
    node->nullSafe = op.text == "?.";
    if (arguments)
        setChildren(node, {left, attribute, arguments});
    else
        setChildren(node, {left, attribute});
    return node;
}

Node *Parser::parseBracket(Node *left, const Token &token)
{
    bool isSlice = false;
    Node *attribute = nullptr;
    if (test(TokenType::Punctuation, ":")) {
        isSlice = true;
        attribute = constant(Value::integer(0), token);
    } else {
        attribute = parseExpression();
    }
    if (nextIf(TokenType::Punctuation, ":")) isSlice = true;
    if (isSlice) {
        Node *length = test(TokenType::Punctuation, "]") ? constant(Value::null(), token) : parseExpression();
        Node *slice = make(NodeKind::Filter, token);
        slice->name = "slice";
        slice->callable = callable(SymbolInfo::Kind::Filter, "slice", token);
        setChildren(slice, {left, attribute, length});
        slice->end = expect(TokenType::Punctuation, "]").end;
        return slice;
    }
    const Token &close = expect(TokenType::Punctuation, "]");
    Node *node = make(NodeKind::Attribute, token.line, left->begin, close.end);
    node->access = Access::Array;
    setChildren(node, {left, attribute});
    return node;
}

Node *Parser::parseTest(Node *left, const Token &token)
{
    const Token &word = expect(TokenType::Name);
    std::string name(word.text);
    if (test(TokenType::Name)) name += ' ' + std::string(next().text);
    const Callable *found = callable(SymbolInfo::Kind::Test, name, token);
    NamedArguments arguments;
    if (test(TokenType::Operator, "(")) {
        arguments = parseArguments(true);
    } else if (found && found->oneMandatoryArgument) {
        arguments.values.push_back(parseExpression(operatorOf(Op::Is).precedence));
        arguments.names.emplace_back();
    }
    if (found && found->builtin == Builtin::Defined) {
        const ImportedSymbol *symbol = left->kind == NodeKind::Name ? findSymbol(left->name, false) : nullptr;
        if (symbol) {
            const ImportedSymbol macro = *symbol;
            Node *none = make(NodeKind::Array, left->line, left->begin, left->begin);
            none->sequence = true;
            left = macroCall(macro.symbol, macro.global, macro.macro, none, *left);
        }
        checkDefinedTest(left, current().line);
    }
    Node *node = make(NodeKind::Test, current().line, word.begin, word.end);
    node->name = found && !found->own ? found->name : m_arena.copy(name);
    node->callable = found;
    setArguments(node, left, arguments);
    return node;
}

/// Only nodes that can say whether they are defined may stand before `is defined` and `??`.
void Parser::checkDefinedTest(const Node *node, int line) const
{
    switch (node->kind) {
    case NodeKind::Constant:
    case NodeKind::Name:
    case NodeKind::Array:
    case NodeKind::Attribute:
    case NodeKind::Function:
    case NodeKind::MacroCall:
    case NodeKind::BlockCall: return;
    default: fail("The \"defined\" test only works with simple variables.", line, node->begin, node->end);
    }
}

} // namespace twig
