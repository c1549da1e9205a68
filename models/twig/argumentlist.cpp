// SPDX-License-Identifier: MIT
// Which argument is which: Twig's CallableArgumentsExtractor.
#include "twig/array.h"
#include "twig/compilerscope.h"
#include "twig/parser.h"

#include <algorithm>
#include <charconv>

namespace twig {

namespace {

/// normalizeName(): lower case without underscores.
std::string normalized(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        if (c == '_') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
    }
    return out;
}

std::string snakeCase(std::string_view name)
{
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool upper = name[i] >= 'A' && name[i] <= 'Z';
        if (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z') out += '_';
        out += upper ? static_cast<char>(name[i] + 'a' - 'A') : name[i];
    }
    return out;
}

/// PHP's own name for a parameter. Twig calls those of range() "low" and "high" in named arguments only.
std::string parameterName(const Callable &callable, std::size_t index)
{
    if (callable.kind == SymbolInfo::Kind::Function && callable.name == "range" && index < 2) return index ? "end" : "start";
    return snakeCase(callable.arguments[index].name);
}

std::string signature(const Callable &callable, std::size_t count)
{
    std::string out(callable.name);
    out += '(';
    for (std::size_t i = 0; i < count && i < callable.arguments.size(); ++i) {
        if (i) out += ", ";
        out += snakeCase(callable.arguments[i].name);
    }
    return out + ')';
}

} // namespace

/// A default as the registry writes it: null, true, false, [], a number or a quoted string.
Node *Compiler::defaultNode(std::string_view text, const Node &place)
{
    Node *node = m_arena.create<Node>();
    node->kind = NodeKind::Constant;
    node->line = place.line;
    node->begin = place.begin;
    node->end = place.end;
    std::int64_t number = 0;
    if (text == "true" || text == "false") {
        node->value = Value::boolean(text == "true");
    } else if (text == "[]") {
        node->value = Value::array(Array::create(m_arena));
    } else if (text.size() >= 2 && text.front() == '\'') {
        node->value = Value::string(text.substr(1, text.size() - 2));
    } else if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc()) {
        node->value = Value::integer(number);
    }
    return node;
}

std::vector<Node *> Compiler::orderArguments(const Node &node, const Callable &callable, const Node *value,
                                             std::vector<std::pair<std::string_view, Node *>> &extra)
{
    struct Given
    {
        Node *node;
        std::string_view name;
        std::string normalizedName;
        bool used = false;
    };
    const std::string of = std::string(callable.kindName()) + " \"" + std::string(callable.own ? node.name : callable.name) + '"';
    std::vector<Given> given;
    bool anyNamed = false;
    const std::size_t first = value ? 1 : 0;
    for (std::size_t i = first; i < node.count; ++i) {
        const std::string_view name = node.argumentNames ? node.argumentNames[i - first] : std::string_view();
        if (!name.empty())
            anyNamed = true;
        else if (anyNamed)
            fail("Positional arguments cannot be used after named arguments for " + of + ".", node);
        given.push_back({node.child(static_cast<std::uint32_t>(i)), name, normalized(name)});
    }
    std::vector<Node *> ordered;
    if (!anyNamed && !callable.isVariadic()) {
        std::vector<Node *> all;
        for (const Given &argument : given)
            all.push_back(argument.node);
        if (given.size() < callable.required())
            fail("Value for argument \"" + parameterName(callable, given.size()) + "\" is required for " + of + ".", node);
        return all;
    }

    const auto named = [&](std::string_view name) -> Given * {
        const std::string wanted = normalized(name);
        for (Given &argument : given)
            if (!argument.used && !argument.name.empty() && argument.normalizedName == wanted) return &argument;
        return nullptr;
    };
    // Twig's own is_variadic takes any name; to a variadic function of PHP, Twig gives one argument by name. (That of merge is
    // the value itself.)
    const bool collects = callable.isVariadic() && (callable.own || callable.extension == Extension::Debug);
    std::size_t position = 0;
    const auto positional = [&]() -> Given * {
        return position < given.size() && given[position].name.empty() ? &given[position] : nullptr;
    };
    std::vector<Node *> pending; // defaults that count only when something follows
    std::vector<std::string_view> missing;
    std::size_t declared = 0;
    for (const ArgumentInfo &parameter : callable.arguments) {
        if (parameter.variadic && (collects || callable.name == "merge")) break;
        ++declared;
        if (Given *argument = named(parameter.name)) {
            if (positional()) fail("Argument \"" + std::string(parameter.name) + "\" is defined twice for " + of + ".", node);
            if (!missing.empty()) {
                std::string list(missing[0]);
                for (std::size_t i = 1; i < missing.size(); ++i)
                    list.append("\", \"").append(missing[i]);
                fail("Argument \"" + std::string(parameter.name) + "\" could not be assigned for " +
                         std::string(callable.kindName()) + " \"" + signature(callable, declared) +
                         "\" because it is mapped to an internal PHP function which cannot determine default value for optional "
                         "argument" +
                         (missing.size() > 1 ? "s" : "") + " \"" + list + "\".",
                     node);
            }
            ordered.insert(ordered.end(), pending.begin(), pending.end());
            pending.clear();
            ordered.push_back(argument->node);
            argument->used = true;
        } else if (Given *next = positional()) {
            ordered.insert(ordered.end(), pending.begin(), pending.end());
            pending.clear();
            ordered.push_back(next->node);
            next->used = true;
            ++position;
        } else if (parameter.variadic) {
            break;
        } else if (!parameter.defaultValue.empty()) {
            pending.push_back(defaultNode(parameter.defaultValue, node));
        } else {
            fail("Value for argument \"" + snakeCase(parameter.name) + "\" is required for " + of + ".", node);
        }
    }
    if (callable.isVariadic() && (collects || !anyNamed)) {
        for (Given &argument : given) {
            if (argument.used) continue;
            argument.used = true;
            if (!pending.empty()) {
                ordered.insert(ordered.end(), pending.begin(), pending.end());
                pending.clear();
            }
            if (argument.name.empty()) {
                ordered.push_back(argument.node);
                continue;
            }
            const std::string snake = snakeCase(argument.name);
            if (snake != argument.name)
                m_deprecations.push_back("Since twig/twig 3.15: Using \"snake_case\" for variadic arguments is required for a "
                                         "smooth upgrade with Twig 4.0; rename \"" +
                                         std::string(argument.name) + "\" to \"" + snake + "\" in \"" + m_source->name() +
                                         "\" at line " + std::to_string(node.line) + ".");
            extra.emplace_back(argument.name, argument.node);
        }
    }
    std::string unknown;
    const Node *unknownNode = nullptr;
    std::size_t count = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i].used) continue;
        if (count++) unknown += "\", \"";
        unknown += given[i].name.empty() ? std::to_string(i) : given[i].normalizedName;
        if (!unknownNode) unknownNode = given[i].node;
    }
    if (count) {
        fail(std::string("Unknown argument") + (count > 1 ? "s" : "") + " \"" + unknown + "\" for " +
                 std::string(callable.kindName()) + " \"" + signature(callable, declared) + "\".",
             *unknownNode);
    }
    return ordered;
}

} // namespace twig
