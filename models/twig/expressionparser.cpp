// SPDX-License-Identifier: MIT
// Parser's part for expressions, after Twig's ExpressionParser classes.
#include "twig/lexercharacters.h"
#include "twig/parser.h"
#include "twig/parsernesting.h"
#include "twig/php/numbers.h"
#include "twig/regex.h"

#include <algorithm>

namespace twig {

namespace {

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    return out;
}

std::string numberText(const Value &number)
{
    return number.isInt() ? std::to_string(number.intValue()) : php::doubleToString(number.doubleValue());
}

} // namespace

std::string_view phpClassOf(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Constant: return "Twig\\Node\\Expression\\ConstantExpression";
    case NodeKind::Name: return "Twig\\Node\\Expression\\Variable\\ContextVariable";
    case NodeKind::Local: return "Twig\\Node\\Expression\\Variable\\LocalVariable";
    case NodeKind::Array: return "Twig\\Node\\Expression\\ArrayExpression";
    case NodeKind::Empty: return "Twig\\Node\\Expression\\EmptyExpression";
    case NodeKind::Attribute: return "Twig\\Node\\Expression\\GetAttrExpression";
    case NodeKind::Filter:
        if (node.name == "default") return "Twig\\Node\\Expression\\Filter\\DefaultFilter";
        if (node.name == "raw") return "Twig\\Node\\Expression\\Filter\\RawFilter";
        return "Twig\\Node\\Expression\\FilterExpression";
    case NodeKind::Function: return "Twig\\Node\\Expression\\FunctionExpression";
    case NodeKind::Test: return "Twig\\Node\\Expression\\TestExpression";
    case NodeKind::Ternary: return "Twig\\Node\\Expression\\Ternary\\ConditionalTernary";
    case NodeKind::Names: return "Twig\\Node\\Expression\\ListExpression";
    case NodeKind::Arrow: return "Twig\\Node\\Expression\\ArrowFunctionExpression";
    case NodeKind::Assign: return "Twig\\Node\\Expression\\Binary\\SetBinary";
    case NodeKind::Destructure:
        return node.sequence ? "Twig\\Node\\Expression\\Binary\\SequenceDestructuringSetBinary"
                             : "Twig\\Node\\Expression\\Binary\\ObjectDestructuringSetBinary";
    case NodeKind::MacroCall: return "Twig\\Node\\Expression\\MacroReferenceExpression";
    case NodeKind::BlockCall: return "Twig\\Node\\Expression\\BlockReferenceExpression";
    case NodeKind::Parent: return "Twig\\Node\\Expression\\ParentExpression";
    default: return {};
    }
}

std::string classText(const Node &node)
{
    if (node.kind == NodeKind::Unary || node.kind == NodeKind::Binary)
        return "Twig\\Node\\Expression\\" + std::string(operatorOf(node.op).phpClass);
    return std::string(phpClassOf(node));
}

Node *Parser::parseExpression(int precedence)
{
    const Nesting nesting(*this);
    const Token &first = current();
    Node *node = nullptr;
    const Operator *op = first.is(TokenType::Operator) ? findOperator(first.text, true) : nullptr;
    if (op) {
        next();
        node = parsePrefix(*op, first);
        checkPrecedence(*op, node);
    } else {
        node = parseLiteral();
    }
    while (true) {
        const Token &token = current();
        op = token.is(TokenType::Operator) ? findOperator(token.text, false) : nullptr;
        if (!op || op->precedence < precedence) return node;
        next();
        node = parseInfix(*op, node, token);
        checkPrecedence(*op, node);
    }
}

Node *Parser::parsePrefix(const Operator &op, const Token &token)
{
    if (op.op == Op::Group) return parseGroup(token);
    Node *node = make(NodeKind::Unary, token);
    node->op = op.op;
    setChildren(node, {parseExpression(op.op == Op::Spread ? 0 : op.precedence)});
    return node;
}

Node *Parser::parseInfix(const Operator &op, Node *left, const Token &token)
{
    switch (op.op) {
    case Op::Ternary: return parseTernary(left, token);
    case Op::Assign: return parseAssignment(left, token);
    case Op::Arrow: return parseArrow(left, token);
    case Op::Is: return parseTest(left, token);
    case Op::IsNot: {
        Node *node = make(NodeKind::Unary, token);
        node->op = Op::Not;
        setChildren(node, {parseTest(left, token)});
        return node;
    }
    case Op::Filter: return parseFilter(left);
    case Op::Call: return parseFunction(left, token);
    case Op::Attribute:
    case Op::NullSafeAttribute: return parseAttribute(left, token);
    case Op::Bracket: return parseBracket(left, token);
    default: return parseBinary(op, left, token);
    }
}

Node *Parser::parseBinary(const Operator &op, Node *left, const Token &token)
{
    Node *right = parseExpression(op.rightAssociative ? op.precedence : op.precedence + 1);
    Node *node = make(NodeKind::Binary, token);
    node->op = op.op;
    if (op.op == Op::Power) return raise(node, left, right);
    setChildren(node, {left, right});
    if (op.op == Op::NullCoalesce) checkDefinedTest(left, left->line);
    if (op.op == Op::Matches && right->isConstant()) checkPattern(right, token.line);
    return node;
}

/// `left ** right`. Twig writes `-a ** 2` and `!(a) ** 2` (of `is not`) into its PHP as it stands, and PHP takes the power first.
Node *Parser::raise(Node *power, Node *left, Node *right)
{
    const auto isSigned = [](const Node *node) {
        return node->kind == NodeKind::Unary && (node->op == Op::Negate || node->op == Op::Plus || node->op == Op::Not) &&
               !node->parentheses;
    };
    if (!isSigned(left)) {
        setChildren(power, {left, right});
        return power;
    }
    Node *sign = left;
    while (isSigned(sign->children[0]))
        sign = sign->children[0];
    setChildren(power, {sign->children[0], right});
    sign->children[0] = power;
    return left;
}

void Parser::checkPattern(const Node *pattern, int line) const
{
    const std::string text = pattern->value.isString()   ? std::string(pattern->value.text())
                             : pattern->value.isNumber() ? numberText(pattern->value)
                             : pattern->value.isTrue()   ? "1"
                                                         : "";
    if (const std::string error = Regex(text).error(); !error.empty())
        fail("Regexp \"" + text + "\" passed to \"matches\" is not valid: " + error + ".", line, pattern->begin, pattern->end);
}

Node *Parser::parseTernary(Node *left, const Token &token)
{
    Node *then = parseExpression(0);
    Node *otherwise = nextIf(TokenType::Punctuation, ":") ? parseExpression(0) : constant(Value::string(""), token);
    Node *node = make(NodeKind::Ternary, token);
    setChildren(node, {left, then, otherwise});
    return node;
}

void Parser::checkAssignable(std::string_view name, int line, std::uint32_t begin, std::uint32_t end) const
{
    const std::string folded = lower(name);
    if (folded == "true" || folded == "false" || folded == "none" || folded == "null")
        fail("You cannot assign a value to \"" + std::string(name) + "\".", line, begin, end);
}

Node *Parser::parseAssignment(Node *left, const Token &token)
{
    if (left->kind != NodeKind::Name && left->kind != NodeKind::Array)
        fail("Cannot assign to \"" + classText(*left) + "\", only variables can be assigned.", token);
    Node *right = parseExpression(0);
    if (left->kind == NodeKind::Name) {
        checkAssignable(left->name, left->line, left->begin, left->end);
        Node *node = make(NodeKind::Assign, token);
        node->begin = left->begin;
        node->name = left->name;
        setChildren(node, {right});
        return node;
    }
    Node *node = make(NodeKind::Destructure, token);
    // Twig asks the keys: a mapping whose keys are 0, 1, 2 … is a sequence, too.
    node->sequence = true;
    for (std::uint32_t i = 0; i + 1 < left->count; i += 2) {
        const Node *key = left->child(i);
        if (key && !(key->isConstant() && key->value.isInt() && key->value.intValue() == i / 2)) node->sequence = false;
        if (!key && !left->sequence) node->sequence = false;
    }
    for (std::uint32_t i = 1; i < left->count; i += 2) {
        const Node *target = left->child(i);
        if (target->kind == NodeKind::Name || (node->sequence && target->kind == NodeKind::Empty)) continue;
        fail("Cannot assign to \"" + classText(*target) + "\", only variables can be assigned in " +
                 (node->sequence ? "sequence destructuring." : "object/mapping destructuring."),
             token);
    }
    setChildren(node, {left, right});
    return node;
}

Node *Parser::toTarget(Node *node)
{
    if (node->kind != NodeKind::Name) fail("A list must only contain variables.", *node);
    checkAssignable(node->name, node->line, node->begin, node->end);
    return node;
}

Node *Parser::parseGroup(const Token &token)
{
    Node *node = parseExpression(0);
    if (nextIf(TokenType::Punctuation, ")")) {
        if (!test(TokenType::Operator, "=>")) {
            node->parentheses = true;
            return node;
        }
        Node *names = make(NodeKind::Names, token);
        setChildren(names, {toTarget(node)});
        return names;
    }
    if (!test(TokenType::Punctuation, ",")) expect(TokenType::Punctuation, ")", "An opened parenthesis is not properly closed");
    std::vector<Node *> targets{node};
    while (!nextIf(TokenType::Punctuation, ")")) {
        expect(TokenType::Punctuation, ",");
        const Token &name = expect(TokenType::Name);
        targets.push_back(nameNode(name.text, name));
    }
    if (!test(TokenType::Operator, "=>")) fail("A list of variables must be followed by an arrow.", current());
    for (Node *target : targets)
        toTarget(target);
    Node *names = make(NodeKind::Names, token);
    setChildren(names, targets);
    return names;
}

Node *Parser::parseArrow(Node *left, const Token &token)
{
    Node *body = parseExpression();
    if (left->kind == NodeKind::Name) {
        checkAssignable(left->name, left->line, left->begin, left->end);
        Node *names = make(NodeKind::Names, token);
        setChildren(names, {left});
        left = names;
    }
    if (left->kind != NodeKind::Names)
        fail("The arrow function argument must be a list of variables or a single variable.", *left);
    Node *node = make(NodeKind::Arrow, token);
    setChildren(node, {left, body});
    return node;
}

Node *Parser::parseLiteral()
{
    const Token &token = current();
    switch (token.type) {
    case TokenType::Name:
        next();
        if (token.text == "true" || token.text == "TRUE") return constant(Value::boolean(true), token);
        if (token.text == "false" || token.text == "FALSE") return constant(Value::boolean(false), token);
        if (token.text == "none" || token.text == "NONE" || token.text == "null" || token.text == "NULL")
            return constant(Value::null(), token);
        return nameNode(token.text, token);
    case TokenType::Number: next(); return constant(token.number, token);
    case TokenType::String:
    case TokenType::InterpolationStart: return parseString();
    default: break;
    }
    if (token.is(TokenType::Punctuation, "{")) return parseMapping();
    if (token.is(TokenType::Operator, "[")) return parseSequence();
    if (token.is(TokenType::Operator) && isNameText(token.text)) {
        next();
        return nameNode(token.text, token);
    }
    fail("Unexpected token \"" + std::string(tokenTypeName(token.type)) + "\" of value \"" + std::string(token.text) + "\".",
         token);
}

Node *Parser::parseString()
{
    Node *whole = nullptr;
    bool mayBeString = true;
    while (true) {
        const Token &token = current();
        Node *part = nullptr;
        if (mayBeString && token.is(TokenType::String)) {
            next();
            part = constant(Value::string(token.text), token);
            mayBeString = false;
        } else if (token.is(TokenType::InterpolationStart)) {
            next();
            part = parseExpression();
            expect(TokenType::InterpolationEnd);
            mayBeString = true;
        } else {
            return whole;
        }
        if (!whole) {
            whole = part;
            continue;
        }
        Node *joined = make(NodeKind::Binary, part->line, part->begin, part->end);
        joined->op = Op::Concat;
        setChildren(joined, {whole, part});
        whole = joined;
    }
}

Node *Parser::parseSequence()
{
    const Token &open = expect(TokenType::Operator, "[", "A sequence element was expected");
    Node *node = make(NodeKind::Array, current().line, open.begin, open.end);
    node->sequence = true;
    std::vector<Node *> parts;
    std::int64_t index = -1;
    while (!test(TokenType::Punctuation, "]")) {
        if (!parts.empty()) {
            expect(TokenType::Punctuation, ",", "A sequence element must be followed by a comma");
            if (test(TokenType::Punctuation, "]")) break;
        }
        const Token &token = current();
        Node *value = token.is(TokenType::Punctuation, ",") ? make(NodeKind::Empty, token) : parseExpression();
        parts.push_back(constant(Value::integer(++index), token));
        parts.push_back(value);
    }
    const Token &close = expect(TokenType::Punctuation, "]", "An opened sequence is not properly closed");
    setChildren(node, parts);
    node->end = close.end;
    return node;
}

Node *Parser::parseMapping()
{
    const Token &open = expect(TokenType::Punctuation, "{", "A mapping element was expected");
    Node *node = make(NodeKind::Array, current().line, open.begin, open.end);
    std::vector<Node *> parts;
    std::int64_t index = -1;
    while (!test(TokenType::Punctuation, "}")) {
        if (!parts.empty()) {
            expect(TokenType::Punctuation, ",", "A mapping value must be followed by a comma");
            if (test(TokenType::Punctuation, "}")) break;
        }
        const Token &token = current();
        if (test(TokenType::Operator, "...")) {
            Node *spread = parseExpression();
            parts.push_back(constant(Value::integer(++index), token));
            parts.push_back(spread);
            continue;
        }
        Node *key = nullptr;
        if (token.is(TokenType::Name)) {
            next();
            key = constant(Value::string(token.text), token);
            if (test(TokenType::Punctuation, ",") || test(TokenType::Punctuation, "}")) {
                parts.push_back(key);
                parts.push_back(nameNode(token.text, token));
                continue;
            }
        } else if (token.is(TokenType::String) || token.is(TokenType::Number)) {
            next();
            key = constant(token.is(TokenType::Number) ? token.number : Value::string(token.text), token);
        } else if (token.is(TokenType::Operator, "(")) {
            key = parseExpression();
        } else {
            fail("A mapping key must be a quoted string, a number, a name, or an expression enclosed in parentheses "
                 "(unexpected "
                 "token \"" +
                     std::string(tokenTypeName(token.type)) + "\" of value \"" + std::string(token.text) + "\".",
                 token);
        }
        expect(TokenType::Punctuation, ":", "A mapping key must be followed by a colon (:)");
        parts.push_back(key);
        parts.push_back(parseExpression());
    }
    const Token &close = expect(TokenType::Punctuation, "}", "An opened mapping is not properly closed");
    setChildren(node, parts);
    node->end = close.end;
    return node;
}

void Parser::deprecatePrecedence(const Operator &op, int line)
{
    deprecate("Since twig/twig " + std::string(op.since) + ": As the \"" + std::string(op.text) + "\" " +
              (op.prefix ? "prefix" : "infix") +
              " operator will change its precedence in the next major version, add explicit parentheses to avoid behavior change "
              "in \"" +
              m_source.name() + "\" at line " + std::to_string(line) + ".");
}

/// Says where Twig 4 will read an expression otherwise. As Parser::checkPrecedenceDeprecations().
void Parser::checkPrecedence(const Operator &op, Node *node)
{
    node->parsedAs = &op;
    const auto jumpsOver = [](const Operator &changing, const Operator &other) {
        if (changing.nextPrecedence < 0) return false;
        const auto [low, high] = std::minmax(changing.precedence, changing.nextPrecedence);
        return other.precedence > low && other.precedence < high;
    };
    if (node->parentheses) return;
    if (op.prefix && node->count && node->child(0)) {
        const Node *operand = node->child(0);
        const auto all = operators();
        if (operand->parsedAs && jumpsOver(op, *operand->parsedAs) &&
            std::any_of(all.begin(), all.end(), [&](const Operator &changing) { return jumpsOver(changing, op); }))
            deprecatePrecedence(op, operand->line);
    }
    // The arguments of a filter or test are no direct children in Twig's tree.
    const std::uint32_t direct =
        node->kind == NodeKind::Filter || node->kind == NodeKind::Test ? std::min(1u, node->count) : node->count;
    for (std::uint32_t i = 0; i < direct; ++i) {
        const Node *child = node->child(i);
        if (!child || !child->parsedAs || child->parentheses) continue;
        if (jumpsOver(*child->parsedAs, op)) deprecatePrecedence(*child->parsedAs, node->line);
    }
}

} // namespace twig
