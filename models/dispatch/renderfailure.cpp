// SPDX-License-Identifier: MIT
#include "dispatch/renderfailure.h"

#include "payload/problemcodes.h"

#include <algorithm>

namespace targetdesk {

namespace {

std::string withoutValues(Problem problem, const Target &target)
{
    const ProblemCode *code = problemCode(problem.code);
    problem.what = problem.code + (code ? ", " + std::string(code->title) : std::string()) +
                   "; values are left out, for the target redacts: the preview shows them";
    problem.contextPath.clear();
    // A template that was made of a value is named after it.
    const std::string own = target.handle + ".json.twig";
    if (problem.kind != Problem::Kind::Context && problem.templateName != own) {
        problem.templateName = own;
        problem.line = 0;
    }
    return problem.text();
}

} // namespace

std::string renderFailure(const Payload &payload, const PayloadRenderer &renderer, const Target &target)
{
    const auto isError = [](const Problem &problem) { return problem.severity == Problem::Severity::Error; };
    const auto found = std::ranges::find_if(payload.problems, isError);
    if (found == payload.problems.end()) return "the template could not be rendered";
    // What does not compile fails before any value is there.
    const bool isSafe = target.delivery.redact.empty() || renderer.templateProblem();
    return isSafe ? found->text() : withoutValues(*found, target);
}

} // namespace targetdesk
