// SPDX-License-Identifier: MIT
#include "twig/library.h"

#include "twig/callable.h"
#include "twig/convert.h"
#include "twig/runtime.h"
#include "twig/safeanalysis.h"

#include <algorithm>
#include <stdexcept>

namespace twig {

namespace {

Safety::Set setOf(const std::vector<std::string> &strategies)
{
    Safety::Set set = Safety::None;
    for (const std::string &strategy : strategies)
        set |= strategy == "all" ? Safety::All : SafeAnalysis::setOf(strategy);
    return set;
}

bool matchesFrom(std::string_view pattern, std::string_view name, std::vector<std::string_view> &parts)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == name;
    if (name.substr(0, star) != pattern.substr(0, star)) return false;
    pattern.remove_prefix(star + 1);
    name.remove_prefix(star);
    for (std::size_t length = 0; length <= name.size(); ++length) {
        parts.push_back(name.substr(0, length));
        if (matchesFrom(pattern, name.substr(length), parts)) return true;
        parts.pop_back();
    }
    return false;
}

} // namespace

std::vector<std::string_view> nameParts(std::string_view pattern, std::string_view name)
{
    std::vector<std::string_view> parts;
    matchesFrom(pattern, name, parts);
    return parts;
}

/// An addition in the form in which the engine keeps its own. Stays where it is: the views point into it.
struct Library::Entry
{
    Entry(SymbolInfo::Kind kind, Addition given)
        : addition(std::move(given))
    {
        for (const Addition::Argument &argument : addition.arguments)
            arguments.push_back({argument.name, argument.defaultValue, argument.variadic});
        callable.kind = kind;
        callable.name = addition.name;
        callable.arguments = arguments;
        callable.help = addition.help;
        callable.example = addition.example;
        callable.safe = kind == SymbolInfo::Kind::Tag ? Safety::All : setOf(addition.safe);
        callable.preEscape = addition.preEscape.empty() ? Safety::None : SafeAnalysis::setOf(addition.preEscape);
        callable.preservesSafety = setOf(addition.preservesSafety);
        callable.oneMandatoryArgument = addition.bareArgument;
        callable.deprecatedSince = addition.deprecation.version;
        callable.deprecatedIn = addition.deprecation.package;
        callable.alternative = addition.deprecation.alternative;
        callable.own = &addition;
        callable.nameParts = static_cast<std::uint16_t>(std::count(addition.name.begin(), addition.name.end(), '*'));
    }

    Addition addition;
    std::vector<ArgumentInfo> arguments;
    Callable callable{};
};

Library::Library() = default;
Library::~Library() = default;

void Library::add(SymbolInfo::Kind kind, Addition addition)
{
    if (addition.name.empty() || !addition.run)
        throw std::invalid_argument("An addition to a Twig library needs a name and something to run (\"" + addition.name +
                                    "\").");
    m_entries.push_back(std::make_unique<Entry>(kind, std::move(addition)));
}

void Library::addFilter(Addition filter)
{
    add(SymbolInfo::Kind::Filter, std::move(filter));
}

void Library::addFunction(Addition function)
{
    add(SymbolInfo::Kind::Function, std::move(function));
}

void Library::addTest(Addition test)
{
    add(SymbolInfo::Kind::Test, std::move(test));
}

void Library::addTag(Addition tag)
{
    add(SymbolInfo::Kind::Tag, std::move(tag));
}

std::vector<SymbolInfo> Library::symbols() const
{
    std::vector<SymbolInfo> all;
    for (const auto &entry : m_entries)
        all.push_back({entry->callable.kind, entry->addition.name, entry->arguments, entry->addition.help,
                       entry->addition.example, Extension::Core});
    return all;
}

const Callable *Library::find(SymbolInfo::Kind kind, std::string_view name) const
{
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry)
        if ((*entry)->callable.kind == kind && (*entry)->addition.name == name) return &(*entry)->callable;
    for (const auto &entry : m_entries) {
        std::vector<std::string_view> parts;
        if (entry->callable.kind == kind && entry->callable.nameParts && matchesFrom(entry->addition.name, name, parts))
            return &entry->callable;
    }
    return nullptr;
}

std::vector<std::string_view> Library::names(SymbolInfo::Kind kind) const
{
    std::vector<std::string_view> names;
    for (const auto &entry : m_entries)
        if (entry->callable.kind == kind) names.push_back(entry->addition.name);
    return names;
}

std::string_view Call::text(std::size_t index) const
{
    return textOf(m_runtime, (*this)[index]);
}

const Array *Call::elements(std::size_t index) const
{
    return iterable((*this)[index]);
}

Value Call::string(std::string_view text) const
{
    return m_runtime.string(text);
}

Value Call::markup(std::string_view text) const
{
    return Value::markup(m_runtime.arena().copy(text));
}

Value Call::list(std::span<const Value> items) const
{
    Array *array = m_runtime.newArray(static_cast<std::uint32_t>(items.size()));
    for (const Value &item : items)
        array->append(m_runtime.arena(), item);
    return Value::array(array);
}

Value Call::map(std::span<const std::pair<std::string_view, Value>> fields) const
{
    Array *array = m_runtime.newArray(static_cast<std::uint32_t>(fields.size()));
    for (const auto &[name, value] : fields)
        array->set(m_runtime.arena(), Array::key(m_runtime.arena().copy(name)), value);
    return Value::array(array);
}

Value Call::callArrow(const Value &arrow, std::span<const Value> arguments) const
{
    if (!arrow.isObject() || arrow.objectValue()->kind != Object::Kind::Closure) fail("An arrow function is needed here.");
    return m_runtime.call(static_cast<const ClosureObject &>(*arrow.objectValue()), arguments);
}

void Call::step(std::uint64_t count) const
{
    m_runtime.step(count);
}

void Call::fail(std::string message) const
{
    twig::fail(std::move(message));
}

Value runAddition(Runtime &runtime, const Callable &callable, Arguments arguments)
{
    const std::size_t parts = std::min<std::size_t>(callable.nameParts, arguments.size());
    return callable.own->run(Call(runtime, arguments.first(parts), arguments.subspan(parts)));
}

} // namespace twig
