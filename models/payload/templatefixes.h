// SPDX-License-Identifier: MIT
#pragma once

#include "payload/contextview.h"
#include "payload/problem.h"
#include "payload/quickfix.h"

#include <string_view>
#include <vector>

namespace targetdesk {

/// Ways to mend what the engine complains about (codes T…) in the template that `source` is of: a word that was meant, a path
/// that exists, an end that is missing. `context` is null for what was found while compiling. Pure; any thread.
std::vector<QuickFix> templateFixes(const Problem &problem, std::string_view source, const ContextView *context);

} // namespace targetdesk
