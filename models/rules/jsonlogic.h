// SPDX-License-Identifier: MIT
#pragma once

#include "workspace/json.h"

#include <exception>
#include <string>

namespace targetdesk {

/// A rule that cannot be evaluated: an unknown operator, too deep. The text names the operator.
class RuleError : public std::exception
{
public:
    explicit RuleError(std::string what)
        : m_what(std::move(what))
    {}
    const char *what() const noexcept override { return m_what.c_str(); }

private:
    std::string m_what;
};

/// JSON Logic as jsonlogic.com and the npm package json-logic-js 2.0.5 have it (JavaScript's loose `==`, strict `===`), plus
/// Omneo's `not_in`. Pure; any thread. Throws RuleError.
Json applyRule(const Json &rule, const Json &data);

/// JSON Logic's truth: [] and "" and 0 and null are false, "0" is true.
bool isTruthy(const Json &value);

/// A condition over a context. A null rule is true. A rule that came as a string holding JSON (as Omneo answers it) is parsed; an
/// empty text or list is true.
bool conditionHolds(const Json &rule, const Json &context);

} // namespace targetdesk
