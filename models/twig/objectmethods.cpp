// SPDX-License-Identifier: MIT
#include "twig/objectmethods.h"

#include "twig/builtins.h"
#include "twig/convert.h"
#include "twig/extensions/htmlattributes.h"
#include "twig/extensions/unicodeobject.h"
#include "twig/php/phperror.h"
#include "twig/php/unicode.h"
#include "twig/templatemethods.h"

#include <algorithm>

namespace twig {

namespace {

enum class Method {
    None,
    Format,
    Timestamp,
    Timezone,
    Offset,
    Modify,
    SetTimezone,
    Diff,
    Add,
    Subtract,
    Name,
    Invoke,
    Count,
    IntervalFormat
};

/// "getTimestamp", "timestamp" and "TIMESTAMP" are the same to Twig.
Method methodOf(const Object &object, std::string_view name)
{
    const std::string lower = php::lowerBytes(name);
    const auto is = [&](std::string_view method) {
        return lower == method || (method.substr(0, 3) == "get" && lower == method.substr(3));
    };
    if (object.isDate()) {
        if (is("format")) return Method::Format;
        if (is("gettimestamp")) return Method::Timestamp;
        if (is("gettimezone")) return Method::Timezone;
        if (is("getoffset")) return Method::Offset;
        if (is("modify")) return Method::Modify;
        if (is("diff")) return Method::Diff;
        if (is("add")) return Method::Add;
        if (is("sub")) return Method::Subtract;
        if (is("settimezone")) return Method::SetTimezone;
    }
    if (object.kind == Object::Kind::DateTimeZone && is("getname")) return Method::Name;
    if (object.kind == Object::Kind::DateInterval && is("format")) return Method::IntervalFormat;
    if (object.kind == Object::Kind::Closure && (is("__invoke") || is("call"))) return Method::Invoke;
    if (object.isArrayLike() && is("count")) return Method::Count;
    return Method::None;
}

Value first(std::span<const Value> arguments)
{
    return arguments.empty() ? Value::null() : arguments[0];
}

Value dateValue(Runtime &runtime, const Object &like, const php::DateTime &date)
{
    return Value::object(runtime.arena().create<DateObject>(date, like.kind == Object::Kind::DateTimeImmutable));
}

/// Twig takes a constant of the class for a property: date.ATOM.
std::optional<Value> classConstant(const Object &object, std::string_view name)
{
    const Value constant = phpConstant(std::string(className(object)) + "::" + std::string(name));
    return constant.isAbsent() ? std::nullopt : std::optional(constant);
}

} // namespace

std::optional<Value> objectProperty(Runtime &runtime, const Object &object, std::string_view name)
{
    if (object.kind == Object::Kind::Bag) {
        if (const Value *found = elementsOf(object)->find(Array::key(name))) return *found;
        return std::nullopt;
    }
    if (object.kind == Object::Kind::DateInterval) {
        const php::DateInterval &interval = static_cast<const IntervalObject &>(object).interval;
        if (name == "y") return Value::integer(interval.years);
        if (name == "m") return Value::integer(interval.months);
        if (name == "d") return Value::integer(interval.days);
        if (name == "h") return Value::integer(interval.hours);
        if (name == "i") return Value::integer(interval.minutes);
        if (name == "s") return Value::integer(interval.seconds);
        if (name == "f") return Value::real(static_cast<double>(interval.microseconds) / 1e6);
        if (name == "invert") return Value::integer(interval.invert ? 1 : 0);
        if (name == "days") return interval.totalDays ? Value::integer(*interval.totalDays) : Value::boolean(false);
        return std::nullopt;
    }
    if (object.isDate()) {
        const php::DateTime &date = static_cast<const DateObject &>(object).date;
        if (name == "date") return runtime.string(date.format("Y-m-d H:i:s.u"));
        if (name == "timezone") return runtime.string(date.zone().name());
        if (name == "timezone_type") return Value::integer(static_cast<int>(date.zone().kind()));
    }
    if (object.isDate() || object.isArrayLike()) return classConstant(object, name);
    return std::nullopt;
}

std::optional<Value> markupMethod(const Value &markup, std::string_view name)
{
    const std::string lower = php::lowerBytes(name);
    if (lower == "count") return Value::integer(static_cast<std::int64_t>(php::length(markup.text())));
    if (lower == "charset" || lower == "getcharset") return Value::string("UTF-8");
    if (lower == "jsonserialize" || lower == "__tostring") return markup.plain();
    return std::nullopt;
}

std::string methodName(const Object &object, std::string_view name)
{
    if (object.kind == Object::Kind::Template) return templateMethodName(name);
#ifdef TARGETDESK_ICU
    if (object.kind == Object::Kind::UnicodeString) return std::string(unicodeMethodName(name));
#endif
    if (object.kind == Object::Kind::Attribute) return "getvalue";
    static constexpr std::pair<Method, std::string_view> Getters[] = {{Method::Timestamp, "gettimestamp"},
                                                                      {Method::Timezone, "gettimezone"},
                                                                      {Method::Offset, "getoffset"},
                                                                      {Method::Name, "getname"}};
    const Method method = methodOf(object, name);
    for (const auto &[getter, full] : Getters)
        if (getter == method) return std::string(full);
    return php::lowerBytes(name);
}

const Array *objectProperties(Runtime &runtime, const Object &object)
{
    Array *properties = runtime.newArray();
    Arena &arena = runtime.arena();
    const auto add = [&](std::string_view name) {
        if (const auto value = objectProperty(runtime, object, name)) properties->set(arena, name, *value);
    };
    if (object.isDate()) {
        for (const std::string_view name : {"date", "timezone_type", "timezone"})
            add(name);
    } else if (object.kind == Object::Kind::DateTimeZone) {
        const php::Zone &zone = static_cast<const ZoneObject &>(object).zone;
        properties->set(arena, "timezone_type", Value::integer(static_cast<int>(zone.kind())));
        properties->set(arena, "timezone", runtime.string(zone.name()));
    } else if (object.kind == Object::Kind::DateInterval) {
        for (const std::string_view name : {"y", "m", "d", "h", "i", "s", "f", "invert", "days"})
            add(name);
        properties->set(arena, "from_string", Value::boolean(false));
    } else if (object.kind != Object::Kind::Iterator) {
        if (const Array *elements = elementsOf(object)) return elements;
    }
    return properties;
}

bool hasMethod(const Object &object, std::string_view name)
{
    if (object.kind == Object::Kind::Template) return hasTemplateMethod(name);
#ifdef TARGETDESK_ICU
    if (object.kind == Object::Kind::UnicodeString) return hasUnicodeMethod(name);
#endif
    if (hasHtmlMethod(object, name)) return true;
    return methodOf(object, name) != Method::None;
}

Value callObjectMethod(Runtime &runtime, const Object &object, std::string_view name, std::span<const Value> arguments,
                       std::span<const std::string_view> names)
{
    if (object.kind == Object::Kind::Template)
        return callTemplateMethod(runtime, static_cast<const TemplateObject &>(object), name, arguments);
#ifdef TARGETDESK_ICU
    if (object.kind == Object::Kind::UnicodeString)
        return callUnicodeMethod(runtime, static_cast<const UnicodeObject &>(object), name, arguments, names);
#endif
    if (hasHtmlMethod(object, name)) return callHtmlMethod(runtime, object, arguments, names);
    const auto date = [&]() -> const php::DateTime & { return static_cast<const DateObject &>(object).date; };
    switch (methodOf(object, name)) {
    case Method::Format: return runtime.string(date().format(textOf(runtime, first(arguments))));
    case Method::Timestamp: return Value::integer(date().instant().seconds);
    case Method::Timezone: return Value::object(runtime.arena().create<ZoneObject>(date().zone()));
    case Method::Offset: return Value::integer(date().zone().offsetAt(date().instant().seconds));
    case Method::Modify: return dateValue(runtime, object, date().modified(textOf(runtime, first(arguments)), runtime.now()));
    case Method::SetTimezone: {
        const Value zone = first(arguments);
        if (!zone.isObject() || zone.objectValue()->kind != Object::Kind::DateTimeZone)
            failType(zone, {"DateTime::setTimezone", 1, "timezone"}, "DateTimeZone");
        return dateValue(runtime, object, date().inZone(static_cast<const ZoneObject *>(zone.objectValue())->zone));
    }
    case Method::Diff: {
        const Value other = first(arguments);
        if (!other.isObject() || !other.objectValue()->isDate())
            failType(other, {"DateTime::diff", 1, "targetObject"}, "DateTimeInterface");
        return Value::object(
            runtime.arena().create<IntervalObject>(date().diff(static_cast<const DateObject *>(other.objectValue())->date)));
    }
    case Method::Add:
    case Method::Subtract: {
        const bool adds = methodOf(object, name) == Method::Add;
        const Value interval = first(arguments);
        if (!interval.isObject() || interval.objectValue()->kind != Object::Kind::DateInterval)
            failType(interval, {adds ? "DateTime::add" : "DateTime::sub", 1, "interval"}, "DateInterval");
        const auto &by = static_cast<const IntervalObject *>(interval.objectValue())->interval;
        return dateValue(runtime, object, adds ? date().plus(by) : date().minus(by));
    }
    case Method::Name: return runtime.string(static_cast<const ZoneObject &>(object).zone.name());
    case Method::IntervalFormat:
        return runtime.string(static_cast<const IntervalObject &>(object).interval.format(textOf(runtime, first(arguments))));
    case Method::Invoke: return runtime.call(static_cast<const ClosureObject &>(object), arguments);
    case Method::Count: return Value::integer(elementsOf(object)->size());
    case Method::None: break;
    }
    return Value::absent();
}

} // namespace twig
