// SPDX-License-Identifier: MIT
#include "rules/jsvalue.h"

#include "rules/jsnumber.h"
#include "rules/jsonlogic.h"
#include "rules/jstext.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace targetdesk {

namespace {

constexpr int maximumNesting = 1000;

// A property name that means an element: "0", "17", not "01".
std::optional<std::size_t> indexOf(const std::string &key)
{
    if (key.empty() || key.size() > 9 || (key.size() > 1 && key[0] == '0')) return std::nullopt;
    std::size_t index = 0;
    for (const char c : key) {
        if (c < '0' || c > '9') return std::nullopt;
        index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    return index;
}

} // namespace

JsValue JsValue::of(const Json &json)
{
    JsValue value;
    switch (json.type()) {
    case Json::value_t::boolean: return boolean(json.get<bool>());
    case Json::value_t::string: return text(json.get<std::string>());
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
        value.m_type = Type::Number;
        value.m_number = json.get<double>();
        break;
    case Json::value_t::array: value.m_type = Type::List; break;
    case Json::value_t::object: value.m_type = Type::Object; break;
    case Json::value_t::null:
    case Json::value_t::binary:
    case Json::value_t::discarded: return null();
    }
    value.m_json = &json;
    return value;
}

JsValue JsValue::null()
{
    JsValue made;
    made.m_type = Type::Null;
    return made;
}

JsValue JsValue::boolean(bool value)
{
    JsValue made;
    made.m_type = Type::Boolean;
    made.m_boolean = value;
    return made;
}

JsValue JsValue::number(double value)
{
    JsValue made;
    made.m_type = Type::Number;
    made.m_number = value;
    return made;
}

JsValue JsValue::text(std::string value)
{
    JsValue made;
    made.m_type = Type::Text;
    made.m_text = std::move(value);
    return made;
}

JsValue JsValue::list(Items items)
{
    JsValue made;
    made.m_type = Type::List;
    made.m_items = std::make_shared<const Items>(std::move(items));
    return made;
}

JsValue JsValue::reduceScope(JsValue current, JsValue accumulator)
{
    JsValue made = list({std::move(current), std::move(accumulator)});
    made.m_type = Type::Object;
    return made;
}

std::size_t JsValue::size() const
{
    if (m_type != Type::List) return 0;
    return m_items ? m_items->size() : m_json->size();
}

JsValue JsValue::at(std::size_t index) const
{
    if (index >= size()) return {};
    return m_items ? (*m_items)[index] : of((*m_json)[index]);
}

JsValue JsValue::member(const std::string &key) const
{
    switch (m_type) {
    case Type::List:
        if (key == "length") return number(static_cast<double>(size()));
        return at(indexOf(key).value_or(std::numeric_limits<std::size_t>::max()));
    case Type::Object: {
        if (m_items) return key == "current" ? (*m_items)[0] : (key == "accumulator" ? (*m_items)[1] : JsValue());
        const auto found = m_json->find(key);
        return found == m_json->end() ? JsValue() : of(*found);
    }
    case Type::Text: {
        const std::u16string units = toUtf16(m_text);
        if (key == "length") return number(static_cast<double>(units.size()));
        const auto index = indexOf(key);
        return index && *index < units.size() ? text(toUtf8(std::u16string_view(units).substr(*index, 1))) : JsValue();
    }
    default: return {};
    }
}

bool JsValue::isTruthy() const
{
    switch (m_type) {
    case Type::Undefined:
    case Type::Null: return false;
    case Type::Boolean: return m_boolean;
    case Type::Number: return m_number != 0 && !std::isnan(m_number);
    case Type::Text: return !m_text.empty();
    case Type::List: return size() > 0;
    case Type::Object: return true;
    }
    return false;
}

double JsValue::toNumber() const
{
    switch (m_type) {
    case Type::Undefined: return std::numeric_limits<double>::quiet_NaN();
    case Type::Null: return 0;
    case Type::Boolean: return m_boolean ? 1 : 0;
    case Type::Number: return m_number;
    case Type::Text: return jsNumberOf(m_text);
    case Type::List:
    case Type::Object: return jsNumberOf(toText());
    }
    return 0;
}

std::string JsValue::toText() const
{
    return toText(0);
}

std::string JsValue::toText(int depth) const
{
    switch (m_type) {
    case Type::Undefined: return "undefined";
    case Type::Null: return "null";
    case Type::Boolean: return m_boolean ? "true" : "false";
    case Type::Number: return jsNumberText(m_number);
    case Type::Text: return m_text;
    case Type::Object: return "[object Object]";
    case Type::List: break;
    }
    if (depth > maximumNesting) throw RuleError("a list is nested too deeply to become a text");
    std::string joined;
    for (std::size_t i = 0; i < size(); ++i) {
        const JsValue item = at(i);
        if (i > 0) joined += ',';
        if (!item.isNullish()) joined += item.toText(depth + 1);
    }
    return joined;
}

Json JsValue::toJson() const
{
    switch (m_type) {
    case Type::Undefined:
    case Type::Null: return nullptr;
    case Type::Boolean: return m_boolean;
    case Type::Text: return m_text;
    case Type::Number:
        if (m_json != nullptr) return *m_json; // as it was written, all digits
        if (!std::isfinite(m_number)) return nullptr;
        if (m_number == std::trunc(m_number) && std::fabs(m_number) <= 9007199254740992.0)
            return static_cast<std::int64_t>(m_number);
        return m_number;
    case Type::List:
    case Type::Object: break;
    }
    if (m_json != nullptr) return *m_json;
    if (m_type == Type::Object) {
        Json scope = {{"current", (*m_items)[0].toJson()}, {"accumulator", (*m_items)[1].toJson()}};
        return scope;
    }
    Json items = Json::array();
    for (const JsValue &item : *m_items)
        items.push_back(item.toJson());
    return items;
}

const void *JsValue::identity() const
{
    return m_items ? static_cast<const void *>(m_items.get()) : static_cast<const void *>(m_json);
}

JsValue JsValue::toPrimitive() const
{
    return m_type == Type::List || m_type == Type::Object ? text(toText()) : *this;
}

bool JsValue::strictlyEqual(const JsValue &a, const JsValue &b)
{
    if (a.m_type != b.m_type) return false;
    switch (a.m_type) {
    case Type::Undefined:
    case Type::Null: return true;
    case Type::Boolean: return a.m_boolean == b.m_boolean;
    case Type::Number: return a.m_number == b.m_number;
    case Type::Text: return a.m_text == b.m_text;
    case Type::List:
    case Type::Object: return a.identity() == b.identity();
    }
    return false;
}

bool JsValue::looselyEqual(const JsValue &a, const JsValue &b)
{
    if (a.isNullish() || b.isNullish()) return a.isNullish() && b.isNullish();
    if (a.m_type == b.m_type) return strictlyEqual(a, b);
    const auto isReference = [](const JsValue &value) { return value.m_type == Type::List || value.m_type == Type::Object; };
    if (isReference(a) && isReference(b)) return false;
    const JsValue left = a.toPrimitive();
    const JsValue right = b.toPrimitive();
    if (left.isText() && right.isText()) return left.m_text == right.m_text;
    return left.toNumber() == right.toNumber();
}

bool JsValue::less(const JsValue &a, const JsValue &b)
{
    const JsValue left = a.toPrimitive();
    const JsValue right = b.toPrimitive();
    if (left.isText() && right.isText()) return toUtf16(left.m_text) < toUtf16(right.m_text);
    return left.toNumber() < right.toNumber();
}

bool JsValue::lessOrEqual(const JsValue &a, const JsValue &b)
{
    const JsValue left = a.toPrimitive();
    const JsValue right = b.toPrimitive();
    if (left.isText() && right.isText()) return toUtf16(left.m_text) <= toUtf16(right.m_text);
    return left.toNumber() <= right.toNumber();
}

} // namespace targetdesk
