// SPDX-License-Identifier: MIT
#pragma once

#include "rules/jsvalue.h"

#include <string>

namespace targetdesk {

/// An operator whose operands are evaluated before it runs. `data` is what `var` reads.
using RuleOperation = JsValue (*)(const JsValue::Items &operands, const JsValue &data);

/// Null when there is none of that name. `if`, `and`, `or` and those over lists are RuleEvaluator's.
RuleOperation ruleOperation(const std::string &name);

} // namespace targetdesk
