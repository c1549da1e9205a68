// SPDX-License-Identifier: MIT
#pragma once

#include "payload/problem.h"
#include "twig/environment.h"

#include <string_view>

namespace targetdesk {

/// An error of the engine as a problem; the words are Twig's.
Problem templateProblem(const twig::Error &error);
/// What the engine said on the side.
Problem messageProblem(const twig::Message &message);
/// The context's text is not JSON.
Problem contextProblem(const twig::ContextError &error, std::string_view contextText);

} // namespace targetdesk
