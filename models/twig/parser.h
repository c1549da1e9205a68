// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/environment.h"
#include "twig/node.h"
#include "twig/registry.h"
#include "twig/source.h"
#include "twig/token.h"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

class Library;

/// PHP's ctype_space().
bool isOnlySpace(std::string_view text);

/// Tokens to tree, with all of Twig's syntax errors. The nodes live in the arena.
class Parser
{
public:
    /// `library`: what the environment knows beside Twig's own, may be null.
    Parser(const Source &source, Arena &arena, std::vector<Token> tokens, std::vector<std::string> &deprecations,
           ExtensionSet extensions, const Library *library = nullptr);

    /// \throws Error (Syntax, or Limit for a template that is nested too deeply)
    ModuleNode *parse();

private:
    // On a small stack fewer: what is parsed has to be compiled on the same thread.
    static constexpr int DeepestNesting = 500;     // tags in tags, expressions in expressions
    static constexpr int DeepestExpression = 1500; // levels of a tree: a ~ b ~ c …
    static constexpr std::size_t StackPerLevel = 1024;

    struct ImportedSymbol
    {
        std::string_view alias;
        std::string_view macro; ///< of `from`; empty for a template
        std::int32_t symbol;
        bool global;
    };
    using SymbolScope = std::vector<ImportedSymbol>;
    /// What Parser keeps per module; an embed has its own.
    struct Module
    {
        Node *parent = nullptr;
        std::vector<BlockNode> blocks;
        std::vector<std::string_view> blockStack;
        std::vector<MacroNode> macros;
        std::vector<TraitNode> traits;
        std::vector<ModuleNode *> embedded;
        std::vector<SymbolScope> symbolScopes{1}; ///< the innermost last
        std::int32_t symbols = 0;
    };
    /// Which closing tags end a body, and whose they are.
    struct Until
    {
        std::initializer_list<std::string_view> tags;
        std::string_view owner;
        int line = 0; ///< of the opening tag; 0: where the body begins
    };
    struct NamedArguments
    {
        std::vector<Node *> values;
        std::vector<std::string_view> names;
        bool anyNamed = false;
    };
    class Nesting;

    // parser.cpp: the stream, bodies, modules
    const Token &current() const { return m_tokens[m_position]; }
    const Token &next();
    bool test(TokenType type, std::string_view value) const { return current().is(type, value); }
    bool test(TokenType type) const { return current().is(type); }
    bool nextIf(TokenType type, std::string_view value);
    const Token &expect(TokenType type, std::string_view value = {}, std::string_view message = {});
    [[noreturn]] void fail(const std::string &message, int line, std::uint32_t begin, std::uint32_t end) const;
    [[noreturn]] void fail(const std::string &message, const Token &token) const;
    [[noreturn]] void fail(const std::string &message, const Node &node) const;
    void deprecate(std::string message) { m_deprecations.push_back(std::move(message)); }
    ModuleNode *parseModule(const Until *until);
    Node *parseBody(const Until *until, bool dropNeedle);
    Node *parsePrint();
    Node *parseTag(const Token &tag);
    Node *filterBody(Node *node, bool nested);
    template <typename T>
    std::span<const T> keep(const std::vector<T> &items);
    const ImportedSymbol *findSymbol(std::string_view alias, bool isTemplate) const;
    std::int32_t addSymbol(std::string_view alias, std::string_view macro, std::int32_t symbol);

    // nodes
    Node *make(NodeKind kind, int line, std::uint32_t begin, std::uint32_t end);
    Node *make(NodeKind kind, const Token &token) { return make(kind, token.line, token.begin, token.end); }
    void setChildren(Node *node, std::span<Node *const> children);
    void setChildren(Node *node, std::initializer_list<Node *> children)
    {
        setChildren(node, std::span<Node *const>(children.begin(), children.size()));
    }
    Node *constant(Value value, const Token &token);
    Node *nameNode(std::string_view name, const Token &token);

    // expressionparser.cpp
    Node *parseExpression(int precedence = 0);
    Node *parsePrefix(const Operator &op, const Token &token);
    Node *parseInfix(const Operator &op, Node *left, const Token &token);
    Node *raise(Node *power, Node *left, Node *right);
    Node *parseBinary(const Operator &op, Node *left, const Token &token);
    Node *parseGroup(const Token &token);
    Node *parseLiteral();
    Node *parseString();
    Node *parseSequence();
    Node *parseMapping();
    Node *parseTernary(Node *left, const Token &token);
    Node *parseAssignment(Node *left, const Token &token);
    Node *parseArrow(Node *left, const Token &token);
    Node *parseTest(Node *left, const Token &token);
    Node *parseFilter(Node *left);
    Node *parseFunction(Node *left, const Token &token);
    Node *parseSpecialFunction(const Callable &function, NamedArguments &arguments, const Token &token, const Node &name);
    Node *parseAttribute(Node *left, const Token &token);
    Node *parseBracket(Node *left, const Token &token);
    Node *macroCall(std::int32_t symbol, bool global, std::string_view macro, Node *arguments, const Node &place);
    NamedArguments parseArguments(bool opening);
    Node *argumentArray(bool opening, const Token &token);
    void setArguments(Node *call, Node *value, const NamedArguments &arguments);
    Node *toTarget(Node *node);
    void checkAssignable(std::string_view name, int line, std::uint32_t begin, std::uint32_t end) const;
    void checkPrecedence(const Operator &op, Node *node);
    void deprecatePrecedence(const Operator &op, int line);
    void checkDefinedTest(const Node *node, int line) const;
    void checkPattern(const Node *pattern, int line) const;
    const Callable *callable(SymbolInfo::Kind kind, std::string_view name, const Token &token);
    void deprecateUse(const Callable &callable, std::string_view name, int line);
    const Callable *findKnown(SymbolInfo::Kind kind, std::string_view name) const;

    // tagparsers.cpp, includetagparsers.cpp
    Node *parseApply(const Token &tag);
    Node *parseAutoEscape(const Token &tag);
    Node *parseBlock(const Token &tag);
    Node *parseDeprecated(const Token &tag);
    Node *parseDo(const Token &tag);
    Node *parseEmbed(const Token &tag);
    Node *parseExtends(const Token &tag);
    Node *parseFlush(const Token &tag);
    Node *parseFor(const Token &tag);
    Node *parseFrom(const Token &tag);
    Node *parseGuard(const Token &tag);
    Node *parseIf(const Token &tag);
    Node *parseImport(const Token &tag);
    Node *parseInclude(const Token &tag);
    Node *parseMacro(const Token &tag);
    Node *parseOwnTag(const Token &tag);
    Node *parseSandbox(const Token &tag);
    Node *parseSet(const Token &tag);
    Node *parseTypes(const Token &tag);
    Node *parseUse(const Token &tag);
    Node *parseWith(const Token &tag);
    Node *parseIncludeArguments(Node *node);
    std::vector<Node *> parseTargets();
    void endOfBlock() { expect(TokenType::BlockEnd); }
    bool isConstantExpression(const Node *node) const;

    const Source &m_source;
    Arena &m_arena;
    std::vector<Token> m_tokens;
    std::vector<std::string> &m_deprecations;
    ExtensionSet m_extensions;
    const Library *m_library;
    std::vector<std::string_view> m_tags;
    std::size_t m_position = 0;
    int m_nesting = 0;
    const int m_stackLevels; ///< how deep a tree may be for the stack
    bool m_ignoreUnknown = false;
    Module *m_module = nullptr;
};

} // namespace twig
