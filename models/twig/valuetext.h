// SPDX-License-Identifier: MIT
#pragma once

#include "twig/trace.h"
#include "twig/value.h"

namespace twig {

/// A value as the trace shows it. Never fails, and takes time for what it shows only, however large the value is.
TraceValue traceValue(const Value &value);
/// The same for a text that was printed.
TraceValue traceText(std::string_view text);

} // namespace twig
