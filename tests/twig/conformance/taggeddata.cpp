// SPDX-License-Identifier: MIT
#include "taggeddata.h"

#include "twig/contextbuilder.h"
#include "twig/object.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace conformance {

namespace {

using Json = nlohmann::ordered_json;
using twig::Array;
using twig::Object;
using twig::Value;

std::string fromBase64(const std::string &text)
{
    static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    unsigned int bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string::npos) continue;
        bits = bits << 6 | static_cast<unsigned int>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        result += static_cast<char>(bits >> count & 0xff);
    }
    return result;
}

class Builder
{
public:
    explicit Builder(twig::ContextBuilder &context)
        : m_context(context)
    {}

    Value value(const Json &json)
    {
        switch (json.type()) {
        case Json::value_t::boolean: return Value::boolean(json.get<bool>());
        case Json::value_t::number_integer: return Value::integer(json.get<std::int64_t>());
        case Json::value_t::number_unsigned: return number(json.get<std::uint64_t>());
        case Json::value_t::number_float: return Value::real(json.get<double>());
        case Json::value_t::string: return m_context.text(json.get<std::string>());
        case Json::value_t::array: return Value::array(list(json));
        case Json::value_t::object: return isTag(json) ? tagged(json) : Value::array(map(json));
        default: return Value::null();
        }
    }

    Array *map(const Json &json)
    {
        Array *array = Array::create(m_context.arena());
        for (const auto &[name, item] : json.items()) {
            const Value content = value(item);
            array->set(m_context.arena(), Array::key(m_context.key(name)), content);
        }
        return array;
    }

private:
    static bool isTag(const Json &json) { return !json.empty() && json.begin().key().starts_with('$'); }

    static Value number(std::uint64_t number)
    {
        if (number <= static_cast<std::uint64_t>(INT64_MAX)) return Value::integer(static_cast<std::int64_t>(number));
        return Value::real(static_cast<double>(number));
    }

    Array *list(const Json &json)
    {
        Array *array = Array::create(m_context.arena());
        for (const Json &item : json)
            array->append(m_context.arena(), value(item));
        return array;
    }

    Value tagged(const Json &json)
    {
        const std::string tag = json.begin().key();
        const Json &content = json.begin().value();
        if (tag == "$float") return Value::real(floatOf(content.get<std::string>()));
        if (tag == "$bytes") return m_context.text(fromBase64(content.get<std::string>()));
        if (tag == "$markup") return Value::markup(m_context.text(content.get<std::string>()).text());
        if (tag == "$date") return date(json);
        if (tag == "$timezone") return object<twig::ZoneObject>(twig::php::Zone::parse(content.get<std::string>()));
        if (tag == "$interval") return interval(content);
        if (tag == "$object") return backed(Object::Kind::Bag, "stdClass", content);
        if (tag == "$arrayObject") return backed(Object::Kind::ArrayObject, "ArrayObject", content);
        if (tag == "$arrayIterator") return backed(Object::Kind::ArrayIterator, "ArrayIterator", content);
        if (tag == "$template") return object<twig::TemplateObject>(m_context.text(content.get<std::string>()).text(), nullptr);
        throw std::runtime_error("unknown tag " + tag);
    }

    static double floatOf(const std::string &name)
    {
        if (name == "NAN") return std::numeric_limits<double>::quiet_NaN();
        return name == "-INF" ? -HUGE_VAL : HUGE_VAL;
    }

    Value date(const Json &json)
    {
        const twig::php::Zone zone = twig::php::Zone::parse(json.at("tz").get<std::string>());
        return object<twig::DateObject>(twig::php::DateTime::parse(json["$date"].get<std::string>(), zone, {}),
                                        json.value("immutable", false));
    }

    Value interval(const Json &parts)
    {
        twig::php::DateInterval result;
        result.years = parts.value("y", 0);
        result.months = parts.value("m", 0);
        result.days = parts.value("d", 0);
        result.hours = parts.value("h", 0);
        result.minutes = parts.value("i", 0);
        result.seconds = parts.value("s", 0);
        result.microseconds = std::llround(parts.value("f", 0.0) * 1e6);
        result.invert = parts.contains("invert") && (parts["invert"] == 1 || parts["invert"] == true);
        if (parts.contains("days") && parts["days"].is_number()) result.totalDays = parts["days"].get<std::int64_t>();
        return object<twig::IntervalObject>(result);
    }

    Value backed(Object::Kind kind, std::string_view name, const Json &content)
    {
        const Array *elements = content.is_array() ? list(content) : map(content);
        return object<twig::ArrayBackedObject>(kind, name, elements);
    }

    template <typename T, typename... Arguments>
    Value object(Arguments &&...arguments)
    {
        return Value::object(m_context.arena().create<T>(std::forward<Arguments>(arguments)...));
    }

    twig::ContextBuilder &m_context;
};

} // namespace

twig::Context contextOf(const Json &data)
{
    twig::ContextBuilder context;
    Builder builder(context);
    const Value root = Value::array(data.is_object() ? builder.map(data) : Array::create(context.arena()));
    return context.finish(root);
}

} // namespace conformance
