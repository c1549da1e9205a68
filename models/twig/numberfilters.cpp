// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/php/arithmetic.h"
#include "twig/php/phperror.h"
#include "twig/php/rounding.h"

#include <cmath>

namespace twig {

namespace {

constexpr std::size_t LongestNumber = 104; // the groups of the greatest float

void writeNumberFormat(Runtime &runtime, Arguments arguments, std::string &out)
{
    const Settings &settings = runtime.settings();
    const Value decimals = argument(arguments, 1);
    const Value point = argument(arguments, 2);
    const Value separator = argument(arguments, 3);
    const double number = toDouble(runtime, arguments[0]);
    const std::int64_t places =
        decimals.isNull() ? settings.numberDecimals : intArgument(runtime, decimals, {"number_format", 2, "decimals"});
    const std::string_view pointText = point.isNull() ? std::string_view(settings.numberDecimalPoint)
                                                      : textArgument(runtime, point, {"number_format", 3, "decimal_separator"});
    const std::string_view separatorText = separator.isNull()
                                               ? std::string_view(settings.numberThousandsSeparator)
                                               : textArgument(runtime, separator, {"number_format", 4, "thousands_separator"});
    runtime.expectText(places > 0 ? static_cast<std::size_t>(places) : 0);
    runtime.expectText((pointText.size() + separatorText.size()) * LongestNumber);
    php::appendNumberFormat(out, number, places, pointText, separatorText, settings.rounding);
}

Value numberFormat(Runtime &runtime, Arguments arguments)
{
    std::string text;
    writeNumberFormat(runtime, arguments, text);
    return runtime.string(text);
}

Value absolute(Runtime &runtime, Arguments arguments)
{
    if (arguments.size() > 1)
        throw php::PhpError("ArgumentCountError",
                            "abs() expects exactly 1 argument, " + std::to_string(arguments.size()) + " given");
    const Value &value = arguments[0];
    const Parameter parameter{"abs", 1, "num"};
    php::Number number;
    switch (value.type()) {
    case Type::Null: runtime.deprecate("abs(): Passing null to parameter #1 ($num) of type int|float is deprecated"); break;
    case Type::Bool:
    case Type::Int: number = php::Number::of(value.intValue()); break;
    case Type::Double: number = php::Number::of(value.doubleValue()); break;
    case Type::String: {
        const php::NumericString text = numberOfText(runtime, value.text());
        if (text.kind != php::NumericString::Kind::Whole || value.isMarkup()) failType(value, parameter, "int|float");
        number = text.value;
        break;
    }
    default: failType(value, parameter, "int|float");
    }
    number = php::absolute(number);
    return number.isInteger ? Value::integer(number.integer) : Value::real(number.real);
}

Value round(Runtime &runtime, Arguments arguments)
{
    const double number = toDouble(runtime, arguments[0]);
    const Value method = argument(arguments, 2, Value::string("common"));
    const std::string_view name = method.isPlainString() ? method.text() : std::string_view("?");
    const Value precision = argument(arguments, 1, Value::integer(0));
    if (name == "common") {
        const std::int64_t places = intArgument(runtime, precision, {"round", 2, "precision"});
        return Value::real(php::twigRound(number, places, name, runtime.settings().rounding));
    }
    if (!precision.isDouble()) return Value::real(php::twigRound(number, toInt(runtime, precision), name));
    const double scale = std::pow(10.0, precision.doubleValue()); // a power with a fraction counts, too
    return Value::real(php::twigRound(number * scale, 0, name) / scale);
}

constexpr ArgumentInfo NumberFormatArguments[] = {{"decimal", "null"}, {"decimalPoint", "null"}, {"thousandSep", "null"}};
constexpr ArgumentInfo RoundArguments[] = {{"precision", "0"}, {"method", "'common'"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "abs",
     .arguments = {},
     .run = absolute,
     .help = "The number without its sign.",
     .example = "{{ -5|abs }}",
     .nativePhp = true},
    {.kind = Filter,
     .name = "number_format",
     .arguments = NumberFormatArguments,
     .run = numberFormat,
     .help = "A number with so many decimals, a decimal point and a thousands separator.",
     .example = "{{ 1234.5|number_format(2, '.', ',') }}",
     .write = writeNumberFormat},
    {.kind = Filter,
     .name = "round",
     .arguments = RoundArguments,
     .run = round,
     .help = "The number rounded to a precision, by method common, ceil or floor.",
     .example = "{{ 2.345|round(1, 'floor') }}"},
};

} // namespace

std::span<const Callable> numberFilters()
{
    return Filters;
}

} // namespace twig
