// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/problem.h"
#include "payload/templatemap.h"
#include "twig/trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What a traced render knows. All is referred to and must outlive the call.
struct LintInput
{
    const TemplateMap &map;
    const twig::Trace &trace;
    std::string_view output;
    const std::string &templateName; ///< of the template that `map` is of
    const ContextView &context;
    std::string_view displayZone; ///< in which dates are shown; empty: UTC
    bool wantsJson = true;        ///< the payload is to be JSON
};

/// What is no error of this render and will hurt all the same (codes L…, and those J… that leave the payload JSON): judged from
/// what the expressions printed. Each place once. Pure; any thread.
std::vector<Problem> outputLint(const LintInput &input);

/// The same judged from the template alone: what other data will bring about.
std::vector<Problem> templateLint(const TemplateMap &map, const std::string &templateName, std::string_view displayZone);

} // namespace targetdesk
