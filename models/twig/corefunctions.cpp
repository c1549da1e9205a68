// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/dates.h"
#include "twig/loader.h"
#include "twig/operations.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/tracer.h"

namespace twig {

namespace {

/// PHP has a way of its own for two arguments: of equals min() gives the second, and a NAN loses every question.
Value extremeOfTwo(Runtime &runtime, const Value &a, const Value &b, bool greatest)
{
    if (a.isNumber() && b.isNumber() && (isNan(a) || isNan(b))) return b;
    const int order = compare(runtime, a, b);
    return (greatest ? order >= 0 : order < 0) ? a : b;
}

/// max() and min(): of one array, or of all arguments.
Value extreme(Runtime &runtime, Arguments arguments, bool greatest)
{
    if (arguments.size() == 2) return extremeOfTwo(runtime, arguments[0], arguments[1], greatest);
    const std::string_view name = greatest ? "max" : "min";
    std::vector<Value> values(arguments.begin(), arguments.end());
    const bool isArray = arguments.size() == 1;
    if (isArray) {
        if (!arguments[0].isArray()) failType(arguments[0], {name, 1, "value"}, "array");
        values.clear();
        const Array &array = *arguments[0].arrayValue();
        runtime.stepItems(array.size());
        for (std::uint32_t i = 0; i < array.size(); ++i)
            values.push_back(array.valueAt(i));
        if (values.empty())
            throw php::PhpError("ValueError", std::string(name) + "(): Argument #1 ($value) must contain at least one element");
    }
    Value result = values[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (greatest) {
            if (isArray ? compare(runtime, result, values[i]) < 0 : compare(runtime, values[i], result) > 0) result = values[i];
        } else if (isArray ? compare(runtime, result, values[i]) > 0 : compare(runtime, values[i], result) < 0) {
            result = values[i];
        }
    }
    return result;
}

Value max(Runtime &runtime, Arguments arguments)
{
    return extreme(runtime, arguments, true);
}

Value min(Runtime &runtime, Arguments arguments)
{
    return extreme(runtime, arguments, false);
}

Value rangeFunction(Runtime &runtime, Arguments arguments)
{
    if (arguments.size() > 3)
        throw php::PhpError("ArgumentCountError",
                            "range() expects at most 3 arguments, " + std::to_string(arguments.size()) + " given");
    return range(runtime, arguments[0], arguments[1], argument(arguments, 2, Value::integer(1)));
}

Value cycle(Runtime &runtime, Arguments arguments)
{
    const Array *values = iterable(arguments[0]);
    if (!values) fail("The \"cycle\" function expects an array or \"ArrayAccess\" as first argument.");
    if (values->isEmpty()) fail("The \"cycle\" function expects a non-empty sequence.");
    const std::int64_t position = remainder(runtime, arguments[1], Value::integer(values->size()));
    if (const Value *found = values->find(position)) return *found;
    runtime.warn("Undefined array key " + std::to_string(position));
    return Value::null();
}

Value random(Runtime &runtime, Arguments arguments)
{
    const Value values = argument(arguments, 0);
    const Value most = argument(arguments, 1);
    const auto between = [&](std::int64_t low, std::int64_t high) {
        if (high < low)
            throw php::PhpError("ValueError",
                                "mt_rand(): Argument #2 ($max) must be greater than or equal to argument #1 ($min)");
        return Value::integer(runtime.random().range(low, high));
    };
    if (values.isNull()) return most.isNull() ? Value::integer(runtime.random().next()) : between(0, toInt(runtime, most));
    if (values.isNumber()) {
        const std::int64_t number = toInt(runtime, values);
        if (!most.isNull()) return between(number, toInt(runtime, most));
        const bool isNegative = values.isInt() ? values.intValue() < 0 : values.doubleValue() < 0;
        return isNegative ? between(number, 0) : between(0, number);
    }
    if (values.isPlainString()) {
        if (values.text().empty()) return Value::string("");
        runtime.arena().require(values.text().size() * sizeof(std::string_view));
        const auto parts = php::pregCharacters(values.text());
        if (!parts) return Value::boolean(false);
        return runtime.string((*parts)[runtime.random().pick(parts->size())]);
    }
    const Array *array = iterable(values);
    if (!array) return values;
    if (array->isEmpty()) fail("The \"random\" function cannot pick from an empty sequence or mapping.");
    return array->valueAt(static_cast<std::uint32_t>(runtime.random().pick(array->size())));
}

Value date(Runtime &runtime, Arguments arguments)
{
    bool immutable = false;
    const php::DateTime converted = convertDate(runtime, argument(arguments, 0), argument(arguments, 1), immutable);
    return Value::object(runtime.arena().create<DateObject>(converted, immutable));
}

Value include(Runtime &runtime, Arguments arguments)
{
    const Value variables = argument(arguments, 1, Value::array(runtime.newArray()));
    const bool withContext = isTruthy(argument(arguments, 2, Value::boolean(true)));
    const bool ignoreMissing = isTruthy(argument(arguments, 3));
    const Frame &frame = *runtime.frame();
    if (!variables.isArray()) failType(variables, {"array_merge", 2, ""}, "array");
    const bool sandboxed = isTruthy(argument(arguments, 4)) && runtime.settings().extensions.has(Extension::Sandbox);
    const SandboxScope scope(runtime.sandbox(), sandboxed || runtime.sandbox().isOn());
    Instance *instance = nullptr;
    try {
        instance = runtime.loadValue(arguments[0], nullptr);
    } catch (const Failure &failure) {
        if (failure.kind == ErrorKind::Loader && ignoreMissing) return Value::string("");
        throw;
    } catch (const Error &error) { // what it uses is missing
        if (error.kind() == ErrorKind::Loader && ignoreMissing) return Value::string("");
        throw;
    }
    const Layer *layers = runtime.includeLayers(&variables, !withContext, frame.scope);
    try {
        return Value::string(runtime.capture([&] { runtime.display(*instance, layers, nullptr); }));
    } catch (const PrintFailure &failure) {
        throw php::PhpError("Error", failure.error.rawMessage());
    }
}

Value source(Runtime &runtime, Arguments arguments)
{
    if (arguments[0].isNull() || arguments[0].isArray())
        failType(arguments[0], {"Twig\\Loader\\LoaderInterface::getSourceContext", 1, "name"}, "string");
    const std::string name(textOf(runtime, arguments[0]));
    if (runtime.loader()) {
        if (const auto text = runtime.loader()->source(name)) return runtime.string(*text);
    }
    if (isTruthy(argument(arguments, 1))) return Value::string("");
    throw Failure{ErrorKind::Loader, "Template \"" + name + "\" is not defined."};
}

Value constant(Runtime &runtime, Arguments arguments)
{
    std::string name(textOf(runtime, arguments[0]));
    const Value object = argument(arguments, 1);
    const bool checkDefined = isTruthy(argument(arguments, 2));
    if (!object.isNull()) {
        if (!object.isObject()) throw php::PhpError("TypeError", "Cannot use \"::class\" on " + std::string(typeName(object)));
        const std::string_view of = className(*object.objectValue());
        if (name == "class") return checkDefined ? Value::boolean(true) : Value::string(of);
        name = std::string(of) + "::" + name;
    }
    const Value value = phpConstant(name);
    if (checkDefined) return Value::boolean(!value.isAbsent());
    if (!value.isAbsent()) return value;
    if (name.size() > 7 && name.substr(name.size() - 7) == "::class")
        fail("You cannot use the Twig function \"constant\" to access \"" + name +
             "\". You could provide an object and call constant(\"class\", $object) or use the class name directly as a string.");
    fail("Constant \"" + name + "\" is undefined.");
}

Value enumCases(Runtime &runtime, Arguments arguments)
{
    fail("Enum \"" + std::string(textOf(runtime, arguments[0])) + "\" does not exist.");
}

Value enumOf(Runtime &runtime, Arguments arguments)
{
    fail("\"" + std::string(textOf(runtime, arguments[0])) + "\" is not an enum.");
}

Value templateFromString(Runtime &runtime, Arguments arguments)
{
    static constexpr std::string_view Function = "Twig\\Extension\\StringLoaderExtension::templateFromString";
    const Value text = arguments[0];
    const Value name = argument(arguments, 1);
    const auto hasText = [](const Value &value) { return !value.isNull() && !value.isArray() && !value.isObject(); };
    if (!hasText(text)) failType(text, {Function, 2, "template"}, "Stringable|string");
    if (!name.isNull() && !hasText(name)) failType(name, {Function, 3, "name"}, "?string");
    const std::string given(textOf(runtime, name));
    Instance *instance = runtime.loadText(textOf(runtime, text), name.isNull() ? nullptr : &given);
    return Value::object(runtime.arena().create<TemplateObject>(instance->name(), instance));
}

constexpr ArgumentInfo ExtremeArguments[] = {{"value", ""}, {"values", "", true}};
constexpr ArgumentInfo RangeArguments[] = {{"low", ""}, {"high", ""}, {"step", "1"}};
constexpr ArgumentInfo CycleArguments[] = {{"values", ""}, {"position", ""}};
constexpr ArgumentInfo RandomArguments[] = {{"values", "null"}, {"max", "null"}};
constexpr ArgumentInfo DateArguments[] = {{"date", "null"}, {"timezone", "null"}};
constexpr ArgumentInfo IncludeArguments[] = {
    {"template", ""}, {"variables", "[]"}, {"withContext", "true"}, {"ignoreMissing", "false"}, {"sandboxed", "false"}};
constexpr ArgumentInfo SourceArguments[] = {{"name", ""}, {"ignoreMissing", "false"}};
constexpr ArgumentInfo ConstantArguments[] = {{"constant", ""}, {"object", "null"}, {"checkDefined", "false"}};
constexpr ArgumentInfo EnumArguments[] = {{"enum", ""}};
constexpr ArgumentInfo TemplateFromStringArguments[] = {{"template", ""}, {"name", "null"}};
constexpr ArgumentInfo BlockArguments[] = {{"name", ""}, {"template", "null"}};
constexpr ArgumentInfo AttributeArguments[] = {{"variable", ""}, {"attribute", ""}, {"arguments", "null"}};

constexpr auto Kind = SymbolInfo::Kind::Function;
constexpr Callable Functions[] = {
    {.kind = Kind,
     .name = "attribute",
     .arguments = AttributeArguments,
     .help = "A field whose name is an expression.",
     .example = "{{ attribute({a: 1}, 'a') }}",
     .builtin = Builtin::Attribute},
    {.kind = Kind,
     .name = "block",
     .arguments = BlockArguments,
     .help = "What a block prints, once more.",
     .example = "{% block title %}Hi{% endblock %}{{ block('title') }}",
     .builtin = Builtin::Block},
    {.kind = Kind,
     .name = "constant",
     .arguments = ConstantArguments,
     .run = constant,
     .help = "A constant of PHP.",
     .example = "{{ constant('JSON_PRETTY_PRINT') }}",
     .builtin = Builtin::Constant},
    {.kind = Kind,
     .name = "cycle",
     .arguments = CycleArguments,
     .run = cycle,
     .help = "The values in turn, by a position.",
     .example = "{{ cycle(['odd', 'even'], 3) }}"},
    {.kind = Kind,
     .name = "date",
     .arguments = DateArguments,
     .run = date,
     .help = "A date to compare and to format.",
     .example = "{{ date('2026-03-02') < date('2026-03-03') ? 'before' : 'after' }}"},
    {.kind = Kind,
     .name = "enum",
     .arguments = EnumArguments,
     .run = enumOf,
     .help = "An enum of PHP; there are none here.",
     .example = "{% guard function enum %}{% endguard %}",
     .builtin = Builtin::Enum},
    {.kind = Kind,
     .name = "enum_cases",
     .arguments = EnumArguments,
     .run = enumCases,
     .help = "The cases of an enum of PHP; there are none here.",
     .example = "{% guard function enum_cases %}{% endguard %}",
     .builtin = Builtin::EnumCases},
    {.kind = Kind,
     .name = "include",
     .arguments = IncludeArguments,
     .run = include,
     .help = "What another template prints.",
     .example = "{{ include('other', ignore_missing: true) }}",
     .safe = Safety::All,
     .builtin = Builtin::Include,
     .usesContext = true},
    {.kind = Kind,
     .name = "max",
     .arguments = ExtremeArguments,
     .run = max,
     .help = "The greatest of a list or of the arguments.",
     .example = "{{ max(1, 3, 2) }}",
     .nativePhp = true},
    {.kind = Kind,
     .name = "min",
     .arguments = ExtremeArguments,
     .run = min,
     .help = "The least of a list or of the arguments.",
     .example = "{{ min([3, 1, 2]) }}",
     .nativePhp = true},
    {.kind = Kind,
     .name = "parent",
     .arguments = {},
     .help = "What the block of the parent template prints.",
     .example = "{% guard function parent %}{% endguard %}",
     .builtin = Builtin::Parent},
    {.kind = Kind,
     .name = "random",
     .arguments = RandomArguments,
     .run = random,
     .help = "A random item, character or number.",
     .example = "{{ random(['a']) }}"},
    {.kind = Kind,
     .name = "range",
     .arguments = RangeArguments,
     .run = rangeFunction,
     .help = "A list of numbers or letters.",
     .example = "{{ range(1, 9, 2)|join(',') }}",
     .nativePhp = true},
    {.kind = Kind,
     .name = "source",
     .arguments = SourceArguments,
     .run = source,
     .help = "The text of a template, not run.",
     .example = "{{ source('other', ignore_missing: true) }}",
     .safe = Safety::All},
    {.kind = Kind,
     .name = "template_from_string",
     .arguments = TemplateFromStringArguments,
     .run = templateFromString,
     .help = "A template made of a text, to be included, extended or imported.",
     .example = "{{ include(template_from_string('Hi {{ name }}'), {name: 'you'}) }}",
     .extension = Extension::StringLoader},
};

} // namespace

std::span<const Callable> coreFunctions()
{
    return Functions;
}

} // namespace twig
