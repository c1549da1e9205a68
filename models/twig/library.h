// SPDX-License-Identifier: MIT
#pragma once

#include "twig/registry.h"
#include "twig/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twig {

class Array;
class Runtime;
struct Callable;

/// A call of a filter, function, test or tag of one's own: what was given, and what it takes to answer. Lives no longer than the
/// call; the values and texts it makes live as long as the render.
class Call
{
public:
    Call(Runtime &runtime, std::span<const Value> nameParts, std::span<const Value> arguments)
        : m_runtime(runtime)
        , m_nameParts(nameParts)
        , m_arguments(arguments)
    {}

    /// What stands for the n-th `*` of the name: "order" when a filter "*_path" is called as "order_path".
    std::string_view namePart(std::size_t index) const { return m_nameParts[index].text(); }

    /// The arguments in the order of their declaration. The value comes first for a filter or a test, the text of the body for a
    /// tag that has one. Optional ones at the end may be missing; the operator gives null for them.
    std::size_t count() const { return m_arguments.size(); }
    Value operator[](std::size_t index) const { return index < count() ? m_arguments[index] : Value::null(); }
    /// An argument as a text by PHP's rules. An array gives "Array" and a warning, an object without a text fails.
    std::string_view text(std::size_t index) const;
    /// What one can loop over in an argument; null when it is nothing of the kind.
    const Array *elements(std::size_t index) const;

    Value string(std::string_view text) const;
    /// A text that no strategy escapes again.
    Value markup(std::string_view text) const;
    Value list(std::span<const Value> items) const;
    Value map(std::span<const std::pair<std::string_view, Value>> fields) const;

    /// Calls an arrow function that was given as an argument.
    Value callArrow(const Value &arrow, std::span<const Value> arguments) const;
    /// Counts turns of a loop against the limits.
    void step(std::uint64_t count = 1) const;
    /// Ends the render with an Error (Runtime) at the place of the call.
    [[noreturn]] void fail(std::string message) const;

private:
    Runtime &m_runtime;
    std::span<const Value> m_nameParts;
    std::span<const Value> m_arguments;
};

/// A filter, function, test or tag of one's own.
struct Addition
{
    struct Argument
    {
        std::string name;
        std::string defaultValue; ///< as one would write it in Twig: null, true, 3, 'a', []; empty: required
        bool variadic = false;    ///< only the last one: takes all that follow
    };
    /// Twig says so wherever it is used.
    struct Deprecation
    {
        std::string package;
        std::string version; ///< empty: not deprecated
        std::string alternative;
    };

    /// A test may have two words ("divisible by"). A `*` stands for any text, which the call gets as a part of the name.
    std::string name;
    std::vector<Argument> arguments; ///< without the value of a filter or test and the body of a tag
    /// Called on the thread that renders, from several threads at once if several render: it may not keep state of its own
    /// without locking. A test's answer is judged as PHP judges a condition; a tag's is printed as it is.
    std::function<Value(const Call &)> run;
    std::string help;    ///< one line, plain words
    std::string example; ///< a template that runs with an empty context
    /// The strategies of escaping ("html", "js" … or "all") that the result of a filter or function needs no more.
    std::vector<std::string> safe;
    /// The strategy by which the value of a filter is escaped before the call; empty: none.
    std::string preEscape;
    /// The strategies whose safety a filter passes on from its value.
    std::vector<std::string> preservesSafety;
    Deprecation deprecation;
    bool bareArgument = false; ///< of a test: its argument may stand without brackets, `is divisible by 3`
    bool hasBody = false;      ///< of a tag: {% name %}…{% endname %}
};

/// What an environment knows beside Twig's own (Settings::library). What is added later hides what is there, Twig's own
/// included. Fill it, then share it between environments and threads: it does not change any more.
class Library
{
public:
    Library();
    ~Library();
    Library(const Library &) = delete;
    Library &operator=(const Library &) = delete;

    /// \throws std::invalid_argument when the name is empty or there is nothing to run
    void addFilter(Addition filter);
    void addFunction(Addition function);
    void addTest(Addition test);
    void addTag(Addition tag);

    /// All of it, for completion and help. Points into the library.
    std::vector<SymbolInfo> symbols() const;

    // For the parser.
    const Callable *find(SymbolInfo::Kind kind, std::string_view name) const;
    std::vector<std::string_view> names(SymbolInfo::Kind kind) const;

private:
    struct Entry;
    void add(SymbolInfo::Kind kind, Addition addition);

    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace twig
