// SPDX-License-Identifier: MIT
#pragma once

#include "payload/problem.h"
#include "twig/trace.h"

#include <cstddef>
#include <string_view>

namespace targetdesk {

/// Gives a problem the place of what printed these bytes of the payload: the first expression in them, else the template's own
/// text, at the very character where it is of the template named `problem.templateName`, whose source is given. Sets the place in
/// the output, too, and the context path. Without a trace nothing but the place in the output.
void placeProblem(Problem &problem, std::string_view output, const twig::Trace &trace, std::string_view source, std::size_t begin,
                  std::size_t end);

} // namespace targetdesk
