// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/payloadschema.h"
#include "payload/problem.h"
#include "payload/templatemap.h"
#include "twig/trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace targetdesk {

/// What a payload, which must be JSON, does that the schema forbids, each at the expression that printed the value, with ways to
/// mend it; or the one
/// problem that the schema cannot be used. Pure; any thread.
std::vector<Problem> schemaProblems(const PayloadSchema &schema, std::string_view payload, const twig::Trace &trace,
                                    const TemplateMap &map, const std::string &templateName, const ContextView &context);

} // namespace targetdesk
