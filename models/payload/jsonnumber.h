// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace targetdesk {

/// The one spelling of a JSON number's exact value: digits without zeros at either end, and a power of ten. 20, 20.0 and 2e1
/// give the same; nothing is rounded, however many digits there are.
std::string canonicalNumber(std::string_view number);

} // namespace targetdesk
