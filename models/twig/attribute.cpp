// SPDX-License-Identifier: MIT
#include "twig/attribute.h"

#include "twig/convert.h"
#include "twig/objectmethods.h"
#include "twig/php/phperror.h"

namespace twig {

namespace {

bool isDefinedTest(std::uint16_t flags)
{
    return flags & AttributeFlag::DefinedTest;
}

/// Whether what the sandbox refuses is simply not there.
bool isQuiet(std::uint16_t flags)
{
    return flags & (AttributeFlag::DefinedTest | AttributeFlag::Quiet);
}

Value missing(std::uint16_t flags)
{
    return isDefinedTest(flags) ? Value::boolean(false) : Value::absent();
}

std::string keysOf(Runtime &runtime, const Array &array)
{
    std::string out;
    for (std::uint32_t i = 0; i < array.size(); ++i) {
        if (i) out += ", ";
        appendText(runtime, out, array.keyAt(i));
    }
    return out;
}

/// Strict variables: says what is not there.
[[noreturn]] void failMissing(Runtime &runtime, const Value &object, std::string_view key, std::uint16_t flags)
{
    const std::string name(key);
    if (object.isMarkup())
        fail("Impossible to access a key \"" + name +
             "\" on an object of class \"Twig\\Markup\" that does not implement ArrayAccess interface.");
    if (object.isArray()) {
        if (object.arrayValue()->isEmpty()) fail("Key \"" + name + "\" does not exist as the sequence/mapping is empty.");
        fail("Key \"" + name + "\" for sequence/mapping with keys \"" + keysOf(runtime, *object.arrayValue()) +
             "\" does not exist.");
    }
    if (object.isObject() && object.objectValue()->isArrayLike())
        fail("Key \"" + name + "\" does not exist in ArrayAccess-able object of class \"" +
             std::string(className(*object.objectValue())) + "\".");
    if (object.isObject())
        fail("Impossible to access a key \"" + name + "\" on an object of class \"" +
             std::string(className(*object.objectValue())) + "\" that does not implement ArrayAccess interface.");
    const bool isKey = flags & AttributeFlag::ArrayAccess;
    const std::string what = isKey ? "Impossible to access a key (\"" + name + "\") on a "
                                   : "Impossible to access an attribute (\"" + name + "\") on a ";
    if (object.isNull()) fail(what + "null variable.");
    fail(what + std::string(typeName(object)) + " variable (\"" + std::string(textOf(runtime, object)) + "\").");
}

Value noMember(std::string_view ofClass, std::string_view name, std::uint16_t flags)
{
    if (isDefinedTest(flags)) return Value::boolean(false);
    if (!(flags & AttributeFlag::Strict)) return Value::absent();
    const std::string n(name);
    fail("Neither the property \"" + n + "\" nor one of the methods \"" + n + "()\", \"get" + n + "()\", \"is" + n +
         "()\", \"has" + n + "()\" or \"__call()\" exist and have public access in class \"" + std::string(ofClass) + "\".");
}

[[noreturn]] void failKey(const Value &key, std::string_view where)
{
    const std::string_view type = key.isObject() ? className(*key.objectValue()) : "array";
    throw php::PhpError("TypeError", "Cannot access offset of type " + std::string(type) + " " + std::string(where));
}

struct CallArguments
{
    std::span<const Value> values;
    std::span<const std::string_view> names; ///< empty texts for those without
};

/// Calls the method if there is one. `refused`: why the sandbox did not give the property of that name.
Value methodOrFailure(Runtime &runtime, const Object &target, std::string_view name, CallArguments arguments, std::uint16_t flags,
                      const std::optional<Failure> &refused)
{
    if (!hasMethod(target, name)) {
        if (refused && !isQuiet(flags)) throw *refused;
        return noMember(className(target), name, flags);
    }
    if (const auto forbidden = runtime.sandbox().checkMethod(target, methodName(target, name))) {
        if (isQuiet(flags)) return missing(flags);
        throw refused ? *refused : *forbidden;
    }
    return isDefinedTest(flags) ? Value::boolean(true)
                                : callObjectMethod(runtime, target, name, arguments.values, arguments.names);
}

Value propertyOrMethod(Runtime &runtime, const Value &object, std::string_view name, std::uint16_t flags)
{
    const Object &target = *object.objectValue();
    const auto refused = runtime.sandbox().checkProperty(target, name);
    if (!refused) {
        if (const auto value = objectProperty(runtime, target, name)) return isDefinedTest(flags) ? Value::boolean(true) : *value;
    }
    return methodOrFailure(runtime, target, name, {}, flags, refused);
}

/// Twig's Markup is an object with a few methods; no policy forbids them.
Value markupMember(const Value &markup, std::string_view name, std::uint16_t flags)
{
    const auto value = markupMethod(markup, name);
    if (!value) return noMember("Twig\\Markup", name, flags);
    return isDefinedTest(flags) ? Value::boolean(true) : *value;
}

} // namespace

Value attribute(Runtime &runtime, const Value &object, const AttributeKey &key, std::uint16_t flags)
{
    if (object.isArray()) {
        if (const Value *found = object.arrayValue()->find(key.key)) return isDefinedTest(flags) ? Value::boolean(true) : *found;
    } else if (object.isObject()) {
        if (object.objectValue()->isArrayLike()) {
            if (const Value *found = elementsOf(*object.objectValue())->find(key.key))
                return isDefinedTest(flags) ? Value::boolean(true) : *found;
        } else if ((flags & AttributeFlag::Optimized) && (flags & AttributeFlag::ArrayAccess)) {
            return Value::absent();
        }
        if (!(flags & AttributeFlag::ArrayAccess)) return propertyOrMethod(runtime, object, key.text, flags);
    } else if (object.isMarkup() && !(flags & AttributeFlag::ArrayAccess)) {
        return markupMember(object, key.text, flags);
    }
    if (flags & AttributeFlag::Strict) failMissing(runtime, object, key.text, flags);
    return missing(flags);
}

Value attributeOf(Runtime &runtime, const Value &object, const Value &key, std::uint16_t flags)
{
    if (key.isArray() || key.isObject()) {
        if (object.isObject() && object.objectValue()->isArrayLike()) failKey(key, "in isset or empty");
        if (flags & AttributeFlag::Optimized) {
            // Twig asks first whether there is anything in it.
            if (!object.isArray() || object.arrayValue()->size() == 0) return Value::absent();
            failKey(key, "on array");
        }
    }
    const bool hasMembers = object.isArray() || object.isObject() || object.isMarkup();
    if (!hasMembers && !(flags & AttributeFlag::Strict)) return missing(flags); // the key is not looked at
    AttributeKey plain;
    switch (key.type()) {
    case Type::Int: plain.key = key.plain(); break;
    case Type::Bool: plain.key = Value::integer(key.intValue()); break;
    case Type::Double:
        if ((flags & AttributeFlag::Optimized) && object.isArray() && !php::isIntegral(key.doubleValue()))
            runtime.deprecate("Implicit conversion from float " + php::doubleToString(key.doubleValue()) +
                              " to int loses precision");
        plain.key = Value::integer(php::doubleToInteger(key.doubleValue()));
        break;
    case Type::Null: plain.key = Value::string(""); break;
    case Type::String: plain.key = Array::key(key.text()); break;
    default: // PHP says once that it made text of it
        plain.text = textOf(runtime, key);
        plain.key = Array::key(plain.text);
        return attribute(runtime, object, plain, flags);
    }
    // in messages an array's key is what PHP made of it, any other's is as written
    const bool isListLike = object.isArray() || (object.isObject() && object.objectValue()->isArrayLike());
    const bool isCast = (key.isDouble() || key.isBool()) && isListLike;
    plain.text = textOf(runtime, isCast ? plain.key : key);
    return attribute(runtime, object, plain, flags);
}

Value callMethod(Runtime &runtime, const Value &object, const Value &key, const Array &arguments, std::uint16_t flags,
                 bool isCall)
{
    if (!isCall && !object.isObject() && !object.isMarkup()) return attributeOf(runtime, object, key, flags);
    const std::string_view name = textOf(runtime, key);
    if (object.isMarkup()) return markupMember(object, name, flags);
    if (!object.isObject()) {
        if (isDefinedTest(flags)) return Value::boolean(false);
        if (!(flags & AttributeFlag::Strict)) return Value::absent();
        const std::string what = "Impossible to invoke a method (\"" + std::string(name) + "\") on a ";
        if (object.isNull()) fail(what + "null variable.");
        if (object.isArray()) fail(what + "sequence/mapping.");
        fail(what + std::string(typeName(object)) + " variable (\"" + std::string(textOf(runtime, object)) + "\").");
    }
    const Object &target = *object.objectValue();
    std::optional<Failure> refused;
    if (!isCall) {
        refused = runtime.sandbox().checkProperty(target, name);
        const auto value = refused ? std::nullopt : objectProperty(runtime, target, name);
        if (value) return isDefinedTest(flags) ? Value::boolean(true) : *value;
    }
    std::vector<Value> values;
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < arguments.size(); ++i) {
        values.push_back(arguments.valueAt(i));
        names.push_back(arguments.keyAt(i).isString() ? arguments.keyAt(i).text() : std::string_view());
    }
    return methodOrFailure(runtime, target, name, {values, names}, flags, refused);
}

} // namespace twig
