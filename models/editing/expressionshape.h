// SPDX-License-Identifier: MIT
#pragma once

#include "editing/sampleset.h"
#include "editing/templatescope.h"
#include "twig/token.h"

#include <cstddef>
#include <span>

namespace targetdesk {

/// What an expression can stand for, as far as its paths tell: names, attributes, elements, `??`, `? :` and filters that keep or
/// pick values. Empty when it is made up.
Shape shapeOf(std::span<const twig::Token> expression, const TemplateScope &scope, const SampleSet &samples);

/// Where the operand begins whose last token is before `end`: `a.b|c(d)` is one. `end` when there is none.
std::size_t operandBegin(std::span<const twig::Token> tokens, std::size_t end);

/// Behind the bracket that closes the one at `open`, or the end of the tokens.
std::size_t behindClosing(std::span<const twig::Token> tokens, std::size_t open);

} // namespace targetdesk
