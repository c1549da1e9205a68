// SPDX-License-Identifier: MIT
#include "twig/extensions/htmlattributes.h"

#include "twig/convert.h"
#include "twig/jsonencoder.h"
#include "twig/php/escape.h"
#include "twig/php/jsonstring.h"
#include "twig/php/numbers.h"
#include "twig/php/phperror.h"
#include "twig/php/text.h"

namespace twig {

namespace {

using Form = AttributeObject::Form;

const AttributeObject *attributeOf(const Value &value)
{
    if (!value.isObject() || value.objectValue()->kind != Object::Kind::Attribute) return nullptr;
    return static_cast<const AttributeObject *>(value.objectValue());
}

/// PHP's [...$a, ...$b].
Array *spread(Runtime &runtime, std::initializer_list<const Array *> lists)
{
    Array *all = runtime.newArray();
    for (const Array *list : lists) {
        runtime.step(1 + list->size() / 16);
        for (std::uint32_t i = 0; i < list->size(); ++i) {
            if (list->keyAt(i).isInt())
                all->append(runtime.arena(), list->valueAt(i));
            else
                all->set(runtime.arena(), list->keyAt(i), list->valueAt(i));
        }
    }
    return all;
}

Value withParts(Runtime &runtime, Form form, const Array *parts)
{
    return Value::object(runtime.arena().create<AttributeObject>(form, parts));
}

/// The value of an attribute laid over an older one.
Value mergedInto(Runtime &runtime, const AttributeObject &attribute, const Value &previous)
{
    const AttributeObject *other = attributeOf(previous);
    if (other && other->form == attribute.form)
        return withParts(runtime, attribute.form, spread(runtime, {other->parts, attribute.parts}));
    if (const Array *list = iterable(previous))
        return withParts(runtime, attribute.form, spread(runtime, {list, attribute.parts}));
    if (attribute.form == Form::Style)
        fail("Attributes using InlineStyle can only be merged with iterables or other InlineStyle instances.");
    fail("SeparatedTokenList can only be merged with iterables or other SeparatedTokenList instances using the same separator.");
}

Value withAppended(Runtime &runtime, const AttributeObject &attribute, const Value &added)
{
    const Array *list = iterable(added);
    if (!list)
        fail("Only iterable values can be appended to " +
             std::string(attribute.form == Form::Style ? "InlineStyle." : "SeparatedTokenList."));
    return withParts(runtime, attribute.form, spread(runtime, {attribute.parts, list}));
}

Value merged(Runtime &runtime, const Value &key, const Value &existing, const Value &value)
{
    const auto isPlain = [](const Value &of) { return !of.isNull() && !of.isArray(); };
    if (const AttributeObject *attribute = attributeOf(value)) return mergedInto(runtime, *attribute, existing);
    if (const AttributeObject *attribute = attributeOf(existing)) return withAppended(runtime, *attribute, value);
    if (iterable(existing) && iterable(value)) return Value::array(spread(runtime, {iterable(existing), iterable(value)}));
    if (isPlain(existing) && isPlain(value)) return value;
    fail("Cannot merge incompatible values for key \"" + std::string(textOf(runtime, key)) + "\".");
}

std::optional<std::string> styleText(Runtime &runtime, const Array &parts)
{
    static const php::TrimSet Ends("; ");
    std::string style;
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
        const Value &value = parts.valueAt(i);
        if (!toBool(value) || value.isTrue()) continue;
        const Value name = parts.keyAt(i);
        const std::string_view text = textOf(runtime, value);
        if (name.isInt() || php::isNumeric(name.text()))
            style += std::string(php::trim(text, Ends)) + "; ";
        else
            style += std::string(name.text()) + ": " + std::string(text) + "; ";
        runtime.arena().require(style.size());
    }
    const std::string_view trimmed = php::trim(style);
    if (trimmed.empty() || trimmed == "0") return std::nullopt;
    return std::string(trimmed);
}

/// What an attribute of this name prints for the value; absent: it is left out.
std::optional<std::string_view> shownValue(Runtime &runtime, std::string_view name, Value value)
{
    if (name.starts_with("aria-") && value.isBool()) value = Value::string(value.boolValue() ? "true" : "false");
    if (name.starts_with("data-")) {
        if (!attributeOf(value) && !value.isNull() && (value.isArray() || value.isObject() || value.isMarkup())) {
            std::string json;
            if (!JsonEncoder(runtime, json, 0, JsonEncoder::DefaultDepth, runtime.isPayload()).encode(value))
                fail("The \"" + std::string(name) + "\" attribute value cannot be JSON encoded.");
            value = runtime.string(json);
        } else if (value.isTrue()) {
            value = Value::string("true");
        }
    }
    if (!attributeOf(value) && iterable(value))
        value = attributeValue(runtime, value, name == "style" ? Form::Style : Form::SpaceList);
    if (const AttributeObject *attribute = attributeOf(value)) {
        const auto text = attributeText(runtime, *attribute);
        value = text ? runtime.string(*text) : Value::null();
    }
    if (value.isNull() || value.isFalse()) return std::nullopt;
    if (value.isTrue()) return std::string_view();
    if (value.isObject() && !textOfObject(*value.objectValue()))
        fail("The \"" + std::string(name) +
             "\" attribute value should be a scalar, an iterable, or an object implementing \"Stringable\", got \"" +
             std::string(typeName(value)) + "\".");
    return textOf(runtime, value);
}

} // namespace

Value attributeValue(Runtime &runtime, const Value &value, Form form)
{
    if (const Array *list = iterable(value)) return withParts(runtime, form, spread(runtime, {list}));
    if (form == Form::Style) fail("InlineStyle can only be created from iterable values.");
    if (value.isNull() || value.isObject() || value.isMarkup())
        fail("SeparatedTokenList can only be constructed from iterable or scalar values.");
    return withParts(runtime, form, Array::createList(runtime.arena(), {&value, 1}));
}

std::optional<std::string> attributeText(Runtime &runtime, const AttributeObject &attribute)
{
    if (attribute.form == Form::Style) return styleText(runtime, *attribute.parts);
    const std::string_view separator = attribute.form == Form::CommaList ? ", " : " ";
    std::string text;
    bool hasAny = false;
    bool isFirst = true;
    for (std::uint32_t i = 0; i < attribute.parts->size(); ++i) {
        const Value &part = attribute.parts->valueAt(i);
        if (part.isNull() || part.isFalse()) continue;
        hasAny = true; // true alone prints nothing, but keeps the attribute
        if (part.isTrue()) continue;
        if (!isFirst) text += separator;
        isFirst = false;
        appendText(runtime, text, part);
        runtime.arena().require(text.size());
    }
    if (!hasAny) return std::nullopt;
    return std::string(php::trim(text));
}

Array *mergedAttributes(Runtime &runtime, std::span<const Value> mappings)
{
    Array *result = runtime.newArray();
    for (const Value &mapping : mappings) {
        const Array *attributes = iterable(mapping);
        if (!attributes) {
            if (mapping.isObject() && !textOfObject(*mapping.objectValue()))
                failType(mapping, {"Twig\\Extra\\Html\\HtmlExtension::htmlAttrMerge", 1, "arrays"},
                         "Traversable|array|string|false|null");
            const std::string_view text = textOf(runtime, mapping);
            if (text.empty() || text == "0") continue;
            fail("Only empty strings may be passed as string arguments to html_attr_merge. This is to support the implicit else "
                 "clause for "
                 "ternary operators.");
        }
        runtime.step(1 + attributes->size());
        for (std::uint32_t i = 0; i < attributes->size(); ++i) {
            const Value key = attributes->keyAt(i);
            const Value *existing = result->find(key);
            const bool isSet = existing && !existing->isNull();
            result->set(runtime.arena(), key,
                        isSet ? merged(runtime, key, *existing, attributes->valueAt(i)) : attributes->valueAt(i));
        }
    }
    return result;
}

std::string attributesAsHtml(Runtime &runtime, const Array &attributes)
{
    std::string html;
    for (std::uint32_t i = 0; i < attributes.size(); ++i) {
        const std::string_view name = textOf(runtime, attributes.keyAt(i));
        const auto value = shownValue(runtime, name, attributes.valueAt(i));
        if (!value) continue;
        php::appendEscapedHtmlAttribute(html, name, true);
        html += "=\"";
        php::appendEscapedHtml(html, *value);
        html += "\" ";
        runtime.arena().require(html.size());
    }
    return std::string(php::trim(html));
}

} // namespace twig
