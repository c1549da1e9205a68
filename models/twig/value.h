// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace twig {

class Array;
struct Object;

/// The types that PHP knows. Markup is a String with a flag.
enum class Type : std::uint8_t { Null, Bool, Int, Double, String, Array, Object };

/// A PHP value in 16 bytes, copied bit by bit. What it points at lives in an Arena and never changes, so values may be shared
/// between threads as long as the arena lives.
class Value
{
public:
    Value() = default;

    static Value null() { return Value(); }
    /// Null, and there was nothing: an undefined variable or a missing key. Reads as null everywhere; only `is defined`, strict
    /// variables and the trace ask.
    static Value absent()
    {
        Value value;
        value.m_flags = Absent;
        return value;
    }
    static Value boolean(bool on)
    {
        Value value(Type::Bool);
        value.m_integer = on ? 1 : 0;
        return value;
    }
    static Value integer(std::int64_t number)
    {
        Value value(Type::Int);
        value.m_integer = number;
        return value;
    }
    static Value real(double number)
    {
        Value value(Type::Double);
        value.m_real = number;
        return value;
    }
    /// A float that the context wrote with more digits than it holds. `digits` ends with a zero byte; json_encode prints them in
    /// Profile::Payload, all else sees the float.
    static Value bigNumber(double number, const char *digits)
    {
        Value value = real(number);
        const auto address = reinterpret_cast<std::uintptr_t>(digits);
        if (address >> 48 == 0) { // user space pointers fit; should one not, only the digits are lost
            value.m_flags = Big;
            value.m_high = static_cast<std::uint16_t>(address >> 32);
            value.m_length = static_cast<std::uint32_t>(address);
        }
        return value;
    }
    /// The text is not copied. At most 4 GB.
    static Value string(std::string_view text)
    {
        Value value(Type::String);
        value.m_text = text.data() ? text.data() : "";
        value.m_length = static_cast<std::uint32_t>(text.size());
        return value;
    }
    static Value markup(std::string_view text)
    {
        Value value = string(text);
        value.m_flags = Safe;
        return value;
    }
    static Value array(const Array *array)
    {
        Value value(Type::Array);
        value.m_array = array;
        return value;
    }
    static Value object(const Object *object)
    {
        Value value(Type::Object);
        value.m_object = object;
        return value;
    }

    Type type() const { return m_type; }
    bool isNull() const { return m_type == Type::Null; }
    bool isAbsent() const { return m_type == Type::Null && m_flags == Absent; }
    bool isBool() const { return m_type == Type::Bool; }
    bool isInt() const { return m_type == Type::Int; }
    bool isDouble() const { return m_type == Type::Double; }
    bool isNumber() const { return isInt() || isDouble(); }
    /// A string that is not Markup: PHP's is_string().
    bool isPlainString() const { return m_type == Type::String && m_flags == 0; }
    bool isString() const { return m_type == Type::String; }
    bool isMarkup() const { return m_type == Type::String && m_flags == Safe; }
    bool isArray() const { return m_type == Type::Array; }
    bool isObject() const { return m_type == Type::Object; }
    bool isTrue() const { return m_type == Type::Bool && m_integer != 0; }
    bool isFalse() const { return m_type == Type::Bool && m_integer == 0; }

    bool boolValue() const { return m_integer != 0; }
    std::int64_t intValue() const { return m_integer; }
    double doubleValue() const { return m_real; }
    std::string_view text() const { return {m_text, m_length}; }
    const char *textData() const { return m_text; }
    const Array *arrayValue() const { return m_array; }
    const Object *objectValue() const { return m_object; }

    /// The digits of a big number, else null.
    const char *bigDigits() const
    {
        if (m_type != Type::Double || m_flags != Big) return nullptr;
        return reinterpret_cast<const char *>(static_cast<std::uintptr_t>(m_high) << 32 | m_length);
    }
    /// The same without "absent" and without Markup.
    Value plain() const
    {
        Value value = *this;
        if (m_flags != Big) value.m_flags = 0;
        return value;
    }
    /// The same, and now defined.
    Value defined() const
    {
        Value value = *this;
        if (m_type == Type::Null) value.m_flags = 0;
        return value;
    }

private:
    enum Flags : std::uint8_t { Absent = 1, Safe = 2, Big = 4 };

    explicit Value(Type type)
        : m_type(type)
    {}

    Type m_type = Type::Null;
    std::uint8_t m_flags = 0;
    std::uint16_t m_high = 0;
    std::uint32_t m_length = 0;
    union {
        std::int64_t m_integer = 0;
        double m_real;
        const char *m_text;
        const Array *m_array;
        const Object *m_object;
    };
};

static_assert(sizeof(Value) == 16 && std::is_trivially_copyable_v<Value>);

} // namespace twig
