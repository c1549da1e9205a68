// SPDX-License-Identifier: MIT
#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/objectmethods.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/phpsort.h"

#include <algorithm>
#include <cmath>

namespace twig {

namespace {

const Array &expect(const Value &value, std::string_view filter, std::string_view suffix = {})
{
    const Array *array = iterable(value);
    if (!array)
        fail("The \"" + std::string(filter) + "\" filter expects a sequence or a mapping, got \"" + std::string(typeName(value)) +
             "\"" + std::string(suffix) + ".");
    return *array;
}

/// Adds an element as array_slice() and the like do: string keys stay, numbers are given anew unless kept.
void addElement(Runtime &runtime, Array &to, const Value &key, const Value &value, bool keepKeys)
{
    if (key.isInt() && !keepKeys)
        to.append(runtime.arena(), value);
    else
        to.set(runtime.arena(), key, value);
}

/// Which keys a slice keeps: of an array at least the names, of an object that can be looped over none without being asked.
enum class Keys { All, Names, None };

Value sliceArray(Runtime &runtime, const Array &array, std::int64_t start, std::optional<std::int64_t> length, Keys keys)
{
    const auto count = static_cast<std::int64_t>(array.size());
    Array *result = runtime.newArray();
    if (start > count) return Value::array(result);
    if (start < 0) start = std::max<std::int64_t>(0, count + start);
    std::int64_t end = count;
    if (length) {
        if (*length < 0)
            end = count + *length;
        else if (*length < count - start)
            end = start + *length;
    }
    if (end > start) runtime.stepItems(static_cast<std::size_t>(end - start));
    for (std::int64_t i = start; i < end; ++i) {
        const auto position = static_cast<std::uint32_t>(i);
        if (keys == Keys::None)
            result->append(runtime.arena(), array.valueAt(position));
        else
            addElement(runtime, *result, array.keyAt(position), array.valueAt(position), keys == Keys::All);
    }
    return Value::array(result);
}

Value sliceOf(Runtime &runtime, const Value &item, const Value &startValue, const Value &lengthValue, bool keepKeys)
{
    const Array *array = iterable(item);
    const std::string_view function = array ? "array_slice" : "mb_substr";
    const std::int64_t start = intArgument(runtime, startValue, {function, 2, array ? "offset" : "start"});
    std::optional<std::int64_t> length;
    if (!lengthValue.isNull()) length = intArgument(runtime, lengthValue, {function, 3, "length"});
    const Keys keys = keepKeys ? Keys::All : item.isObject() ? Keys::None : Keys::Names;
    if (array) return sliceArray(runtime, *array, start, length, keys);
    return runtime.string(php::substring(textOf(runtime, item), start, length));
}

/// What PHP makes no number and no bool of.
bool isCompound(const Value &value)
{
    return value.isArray() || value.isObject() || value.isMarkup();
}

bool keepsKeys(const Value &value, const Parameter &parameter)
{
    if (isCompound(value)) failType(value, parameter, "bool");
    return isTruthy(value);
}

Value slice(Runtime &runtime, Arguments arguments)
{
    const bool isText = iterable(arguments[0]) == nullptr;
    const bool keepKeys = !isText && keepsKeys(argument(arguments, 3), {"array_slice", 4, "preserve_keys"});
    return sliceOf(runtime, arguments[0], arguments[1], argument(arguments, 2), keepKeys);
}

Value end(Runtime &runtime, const Value &item, std::int64_t start)
{
    const Value part = sliceOf(runtime, item, Value::integer(start), Value::integer(1), false);
    if (!part.isArray()) return part;
    return part.arrayValue()->isEmpty() ? Value::boolean(false) : part.arrayValue()->valueAt(0);
}

Value first(Runtime &runtime, Arguments arguments)
{
    return end(runtime, arguments[0], 0);
}

Value last(Runtime &runtime, Arguments arguments)
{
    return end(runtime, arguments[0], -1);
}

Value length(Runtime &runtime, Arguments arguments)
{
    const Value &value = arguments[0];
    if (value.isNull()) return Value::integer(0);
    if (const Array *array = iterable(value)) return Value::integer(array->size());
    if (value.isObject() && !textOfObject(*value.objectValue())) return Value::integer(1);
    return Value::integer(static_cast<std::int64_t>(php::length(textOf(runtime, value))));
}

Value keys(Runtime &runtime, Arguments arguments)
{
    Array *result = runtime.newArray();
    if (const Array *array = iterable(arguments[0])) {
        runtime.stepItems(array->size());
        for (std::uint32_t i = 0; i < array->size(); ++i)
            result->append(runtime.arena(), array->keyAt(i));
    }
    return Value::array(result);
}

Value merge(Runtime &runtime, Arguments arguments)
{
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        size += expect(arguments[i], "merge", " for argument " + std::to_string(i + 1)).size();
    runtime.expectItems(size);
    runtime.stepItems(size);
    Array *result = runtime.newArray(static_cast<std::uint32_t>(size));
    for (const Value &argument : arguments) {
        const Array &array = *iterable(argument);
        for (std::uint32_t i = 0; i < array.size(); ++i)
            addElement(runtime, *result, array.keyAt(i), array.valueAt(i), false);
    }
    return Value::array(result);
}

Value batch(Runtime &runtime, Arguments arguments)
{
    const Array &items = expect(arguments[0], "batch");
    if (isCompound(arguments[1])) failType(arguments[1], {"ceil", 1, "num"}, "int|float");
    if (arguments[1].isPlainString() && !php::isNumeric(arguments[1].text()))
        failType(arguments[1], {"ceil", 1, "num"}, "int|float");
    const auto size = php::doubleToInteger(std::ceil(toDouble(runtime, arguments[1])));
    if (size < 1) throw php::PhpError("ValueError", "array_chunk(): Argument #2 ($length) must be greater than 0");
    const Value fill = argument(arguments, 2);
    const bool keepKeys = isTruthy(argument(arguments, 3, Value::boolean(true)));
    Array *result = runtime.newArray();
    Array *row = nullptr;
    runtime.stepItems(items.size());
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        if (!row || row->size() >= static_cast<std::uint64_t>(size)) {
            row = runtime.newArray();
            result->append(runtime.arena(), Value::array(row));
        }
        if (keepKeys)
            row->set(runtime.arena(), items.keyAt(i), items.valueAt(i));
        else
            row->append(runtime.arena(), items.valueAt(i));
    }
    if (row && !fill.isNull()) {
        runtime.expectItems(static_cast<std::uint64_t>(size));
        runtime.stepItems(static_cast<std::size_t>(size));
        while (row->size() < static_cast<std::uint64_t>(size))
            row->append(runtime.arena(), fill);
    }
    return Value::array(result);
}

const Value *member(const Value &row, const Value &name)
{
    const Array *fields = row.isArray() ? row.arrayValue() : row.isObject() ? elementsOf(*row.objectValue()) : nullptr;
    if (!fields) return nullptr;
    return fields->find(name.isString() ? Array::key(name.text()) : name);
}

/// The sandbox asks for each property of an object.
void checkColumns(Runtime &runtime, const Array &rows, const Value &name, const Value &index)
{
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const Value &row = rows.valueAt(i);
        if (!row.isObject()) continue;
        if (auto refused = runtime.sandbox().checkProperty(*row.objectValue(), textOf(runtime, name))) throw *refused;
        if (index.isNull()) continue;
        if (auto refused = runtime.sandbox().checkProperty(*row.objectValue(), textOf(runtime, index))) throw *refused;
    }
}

Value column(Runtime &runtime, Arguments arguments)
{
    const Array &rows = expect(arguments[0], "column");
    const auto checked = [&](Value value, int position, std::string_view parameter) {
        if (value.isDouble() || value.isBool())
            return Value::integer(intArgument(runtime, value, {"array_column", position, parameter}));
        if (value.isArray() || value.isObject()) failType(value, {"array_column", position, parameter}, "string|int|null");
        return value;
    };
    const Value name = checked(arguments[1], 2, "column_key");
    const Value index = checked(argument(arguments, 2), 3, "index_key");
    if (runtime.sandbox().isOn()) checkColumns(runtime, rows, name, index);
    Array *result = runtime.newArray();
    runtime.stepItems(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const Value &row = rows.valueAt(i);
        const Value *value = name.isNull() ? &row : member(row, name);
        if (!value) continue;
        const Value *key = index.isNull() ? nullptr : member(row, index);
        if (!key || key->isArray() || key->isObject())
            result->append(runtime.arena(), *value);
        else
            result->set(runtime.arena(), key->isString() ? Array::key(key->text()) : Value::integer(toInt(runtime, *key)),
                        *value);
    }
    return Value::array(result);
}

Value reverse(Runtime &runtime, Arguments arguments)
{
    const Array *array = iterable(arguments[0]);
    if (!array) {
        const auto text = php::reverseCharacters(textOf(runtime, arguments[0]));
        return text ? runtime.string(*text) : Value::string("");
    }
    const bool keepKeys = keepsKeys(argument(arguments, 1), {"array_reverse", 2, "preserve_keys"});
    Array *result = runtime.newArray(array->size());
    runtime.stepItems(array->size());
    for (std::uint32_t i = array->size(); i-- > 0;)
        addElement(runtime, *result, array->keyAt(i), array->valueAt(i), keepKeys);
    return Value::array(result);
}

Value shuffle(Runtime &runtime, Arguments arguments)
{
    const Value &item = arguments[0];
    Array *result = runtime.newArray();
    if (item.isPlainString()) {
        runtime.arena().require(item.text().size() * sizeof(std::string_view));
        const auto parts = php::pregCharacters(item.text());
        if (!parts) throw php::PhpError("TypeError", "shuffle(): Argument #1 ($array) must be of type array, false given");
        std::string text;
        for (const std::size_t position : runtime.random().shuffled(parts->size()))
            text += (*parts)[position];
        return runtime.string(text);
    }
    const Array *array = iterable(item);
    if (!array) return item;
    runtime.stepItems(array->size());
    for (const std::size_t position : runtime.random().shuffled(array->size()))
        result->append(runtime.arena(), array->valueAt(static_cast<std::uint32_t>(position)));
    return Value::array(result);
}

Value join(Runtime &runtime, Arguments arguments)
{
    const Array *array = iterable(arguments[0]);
    if (!array && arguments[0].isObject() && arguments[0].objectValue()->kind != Object::Kind::Closure)
        array = objectProperties(runtime, *arguments[0].objectValue());
    const Value glueValue = argument(arguments, 1, Value::string(""));
    const Value andValue = argument(arguments, 2);
    if (!array && arguments[0].isNull()) return Value::string("");
    std::vector<Value> items;
    if (array) {
        runtime.stepItems(array->size());
        for (std::uint32_t i = 0; i < array->size(); ++i)
            items.push_back(array->valueAt(i));
    } else {
        items.push_back(arguments[0]);
        if (arguments[0].isMarkup()) items.push_back(Value::string("UTF-8")); // PHP's object as an array: content and charset
    }
    if (items.empty()) return Value::string("");
    const bool hasAnd =
        !andValue.isNull() && !(andValue.isPlainString() && glueValue.isPlainString() && andValue.text() == glueValue.text());
    if (hasAnd && items.size() == 1) {
        if (items[0].isNull() || items[0].isArray())
            throw php::PhpError("TypeError", "Twig\\Extension\\CoreExtension::join(): Return value must be of type string, " +
                                                 std::string(typeName(items[0])) + " returned");
        return runtime.string(textOf(runtime, items[0]));
    }
    const std::string_view glue = textArgument(runtime, glueValue, {"implode", 1, "separator"});
    std::string text;
    const std::size_t plain = hasAnd ? items.size() - 1 : items.size();
    for (std::size_t i = 0; i < plain; ++i) {
        if (i) text += glue;
        appendText(runtime, text, items[i]);
        runtime.expectText(text.size());
    }
    if (hasAnd) {
        text += textOf(runtime, andValue);
        appendText(runtime, text, items.back());
    }
    return runtime.string(text);
}

Value sort(Runtime &runtime, Arguments arguments)
{
    const Array &array = expect(arguments[0], "sort");
    return Value::array(sorted(runtime, array, argument(arguments, 1)));
}

constexpr ArgumentInfo SliceArguments[] = {{"start", ""}, {"length", "null"}, {"preserveKeys", "false"}};
constexpr ArgumentInfo MergeArguments[] = {{"arrays", "", true}};
constexpr ArgumentInfo BatchArguments[] = {{"size", ""}, {"fill", "null"}, {"preserveKeys", "true"}};
constexpr ArgumentInfo ColumnArguments[] = {{"name", ""}, {"index", "null"}};
constexpr ArgumentInfo KeepArguments[] = {{"preserveKeys", "false"}};
constexpr ArgumentInfo JoinArguments[] = {{"glue", "''"}, {"and", "null"}};
constexpr ArgumentInfo SortArguments[] = {{"arrow", "null"}};

constexpr auto Filter = SymbolInfo::Kind::Filter;
constexpr Callable Filters[] = {
    {.kind = Filter,
     .name = "batch",
     .arguments = BatchArguments,
     .run = batch,
     .help = "The items in rows of a size, the last one filled up.",
     .example = "{{ [1, 2, 3]|batch(2)|json_encode }}"},
    {.kind = Filter,
     .name = "column",
     .arguments = ColumnArguments,
     .run = column,
     .help = "One field of each item, as a list.",
     .example = "{{ [{a: 1}, {a: 2}]|column('a')|json_encode }}"},
    {.kind = Filter,
     .name = "first",
     .arguments = {},
     .run = first,
     .help = "The first item, or the first character.",
     .example = "{{ [1, 2]|first }}"},
    {.kind = Filter,
     .name = "join",
     .arguments = JoinArguments,
     .run = join,
     .help = "The items in one text, with a glue between them.",
     .example = "{{ ['a', 'b', 'c']|join(', ', ' and ') }}"},
    {.kind = Filter,
     .name = "keys",
     .arguments = {},
     .run = keys,
     .help = "The keys of a mapping, as a list.",
     .example = "{{ {a: 1}|keys|join }}"},
    {.kind = Filter,
     .name = "last",
     .arguments = {},
     .run = last,
     .help = "The last item, or the last character.",
     .example = "{{ [1, 2]|last }}"},
    {.kind = Filter,
     .name = "length",
     .arguments = {},
     .run = length,
     .help = "How many items, or characters.",
     .example = "{{ 'Avery'|length }}"},
    {.kind = Filter,
     .name = "merge",
     .arguments = MergeArguments,
     .run = merge,
     .help = "Mappings or lists in one; later values win.",
     .example = "{{ {a: 1}|merge({b: 2})|json_encode }}"},
    {.kind = Filter,
     .name = "reverse",
     .arguments = KeepArguments,
     .run = reverse,
     .help = "Items or characters from the end.",
     .example = "{{ 'abc'|reverse }}"},
    {.kind = Filter,
     .name = "shuffle",
     .arguments = {},
     .run = shuffle,
     .help = "Items or characters in random order.",
     .example = "{{ 'aaa'|shuffle }}"},
    {.kind = Filter,
     .name = "slice",
     .arguments = SliceArguments,
     .run = slice,
     .help = "A part, from a start, of a length; a negative start counts from the end.",
     .example = "{{ 'Avery'|slice(0, 2) }}"},
    {.kind = Filter,
     .name = "sort",
     .arguments = SortArguments,
     .run = sort,
     .help = "The items in order, or in that of an arrow function; keys stay.",
     .example = "{{ [2, 1]|sort|join }}"},
};

} // namespace

std::span<const Callable> arrayFilters()
{
    return Filters;
}

} // namespace twig
