// SPDX-License-Identifier: MIT
#pragma once

#include "rules/jsvalue.h"
#include "workspace/json.h"

#include <cstddef>
#include <optional>
#include <string>

namespace targetdesk {

/// Runs one rule over its data, as json-logic-js does. Rule and data must outlive what apply() returns. Throws RuleError,
/// also when a rule nests too deeply or runs too long.
class RuleEvaluator
{
public:
    static constexpr int maximumDepth = 500;
    static constexpr std::size_t maximumSteps = 2'000'000;

    JsValue apply(const Json &logic, const JsValue &data);

private:
    /// The operands of an operator, a single one without its list too.
    class Operands
    {
    public:
        explicit Operands(const Json &json)
            : m_json(json)
        {}
        std::size_t size() const { return m_json.is_array() ? m_json.size() : 1; }
        /// Null past the end: JavaScript's undefined.
        const Json *at(std::size_t index) const;

    private:
        const Json &m_json;
    };

    JsValue applyTo(const Json *logic, const JsValue &data);
    std::optional<JsValue> control(const std::string &name, const Operands &operands, const JsValue &data);
    JsValue condition(const Operands &operands, const JsValue &data);
    JsValue firstThat(bool isTruthy, const Operands &operands, const JsValue &data);
    JsValue filter(const Operands &operands, const JsValue &data);
    JsValue map(const Operands &operands, const JsValue &data);
    JsValue reduce(const Operands &operands, const JsValue &data);
    /// True when an element of the list makes the rule (truthy or not, as wanted).
    bool anyElement(const JsValue &list, bool wanted, const Json *logic);

    int m_depth = 0;
    std::size_t m_steps = 0;
};

} // namespace targetdesk
