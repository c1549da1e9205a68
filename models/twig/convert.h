// SPDX-License-Identifier: MIT
#pragma once

#include "twig/php/numbers.h"
#include "twig/runtime.h"
#include "twig/value.h"

#include <string>
#include <string_view>

namespace twig {

// PHP's conversions. What fails in PHP throws php::PhpError, what only warns calls Runtime::warn().

/// (string): "1" for true, "Array" with a warning for an array.
void appendText(Runtime &runtime, std::string &out, const Value &value);
/// The same as a view that lives as long as the render.
std::string_view textOf(Runtime &runtime, const Value &value);

/// (bool). Markup is an object to PHP and so true, however empty.
bool toBool(const Value &value);
/// The condition of `if` and of `? :`: Markup counts as its text.
bool isTruthy(const Value &value);

/// (int) and (float).
/// The number that a text is or begins with. It is read to its end, which is counted as work.
php::NumericString numberOfText(Runtime &runtime, std::string_view text);
std::int64_t toInt(Runtime &runtime, const Value &value);
double toDouble(Runtime &runtime, const Value &value);

/// get_debug_type(): "null", "bool", "int", "float", "string", "array" or a class.
std::string_view typeName(const Value &value);

/// The array of an array, an ArrayObject, an iterator; null when one cannot loop over the value.
const Array *iterable(const Value &value);

// Arguments of PHP's own functions, which convert what they can and throw a TypeError for the rest. `function` and `position` go
// into its text: "round(): Argument #2 ($precision) must be of type int, string given".
struct Parameter
{
    std::string_view function;
    int position;
    std::string_view name;
};
std::string_view textArgument(Runtime &runtime, const Value &value, const Parameter &parameter);
std::int64_t intArgument(Runtime &runtime, const Value &value, const Parameter &parameter);
double doubleArgument(Runtime &runtime, const Value &value, const Parameter &parameter);
bool boolArgument(Runtime &runtime, const Value &value, const Parameter &parameter);
[[noreturn]] void failType(const Value &value, const Parameter &parameter, std::string_view expected);

/// A value's place among the arguments, or `otherwise` when it is left out.
inline Value argument(Arguments arguments, std::size_t index, Value otherwise = Value::null())
{
    return index < arguments.size() ? arguments[index] : otherwise;
}

} // namespace twig
