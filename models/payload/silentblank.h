// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/problem.h"
#include "payload/templatemap.h"
#include "twig/trace.h"

#include <string>
#include <vector>

namespace targetdesk {

/// Warnings for expressions that printed nothing because the context has no such path, each place and path once. An expression
/// that says itself what to do then (`??`, `|default`, …) is left alone.
std::vector<Problem> silentBlanks(const twig::Trace &trace, const TemplateMap &map, const std::string &templateName,
                                  const ContextView &context);

} // namespace targetdesk
