// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/php/phperror.h"
#include "twig/phpsort.h"

namespace twig {

namespace {

/// What the filters that take an arrow function work on.
struct Job
{
    const Array &items;
    const ClosureObject &closure;
};

Job job(Runtime &runtime, Arguments arguments, std::string_view filter)
{
    const Array *items = iterable(arguments[0]);
    if (!items) {
        const bool isFilter = filter == "filter";
        fail("The \"" + std::string(filter) + "\" filter expects a sequence" +
             (isFilter ? "/mapping or \"Traversable\"" : " or a mapping") + ", got \"" + std::string(typeName(arguments[0])) +
             "\".");
    }
    return {*items, arrowFunction(runtime, arguments[1], filter, "filter")};
}

Value callWith(Runtime &runtime, const Job &job, std::uint32_t i)
{
    const Value arguments[] = {job.items.valueAt(i), job.items.keyAt(i)};
    return runtime.call(job.closure, arguments);
}

/// array_filter() without a callback: what counts as true.
Value filterTruthy(Runtime &runtime, const Array &items)
{
    runtime.deprecate(
        "Since twig/twig 3.15: Passing a callable that is not a PHP \\Closure as an argument to the \"filter\" filter is "
        "deprecated.");
    Array *result = runtime.newArray();
    for (std::uint32_t i = 0; i < items.size(); ++i)
        if (toBool(items.valueAt(i))) result->add(runtime.arena(), items.keyAt(i), items.valueAt(i));
    return Value::array(result);
}

Value filter(Runtime &runtime, Arguments arguments)
{
    if (arguments[0].isArray() && arguments[1].isNull()) return filterTruthy(runtime, *arguments[0].arrayValue());
    const Job work = job(runtime, arguments, "filter");
    Array *result = runtime.newArray();
    for (std::uint32_t i = 0; i < work.items.size(); ++i)
        if (toBool(callWith(runtime, work, i))) result->add(runtime.arena(), work.items.keyAt(i), work.items.valueAt(i));
    if (arguments[0].isArray()) return Value::array(result);
    return Value::object(
        runtime.arena().create<ArrayBackedObject>(Object::Kind::Iterator, std::string_view("CallbackFilterIterator"), result));
}

Value map(Runtime &runtime, Arguments arguments)
{
    const Job work = job(runtime, arguments, "map");
    Array *result = runtime.newArray(work.items.size());
    for (std::uint32_t i = 0; i < work.items.size(); ++i)
        result->add(runtime.arena(), work.items.keyAt(i), callWith(runtime, work, i).defined());
    return Value::array(result);
}

Value find(Runtime &runtime, Arguments arguments)
{
    const Job work = job(runtime, arguments, "find");
    for (std::uint32_t i = 0; i < work.items.size(); ++i)
        if (toBool(callWith(runtime, work, i))) return work.items.valueAt(i);
    return Value::null();
}

Value reduce(Runtime &runtime, Arguments arguments)
{
    const Job work = job(runtime, arguments, "reduce");
    Value result = argument(arguments, 2);
    for (std::uint32_t i = 0; i < work.items.size(); ++i) {
        const Value values[] = {result, work.items.valueAt(i), work.items.keyAt(i)};
        result = runtime.call(work.closure, values).defined();
    }
    return result;
}

Value invoke(Runtime &runtime, Arguments arguments)
{
    if (!arguments[0].isObject() || arguments[0].objectValue()->kind != Object::Kind::Closure)
        failType(arguments[0], {"Twig\\Extension\\CoreExtension::invoke", 1, "arrow"}, "Closure");
    return runtime.call(static_cast<const ClosureObject &>(*arguments[0].objectValue()), arguments.subspan(1));
}

constexpr ArgumentInfo ArrowArguments[] = {{"arrow", ""}};
constexpr ArgumentInfo ReduceArguments[] = {{"arrow", ""}, {"initial", "null"}};
constexpr ArgumentInfo InvokeArguments[] = {{"arguments", "", true}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "filter",
     .arguments = ArrowArguments,
     .run = filter,
     .help = "The items for which the arrow function is true; keys stay.",
     .example = "{{ [1, 2]|filter(x => x > 1)|join }}"},
    {.kind = Filter,
     .name = "find",
     .arguments = ArrowArguments,
     .run = find,
     .help = "The first item for which the arrow function is true.",
     .example = "{{ [1, 2]|find(x => x > 1) }}"},
    {.kind = Filter,
     .name = "invoke",
     .arguments = InvokeArguments,
     .run = invoke,
     .help = "Calls an arrow function.",
     .example = "{{ (x => x * 2)|invoke(3) }}"},
    {.kind = Filter,
     .name = "map",
     .arguments = ArrowArguments,
     .run = map,
     .help = "What the arrow function makes of each item.",
     .example = "{{ [1, 2]|map(x => x * 2)|join }}"},
    {.kind = Filter,
     .name = "reduce",
     .arguments = ReduceArguments,
     .run = reduce,
     .help = "All items taken together by an arrow function.",
     .example = "{{ [1, 2]|reduce((sum, x) => sum + x, 0) }}"},
};

} // namespace

std::span<const Callable> arrowFilters()
{
    return Filters;
}

} // namespace twig
