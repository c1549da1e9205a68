// SPDX-License-Identifier: MIT
#pragma once

#include "twig/library.h"

#include <memory>

namespace conformance {

/// The extension that cases with the need "test-extension" ask for: filters, functions, tests and a tag of one's own, one for
/// each thing that a library can do.
std::shared_ptr<const twig::Library> testExtension();

} // namespace conformance
