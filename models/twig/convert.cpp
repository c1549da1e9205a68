// SPDX-License-Identifier: MIT
#include "twig/convert.h"

#include "twig/php/phperror.h"

#include <cmath>

namespace twig {

namespace {

[[noreturn]] void failConversion(const Object &object, std::string_view to)
{
    throw php::PhpError("Error",
                        "Object of class " + std::string(className(object)) + " could not be converted to " + std::string(to));
}

bool fitsInt(double value)
{
    return value >= -9223372036854775808.0 && value < 9223372036854775808.0;
}

} // namespace

std::string_view className(const Object &object)
{
    switch (object.kind) {
    case Object::Kind::DateTime: return "DateTime";
    case Object::Kind::DateTimeImmutable: return "DateTimeImmutable";
    case Object::Kind::DateInterval: return "DateInterval";
    case Object::Kind::DateTimeZone: return "DateTimeZone";
    case Object::Kind::Closure: return "Closure";
    case Object::Kind::Template: return "Twig\\TemplateWrapper";
    case Object::Kind::ArrayObject: return "ArrayObject";
    case Object::Kind::ArrayIterator: return "ArrayIterator";
    case Object::Kind::Iterator: return "CallbackFilterIterator";
    case Object::Kind::UnicodeString: return "Symfony\\Component\\String\\UnicodeString";
    case Object::Kind::Cva: return "Twig\\Extra\\Html\\Cva";
    case Object::Kind::Attribute:
        return static_cast<const AttributeObject &>(object).form == AttributeObject::Form::Style
                   ? "Twig\\Extra\\Html\\HtmlAttr\\InlineStyle"
                   : "Twig\\Extra\\Html\\HtmlAttr\\SeparatedTokenList";
    case Object::Kind::Bag: return static_cast<const ArrayBackedObject &>(object).className;
    }
    return "";
}

void appendText(Runtime &runtime, std::string &out, const Value &value)
{
    switch (value.type()) {
    case Type::Null: return;
    case Type::Bool:
        if (value.boolValue()) out += '1';
        return;
    case Type::Int: php::appendInteger(out, value.intValue()); return;
    case Type::Double: php::appendDouble(out, value.doubleValue()); return;
    case Type::String: out += value.text(); return;
    case Type::Array:
        runtime.warn("Array to string conversion");
        out += "Array";
        return;
    case Type::Object: {
        const auto text = textOfObject(*value.objectValue());
        if (!text) failConversion(*value.objectValue(), "string");
        out += *text;
    }
    }
}

std::string_view textOf(Runtime &runtime, const Value &value)
{
    if (value.isString()) return value.text();
    if (value.isNull() || value.isFalse()) return {};
    if (value.isObject()) {
        if (const auto text = textOfObject(*value.objectValue())) return *text;
    }
    std::string text;
    appendText(runtime, text, value);
    return runtime.arena().copy(text);
}

bool toBool(const Value &value)
{
    return value.isMarkup() || isTruthy(value);
}

bool isTruthy(const Value &value)
{
    switch (value.type()) {
    case Type::Null: return false;
    case Type::Bool: return value.boolValue();
    case Type::Int: return value.intValue() != 0;
    case Type::Double: return value.doubleValue() != 0;
    case Type::String: return !(value.text().empty() || value.text() == "0");
    case Type::Array: return !value.arrayValue()->isEmpty();
    case Type::Object: return true;
    }
    return false;
}

php::NumericString numberOfText(Runtime &runtime, std::string_view text)
{
    runtime.stepDigits(text.size());
    return php::analyseNumeric(text);
}

std::int64_t toInt(Runtime &runtime, const Value &value)
{
    switch (value.type()) {
    case Type::Null: return 0;
    case Type::Bool:
    case Type::Int: return value.intValue();
    case Type::Double: return php::doubleToInteger(value.doubleValue());
    case Type::String:
        runtime.stepDigits(value.text().size());
        if (!value.isMarkup()) return php::stringToInteger(value.text());
        runtime.warn("Object of class Twig\\Markup could not be converted to int");
        return 1;
    case Type::Array: return value.arrayValue()->isEmpty() ? 0 : 1;
    case Type::Object:
        runtime.warn("Object of class " + std::string(className(*value.objectValue())) + " could not be converted to int");
        return 1;
    }
    return 0;
}

double toDouble(Runtime &runtime, const Value &value)
{
    switch (value.type()) {
    case Type::Null: return 0;
    case Type::Bool:
    case Type::Int: return static_cast<double>(value.intValue());
    case Type::Double: return value.doubleValue();
    case Type::String:
        runtime.stepDigits(value.text().size());
        if (!value.isMarkup()) return php::stringToDouble(value.text());
        runtime.warn("Object of class Twig\\Markup could not be converted to float");
        return 1;
    case Type::Array: return value.arrayValue()->isEmpty() ? 0 : 1;
    case Type::Object:
        runtime.warn("Object of class " + std::string(className(*value.objectValue())) + " could not be converted to float");
        return 1;
    }
    return 0;
}

std::string_view typeName(const Value &value)
{
    switch (value.type()) {
    case Type::Null: return "null";
    case Type::Bool: return "bool";
    case Type::Int: return "int";
    case Type::Double: return "float";
    case Type::String: return value.isMarkup() ? "Twig\\Markup" : "string";
    case Type::Array: return "array";
    case Type::Object: return className(*value.objectValue());
    }
    return "";
}

const Array *iterable(const Value &value)
{
    if (value.isArray()) return value.arrayValue();
    if (value.isObject() && value.objectValue()->isTraversable()) return elementsOf(*value.objectValue());
    return nullptr;
}

void failType(const Value &value, const Parameter &parameter, std::string_view expected)
{
    throw php::PhpError("TypeError", std::string(parameter.function) + "(): Argument #" + std::to_string(parameter.position) +
                                         " ($" + std::string(parameter.name) + ") must be of type " + std::string(expected) +
                                         ", " + std::string(typeName(value)) + " given");
}

std::string_view textArgument(Runtime &runtime, const Value &value, const Parameter &parameter)
{
    if (value.isArray() || (value.isObject() && !textOfObject(*value.objectValue()))) failType(value, parameter, "string");
    return textOf(runtime, value);
}

std::int64_t intArgument(Runtime &runtime, const Value &value, const Parameter &parameter)
{
    switch (value.type()) {
    case Type::Int:
    case Type::Bool: return value.intValue();
    case Type::Null:
        runtime.deprecate(std::string(parameter.function) + "(): Passing null to parameter #" +
                          std::to_string(parameter.position) + " ($" + std::string(parameter.name) +
                          ") of type int is deprecated");
        return 0;
    case Type::Double: {
        const double number = value.doubleValue();
        if (!std::isfinite(number) || !fitsInt(number)) failType(value, parameter, "int");
        if (std::trunc(number) != number)
            runtime.deprecate("Implicit conversion from float " + php::doubleToString(number) + " to int loses precision");
        return static_cast<std::int64_t>(number);
    }
    case Type::String: {
        const php::NumericString number = numberOfText(runtime, value.text());
        if (number.kind != php::NumericString::Kind::Whole || value.isMarkup()) failType(value, parameter, "int");
        if (number.value.isInteger) return number.value.integer;
        return intArgument(runtime, Value::real(number.value.real), parameter);
    }
    default: failType(value, parameter, "int");
    }
}

double doubleArgument(Runtime &, const Value &value, const Parameter &parameter)
{
    switch (value.type()) {
    case Type::Int:
    case Type::Bool: return static_cast<double>(value.intValue());
    case Type::Null: return 0;
    case Type::Double: return value.doubleValue();
    case Type::String: {
        const php::NumericString number = php::analyseNumeric(value.text());
        if (number.kind != php::NumericString::Kind::Whole || value.isMarkup()) failType(value, parameter, "float");
        return number.value.asDouble();
    }
    default: failType(value, parameter, "float");
    }
}

bool boolArgument(Runtime &, const Value &value, const Parameter &parameter)
{
    if (value.isArray() || value.isObject() || value.isMarkup()) failType(value, parameter, "bool");
    return isTruthy(value);
}

} // namespace twig
