// SPDX-License-Identifier: MIT
#include "twig/unpackarguments.h"

#include "twig/argumentextractor.h"
#include "twig/array.h"
#include "twig/php/phperror.h"
#include "twig/runtime.h"

#include <string>

namespace twig {

namespace {

std::size_t indexOf(const Callable &callable, std::string_view name)
{
    std::size_t index = 0;
    while (index < callable.arguments.size() && (callable.arguments[index].variadic || phpParameterName(callable, index) != name))
        ++index;
    return index;
}

[[noreturn]] void refuse(const char *phpClass, const std::string &message)
{
    throw php::PhpError(phpClass, message);
}

} // namespace

std::vector<Value> unpackArguments(Runtime &runtime, const Callable &callable, const Array &given)
{
    const std::string name(callable.name);
    const std::size_t first = callable.nameParts + (callable.kind == SymbolInfo::Kind::Function ? 0 : 1);
    std::vector<Value> arguments;
    bool anyNamed = false;
    for (std::uint32_t i = 0; i < given.size(); ++i) {
        const Value key = given.keyAt(i);
        if (key.isInt() || isVariadicFromValue(callable)) {
            if (anyNamed) refuse("Error", "Cannot use positional argument after named argument during unpacking");
            arguments.push_back(given.valueAt(i));
            continue;
        }
        anyNamed = true;
        const std::string parameter(key.text());
        const std::size_t index = first + indexOf(callable, parameter);
        if (index == first + callable.arguments.size()) {
            if (callable.isVariadic() && (callable.own || callable.extension != Extension::Core)) {
                arguments.push_back(given.valueAt(i));
                continue;
            }
            if (callable.isVariadic()) refuse("ArgumentCountError", name + "() does not accept unknown named parameters");
            refuse("Error", "Unknown named parameter $" + parameter);
        }
        if (index < arguments.size() && !arguments[index].isAbsent())
            refuse("Error", "Named parameter $" + parameter + " overwrites previous argument");
        if (index >= arguments.size()) arguments.resize(index + 1, Value::absent());
        arguments[index] = given.valueAt(i);
    }
    for (std::size_t i = first; i < arguments.size() && i - first < callable.arguments.size(); ++i) {
        if (!arguments[i].isAbsent()) continue;
        if (i - first < callable.required())
            refuse("ArgumentCountError", name + "(): Argument #" + std::to_string(i + 1) + " not passed");
        arguments[i] = defaultValue(runtime.arena(), callable.arguments[i - first].defaultValue);
    }
    const std::size_t needed = callable.required() + first;
    if (arguments.size() < needed)
        refuse("ArgumentCountError", "Too few arguments to function " + name + "(), " + std::to_string(arguments.size()) +
                                         " passed and at least " + std::to_string(needed) + " expected");
    if (callable.nativePhp && !callable.isVariadic() && arguments.size() > first + callable.arguments.size())
        refuse("ArgumentCountError", name + "() expects at most " + std::to_string(first + callable.arguments.size()) +
                                         " arguments, " + std::to_string(arguments.size()) + " given");
    return arguments;
}

} // namespace twig
