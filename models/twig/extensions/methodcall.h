// SPDX-License-Identifier: MIT
#pragma once

#include "twig/object.h"
#include "twig/runtime.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace twig {

/// One parameter of a method that is written in PHP.
struct MethodParameter
{
    enum class Type { Text, Integer, OptionalInteger, OptionalText, Boolean, TextOrList, List, TextOrClosure, Anything };
    std::string_view name;
    Type type = Type::Text;
    bool isRequired = true;
    bool isVariadic = false;
};

/// The arguments of a call, put to their parameters as PHP does it.
class MethodArguments
{
public:
    /// `names` has the name of each argument that was given by name, else an empty text. \throws php::PhpError
    /// ArgumentCountError, TypeError, or Error for a name that is not known
    MethodArguments(Runtime &runtime, std::string_view method, std::span<const MethodParameter> parameters,
                    std::span<const Value> arguments, std::span<const std::string_view> names);

    Runtime &runtime() const { return m_runtime; }
    bool isGiven(std::size_t index) const { return index < m_values.size() && m_isGiven[index]; }
    const Value &value(std::size_t index) const { return m_values[index]; }
    /// Those that follow the last parameter, it included, when it takes any number.
    std::vector<std::string_view> texts(std::size_t from) const;
    std::string_view text(std::size_t index, std::string_view otherwise = {}) const;
    std::int64_t integer(std::size_t index, std::int64_t otherwise) const;
    /// Absent when it is left out or null.
    std::optional<std::int64_t> optionalInteger(std::size_t index) const;
    std::optional<std::string_view> optionalText(std::size_t index) const;
    bool boolean(std::size_t index, bool otherwise) const;
    /// One text or several: a text alone is a list of one.
    std::vector<std::string_view> list(std::size_t index) const;

private:
    void check(std::size_t index, const MethodParameter &parameter, const Value &value) const;

    Runtime &m_runtime;
    std::string_view m_method;
    std::span<const MethodParameter> m_parameters;
    std::vector<Value> m_values;
    std::vector<bool> m_isGiven;
};

} // namespace twig
