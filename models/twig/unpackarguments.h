// SPDX-License-Identifier: MIT
#pragma once

#include "twig/callable.h"

#include <vector>

namespace twig {

class Array;

/// The arguments of f(a, ...b) when the template runs: a key that is a text names a parameter, as PHP unpacks. The value of a
/// filter or test comes first. Throws php::PhpError for what PHP would refuse.
std::vector<Value> unpackArguments(Runtime &runtime, const Callable &callable, const Array &given);

} // namespace twig
