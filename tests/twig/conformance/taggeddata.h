// SPDX-License-Identifier: MIT
#pragma once

#include "twig/context.h"

#include <nlohmann/json.hpp>

namespace conformance {

/// Makes a context of JSON in which an object whose first key starts with `$` stands for what JSON cannot say: `$float`,
/// `$bytes`,
/// `$markup`, `$date`, `$timezone`, `$interval`, `$object`, `$arrayObject`, `$arrayIterator`, `$template`.
/// Throws std::exception for a tag that it does not know.
twig::Context contextOf(const nlohmann::ordered_json &data);

} // namespace conformance
