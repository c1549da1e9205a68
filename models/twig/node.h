// SPDX-License-Identifier: MIT
#pragma once

#include "twig/operators.h"
#include "twig/value.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace twig {

struct Callable;
struct ModuleNode;

enum class NodeKind : std::uint8_t {
    // expressions                children; other members
    Constant,    ///< -; value
    Name,        ///< -; name
    Local,       ///< the text that {% apply %} captured
    Array,       ///< key, value, key, value …; a spread or an empty element has a null key; sequence: written with [ ]
    Empty,       ///< a hole in [a, , b] of a destructuring assignment
    Attribute,   ///< object, key [, arguments as Array or Name]; access, nullSafe; extraName: the function it was written as
    Filter,      ///< value, arguments …; name, callable, argumentNames
    Function,    ///< arguments …; name, callable, argumentNames
    Test,        ///< value, arguments …; name, callable, argumentNames
    Unary,       ///< operand; op
    Binary,      ///< left, right; op
    Ternary,     ///< test, left, right
    Names,       ///< the parameters of an arrow function: Name …
    Arrow,       ///< Names, body
    Assign,      ///< value; name
    Destructure, ///< Array of targets, value; sequence
    MacroCall,   ///< arguments as Array; name; symbol (-1: _self)
    BlockCall,   ///< block(): name [, template]
    Parent,      ///< parent(); name of the block
    // statements
    Body,           ///< statements …
    Text,           ///< -; name is the text
    Print,          ///< expression
    If,             ///< condition, body, condition, body … [, else]: an odd last child is the else
    For,            ///< sequence, body [, else]; name: value variable; extraName: key variable, maybe empty
    Set,            ///< Name …, then as many values; or one Name and a body when capture
    Apply,          ///< body, filter chain around a Local
    Do,             ///< expression
    Include,        ///< template [, variables]; only, ignoreMissing
    Embed,          ///< [variables]; module, only, ignoreMissing
    BlockReference, ///< -; name
    Import,         ///< template; symbol, or name "_self"
    With,           ///< body [, variables]; only
    AutoEscape,     ///< body; value: strategy or false
    Sandbox,        ///< body
    OwnTag,         ///< [body], arguments …; name, callable: a tag of a Library
    Deprecated,     ///< message [, package, version]
    Nothing         ///< types, flush, extends, macro, use: nothing to run here
};

/// How GetAttrExpression is called: a.b, a[b], a.b(…).
enum class Access : std::uint8_t { Any, Array, Method };

/// A node of the tree. Lives in the compilation's arena; the tree is thrown away after compiling.
struct Node
{
    NodeKind kind;
    Op op = Op::None;
    Access access = Access::Any;
    bool parentheses = false; ///< written in brackets
    bool sequence = false;
    bool nullSafe = false;
    bool only = false;
    bool ignoreMissing = false;
    bool capture = false;
    bool implicit = false;    ///< a macro's default that nobody wrote
    bool global = false;      ///< an import at the top level of the template
    bool becomesText = false; ///< PHP may make a text of the value: the sandbox looks at it first
    std::uint16_t depth = 0;  ///< of the tree below
    int line = 0;
    std::uint32_t begin = 0; ///< offsets in Source::code()
    std::uint32_t end = 0;
    std::int32_t symbol = -1; ///< number of an import
    std::string_view name;
    std::string_view extraName;
    std::string_view tag; ///< of the tag that the node stands for
    Value value;
    const Callable *callable = nullptr;
    const Operator *parsedAs = nullptr;              ///< for the announced changes of precedence
    const std::string_view *argumentNames = nullptr; ///< one for each argument, empty for a positional one; null: all positional
    ModuleNode *module = nullptr;
    Node **children = nullptr;
    std::uint32_t count = 0;

    Node *child(std::uint32_t index) const { return children[index]; }
    bool has(std::uint32_t index) const { return index < count; }
    std::span<Node *const> all() const { return {children, count}; }
    bool isConstant() const { return kind == NodeKind::Constant; }
};

struct BlockNode
{
    std::string_view name;
    Node *body;
    int line;
};

struct MacroNode
{
    std::string_view name;
    std::span<const std::string_view> parameters;
    std::span<Node *const> defaults;
    Node *body;
    int line;
};

struct TraitNode
{
    Node *name; ///< a Constant
    std::span<const std::string_view> blocks;
    std::span<const std::string_view> aliases;
};

/// A template, or the inside of an {% embed %}.
struct ModuleNode
{
    Node *body = nullptr;
    Node *parent = nullptr;
    std::span<const BlockNode> blocks;
    std::span<const MacroNode> macros;
    std::span<const TraitNode> traits;
    std::span<ModuleNode *const> embedded;
    std::int32_t symbols = 0;  ///< imports in it
    std::int32_t index = 0;    ///< of an embedded one, among those of the module around it
    bool embedsParent = false; ///< the inside of an {% embed %}
};

/// Twig's class of the node, as some of its messages print it.
std::string_view phpClassOf(const Node &node);
/// The class of a node for a message; operators have one each.
std::string classText(const Node &node);

} // namespace twig
