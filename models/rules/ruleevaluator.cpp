// SPDX-License-Identifier: MIT
#include "rules/ruleevaluator.h"

#include "rules/jsonlogic.h"
#include "rules/ruleoperations.h"

namespace targetdesk {

const Json *RuleEvaluator::Operands::at(std::size_t index) const
{
    if (!m_json.is_array()) return index == 0 ? &m_json : nullptr;
    return index < m_json.size() ? &m_json[index] : nullptr;
}

JsValue RuleEvaluator::apply(const Json &logic, const JsValue &data)
{
    if (m_depth >= maximumDepth) throw RuleError("the rule is nested more than 500 deep");
    if (++m_steps > maximumSteps) throw RuleError("the rule takes more than 2,000,000 steps");
    struct Level
    {
        int &depth;
        explicit Level(int &d)
            : depth(d)
        {
            ++depth;
        }
        ~Level() { --depth; }
    } level(m_depth);

    if (logic.is_array()) {
        JsValue::Items items;
        for (const Json &one : logic)
            items.push_back(apply(one, data));
        return JsValue::list(std::move(items));
    }
    // Only an object of exactly one key is an operator.
    if (!logic.is_object() || logic.size() != 1) return JsValue::of(logic);
    const std::string &name = logic.begin().key();
    const Operands operands(logic.begin().value());
    if (auto result = control(name, operands, data)) return *result;
    const RuleOperation operation = ruleOperation(name);
    if (operation == nullptr) throw RuleError("Unrecognized operation " + name);
    JsValue::Items values;
    for (std::size_t i = 0; i < operands.size(); ++i)
        values.push_back(apply(*operands.at(i), data));
    return operation(values, data);
}

JsValue RuleEvaluator::applyTo(const Json *logic, const JsValue &data)
{
    return logic == nullptr ? JsValue() : apply(*logic, data);
}

// The operators that decide themselves what is evaluated, and when.
std::optional<JsValue> RuleEvaluator::control(const std::string &name, const Operands &operands, const JsValue &data)
{
    if (name == "if" || name == "?:") return condition(operands, data);
    if (name == "and") return firstThat(false, operands, data);
    if (name == "or") return firstThat(true, operands, data);
    if (name == "filter") return filter(operands, data);
    if (name == "map") return map(operands, data);
    if (name == "reduce") return reduce(operands, data);
    if (name != "all" && name != "none" && name != "some") return std::nullopt;
    const JsValue list = applyTo(operands.at(0), data);
    const Json *logic = operands.at(1);
    if (list.size() == 0) return JsValue::boolean(name == "none");
    if (name == "all") return JsValue::boolean(!anyElement(list, false, logic));
    return JsValue::boolean(anyElement(list, true, logic) == (name == "some"));
}

JsValue RuleEvaluator::condition(const Operands &operands, const JsValue &data)
{
    std::size_t i = 0;
    for (; i + 1 < operands.size(); i += 2) {
        if (applyTo(operands.at(i), data).isTruthy()) return applyTo(operands.at(i + 1), data);
    }
    return operands.size() == i + 1 ? applyTo(operands.at(i), data) : JsValue::null();
}

JsValue RuleEvaluator::firstThat(bool isTruthy, const Operands &operands, const JsValue &data)
{
    JsValue current;
    for (std::size_t i = 0; i < operands.size(); ++i) {
        current = applyTo(operands.at(i), data);
        if (current.isTruthy() == isTruthy) return current;
    }
    return current;
}

JsValue RuleEvaluator::filter(const Operands &operands, const JsValue &data)
{
    const JsValue list = applyTo(operands.at(0), data);
    JsValue::Items kept;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsValue item = list.at(i);
        if (applyTo(operands.at(1), item).isTruthy()) kept.push_back(std::move(item));
    }
    return JsValue::list(std::move(kept));
}

JsValue RuleEvaluator::map(const Operands &operands, const JsValue &data)
{
    const JsValue list = applyTo(operands.at(0), data);
    JsValue::Items mapped;
    for (std::size_t i = 0; i < list.size(); ++i)
        mapped.push_back(applyTo(operands.at(1), list.at(i)));
    return JsValue::list(std::move(mapped));
}

JsValue RuleEvaluator::reduce(const Operands &operands, const JsValue &data)
{
    const JsValue list = applyTo(operands.at(0), data);
    JsValue accumulator = operands.at(2) == nullptr ? JsValue::null() : apply(*operands.at(2), data);
    for (std::size_t i = 0; i < list.size(); ++i)
        accumulator = applyTo(operands.at(1), JsValue::reduceScope(list.at(i), accumulator));
    return accumulator;
}

bool RuleEvaluator::anyElement(const JsValue &list, bool wanted, const Json *logic)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (applyTo(logic, list.at(i)).isTruthy() == wanted) return true;
    }
    return false;
}

} // namespace targetdesk
