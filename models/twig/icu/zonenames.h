// SPDX-License-Identifier: MIT
#pragma once

#include "twig/icu/names.h"

namespace twig::icu {

/// The names of all time zones: "Central European Time (Paris)".
std::vector<NamedCode> zoneNames(const std::string &locale);

} // namespace twig::icu
