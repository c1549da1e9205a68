// SPDX-License-Identifier: MIT
// How PHP compares values, and how Twig's `in` does.
#include "twig/operations.h"

#include "twig/php/compare.h"
#include "twig/php/phperror.h"
#include "twig/php/text.h"
#include "twig/stackguard.h"

#include <algorithm>

namespace twig {

namespace {

constexpr int DeepestNesting = 256; // then PHP, too, gives up

int sign(std::int64_t a, std::int64_t b)
{
    return a == b ? 0 : a < b ? -1 : 1;
}

/// A text that may be a number is read to its end, others to the first byte that differs.
void countTexts(Runtime &runtime, std::string_view a, std::string_view b)
{
    const bool mayBeNumber = !a.empty() && a.front() <= '9'; // digit, sign, point or space
    if (mayBeNumber) {
        runtime.stepDigits(a.size() + b.size());
    } else {
        runtime.stepBytes(std::min(a.size(), b.size()) / 16);
    }
}

int compareTexts(Runtime &runtime, std::string_view a, std::string_view b)
{
    countTexts(runtime, a, b);
    return php::compareStrings(a, b);
}

int compareArrays(Runtime &runtime, const Array &a, const Array &b, int depth)
{
    if (depth > DeepestNesting) throw php::PhpError("Error", "Nesting level too deep - recursive dependency?");
    if (&a == &b) return 0;
    if (a.size() != b.size()) return sign(a.size(), b.size());
    runtime.step(1 + a.size() / 16);
    StackGuard::require();
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        const Value *other = b.find(a.keyAt(i));
        if (!other) return 1;
        if (const int result = compare(runtime, a.valueAt(i), *other, depth + 1)) return result;
    }
    return 0;
}

int compareObjects(Runtime &runtime, const Object &a, const Object &b, int depth)
{
    if (&a == &b) return 0;
    if (a.isDate() && b.isDate()) {
        const auto left = static_cast<const DateObject &>(a).date.instant();
        const auto right = static_cast<const DateObject &>(b).date.instant();
        return left == right ? 0 : left < right ? -1 : 1;
    }
    if (a.kind == b.kind && textOfObject(a)) return compareTexts(runtime, *textOfObject(a), *textOfObject(b));
    const Array *left = elementsOf(a);
    const Array *right = elementsOf(b);
    const bool areLists = a.isArrayLike() && b.isArrayLike(); // whatever their classes: ArrayObject has a comparison of its own
    if ((a.kind != b.kind && !areLists) || !left || !right) return 1;
    return compareArrays(runtime, *left, *right, depth);
}

/// Markup is an object of PHP's, which as a number is 1.
int compareWithMarkup(Runtime &runtime, const Value &number)
{
    runtime.warn(std::string("Object of class Twig\\Markup could not be converted to ") + (number.isInt() ? "int" : "float"));
    return compare(runtime, number, Value::integer(1));
}

int compareWithText(Runtime &runtime, const Value &number, std::string_view text)
{
    runtime.stepDigits(text.size());
    return number.isInt() ? php::compareNumberString(number.intValue(), text)
                          : php::compareNumberString(number.doubleValue(), text);
}

} // namespace

bool isNan(const Value &value)
{
    return value.isDouble() && value.doubleValue() != value.doubleValue();
}

int compare(Runtime &runtime, const Value &a, const Value &b, int depth)
{
    if (a.isInt() && b.isInt()) return sign(a.intValue(), b.intValue());
    if (a.isNumber() && b.isNumber()) {
        const double left = a.isInt() ? static_cast<double>(a.intValue()) : a.doubleValue();
        const double right = b.isInt() ? static_cast<double>(b.intValue()) : b.doubleValue();
        return left == right ? 0 : left < right ? -1 : 1;
    }
    if (a.isString() && b.isString()) return compareTexts(runtime, a.text(), b.text());
    // null against a string is "" against it; anything else with null or a bool compares truths
    if (a.isNull() && b.isPlainString()) return b.text().empty() ? 0 : -1;
    if (a.isPlainString() && b.isNull()) return a.text().empty() ? 0 : 1;
    if (a.isNull() || a.isBool() || b.isNull() || b.isBool()) return sign(toBool(a), toBool(b));
    if (a.isNumber() && b.isMarkup()) return compareWithMarkup(runtime, a);
    if (a.isMarkup() && b.isNumber()) return isNan(b) ? 1 : -compareWithMarkup(runtime, b);
    if (a.isNumber() && b.isString()) return compareWithText(runtime, a, b.text());
    if (a.isString() && b.isNumber()) return isNan(b) ? 1 : -compareWithText(runtime, b, a.text());
    if (a.isObject() && b.isPlainString() && textOfObject(*a.objectValue()))
        return compareTexts(runtime, *textOfObject(*a.objectValue()), b.text());
    if (a.isPlainString() && b.isObject() && textOfObject(*b.objectValue()))
        return compareTexts(runtime, a.text(), *textOfObject(*b.objectValue()));
    if (a.isMarkup() && (b.isArray() || b.isObject())) return 1; // an object is more than an array, two classes have no order
    if (a.isArray() && b.isMarkup()) return -1;
    if (a.isArray() && b.isArray()) return compareArrays(runtime, *a.arrayValue(), *b.arrayValue(), depth);
    if (a.isObject() && b.isObject()) return compareObjects(runtime, *a.objectValue(), *b.objectValue(), depth);
    if (a.isObject()) return b.isNumber() ? compare(runtime, Value::integer(toInt(runtime, a)), b) : 1;
    if (b.isObject()) return a.isNumber() ? compare(runtime, a, Value::integer(toInt(runtime, b))) : -1;
    return a.isArray() ? 1 : -1;
}

bool looselyEqual(Runtime &runtime, const Value &a, const Value &b)
{
    if (a.isString() && b.isString()) {
        countTexts(runtime, a.text(), b.text());
        return php::looselyEqual(a.text(), b.text());
    }
    return compare(runtime, a, b) == 0;
}

bool identical(Runtime &runtime, const Value &a, const Value &b, int depth)
{
    if (a.type() != b.type()) return false;
    switch (a.type()) {
    case Type::Null: return true;
    case Type::Bool:
    case Type::Int: return a.intValue() == b.intValue();
    case Type::Double: return a.doubleValue() == b.doubleValue();
    case Type::String:
        if (a.isMarkup() || b.isMarkup()) return a.isMarkup() && b.isMarkup() && a.textData() == b.textData();
        if (a.text().size() == b.text().size()) runtime.stepBytes(a.text().size() / 16);
        return a.text() == b.text();
    case Type::Object: return a.objectValue() == b.objectValue();
    case Type::Array: break;
    }
    const Array &left = *a.arrayValue();
    const Array &right = *b.arrayValue();
    if (&left == &right) return true;
    if (left.size() != right.size()) return false;
    if (depth > DeepestNesting) throw php::PhpError("Error", "Nesting level too deep - recursive dependency?");
    runtime.step(1 + left.size() / 16);
    StackGuard::require();
    for (std::uint32_t i = 0; i < left.size(); ++i) {
        if (!identical(runtime, left.keyAt(i), right.keyAt(i)) ||
            !identical(runtime, left.valueAt(i), right.valueAt(i), depth + 1))
            return false;
    }
    return true;
}

int twigCompare(Runtime &runtime, const Value &a, const Value &b)
{
    if (a.isPlainString() && b.isNumber()) runtime.stepDigits(a.text().size());
    if (b.isPlainString() && a.isNumber()) runtime.stepDigits(b.text().size());
    if (a.isInt() && b.isPlainString()) return php::twigCompare(a.intValue(), b.text());
    if (a.isPlainString() && b.isInt()) return php::twigCompare(a.text(), b.intValue());
    if (a.isDouble() && b.isPlainString()) return php::twigCompare(a.doubleValue(), b.text());
    if (a.isPlainString() && b.isDouble()) return php::twigCompare(a.text(), b.doubleValue());
    return compare(runtime, a, b);
}

bool contains(Runtime &runtime, const Value &value, const Value &container)
{
    if (container.isString()) {
        if (value.isString() && value.text().empty()) return true;
        if (!value.isString() && !value.isNumber()) return false;
        runtime.stepBytes(container.text().size());
        return php::find(container.text(), textOf(runtime, value)) != std::string_view::npos;
    }
    const Array *array = iterable(container);
    if (!array) return false;
    runtime.stepItems(array->size());
    const Value wanted = value.plain();
    for (std::uint32_t i = 0; i < array->size(); ++i) {
        const Value &item = array->valueAt(i);
        if (wanted.isObject() ? identical(runtime, wanted, item) : twigCompare(runtime, wanted, item) == 0) return true;
    }
    return false;
}

} // namespace twig
