// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/problem.h"
#include "payload/templatemap.h"
#include "twig/trace.h"

#include <string>
#include <vector>

namespace targetdesk {

class PathCensus;

/// Warnings for expressions that printed nothing because the context has no such path, each place and path once. An expression
/// that says itself what to do then (`??`, `|default`, …) is left alone. `elsewhere` knows the other samples: the remedy then
/// names the events that have the path.
std::vector<Problem> silentBlanks(const twig::Trace &trace, const TemplateMap &map, const std::string &templateName,
                                  const ContextView &context, const PathCensus *elsewhere = nullptr);

} // namespace targetdesk
