// SPDX-License-Identifier: MIT
#include "rules/jsonlogic.h"

#include "rules/ruleevaluator.h"
#include "workspace/jsonfile.h"
#include "workspace/workspaceproblem.h"

namespace targetdesk {

Json applyRule(const Json &rule, const Json &data)
{
    return RuleEvaluator().apply(rule, JsValue::of(data)).toJson();
}

bool isTruthy(const Json &value)
{
    return JsValue::of(value).isTruthy();
}

bool conditionHolds(const Json &rule, const Json &context)
{
    if (rule.is_null()) return true;
    // PHP writes an empty rule as [].
    if (rule.is_array() && rule.empty()) return true;
    if (!rule.is_string()) return RuleEvaluator().apply(rule, JsValue::of(context)).isTruthy();
    const std::string &text = rule.get_ref<const std::string &>();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return true;
    Json parsed;
    try {
        parsed = parseJson(text, {});
    } catch (const WorkspaceError &error) {
        const WorkspaceProblem &problem = error.problem();
        throw RuleError("the condition's text is " + problem.what + " (line " + std::to_string(problem.line) + ", column " +
                        std::to_string(problem.column) + ")");
    }
    if (parsed.is_string()) throw RuleError("the condition's text holds another text, not a rule");
    return conditionHolds(parsed, context);
}

} // namespace targetdesk
