// SPDX-License-Identifier: MIT
#include "twig/jsonencoder.h"

#include "twig/objectmethods.h"
#include "twig/php/jsonstring.h"
#include "twig/php/numbers.h"
#include "twig/php/phperror.h"
#include "twig/stackguard.h"

#include <algorithm>

namespace twig {

namespace {

namespace Flag = php::JsonFlag;

constexpr int DepthError = 1;
constexpr int Utf8Error = 5;
constexpr int InfiniteError = 7;
constexpr std::size_t LongText = 256;

std::string_view errorText(int code)
{
    switch (code) {
    case DepthError: return "Maximum stack depth exceeded";
    case Utf8Error: return "Malformed UTF-8 characters, possibly incorrectly encoded";
    default: return "Inf and NaN cannot be JSON encoded";
    }
}

} // namespace

JsonEncoder::JsonEncoder(Runtime &runtime, std::string &out, unsigned flags, std::int64_t depth, bool keepOrigin)
    : m_runtime(runtime)
    , m_out(out)
    , m_flags(flags)
    , m_depth(depth)
    , m_keepOrigin(keepOrigin)
    , m_most(out.size() + runtime.textLimit())
{}

bool JsonEncoder::encode(const Value &value)
{
    const std::size_t mark = m_out.size();
    const bool whole = append(value);
    if (whole && !m_error) return true;
    if (m_flags & Flag::ThrowOnError) {
        m_out.resize(mark);
        throw php::PhpError("JsonException", std::string(errorText(m_error)));
    }
    if (m_flags & Flag::PartialOutputOnError) return true;
    m_out.resize(mark);
    return false;
}

/// Notes an error; with PartialOutputOnError something stands in and it goes on.
bool JsonEncoder::fail(int code, std::string_view substitute)
{
    m_error = code;
    if (!(m_flags & Flag::PartialOutputOnError)) return false;
    m_out += substitute;
    return true;
}

/// An array that holds others twice, and these others, grows without end when it is written out.
void JsonEncoder::expect(const Array &array)
{
    m_runtime.step(1 + array.size() / 16);
    StackGuard::require();
    expect(array.size());
}

void JsonEncoder::expect(std::size_t size)
{
    if (size > m_most - std::min(m_out.size(), m_most)) throw php::TextTooLong{m_runtime.textLimit()};
}

bool JsonEncoder::append(const Value &value)
{
    switch (value.type()) {
    case Type::Null: m_out += "null"; return true;
    case Type::Bool: m_out += value.boolValue() ? "true" : "false"; return true;
    case Type::Int: php::appendInteger(m_out, value.intValue()); return true;
    case Type::Double: return appendDouble(value);
    case Type::String: return appendText(value);
    case Type::Array: {
        const Array &array = *value.arrayValue();
        if ((m_flags & Flag::ForceObject) || (m_keepOrigin && array.isEmptyObject()) || !array.isSequence())
            return appendMap(array);
        return appendList(array);
    }
    case Type::Object: return appendObject(*value.objectValue());
    }
    return true;
}

bool JsonEncoder::appendText(const Value &value)
{
    if (value.text().size() > LongText) {
        m_runtime.stepBytes(value.text().size());
        expect(value.text().size());
    }
    if (php::appendJsonString(m_out, value.text(), m_flags)) return true;
    return fail(Utf8Error, "null");
}

bool JsonEncoder::appendDouble(const Value &value)
{
    if (const char *digits = m_keepOrigin ? value.bigDigits() : nullptr) {
        m_out += digits;
        return true;
    }
    if (php::appendJsonDouble(m_out, value.doubleValue(), m_flags)) return true;
    return fail(InfiniteError, "0");
}

bool JsonEncoder::appendObject(const Object &object)
{
    if (const auto text = textOfObject(object)) return appendText(Value::string(*text));
    return appendMap(*objectProperties(m_runtime, object));
}

void JsonEncoder::newLine()
{
    if (!(m_flags & Flag::PrettyPrint)) return;
    m_out += '\n';
    expect(static_cast<std::size_t>(m_level) * 4);
    m_out.append(static_cast<std::size_t>(m_level) * 4, ' ');
}

bool JsonEncoder::appendList(const Array &array)
{
    expect(array);
    m_out += '[';
    if (++m_level > m_depth && !fail(DepthError, "")) return false;
    for (std::uint32_t i = 0; i < array.size(); ++i) {
        if (i) m_out += ',';
        newLine();
        if (!append(array.valueAt(i))) return false;
    }
    --m_level;
    if (!array.isEmpty()) newLine();
    m_out += ']';
    return true;
}

bool JsonEncoder::appendKey(const Value &key)
{
    if (key.isInt()) {
        m_out += '"';
        php::appendInteger(m_out, key.intValue());
        m_out += '"';
        return true;
    }
    if (php::appendJsonString(m_out, key.text(), m_flags & ~Flag::NumericCheck)) return true;
    return fail(Utf8Error, "\"\"");
}

bool JsonEncoder::appendMap(const Array &array)
{
    expect(array);
    m_out += '{';
    if (++m_level > m_depth && !fail(DepthError, "")) return false;
    for (std::uint32_t i = 0; i < array.size(); ++i) {
        if (i) m_out += ',';
        newLine();
        if (!appendKey(array.keyAt(i))) return false;
        m_out += m_flags & Flag::PrettyPrint ? ": " : ":";
        if (!append(array.valueAt(i))) return false;
    }
    --m_level;
    if (!array.isEmpty()) newLine();
    m_out += '}';
    return true;
}

} // namespace twig
