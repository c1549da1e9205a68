// SPDX-License-Identifier: MIT
#include "twig/extensions/methodcall.h"

#include "twig/convert.h"
#include "twig/php/phperror.h"

#include <algorithm>

namespace twig {

MethodArguments::MethodArguments(Runtime &runtime, std::string_view method, std::span<const MethodParameter> parameters,
                                 std::span<const Value> arguments, std::span<const std::string_view> names)
    : m_runtime(runtime)
    , m_method(method)
    , m_parameters(parameters)
{
    const bool isVariadic = !parameters.empty() && parameters.back().isVariadic;
    m_values.resize(std::max(parameters.size(), isVariadic ? arguments.size() : 0));
    m_isGiven.resize(m_values.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::size_t index = i;
        if (i < names.size() && !names[i].empty()) {
            for (index = 0; index < parameters.size() && parameters[index].name != names[i];)
                ++index;
            if (index == parameters.size()) throw php::PhpError("Error", "Unknown named parameter $" + std::string(names[i]));
            if (m_isGiven[index])
                throw php::PhpError("Error", "Named parameter $" + std::string(names[i]) + " overwrites previous argument");
        }
        if (index >= m_values.size()) continue; // PHP ignores arguments too many
        m_values[index] = arguments[i];
        m_isGiven[index] = true;
    }
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const MethodParameter &parameter = parameters[std::min(i, parameters.size() - 1)];
        if (m_isGiven[i])
            check(i, parameter, m_values[i]);
        else if (parameter.isRequired)
            throw php::PhpError("ArgumentCountError", "Too few arguments to function " + std::string(method) + "(), " +
                                                          std::to_string(arguments.size()) + " passed");
    }
}

void MethodArguments::check(std::size_t index, const MethodParameter &parameter, const Value &value) const
{
    using Kind = MethodParameter::Type;
    const Parameter place{m_method, static_cast<int>(index) + 1, parameter.name};
    const bool isText = !value.isNull() && !value.isArray() && (!value.isObject() || textOfObject(*value.objectValue()));
    const bool isList = iterable(value) != nullptr;
    switch (parameter.type) {
    case Kind::Text:
        if (!isText) failType(value, place, "string");
        break;
    case Kind::OptionalText:
        if (!isText && !value.isNull()) failType(value, place, "?string");
        break;
    case Kind::Integer:
    case Kind::OptionalInteger:
        if (value.isNull() && parameter.type == Kind::OptionalInteger) break;
        if (value.isNull()) failType(value, place, "int");
        intArgument(m_runtime, value, place);
        break;
    case Kind::Boolean:
        if (value.isNull()) failType(value, place, "bool");
        boolArgument(m_runtime, value, place);
        break;
    case Kind::TextOrList:
        if (!isText && !isList) failType(value, place, "Traversable|array|string");
        break;
    case Kind::List:
        if (!value.isArray()) failType(value, place, "array");
        break;
    case Kind::TextOrClosure:
        if (!isText && !(value.isObject() && value.objectValue()->kind == Object::Kind::Closure))
            failType(value, place, "callable|string");
        break;
    case Kind::Anything: break;
    }
}

std::vector<std::string_view> MethodArguments::texts(std::size_t from) const
{
    std::vector<std::string_view> all;
    for (std::size_t i = from; i < m_values.size(); ++i)
        if (m_isGiven[i]) all.push_back(textOf(m_runtime, m_values[i]));
    return all;
}

std::string_view MethodArguments::text(std::size_t index, std::string_view otherwise) const
{
    return isGiven(index) ? textOf(m_runtime, m_values[index]) : otherwise;
}

std::int64_t MethodArguments::integer(std::size_t index, std::int64_t otherwise) const
{
    if (!isGiven(index)) return otherwise;
    return intArgument(m_runtime, m_values[index], {m_method, static_cast<int>(index) + 1, m_parameters[index].name});
}

std::optional<std::int64_t> MethodArguments::optionalInteger(std::size_t index) const
{
    if (!isGiven(index) || m_values[index].isNull()) return std::nullopt;
    return integer(index, 0);
}

std::optional<std::string_view> MethodArguments::optionalText(std::size_t index) const
{
    if (!isGiven(index) || m_values[index].isNull()) return std::nullopt;
    return text(index);
}

bool MethodArguments::boolean(std::size_t index, bool otherwise) const
{
    return isGiven(index) ? isTruthy(m_values[index]) : otherwise;
}

std::vector<std::string_view> MethodArguments::list(std::size_t index) const
{
    std::vector<std::string_view> all;
    const Array *items = iterable(m_values[index]);
    if (!items) {
        all.push_back(textOf(m_runtime, m_values[index]));
        return all;
    }
    for (std::uint32_t i = 0; i < items->size(); ++i)
        all.push_back(textOf(m_runtime, items->valueAt(i)));
    return all;
}

} // namespace twig
