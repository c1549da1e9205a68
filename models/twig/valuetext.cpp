// SPDX-License-Identifier: MIT
#include "twig/valuetext.h"

#include "twig/array.h"
#include "twig/object.h"
#include "twig/php/numbers.h"

namespace twig {

namespace {

constexpr std::size_t LongestText = 200;

TraceType typeOf(const Value &value)
{
    if (value.isAbsent()) return TraceType::Undefined;
    switch (value.type()) {
    case Type::Null: return TraceType::Null;
    case Type::Bool: return TraceType::Bool;
    case Type::Int: return TraceType::Int;
    case Type::Double: return TraceType::Float;
    case Type::String: return value.isMarkup() ? TraceType::Markup : TraceType::String;
    case Type::Array: return value.arrayValue()->isSequence() ? TraceType::List : TraceType::Mapping;
    case Type::Object: return TraceType::Object;
    }
    return TraceType::Undefined;
}

bool isFull(const std::string &out)
{
    return out.size() > LongestText;
}

void appendQuoted(std::string &out, std::string_view text)
{
    out += '"';
    for (std::size_t i = 0; i < text.size() && !isFull(out); ++i) {
        switch (const char c = text[i]) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: out += c;
        }
    }
    out += '"';
}

void append(std::string &out, const Value &value, bool isInside)
{
    switch (value.type()) {
    case Type::Null: out += "null"; return;
    case Type::Bool: out += value.boolValue() ? "true" : "false"; return;
    case Type::Int: out += std::to_string(value.intValue()); return;
    case Type::Double: out += php::doubleToString(value.doubleValue()); return;
    case Type::String:
        if (isInside)
            appendQuoted(out, value.text());
        else
            out += value.text().substr(0, LongestText + 1);
        return;
    case Type::Object: out += className(*value.objectValue()); return;
    case Type::Array: break;
    }
    const Array &array = *value.arrayValue();
    const bool isList = array.isSequence() && !array.isEmptyObject();
    out += isList ? '[' : '{';
    for (std::uint32_t i = 0; i < array.size() && !isFull(out); ++i) {
        if (i > 0) out += ", ";
        if (!isList) {
            const Value key = array.keyAt(i);
            appendQuoted(out, key.isInt() ? std::to_string(key.intValue()) : std::string(key.text()));
            out += ": ";
        }
        append(out, array.valueAt(i), true);
    }
    out += isList ? ']' : '}';
}

TraceValue cut(TraceType type, std::string text)
{
    TraceValue result{type, isFull(text), std::move(text)};
    if (!result.isCut) return result;
    std::size_t end = LongestText;
    while (end > 0 && (static_cast<unsigned char>(result.text[end]) & 0xC0) == 0x80)
        --end;
    result.text.resize(end);
    return result;
}

} // namespace

TraceValue traceValue(const Value &value)
{
    std::string text;
    if (!value.isAbsent()) append(text, value, false);
    return cut(typeOf(value), std::move(text));
}

TraceValue traceText(std::string_view text)
{
    return cut(TraceType::String, std::string(text.substr(0, LongestText + 1)));
}

} // namespace twig
