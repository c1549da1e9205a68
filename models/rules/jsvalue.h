// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// A JavaScript value while a rule runs. Lists and objects of the data or the rule are referred to, not copied, so that
/// `===` can compare what they are, as JavaScript does; the JSON they come from must outlive the value.
class JsValue
{
public:
    enum class Type { Undefined, Null, Boolean, Number, Text, List, Object };
    using Items = std::vector<JsValue>;

    JsValue() = default;
    /// Refers to `json` where it is a list, an object or a number.
    static JsValue of(const Json &json);
    static JsValue null();
    static JsValue boolean(bool value);
    static JsValue number(double value);
    static JsValue text(std::string value);
    static JsValue list(Items items);
    /// What the rule of a `reduce` sees.
    static JsValue reduceScope(JsValue current, JsValue accumulator);

    Type type() const { return m_type; }
    bool isUndefined() const { return m_type == Type::Undefined; }
    bool isNullish() const { return m_type == Type::Undefined || m_type == Type::Null; }
    bool isList() const { return m_type == Type::List; }
    bool isText() const { return m_type == Type::Text; }

    bool asBoolean() const { return m_boolean; }
    double asNumber() const { return m_number; }
    const std::string &asText() const { return m_text; }

    /// Elements of a list; 0 for anything else.
    std::size_t size() const;
    JsValue at(std::size_t index) const;
    /// value[key]: members of objects, elements and length of lists, units and length of texts; undefined otherwise.
    JsValue member(const std::string &key) const;

    /// JSON Logic's truth: as JavaScript's, but [] is false.
    bool isTruthy() const;
    double toNumber() const;
    /// String(value). Throws RuleError when lists are nested too deeply.
    std::string toText() const;
    /// JSON.stringify's idea of it: undefined, NaN and the infinities are null.
    Json toJson() const;

    static bool strictlyEqual(const JsValue &a, const JsValue &b);
    static bool looselyEqual(const JsValue &a, const JsValue &b);
    /// a < b; nothing compares with NaN, then neither this nor its counterpart holds.
    static bool less(const JsValue &a, const JsValue &b);
    static bool lessOrEqual(const JsValue &a, const JsValue &b);

private:
    std::string toText(int depth) const;
    JsValue toPrimitive() const;
    const void *identity() const;

    Type m_type = Type::Undefined;
    bool m_boolean = false;
    double m_number = 0;
    std::string m_text;
    const Json *m_json = nullptr;         ///< borrowed; what toJson gives back
    std::shared_ptr<const Items> m_items; ///< of a list made here, or current and accumulator
};

} // namespace targetdesk
