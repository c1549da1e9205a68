// SPDX-License-Identifier: MIT
#pragma once

#include "twig/arena.h"
#include "twig/callable.h"
#include "twig/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace twig {

/// Which argument is which, when the template is compiled: Twig's CallableArgumentsExtractor. For one call.
class ArgumentExtractor
{
public:
    /// What is wrong with the arguments, and with which; null: with the call.
    struct Problem
    {
        std::string message;
        const Node *place = nullptr;
    };

    /// `name` is what the template calls it.
    ArgumentExtractor(Arena &arena, const Callable &callable, std::string_view name);

    /// The arguments as the template has them, in turn; `name` is empty for one by position.
    void add(std::string_view name, Node *value);
    /// In the order of the declaration. What is left out at the end is missing, in the middle its default stands. Throws a
    /// Problem.
    std::vector<Node *> extract(const Node &call);
    /// What Twig has to say about names that it will not take any more, without the place.
    const std::vector<std::string> &deprecations() const { return m_deprecations; }

private:
    struct Given
    {
        Node *node;
        std::string name; ///< in lower case, without underscores; empty for one by position
        std::string_view written;
        bool used = false;
    };

    std::vector<Node *> inOrder() const;
    Given *named(std::string_view name);
    Given *nextPositional();
    void take(Given &given);
    /// False when there is nothing more to assign.
    bool assign(const ArgumentInfo &parameter, const Node &call);
    void collect();
    void checkUnknown() const;
    std::string signature() const;
    bool anyLeft() const;

    Arena &m_arena;
    const Callable &m_callable;
    std::string m_name;
    std::string m_of;      ///< `filter "join"`
    const bool m_collects; ///< Twig's own is_variadic: takes whatever is left, under any name
    std::vector<std::string> m_deprecations;
    std::vector<Given> m_given;
    bool m_anyNamed = false;
    bool m_misplaced = false; ///< one by position behind a named one
    std::size_t m_position = 0;
    std::size_t m_declared = 0; ///< parameters looked at
    std::vector<Node *> m_ordered;
    std::vector<Node *> m_pending; ///< defaults that count only when something follows
    std::vector<std::string_view> m_missing;
};

/// A default as the registry writes it: null, true, false, [], a number or a quoted string.
Value defaultValue(Arena &arena, std::string_view text);

/// merge(...$arrays): the value is the first of them, so that none of the arguments has a name.
bool isVariadicFromValue(const Callable &callable);

/// PHP's own name for a parameter.
std::string_view phpParameterName(const Callable &callable, std::size_t index);

} // namespace twig
