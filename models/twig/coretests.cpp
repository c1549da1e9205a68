// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/operations.h"
#include "twig/php/phperror.h"

namespace twig {

namespace {

Value testEmpty(Runtime &, Arguments arguments)
{
    return Value::boolean(isEmpty(arguments[0]));
}

Value testIterable(Runtime &, Arguments arguments)
{
    return Value::boolean(iterable(arguments[0]) != nullptr);
}

Value testSequence(Runtime &, Arguments arguments)
{
    const Array *array = iterable(arguments[0]);
    return Value::boolean(array && array->isSequence());
}

Value testMapping(Runtime &, Arguments arguments)
{
    const Array *array = iterable(arguments[0]);
    if (array) return Value::boolean(!array->isSequence());
    return Value::boolean(arguments[0].isObject() || arguments[0].isMarkup());
}

Value testConstant(Runtime &runtime, Arguments arguments)
{
    std::string name(textOf(runtime, argument(arguments, 1)));
    if (arguments.size() > 2) {
        if (!arguments[2].isObject()) failType(arguments[2], {"get_class", 1, "object"}, "object");
        name = std::string(className(*arguments[2].objectValue())) + "::" + name;
    }
    const Value value = phpConstant(name);
    if (value.isAbsent()) throw php::PhpError("Error", "Undefined constant \"" + name + "\"");
    return Value::boolean(identical(runtime, arguments[0], value));
}

constexpr ArgumentInfo OtherArguments[] = {{"other", ""}};
constexpr ArgumentInfo ConstantArguments[] = {{"constant", ""}, {"object", "null"}};

constexpr auto Test = SymbolInfo::Kind::Test;
constexpr Callable Tests[] = {
    {.kind = Test,
     .name = "constant",
     .arguments = ConstantArguments,
     .run = testConstant,
     .help = "Is the value of that constant of PHP.",
     .example = "{{ 128 is constant('JSON_PRETTY_PRINT') ? 'yes' : 'no' }}"},
    {.kind = Test,
     .name = "defined",
     .arguments = {},
     .help = "Is there, even if it is null.",
     .example = "{{ name is defined ? 'yes' : 'no' }}",
     .builtin = Builtin::Defined},
    {.kind = Test,
     .name = "divisible by",
     .arguments = OtherArguments,
     .help = "Can be divided by a number.",
     .example = "{{ 6 is divisible by(3) ? 'yes' : 'no' }}",
     .builtin = Builtin::DivisibleBy,
     .oneMandatoryArgument = true},
    {.kind = Test,
     .name = "empty",
     .arguments = {},
     .run = testEmpty,
     .help = "Is null, false, an empty text, or an empty list or mapping.",
     .example = "{{ '' is empty ? 'yes' : 'no' }}"},
    {.kind = Test,
     .name = "even",
     .arguments = {},
     .help = "Is an even number.",
     .example = "{{ 2 is even ? 'yes' : 'no' }}",
     .builtin = Builtin::Even},
    {.kind = Test,
     .name = "iterable",
     .arguments = {},
     .run = testIterable,
     .help = "Can be looped over.",
     .example = "{{ [] is iterable ? 'yes' : 'no' }}",
     .nativePhp = true},
    {.kind = Test,
     .name = "mapping",
     .arguments = {},
     .run = testMapping,
     .help = "Has keys other than 0, 1, 2 …",
     .example = "{{ {a: 1} is mapping ? 'yes' : 'no' }}"},
    {.kind = Test,
     .name = "none",
     .arguments = {},
     .help = "Is null.",
     .example = "{{ null is none ? 'yes' : 'no' }}",
     .builtin = Builtin::Null},
    {.kind = Test,
     .name = "null",
     .arguments = {},
     .help = "Is null.",
     .example = "{{ null is null ? 'yes' : 'no' }}",
     .builtin = Builtin::Null},
    {.kind = Test,
     .name = "odd",
     .arguments = {},
     .help = "Is an odd number.",
     .example = "{{ 1 is odd ? 'yes' : 'no' }}",
     .builtin = Builtin::Odd},
    {.kind = Test,
     .name = "same as",
     .arguments = OtherArguments,
     .help = "Is the same value of the same type.",
     .example = "{{ 1 is same as('1') ? 'yes' : 'no' }}",
     .builtin = Builtin::SameAs,
     .oneMandatoryArgument = true},
    {.kind = Test,
     .name = "sequence",
     .arguments = {},
     .run = testSequence,
     .help = "Is a list: its keys are 0, 1, 2 …",
     .example = "{{ [1] is sequence ? 'yes' : 'no' }}"},
    {.kind = Test,
     .name = "true",
     .arguments = {},
     .help = "Counts as true.",
     .example = "{{ 1 is true ? 'yes' : 'no' }}",
     .builtin = Builtin::TrueTest},
};

} // namespace

bool isEmpty(const Value &value)
{
    if (value.isNull() || value.isFalse()) return true;
    if (value.isString()) return value.text().empty();
    if (value.isObject()) {
        if (const auto text = textOfObject(*value.objectValue())) return text->empty();
    }
    const Array *array = iterable(value);
    return array && array->isEmpty();
}

std::span<const Callable> coreTests()
{
    return Tests;
}

} // namespace twig
