// SPDX-License-Identifier: MIT
#include "twig/argumentextractor.h"

#include "twig/array.h"

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

std::string joined(const std::vector<std::string_view> &names)
{
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : "\", \"").append(name);
    return list;
}

} // namespace

Value defaultValue(Arena &arena, std::string_view text)
{
    std::int64_t number = 0;
    if (text == "true" || text == "false") return Value::boolean(text == "true");
    if (text == "[]") return Value::array(Array::create(arena));
    if (text.size() >= 2 && text.front() == '\'') return Value::string(text.substr(1, text.size() - 2));
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc()) return Value::integer(number);
    return Value::null();
}

std::string_view phpParameterName(const Callable &callable, std::size_t index)
{
    // Twig calls those of range() "low" and "high" in named arguments only.
    if (callable.kind == SymbolInfo::Kind::Function && callable.name == "range" && index < 2) return index ? "end" : "start";
    return callable.arguments[index].name;
}

bool isVariadicFromValue(const Callable &callable)
{
    return callable.kind == SymbolInfo::Kind::Filter && callable.name == "merge";
}

ArgumentExtractor::ArgumentExtractor(Arena &arena, const Callable &callable, std::string_view name)
    : m_arena(arena)
    , m_callable(callable)
    , m_name(name)
    , m_of(std::string(callable.kindName()) + " \"" + m_name + '"')
    , m_collects(callable.isVariadic() && (callable.own || callable.extension == Extension::Debug))
{}

void ArgumentExtractor::add(std::string_view name, Node *value)
{
    if (name.empty()) {
        m_misplaced = m_misplaced || m_anyNamed;
    } else {
        m_anyNamed = true;
        if (Given *same = named(normalized(name))) {
            same->node = value;
            return;
        }
    }
    m_given.push_back({value, normalized(name), name});
}

std::vector<Node *> ArgumentExtractor::extract(const Node &call)
{
    if (m_misplaced) throw Problem{"Positional arguments cannot be used after named arguments for " + m_of + "."};
    if (!m_anyNamed) return inOrder();
    for (const ArgumentInfo &parameter : m_callable.arguments) {
        if (isVariadicFromValue(m_callable) || (parameter.variadic && m_collects)) break;
        ++m_declared;
        if (!assign(parameter, call)) break;
    }
    if (m_collects) collect();
    checkUnknown();
    return m_ordered;
}

void ArgumentExtractor::collect()
{
    for (Given &argument : m_given) {
        if (argument.used) continue;
        take(argument);
        const std::string snake = snakeCase(argument.written);
        if (snake != argument.written)
            m_deprecations.push_back("Since twig/twig 3.15: Using \"snake_case\" for variadic arguments is required for a smooth "
                                     "upgrade with Twig 4.0; rename \"" +
                                     std::string(argument.written) + "\" to \"" + snake + '"');
    }
}

std::vector<Node *> ArgumentExtractor::inOrder() const
{
    if (m_given.size() < m_callable.required())
        throw Problem{"Value for argument \"" + snakeCase(phpParameterName(m_callable, m_given.size())) + "\" is required for " +
                      m_of + "."};
    std::vector<Node *> all;
    for (const Given &argument : m_given)
        all.push_back(argument.node);
    return all;
}

bool ArgumentExtractor::assign(const ArgumentInfo &parameter, const Node &call)
{
    if (Given *argument = named(normalized(parameter.name))) {
        if (nextPositional())
            throw Problem{"Argument \"" + std::string(parameter.name) + "\" is defined twice for " + m_of + "."};
        if (!m_missing.empty())
            throw Problem{"Argument \"" + std::string(parameter.name) + "\" could not be assigned for " +
                          std::string(m_callable.kindName()) + " \"" + signature() +
                          "\" because it is mapped to an internal PHP function which cannot determine default value for optional "
                          "argument" +
                          (m_missing.size() > 1 ? "s" : "") + " \"" + joined(m_missing) + "\"."};
        take(*argument);
    } else if (Given *next = nextPositional()) {
        take(*next);
        ++m_position;
    } else if (!parameter.defaultValue.empty()) {
        Node *node = m_arena.create<Node>();
        node->kind = NodeKind::Constant;
        node->line = call.line;
        node->begin = call.begin;
        node->end = call.end;
        node->value = defaultValue(m_arena, parameter.defaultValue);
        m_pending.push_back(node);
    } else if (parameter.variadic) {
        if (!anyLeft()) return false;
        m_missing.push_back(parameter.name);
    } else {
        throw Problem{"Value for argument \"" + snakeCase(parameter.name) + "\" is required for " + m_of + "."};
    }
    return true;
}

void ArgumentExtractor::take(Given &given)
{
    m_ordered.insert(m_ordered.end(), m_pending.begin(), m_pending.end());
    m_pending.clear();
    m_ordered.push_back(given.node);
    given.used = true;
}

ArgumentExtractor::Given *ArgumentExtractor::named(std::string_view name)
{
    for (Given &argument : m_given)
        if (!argument.used && !argument.name.empty() && argument.name == name) return &argument;
    return nullptr;
}

ArgumentExtractor::Given *ArgumentExtractor::nextPositional()
{
    return m_position < m_given.size() && m_given[m_position].name.empty() ? &m_given[m_position] : nullptr;
}

bool ArgumentExtractor::anyLeft() const
{
    return std::any_of(m_given.begin(), m_given.end(), [](const Given &argument) { return !argument.used; });
}

void ArgumentExtractor::checkUnknown() const
{
    std::string names;
    const Node *first = nullptr;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_given.size(); ++i) {
        if (m_given[i].used) continue;
        if (count++) names += "\", \"";
        names += m_given[i].name.empty() ? std::to_string(i) : m_given[i].name;
        if (!first) first = m_given[i].node;
    }
    if (count)
        throw Problem{std::string("Unknown argument") + (count > 1 ? "s" : "") + " \"" + names + "\" for " +
                          std::string(m_callable.kindName()) + " \"" + signature() + "\".",
                      first};
}

std::string ArgumentExtractor::signature() const
{
    std::string out = m_name + '(';
    for (std::size_t i = 0; i < m_declared; ++i) {
        if (i) out += ", ";
        out += snakeCase(m_callable.arguments[i].name);
    }
    return out + ')';
}

} // namespace twig
