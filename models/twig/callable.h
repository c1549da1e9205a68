// SPDX-License-Identifier: MIT
#pragma once

#include "twig/registry.h"
#include "twig/value.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twig {

class Runtime;
struct Addition;

/// A set of escaping strategies that something is safe for.
namespace Safety {
using Set = std::uint8_t;
inline constexpr Set None = 0;
inline constexpr Set Html = 1;
inline constexpr Set Js = 2;
inline constexpr Set Css = 4;
inline constexpr Set Url = 8;
inline constexpr Set HtmlAttribute = 16;
inline constexpr Set HtmlAttributeRelaxed = 32;
inline constexpr Set Other = 64; ///< a strategy that we do not know
inline constexpr Set All = 128;
} // namespace Safety

/// What the compiler does by itself instead of calling an implementation.
enum class Builtin : std::uint8_t {
    None,
    Raw,
    Default,
    Escape,
    Defined,
    Parent,
    Block,
    Attribute,
    Even,
    Odd,
    Null,
    SameAs,
    DivisibleBy,
    ConstantTest,
    TrueTest,
    Enum,
    EnumCases,
    Constant,
    Include
};

/// The arguments as the template gave them, in the order of the declaration; a filter's and a test's value comes first. Left out
/// ones at the end are missing; those in the middle hold their default.
using Arguments = std::span<const Value>;

/// A filter, function or test: everything about it in one place. The registry is the list of them.
struct Callable
{
    using Implementation = Value (*)(Runtime &, Arguments);
    using Writer = void (*)(Runtime &, Arguments, std::string &out);

    SymbolInfo::Kind kind;
    std::string_view name;
    std::span<const ArgumentInfo> arguments = {}; ///< without the value of a filter or test
    Implementation run = nullptr;
    std::string_view help = {};
    std::string_view example = {};
    Safety::Set safe = Safety::None;
    Safety::Set preEscape = Safety::None;
    Builtin builtin = Builtin::None;
    Writer write = nullptr;            ///< the same as run, straight into the output
    bool oneMandatoryArgument = false; ///< of a test: `is divisible by 3`
    bool usesContext = false;          ///< sees all variables: `loop` and everything else must be in place
    /// In Twig an internal function of PHP stands behind it, not Twig's own code: what Twig knows by reflection it does not know
    /// of those, so optional arguments without known defaults cannot be skipped.
    bool nativePhp = false;
    std::string_view deprecatedSince = {}; ///< "3.12"
    Extension extension = Extension::Core;
    // what only additions of a Library have
    const Addition *own = nullptr; ///< runs instead of `run`
    std::uint16_t nameParts = 0;   ///< how often * stands in the name; what stands for it comes first in the arguments
    Safety::Set preservesSafety = Safety::None;
    std::string_view deprecatedIn = "twig/twig";
    std::string_view alternative = {};

    std::string_view kindName() const
    {
        return kind == SymbolInfo::Kind::Filter     ? "filter"
               : kind == SymbolInfo::Kind::Function ? "function"
               : kind == SymbolInfo::Kind::Tag      ? "tag"
                                                    : "test";
    }
    std::size_t required() const
    {
        std::size_t count = 0;
        while (count < arguments.size() && arguments[count].defaultValue.empty() && !arguments[count].variadic)
            ++count;
        return count;
    }
    bool isVariadic() const { return !arguments.empty() && arguments.back().variadic; }
};

/// Calls what a Library has.
Value runAddition(Runtime &runtime, const Callable &callable, Arguments arguments);
inline Value run(Runtime &runtime, const Callable &callable, Arguments arguments)
{
    return callable.own ? runAddition(runtime, callable, arguments) : callable.run(runtime, arguments);
}
/// What stands for each * of the pattern in a name that fits it.
std::vector<std::string_view> nameParts(std::string_view pattern, std::string_view name);

/// All of one kind, sorted by name for find(); in Twig's own order for suggestions.
std::span<const Callable *const> callables(SymbolInfo::Kind kind);
const Callable *findCallable(SymbolInfo::Kind kind, std::string_view name);
/// The tags of these extensions, in Twig's order.
std::vector<std::string_view> tagNames(ExtensionSet extensions);

} // namespace twig
